"""The night's report: ledger queries and nothing else."""

from collections import Counter
from typing import NamedTuple
from zoneinfo import ZoneInfo

from agent.ledger.cases import Notice
from agent.ledger.effects import Effect, State
from agent.ledger.ledger import Ledger
from agent.ledger.mail import StoredMessage
from agent.stages.read import BELIEVED, Gate
from extractors.codes import SEVERITY, Reason, Severity
from extractors.tracking.carriers import BY_SCAC
from extractors.values import Evidence, Kind
from matchers.billing.values import AttachDocument, CreateBill
from matchers.values import ConfirmShipment, Finding, FulfillOrder
from matchers.vendors import Vendors
from review.reasons import advice
from review.values import (
    DoneLine,
    Ending,
    Item,
    MailLine,
    NightReport,
    NoticeCounts,
    Proof,
    TroubleLine,
)

_WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}
_STUCK = ("rejected", "dead_letter", "unknown", "sending", "deferred")


_UNDECIDED = "it has not been held against the orders yet"


class _Kept(NamedTuple):
    """Why a notice waits with which nothing is wrong."""

    why: str
    todo: str
    code: Reason | None = None


_OFF = _Kept(
    "nothing speaks against it; tonight's mode plans nothing",
    "Fulfil it by hand, or allow more: docs/operations.md, modes.",
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


class _Reporter:
    """Looks things up once while one report is made."""

    def __init__(self, ledger: Ledger, night: int, vendors: Vendors) -> None:
        self.ledger = ledger
        self.night = night
        self.vendors = vendors
        self.messages: dict[int, StoredMessage] = {}

    def message(self, notice: Notice) -> StoredMessage:
        if notice.message not in self.messages:
            self.messages[notice.message] = self.ledger.mail.get(notice.message)
        return self.messages[notice.message]

    def effects(self, notice: Notice) -> list[Effect]:
        keys = [action.key for action in notice.match.actions] if notice.match else []
        known = (self.ledger.effects.get(key) for key in keys)
        return [effect for effect in known if effect is not None]

    def vendor_name(self, notice: Notice) -> str:
        vendor = self.vendors.get(notice.vendor) if notice.vendor else None
        return vendor.name if vendor else "unknown vendor"

    # --- lines -------------------------------------------------------------------

    def item(self, notice: Notice) -> Item:
        findings = self._findings(notice)
        kept = self._kept(notice)
        worst = findings[0] if findings and kept is None else None
        code = worst.code if worst else kept and kept.code
        message = self.message(notice)
        order = next(iter(self._order_names(notice)), "")
        po_number = (
            notice.body.po_number.value if notice.body.po_number else "not printed"
        )
        parts = [order, f"PO {po_number}", self.vendor_name(notice)]
        return Item(
            id=f"N{notice.id}",
            code=code,
            severity=worst.severity if worst else Severity.INFO,
            title=" · ".join(part for part in parts if part),
            why=worst.detail if worst else (kept.why if kept else _UNDECIDED),
            todo=advice(code).todo if code else (kept.todo if kept else ""),
            message_id=message.message_id,
            subject=message.subject,
            sender=message.sender,
            received=message.received,
            evidence=self._proof(worst.evidence if worst else None, notice),
            also=tuple(
                dict.fromkeys(
                    f.code for f in findings if f is not worst and f.code != code
                )
            ),
        )

    def _kept(self, notice: Notice) -> _Kept | None:
        """Return what keeps a notice waiting that nothing speaks against."""
        certain = notice.match is not None and notice.match.disposition == "act"
        states = {effect.state for effect in self.effects(notice)}
        if notice.state != "open" or not certain or states & set(_STUCK):
            return None
        return next((_KEPT[state] for state in _KEPT if state in states), _OFF)

    def _findings(self, notice: Notice) -> list[Finding]:
        """Return a notice's findings and its effects' trouble, the worst first.

        Of a notice that waits the trouble comes first: it is what is waited for.
        """
        trouble: list[Finding] = []
        for effect in self.effects(notice):
            if effect.state in _STUCK:
                code = effect.reason or Reason.HALF_DONE
                trouble.append(
                    Finding(
                        code=code,
                        severity=SEVERITY[code],
                        detail=f"{_act(effect)}: {effect.state}; {effect.evidence}",
                        subjects=(effect.key,),
                    )
                )
        found = [*trouble, *(notice.match.findings if notice.match else ())]
        if notice.state == "known":
            return sorted(found, key=lambda f: (f.policy == "", _WEIGHT[f.severity]))
        if notice.state == "open":
            return sorted(found, key=lambda f: (f not in trouble, _WEIGHT[f.severity]))
        return sorted(found, key=lambda f: _WEIGHT[f.severity])

    def _proof(self, evidence: Evidence | None, notice: Notice) -> Proof | None:
        if evidence is None and notice.body.po_number is not None:
            evidence = notice.body.po_number.evidence
        if evidence is None:
            return None
        document = self.ledger.mail.document(evidence.document)
        name = (
            document.name if document and not document.body else ""
        ) or "the mail's text"
        return Proof(
            name, evidence.page, evidence.quote, evidence.document, evidence.box
        )

    def _order_names(self, notice: Notice) -> list[str]:
        actions = notice.match.actions if notice.match else ()
        names = [a.order_name for a in actions if isinstance(a, FulfillOrder)]
        names += [a.order_id for a in actions if isinstance(a, ConfirmShipment)]
        return names

    def done(self, notice: Notice) -> DoneLine:
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
            id=f"N{notice.id}",
            po_number=notice.body.po_number.value if notice.body.po_number else "",
            vendor=self.vendor_name(notice),
            order=next(iter(self._order_names(notice)), ""),
            carrier=_carrier(carrier),
            tracking=tuple(numbers) or tuple(a.tracking_number for a in confirm),
            lines=tuple(lines)
            or tuple(f"{x.quantity} × {x.sku}" for a in confirm for x in a.items),
            marketplace_order=next((a.order_id for a in confirm), None),
            note=note,
        )


