"""``agent review``: a person's word on what draft mode has planned."""

import json
import re
import sys
from contextlib import closing
from pathlib import Path

from agent.cli.failures import UsageError
from agent.cli.output import say
from agent.cli.places import existing_store
from agent.clock import system_clock
from agent.ledger.effects import SHOWN, Effect
from agent.ledger.ledger import Ledger
from matchers.billing.values import AttachDocument, CreateBill
from matchers.values import ConfirmShipment, FulfillOrder
from review.escape import visible


def list_waiting(store: Path | None, *, as_json: bool) -> int:
    """Print what waits for a word."""
    with closing(Ledger(existing_store(store).ledger)) as ledger:
        waiting = ledger.effects.in_states(("planned",))
    if as_json:
        listed = [
            {
                "id": f"E{effect.id}",
                "hash": effect.payload_sha[:SHOWN],
                "action": effect.action.model_dump(mode="json"),
            }
            for effect in waiting
        ]
        sys.stdout.write(json.dumps(listed, ensure_ascii=False) + "\n")
        return 0
    for effect in waiting:
        say(f"E{effect.id}  {effect.payload_sha[:SHOWN]}  {visible(_sentence(effect))}")
    if not waiting:
        say("nothing waits for your word")
    return 0


def approve(name: str, shown: str, person: str, store: Path | None) -> int:
    """Approve one planned write."""
    with closing(Ledger(existing_store(store).ledger)) as ledger:
        effect = _effect(ledger, name)
        ledger.effects.judge(
            effect, "approved", shown=shown, person=person, at=system_clock()
        )
    say(f"approved {name}; the next run sends it, if it still holds then")
    return 0


def reject(name: str, shown: str, reason: str, person: str, store: Path | None) -> int:
    """Reject one planned write."""
    with closing(Ledger(existing_store(store).ledger)) as ledger:
        effect = _effect(ledger, name)
        ledger.effects.judge(
            effect,
            "rejected",
            shown=shown,
            person=person,
            reason=reason,
            at=system_clock(),
        )
    say(f"rejected {name}")
    return 0


def _effect(ledger: Ledger, name: str) -> Effect:
    row = re.fullmatch(r"[Ee](\d{1,9})", name)
    effect = ledger.effects.by_id(int(row[1])) if row else None
    if effect is None:
        raise UsageError(f"there is no write {name!r}; see: agent review list")
    return effect


def _sentence(effect: Effect) -> str:
    match effect.action:
        case FulfillOrder() as act:
            goods = ", ".join(f"{line.quantity} × {line.sku}" for line in act.lines)
            numbers = ", ".join(act.tracking_numbers)
            return f"fulfil {act.order_name}: {goods} by {act.carrier}, {numbers}"
        case ConfirmShipment() as act:
            goods = ", ".join(f"{item.quantity} × {item.sku}" for item in act.items)
            return (
                f"confirm {act.order_id}: {goods} by {act.carrier},"
                f" {act.tracking_number}, shipped on {act.ship_date}"
            )
        case CreateBill() as act:
            money = f"{act.total} {act.currency}".strip()
            return f"bill {act.number} of {act.vendor_name} over {money}"
        case AttachDocument() as act:
            return f"attach {act.name} to bill {act.number}"
