"""Holding a finished demo night against what its world expects, write by write."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from agent.cli.failures import UsageError
from agent.ledger.cases import Invoice, Notice
from agent.ledger.ledger import Ledger
from extractors.codes import Severity
from matchers.keys import canonical_po

OUTCOME = {
    "done": "done",
    "settled": "done",
    "flagged": "flagged",
    "expired": "flagged",
    "known": "known",
    "open": "waiting",
}
INVOICE_OUTCOME = {**OUTCOME, "done": "billed", "settled": "settled"}
_BILLED = {**INVOICE_OUTCOME, "settled": "billed"}
"""With a new ledger the books show the bills already: that is as good."""
_CORRESPONDENCE = frozenset({"customer", "carrier", "other"})
_PARTS = ("counts", "messages", "final")
_STOPS = frozenset({Severity.BLOCK, Severity.HOLD})


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between a night and its expectation."""

    wrong: int
    """Service writes that nothing expected, or that differ in any field."""
    differences: tuple[str, ...]
    """One readable line each; empty when the night is as expected."""


def load_expectation(world: Path) -> dict[str, Any]:
    """Return the world's ``expected.json``.

    Raises:
        UsageError: The world has none, or it is not what one is.
    """
    try:
        loaded = json.loads((world / "expected.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(
            f"{world} has no expected.json, so there is nothing to check"
        ) from None
    except (OSError, ValueError) as error:
        raise UsageError(f"{world / 'expected.json'} is not JSON: {error}") from None
    if not isinstance(loaded, dict):
        raise UsageError(f"{world / 'expected.json'} is not a JSON object")
    if missing := [part for part in _PARTS if part not in loaded]:
        raise UsageError(
            f"{world / 'expected.json'} lacks {', '.join(missing)}; see docs/world.md"
        )
    return loaded


def compare(
    expected: Mapping[str, Any], final: Mapping[str, Any], ledger: Ledger | None
) -> Comparison:
    """Compare message by message with *ledger* and write by write with *final*.

    Args:
        final: What the services' own journals say was added.
        ledger: None compares the writes alone.
    """
    wrong = 0
    lines: list[str] = []
    for service, kind, shape in _WRITES:
        want = Counter(map(shape, expected["final"].get(service, {}).get(kind, ())))
        have = Counter(map(shape, final.get(service, {}).get(kind, ())))
        extra, missing = have - want, want - have
        wrong += sum(extra.values())
        lines += [f"{service}: not expected: {_told(w)}" for w in extra.elements()]
        lines += [f"{service}: missing: {_told(w)}" for w in missing.elements()]
    if ledger is not None:
        lines += _messages(expected["messages"], ledger)
        lines += _counts(expected["counts"], ledger)
    return Comparison(wrong, tuple(lines))


Write = tuple[tuple[str, Any], ...]


def _fulfillment(write: Mapping[str, Any]) -> Write:
    goods = Counter[str]()
    for line in write["lines"]:
        goods[line["line_id"]] += int(line["quantity"])
    return (
        ("order", write["order_id"]),
        ("lines", tuple(sorted(goods.items()))),
        ("company", write.get("company") or ""),
        ("numbers", tuple(sorted(write.get("numbers") or ()))),
        ("notify_customer", bool(write.get("notify_customer"))),
    )


def _confirmation(write: Mapping[str, Any]) -> Write:
    goods = Counter[str]()
    for item in write["items"]:
        goods[item["order_item_id"]] += int(item["quantity"])
    return (
        ("order", write["order_id"]),
        ("items", tuple(sorted(goods.items()))),
        ("carrier_code", write["carrier_code"]),
        ("carrier_name", write.get("carrier_name") or ""),
        ("tracking_number", write["tracking_number"]),
        ("ship_date", write["ship_date"][:10]),
    )


def _bill(write: Mapping[str, Any]) -> Write:
    lines = [
        (
            line["item_id"],
            Decimal(line["quantity"]),
            Decimal(line["unit_price"]),
            Decimal(line["amount"]),
            line["po_id"],
            line["po_line_id"],
        )
        for line in write["lines"]
    ]
    charges = [(c["account_id"], Decimal(c["amount"])) for c in write["charges"]]
    return (
        ("vendor", write["vendor_id"]),
        ("number", write["number"]),
        ("date", write["date"]),
        ("currency", write.get("currency") or ""),
        ("total", Decimal(write["total"])),
        ("lines", tuple(sorted(lines))),
        ("charges", tuple(sorted(charges))),
        ("attachments", write.get("attachments", 0)),
    )


_WRITES: tuple[tuple[str, str, Callable[[Mapping[str, Any]], Write]], ...] = (
    ("shopify", "fulfillments", _fulfillment),
    ("amazon", "confirmations", _confirmation),
    ("quickbooks", "bills", _bill),
)


def _told(write: Write) -> str:
    return ", ".join(f"{name} {value!r}" for name, value in write)


def _messages(expected: Iterable[Mapping[str, Any]], ledger: Ledger) -> Iterator[str]:
    known = set()
    for message in expected:
        name = message["message_id"]
        stored = ledger.mail.find(name)
        if stored is None:
            yield f"{name}: not in the ledger"
            continue
        known.add(stored.id)
        if _class_of(stored.kind) != _class_of(message["kind"]):
            yield f"{name}: read as {stored.kind}, expected {message['kind']}"
        yield from _notices(
            name, message["notices"], ledger.notices.of_message(stored.id)
        )
        yield from _invoices(
            name, message.get("invoices", ()), ledger.invoices.of_message(stored.id)
        )
    for stored in ledger.mail.stored_in([n.id for n in ledger.nights(1000)]):
        if stored.id not in known:
            yield f"{stored.message_id or stored.sha256}: in the ledger, not expected"


def _class_of(kind: str | None) -> str | None:
    """Return *kind*, all correspondence as one: nothing of a night depends on which."""
    return "correspondence" if kind in _CORRESPONDENCE else kind


def _notices(
    name: str, expected: Iterable[Mapping[str, Any]], notices: Iterable[Notice]
) -> Iterator[str]:
    have = {
        canonical_po(n.body.po_number.value) if n.body.po_number else "": n
        for n in notices
    }
    for notice in expected:
        found = have.pop(canonical_po(notice["po_number"]), None)
        where = f"{name}: PO {notice['po_number']}"
        if found is None:
            yield f"{where}: no notice was read"
            continue
        outcome = OUTCOME[found.state]
        codes = _codes(found)
        if outcome != notice["outcome"]:
            yield f"{where}: {outcome} {codes}, expected {notice['outcome']}"
        elif outcome == "flagged" and codes != sorted(notice["codes"]):
            yield f"{where}: flagged for {codes}, expected {sorted(notice['codes'])}"
        elif outcome == "known" and not set(notice["codes"]) <= _all_codes(found):
            yield f"{where}: known without {sorted(notice['codes'])}"
    for po_number, found in have.items():
        yield f"{name}: PO {po_number!r}: {OUTCOME[found.state]}, no notice expected"


def _invoices(
    name: str, expected: Iterable[Mapping[str, Any]], invoices: Iterable[Invoice]
) -> Iterator[str]:
    """Compare what was decided on; without books nothing is, and nothing expected."""
    have = {
        invoice.body.number.value if invoice.body.number else "": invoice
        for invoice in invoices
        if invoice.match is not None
    }
    for wanted in expected:
        number = wanted["number"] or ""
        found = have.pop(number, None)
        where = f"{name}: invoice {number}"
        if found is None:
            yield f"{where}: was not read"
            continue
        outcome = _BILLED[found.state]
        codes = _codes(found) or sorted(_all_codes(found))
        if outcome != wanted["outcome"]:
            yield f"{where}: {outcome} {codes}, expected {wanted['outcome']}"
        elif outcome == "flagged" and codes != sorted(wanted["codes"]):
            yield f"{where}: flagged for {codes}, expected {sorted(wanted['codes'])}"
    for number, found in have.items():
        state = INVOICE_OUTCOME[found.state]
        yield f"{name}: {found.body.kind} {number!r}: {state}, not expected"


def _codes(case: Notice | Invoice) -> list[str]:
    """Return what holds a case."""
    found = case.match.findings if case.match else ()
    return sorted({f.code.value for f in found if f.severity in _STOPS})


def _all_codes(case: Notice | Invoice) -> set[str]:
    return {f.code.value for f in case.match.findings} if case.match else set()


def _counts(expected: Mapping[str, Any], ledger: Ledger) -> Iterator[str]:
    runs = ledger.runs_of(ledger.nights()[0].id)
    have = Counter(OUTCOME[notice.state] for notice in ledger.notices.decided_in(runs))
    have["processed"] = have.total()
    messages = len(ledger.mail.stored_in(runs))
    if messages != expected["messages"]:
        yield f"messages: {messages}, expected {expected['messages']}"
    for name, count in expected["ship_notices"].items():
        if have[name] != count:
            yield f"ship notices {name}: {have[name]}, expected {count}"
    billed = Counter(
        _BILLED[invoice.state]
        for invoice in ledger.invoices.decided_in(runs)
        if invoice.body.kind == "invoice"
    )
    billed["processed"] = billed.total()
    for name, count in expected.get("invoices", {}).items():
        if billed[name] != count:
            yield f"invoices {name}: {billed[name]}, expected {count}"