def _carrier(scac: str | None) -> str:
    known = BY_SCAC.get(scac or "")
    return known.name if known else scac or ""


def _count(effects: list[Effect], kind: type) -> int:
    return sum(isinstance(effect.action, kind) for effect in effects)


def _act(effect: Effect) -> str:
    match effect.action:
        case FulfillOrder(order_name=name):
            return f"fulfilment of {name}"
        case ConfirmShipment(order_id=order):
            return f"confirmation of {order}"
        case CreateBill(number=number):
            return f"bill {number}"
        case AttachDocument(number=number):
            return f"the file of bill {number}"


def _mail_line(message: StoredMessage, why: str) -> MailLine:
    return MailLine(
        message_id=message.message_id or message.sha256[:16],
        kind=message.kind or "unreadable",
        subject=message.subject,
        sender=message.sender,
        why=why,
    )


def night_report(
    ledger: Ledger,
    night: int,
    *,
    gate: Gate,
    store: str,
    zone: str,
    ending: Ending,
    notes: tuple[str, ...] = (),
    model_would_ask: int = 0,
    model_asked: int = 0,
    model_cost_usd: str = "0",
) -> NightReport:
    """Return what happened on the business night of run *night*, all its runs together.

    Every number is counted in the ledger.
    """
    [row] = [n for n in ledger.nights(1000) if n.id == night]
    look = _Reporter(ledger, night, gate.vendors)
    runs = ledger.runs_of(night)
    notices = ledger.notices.decided_in(runs)
    by_state = {
        state: [n for n in notices if n.state == state]
        for state in ("open", "done", "flagged", "known", "settled", "expired")
    }
    finished = by_state["done"] + by_state["settled"]
    flagged = by_state["flagged"] + by_state["expired"]
    messages = ledger.mail.stored_in(runs)
    shown = {notice.message for notice in notices}
    other = Counter(
        _other(ledger, m)
        for m in messages
        if m.state == "read" and m.id not in shown and not _disbelieved(m)
    )
    written = ledger.effects.done_in(runs)
    written_now = ledger.effects.done_in([night])
    head, length = ledger.store.head()
    waiting_for_word = ledger.effects.in_states(("planned", "shadow"))
    return NightReport(
        store=store,
        night=row.night,
        mode=row.mode,
        ending=ending,
        started_at=row.started_at.astimezone(ZoneInfo(zone)),
        messages=len(messages),
        notices=NoticeCounts(
            processed=len(notices),
            done=len(finished),
            flagged=len(flagged),
            known=len(by_state["known"]),
            waiting=len(by_state["open"]),
        ),
        fulfillments=_count(written, FulfillOrder),
        confirmations=_count(written, ConfirmShipment),
        fulfillments_now=_count(written_now, FulfillOrder),
        confirmations_now=_count(written_now, ConfirmShipment),
        items=tuple(map(look.item, flagged)),
        known=tuple(map(look.item, by_state["known"])),
        waiting=tuple(map(look.item, by_state["open"])),
        done=tuple(map(look.done, finished)),
        planned=tuple(
            f"{_act(effect)} [{effect.state}]"
            for effect in waiting_for_word
            if effect.notice in {n.key for n in notices}
        ),
        other_mail=dict(other),
        quarantined=tuple(
            _mail_line(m, _disbelief(gate, m)) for m in messages if _disbelieved(m)
        ),
        set_aside=tuple(
            _mail_line(m, f"{m.reason}: {m.detail}")
            for m in messages
            if m.state == "set_aside"
        )
        + _unread_documents(ledger, messages),
        unsettled=tuple(
            _mail_line(m, "; ".join(f"{i.code}: {i.detail}" for i in m.issues))
            for m in messages
            if m.issues and m.trust in BELIEVED and m.id not in shown
        ),
        trouble=tuple(
            TroubleLine(t.channel, t.code, t.detail) for t in ledger.trouble(night)
        ),
        notes=(*notes, *_shadow_check(ledger, notices, runs), *_older(messages)),
        model_would_ask=model_would_ask,
        model_asked=model_asked,
        model_cost_usd=model_cost_usd,
        chain_head=head,
        chain_length=length,
    )


