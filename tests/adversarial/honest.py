"""What an honest model would answer about a world, copied from its own documents."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from extractors.grounding.printed import Place, Printed
from extractors.grounding.transcript import transcript
from extractors.layout.page.dates import dates_in
from extractors.layout.page.vocabulary import Field
from extractors.reading import read
from extractors.tracking.carriers import carrier_in
from extractors.tracking.numbers import candidates
from extractors.values import Document, Reading
from tests.adversarial.notices import Json, line, notice, parcel

_SHIPPING_DAY = frozenset({Field.SHIP_DATE})


@cache
def reading_of(mail: Path) -> Reading:
    """Read a mail of a world; what is asked of it next is asked of the same reading."""
    return read(mail.read_bytes(), mail.name)


def documents_of(world: Path) -> Iterator[tuple[Document, list[Json]]]:
    """Yield each document that tells of shipments, with what is true of them."""
    expected = json.loads((world / "expected.json").read_text("utf-8"))
    for message in expected["messages"]:
        if not message["notices"]:
            continue
        reading = reading_of(world / message["file"])
        named = message["documents"]
        for document in reading.documents:
            if document.sha256 in named or (not named and document.body):
                yield document, message["notices"]


def honest_answer(document: Document, truth: Sequence[Json]) -> Json:
    """Return the truth in the document's own characters; null where not printed."""
    copyist = _Copyist(document)
    return {"notices": [copyist.notice(each) for each in truth]}


class _Copyist:
    """Finds what is true on the page and copies it from there."""

    def __init__(self, document: Document) -> None:
        self._printed = Printed(document)
        self._rows = transcript(document)

    def notice(self, truth: Json) -> Json:
        order = self._printed.places(truth["po_number"])
        return notice(
            truth["po_number"] if order else None,
            carrier=self._carrier(truth["carrier"]),
            tracking=list(self._tracking(truth["tracking_numbers"])),
            ship_date=self._ship_date(truth["ship_date"]),
            lines=list(self._lines(truth["lines"])),
            evidence=self._row(order[0]) if order else "",
        )

    def _row(self, place: Place) -> str:
        return self._rows[place.row]

    def _carrier(self, scac: str | None) -> str | None:
        return next(
            (m.text for r in self._rows for m in carrier_in(r) if scac in m.scacs), None
        )

    def _tracking(self, numbers: Sequence[str]) -> Iterator[Json]:
        for wanted in numbers:
            for row, text in self._cells():
                found = [
                    c.text
                    for c in candidates(text, labelled=True)
                    if c.number.replace("-", "") == wanted
                ]
                if found:
                    yield parcel(found[0], self._rows[row])
                    break

    def _ship_date(self, day: str | None) -> str | None:
        for row, cells in enumerate(self._printed.cells):
            for cell, text in enumerate(cells):
                for dated in dates_in(text, self._printed.sheet.order):
                    place = self._printed.place(row, cell, dated.start, dated.end)
                    same = dated.value and dated.value.isoformat() == day
                    if same and place and self._printed.under(place, _SHIPPING_DAY):
                        return text[dated.start : dated.end]
        return None

    def _lines(self, lines: Sequence[Json]) -> Iterator[Json]:
        for each in lines:
            places = self._printed.places(each["sku"])
            counted = [p for p in places if self._beside(p, str(each["quantity"]))]
            if not places:
                continue
            left = each["backordered"]
            row = self._row([*counted, *places][0])
            answer = line(each["sku"], str(each["quantity"]), row)
            answer["quantity_backordered"] = str(left) if left else None
            if not each["quantity"]:
                answer["quantity_shipped"] = None
            yield answer

    def _beside(self, sku: Place, text: str) -> bool:
        row = self._printed.row(sku.row)
        return any(self._printed.row(p.row) == row for p in self._printed.places(text))

    def _cells(self) -> Iterator[tuple[int, str]]:
        for row, cells in enumerate(self._printed.cells):
            for text in cells:
                yield row, text


def shipped(truth: Json) -> tuple[frozenset[str], frozenset[tuple[str, Any]]]:
    """Return the numbers and lines of a true notice, as they are compared."""
    return (
        frozenset(truth["tracking_numbers"]),
        frozenset((x["sku"], x["quantity"]) for x in truth["lines"] if x["quantity"]),
    )
