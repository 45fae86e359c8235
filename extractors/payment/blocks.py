"""Cells that stand under each other, as the paragraphs and columns they are read in."""

from collections.abc import Iterable, Iterator

from extractors.layout.rows import Row, Run, page_rows
from extractors.values import Document

PITCH = 2.2
"""Heights of type between two lines of one paragraph, at most."""
_MOST = 12
"""Lines of one block: what is longer is a column of a table."""


def blocks(document: Document) -> Iterator[tuple[Run, ...]]:
    """Yield the cells of each block of a document, from its first line down.

    Every row comes as a block of its own besides: a label and its value may stand in
    two columns.
    """
    for page in document.pages:
        rows = page_rows(page)
        yield from _columns(rows)
        yield from ((Run(row.page, row.words),) for row in rows if len(row.cells) > 1)


def joined(block: Iterable[Run]) -> Run:
    """Return the words of a block as one run, in reading order."""
    cells = tuple(block)
    return Run(cells[0].page, tuple(word for cell in cells for word in cell.words))


def _columns(rows: Iterable[Row]) -> Iterator[tuple[Run, ...]]:
    growing: list[list[Run]] = []
    for row in rows:
        for cell in row.cells:
            above = next((b for b in growing if _follows(cell, b)), None)
            if above is None:
                growing.append([cell])
            else:
                above.append(cell)
        done = [block for block in growing if row.top - block[-1].top > _far(block)]
        for block in done:
            growing.remove(block)
            yield tuple(block)
    yield from map(tuple, growing)


def _far(block: list[Run]) -> float:
    return PITCH * max(block[-1].bottom - block[-1].top, 1.0)


def _follows(cell: Run, block: list[Run]) -> bool:
    """Say whether a cell is the next line of a block: flush left, and close below.

    What follows the first line may stand in a little from it.
    """
    last = block[-1]
    down = cell.top - last.top
    if down <= 0 or len(block) >= _MOST:
        return False
    height = max(last.bottom - last.top, cell.bottom - cell.top, 1.0)
    if down > PITCH * height:
        return False
    in_from = cell.x0 - last.x0
    return abs(in_from) <= height or (len(block) == 1 and 0 < in_from <= 2 * height)
