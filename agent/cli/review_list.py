"""What waits for a person's word, as rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from agent.decisions import stuck_at, writes_of
from agent.ledger.cases import Invoice
from agent.ledger.effect_values import Effect
from agent.ledger.effects import SHOWN
from agent.ledger.ledger import Ledger
from extractors.codes import Reason, Severity
from matchers.billing.aliases import canonical_part
from matchers.billing.values import AttachDocument, CreateBill
from matchers.values import ConfirmShipment, FulfillOrder, Match
from review.invoice_text import at_stake, gravest

_WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One invoice that waits."""

    id: str
    hash: str
    state: str
    kind: str
    vendor: str
    number: str
    total: Decimal | None
    currency: str
    codes: tuple[str, ...]
    """Of what keeps it, the gravest first."""
    at_stake: Decimal
    writable: bool
    """A person's word would let something out."""
    approved_by: str
    """Who let it pass as it is now; empty for nobody."""
    waits_for_run: bool
    """A person explained its part numbers; the next run decides it with that."""

    @property
    def code(self) -> str:
        """The gravest."""
        return next(iter(self.codes), "")

    def as_object(self) -> dict[str, Any]:
        """Return it as one JSON object."""
        return {
            "id": self.id,
            "hash": self.hash,
            "state": self.state,
            "kind": self.kind,
            "vendor": self.vendor,
            "number": self.number or None,
            "total": None if self.total is None else f"{self.total:f}",
            "currency": self.currency or None,
            "code": self.code or None,
            "codes": list(self.codes),
            "at_stake": f"{self.at_stake:f}",
            "can_be_approved": self.writable,
            "approved_by": self.approved_by or None,
            "waits_for_next_run": self.waits_for_run,
        }


def invoice_rows(ledger: Ledger) -> list[InvoiceRow]:
    """Return the invoices that wait: a changed payee first, then the gravest."""
    waiting = [
        (invoice, invoice.match)
        for invoice in ledger.invoices.undecided()
        if invoice.match is not None
    ]
    waiting.sort(key=lambda pair: _urgency(pair[1]))
    return [_row(ledger, invoice, match) for invoice, match in waiting]


def is_explained(ledger: Ledger, invoice: Invoice) -> bool:
    """Say whether aliases said since explain every line that was nobody's.

    The decision shown is the last run's; the next one holds the invoice against the
    books with them.
    """
    lines = invoice.match.lines if invoice.match else ()
    unknown = [line for line in lines if line.line >= 0 and not line.sku]
    aliases = (*ledger.aliases.always(), *ledger.aliases.once(invoice.document))
    known = {
        alias.part_number
        for alias in aliases
        if alias.vendor == invoice.vendor and not alias.conflicted
    }
    parts = [canonical_part(line.part_number) for line in unknown]
    return bool(parts) and all(part in known for part in parts)


def write_row(effect: Effect) -> dict[str, Any]:
    """Return one planned write as a JSON object."""
    return {
        "id": f"E{effect.id}",
        "hash": effect.payload_sha[:SHOWN],
        "action": effect.action.model_dump(mode="json"),
    }


def sentence(effect: Effect) -> str:
    """Return what one planned write does; a stranger's words in it are not escaped."""
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


def _urgency(match: Match) -> tuple[bool, int]:
    worst = next(iter(gravest(match)), None)
    if worst is None:
        return True, len(_WEIGHT)
    return worst.code is not Reason.PAYEE_CHANGED, _WEIGHT[worst.severity]


def _codes(ledger: Ledger, invoice: Invoice, match: Match) -> Iterator[str]:
    explained = is_explained(ledger, invoice)
    for finding in gravest(match):
        if explained and finding.rule.endswith("line_sku/1"):
            continue
        if finding.severity not in (Severity.WARN, Severity.INFO):
            yield finding.code.value
    if match.disposition == "act":
        yield from (code.value for code in stuck_at(ledger, invoice))


def _row(ledger: Ledger, invoice: Invoice, match: Match) -> InvoiceRow:
    body = invoice.body
    shown = ledger.shown(invoice)
    said = ledger.verdicts.approved(invoice.key, shown)
    return InvoiceRow(
        id=invoice.name,
        hash=shown[:SHOWN],
        state=invoice.state,
        kind=body.kind,
        vendor=invoice.vendor or "unknown vendor",
        number=body.number.value if body.number else "",
        total=body.total.value if body.total else None,
        currency=body.currency.value if body.currency else "",
        codes=tuple(dict.fromkeys(_codes(ledger, invoice, match))),
        at_stake=at_stake(match, body),
        writable=bool(writes_of(ledger, invoice)),
        approved_by=said.person if said else "",
        waits_for_run=is_explained(ledger, invoice),
    )
