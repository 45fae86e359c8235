"""Stamps on an invoice: one word or two by themselves that change what it is.

"PAID", "VOID", "KOPIE", "Second notice": a cell of its own says it, not a sentence. A
word that may as well be a label, as "Estimate", counts only with nothing beside it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.codes import Reason
from extractors.layout.page.rows import Row
from extractors.values import Issue, MoneyDocument

_DECORATION = re.compile(r"^[\W_]+|[\W_]+$")
_WHEN = re.compile(
    r"\s+(?:on\s+|by\s+|via\s+|ck\s*|check\s*|am\s+|le\s+|el\s+|il\s+|op\s+)*#?"
    r"[0-9][0-9./-]*$",
    re.IGNORECASE,
)
"""A date or the number of a check behind a stamp."""


class _Stamp(NamedTuple):
    code: Reason
    words: re.Pattern[str]
    why: str


def _stamp(code: Reason, words: str, why: str) -> _Stamp:
    return _Stamp(code, re.compile(words.replace(" ", r"[\s-]*"), re.IGNORECASE), why)


_STAMPS = (
    _stamp(
        Reason.DUPLICATE_SUSPECT,
        r"paid(?: in full| by (?:check|cheque|card|ach|wire)(?: [#\w]+)?)?|already paid"
        r"|settled"
        r"|payment received|bezahlt|bereits bezahlt|pay[ée]e?|acquitt[ée]e?|pagad[oa]"
        r"|pagat[oa]|saldat[oa]|betaald|voldaan|receipt|sales receipt|quittung|re[çc]u"
        r"|recibo|ricevuta|kwitantie|refunded|credited",
        "says that it is paid",
    ),
    _stamp(
        Reason.DUPLICATE_SUSPECT,
        r"(?:file |customer |office |accounting |vendor )?copy|duplicate(?: copy)?"
        r"|reprint|(?:(?:2|second|zweit)(?:e|nd)? ?)?(?:copy|exemplar|exemplaire"
        r"|exemplaar)"
        r"|deuxi[èe]me exemplaire|doppel|kopie|zweitschrift|duplikat|copie|duplicata"
        r"|copia|duplicado"
        r"|duplicato|kopij|afschrift",
        "says that it is a copy",
    ),
    _stamp(
        Reason.DUPLICATE_SUSPECT,
        r"(?:final|second|third|2nd|3rd|last) (?:notice|request|reminder)"
        r"|past due(?: notice| invoice)?|over ?due(?: notice| invoice)?|reminder"
        r"|payment reminder|[123]\. mahnung|mahnung|zahlungserinnerung|rappel"
        r"|(?:2e|3e|dernier) rappel|recordatorio|sollecito(?: di pagamento)?"
        r"|(?:betalings)?herinnering|aanmaning",
        "reminds of an earlier one",
    ),
    _stamp(
        Reason.INCOMPLETE_READING,
        r"void(?:ed)?|cancel+ed|not payable|do not pay|on hold|disputed|stornier+t"
        r"|storno|annul[ée]e?|anulad[oa]|annullat[oa]|geannuleerd|vervallen"
        r"|ung[üu]ltig",
        "takes itself back",
    ),
    _stamp(
        Reason.INCOMPLETE_READING,
        r"estimate|quote(?: only)?|quotation|draft|sample|specimen|pro ?forma|test"
        r"|entwurf|muster|angebot|brouillon|devis|sp[ée]cimen|borrador|presupuesto"
        r"|muestra|bozza|preventivo|concept|offerte|not an? invoice|for quote only"
        r"|training(?: document| copy)?",
        "is none yet",
    ),
    _stamp(
        Reason.REVISED_INVOICE,
        r"revised|re ?issued|amended|corrected|superseded|replaced|adjusted"
        r"|korrigiert|berichtigt|rectifi[ée]e?|rectificad[oa]|rettificat[oa]"
        r"|gecorrigeerd|rev(?:ision)?[.]? [1-9]",
        "stands for another invoice",
    ),
)
_LABELS = re.compile(
    r"(?:estimate|quote|quotation|sample|reminder|copy|test|concept|adjusted|credited"
    r"|receipt|draft|angebot|devis|offerte|muster|re[çc]u|paid|payée?|copie|copia)",
    re.IGNORECASE,
)
"""Words that also name a field: what stands beside them is its value."""
_REVISION = re.compile(r"rev(?:ision)?[.]?\s*[1-9]", re.IGNORECASE)
_NUMBERED = re.compile(r"[0-9]$")
_FAR_DOWN = 0.5
"""Share of the rows from which a revision is the form's and not the invoice's."""


def stamps(record: MoneyDocument, rows: Sequence[Row]) -> Iterator[Issue]:
    """Yield an issue for each kind of stamp among the cells of a document.

    Args:
        record: As read: the name of an article is no stamp.
        rows: All visual rows.
    """
    names = {" ".join(x.description.split()).casefold() for x in record.lines}
    told: set[str] = set()
    for place, row in enumerate(rows):
        for index, cell in enumerate(row.cells):
            found = _of(cell.text, alone=len(row.cells) == index + 1)
            if found is None or found.why in told or cell.text.casefold() in names:
                continue
            form = cell.text.casefold().startswith("rev") and _NUMBERED.search(
                cell.text
            )
            if form and place > _FAR_DOWN * len(rows):
                continue
            told.add(found.why)
            detail = f"{cell.text!r} is printed by itself: the invoice {found.why}"
            yield Issue(code=found.code, detail=detail)


def stamp_issue(text: str) -> Issue | None:
    """Return the issue that a few words are as a stamp; None where they are none.

    >>> stamp_issue("CANCELLED").detail
    "'CANCELLED' stands by itself: the invoice takes itself back"
    """
    found = _of(text, alone=True)
    if found is None:
        return None
    detail = f"{text!r} stands by itself: the invoice {found.why}"
    return Issue(code=found.code, detail=detail)


def _of(text: str, *, alone: bool) -> _Stamp | None:
    """Return the stamp that a cell is; None where it is none, or a label."""
    # "Quote #" heads a column, or has its number further off.
    if len(text) > 40 or text.rstrip().endswith((":", "#", "№", "N°", "n°")):  # noqa: PLR2004  # longer is prose
        return None
    if text.upper() == text.lower():
        return None  # Numbers and signs alone are none.
    plain = _DECORATION.sub("", text)
    bare = plain if _REVISION.fullmatch(plain) else _WHEN.sub("", plain)
    bare = _DECORATION.sub("", bare)
    if not alone and _LABELS.fullmatch(bare):
        return None
    return next((one for one in _STAMPS if one.words.fullmatch(bare)), None)
