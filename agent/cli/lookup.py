"""Finding what a person means by an id."""

import re
from dataclasses import dataclass

from agent.cli.failures import UsageError
from agent.ledger.cases import Notice
from agent.ledger.effects import Effect
from agent.ledger.ledger import Ledger
from agent.ledger.mail import StoredMessage
from matchers.keys import canonical_po


@dataclass(frozen=True, slots=True)
class Found:
    """Everything in the ledger that one id names."""

    notices: tuple[Notice, ...] = ()
    effects: tuple[Effect, ...] = ()
    messages: tuple[StoredMessage, ...] = ()


def look_up(ledger: Ledger, name: str) -> Found:
    """Return what *name* means: N12, E5, M7, a PO, an order, a Message-ID, a hash.

    Raises:
        UsageError: Nothing in the ledger is called that.
    """
    name = name.strip()
    found = _by_row(ledger, name) or _by_name(ledger, name)
    if found is None:
        raise UsageError(
            f"nothing here is called {name!r}; give N12 from the summary, E5, M7, a PO"
            " number, an order such as #1001, a Message-ID or the beginning of a hash"
        )
    return found


def _by_row(ledger: Ledger, name: str) -> Found | None:
    if not (match := re.fullmatch(r"([NEM])(\d{1,9})", name, re.IGNORECASE)):
        return None
    kind, row = match[1].upper(), int(match[2])
    if kind == "N" and (notice := ledger.notices.by_id(row)):
        return _around(ledger, [notice])
    if kind == "E" and (effect := ledger.effects.by_id(row)):
        owner = ledger.notices.get(effect.notice)
        return _around(ledger, [owner] if owner else [])
    if kind == "M" and (message := ledger.mail.by_id(row)):
        return _of_message(ledger, message)
    return None


def _by_name(ledger: Ledger, name: str) -> Found | None:
    wanted = canonical_po(name)
    notices = [
        notice
        for notice in ledger.notices.all()
        if wanted and wanted in _names(ledger, notice)
    ]
    if notices:
        return _around(ledger, notices)
    if (message := ledger.mail.find(name)) is not None:
        return _of_message(ledger, message)
    return None


def _names(ledger: Ledger, notice: Notice) -> set[str]:
    names = {notice.document, notice.key}
    if notice.body.po_number:
        names.add(notice.body.po_number.value)
    for effect in ledger.effects.of_notice(notice.key):
        action = effect.action
        names |= {effect.key, getattr(action, "order_id", "")}
        names |= {getattr(action, "order_name", ""), getattr(action, "number", "")}
        names |= set(getattr(action, "tracking_numbers", ()))
    if notice.match:
        names |= {
            order.partition(":")[2].partition(":")[2] for order in notice.match.orders
        }
    return {canonical_po(text) for text in names} - {""}


def _around(ledger: Ledger, notices: list[Notice]) -> Found:
    messages = {notice.message: ledger.mail.get(notice.message) for notice in notices}
    effects = [e for notice in notices for e in ledger.effects.of_notice(notice.key)]
    return Found(tuple(notices), tuple(effects), tuple(messages.values()))


def _of_message(ledger: Ledger, message: StoredMessage) -> Found:
    notices = ledger.notices.of_message(message.id)
    found = _around(ledger, notices)
    return Found(found.notices, found.effects, (message,))
