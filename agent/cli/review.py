"""``agent review``: a person's word on invoices that are held and on planned writes."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from agent import decisions
from agent.cli.failures import UsageError
from agent.cli.lookup import look_up
from agent.cli.output import say, say_json
from agent.cli.places import existing_store
from agent.cli.review_list import (
    InvoiceRow,
    invoice_rows,
    is_explained,
    sentence,
    write_row,
)
from agent.cli.show import as_object, lines
from agent.clock import system_clock
from agent.folder import StoreFolder
from agent.ledger.cases import Invoice
from agent.ledger.effect_values import Effect
from agent.ledger.effects import SHOWN, NotWaitingError
from agent.ledger.ledger import Ledger
from agent.ledger.verdicts import Verdict
from review.columns import aligned
from review.decision_text import written
from review.escape import visible
from review.invoice_text import money

_MONEY = frozenset({5, 6})


def list_waiting(store: Path | None, *, as_json: bool) -> int:
    """Print what waits for a word."""
    with closing(Ledger(existing_store(store).ledger)) as ledger:
        invoices = invoice_rows(ledger)
        waiting = [
            e for e in ledger.effects.in_states(("planned",)) if _alone(ledger, e)
        ]
    if as_json:
        listed = [*(row.as_object() for row in invoices), *map(write_row, waiting)]
        say_json(listed)
        return 0
    table = [
        (
            row.id,
            row.hash,
            row.code or _nothing(row),
            row.vendor,
            row.number,
            f"{money(row.total)} {row.currency}".strip(),
            f"{money(row.at_stake)} at stake" if row.at_stake else "",
            _fate(row.approved_by, writable=row.writable),
        )
        for row in invoices
    ]
    for line in aligned([tuple(map(visible, row)) for row in table], right=_MONEY):
        say(line)
    for effect in waiting:
        say(f"E{effect.id}  {effect.payload_sha[:SHOWN]}  {visible(sentence(effect))}")
    if not waiting and not invoices:
        say("nothing waits for your word")
    return 0


def show(
    name: str, store: Path | None, *, as_json: bool, everything: bool = False
) -> int:
    """Print one invoice or write, and what a decision on it would do."""
    with closing(Ledger(existing_store(store).ledger)) as ledger:
        found = look_up(ledger, name)
        if as_json:
            body = as_object(ledger, found)
            body["decisions"] = [_decision(ledger, i) for i in found.invoices]
            say_json(body)
            return 0
        for line in lines(ledger, found, everything=everything):
            say(line)
        for invoice in found.invoices:
            for line in _told(ledger, invoice, everything=everything):
                say(line)
    return 0


def approve(
    name: str, shown: str, person: str, store: Path | None, *, as_json: bool
) -> int:
    """Approve one invoice or one planned write."""
    with closing(Ledger(existing_store(store).ledger)) as ledger, _refusals():
        if (row := _invoice_row(name)) is not None:
            said = decisions.approve(
                ledger, row, shown=shown, person=person, at=system_clock()
            )
        else:
            said = _judge(
                ledger, name, Verdict("approved", shown, person, "", system_clock())
            )
    _tell(
        name, said, "; the next run sends it, if it still holds then", as_json=as_json
    )
    return 0


def reject(
    name: str,
    shown: str,
    reason: str,
    person: str,
    store: Path | None,
    *,
    as_json: bool,
) -> int:
    """Reject one invoice or one planned write."""
    folder = existing_store(store)
    with closing(Ledger(folder.ledger)) as ledger, _refusals():
        if (row := _invoice_row(name)) is not None:
            with _between_runs(folder):
                said = decisions.reject(
                    ledger,
                    row,
                    shown=shown,
                    person=person,
                    reason=reason,
                    at=system_clock(),
                )
        else:
            word = Verdict("rejected", shown, person, reason, system_clock())
            said = _judge(ledger, name, word)
    _tell(name, said, "", as_json=as_json)
    return 0


@contextmanager
def _refusals() -> Iterator[None]:
    """Make a word on what does not wait for it a mistake of usage."""
    try:
        yield
    except NotWaitingError as error:
        raise UsageError(str(error)) from None


@contextmanager
def _between_runs(folder: StoreFolder) -> Iterator[None]:
    """Keep runs out: one may be about to send what is taken back here."""
    from agent.night import NightBusyError  # noqa: PLC0415  # heavy, and seldom needed

    try:
        with FileLock(folder.lock, timeout=0):
            yield
    except Timeout:
        raise NightBusyError(
            "a run is working on this store; say it again when it has ended"
        ) from None


def _invoice_row(name: str) -> int | None:
    row = re.fullmatch(r"[Ii](\d{1,9})", name.strip())
    return int(row[1]) if row else None


def _judge(ledger: Ledger, name: str, word: Verdict) -> Verdict:
    """Give a word on one planned write."""
    row = re.fullmatch(r"[Ee](\d{1,9})", name.strip())
    effect = ledger.effects.by_id(int(row[1])) if row else None
    if effect is None:
        raise UsageError(f"there is no {name!r} to decide; see: agent review list")
    if not _alone(ledger, effect):
        owner = ledger.invoices.get(effect.notice)
        assert owner is not None  # noqa: S101  # of what is not alone
        raise UsageError(
            f"{name} belongs to {owner.name}, which is held; decide that:"
            f" agent review show {owner.name}"
        )
    ledger.effects.judge(
        effect,
        word.verdict,
        shown=word.shown,
        person=word.person,
        reason=word.reason,
        at=word.at,
    )
    return word


def _alone(ledger: Ledger, effect: Effect) -> bool:
    """Say whether a planned write is decided by itself and not with its invoice."""
    owner = ledger.invoices.get(effect.notice)
    held = owner is not None and owner.match is not None
    return not (held and owner and owner.match and owner.match.disposition == "hold")


def _decision(ledger: Ledger, invoice: Invoice) -> dict[str, Any]:
    match = invoice.match
    waits = match is not None and invoice.state in ("open", "flagged")
    writes = decisions.writes_of(ledger, invoice) if waits else []
    return {
        "id": invoice.name,
        "hash": ledger.shown(invoice)[:SHOWN] if waits else None,
        "writes": [effect.action.model_dump(mode="json") for effect in writes],
        "why_not": None
        if writes
        else (decisions.why_nothing(ledger, invoice) if waits else "it is closed"),
    }


def _told(ledger: Ledger, invoice: Invoice, *, everything: bool) -> Iterator[str]:
    match = invoice.match
    if match is None or invoice.state not in ("open", "flagged"):
        yield f"{invoice.name} waits for no word."
        return
    shown = ledger.shown(invoice)[:SHOWN]
    if is_explained(ledger, invoice):
        yield f"{invoice.name} waits for the next run, which knows its part numbers:"
        yield "    agent run decides it at once, else tonight's night does."
    writes = decisions.writes_of(ledger, invoice)
    if writes:
        yield f"If you approve {invoice.name}, the next run writes:"
        actions = [effect.action for effect in writes]
        for line in written(actions, match.lines, everything=everything):
            yield f"    {line}"
        yield f"agent review approve {invoice.name} --hash {shown}"
    else:
        why = decisions.why_nothing(ledger, invoice)
        yield f"{invoice.name} cannot be approved: {why}."
    yield f'agent review reject {invoice.name} --hash {shown} --reason "…"'


def _nothing(row: InvoiceRow) -> str:
    return "waits for next run" if row.waits_for_run else "nothing against it"


def _fate(approved_by: str, *, writable: bool) -> str:
    if approved_by:
        return f"approved by {approved_by}"
    return "" if writable else "cannot be approved"


def _tell(name: str, said: Verdict, then: str, *, as_json: bool) -> None:
    if as_json:
        told = {
            "id": name,
            "verdict": said.verdict,
            "hash": said.shown[:SHOWN],
            "person": said.person,
            "reason": said.reason,
            "at": said.at.isoformat(),
        }
        say_json(told)
        return
    say(f"{said.verdict} {name} as {visible(said.person)}{then}")
