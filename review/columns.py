"""Rows of text in aligned columns, for a terminal."""

import unicodedata
from collections.abc import Sequence

_WIDE = frozenset({"W", "F"})


def aligned(
    rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()
) -> list[str]:
    """Return each row as one line, its cells two blanks apart.

    Args:
        rows: Cells that are already escaped; shorter rows end early.
        right: Columns whose cells stand at the right, such as numbers.

    >>> aligned([["a", "1.00"], ["bcd", "12.00"]], right=frozenset({1}))
    ['a     1.00', 'bcd  12.00']
    """
    count = max((len(row) for row in rows), default=0)
    widths = [
        max((width(row[column]) for row in rows if column < len(row)), default=0)
        for column in range(count)
    ]
    return [_line(row, widths, right) for row in rows]


def _line(row: Sequence[str], widths: list[int], right: frozenset[int]) -> str:
    cells = []
    for column, cell in enumerate(row):
        blanks = " " * (widths[column] - width(cell))
        cells.append(blanks + cell if column in right else cell + blanks)
    return "  ".join(cells).rstrip()


def width(text: str) -> int:
    """Return how many columns *text* takes: wide characters two, accents none."""
    return sum(
        2 if unicodedata.east_asian_width(c) in _WIDE else not unicodedata.combining(c)
        for c in text
    )
