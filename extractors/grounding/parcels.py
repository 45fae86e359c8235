"""Every tracking number a document prints, with what the document says about it."""

from collections.abc import Iterator
from typing import NamedTuple

from extractors.grounding.printed import Place, Printed
from extractors.layout.page.vocabulary import Field
from extractors.tracking.carriers import carrier_in
from extractors.tracking.numbers import Verdict, accept, candidates

_NUMBERS = frozenset({Field.TRACKING, Field.PRO})
_LADING = frozenset({Field.BOL})
_CARRIERS = frozenset({Field.CARRIER, Field.SERVICE})


class PrintedParcel(NamedTuple):
    """One tracking number where it stands."""

    place: Place
    verdict: Verdict


def parcels(printed: Printed) -> tuple[PrintedParcel, ...]:
    """Return the numbers that count as tracking numbers, in reading order.

    A bill of lading counts only in a document that labels nothing else.
    """
    found = tuple(_parcels(printed, _NUMBERS))
    return found or tuple(_parcels(printed, _LADING))


def _parcels(printed: Printed, fields: frozenset[Field]) -> Iterator[PrintedParcel]:
    for row, cells in enumerate(printed.cells):
        for cell, text in enumerate(cells):
            whole = printed.place(row, cell, 0, len(text))
            labelled = whole is not None and bool(printed.under(whole, fields))
            for candidate in candidates(text, labelled=labelled):
                place = printed.place(row, cell, candidate.start, candidate.end)
                if place and (verdict := _verdict(printed, place, fields)):
                    yield PrintedParcel(place, verdict)


def _verdict(
    printed: Printed, place: Place, fields: frozenset[Field]
) -> Verdict | None:
    context = printed.under(place, fields)
    if not context and printed.called(place) is not None:
        return None  # the page says it is something else
    verdict = accept(
        place.text,
        labelled=context is not None and not isinstance(context, Field),
        column=isinstance(context, Field),
        carriers=carriers_near(printed, place),
    )
    return verdict if verdict.counts else None


def carriers_near(printed: Printed, place: Place) -> frozenset[str]:
    """Return the carriers named with a number: on its row, else anywhere.

    Carriers that a label names come before those that only occur in the text.
    """
    row = printed.row(place.row)
    same = [v for v in range(len(printed.cells)) if printed.row(v) == row]
    if here := _mentioned(printed, same):
        return here
    labelled = frozenset(
        scac
        for label in printed.sheet.of(*_CARRIERS)
        if label.value
        for mention in carrier_in(label.value.text, labelled=True)
        for scac in mention.scacs
    )
    return labelled or _mentioned(printed, range(len(printed.cells)))


def _mentioned(printed: Printed, rows: "range | list[int]") -> frozenset[str]:
    return frozenset(
        scac
        for row in rows
        for text in printed.cells[row]
        for mention in carrier_in(text)
        for scac in mention.scacs
    )
