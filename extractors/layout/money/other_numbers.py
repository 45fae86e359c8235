"""Another invoice's number on an invoice, and what stands behind its own.

"Ref invoice 9981" may be the first of two for the same goods, and "AC-20418 Rev. 2"
stands for an "AC-20418" that came before: neither is told by the number as it is read.
"""

import re
from collections.abc import Iterable, Iterator

from extractors.codes import Reason
from extractors.layout.orders.values import order_key
from extractors.values import Issue, MoneyDocument

_PAPER = (
    r"(?:invoices?|inv|bill|rechnung(?:en)?|re|rg|factures?|facturas?|fattur[ae]|ft"
    r"|factuur|facturen)"
)
_REFERS = (
    r"(?:ref(?:er(?:ence|s)?(?: to)?)?|see(?: also)?|original|re|regarding|concerning"
    r"|relat(?:ed|ing)(?: to)?|linked to|previous|prior|earlier|former|replac\w+"
    r"|supersed\w+|correct\w+|adjust\w+|supplement(?: to)?|against|in addition to"
    r"|bezug(?: auf)?|bezieht sich auf|betr(?:ifft)?|zu|siehe|urspr[üu]ngliche"
    r"|r[ée]f(?:[ée]rence)?|voir|concerne|suite [àa]|relative? [àa]"
    r"|referencia|relativa a|ver|rif(?:erimento)?|relativa alla|vedi"
    r"|betreft|betreffende|referentie|zie)"
)
_NUMBER = (
    r"(?P<number>(?=[A-Z]{0,4}[\w/-]*[0-9]{2})[A-Z0-9][A-Z0-9/_-]*[0-9][A-Z0-9]{0,3})"
)
_LABEL = r"(?:\b(?:number|num|no|nr|nro|n)\b)?[\s.:#°º]*"
_NAMED = re.compile(
    rf"\b{_REFERS}[\s.:]{{1,3}}(?:(?:to|our|the|your|unsere[rn]?|die|der|la|notre"
    rf"|nuestra"
    rf"|nostra|onze|de)\s+)?{_PAPER}\b[\s.:]*{_LABEL}{_NUMBER}(?![\w.,]*[\w])",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    rf"\b(?:replaces|supersedes|corrects|cancels|ersetzt|storniert|remplace|annule"
    rf"|sustituye|anula|sostituisce|annulla|vervangt)\s*:\s*{_LABEL}{_NUMBER}",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"[\s(/,:;–-]{1,4}(?P<words>"
    r"rev(?:ision|ised|\.)?(?:\s*(?:no\.?\s*)?(?:[0-9]{1,2}|[A-Z]))?(?![\w/])"
    r"|re-?issued?"
    r"|correct(?:ed|ion)|amend(?:ed|ment)|updated?|replacement|adjusted|v(?:ersion"
    r"|er\.?)?"
    r"\s*[0-9]{1,2}|[0-9](?:st|nd|rd|th)?\s+(?:version|issue)|(?:second"
    r"|third)\s+version"
    r"|korrig\w+|berichtig\w+|korrektur|neufassung|ge[äa]ndert|ersatz|[0-9]\.\s+fassung"
    r"|rectif\w+|corrig[ée]\w*|modifi[ée]\w*|remplacement|nouvelle\s+version"
    r"|correg\w+|modificad\w+|sustitu\w+|rettific\w+|corrett\w+|sostitu\w+|modificat\w+"
    r"|gecorrigeerd|herzien\w*|gewijzigd|vervang\w+|versie\s*[0-9]"
    r")(?![^\W\d_])",
    re.IGNORECASE,
)
_COPY = re.compile(
    r"[\s(/,:;–-]{1,4}(?P<words>(?:customer\s+)?copy|duplicate|reprint|kopie|duplikat"
    r"|zweitschrift|duplicata|copie|duplicado|copia|duplicato)(?![^\W\d_])",
    re.IGNORECASE,
)
_LEAST = 3
"""Digits of a number that is surely one."""


def other_numbers(record: MoneyDocument, rows: Iterable[str]) -> Iterator[Issue]:
    """Yield an issue where an invoice names another one, or says which version it is.

    Args:
        record: An invoice as read.
        rows: Of the document, as text.
    """
    if record.number is None:
        return
    own = record.number.value
    text = "\n".join(rows)
    yield from _versions(own, text)
    for pattern in (_NAMED, _INSTEAD):
        for match in pattern.finditer(text):
            if _is_another(match["number"], own):
                words = " ".join(match[0].split())
                detail = f"{words!r} is printed: the invoice speaks of another one"
                yield Issue(code=Reason.REVISED_INVOICE, detail=detail)
                return


def _versions(own: str, text: str) -> Iterator[Issue]:
    """Yield what the words behind the invoice's own number make of it."""
    for match in re.finditer(rf"(?<![\w-]){re.escape(own)}(?![\w])", text):
        for pattern, code, why in (
            (_BEHIND, Reason.REVISED_INVOICE, "stands for an earlier one"),
            (_COPY, Reason.DUPLICATE_SUSPECT, "is a copy"),
        ):
            if found := pattern.match(text, match.end()):
                detail = f"{found['words']!r} is printed behind its number: it {why}"
                yield Issue(code=code, detail=detail)
                return


def _is_another(number: str, own: str) -> bool:
    digits = sum(char.isdigit() for char in number)
    theirs, ours = order_key(number), order_key(own)
    return digits >= _LEAST and theirs != ours and not ours.endswith(theirs)
