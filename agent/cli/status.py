"""``agent status``: is the night healthy, for a person and for a monitor."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from agent.cli.output import say, say_json
from agent.cli.places import existing_store
from agent.cli.review_list import invoice_rows
from agent.clock import system_clock
from agent.ledger.effect_values import OPEN
from agent.ledger.ledger import Ledger
from agent.switch import Switch
from review.escape import visible

OVERDUE = timedelta(hours=30)
"""A store without a night for this long is not healthy."""


def status(store: Path | None, *, as_json: bool) -> int:
    """Print how the store stands; 1 when somebody should look."""
    folder = existing_store(store)
    switch = Switch(folder.root, os.environ)
    ledger = Ledger(folder.ledger)
    try:
        body = _body(ledger, now=_now(ledger))
    finally:
        ledger.close()
    body["stopped"] = switch.why() if switch.is_set() else None
    problems = list(_problems(body))
    body["healthy"] = not problems
    body["problems"] = problems
    if as_json:
        say_json(body)
    else:
        _tell(body)
    return 1 if problems else 0


def _now(ledger: Ledger) -> datetime:
    """Return the clock to judge by: a recorded world never grows old."""
    world = ledger.store.mark("world_instant")
    return datetime.fromisoformat(world) if world else system_clock()


def _body(ledger: Ledger, now: datetime) -> dict[str, Any]:
    nights = ledger.nights()
    last = nights[0] if nights else None
    return {
        "last_night": None
        if last is None
        else {
            "night": last.night,
            "mode": last.mode,
            "started_at": last.started_at.isoformat(),
            "ended_at": last.ended_at.isoformat() if last.ended_at else None,
            "exit_status": last.exit_status,
            "overdue": now - last.started_at > OVERDUE,
        },
        "notices": _states(ledger, "notice", "ship_notice"),
        "invoices": _states(ledger, "invoice", "invoice"),
        "credit_memos": _states(ledger, "invoice", "credit_memo"),
        "statements": _states(ledger, "invoice", "statement"),
        "waiting_for_word": len(invoice_rows(ledger)),
        "effects_open": len(ledger.effects.in_states(OPEN)),
        "trouble": [
            {"channel": t.channel, "code": t.code.value, "detail": t.detail}
            for t in (ledger.trouble(last.id) if last else ())
        ],
    }


def _states(ledger: Ledger, family: str, kind: str) -> dict[str, int]:
    """Return how many cases of one kind are in which state, as the summary counts."""
    rows = ledger.store.rows(
        "select state, count(*) as many from notice where family = ?"
        " and json_extract(body, '$.kind') = ? group by state order by state",
        [family, kind],
    )
    return {row["state"]: row["many"] for row in rows}


def _told(state: str) -> str:
    """Return a state as the summary calls it."""
    return {"settled": "closed without a write", "open": "waiting"}.get(state, state)


def _problems(body: dict[str, Any]) -> list[str]:
    last = body["last_night"]
    if last is None:
        return ["no night has run yet"]
    problems = []
    if last["overdue"]:
        problems.append(f"last night's run is missing; the newest is {last['night']}")
    if last["ended_at"] is None:
        problems.append(f"the run of {last['night']} was broken off; run it again")
    elif last["exit_status"]:
        problems.append(f"the run of {last['night']} ended with {last['exit_status']}")
    if body["stopped"] is not None:
        problems.append(f"stopped: {body['stopped'] or 'no reason given'}")
    problems += [f"{t['channel']}: {t['detail']}" for t in body["trouble"]]
    return problems


def _tell(body: dict[str, Any]) -> None:
    say("healthy" if body["healthy"] else "NOT HEALTHY")
    for problem in body["problems"]:
        say(f"  {visible(problem)}")
    if last := body["last_night"]:
        say(
            f"last night   {last['night']} ({last['mode']}),"
            f" exit status {last['exit_status']}"
        )
    for family in ("notices", "invoices", "credit_memos", "statements"):
        counted = ", ".join(f"{many} {_told(s)}" for s, many in body[family].items())
        if counted or family in ("notices", "invoices"):
            say(f"{family.replace('_', ' '):12} {counted or 'none'}")
    if waiting := body["waiting_for_word"]:
        say(f"             {waiting} wait for your word: agent review list")
    say(f"effects      {body['effects_open']} open")
