"""What a night is made of, and what comes of it."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import datetime

from agent.clock import Clock
from agent.folder import StoreFolder
from agent.ledger.store import Connect, connect
from agent.reading.pool import Usage
from agent.reading.protocol import NONE_KNOWN, Passwords
from agent.reading.scans import NO_SCANS, Scans
from agent.settings.values import Settings
from agent.stages.gate import Gate
from agent.stages.second import SecondReader
from agent.stages.send import Delivery
from agent.switch import Switch
from agent.wiring import Outside
from review.values import NightReport

Progress = Callable[[str, int, int], None]
"""Stage, done, of how many."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything a night is made of; nothing else enters."""

    settings: Settings
    folder: StoreFolder
    outside: Outside
    gate: Gate
    executor: Executor
    usage: Usage
    switch: Switch
    clock: Clock
    sleep: Callable[[float], None]
    second: SecondReader
    since: datetime | None = None
    progress: Progress = lambda *_: None
    connect: Connect = connect
    passwords: Passwords = NONE_KNOWN
    """What protected files of suppliers open with."""
    scans: Scans = NO_SCANS
    digests: dict[str, str] = field(default_factory=dict)
    """Of the settings and vendor files, kept with every decision."""


@dataclass(frozen=True, slots=True)
class Night:
    """A night that ended, and how."""

    run: int
    report: NightReport
    exit_status: int
    delivery: Delivery | None = None
    """What became of the mailed summary; None where none is mailed."""
