"""Which tracking number of a sheet stands with which of its orders."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from extractors.layout.notices.divided import Divided, Placed
from extractors.layout.notices.parcels import Sighting
from extractors.layout.notices.scopes import Part
from extractors.layout.notices.shipping import Carriers, mentions
from extractors.layout.orders.values import order_key
from extractors.layout.page.heads import NUMBERS
from extractors.layout.page.vocabulary import Field
from extractors.tracking.numbers import Verdict, accept


class Found(NamedTuple):
    """A tracking number with what is to be made of it."""

    seen: Sighting
    verdict: Verdict


class Housed(NamedTuple):
    """The numbers of a sheet by where they belong."""

    own: tuple[tuple[Found, ...], ...]
    """Of each order, in reading order; none where orders cannot be told apart."""
    homeless: tuple[Found, ...]
    """What counts as a number and belongs to no order, and is no order's elsewhere."""


class _Places(NamedTuple):
    """Numbers by where they stand, as indexes among all of the sheet."""

    rows: Mapping[int, Sequence[int]]
    """In tables, by the ``id`` of their row."""
    lines: Placed[int]
    """In the text."""
    load: frozenset[int]
    """In the text: the one number of a whole load, wherever it is printed."""


def housed(
    whole: Divided,
    named: Sequence[tuple[Part, Carriers]],
    seen: Sequence[Sighting],
) -> Housed:
    """Say which of the numbers of a sheet are whose.

    Args:
        whole: The sheet.
        named: Its orders, each with its carriers.
        seen: The numbers, in reading order.
    """
    if whole.orders.ambiguous:
        _, carriers = named[0]
        found = (_found(sighting, carriers) for sighting in seen)
        homeless = tuple(one for one in found if one.verdict.counts)
        return Housed(tuple(() for _ in named), homeless)
    places = _places(whole, seen)
    own = tuple(
        tuple(_found(seen[n], carriers) for n in _own(order, places))
        for order, carriers in named
    )
    return Housed(own, _homeless(named, own, seen))


def _homeless(
    named: Sequence[tuple[Part, Carriers]],
    own: Iterable[Sequence[Found]],
    seen: Sequence[Sighting],
) -> tuple[Found, ...]:
    at_home = {id(one.seen) for found in own for one in found}
    known = {one.verdict.number for found in own for one in found}
    _, carriers = named[0]
    rest = (_found(s, carriers) for s in seen if id(s) not in at_home)
    return tuple(
        one for one in rest if one.verdict.counts and one.verdict.number not in known
    )


def _places(whole: Divided, seen: Sequence[Sighting]) -> _Places:
    rows: dict[int, list[int]] = {}
    for index, sighting in enumerate(seen):
        if sighting.row is not None:
            rows.setdefault(id(sighting.row), []).append(index)
    free = [(s.place, n) for n, s in enumerate(seen) if s.row is None]
    return _Places(rows, Placed(free), _of_the_load(whole, seen))


def _own(order: Part, places: _Places) -> list[int]:
    """Return the numbers of one order, as indexes, ascending."""
    found = {n for _, row in order.rows for n in places.rows.get(id(row), ())}
    found |= {places.lines.values[n] for n in places.lines.within(order.scopes)}
    if places.load and _loaded(order):
        found |= places.load
    return sorted(found)


def _loaded(order: Part) -> bool:
    """Say whether an order is listed as a part of a load, with what it weighs.

    A bill of lading lists the orders with what they weigh, and has one PRO number.
    """
    tables = [table for scope in order.scopes for table, _ in scope.rows]
    return bool(tables) and all(
        t.has(Field.WEIGHT) and not t.has(*NUMBERS) for t in tables
    )


def _of_the_load(whole: Divided, seen: Sequence[Sighting]) -> frozenset[int]:
    """Return the sightings of the one PRO number of a sheet, if it has one."""
    pros = {lb.row: lb.value.text for lb in whole.sheet.of(Field.PRO) if lb.value}
    if len({order_key(text) for text in pros.values()}) != 1:
        return frozenset()
    return frozenset(
        index
        for index, sighting in enumerate(seen)
        if sighting.row is None and sighting.labelled and sighting.place.row in pros
    )


def _found(seen: Sighting, carriers: Carriers) -> Found:
    named = carriers.scacs
    if seen.row is not None and seen.table is not None:
        cell = seen.table.cell(seen.row, Field.CARRIER) or seen.table.cell(
            seen.row, Field.SERVICE
        )
        near = {
            s for run in cell for m in mentions(run, labelled=True) for s in m.scacs
        }
        named = tuple(sorted(near)) or named
    verdict = accept(
        "".join(seen.run.text.split()) if seen.broken else seen.run.text,
        labelled=seen.labelled,
        column=seen.column,
        carriers=() if seen.claimed else named,
    )
    return Found(seen, verdict)
