"""Words on an invoice that take it back, or say that another currency is meant.

What they concern is not worked out: a person reads the paper. Each costs two minutes,
and a bill made in spite of them costs more.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from extractors.codes import Reason
from extractors.layout.money.letters import letter_issues
from extractors.layout.money.part_paid import part_paid
from extractors.layout.money.said import plain, said_against, words
from extractors.layout.money.stamps import stamps
from extractors.layout.money.unit_words import unit_issues
from extractors.layout.money.written_sums import written_sums
from extractors.layout.replaced import replaced
from extractors.layout.rows import page_rows
from extractors.sought import Sought, folded
from extractors.values import Document, Extraction, Issue, MoneyDocument

_REPLACED = replaced("order")
_ORDERS = frozenset({"order_ack", "purchase_order"})
_CURRENCIES: tuple[tuple[str, Sought], ...] = (
    (
        "CAD",
        words(
            r"\bCAD\b(?! files?| drawings?| models?)|\bCDN(?: |\$)|(?<![A-Z])C\$"
            r"|\bcanadian (?:dollars?|funds|currency)\b"
        ),
    ),
    ("AUD", words(r"\bAUD\b|\baustralian (?:dollars?|funds)\b|(?<![A-Z])AU?\$")),
    ("NZD", words(r"\bNZD\b|\bnew zealand dollars?\b|(?<![A-Z])NZ\$")),
    ("HKD", words(r"\bHKD\b|\bhong kong dollars?\b|(?<![A-Z])HK\$")),
    ("SGD", words(r"\bSGD\b|\bsingapore dollars?\b|(?<![A-Z])S\$")),
    ("TWD", words(r"\bTWD\b|\btaiwan dollars?\b|(?<![A-Z])NT\$")),
    ("EUR", words(r"\bEUR\b|\beuros?\b")),
    ("GBP", words(r"\bGBP\b|\bpounds? sterling\b|\bbritish pounds?\b")),
    (
        "MXN",
        words(
            r"\bMXN\b|\bmexican pesos?\b|\bpesos (?:mexicanos|M\.?N\.?)|(?<![A-Z])MX\$"
        ),
    ),
    ("CHF", words(r"\bCHF\b|\bswiss francs?\b|\bschweizer franken\b")),
    ("JPY", words(r"\bJPY\b|\bjapanese yen\b")),
    ("CNY", words(r"\b(?:CNY|RMB)\b|\b(?:chinese )?(?:yuan|renminbi)\b")),
    ("INR", words(r"\bINR\b|\bindian rupees?\b")),
    ("BRL", words(r"\bBRL\b|\bbrazilian reai?s\b|(?<![A-Z])R\$")),
    ("SEK", words(r"\bswedish (?:kronor|krona|crowns)\b")),
    ("USD", words(r"\bUSD\b|\bu\.?s\.? (?:dollars?|funds)\b")),
)


def with_cautions(
    extractions: Iterable[Extraction],
    documents: Iterable[Document],
    prose: Iterable[Document] = (),
    letters: Iterable[str] = (),
) -> tuple[Extraction, ...]:
    """Return *extractions*, each invoice with what words speak against it.

    Args:
        extractions: Of one mail, or one file.
        documents: Of the same.
        prose: What its XML says in words, each piece under the hash of its document.
        letters: What the mail itself says of what it brings.
    """
    read = tuple(extractions)
    if not any(isinstance(e.record, MoneyDocument) for e in read):
        return read
    pages = {d.sha256: d for d in documents}
    worded = {d.sha256: d for d in prose}
    told = tuple(letters)
    return tuple(
        extraction.model_copy(update={"issues": (*extraction.issues, *issues)})
        if (issues := tuple(_all_issues(extraction, pages, worded, told)))
        else extraction
        for extraction in read
    )


def _all_issues(
    extraction: Extraction,
    pages: Mapping[str, Document],
    prose: Mapping[str, Document],
    letters: Iterable[str],
) -> Iterator[Issue]:
    """Yield what speaks against a record, each code once."""
    document = pages.get(extraction.document)
    if document is None or not isinstance(extraction.record, MoneyDocument):
        return
    seen = [document]
    if extraction.reader == "xml":
        # Of XML the page counts that it is within, and what it says in words.
        shown = pages.get(document.within), prose.get(document.sha256)
        seen = [page for page in shown if page]
    told = {issue.code for issue in extraction.issues}
    found = [_issues(extraction.record, page) for page in seen]
    if extraction.record.kind == "invoice" and not document.body:
        found += map(letter_issues, letters)
    for issue in chain.from_iterable(found):
        if issue.code not in told:
            told.add(issue.code)
            yield issue


def _replaced(text: str) -> Iterator[Issue]:
    """Yield an issue where an order, or an answer to one, stands for another."""
    if match := next(filter(plain, _REPLACED.finditer(text)), None):
        detail = f"{' '.join(match[0].split())!r} is printed: it stands for another"
        yield Issue(code=Reason.INCOMPLETE_READING, detail=detail)


def _issues(record: MoneyDocument, document: Document) -> Iterator[Issue]:
    visual = [row for page in document.pages for row in page_rows(page)]
    rows = [row.text for row in visual]
    text = "\n".join(rows)
    if record.kind in _ORDERS:
        yield from _replaced(text)
    if record.kind != "invoice":
        return
    low = folded(text)
    yield from stamps(record, visual)
    yield from part_paid(record, visual)
    yield from said_against(text, low)
    yield from unit_issues(record, rows)
    yield from written_sums(record, rows)
    named = [name for name, pattern in _CURRENCIES if pattern.found(text, low)]
    read = record.currency.value if record.currency else "USD"
    others = [name for name in named if name != read]
    if others:
        what = " and ".join(others)
        detail = f"{what} is printed, and the amounts are read as {read}"
        yield Issue(code=Reason.CURRENCY_MISMATCH, detail=detail)
