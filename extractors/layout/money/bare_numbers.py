"""Numbers that only a word for "number" announces, under the title of their paper."""

from collections.abc import Iterator, Sequence

from extractors.layout.page.labels import Label
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.tokens import NUMBER
from extractors.layout.page.vocabulary import Field
from extractors.layout.titles import title_rows, title_words
from extractors.values import Kind

_UNDER_TITLE = 2
"""Rows under a title in which "No.:" alone announces its number."""


def is_bare(sheet: Sheet, kind: Kind | None, label: Label) -> bool:
    """Say whether a label is only a word for "number", under the title it numbers.

    A colon follows it, or it stands below the words of the title themselves.
    """
    if label.text != NUMBER or not label.form or label.value is None:
        return False
    near = _titles_over(sheet, kind, label)
    if label.colon or not near:
        return bool(near)
    here = sheet.rows[label.row]
    x0, x1 = here.words[label.start].x0, label.value.x1
    return any(
        min(x1, words[n].x1) > max(x0, words[n].x0) - here.height
        for row in (sheet.rows[at] for at in near)
        for words in [row.words]
        for n in title_words(row)
    )


def beside_days(
    sheet: Sheet, kind: Kind | None, labels: Sequence[Label]
) -> Iterator[Label]:
    """Yield the "No." of a row of labels that stands right under the title, or over it.

    A date is among the others of the row, and each has its value below: so a paper is
    numbered and dated in a grid, wherever in its row the title is printed.
    """
    dated = {lb.row for lb in labels if lb.field is Field.DATE and lb.stacked}
    for label in labels:
        if label.row in dated and label.text == NUMBER and label.stacked:
            over = _titles_over(sheet, kind, label)
            if over[-1:] == [label.row - 1] or _titled_beside(sheet, kind, label):
                yield label


def _titled_beside(sheet: Sheet, kind: Kind | None, label: Label) -> bool:
    """Say whether the title is one of the values in the row of a label's own."""
    return kind is not None and any(
        row.page == label.value.page and row.top <= label.value.top < row.bottom
        for row in (sheet.rows[n] for n in title_rows(sheet, kind) if n > label.row)
        if label.value
    )


def _titles_over(sheet: Sheet, kind: Kind | None, label: Label) -> list[int]:
    """Return the rows of titles right over a label; none where it is another's.

    Under "Delivery note" on an invoice stands the number of that note.
    """
    titles = title_rows(sheet)
    near = [n for n in range(label.row - _UNDER_TITLE, label.row) if n in titles]
    if near and kind and near[-1] not in title_rows(sheet, kind):
        return []
    return near
