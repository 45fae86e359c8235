"""Which order a row of a document belongs to, by what is printed, or to none.

A document about one order needs no proof: all of it speaks of that order. Where several
are printed, a row belongs to the one order named on it, else to the order that heads
its section, and sections count only where the whole document is plainly built of them.
"""

import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from extractors.grounding.printed import Place, Printed, folded
from extractors.layout.page.parsing import is_order_number, order_numbers
from extractors.layout.page.vocabulary import Field

OURS = frozenset({Field.PO, Field.YOUR_ORDER})
_SOMEBODYS = frozenset({Field.ORDER})
SHOPS = frozenset({Field.SHOP_ORDER})
_AMAZON = re.compile(r"(?<![\w-])\d{3}-\d{7}-\d{7}(?![\w-])")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9#._/\-]*")
_STATE = re.compile(r"\b[A-Z]{2}\.?,? $")
"""Before a ZIP code."""


class Order(NamedTuple):
    """An order the document names."""

    number: str
    """As printed, folded."""
    place: Place
    """Where it is labelled."""
    mentions: tuple[Place, ...]


@dataclass(frozen=True)
class Belonging:
    """The orders of a document, and whose each row is."""

    orders: Mapping[str, Order]
    """By what is compared: letters and digits only."""
    shop: bool
    """They are a shop's or marketplace's numbers; no purchase order is printed."""
    several: bool
    """More than one order is printed, or something that may be one."""
    sections: Mapping[int, str]
    """By first visual row: the order whose section it lies in; empty without any."""
    named: Mapping[int, frozenset[str]]
    """By first visual row: the orders named on it, rivals included."""
    before: int
    """First visual row that names an order."""

    def owner(self, row: int) -> str | None:
        """Return the one order a row belongs to; None where that is not certain.

        Args:
            row: First visual row of the row.
        """
        if not self.several:
            return next(iter(self.orders), None)
        here = self.named.get(row, frozenset())
        if here:
            [*some] = here
            return some[0] if len(some) == 1 and some[0] in self.orders else None
        section = self.sections.get(row)
        return section if section in self.orders else None


def squash(number: str) -> str:
    """Return *number* as orders are compared.

    >>> squash("wb-20 481")
    'WB20481'
    """
    return "".join(filter(str.isalnum, folded(number))).upper()


def belonging(
    printed: Printed,
    claimed: Iterable[str],
    *,
    parcels: Collection[int],
    goods: Collection[int],
) -> Belonging:
    """Say which orders *printed* names and which rows belong to each.

    Args:
        printed: The document.
        claimed: Order numbers that somebody says are printed; they count only where
            the document labels no order and they cannot be confused with another.
        parcels: First visual rows of the rows with tracking numbers.
        goods: The same of rows with goods.
    """
    orders, shop = _labelled(printed), False
    if not orders:
        orders = _claimed(printed, claimed)
    if not orders:
        orders, shop = _shop_orders(printed), True
    named: dict[int, set[str]] = {}
    for key, order in orders.items():
        for place in order.mentions:
            named.setdefault(printed.row(place.row), set()).add(key)
    rivals = tuple(_rivals(printed, orders, parcels))
    for key, place in rivals:
        named.setdefault(printed.row(place.row), set()).add(key)
    frozen = {row: frozenset(keys) for row, keys in named.items()}
    several = len(orders) + len({key for key, _ in rivals}) > 1
    return Belonging(
        orders=orders,
        shop=shop,
        several=several,
        sections=_sections(printed, frozen, {*parcels, *goods}) if several else {},
        named=frozen,
        before=min(frozen, default=0),
    )


def _labelled(printed: Printed) -> dict[str, Order]:
    """Return the orders the document labels as ours; else those it labels as orders."""
    for fields in (OURS, _SOMEBODYS):
        found: dict[str, Order] = {}
        for place in _values(printed, fields):
            _add(found, place, printed)
        if found:
            return found
    return {}


