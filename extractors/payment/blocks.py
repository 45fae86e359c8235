"""Cells that stand under each other, as the paragraphs and columns they are read in."""

from collections.abc import Iterable, Iterator, Sequence

from extractors.layout.rows import Row, Run

PITCH = 2.2
"""Heights of type between two lines of one paragraph, at most."""
_MOST = 12
"""Lines of one block: what is longer is a column of a table."""


def blocks(rows: Sequence[Row]) -> Iterator[tuple[Run, ...]]:
    """Yield the cells of each block of a page, from its first line down.

    Every row comes as a block of its own besides: a label and its value may stand in
    two columns.
    """
    yield from _columns(rows)
    yield from ((row.line,) for row in rows if len(row.cells) > 1)


def joined(block: Iterable[Run]) -> Run:
    """Return the words of a block as one run, in reading order."""
    cells = tuple(block)
    return Run(cells[0].page, tuple(word for cell in cells for word in cell.words))


def _columns(rows: Iterable[Row]) -> Iterator[tuple[Run, ...]]:
    growing: list[_Block] = []
    for row in rows:
        for cell in row.cells:
            for block in growing:
                if block.takes(cell):
                    block.append(cell)
                    break
            else:
                growing.append(_Block(cell))
        done = [block for block in growing if row.top - block.top > block.reach]
        for block in done:
            growing.remove(block)
            yield tuple(block.cells)
    for block in growing:
        yield tuple(block.cells)


class _Block:
    """A block that more lines may belong to, and where its last line stands."""

    __slots__ = ("cells", "height", "reach", "top", "x0")

    def __init__(self, cell: Run) -> None:
        self.cells: list[Run] = []
        self.append(cell)

    def append(self, cell: Run) -> None:
        """Add the next line."""
        self.cells.append(cell)
        self.x0, self.top = cell.x0, cell.top
        self.height = max(cell.bottom - cell.top, 1.0)
        self.reach = PITCH * self.height

    def takes(self, cell: Run) -> bool:
        """Say whether a cell is the next line: flush left, and close below.

        What follows the first line may stand in a little from it.
        """
        in_from = cell.x0 - self.x0
        down = cell.top - self.top
        height = max(self.height, cell.bottom - cell.top)
        if not 0 < down <= PITCH * height:
            return False
        if abs(in_from) <= height:
            return len(self.cells) < _MOST
        return len(self.cells) == 1 and 0 < in_from <= 2 * height
