"""A person's decision on an invoice: what it is bound to, and what it does at once."""

from datetime import datetime

from agent.ledger.cases import Invoice
from agent.ledger.effect_values import IN_DOUBT, Effect
from agent.ledger.effects import SHOWN, NotWaitingError
from agent.ledger.ledger import Ledger
from agent.ledger.verdicts import Verdict
from extractors.codes import Reason
from review.decision_text import why_not

_WAITING = ("open", "flagged")
_WITHDRAWN = ("planned", "approved", "deferred", "shadow")


def writes_of(ledger: Ledger, invoice: Invoice) -> list[Effect]:
    """Return what a person's word would let out; [] where nothing waits for one.

    Where the books show a bill otherwise than it was sent, nothing else of it goes out.
    """
    own = ledger.effects.of_notice(invoice.key)
    if any(effect.state == "dead_letter" for effect in own):
        return []
    return [e for e in own if e.state in ("planned", "approved", "deferred")]


def why_nothing(ledger: Ledger, invoice: Invoice) -> str:
    """Return why a person's word on an invoice that waits would let nothing out."""
    assert invoice.match is not None  # noqa: S101  # the callers' promise
    stuck = stuck_at(ledger, invoice)
    if invoice.match.disposition == "act" and stuck:
        codes = ", ".join(code.value for code in stuck)
        return f"the books did not take it as it was sent ({codes}); look there"
    return why_not(invoice.match)


def stuck_at(ledger: Ledger, invoice: Invoice) -> list[Reason]:
    """Return what keeps the writes of an invoice that nothing speaks against."""
    effects = ledger.effects.of_notice(invoice.key)
    found = [e.reason for e in effects if e.state != "done" and e.reason is not None]
    return list(dict.fromkeys(found))


def approve(
    ledger: Ledger, row: int, *, shown: str, person: str, at: datetime
) -> Verdict:
    """Let an invoice pass as it was shown; the next run bills it if it is still that.

    Approving the same twice is one approval.

    Args:
        ledger: The store's.
        row: Id of the invoice.
        shown: The hash of what the person was shown, or its beginning.
        person: Who it is.
        at: When.

    Raises:
        NotWaitingError: It is closed or under way, nothing would be written, or what
            was shown is not what there is now.
    """
    with ledger.transaction():
        invoice, current = _waiting(ledger, row, shown)
        if not writes_of(ledger, invoice):
            why = why_nothing(ledger, invoice)
            raise NotWaitingError(f"{invoice.name} cannot be approved: {why}")
        said = ledger.verdicts.approved(invoice.key, current)
        if said is None:
            ledger.verdicts.give(
                invoice.key,
                "approved",
                shown=shown,
                current=current,
                person=person,
                at=at,
            )
    return said or ledger.verdicts.of(invoice.key)[-1]


def reject(
    ledger: Ledger, row: int, *, shown: str, person: str, reason: str, at: datetime
) -> Verdict:
    """Close an invoice for good: nothing of it is written, nothing decided again.

    No run may be under way in the store: it might be about to send what this voids.

    Raises:
        NotWaitingError: It is closed, under way or written, or what was shown is not
            what there is now.
    """
    with ledger.transaction():
        invoice, current = _waiting(ledger, row, shown)
        own = ledger.effects.of_notice(invoice.key)
        if any(effect.state == "done" for effect in own):
            raise NotWaitingError(
                f"{invoice.name} is in the books already; void the bill there"
            )
        ledger.verdicts.give(
            invoice.key,
            "rejected",
            shown=shown,
            current=current,
            person=person,
            reason=reason,
            at=at,
        )
        void = [effect for effect in own if effect.state in _WITHDRAWN]
        ledger.effects.void(void, at, Reason.STALE_SNAPSHOT)
        ledger.invoices.move(invoice.key, "settled", at)
    return ledger.verdicts.of(invoice.key)[-1]


def _waiting(ledger: Ledger, row: int, shown: str) -> tuple[Invoice, str]:
    """Return an invoice that waits, as it is now, with the hash of what it is."""
    invoice = ledger.invoices.by_id(row)
    if invoice is None:
        raise NotWaitingError(f"there is no invoice I{row}")
    if invoice.state not in _WAITING:
        raise NotWaitingError(f"{invoice.name} waits for no word: it is closed")
    if invoice.match is None:
        raise NotWaitingError(f"{invoice.name} has not been held against the books yet")
    if any(e.state in IN_DOUBT for e in ledger.effects.of_notice(invoice.key)):
        raise NotWaitingError(
            f"{invoice.name} is being written, and what came of it is not known yet;"
            " the next run asks the books"
        )
    current = ledger.shown(invoice)
    if len(shown) < SHOWN or not current.startswith(shown):
        raise NotWaitingError(
            f"{invoice.name} is not what was shown under {shown!r}; look at it again:"
            f" agent review show {invoice.name}"
        )
    return invoice, current
