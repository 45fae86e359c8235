"""What the report says of one case: done, or why it waits and for whom."""

from typing import Any, NamedTuple

from agent.ledger.cases import Invoice, Notice
from agent.ledger.effect_values import Effect, State
from agent.ledger.ledger import Ledger
from agent.ledger.mail_values import StoredMessage
from extractors.codes import SEVERITY, Reason, Severity
from extractors.tracking.carriers import BY_SCAC
from extractors.values import Cited, Evidence, ShipNotice
from matchers.billing.values import AttachDocument, CreateBill
from matchers.values import ConfirmShipment, Finding, FulfillOrder
from matchers.vendors import Vendors
from review.reasons import Family, advice
from review.values import BilledLine, DoneLine, Item, Proof

_WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}
_STUCK = ("rejected", "dead_letter", "unknown", "sending", "deferred")
_UNDECIDED = "it has not been held against the orders yet"


class _Kept(NamedTuple):
    """Why a case waits with which nothing is wrong."""

    why: str
    todo: str
    code: Reason | None = None


_OFF = _Kept(
    "nothing speaks against it; tonight's mode plans nothing",
    "Do it by hand, or allow more: docs/operations.md, modes.",
)
_KEPT: dict[State, _Kept] = {
    "approved": _Kept(
        "nothing speaks against it; the night was stopped before it was sent",
        "",
        Reason.STOPPED,
    ),
    "planned": _Kept(
        "nothing speaks against it; it waits for your word",
        "See and decide it: agent review list",
    ),
    "shadow": _Kept(
        "nothing speaks against it; tonight's mode writes nothing",
        "Nothing; see below what would have been written.",
    ),
}
"""State of its effects → why, the first that fits."""


class CaseLines:
    """Looks things up once while one report is made."""

    def __init__(self, ledger: Ledger, vendors: Vendors) -> None:
        self._ledger = ledger
        self._vendors = vendors
        self._messages: dict[int, StoredMessage] = {}

    def item(self, case: Notice | Invoice) -> Item:
        """Return a case that waits for a person, or was noted as known."""
        findings = self._findings(case)
        kept = self._kept(case)
        worst = findings[0] if findings and kept is None else None
        code = worst.code if worst else kept and kept.code
        message = self._message(case)
        return Item(
            id=case.name,
            code=code,
            severity=worst.severity if worst else Severity.INFO,
            title=" · ".join(part for part in self._title(case) if part),
            why=_why(worst) if worst else (kept.why if kept else _UNDECIDED),
            todo=advice(code, family_of(case)).todo
            if code
            else (kept.todo if kept else ""),
            message_id=message.message_id,
            subject=message.subject,
            sender=message.sender,
            received=message.received,
            evidence=self._proof(worst.evidence if worst else None, case),
            also=tuple(
                dict.fromkeys(
                    f.code for f in findings if f is not worst and f.code != code
                )
            ),
        )

    def done(self, notice: Notice) -> DoneLine:
        """Return a ship notice whose business is finished."""
        actions = notice.match.actions if notice.match else ()
        fulfil = [a for a in actions if isinstance(a, FulfillOrder)]
        confirm = [a for a in actions if isinstance(a, ConfirmShipment)]
        carriers = [a.carrier for a in fulfil] + [a.carrier for a in confirm]
        carrier = next(filter(None, carriers), None)
        numbers = [number for a in fulfil for number in a.tracking_numbers]
        lines = [f"{x.quantity} × {x.sku}" for a in fulfil for x in a.lines]
        note = ""
        if not actions:
            note = "the shop showed it already; nothing was written"
            if notice.opened != notice.decided:
                note = "somebody finished it in the shop meanwhile"
            numbers = [tracking.number.value for tracking in notice.body.tracking]
        return DoneLine(
            id=notice.name,
            po_number=notice.body.po_number.value if notice.body.po_number else "",
            vendor=self._vendor_name(notice),
            order=next(iter(_order_names(notice)), ""),
            carrier=_carrier(carrier),
            tracking=tuple(numbers) or tuple(a.tracking_number for a in confirm),
            lines=tuple(lines)
            or tuple(f"{x.quantity} × {x.sku}" for a in confirm for x in a.items),
            marketplace_order=next((a.order_id for a in confirm), None),
            note=note,
        )

    def billed(self, invoice: Invoice) -> BilledLine:
        """Return an invoice that became a bill, or was one already."""
        actions = invoice.match.actions if invoice.match else ()
        bill = next((a for a in actions if isinstance(a, CreateBill)), None)
        return BilledLine(
            id=invoice.name,
            number=_number(invoice),
            po_number=_po_number(invoice),
            vendor=self._vendor_name(invoice),
            total=_total(invoice),
            lines=len(bill.lines) if bill else len(invoice.body.lines),
            memo=bill.memo if bill else "",
            note=_due(invoice) if invoice.state == "done" else self._closed(invoice),
        )

    def _closed(self, invoice: Invoice) -> str:
        """Return why an invoice is closed that we made no bill of."""
        said = self._ledger.verdicts.of(invoice.key)[-1:]
        for word in said:
            if word.verdict == "rejected":
                return f"rejected by {word.person}: {word.reason}"
        findings = invoice.match.findings if invoice.match else ()
        if any(finding.code is Reason.RESOLVED_OUTSIDE for finding in findings):
            return "somebody billed it in the books meanwhile"
        return "nothing was written"

    def _title(self, case: Notice | Invoice) -> list[str]:
        vendor = self._vendor_name(case)
        if isinstance(case.body, ShipNotice):
            order = next(iter(_order_names(case)), "")
            return [order, f"PO {_po_number(case) or 'not printed'}", vendor]
        kind = case.body.kind.replace("_", " ")
        number = _number(case) or "without a number"
        po_number = _po_number(case)
        return [
            f"{kind} {number}",
            f"PO {po_number}" if po_number else "",
            vendor,
            _total(case),
        ]

    def _message(self, case: Notice | Invoice) -> StoredMessage:
        if case.message not in self._messages:
            self._messages[case.message] = self._ledger.mail.get(case.message)
        return self._messages[case.message]

    def _effects(self, case: Notice | Invoice) -> list[Effect]:
        keys = [action.key for action in case.match.actions] if case.match else []
        known = (self._ledger.effects.get(key) for key in keys)
        return [effect for effect in known if effect is not None]

    def _vendor_name(self, case: Notice | Invoice) -> str:
        vendor = self._vendors.get(case.vendor) if case.vendor else None
        return vendor.name if vendor else "unknown vendor"

    def _kept(self, case: Notice | Invoice) -> _Kept | None:
        """Return what keeps a case waiting that nothing speaks against."""
        certain = case.match is not None and case.match.disposition == "act"
        states = {effect.state for effect in self._effects(case)}
        if case.state != "open" or not certain or states & set(_STUCK):
            return None
        return next((_KEPT[state] for state in _KEPT if state in states), _OFF)

    def _findings(self, case: Notice | Invoice) -> list[Finding]:
        """Return a case's findings and its effects' trouble, the worst first.

        Of a case that waits the trouble comes first: it is what is waited for. Of one
        that is held a changed payee does.
        """
        trouble: list[Finding] = []
        for effect in self._effects(case):
            if effect.state in _STUCK:
                code = effect.reason or Reason.HALF_DONE
                trouble.append(
                    Finding(
                        code=code,
                        severity=SEVERITY[code],
                        detail=f"{act_of(effect)}: {effect.state}; {effect.evidence}",
                        subjects=(effect.key,),
                    )
                )
        found = [*trouble, *(case.match.findings if case.match else ())]
        if case.state == "known":
            return sorted(found, key=lambda f: (f.policy == "", _WEIGHT[f.severity]))
        if case.state == "open":
            return sorted(found, key=lambda f: (f not in trouble, _WEIGHT[f.severity]))
        return sorted(
            found,
            key=lambda f: (f.code is not Reason.PAYEE_CHANGED, _WEIGHT[f.severity]),
        )

    def _proof(self, evidence: Evidence | None, case: Notice | Invoice) -> Proof | None:
        if evidence is None:
            printed = _printed(case)
            if printed is None:
                return None
            evidence = printed.evidence
        document = self._ledger.mail.document(evidence.document)
        name = (
            document.name if document and not document.body else ""
        ) or "the mail's text"
        page = evidence.page if evidence.box else None
        return Proof(name, page, evidence.quote, evidence.document, evidence.box)


