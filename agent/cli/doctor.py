"""``agent doctor``: what works, what does not, and the next step for each."""

import json
import sys
import time
from pathlib import Path

from agent.cli.nightly import STORE
from agent.cli.output import say
from agent.clock import system_clock
from agent.doctor import examine
from agent.folder import StoreFolder
from agent.settings.load import load_settings
from agent.wiring_mail import MailWays
from channels.timing import Timing
from review.escape import visible

_SHOWN = {"good": "ok     ", "careful": "careful", "bad": "WRONG  "}


def doctor(file: Path, store: Path | None, *, closed: str, as_json: bool) -> int:
    """Print every check as it is done; 1 when something is wrong."""
    settings = load_settings(file)
    timing = Timing(system_clock, time.sleep)
    folder = StoreFolder(store or STORE)
    ways = MailWays(settings, file.resolve().parent, folder, timing)
    checks = []
    for channel, check in examine(ways, closed=closed):
        checks.append({"channel": channel, **check._asdict()})
        if not as_json:
            say(f"{_SHOWN[check.verdict]}  {channel}: {visible(check.what)}")
            if check.todo:
                say(f"           → {visible(check.todo)}")
    if as_json:
        sys.stdout.write(json.dumps(checks, ensure_ascii=False) + "\n")
    return 1 if any(check["verdict"] == "bad" for check in checks) else 0
