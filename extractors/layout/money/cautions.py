"""Words on an invoice that take it back, or say that another currency is meant.

What they concern is not worked out: a person reads the paper. Each costs two minutes,
and a bill made in spite of them costs more.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from extractors.codes import Reason
from extractors.layout.money.unit_words import unit_issues
from extractors.layout.replaced import replaced
from extractors.layout.rows import page_rows
from extractors.values import Document, Extraction, Issue, MoneyDocument


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" ", r"[\s-]+"), re.IGNORECASE)


_SAID: tuple[tuple[Reason, re.Pattern[str], str], ...] = (
    (
        Reason.REVISED_INVOICE,
        replaced("invoice"),
        "stands for another invoice",
    ),
    (
        Reason.DUPLICATE_SUSPECT,
        _words(
            r"\bduplicate (?:tax )?invoice\b|\binvoice (?:copy|duplicate|reprint)\b"
            r"|\b(?:copy|reprint|duplicate) of (?:the |your )?(?:original )?invoice\b"
            r"|\bpaid in full\b|\b(?:balance|amount) due:? \$?0[.,]00\b"
            r"|\balready paid\b"
            r"|\bcharged to (?:your )?(?:\w+ ){0,2}card\b|\bpaid by (?:\w+ ){0,2}card\b"
            r"|\bcard ending (?:in )?[0-9*x]{4}\b"
            r"|\bno payment (?:is )?(?:due|required)\b"
            r"|\brechnungs(?:kopie|duplikat)\b|\brechnung (?:kopie|duplikat)\b"
            r"|\b(?:duplicata|copie) de (?:la )?facture\b|\bfacture acquitt[ée]e\b"
            r"|\b(?:duplicado|copia) de (?:la )?factura\b|\bfactura duplicada\b"
            r"|\b(?:duplicato|copia) (?:della )?fattura\b|\bfattura quietanzata\b"
            r"|\bkopie ?factuur\b|\bfactuur kopie\b"
        ),
        "says that it is paid or a copy",
    ),
    (
        Reason.INCOMPLETE_READING,
        _words(
            r"\bdo not pay\b|\bnot an? invoice\b|\bvoid(?:ed)? invoice\b"
            r"|\binvoice (?:is |was )?(?:void|voided|cancel+ed)\b"
            r"|(?<!\w)\*+ ?void ?\*+|\bthis is (?:only )?an? (?:estimate|quote|draft)\b"
        ),
        "takes itself back",
    ),
)
_REPLACED = replaced("order")
_ORDERS = frozenset({"order_ack", "purchase_order"})
_CURRENCIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("CAD", _words(r"\bCAD\b|\bcanadian (?:dollars?|funds|currency)\b")),
    ("AUD", _words(r"\bAUD\b|\baustralian (?:dollars?|funds)\b")),
    ("EUR", _words(r"\bEUR\b|\beuros?\b")),
    ("GBP", _words(r"\bGBP\b|\bpounds? sterling\b")),
    ("MXN", _words(r"\bMXN\b|\bmexican pesos?\b")),
    ("USD", _words(r"\bUSD\b|\bu\.?s\.? (?:dollars?|funds)\b")),
)


_UNLESS = re.compile(
    r"\b(?:until|till|unless|when|once|if|must|upon|where|not|wenn|falls|sofern|bis"
    r"|nicht|si|sauf|salvo|qualora|indien|tenzij)\b[^.]*$",
    re.IGNORECASE,
)
_BEFORE = 60


def _plain(match: re.Match[str]) -> bool:
    """Say whether words stand by themselves, and not under an "until" or "if"."""
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    return not _UNLESS.search(before.rpartition("\n\n")[2])


def with_cautions(
    extractions: Iterable[Extraction], documents: Iterable[Document]
) -> tuple[Extraction, ...]:
    """Return *extractions*, each invoice with what its own words speak against it."""
    pages = {d.sha256: d for d in documents}
    return tuple(
        extraction.model_copy(update={"issues": (*extraction.issues, *issues)})
        if (issues := tuple(_issues(extraction, _page(extraction, pages))))
        else extraction
        for extraction in extractions
    )


def _page(extraction: Extraction, documents: Mapping[str, Document]) -> Document | None:
    """Return the document whose words a person sees: of XML the page it is within."""
    document = documents.get(extraction.document)
    if document is None or extraction.reader != "xml":
        return document
    return documents.get(document.within)


def _replaced(text: str) -> Iterator[Issue]:
    """Yield an issue where an order, or an answer to one, stands for another."""
    if match := next(filter(_plain, _REPLACED.finditer(text)), None):
        detail = f"{' '.join(match[0].split())!r} is printed: it stands for another"
        yield Issue(code=Reason.INCOMPLETE_READING, detail=detail)


def _issues(extraction: Extraction, document: Document | None) -> Iterator[Issue]:
    record = extraction.record
    if document is None or not isinstance(record, MoneyDocument):
        return
    rows = [row.text for page in document.pages for row in page_rows(page)]
    text = "\n".join(rows)
    if record.kind in _ORDERS:
        yield from _replaced(text)
    if record.kind != "invoice":
        return
    told = {issue.code for issue in extraction.issues}
    for code, pattern, why in _SAID:
        match = next(filter(_plain, pattern.finditer(text)), None)
        if match and code not in told:
            words = " ".join(match[0].split())
            yield Issue(code=code, detail=f"{words!r} is printed: the invoice {why}")
    yield from unit_issues(record, rows)
    named = [name for name, pattern in _CURRENCIES if pattern.search(text)]
    read = record.currency.value if record.currency else "USD"
    others = [name for name in named if name != read]
    if others and Reason.CURRENCY_MISMATCH not in told:
        what = " and ".join(others)
        detail = f"{what} is printed, and the amounts are read as {read}"
        yield Issue(code=Reason.CURRENCY_MISMATCH, detail=detail)
