"""Codes and numbers that a narrow column broke at their hyphens."""

from collections.abc import Sequence

from extractors.layout.page.parsing import code_shaped
from extractors.layout.page.rows import Run


def goes_on(upper: Sequence[Run], lower: Sequence[Run]) -> bool:
    """Say whether a cell's first line is the rest of a word: "LMP-", then "210-BR".

    Args:
        upper: The lines of the cell so far.
        lower: Those that stand in its column below.
    """
    return bool(upper and lower) and _open(upper[-1]) and _single(lower[0])


def whole(cell: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return the lines of a cell, a code that they break put together to one word.

    Its place is all of its lines'.
    """
    end = 1
    while end < len(cell) and goes_on(cell[:end], cell[end:]):
        end += 1
    words = [run.words[0] for run in cell[:end]]
    text = "".join(word.text for word in words)
    if end == 1 or not code_shaped(text):
        return cell
    first = cell[0]
    box = (
        min(w.x0 for w in words),
        min(w.top for w in words),
        max(w.x1 for w in words),
        max(w.bottom for w in words),
    )
    word = words[0]._replace(text=text, x0=box[0], top=box[1], x1=box[2], bottom=box[3])
    return (Run(first.page, (word,)), *cell[end:])


def _open(run: Run) -> bool:
    """Say whether a line is the beginning of a word on a printed page."""
    return _single(run) and run.text.endswith("-") and run.text[0].isalnum()


def _single(run: Run) -> bool:
    return len(run.words) == 1 and run.words[0].offset < 0
