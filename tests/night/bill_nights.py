"""Nights over many invoices, with books in which every lie would find what it names."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from agent.cli.history import load_history
from agent.folder import StoreFolder
from agent.settings.values import Settings
from sandbox.box import start
from sandbox.settings import Settings as BoxSettings
from tests.adversarial.bill_cases import Sent, fill

from . import small_world
from .stage import Stage, changed

_GRACE = BoxSettings(quickbooks_grace=86400.0)


@contextmanager
def billing(
    root: Path,
    sent: Sequence[Sent],
    mails: Mapping[str, bytes],
    *,
    grace: BoxSettings = _GRACE,
) -> Iterator[Stage]:
    """Put a world with the books of *sent* and these mails on stage."""
    world = small_world.build(root / "world", [])
    fill(world, sent)
    for name, content in mails.items():
        (world / "emails" / f"{name}.eml").write_bytes(content)
    with start(world, root / "services", settings=grace) as box:
        stage = Stage(world, box, StoreFolder(root / "store"))
        stage.store.root.mkdir()
        load_history(world, stage.store, box.clock.now())
        yield stage


def made_bills(stage: Stage) -> list[dict[str, Any]]:
    """Return the bills that the books hold after the night, whole."""
    bills: list[dict[str, Any]] = stage.box.final()["quickbooks"]["bills"]
    return bills


def wrong_bills(stage: Stage, sent: Sequence[Sent]) -> list[dict[str, Any]]:
    """Return the bills that are not exactly one of the true ones, or are a second."""
    left = [one.bill for one in sent]
    wrong = []
    for bill in made_bills(stage):
        if bill in left:
            left.remove(bill)
        else:
            wrong.append(bill)
    return wrong


def codes_of(stage: Stage, number: str) -> set[str]:
    """Return the reasons that hold the invoice of *number*; empty: nothing does."""
    with stage.ledger() as ledger:
        return {
            finding.code.value
            for case in ledger.invoices.all()
            if case.match is not None
            and case.vendor == "acme"
            and _number(case.body.number) == number
            and case.state != "done"
            for finding in case.match.findings
        }


def _number(cited: Any) -> str:
    return cited.value if cited is not None else ""


def reading(*readers: str) -> Any:
    """Return a change of settings: who reads; a model is asked about everything."""

    def change(settings: Settings) -> Settings:
        return changed(
            settings,
            reading={"readers": list(readers)},
            llm={"read": "all", "timeout_seconds": 20},
        )

    return change