def _values(printed: Printed, fields: frozenset[Field]) -> Iterator[Place]:
    """Yield the order numbers under labels and columns of *fields*."""
    runs = [label.value for label in printed.sheet.of(*fields) if label.value]
    for table in printed.sheet.tables:
        for row in table.rows:
            for index in table.indexes(*fields):
                runs.extend(row.cells.get(index, ()))
    for run in runs:
        for number in order_numbers(run):
            if place := printed.of_run(number):
                yield place


def _add(found: dict[str, Order], place: Place, printed: Printed) -> None:
    key = squash(place.text)
    if place.text.isascii() and key and key not in found:
        mentions = printed.places(place.text) or (place,)
        found[key] = Order(place.text, place, mentions)


def _claimed(printed: Printed, claimed: Iterable[str]) -> dict[str, Order]:
    """Return claimed numbers in a document that labels none."""
    found: dict[str, Order] = {}
    for number in claimed:
        places = [p for p in printed.places(number) if printed.called(p) is None]
        if is_order_number(folded(number)) and places:
            _add(found, places[0], printed)
    return found


def _shop_orders(printed: Printed) -> dict[str, Order]:
    found: dict[str, Order] = {}
    for place in _values(printed, SHOPS):
        _add(found, place, printed)
    for row, cells in enumerate(printed.cells):
        for cell, text in enumerate(cells):
            for match in _AMAZON.finditer(text):
                if here := printed.place(row, cell, match.start(), match.end()):
                    _add(found, here, printed)
    return found


def _rivals(
    printed: Printed, orders: Mapping[str, Order], anchors: Container[int]
) -> Iterator[tuple[str, Place]]:
    """Yield what looks like another order's number and is called nothing else.

    Orders of one shop look alike and stand close to each other in number; one that
    does not is an order's all the same if it shares a row with a tracking number.
    """
    shapes = {_shape(order.number): order.number for order in orders.values()}
    for row, cells in enumerate(printed.cells):
        for cell, text in enumerate(cells):
            for match in _CODE.finditer(text):
                code = match[0].rstrip("./-#_")
                like = shapes.get(_shape(code))
                if like is None or squash(code) in orders:
                    continue
                owning = text == code and printed.row(row) in anchors
                if like.isdigit() and not owning and not _near(code, like):
                    continue
                end = match.start() + len(code)
                place = printed.place(row, cell, match.start(), end)
                if place and _confusable(printed, place):
                    yield squash(code), place


def _near(code: str, like: str) -> bool:
    """Say whether two numbers begin alike."""
    half = len(like) // 2
    return code[:half] == like[:half]


def _confusable(printed: Printed, place: Place) -> bool:
    before = printed.cells[place.row][place.cell][: place.start]
    if _STATE.search(before):
        return False
    called = printed.called(place)
    return called is None or called in OURS | _SOMEBODYS


def _shape(code: str) -> str:
    return re.sub(r"[A-Za-z]", "A", re.sub(r"\d", "9", code))


def _sections(
    printed: Printed, named: Mapping[int, frozenset[str]], anchors: Collection[int]
) -> dict[int, str]:
    """Return whose section each row lies in; nothing if the document is not so built.

    Every section has one order at its head and something of its own in it, no order
    heads two, and nothing that belongs to an order stands before the first head. A
    document that prints the order *under* what belongs to it fails one of these.
    """
    single = [row for row in sorted(named) if len(named[row]) == 1]
    if not single:
        return {}
    first = single[0]
    if any(row > first and len(keys) > 1 for row, keys in named.items()):
        return {}
    if any(anchor < first for anchor in anchors):
        return {}
    heads = [
        (key, [row for row, _ in rows])
        for key, rows in groupby(
            ((row, next(iter(named[row]))) for row in single), key=lambda each: each[1]
        )
    ]
    if len({key for key, _ in heads}) != len(heads):
        return {}
    ends = [rows[0] for _, rows in heads[1:]] + [len(printed.sheet.rows)]
    found: dict[int, str] = {}
    for (key, rows), end in zip(heads, ends, strict=True):
        if not any(rows[0] <= anchor < end for anchor in anchors):
            return {}
        found.update(dict.fromkeys(range(rows[0], end), key))
    return found
