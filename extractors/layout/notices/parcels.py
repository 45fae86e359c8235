"""Tracking numbers on a sheet: where each stands, and what the sheet says of it."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from extractors.layout.notices.cautions import elsewhere
from extractors.layout.page.citing import part
from extractors.layout.page.heads import NUMBERS, ORDERS
from extractors.layout.page.labels import Label
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Place, Sheet
from extractors.layout.page.tables.values import Layout, TableRow
from extractors.layout.page.vocabulary import Field
from extractors.tracking.numbers import accept, candidates, rounded
from extractors.values import Word

_TRACKED = (Field.TRACKING, Field.PRO)
_NEXT_LINE = 2.2
"""Row heights: further numbers under a labelled one stand no further apart."""
_ALIGNED = 1.5
"""Character widths two lines of one list may begin apart."""
_OPEN = frozenset(
    {
        None,
        Field.DESCRIPTION,
        Field.CARRIER,
        Field.SERVICE,
        Field.PARCEL,
        Field.STATUS,
        Field.NOTICE,
        Field.BOL,
        Field.ITEM,
    }
)
"""Columns in which a number may stand that is its own proof."""
_CODES = frozenset({Field.SKU, Field.OUR_SKU, Field.MAKER_SKU})
"""Columns of codes, which may look like a number of some carrier."""
_CLAIMING = (
    ORDERS
    | _CODES
    | {
        Field.INVOICE,
        Field.CREDIT,
        Field.NOTICE,
        Field.BOL,
        Field.OTHER_CODE,
        Field.OTHER,
        Field.WEIGHT,
        Field.PARTY,
    }
)
"""Labels whose number is theirs."""


class Sighting(NamedTuple):
    """A place that may hold a tracking number."""

    run: Run
    place: Place
    labelled: bool
    column: bool
    table: Layout | None = None
    row: TableRow | None = None
    """The table row it stands in."""
    broken: bool = False
    """It is printed over two lines."""
    claimed: bool = False
    """Another label speaks of it: it counts only by its own letters."""


def sightings(sheet: Sheet) -> tuple[Sighting, ...]:
    """Return every place to look at, in reading order, each printed word once."""
    found = [*_labelled(sheet), *_tabled(sheet)]
    used = {spot for s in found for spot in _spots(s.run)}
    claimed = _claimed(sheet)
    for bare in _bare(sheet):
        spots = set(_spots(bare.run))
        if not spots & used:
            found.append(bare._replace(claimed=bool(spots & claimed)))
    own = (seen for seen in found if not elsewhere(_before(sheet, seen)))
    return tuple(sorted(own, key=lambda s: s.place))


def _before(sheet: Sheet, seen: Sighting) -> str:
    """Return what is printed before a number on its line."""
    first = seen.run.words[0]
    at = seen.row.visual if seen.row else (seen.place.row, seen.place.row + 1)
    for index in at:
        words = sheet.rows[index].words if index < len(sheet.rows) else ()
        for number, word in enumerate(words):
            if word.x0 == first.x0 and word.top == first.top:
                return " ".join(w.text for w in words[:number])
    return ""


def _spots(run: Run) -> Iterator[tuple[int, float, float]]:
    """Yield where each word of a run is printed."""
    return ((run.page, word.x0, word.top) for word in run.words)


def _numbers(run: Run, *, labelled: bool) -> Iterator[Run]:
    for candidate in candidates(run.text, labelled=labelled):
        number = part(run, candidate.start, candidate.end)
        if number:
            yield number


def _labelled(sheet: Sheet) -> Iterator[Sighting]:
    forms = frozenset(label.row for label in sheet.labels if label.form)
    for label in sheet.of(*_TRACKED):
        if not label.value:
            continue
        place = Place(label.row, label.start)
        for run in _numbers(label.value, labelled=True):
            yield Sighting(run, place, labelled=True, column=False)
        yield from _continued(sheet, label, forms)


def _continued(
    sheet: Sheet, label: Label, forms: Collection[int]
) -> Iterator[Sighting]:
    """Yield the numbers that stand in a list under a labelled one.

    Args:
        sheet: The sheet.
        label: Of the number.
        forms: Rows with a label as forms have them, which ends the list.
    """
    if not label.value or not list(_numbers(label.value, labelled=True)):
        return
    left = label.value.x0
    index = label.row + (2 if label.stacked else 1)
    while index < len(sheet.rows) and index not in sheet.tabled:
        row, above = sheet.rows[index], sheet.rows[index - 1]
        if row.page != above.page or row.top - above.top > _NEXT_LINE * row.height:
            return
        if index in forms:
            return
        cell = next(
            (c for c in row.cells if abs(c.x0 - left) <= _ALIGNED * _width(c)), None
        )
        numbers = list(_numbers(cell, labelled=True)) if cell else []
        if not cell or not numbers:
            return
        letters = sum(len(n.text.replace(" ", "")) for n in numbers)
        if letters * 2 < len(cell.text.replace(" ", "")):
            return
        for run in numbers:
            yield Sighting(run, Place(index), labelled=True, column=False)
        index += 1


def _width(run: Run) -> float:
    return (run.x1 - run.x0) / max(len(run.text), 1)


def _tabled(sheet: Sheet) -> Iterator[Sighting]:
    for table in sheet.tables:
        for row in table.rows:
            yield from _row_numbers(table, row)


def _row_numbers(table: Layout, row: TableRow) -> Iterator[Sighting]:
    place = Place(row.first)
    for index, column in enumerate(table.columns):
        lines = row.cells.get(index, ())
        if column.field in NUMBERS:
            for run, broken in _cell_numbers(lines):
                yield Sighting(
                    run,
                    place,
                    labelled=True,
                    column=True,
                    table=table,
                    row=row,
                    broken=broken,
                )
        elif column.field in _OPEN | _CODES:
            for line in lines:
                for run in _numbers(line, labelled=False):
                    yield Sighting(
                        run,
                        place,
                        labelled=False,
                        column=False,
                        table=table,
                        row=row,
                        claimed=column.field in _CODES,
                    )


def _cell_numbers(lines: Sequence[Run]) -> Iterator[tuple[Run, bool]]:
    """Yield the numbers of a cell; one broken over two lines is put together."""
    at = 0
    while at < len(lines):
        if at + 1 < len(lines):
            both = Run(lines[at].page, (*lines[at].words, *lines[at + 1].words))
            whole = "".join(both.text.split())
            alone = [accept(lines[n].text, labelled=True) for n in (at, at + 1)]
            joined = accept(whole, labelled=True)
            if joined.sound and not any(verdict.sound for verdict in alone):
                yield both, True
                at += 2
                continue
        found = list(_numbers(lines[at], labelled=True))
        if rounded(lines[at].text):
            found = [lines[at]]
        yield from ((run, False) for run in found)
        at += 1


def _claimed(sheet: Sheet) -> set[tuple[int, float, float]]:
    """Return the words that are the number of some other label."""
    return {
        (label.value.page, word.x0, word.top)
        for label in sheet.of(*_CLAIMING)
        if label.value
        for word in _first_words(label)
    }


def _first_words(label: Label) -> Iterator[Word]:
    if not label.value:
        return
    for word in label.value.words:
        yield word
        if any(map(str.isdigit, word.text)):
            return


def _bare(sheet: Sheet) -> Iterator[Sighting]:
    """Yield the numbers in the text outside tables."""
    for index, row in enumerate(sheet.rows):
        if index in sheet.tabled:
            continue
        words = 0
        for cell in row.cells:
            for run in _numbers(cell, labelled=False):
                place = Place(index, words + _index(cell, run))
                yield Sighting(run, place, labelled=False, column=False)
            words += len(cell.words)


def _index(cell: Run, run: Run) -> int:
    """Return the number of the word of a cell at which a run in it begins."""
    first = run.words[0]
    return next(
        (n for n, w in enumerate(cell.words) if (w.x0, w.top) == (first.x0, first.top)),
        0,
    )
