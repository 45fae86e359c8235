"""Cells that stand under each other, as the paragraphs and columns they are read in."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from extractors.layout.page.rows import Row, Run

PITCH = 2.2
"""Heights of type between two lines of one paragraph, at most."""
_MOST = 12
"""Lines of one block: what is longer is a column of a table."""


def blocks(
    rows: Sequence[Row], wanted: Callable[[Run], bool]
) -> Iterator[tuple[Run, ...]]:
    """Yield the cells of each block of a page, from its first line down.

    Every row comes as a block of its own besides: a label and its value may stand in
    two columns.

    Args:
        rows: Of the page.
        wanted: Only blocks that hold a cell of which this is true are yielded.
    """
    yield from (block for block in _columns(rows) if any(map(wanted, block)))
    for row in rows:
        if len(row.cells) > 1 and any(map(wanted, row.cells)):
            yield (row.line,)


def joined(block: Iterable[Run]) -> Run:
    """Return the words of a block as one run, in reading order."""
    cells = tuple(block)
    return Run(cells[0].page, tuple(word for cell in cells for word in cell.words))


def _columns(rows: Iterable[Row]) -> Iterator[tuple[Run, ...]]:
    growing: list[_Block] = []
    for row in rows:
        for cell in row.cells:
            x0, top = cell.x0, cell.top
            height = max(cell.bottom - top, 1.0)
            for block in growing:
                if block.takes(x0, top, height):
                    block.append(cell, x0, top, height)
                    break
            else:
                growing.append(_Block(cell, x0, top, height))
        done = [block for block in growing if row.top - block.top > block.reach]
        for block in done:
            growing.remove(block)
            yield tuple(block.cells)
    for block in growing:
        yield tuple(block.cells)


class _Block:
    """A block that more lines may belong to, and where its last line stands."""

    __slots__ = ("cells", "height", "reach", "top", "x0")

    def __init__(self, cell: Run, x0: float, top: float, height: float) -> None:
        self.cells: list[Run] = []
        self.append(cell, x0, top, height)

    def append(self, cell: Run, x0: float, top: float, height: float) -> None:
        """Add the next line, which stands at *x0* and *top*."""
        self.cells.append(cell)
        self.x0, self.top, self.height = x0, top, height
        self.reach = PITCH * height

    def takes(self, x0: float, top: float, height: float) -> bool:
        """Say whether a cell that stands there is the next line: flush left, and below.

        What follows the first line may stand in a little from it.
        """
        height = max(height, self.height)
        in_from = x0 - self.x0
        if not -height <= in_from <= 2 * height:
            return False
        if not 0 < top - self.top <= PITCH * height:
            return False
        return len(self.cells) < (_MOST if in_from <= height else 2)
