"""How high the type of a sheet is, and which of its words are larger than that."""

import re
from statistics import median

from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Sheet

LARGE = 1.2
"""Times the usual height of type."""
_DEEP = re.compile(r"[gjpqyQJç,;()\[\]|/]")
"""Letters that reach below the line."""


class Usual:
    """How high the type of a sheet is.

    Some print boxes as high as their ink: a word with a "g" is then higher than one
    without, so that words are compared with those that reach as far down.
    """

    def __init__(self, sheet: Sheet) -> None:
        words = [word for row in sheet.rows for word in row.words]
        self.all = median(row.height for row in sheet.rows)
        low = [w.bottom - w.top for w in words if _DEEP.search(w.text)]
        self.deep = max(self.all, median(low)) if low else self.all

    def exceeded(self, name: Run) -> bool:
        """Say whether a name is printed in larger type."""
        return any(
            w.bottom - w.top
            >= LARGE * (self.deep if _DEEP.search(w.text) else self.all)
            for w in name.words
        )


def height_of(run: Run) -> float:
    """Return how high the type of a run is, in points."""
    return median(word.bottom - word.top for word in run.words)