_CLAIMS: frozenset[Kind] = frozenset(
    {"ship_notice", "invoice", "credit_memo", "statement", "order_ack"}
)
"""Kinds that would make us act or pay: a stranger's is named and not counted."""


def _disbelieved(message: StoredMessage) -> bool:
    return message.trust == "quarantine" and message.kind in _CLAIMS


def _other(ledger: Ledger, message: StoredMessage) -> str:
    """Return what to count a message as that led to no notice of its own."""
    if message.kind != "ship_notice":
        return str(message.kind)
    if message.trust == "ignore":
        return "automatic answer"
    documents = [d.sha256 for d in ledger.mail.documents_of(message.id)]
    again = any(ledger.mail.first_message_of(d).id != message.id for d in documents)
    return "ship notice that was known already" if again else "ship_notice"


def _disbelief(gate: Gate, message: StoredMessage) -> str:
    """Return why the sender of *message* is not believed."""
    verdict = gate.verdict(message.mail)
    return "; ".join(f.detail for f in verdict.findings) if verdict else ""


def _older(messages: list[StoredMessage]) -> tuple[str, ...]:
    """Say how much mail came before the day from which on mail is acted on."""
    count = sum(message.state == "indexed" for message in messages)
    what = "message is" if count == 1 else "messages are"
    return (f"{count} older {what} only indexed, and not acted on.",) if count else ()


def _shadow_check(
    ledger: Ledger, notices: list[Notice], runs: list[int]
) -> tuple[str, ...]:
    """Say how what earlier shadow nights planned compares with what people did."""
    planned = [
        notice
        for notice in notices
        if notice.opened not in runs
        and any(e.state == "shadow" for e in ledger.effects.of_notice(notice.key))
    ]
    if not planned:
        return ()
    counted = Counter(notice.state for notice in planned)
    same, otherwise = counted["settled"], counted["flagged"]
    line = (
        f"Shadow check: of {len(planned)} notices planned on earlier nights, people did"
        f" {same} the same way, {otherwise} otherwise, and"
        f" {len(planned) - same - otherwise} not yet."
    )
    return (line,)


def _unread_documents(
    ledger: Ledger, messages: list[StoredMessage]
) -> tuple[MailLine, ...]:
    """Return the attachments that could not be read, each with its message."""
    by_id = {message.id: message for message in messages}
    return tuple(
        _mail_line(
            by_id[row["message"]],
            f"attachment {row['name']!r}: {row['reason']} {row['detail']}".strip(),
        )
        for row in ledger.mail.unreadable_documents()
        if row["message"] in by_id
    )
