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
from extractors.layout.orders.values import order_key, written_alike
from extractors.layout.page.dates import DateOrder, dates_in
from extractors.structured.lines import code_of, differing_lines
from extractors.values import (
    Cited,
    Document,
    Evidence,
    Extraction,
    Issue,
    MoneyDocument,
    Record,
    ShipNotice,
)

_COMPARED = ("number", "date", "po_number", "currency", "total")
"""What a page prints once. Tax and subtotals are proved by the total, and a page may
print parts of them."""
_ORDERS: tuple[DateOrder, ...] = ("mdy", "dmy")
_CODE = re.compile(r"[\W_]+")
_COUNT = re.compile(r"(?<![\w.,])\d+(?![\w]|[.,]\d)")
_LEAST = 4
"""Letters of a word that tells one name from another."""
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
    """Yield an issue for each value of a notice that no page shows."""
    text = " ".join(_words(page) for page in pages)
    shown, counts = _code(text), set(_COUNT.findall(text))
    numbers = [parcel.number for parcel in record.tracking]
    numbers += [record.po_number] if record.po_number else []
    numbers += [line.sku for line in record.lines if line.sku]
    unseen = [n.evidence for n in numbers if _code(n.value) not in shown]
    unseen += [
        line.quantity.evidence
        for line in record.lines
        if line.quantity and str(line.quantity.value) not in counts
    ]
    for evidence in unseen if pages else ():
        yield Issue(
            code=Reason.UNGROUNDED_VALUE,
            detail=f"{evidence.quote!r} is in the file and not shown on the page",
            evidence=evidence,
        )


def without_unseen_order(
    record: Record | None, pages: Sequence[Document]
) -> Record | None:
    """Return a notice without a further order number that no page shows."""
    if not isinstance(record, ShipNotice) or record.order_number is None or not pages:
        return record
    shown = _code(" ".join(_words(page) for page in pages))
    if _code(record.order_number.value) in shown:
        return record
    return record.model_copy(update={"order_number": None})


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


def other_order(
    record: ShipNotice, named: Sequence[Cited[str]], pages: Sequence[Document]
) -> Iterator[Issue]:
    """Yield an issue for an order of the file's that the text has another one for.

    A number that is not shown may be the vendor's own; one that is written as those of
    the notice are is taken for another of them.

    Args:
        record: With the orders that are shown.
        named: The file's.
        pages: What is shown.
    """
    shown = [n.value for n in (record.po_number, record.order_number) if n]
    text = _code(" ".join(_words(page) for page in pages))
    for number in named:
        if _code(order_key(number.value)) in text:
            continue
        like = [one for one in shown if written_alike(one, number.value)]
        if like:
            detail = f"the text says order {like[0]}, the mark-up behind it"
            yield Issue(
                code=Reason.READERS_DISAGREE,
                detail=f"{detail} {number.value}",
                evidence=number.evidence,
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
    """Yield an issue for number, seller and total where the page does not show them."""
    text = _words(page)
    if not text:
        detail = "there is no text on the page to hold the file against"
        yield Issue(code=Reason.SCAN_NO_TEXT, detail=detail)
        return
    if record.number and _code(record.number.value) not in _code(text):
        yield _disagrees(f"number {record.number.value} is not printed on the page")
    asks = record.kind in {"invoice", "credit_memo"}
    if asks and record.vendor and not _named(record.vendor.value, text):
        yield _disagrees(f"seller {record.vendor.value!r} is not named on the page")
    total = record.total
    if total and total.value and not _printed(abs(total.value), text):
        yield _disagrees(f"total {total.value} is not printed on the page")


def _named(seller: str, text: str) -> bool:
    """Say whether most words of a seller's name stand in a text, as on a letterhead."""
    words = {_code(word) for word in seller.split()}
    words = {word for word in words if len(word) >= _LEAST} or {_code(seller)}
    shown = _code(text)
    return 2 * sum(word in shown for word in words) > len(words)


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
