"""One business night as the summary tells it."""

from collections import Counter
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from agent.ledger.cases import CaseState, Invoice, Notice
from agent.ledger.effect_values import Effect
from agent.ledger.ledger import Ledger
from agent.report.letters import letter, vendors_letters
from agent.report.lines import CaseLines, act_of
from agent.report.mail import (
    disbelieved,
    is_unsettled,
    mail_line,
    older,
    other_kind,
    unread_documents,
)
from agent.stages.gate import BELIEVED, Gate
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
    done = [n for n in notices if n.state in _FINISHED]
    asked = [i for i in invoices if i.body.kind == "invoice"]
    billed = [i for i in invoices if i.state == "done"]
    settled = [i for i in invoices if i.state == "settled"]
    flagged = [c for c in cases if c.state in _FLAGGED]
    known = [c for c in cases if c.state == "known"]
    waiting = [c for c in cases if c.state == "open"]
    messages = ledger.mail.stored_in(runs)
    strange = {
        message.id: verdict
        for message in messages
        if message.trust == "quarantine" and (verdict := gate.of(ledger, message))
        if disbelieved(message, verdict)
    }
    shown = {case.message for case in cases}
    unsettled = [
        message
        for message in messages
        if message.trust in BELIEVED
        and is_unsettled(message, shown=message.id in shown)
    ]
    letters = vendors_letters(messages, shown | {m.id for m in unsettled})
    named = {*shown, *strange, *(message.id for message in letters)}
    other = Counter(
        other_kind(ledger, m)
        for m in messages
        if m.state == "read" and m.id not in named
    )
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
        notices=NoticeCounts(
            processed=len(notices),
            done=len(done),
            flagged=sum(n.state in _FLAGGED for n in notices),
            known=sum(n.state == "known" for n in notices),
            waiting=sum(n.state == "open" for n in notices),
        ),
        invoices=InvoiceCounts(
            processed=len(asked),
            billed=sum(i.state == "done" for i in asked),
            flagged=sum(i.state in _FLAGGED for i in asked),
            known=sum(i.state == "known" for i in asked),
            waiting=sum(i.state == "open" for i in asked),
            settled=sum(i.state == "settled" for i in asked),
        ),
        fulfillments=_count(written, FulfillOrder),
        confirmations=_count(written, ConfirmShipment),
        fulfillments_now=_count(written_now, FulfillOrder),
        confirmations_now=_count(written_now, ConfirmShipment),
        bills=_count(written, CreateBill),
        bills_now=_count(written_now, CreateBill),
        items=tuple(sorted(map(look.item, flagged), key=_money_first)),
        known=tuple(map(look.item, known)),
        waiting=tuple(map(look.item, waiting)),
        done=tuple(map(look.done, done)),
        billed=tuple(map(look.billed, billed)),
        settled=tuple(map(look.billed, settled)),
        planned=tuple(
            f"{act_of(effect)} [{effect.state}]"
            for effect in waiting_for_word
            if effect.notice in unheld
        ),
        letters=tuple(letter(message, gate.vendors) for message in letters),
        other_mail=dict(other),
        quarantined=tuple(
            mail_line(m, "; ".join(strange[m.id].reasons))
            for m in messages
            if m.id in strange
        ),
        set_aside=tuple(
            mail_line(m, f"{m.reason}: {m.detail}")
            for m in messages
            if m.state == "set_aside"
        )
        + unread_documents(ledger, messages),
        unsettled=tuple(
            mail_line(m, "; ".join(f"{i.code}: {i.detail}" for i in m.issues))
            for m in unsettled
        ),
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
