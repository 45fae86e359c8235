"""Where facts are printed: marks on pages and in texts, made from a reading."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from extractors.values import Document, Extraction, Page, Reading
from review.reading_json import cited_facts, record_json

MAX_TEXT = 200_000
"""Characters of a text that are shown; what is marked after them is listed only."""
COLOURS = ("#0b63b5", "#a8430f", "#1c6b45", "#7a2d8f", "#8a6d00", "#b3123f")
_SHORT = {
    "backordered": "b/o",
    "ordered": "ord",
    "quantity": "qty",
    "unit_price": "price",
    "po_number": "PO",
    "order_number": "order",
    "tracking_numbers": "tracking",
    "ship_date": "shipped",
}


class Mark(NamedTuple):
    """One fact, and where it stands."""

    name: str
    """``total``, ``lines[0].sku``: as in ``agent read --json``."""
    anchor: str
    """The same, and which record of its document it belongs to."""
    label: str
    """Short enough to stand beside a box; empty where a box above it has one."""
    value: str
    quote: str
    colour: str
    page: int
    box: tuple[float, float, float, float] | None
    """Points from the top left of the page as displayed."""
    start: int = -1
    """Of a text: the first character's index; -1 where it stands on a printed page."""
    end: int = -1


@dataclass(frozen=True, slots=True)
class MarkedRecord:
    """What one reader made of one document."""

    kind: str
    reader: str
    marks: tuple[Mark, ...]
    missing: tuple[str, ...]
    """Fields that are not certain, so that nothing stands for them."""
    issues: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """A document with all that was found in it."""

    document: Document
    records: tuple[MarkedRecord, ...]

    @property
    def pages(self) -> tuple[Page, ...]:
        """The printed pages that a fact stands on, or the first one."""
        marked = {mark.page for mark in self.marks if mark.box}
        printed = [page for page in self.document.pages if page.printed]
        chosen = [page for page in printed if page.number in marked]
        return tuple(chosen or printed[:1])

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every mark of every record, in the order of the readers."""
        return tuple(mark for record in self.records for mark in record.marks)

    def on(self, page: Page) -> tuple[Mark, ...]:
        """Return the marks with a box on *page*."""
        return tuple(m for m in self.marks if m.box and m.page == page.number)


def marked(reading: Reading) -> list[MarkedDocument]:
    """Return every document of a reading with the marks that fall on it."""
    return [
        MarkedDocument(document, tuple(_records(reading.extractions, document)))
        for document in reading.documents
    ]


def _records(
    extractions: Iterable[Extraction], document: Document
) -> Iterator[MarkedRecord]:
    for number, extraction in enumerate(extractions):
        marks = tuple(_marks(extraction, document, number))
        if not marks and extraction.document != document.sha256:
            continue
        shown = record_json(extraction)
        yield MarkedRecord(
            kind=shown["kind"] or "no record",
            reader=extraction.reader,
            marks=marks,
            missing=tuple(n for n, value in shown["fields"].items() if not value),
            issues=tuple((i.code.value, i.detail) for i in extraction.issues),
        )


def _marks(extraction: Extraction, document: Document, record: int) -> Iterator[Mark]:
    labels: set[str] = set()
    for name, value, evidence in cited_facts(extraction):
        if evidence.document != document.sha256:
            continue
        start = -1 if evidence.box or evidence.offset is None else evidence.offset
        yield Mark(
            name=name,
            anchor=f"{record}-{name}",
            label=_label(name, labels),
            value=value,
            quote=evidence.quote,
            colour=COLOURS[sum(name.rpartition(".")[2].encode()) % len(COLOURS)],
            page=evidence.page,
            box=evidence.box,
            start=start,
            end=-1 if start < 0 else _end(document.text, start, evidence.quote),
        )


def _label(name: str, labels: set[str]) -> str:
    """Return a label for a fact: of a table, each column and each line has one.

    Args:
        name: Of the fact.
        labels: The columns and lines that have theirs; what is new is added.

    >>> labels: set[str] = set()
    >>> names = [f"lines[{n}].{c}" for n in (0, 1) for c in ("sku", "quantity")]
    >>> [_label(name, labels) for name in names]
    ['1 sku', 'qty', '2', '']
    """
    head, _, column = name.partition(".")
    stem, _, index = head.rstrip("]").partition("[")
    if not column:
        return _SHORT.get(stem, stem)
    parts = []
    if index not in labels:
        parts.append(str(int(index) + 1))  # lines count from 1, as people do
    if column not in labels:
        parts.append(_SHORT.get(column, column))
    labels |= {index, column}
    return " ".join(parts)


def _end(text: str, start: int, quote: str) -> int:
    """Return where *quote* ends in *text*, whatever blanks stand between its letters.

    >>> _end("No. 4  711 x", 4, "4 711")
    10
    """
    at = start
    for character in "".join(quote.split()):
        while at < len(text) and text[at].isspace():
            at += 1
        if text[at : at + 1] != character:
            return min(start + len(quote), len(text))
        at += 1
    return at


class Piece(NamedTuple):
    """A stretch of a text with the marks that cover it, usually none or one."""

    text: str
    marks: tuple[Mark, ...]


def pieces(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """Cut a text where marks begin and end, so that each piece has one look."""
    text = text[:MAX_TEXT]
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    edges = {0, len(text)}
    edges.update(mark.start for mark in inside)
    edges.update(mark.end for mark in inside)
    ordered = sorted(edges)
    return [
        Piece(
            text[left:right],
            tuple(m for m in inside if m.start <= left and right <= m.end),
        )
        for left, right in pairwise(ordered)
    ]
