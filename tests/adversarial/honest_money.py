"""Honest answers about a world's documents of money, copied from its own pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractors.grounding.money_proof import proved
from extractors.grounding.printed import Printed
from extractors.grounding.transcript import transcript
from extractors.values import Cited, Document, MoneyDocument, MoneyLine
from tests.adversarial.bills import bill
from tests.adversarial.honest import reading_of
from tests.adversarial.notices import Json

_HEAD = (
    *("number", "date", "po_number", "vendor", "customer", "currency"),
    *("subtotal", "freight", "tax", "total"),
)
_LINE = ("sku", "quantity", "unit_price", "price_basis", "discount", "amount")


def bills_of(world: Path) -> Iterator[tuple[Document, Json]]:
    """Yield documents that the layout reader has proved, with the answer that says so.

    What it has proved is true, and where it is printed is known: a careful reader would
    copy just that.
    """
    seen = set()
    for file in sorted((world / "emails").rglob("*.eml")):
        reading = reading_of(file)
        documents = {d.sha256: d for d in reading.documents}
        for extraction in reading.extractions:
            record, document = extraction.record, documents[extraction.document]
            if (
                isinstance(record, MoneyDocument)
                and extraction.reader == "layout"
                and not extraction.issues
                and proved(record)
                and document.sha256 not in seen
            ):
                seen.add(document.sha256)
                yield document, {"documents": [copied(document, record)]}


def copied(document: Document, record: MoneyDocument) -> dict[str, Any]:
    """Return *record* in the characters that it is printed in."""
    copyist = _Copyist(document)
    head = {
        name: {"text": cited.evidence.quote, "evidence": copyist.row(cited)}
        for name in _HEAD
        if (cited := getattr(record, name))
    }
    lines = [copyist.line(line) for line in record.lines]
    return bill(record.kind, **head, lines=lines)


class _Copyist:
    """Finds the row that a fact is printed on."""

    def __init__(self, document: Document) -> None:
        self._printed = Printed(document)
        self._rows = transcript(document)

    def row(self, cited: Cited[Any]) -> str:
        """Return the row of a fact; of several that look alike, the fact's own."""
        at = cited.evidence
        for place in self._printed.places(at.quote):
            there = self._printed.evidence(place)
            if there and (there.page, there.box, there.offset) == (
                at.page,
                at.box,
                at.offset,
            ):
                return self._rows[place.row]
        return at.quote

    def line(self, line: MoneyLine) -> Json:
        cited = {name: getattr(line, name) for name in _LINE}
        numbers = [c for name, c in cited.items() if c and name != "sku"]
        printed = {name: c.evidence.quote if c else None for name, c in cited.items()}
        if line.unit_price is None and line.list_price is not None:
            printed["unit_price"] = line.list_price.evidence.quote
        row = self.row(line.amount or numbers[0])
        return {"description": None, "unit": None, **printed, "evidence": row}
