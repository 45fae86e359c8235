"""Columns of a table that contradict the rest of their row.

A row can name an order, an article, a count and a parcel, and say in one more column
that all of it is void. What exactly such a cell concerns is not worked out: the record
is held, as with :mod:`extractors.layout.cautions`.
"""

import re
from collections.abc import Iterator, Sequence

from extractors.codes import Reason
from extractors.layout.citing import evidence_of
from extractors.layout.heads import NUMBERS, Column
from extractors.layout.rows import Run
from extractors.layout.scopes import Part
from extractors.layout.tables.values import Layout, TableRow
from extractors.layout.tokens import phrase
from extractors.layout.vocabulary import Field
from extractors.values import Issue

_FLAGS = frozenset(
    {
        "void", "voided", "cancel", "canceled", "cancelled", "deleted", "returned",
        "reversed", "storniert", "storno", "annule", "annulee", "anulado", "cancelado",
        "annullato", "geannuleerd",
    }
)  # fmt: skip
"""Headings over a yes or a no."""
_COUNTED = frozenset({"qty", "quantity", "units", "pcs", "date", "by", "number"})
"""With them a heading of that kind stands over something else."""
_NO = frozenset(
    {"", "n", "no", "false", "f", "none", "na", "n/a", "nein", "non", "nee", "0"}
)
_REMARKS = frozenset(
    {
        "status", "state", "comment", "comments", "note", "notes", "remark", "remarks",
        "message", "reason", "bemerkung", "bemerkungen", "kommentar", "commentaire",
        "remarque", "comentario", "comentarios", "estado", "stato", "statut",
        "opmerking",
    }
)  # fmt: skip
_AGAINST = re.compile(
    r"\b(?:void(?:ed)?|cancel+(?:ed|ation|lation)?|recalled|withdrawn|reversed|refused"
    r"|intercepted|returned|return to|rejected|lost|wrong|incorrect|mistake|in error"
    r"|(?:do|does|did) not|don['’]t|not (?:yet )?(?:\w+ )?(?:shipped|sent|dispatched"
    r"|despatched|fulfilled|picked|released)|unshipped|on hold|duplicate|disregard"
    r"|ignore|replaced|storniert|storno|annul[ée]e?|anulad[oa]|cancelad[oa]"
    r"|annullat[oa]|geannuleerd|nicht (?:versandt|versendet|geliefert)"
    r"|non exp[ée]di[ée]e?|no enviad[oa]|non spedit[oa]|niet verzonden)\b",
    re.IGNORECASE,
)


def row_doubts(order: Part) -> tuple[Issue, ...]:
    """Return an issue for each cell of an order's rows that takes the row back.

    A row that names no parcel and did not go is said by its status; it takes back
    nothing.
    """
    found: list[Issue] = []
    for table, row in order.rows:
        for column, cell in _against(table, row):
            said = " ".join(run.text for run in cell)
            found.append(
                Issue(
                    code=Reason.INCOMPLETE_READING,
                    detail=f"{column.text!r} says {said!r}: the row is not certain",
                    evidence=evidence_of(order.sheet.document, cell[0]),
                )
            )
    return tuple(dict.fromkeys(found))


def _against(table: Layout, row: TableRow) -> Iterator[tuple[Column, Sequence[Run]]]:
    parcel = bool(table.cell(row, *NUMBERS)) or not table.has(*NUMBERS)
    for index, cell in row.cells.items():
        column = table.columns[index]
        words = phrase(column.text)
        text = " ".join(run.text for run in cell)
        if _FLAGS & set(words) and not _COUNTED & set(words):
            if text.strip(" .").lower() not in _NO and not _is_naught(text):
                yield column, cell
        elif column.field is Field.STATUS and not parcel:
            continue
        elif (
            column.field is Field.STATUS or _REMARKS & set(words)
        ) and _AGAINST.search(text):
            yield column, cell


def _is_naught(text: str) -> bool:
    """Say whether a cell holds a dash or a zero.

    >>> _is_naught("-"), _is_naught("0.00"), _is_naught("Y")
    (True, True, False)
    """
    return not any(c.isalpha() or c in "123456789" for c in text)


def two_values(table: Layout, row: TableRow, *fields: Field) -> tuple[Run, ...]:
    """Return the differing cells of two columns that mean the same; none if all agree.

    Args:
        table: The table.
        row: One of its rows.
        fields: Each is looked at by itself.
    """
    for field in fields:
        cells = [row.cells[i] for i in table.indexes(field) if row.cells.get(i)]
        told = {" ".join(run.text for run in cell) for cell in cells}
        if len(told) > 1:
            return tuple(cell[0] for cell in cells)
    return ()
