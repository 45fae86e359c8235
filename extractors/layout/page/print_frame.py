"""What a browser prints around a page: when it was printed, its address, its number.

The day of printing is none of the document's dates, and is written in the order of
whoever printed it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from extractors.layout.page.rows import Row, Run

_STAMP = (
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4},?\s+\d{1,2}[:.]\d\d(?:[:.]\d\d)?"
    r"(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
)
_BEGINS = re.compile(rf"{_STAMP}(?!\S)")
_ENDS = re.compile(rf"(?<!\S){_STAMP}$")
_ADDRESS = re.compile(r"(?:^|\s)(?:file://|https?://|about:blank)")
_COUNTED = re.compile(r"(?:^|\s)\d{1,3}(?:/| of )\d{1,3}$")


def without_frame(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows of a document without the days on which its pages were printed.

    Such a day stands with its time at the edge of a page that has its address or its
    number at an edge as well.

    Args:
        rows: Of all pages, in reading order.
    """
    found: list[Row] = []
    for _, of_page in groupby(rows, key=lambda row: row.page):
        found += _unframed(tuple(of_page))
    return tuple(found)


def _unframed(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows of one page without the day of printing."""
    first, last = rows[0].line, rows[-1].line
    addressed = any(_ADDRESS.search(run.text) for run in (first, last))
    counted = any(_COUNTED.search(run.text) for run in (first, last))
    above = _BEGINS.match(first.text) if addressed or counted else None
    below = _ENDS.search(last.text) if addressed and len(rows) > 1 else None
    for row in rows:
        if above and row is rows[0]:
            yield from _cut(row, 0, above[0].count(" ") + 1)
        elif below and row is rows[-1]:
            count = len(row.words)
            yield from _cut(row, count - below[0].count(" ") - 1, count)
        else:
            yield row


def _cut(row: Row, begin: int, end: int) -> Iterator[Row]:
    """Yield a row without the words from *begin* to *end*; none where none is left."""
    dropped = set(map(id, row.words[begin:end]))
    cells = [tuple(w for w in cell.words if id(w) not in dropped) for cell in row.cells]
    kept = tuple(Run(row.page, words) for words in cells if words)
    if kept:
        yield row._replace(cells=kept)
