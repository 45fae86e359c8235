"""Article numbers that stand over or under the name, in the name's own column."""

import re
from collections.abc import Sequence
from typing import Literal

from extractors.layout.page.rows import Run

Place = Literal["first", "last"]
"""The line of a cell that holds the number."""

_CODE = re.compile(r"[A-Z0-9]+(?:[./#\-][A-Z0-9]+)*")
_MEASURE = re.compile(r"\d[\d./]*-?[A-Z]{1,4}|[\d./]+|.*\dX\d.*")
"""Sizes, weights and ratings: "50-FT", "1/2", "120/240V", "36X24"."""
_LEAST = 4
"""Characters of a code."""
_DIGITS = 5
"""Digits of a code that has no letters."""
_TOLD = 2
"""Digits of each code where several are different."""
_ALONE = 3
"""Digits of a code that no other is held against."""
_TYPE = 1.08
"""Times as high as the other that one of two sizes of type is."""
_BLANK = 1.0
"""Widths of a character: a blank is no wider."""


def place_of(cells: Sequence[Sequence[Run]]) -> Place | None:
    """Return the line that holds a number in every cell of more than one line.

    A name that wraps may leave a word like a number alone, so the break beside it has
    to be meant in one of them: the type changes there, or the word after it would have
    stood in the line before.

    Args:
        cells: The lines of each cell in the column that names the articles.
    """
    several = [cell for cell in cells if len(cell) > 1]
    if not several or 2 * len(several) < len(cells):
        return None
    edge = max(line.x1 for cell in cells for line in cell)
    places: tuple[Place, Place] = ("first", "last")
    found = [
        place
        for place in places
        if _codes([_at(cell, place) for cell in several])
        and any(_meant(*_beside(cell, place), edge) for cell in several)
    ]
    return found[0] if len(found) == 1 else None


def stacked_code(cell: Sequence[Run], place: Place | None) -> Run | None:
    """Return the number in its line of a cell; None where there is none."""
    if place is None or len(cell) < 2:  # noqa: PLR2004  # nothing is stacked
        return None
    return _at(cell, place)


def _at(cell: Sequence[Run], place: Place) -> Run:
    return cell[0] if place == "first" else cell[-1]


def _beside(cell: Sequence[Run], place: Place) -> tuple[Run, Run]:
    return (cell[0], cell[1]) if place == "first" else (cell[-2], cell[-1])


def _codes(lines: Sequence[Run]) -> bool:
    """Say whether lines are codes, each of another article."""
    texts = [line.text for line in lines]
    least = _TOLD if len(texts) > 1 else _ALONE
    told = all(sum(map(str.isdigit, text)) >= least for text in texts)
    return told and len({*texts}) == len(texts) and all(map(_coded, lines))


def _coded(line: Run) -> bool:
    """Say whether a line is one word that can be nothing but a code."""
    text = line.text
    digits, letters = sum(map(str.isdigit, text)), sum(map(str.isalpha, text))
    return (
        len(line.words) == 1
        and len(text) >= _LEAST
        and bool(_CODE.fullmatch(text))
        and not _MEASURE.fullmatch(text)
        and (digits >= _DIGITS or (digits > 0 and letters > 0))
    )


def _meant(upper: Run, lower: Run, edge: float) -> bool:
    """Say whether no lack of room broke the line between two.

    Args:
        upper: A line.
        lower: The next.
        edge: How far lines of the column reach.
    """
    high, low = sorted(map(_height, (upper, lower)), reverse=True)
    if high > _TYPE * low:
        return True
    word = lower.words[0]
    width = word.x1 - word.x0
    blank = _BLANK * width / len(word.text)
    return upper.page == lower.page and upper.x1 + blank + width <= edge


def _height(line: Run) -> float:
    return line.bottom - line.top
