"""Where facts are printed: marks on pages and in texts, made from a reading."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from extractors.values import Document, Evidence, Extraction, Page, Reading
from review.names import (
    COLUMNS,
    KINDS,
    LOOKS,
    Path,
    called,
    column_called,
    look_of,
    path_of,
    rank,
)
from review.places import Places
from review.reading_json import cited_facts, record_json

MAX_TEXT = 200_000
"""Characters of a text that are shown; what is marked after them is listed only."""
_DETAILED = frozenset({"payment", "named_charges"})
"""Facts whose kind is told beside them."""
_CONTEXT = 240
"""Characters around a value that are shown of a text for machines."""


class Mark(NamedTuple):
    """One fact, and where it stands."""

    name: str
    """``total``, ``lines[0].sku``: as in ``agent read --json``."""
    title: str
    """What it is called."""
    anchor: str
    """Its name and which record of its document it belongs to."""
    label: str
    """What stands beside its box; empty where another one has the same label."""
    value: str
    quote: str
    colour: str
    kind: str
    """What its colour stands for."""
    page: int
    box: tuple[float, float, float, float] | None
    """Points from the top left of the page as displayed."""
    place: str
    """Where it stands, in words."""
    line: int = -1
    """Of the record, counted from 0; -1 of a field."""
    start: int = -1
    """Of a text: the first character's index; -1 where it stands on a printed page."""
    end: int = -1


class LinesTable(NamedTuple):
    """The lines of a record as a table."""

    columns: tuple[str, ...]
    """What they are called."""
    rows: tuple[tuple[str, tuple[Mark | str, ...]], ...]
    """Number of the line, and its cells: a value with its place, or words without."""


@dataclass(frozen=True, slots=True)
class MarkedRecord:
    """What one reader made of one document."""

    kind: str
    reader: str
    marks: tuple[Mark, ...]
    missing: tuple[str, ...]
    """Fields that are not certain, so that nothing stands for them."""
    issues: tuple[tuple[str, str], ...]
    lines: LinesTable | None = None

    @property
    def fields(self) -> tuple[Mark, ...]:
        """The marks that are of no line, in the order people expect them."""
        single = (mark for mark in self.marks if mark.line < 0)
        return tuple(sorted(single, key=lambda mark: rank(mark.name)))


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

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """The kinds of values on it, each with its colour."""
        present = {mark.kind: mark.colour for mark in self.marks}
        return tuple((k.kind, k.colour) for k in LOOKS if k.kind in present)

    def on(self, page: Page) -> tuple[Mark, ...]:
        """Return the marks with a box on *page*."""
        return tuple(m for m in self.marks if m.box and m.page == page.number)


def marked(reading: Reading) -> list[MarkedDocument]:
    """Return every document of a reading with the marks that fall on it."""
    places = Places.among(reading.documents)
    return [
        MarkedDocument(document, tuple(_records(reading.extractions, document, places)))
        for document in reading.documents
    ]


def _records(
    extractions: Iterable[Extraction], document: Document, places: Places
) -> Iterator[MarkedRecord]:
    for number, extraction in enumerate(extractions):
        shown = record_json(extraction)
        marks = tuple(_marks(extraction, shown, document, number, places))
        if not marks and extraction.document != document.sha256:
            continue
        kind = shown["kind"] or ""
        yield MarkedRecord(
            kind=KINDS.get(kind, "no record"),
            reader=extraction.reader,
            marks=marks,
            missing=tuple(
                called(n, kind) for n, value in shown["fields"].items() if not value
            ),
            issues=tuple(
                dict.fromkeys((i.code.value, i.detail) for i in extraction.issues)
            ),
            lines=_lines(shown["lines"], marks),
        )


def _marks(
    extraction: Extraction,
    shown: Mapping[str, Any],
    document: Document,
    record: int,
    places: Places,
) -> Iterator[Mark]:
    labelled: set[str] = set()
    told: set[tuple[str, Evidence]] = set()
    for name, value, evidence in cited_facts(extraction):
        if evidence.document != document.sha256:
            continue
        path = path_of(name)
        listed = shown.get(path.field)
        detail = listed[path.nth]["kind"] if path.field in _DETAILED and listed else ""
        title, look = called(name, shown["kind"], detail), look_of(name)
        if (title, evidence) in told:
            continue  # a charge that is the freight of the whole as well
        told.add((title, evidence))
        start = -1 if evidence.box or evidence.offset is None else evidence.offset
        yield Mark(
            name=name,
            title=title,
            anchor=f"{record}-{name}",
            label=_label(path, title, labelled),
            value=value,
            quote=evidence.quote,
            colour=look.colour,
            kind=look.kind,
            page=evidence.page,
            box=evidence.box,
            place=places.of(evidence),
            line=path.nth if path.field == "lines" else -1,
            start=start,
            end=-1 if start < 0 else _end(document.text, start, evidence.quote),
        )


def _lines(
    lines: Sequence[Mapping[str, str | None]], marks: Sequence[Mark]
) -> LinesTable | None:
    """Return the lines that have a value on this document; None where there is none."""
    found = {(mark.line, path_of(mark.name).column): mark for mark in marks}
    numbers = sorted({line for line, _ in found if line >= 0})
    if not numbers:
        return None
    columns = [c for c in COLUMNS if any(lines[n].get(c) for n in numbers)]
    rows = tuple(
        (
            str(number + 1),
            tuple(found.get((number, c), lines[number].get(c) or "") for c in columns),
        )
        for number in numbers
    )
    return LinesTable(tuple(map(column_called, columns)), rows)


def _label(path: Path, title: str, labelled: set[str]) -> str:
    """Return a label for a fact: of a table, each column and each line has one.

    Args:
        path: Of the fact.
        title: What it is called.
        labelled: The columns and lines that have theirs; what is new is added.

    >>> labelled: set[str] = set()
    >>> names = [f"lines[{n}].{c}" for n in (0, 1) for c in ("sku", "quantity")]
    >>> [_label(path_of(name), name, labelled) for name in names]
    ['1 article', 'quantity', '2', '']
    """
    if path.field != "lines":
        return title
    index = str(path.nth)
    parts = []
    if index not in labelled:
        parts.append(str(path.nth + 1))  # lines count from 1, as people do
    if path.column not in labelled:
        parts.append(column_called(path.column))
    labelled |= {index, path.column}
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
    begins: tuple[Mark, ...] = ()
    """Those of them that begin here."""
    left_out: int = 0
    """Characters that are not shown in its place."""

    @property
    def label(self) -> str:
        """What stands above it."""
        return next((mark.label for mark in self.begins if mark.label), "")


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
            tuple(m for m in inside if m.start == left),
        )
        for left, right in pairwise(ordered)
    ]


def excerpts(text: str, marks: Sequence[Mark]) -> list[Piece]:
    """Cut a text for machines, and leave out what is far from every mark."""
    shown: list[Piece] = []
    for piece in pieces(text, marks):
        if piece.marks or len(piece.text) <= 3 * _CONTEXT:
            shown.append(piece)
            continue
        head, tail = piece.text[:_CONTEXT], piece.text[-_CONTEXT:]
        # Whole lines, where there are some: half a tag tells nobody anything.
        head = head[: head.rfind("\n") + 1] or head
        tail = tail[tail.find("\n") + 1 :] or tail
        left_out = len(piece.text) - len(head) - len(tail)
        shown += [Piece(head, ()), Piece("", (), left_out=left_out), Piece(tail, ())]
    return shown
