"""The rows of one table: an amount each, and the numbers around that explain it."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from extractors.layout.money.line_cells import Lane, lane_of
from extractors.layout.money.line_heads import NAMED
from extractors.layout.money.line_number import Number
from extractors.layout.money.line_proof import Proof, close, proofs
from extractors.layout.money.line_roles import Role

_NEAR = 2.2
"""Type heights: a number further up or down belongs to no amount."""
_SURE = 2
"""Rows that have to close where no head names the columns."""
_SEARCHED = 9
"""Columns of numbers that are tried without a head."""
_CENTS = 2
"""Digits after the mark that prices have."""
_TRIVIAL = frozenset({Decimal(0), Decimal(1)})
_COUNTS = (Role.AGREED, Role.QUANTITY, Role.SHIPPED, Role.ORDERED)
"""What an amount is made from, the likeliest first."""


class Roles(NamedTuple):
    """Which columns of numbers hold what."""

    amount: int
    quantities: tuple[tuple[int, ...], ...]
    """Groups of columns, the likeliest first."""
    prices: tuple[tuple[int, ...], ...]
    bases: tuple[int, ...] = ()
    discounts: tuple[int, ...] = ()
    agreed: tuple[int, ...] = ()
    """What the vendor agreed to."""
    asked: tuple[int, ...] = ()
    """What was only asked for, where other columns say what was agreed to or left."""
    named: bool = True
    """Heads name them; else arithmetic alone does."""

    @property
    def settled(self) -> tuple[tuple[int, ...], ...]:
        """The quantities that count where they are told apart from those asked for."""
        if not self.asked:
            return ()
        return tuple(g for g in self.quantities if not set(g) & set(self.asked))


class Item(NamedTuple):
    """One row of a table, as far as numbers tell it."""

    amount: Number
    numbers: Mapping[int, tuple[Number, ...]]
    """What stands around the amount, by column."""
    proof: Proof | None
    several: bool = False
    """More than one reading closes."""

    def of(self, groups: Sequence[Sequence[int]]) -> tuple[Number, ...]:
        """Return the numbers in some columns: those of the first group that has any."""
        for group in groups:
            found = tuple(n for lane in group for n in self.numbers.get(lane, ()))
            if found:
                return found
        return ()

    @property
    def rows(self) -> tuple[int, ...]:
        """The visual rows its numbers stand in, ascending."""
        found = {self.amount.row}
        found.update(n.row for some in self.numbers.values() for n in some)
        return tuple(sorted(found))


class Items(NamedTuple):
    """The rows of a table and what its columns are."""

    roles: Roles
    items: tuple[Item, ...]

    @property
    def closed(self) -> int:
        """Rows that close, those by chance left out."""
        return sum(1 for i in self.items if i.proof and i.proof.telling)

    @property
    def failed(self) -> int:
        """Rows with quantity and price that do not close."""
        return sum(1 for item in self.items if self.fails(item))

    @property
    def sure(self) -> bool:
        """Arithmetic alone shows what the columns are."""
        return self.closed >= _SURE and not self.failed

    def fails(self, item: Item) -> bool:
        """Say whether a row has all numbers and they do not close."""
        return item.proof is None and bool(
            item.of(self.roles.quantities) and item.of(self.roles.prices)
        )


def items_of(
    numbers: Sequence[Number],
    lanes: Sequence[Lane],
    ends: Callable[[Number], bool],
    bases: Callable[[int], tuple[Number, ...]],
) -> Items | None:
    """Choose the columns so that the arithmetic closes, and return the rows.

    Args:
        numbers: All of the table's body.
        lanes: The columns they form.
        bases: Returns what words of a visual row say that prices are for.
        ends: Says of a number that it stands at or below the first total.
    """
    placed: dict[int, list[Number]] = {}
    for number in numbers:
        lane = lane_of(lanes, number)
        if lane is not None:
            placed.setdefault(lane, []).append(number)
    named = [_items(placed, roles, ends, bases) for roles in _named(lanes, placed)]
    best = max(named, key=_rank, default=None)
    if best and best.closed and best.closed >= best.failed:
        return best
    found = [_items(placed, roles, ends, bases) for roles in _searched(lanes, placed)]
    sure = [one for one in found if one.sure]
    return max(sure, key=_rank, default=best)


def _rank(found: Items) -> tuple[int, int, int]:
    closing = sum(1 for item in found.items if item.proof)
    return found.closed - found.failed, closing, found.roles.amount


def _named(
    lanes: Sequence[Lane], placed: Mapping[int, Sequence[Number]]
) -> Iterator[Roles]:
    """Yield the roles the heads allow, one for each column that may be the amount."""

    def of(*roles: Role) -> tuple[int, ...]:
        wanted = set(roles)
        return tuple(n for n in placed if lanes[n].roles & wanted)

    amounts = of(Role.AMOUNT) or of(Role.TAXED)
    for amount in amounts:

        def others(*roles: Role, taken: int = amount) -> tuple[int, ...]:
            return tuple(n for n in of(*roles) if n != taken)

        yield Roles(
            amount,
            tuple(group for role in _COUNTS if (group := others(role))),
            tuple(
                group
                for role in (Role.PRICE, Role.LIST_PRICE)
                if (group := others(role))
            ),
            others(Role.BASIS, Role.UNIT),
            others(Role.DISCOUNT),
            others(Role.AGREED),
            _asked(others),
        )


def _asked(others: Callable[..., tuple[int, ...]]) -> tuple[int, ...]:
    """Return the columns that say what was asked for and not what came of it.

    Beside a confirmed quantity one of no further name is the ordered one.
    """
    if others(Role.AGREED):
        return others(Role.ORDERED, Role.QUANTITY)
    return others(Role.ORDERED) if others(Role.SHIPPED) else ()


def _searched(
    lanes: Sequence[Lane], placed: Mapping[int, Sequence[Number]]
) -> Iterator[Roles]:
    """Yield the choices of columns that close several rows, whatever heads say.

    Which of two factors is the price only a head can say, or the cents of all of them.
    """
    free = [
        n
        for n in sorted(placed)
        if not (
            lanes[n].whole
            and lanes[n].roles & (NAMED | {Role.TAX, Role.OTHER, Role.ORDER})
        )
    ][-_SEARCHED:]
    beside: dict[int, dict[int, Number]] = {}
    for lane in free:
        for number in placed[lane]:
            if not number.percent and number.plain:
                beside.setdefault(number.row, {})[lane] = number
    votes = Counter(
        (one, other, amount)
        for row in beside.values()
        for one, other, amount in combinations(sorted(row), 3)
        if _product(row[one], row[other], row[amount])
    )
    for (one, other, amount), count in votes.items():
        if count < _SURE:
            continue
        first, second = (
            _priced(lanes[one], placed[one]),
            _priced(lanes[other], placed[other]),
        )
        if first != second:
            price, quantity = (one, other) if first > second else (other, one)
            yield Roles(amount, ((quantity,),), ((price,),), named=False)


def _product(one: Number, other: Number, amount: Number) -> bool:
    """Say whether two numbers make a third, and not by chance."""
    return (
        close(amount, one.value * other.value)
        and abs(one.value) not in _TRIVIAL
        and abs(other.value) not in _TRIVIAL
    )


def _priced(lane: Lane, numbers: Sequence[Number]) -> int:
    """Return how much speaks for prices in a column, to be held against another."""
    if lane.whole and lane.roles & {Role.PRICE, Role.LIST_PRICE}:
        return 3
    if lane.whole and lane.roles & set(_COUNTS):
        return 0
    return 2 if all(n.decimals >= _CENTS for n in numbers if not n.percent) else 1


def _items(
    placed: Mapping[int, Sequence[Number]],
    roles: Roles,
    ends: Callable[[Number], bool],
    bases: Callable[[int], tuple[Number, ...]],
) -> Items:
    anchors = [n for n in placed[roles.amount] if n.plain and not n.percent]
    around: list[dict[int, list[Number]]] = [{} for _ in anchors]
    places = sorted((a.page, a.middle, n) for n, a in enumerate(anchors))
    wanted = {
        lane for group in (*roles.quantities, *roles.prices) for lane in group
    } | {*roles.bases, *roles.discounts, *roles.agreed}
    for lane in wanted:
        for number in placed.get(lane, ()):
            index = _nearest(places, number)
            if index is not None:
                around[index].setdefault(lane, []).append(number)
    items = []
    for anchor, near in zip(anchors, around, strict=True):
        item = Item(anchor, {k: tuple(v) for k, v in near.items()}, None)
        item = _proved(item, roles, ())
        if not item.proof and not item.several:
            item = _proved(item, roles, bases(anchor.row))
        if not item.proof and not anchor.money:
            continue  # A page number, a count: only arithmetic makes it an amount.
        if ends(anchor) and not (item.proof and item.proof.telling):
            continue
        items.append(item)
    return Items(roles, tuple(items))


def _nearest(places: Sequence[tuple[int, float, int]], number: Number) -> int | None:
    """Return the amount a number stands beside, a little higher or lower.

    Args:
        places: Page, height and index of each amount, sorted.
        number: To be placed.
    """
    at = bisect_left(places, (number.page, number.middle, 0))
    best, least = None, _NEAR * number.height
    for page, middle, index in places[max(at - 1, 0) : at + 1]:
        apart = abs(middle - number.middle)
        if page == number.page and apart < least:
            best, least = index, apart
    return best


def _proved(item: Item, roles: Roles, bases: Sequence[Number]) -> Item:
    """Return the row with what explains its amount, if one thing alone does.

    Numbers in the amount's own visual row come before those above and below.
    """
    row = item.amount.row
    beside = item._replace(
        numbers={
            lane: tuple(n for n in some if n.row == row)
            for lane, some in item.numbers.items()
        }
    )
    counted = bool(item.of(roles.quantities))
    for scope in (beside, item):
        for quantities in roles.quantities or ((),):
            if counted and not _values(scope, quantities):
                continue  # A price that is the amount says nothing beside a quantity.
            for prices in roles.prices:
                found = proofs(
                    item.amount,
                    _values(scope, quantities),
                    _values(scope, prices),
                    (*_values(scope, roles.bases), *bases),
                    tuple(n for x in roles.discounts for n in scope.numbers.get(x, ())),
                )
                if len(found) == 1:
                    return item._replace(proof=found[0])
                if found:
                    return item._replace(several=True)
    return item


def _values(item: Item, lanes: Sequence[int]) -> tuple[Number, ...]:
    return tuple(n for x in lanes for n in item.numbers.get(x, ()) if not n.percent)
