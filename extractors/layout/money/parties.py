"""The names of both sides of a document of money."""

from collections.abc import Container, Iterable
from typing import Literal

from extractors.layout.money.letterhead import issuer_of
from extractors.layout.money.names import name_in, under, words_of
from extractors.layout.page.citing import cite
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Sheet
from extractors.values import Cited, Kind

Side = Literal["vendor", "customer", "bill_to"]
_NO_LINES: Container[int] = frozenset()


def party_of(
    sheet: Sheet, side: Side, lines: Container[int] = frozenset()
) -> Cited[str] | None:
    """Return the name of one side; None where labels name none, or several.

    Args:
        sheet: The document.
        side: Wanted.
        lines: The rows of its lines.
    """
    return _only(sheet, under(sheet, words_of(side), lines))


def vendor_of(sheet: Sheet, kind: Kind, lines: Container[int]) -> Cited[str] | None:
    """Return who sells: as a label names it, else as the letterhead does for certain.

    An order to a vendor bears the letterhead of whoever orders. Who sold one line, as a
    market place says, is not who asks for the money.

    Args:
        sheet: The document.
        kind: Of the document.
        lines: The rows of its lines.
    """
    named = list(under(sheet, words_of("vendor"), lines))
    if named or kind == "purchase_order":
        return _only(sheet, named)
    issuer = issuer_of(sheet)
    return _only(sheet, [issuer] if issuer else [])


def _only(sheet: Sheet, runs: Iterable[Run]) -> Cited[str] | None:
    names: dict[str, Run] = {}
    for run in map(name_in, runs):
        names.setdefault(run.text.casefold(), run)
    if len(names) != 1:
        return None
    [run] = names.values()
    return cite(sheet.document, run, run.text)
