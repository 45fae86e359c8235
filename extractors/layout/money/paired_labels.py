"""Labels of a number and its day at once: "Number/Date", "4711 / 10.11.2026"."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from extractors.layout.page.citing import part
from extractors.layout.page.dates import dates_in
from extractors.layout.page.labels import Label
from extractors.layout.page.matching import field_of
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.tokens import cut
from extractors.layout.page.vocabulary import Field

_PAIRED: Final = re.compile(
    r"(?=[^/:]{0,60}[^\W\d_])(?P<number>[^/:]{1,60}) ?/ ?(?:datum|date|fecha|data) ?:?",
    re.IGNORECASE,
)
_VALUES: Final = re.compile(r"[: ]*(?P<number>[^\s/]+(?: [^\s/]+)?) ?/ ?(?P<day>\S.*)")
_DAYS: Final = frozenset({Field.DATE, Field.OTHER_DATE})
_OWN: Final = frozenset({Field.INVOICE, Field.CREDIT, Field.LINE, Field.VENDOR_ORDER})
"""What the number of the document itself may be announced by."""


def with_pairs(sheet: Sheet, labels: Sequence[Label]) -> tuple[Label, ...]:
    """Return labels, those of a pair with their own part of its values.

    The day beside the number of another paper is that paper's, and dates nothing here.
    """
    pairs = {
        index: found
        for index in {lb.row for lb in labels}
        if "/" in sheet.rows[index].text
        for found in _pairs(sheet, index)
    }
    return tuple(
        one
        for label in labels
        for one in (
            _parted(sheet, label, *pairs[label.row]) if label.row in pairs else (label,)
        )
    )


def _pairs(sheet: Sheet, index: int) -> Iterator[tuple[Run, Run, Run]]:
    """Yield the cell of such a label in a row, the number beside it and the day."""
    row = sheet.rows[index]
    halves = [half for cell in row.cells for half in _halves(cell)]
    for head, cell in pairwise(halves):
        values = _VALUES.fullmatch(cell.text) if "/" in head.text else None
        if values is None or not _PAIRED.fullmatch(head.text):
            continue
        number = part(cell, *values.span("number"))
        day = part(cell, *values.span("day"))
        dated = dates_in(day.text, sheet.order) if day else []
        if number and day and dated and dated[0].start == 0:
            yield head, number, day


def _halves(cell: Run) -> Iterator[Run]:
    """Yield a cell, its label and its values apart where no gap parts them."""
    ends = [
        n
        for n in range(len(cell.words) - 1)
        if _PAIRED.fullmatch(" ".join(w.text for w in cell.words[: n + 1]))
        and any(map(str.isdigit, cell.words[n + 1].text))
    ]
    for words in (cell.words[: ends[0] + 1], cell.words[ends[0] + 1 :]) if ends else ():
        yield Run(cell.page, words)
    if not ends:
        yield cell


def _parted(
    sheet: Sheet, label: Label, head: Run, number: Run, day: Run
) -> Iterator[Label]:
    """Yield a label with its number, and one of its day if it is the document's."""
    if sheet.rows[label.row].words[label.start] not in head.words:
        yield label
        return
    if label.field in _DAYS and (field := _announced(head)):
        # "Your order/Date" is one label of a day to those who look for one.
        label = label._replace(field=field, text="", form=True)
    if label.field not in _DAYS:
        numbered = label._replace(value=number, stacked=False, form=True)
        yield numbered
        if label.field in _OWN:
            yield numbered._replace(field=Field.DATE, text="date", value=day)


def _announced(head: Run) -> Field | None:
    """Return what a label of a pair says of its number; None where a day opens it."""
    words = []
    for word in head.words:
        at = word.text.find("/")
        if at != 0:
            words.append(word if at < 0 else cut(word, 0, at))
        if at >= 0:
            break
    return field_of(words)
