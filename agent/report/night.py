"""One business night as the summary tells it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from agent.ledger.cases import CaseState, Invoice, Notice
from agent.ledger.effect_values import Effect
from agent.ledger.ledger import Ledger
from agent.report.lines import CaseLines, act_of
from agent.report.mail import mail_told, older
from agent.stages.gate import Gate
from extractors.codes import Reason
from matchers.billing.values import CreateBill
from matchers.values import ConfirmShipment, FulfillOrder
from review.values import (
    Ending,
    InvoiceCounts,
    Item,
    NightReport,
    NoticeCounts,
    TroubleLine,
)

_FINISHED: frozenset[CaseState] = frozenset({"done", "settled"})
_FLAGGED: frozenset[CaseState] = frozenset({"flagged", "expired"})


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
    look = CaseLines(ledger, gate.vendors)
    runs = ledger.runs_of(night)
    notices = ledger.notices.decided_in(runs)
    invoices = ledger.invoices.decided_in(runs)
    cases: tuple[Notice | Invoice, ...] = (*notices, *invoices)
    messages = ledger.mail.stored_in(runs)
    mail = mail_told(ledger, gate, messages, {case.message for case in cases})
    written = ledger.effects.done_in(runs)
    written_now = ledger.effects.done_in([night])
    head, length = ledger.store.head()
    unheld = {c.key for c in cases if c.match and c.match.disposition != "hold"}
    waiting_for_word = ledger.effects.in_states(("planned", "shadow"))
    return NightReport(
        store=store,
        night=row.night,
        mode=row.mode,
        ending=ending,
        started_at=row.started_at.astimezone(ZoneInfo(zone)),
        messages=len(messages),
        notices=_notice_counts(notices),
        invoices=_invoice_counts(invoices),
        fulfillments=_count(written, FulfillOrder),
        confirmations=_count(written, ConfirmShipment),
        fulfillments_now=_count(written_now, FulfillOrder),
        confirmations_now=_count(written_now, ConfirmShipment),
        bills=_count(written, CreateBill),
        bills_now=_count(written_now, CreateBill),
        items=tuple(
            sorted(
                (look.item(c) for c in cases if c.state in _FLAGGED), key=_money_first
            )
        ),
        known=tuple(look.item(c) for c in cases if c.state == "known"),
        waiting=tuple(look.item(c) for c in cases if c.state == "open"),
        done=tuple(look.done(n) for n in notices if n.state in _FINISHED),
        billed=tuple(look.billed(i) for i in invoices if i.state == "done"),
        settled=tuple(look.billed(i) for i in invoices if i.state == "settled"),
        planned=tuple(
            f"{act_of(effect)} [{effect.state}]"
            for effect in waiting_for_word
            if effect.notice in unheld
        ),
        letters=mail.letters,
        other_mail=mail.other,
        quarantined=mail.quarantined,
        set_aside=mail.set_aside,
        unsettled=mail.unsettled,
        trouble=tuple(
            TroubleLine(t.channel, t.code, t.detail) for t in ledger.trouble(night)
        ),
        notes=(*notes, *_shadow_check(ledger, cases, runs), *older(messages)),
        model_would_ask=model_would_ask,
        model_asked=model_asked,
        model_cost_usd=model_cost_usd,
        chain_head=head,
        chain_length=length,
    )


def _notice_counts(notices: Sequence[Notice]) -> NoticeCounts:
    return NoticeCounts(
        processed=len(notices),
        done=sum(n.state in _FINISHED for n in notices),
        flagged=sum(n.state in _FLAGGED for n in notices),
        known=sum(n.state == "known" for n in notices),
        waiting=sum(n.state == "open" for n in notices),
    )


def _invoice_counts(invoices: Iterable[Invoice]) -> InvoiceCounts:
    """Count the invoices; a credit memo or a statement asks for no bill."""
    asked = [invoice for invoice in invoices if invoice.body.kind == "invoice"]
    return InvoiceCounts(
        processed=len(asked),
        billed=sum(i.state == "done" for i in asked),
        flagged=sum(i.state in _FLAGGED for i in asked),
        known=sum(i.state == "known" for i in asked),
        waiting=sum(i.state == "open" for i in asked),
        settled=sum(i.state == "settled" for i in asked),
    )


def _money_first(item: Item) -> bool:
    """Put what may be somebody else's bank account before everything else."""
    return item.code is not Reason.PAYEE_CHANGED


def _count(effects: list[Effect], kind: type) -> int:
    return sum(isinstance(effect.action, kind) for effect in effects)


def _shadow_check(
    ledger: Ledger, cases: Iterable[Notice | Invoice], runs: list[int]
) -> tuple[str, ...]:
    """Say how what earlier shadow nights planned compares with what people did."""
    planned = [
        case
        for case in cases
        if case.opened not in runs
        and any(e.state == "shadow" for e in ledger.effects.of_notice(case.key))
    ]
    if not planned:
        return ()
    counted = Counter(case.state for case in planned)
    same, otherwise = counted["settled"], counted["flagged"]
    line = (
        f"Shadow check: of {len(planned)} cases planned on earlier nights, people did"
        f" {same} the same way, {otherwise} otherwise, and"
        f" {len(planned) - same - otherwise} not yet."
    )
    return (line,)
