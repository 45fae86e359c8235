"""Finding what a person means by an id."""

import re
from dataclasses import dataclass, replace

from agent.cli.failures import UsageError
from agent.ledger.cases import Body, Case, Invoice, Notice
from agent.ledger.effect_values import Effect
from agent.ledger.ledger import Ledger
from agent.ledger.mail_values import StoredMessage
from agent.stages.gate import BELIEVED
from matchers.keys import canonical_po


@dataclass(frozen=True, slots=True)
class Found:
    """Everything in the ledger that one id names."""

    notices: tuple[Notice, ...] = ()
    invoices: tuple[Invoice, ...] = ()
    effects: tuple[Effect, ...] = ()
    messages: tuple[StoredMessage, ...] = ()
    night: str = ""
    """Its date, where the messages are all that came in on a night."""


def look_up(ledger: Ledger, name: str) -> Found:
    """Return what *name* means.

    N12, I13, E5, M7, a PO, an order, an invoice's number, a Message-ID, a hash, the
    date of a night.

    Raises:
        UsageError: Nothing in the ledger is called that.
    """
    name = name.strip()
    found = _by_row(ledger, name) or _by_name(ledger, name)
    if found is None:
        raise UsageError(
            f"nothing here is called {name!r}; give N12 or I13 from the summary, E5,"
            " M7, a PO number, an order such as #1001, an invoice's number, a"
            " Message-ID, the beginning of a hash or a night such as 2026-11-20"
        )
    return found


def _by_row(ledger: Ledger, name: str) -> Found | None:
    if not (match := re.fullmatch(r"([NIEM])(\d{1,9})", name, re.IGNORECASE)):
        return None
    kind, row = match[1].upper(), int(match[2])
    if kind == "N" and (notice := ledger.notices.by_id(row)):
        return _around(ledger, [notice], [])
    if kind == "I" and (invoice := ledger.invoices.by_id(row)):
        return _around(ledger, [], [invoice])
    if kind == "E" and (effect := ledger.effects.by_id(row)):
        owner = ledger.notices.get(effect.notice)
        bill = ledger.invoices.get(effect.notice)
        return _around(ledger, [owner] if owner else [], [bill] if bill else [])
    if kind == "M" and (message := ledger.mail.by_id(row)):
        return _of_message(ledger, message)
    return None


def _by_name(ledger: Ledger, name: str) -> Found | None:
    wanted = canonical_po(name)
    if wanted:
        notices = [n for n in ledger.notices.all() if wanted in _names(ledger, n)]
        invoices = [i for i in ledger.invoices.all() if wanted in _names(ledger, i)]
        letters = _letters(ledger, wanted)
        if notices or invoices or letters:
            found = _around(ledger, notices, invoices)
            return replace(found, messages=(*found.messages, *letters))
    if (message := ledger.mail.find(name)) is not None:
        return _of_message(ledger, message)
    messages = ledger.mail.of_night(name)
    return Found(messages=tuple(messages), night=name) if messages else None


def _letters(ledger: Ledger, wanted: str) -> list[StoredMessage]:
    """Return what people we believe wrote about a purchase order."""
    return [
        message
        for message in ledger.mail.naming_orders()
        if message.trust in BELIEVED
        and wanted in {canonical_po(number.value) for number in message.orders}
    ]


def _names(ledger: Ledger, case: Case[Body]) -> set[str]:
    names = {case.document, case.key}
    number = getattr(case.body, "number", None)
    names |= {cited.value for cited in (case.body.po_number, number) if cited}
    for effect in ledger.effects.of_notice(case.key):
        action = effect.action
        names |= {effect.key, getattr(action, "order_id", "")}
        names |= {getattr(action, "order_name", ""), getattr(action, "number", "")}
        names |= set(getattr(action, "tracking_numbers", ()))
    if case.match:
        names |= set(case.match.po_number.split(", "))
        names |= {
            order.partition(":")[2].partition(":")[2] for order in case.match.orders
        }
    return {canonical_po(text) for text in names} - {""}


def _around(ledger: Ledger, notices: list[Notice], invoices: list[Invoice]) -> Found:
    cases: tuple[Notice | Invoice, ...] = (*notices, *invoices)
    numbers = dict.fromkeys(case.message for case in cases)
    return Found(
        notices=tuple(notices),
        invoices=tuple(invoices),
        effects=tuple(e for c in cases for e in ledger.effects.of_notice(c.key)),
        messages=tuple(map(ledger.mail.get, numbers)),
    )


def _of_message(ledger: Ledger, message: StoredMessage) -> Found:
    notices = ledger.notices.of_message(message.id)
    invoices = ledger.invoices.of_message(message.id)
    return replace(_around(ledger, notices, invoices), messages=(message,))
