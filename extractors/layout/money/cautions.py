"""Words on an invoice that take it back, or say that another currency is meant.

What they concern is not worked out: a person reads the paper. Each costs two minutes,
and a bill made in spite of them costs more.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from extractors.codes import Reason
from extractors.layout.money.letters import letter_issues
from extractors.layout.money.line_states import line_states
from extractors.layout.money.other_currencies import other_currencies
from extractors.layout.money.other_numbers import other_numbers
from extractors.layout.money.part_paid import part_paid
from extractors.layout.money.said import plain, said_against
from extractors.layout.money.spoken import asked_for, spoken_against
from extractors.layout.money.stamps import stamps
from extractors.layout.money.unit_words import unit_issues
from extractors.layout.money.written_sums import written_sums
from extractors.layout.page.rows import page_rows
from extractors.layout.replaced import replaced
from extractors.sought import folded
from extractors.values import Document, Extraction, Issue, MoneyDocument

_REPLACED = replaced("order")
_ORDERS = frozenset({"order_ack", "purchase_order"})


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


def _replaced(text: str, low: str) -> Iterator[Issue]:
    """Yield an issue where an order, or an answer to one, stands for another."""
    if match := next(filter(plain, _REPLACED.finditer(text, low)), None):
        detail = f"{' '.join(match[0].split())!r} is printed: it stands for another"
        yield Issue(code=Reason.INCOMPLETE_READING, detail=detail)


def _issues(record: MoneyDocument, document: Document) -> Iterator[Issue]:
    visual = [row for page in document.pages for row in page_rows(page)]
    rows = [row.text for row in visual]
    text = "\n".join(rows)
    low = folded(text)
    if record.kind in _ORDERS:
        yield from _replaced(text, low)
    if record.kind != "invoice":
        return
    yield from stamps(record, visual)
    yield from part_paid(record, visual)
    yield from line_states(record)
    yield from said_against(text, low)
    yield from spoken_against(text, low)
    yield from asked_for(record, text)
    yield from other_numbers(record, rows)
    yield from unit_issues(record, rows)
    yield from written_sums(record, rows)
    yield from other_currencies(record, text, low)
