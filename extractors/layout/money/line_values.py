"""What is certain of a line, with its evidence, and what is wrong with the rest."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractors.codes import Reason
from extractors.layout.money.line_facts import (
    code_of,
    description_of,
    order_of,
    unit_of,
)
from extractors.layout.money.line_heads import Head
from extractors.layout.money.line_number import Number
from extractors.layout.money.line_proof import close
from extractors.layout.money.line_roles import Role, meaning_of
from extractors.layout.money.line_table import Line
from extractors.layout.page.citing import cite, issue_at
from extractors.values import Cited, Document, Issue, MoneyLine


def built_of(
    document: Document, line: Line, *, proved: bool
) -> tuple[MoneyLine, list[Issue]]:
    """Return a line and what is wrong with it.

    Args:
        document: It is cited from.
        line: As found.
        proved: A printed sum says that the amounts are right.
    """
    read = _read(line, proved=proved)
    # A rate makes another price; an amount comes off the line and leaves the price.
    rated = read.rated
    price = _reduced(line, read) if rated else read.price
    sku, order = code_of(line), order_of(line)
    built = MoneyLine(
        sku=cite(document, sku, sku.text) if sku else None,
        description=description_of(line),
        quantity=_cited(document, read.quantity),
        unit=unit_of(line, read.quantity),
        po_number=cite(document, order, order.text) if order else None,
        unit_price=_cited(document, price),
        list_price=_cited(document, read.price) if rated else None,
        discount=_cited(document, read.discounts[0])
        if len(read.discounts) == 1
        else None,
        price_basis=_cited(document, read.basis),
        amount=_cited(document, read.amount),
        ordered=_cited(document, read.ordered),
        agreed=_cited(document, read.agreed),
    )
    if read.sound:
        return built, []
    detail = "quantity, price and discount do not explain the amount"
    amount = line.item.amount.run
    return built, [issue_at(document, amount, Reason.ARITHMETIC_LINE, detail)]


class _Counts(NamedTuple):
    """The quantities of a line, told apart."""

    quantity: Number | None = None
    ordered: Number | None = None
    agreed: Number | None = None
    closes: bool = True
    """The amount is made from the quantity that counts."""


class _Read(NamedTuple):
    """What is certain of a line's numbers."""

    amount: Number | None
    quantity: Number | None = None
    ordered: Number | None = None
    agreed: Number | None = None
    price: Number | None = None
    basis: Number | None = None
    discounts: tuple[Number, ...] = ()
    rated: bool = False
    sound: bool = True


def _read(line: Line, *, proved: bool) -> _Read:
    item, roles = line.item, line.table.found.roles
    if item.proof:
        proof = item.proof
        counts = _counts(line, proof.quantity)
        return _Read(
            item.amount,
            counts.quantity,
            counts.ordered,
            counts.agreed,
            proof.price,
            proof.basis,
            proof.discounts,
            rated=proof.rated,
            sound=counts.closes,
        )
    found, prices = item.of(roles.quantities), item.of(roles.prices)
    if item.several or (found and prices):
        # One of the three is misread or misprinted; only a sum tells which is not.
        return _Read(item.amount if proved else None, sound=False)
    quantity = found[0] if len({n.value for n in found}) == 1 else None
    return _Read(item.amount, quantity)


def _reduced(line: Line, read: _Read) -> Number | None:
    """Return the price after a rate is taken off, where it is printed, too."""
    if read.quantity is None or read.amount is None or read.price is None:
        return None
    worth = read.quantity.value / (read.basis.value if read.basis else 1)
    found = {
        n.value: n
        for some in line.item.numbers.values()
        for n in some
        if n is not read.amount
        and n.money
        and abs(n.value) < abs(read.price.value)
        and close(read.amount, worth * n.value)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _counts(line: Line, count: Number | None) -> _Counts:
    """Return the quantities of a line: what counts, and what was only asked for.

    Letters in brackets before the numbers, which the head explains, or columns of their
    own tell what was ordered from what the vendor agreed to, or shipped. That one is
    the line's, also where the amount is made from the other.
    """
    item, roles = line.item, line.table.found.roles
    if count is None:
        return _Counts()
    if count.mark:
        return _by_marks(line, count)
    wanted, confirmed = _in(line, roles.asked), _in(line, roles.agreed)
    told = wanted[0] if len({n.value for n in wanted}) == 1 else None
    settled = item.of(roles.settled) if count in wanted else (count,)
    one = settled[0] if len({n.value for n in settled}) == 1 else None
    if one is None:
        return _Counts(None if settled else count, closes=not settled)
    closes = one.value == count.value
    return _Counts(one, told, one if one in confirmed else None, closes=closes)


def _by_marks(line: Line, count: Number) -> _Counts:
    near = [n for some in line.item.numbers.values() for n in some if n.mark]
    said = {n.mark: _marked(line.table.header.heads, n.mark) for n in near}
    asked = [n for n in near if Role.ORDERED in said[n.mark]]
    agreed = [n for n in near if Role.AGREED in said[n.mark]]
    if not len(asked) == len(agreed) == 1:
        return _Counts()
    closes = agreed[0].value == count.value
    return _Counts(agreed[0], asked[0], agreed[0], closes=closes)


def _in(line: Line, lanes: Iterable[int]) -> list[Number]:
    return [n for lane in lanes for n in line.item.numbers.get(lane, ())]


def _marked(heads: Sequence[Head], mark: str) -> frozenset[Role]:
    """Return what the head says that a letter in brackets stands for."""
    for head in heads:
        for word in head.words:
            plain = word.text.replace("(", "").replace(")", "")
            if plain[:1] == mark and Role.QUANTITY in head.roles:
                return meaning_of([word._replace(text=plain)]).roles
    return frozenset()


def _cited(document: Document, number: Number | None) -> Cited[Decimal] | None:
    return cite(document, number.run, number.value) if number else None
