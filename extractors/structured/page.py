"""An electronic document held against the page that people see.

The page is what a person would pay by, so a value of the file that the page contradicts
or does not show is an issue: somebody is shown something else.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from extractors.codes import Reason
from extractors.layout.dates import DateOrder, dates_in
from extractors.structured.lines import code_of, differing_lines
from extractors.values import (
    Cited,
    Document,
    Evidence,
    Extraction,
    Issue,
    MoneyDocument,
    ShipNotice,
)

_COMPARED = ("number", "date", "po_number", "currency", "total")
"""What a page prints once. Tax and subtotals are proved by the total, and a page may
print parts of them."""
_ORDERS: tuple[DateOrder, ...] = ("mdy", "dmy")
_CODE = re.compile(r"[\W_]+")
_MARK = "[.,'’ \u00a0\u2009\u202f]?"
"""What may stand between thousands."""


def held_against(
    said: Extraction,
    pages: Sequence[Document],
    readings: Sequence[Extraction],
    source: str = "",
) -> tuple[Issue, ...]:
    """Return what the page says differently.

    Args:
        said: What the file says.
        pages: The documents that show the same to people.
        readings: What the layout reader made of them.
        source: The characters of the file.
    """
    record = said.record
    if isinstance(record, ShipNotice):
        return tuple(_hidden(record, pages))
    if record is None:
        return ()
    issues: list[Issue] = []
    text = " ".join(map(_words, pages))
    for reading in readings:
        if isinstance(reading.record, MoneyDocument):
            issues += _differences(record, reading.record, text)
            issues += (
                _disagrees(detail, seen)
                for detail, seen in differing_lines(
                    record, reading, code_of(text), code_of(source)
                )
            )
    for page in pages:
        issues += _unseen(record, page)
    return tuple(issues)


def _hidden(record: ShipNotice, pages: Sequence[Document]) -> Iterator[Issue]:
    """Yield an issue for each number of a notice that no page shows."""
    shown = _code(" ".join(_words(page) for page in pages))
    cited = [parcel.number for parcel in record.tracking]
    cited += [record.po_number] if record.po_number else []
    for number in cited if pages else ():
        if _code(number.value) not in shown:
            yield Issue(
                code=Reason.UNGROUNDED_VALUE,
                detail=f"{number.value!r} is in the file and not shown on the page",
                evidence=number.evidence,
            )


def other_parcel(
    record: ShipNotice, number: Evidence, pages: Sequence[Document]
) -> Iterator[Issue]:
    """Yield an issue where a parcel's number stands beside another one, and unseen.

    Args:
        record: With the numbers that are shown.
        number: Where the file has its own.
        pages: What is shown.
    """
    shown = [parcel.number.value for parcel in record.tracking]
    text = _code(" ".join(_words(page) for page in pages))
    if shown and _code(number.quote) not in text:
        detail = f"the text says {', '.join(shown)}, the mark-up behind it"
        yield Issue(
            code=Reason.READERS_DISAGREE,
            detail=f"{detail} {number.quote}",
            evidence=number,
        )


def same_number(one: MoneyDocument, other: MoneyDocument) -> bool:
    """Say whether two records bear the same number, marks and case aside."""
    return bool(
        one.number
        and other.number
        and _code(one.number.value) == _code(other.number.value)
    )


def _differences(
    file: MoneyDocument, page: MoneyDocument, text: str
) -> Iterator[Issue]:
    for name in _COMPARED:
        one, other = getattr(file, name), getattr(page, name)
        if one is None or other is None or _same(one.value, other.value):
            continue
        if name == "date" and one.value in _days(text):
            continue  # a page prints several days; this one is among them
        yield _disagrees(
            f"{name}: the page says {other.value}, the file {one.value}", other
        )
    if (
        (file.kind, page.kind) == ("credit_memo", "invoice")
        and (file.total and page.total)
        and file.total.value < 0 < page.total.value
    ):
        yield _disagrees(
            f"the page asks for {page.total.value}, the file gives it back", page.total
        )


def _same(one: object, other: object) -> bool:
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return abs(one) == abs(other)  # a credit may be printed without its sign
    if isinstance(one, str) and isinstance(other, str):
        return _code(one) == _code(other)
    return one == other


def _disagrees(detail: str, seen: Cited[Any] | None = None) -> Issue:
    evidence: Evidence | None = seen.evidence if seen else None
    return Issue(code=Reason.XML_DISAGREES, detail=detail, evidence=evidence)


def _unseen(record: MoneyDocument, page: Document) -> Iterator[Issue]:
    """Yield an issue for the number and the total where the page does not show them."""
    text = _words(page)
    if not text:
        detail = "there is no text on the page to hold the file against"
        yield Issue(code=Reason.SCAN_NO_TEXT, detail=detail)
        return
    if record.number and _code(record.number.value) not in _code(text):
        yield _disagrees(f"number {record.number.value} is not printed on the page")
    total = record.total
    if total and total.value and not _printed(abs(total.value), text):
        yield _disagrees(f"total {total.value} is not printed on the page")


def _days(text: str) -> set[date | None]:
    """Return every day a text may print, whichever way it writes them."""
    return {found.value for order in _ORDERS for found in dates_in(text, order)}


def _words(page: Document) -> str:
    return " ".join(word.text for p in page.pages for word in p.words)


def _printed(amount: Decimal, text: str) -> bool:
    """Say whether an amount stands in a text in any country's way of writing it."""
    whole, _, cents = f"{amount:f}".partition(".")
    cents = cents.rstrip("0")
    groups = _MARK.join(_thousands(whole.lstrip("0") or "0"))
    tail = rf"[.,] ?{cents}0*" if cents else r"(?:[.,] ?(?:0+|-+))?"
    return bool(re.search(rf"(?<!\d)(?<!\d[.,]){groups}{tail}(?![.,]?\d)", text))


def _thousands(digits: str) -> list[str]:
    first = len(digits) % 3
    head = [digits[:first]] if first else []
    return head + [digits[n : n + 3] for n in range(first, len(digits), 3)]


def _code(text: str) -> str:
    return _CODE.sub("", text).casefold()