def _due(invoice: Invoice) -> str:
    """Return that a bill is due on another day than its invoice says; else ""."""
    findings = invoice.match.findings if invoice.match else ()
    told = (f.detail for f in findings if f.code is Reason.DUE_DATE_DIFFERS)
    return next(told, "")


def _printed(case: Notice | Invoice) -> Cited[Any] | None:
    """Return a printed value to find the case by: its order, its number or its sum."""
    body = case.body
    if body.po_number is not None or isinstance(body, ShipNotice):
        return body.po_number
    return body.number or body.total or body.date


def _why(finding: Finding) -> str:
    """Return what a finding says, with the difference in money and percent."""
    return f"{finding.detail}: {finding.delta}" if finding.delta else finding.detail


def family_of(case: Notice | Invoice) -> Family:
    """Return which words of advice a case takes."""
    return "notice" if isinstance(case.body, ShipNotice) else "invoice"


def act_of(effect: Effect) -> str:
    """Return what an effect does, in a few words."""
    match effect.action:
        case FulfillOrder(order_name=name):
            return f"fulfilment of {name}"
        case ConfirmShipment(order_id=order):
            return f"confirmation of {order}"
        case CreateBill(number=number):
            return f"bill {number}"
        case AttachDocument(number=number):
            return f"the file of bill {number}"


def _order_names(case: Notice | Invoice) -> list[str]:
    actions = case.match.actions if case.match else ()
    names = [a.order_name for a in actions if isinstance(a, FulfillOrder)]
    names += [a.order_id for a in actions if isinstance(a, ConfirmShipment)]
    return names


def _po_number(case: Notice | Invoice) -> str:
    if not isinstance(case.body, ShipNotice) and case.match and case.match.po_number:
        return case.match.po_number
    return case.body.po_number.value if case.body.po_number else ""


def _number(case: Notice | Invoice) -> str:
    number = None if isinstance(case.body, ShipNotice) else case.body.number
    return number.value if number else ""


def _total(case: Notice | Invoice) -> str:
    if isinstance(case.body, ShipNotice) or case.body.total is None:
        return ""
    currency = case.body.currency.value if case.body.currency else ""
    return f"{case.body.total.value:,.2f} {currency}".strip()


def _carrier(scac: str | None) -> str:
    known = BY_SCAC.get(scac or "")
    return known.name if known else scac or ""
