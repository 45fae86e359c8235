"""A money document's own number, its date and the order it names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

from extractors.codes import Reason
from extractors.layout.citing import cite, part
from extractors.layout.classify import title_rows
from extractors.layout.dates import dates_in
from extractors.layout.labels import Label
from extractors.layout.orders import order_key
from extractors.layout.rows import Run
from extractors.layout.sheet import Sheet
from extractors.layout.tokens import NUMBER
from extractors.layout.vocabulary import Field, phrases
from extractors.values import Cited, Issue, Kind

_OWN: dict[Kind, tuple[Field, ...]] = {
    "invoice": (Field.INVOICE,),
    "credit_memo": (Field.CREDIT,),
    "purchase_order": (Field.PO, Field.ORDER),
}
"""Fields of labels that announce a document's own number, the surest first."""

_NUMBER = re.compile(r"[A-Za-z0-9][\w./\-]*[A-Za-z0-9]|\d")
_NO_NUMBER = re.compile(
    r"(?:\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}|\d[\d,]*\.\d\d|\d+(?:st|nd|rd|th)|\d+%)"
    r"(?![\w./-])"
)
_GROUP = re.compile(r"\d{1,4}")
_ISSUED = re.compile(
    r"^(?:vom|du|del|van|dated|date|issued(?: at| on)?|d\.d\.|le|from)\b", re.IGNORECASE
)
_LONGEST = 40


@cache
def _texts(*headings: str) -> frozenset[str]:
    """Return labels of ours by what they mean at the head of a money document."""
    found = phrases("extractors.layout.money", "headings.txt")
    return frozenset(" ".join(words) for name, words in found if name in headings)


class Heading(NamedTuple):
    """What stands at the head of a money document."""

    number: Cited[str] | None
    date: Cited[date] | None
    po_number: Cited[str] | None
    issues: tuple[Issue, ...] = ()


class _Numbered(NamedTuple):
    label: Label
    run: Run


def heading_of(sheet: Sheet, kind: Kind) -> Heading:
    """Return a document's own number, its date and the purchase order it names.

    A value that is printed in two ways under labels of one kind stays None, with an
    issue that says so.
    """
    own, doubt = _own_number(sheet, kind)
    po, po_doubt = _po_number(sheet, kind, own.label if own else None)
    issues = tuple(
        Issue(code=code, detail=detail)
        for code, detail in (
            (Reason.MULTIPLE_DOCUMENTS, doubt),
            (Reason.SEVERAL_POS, po_doubt),
        )
        if detail
    )
    number = cite(sheet.document, own.run, own.run.text) if own else None
    return Heading(number, _day(sheet, own), po, issues)


def _own_number(sheet: Sheet, kind: Kind) -> tuple[_Numbered | None, str]:
    """Return the document's number, or why there is none."""
    for found in _ranked(sheet, kind):
        values = {order_key(n.run.text): n for n in reversed(found)}
        if len(values) == 1:
            return found[0], ""
        if values:
            leading = _leading(found)
            if leading:
                return leading, ""
            printed = ", ".join(sorted(n.run.text for n in values.values()))
            return None, f"several numbers of its own kind: {printed}"
    return None, ""


def _leading(found: Sequence[_Numbered]) -> _Numbered | None:
    """Return the one number whose label says "number" with a mark, if it is one."""
    sure = [n for n in found if n.label.numbered and n.label.form]
    return sure[0] if len({order_key(n.run.text) for n in sure}) == 1 else None


def _ranked(sheet: Sheet, kind: Kind) -> Iterator[list[_Numbered]]:
    """Yield the candidates for a document's own number, the surest first."""

    def texts(*headings: str) -> list[_Numbered]:
        wanted = _texts(*headings)
        return list(_labelled(lb for lb in sheet.labels if lb.text in wanted))

    if kind == "order_ack":
        yield texts("acknowledged")
        yield list(_labelled(lb for lb in sheet.of(Field.VENDOR_ORDER) if lb.form))
        yield texts("agreed")
    yield list(_titled(sheet, title_rows(sheet)))
    own = _OWN.get(kind, ())
    for field in own:
        yield list(_labelled(lb for lb in sheet.of(field) if lb.form))
    opened = {lb.row for lb in sheet.labels if lb.field in own and not lb.start}
    yield list(_titled(sheet, frozenset(opened)))
    yield texts("paper")


def _labelled(labels: Iterable[Label]) -> Iterator[_Numbered]:
    for label in labels:
        run = number_in(label.value) if label.value else None
        if run:
            yield _Numbered(label, run)


def _titled(sheet: Sheet, rows: frozenset[int]) -> Iterator[_Numbered]:
    """Yield the "No. 4711" that follows the title of the document in its row."""
    for label in sheet.labels:
        if label.text == NUMBER and label.start and label.row in rows:
            yield from _labelled([label])


def number_in(run: Run) -> Run | None:
    """Return the number a value begins with; None for dates, amounts, telephones.

    A number in groups is taken whole; what else follows is not looked at.
    """
    text = run.text
    begin = len(text) - len(text.lstrip("#:.-–= "))
    match = _NUMBER.match(text, begin)
    if match is None or len(match[0]) > _LONGEST or not any(map(str.isdigit, match[0])):
        return None
    following = text[match.end() : match.end() + 1]
    if following not in {"", " ", ",", ";", ")", "(", ":"}:
        return None
    dated = [] if match[0].isdigit() else dates_in(text, None)
    if _NO_NUMBER.match(text, begin) or any(d.start <= begin < d.end for d in dated):
        return None
    end = match.end()
    while _GROUP.fullmatch(match[0]):
        more = re.compile(r" \d{2,6}(?= |$)").match(text, end)
        if more is None or any(
            d.start < more.end() <= d.end for d in dates_in(text, None)
        ):
            break
        end = more.end()
    return part(run, begin, end)


def _po_number(
    sheet: Sheet, kind: Kind, own: Label | None
) -> tuple[Cited[str] | None, str]:
    """Return the order of ours that a document names, or why none.

    Args:
        sheet: The document.
        kind: Of the document.
        own: Label of its own number: on a purchase order that is no other order's.
    """
    for field in (Field.PO, Field.YOUR_ORDER):
        labels = [
            lb
            for lb in sheet.of(field)
            if not (own and kind == "purchase_order" and _alike(lb, own))
            and lb.text not in _texts("customer")
        ]
        found = list(_labelled(labels))
        values = {order_key(n.run.text): n for n in reversed(found)}
        if len(values) == 1:
            return cite(sheet.document, found[0].run, found[0].run.text), ""
        if values:
            printed = ", ".join(sorted(n.run.text for n in values.values()))
            return None, f"several orders are named: {printed}"
    return None, ""


def _alike(one: Label, other: Label) -> bool:
    return (one.text, one.numbered) == (other.text, other.numbered)


def _day(sheet: Sheet, own: _Numbered | None) -> Cited[date] | None:
    """Return the day a document was made out."""
    issued = [lb for lb in sheet.labels if lb.text in _texts("issued")]
    for found in (
        list(_dated(sheet, issued)),
        list(_beside_number(sheet, own)),
        list(_dated(sheet, sheet.of(Field.DATE))),
    ):
        days = {day for _, day in found}
        if len(days) == 1:
            run, day = found[0]
            return cite(sheet.document, run, day) if day else None
        if days:
            return None
    return None


def _dated(sheet: Sheet, labels: Iterable[Label]) -> Iterator[tuple[Run, date | None]]:
    for label in labels:
        yield from _starting(sheet, label.value)


def _starting(sheet: Sheet, run: Run | None) -> Iterator[tuple[Run, date | None]]:
    """Yield the date a value begins with."""
    if run is None:
        return
    begin = len(run.text) - len(run.text.lstrip(" :.-"))
    for dated in dates_in(run.text, sheet.order)[:1]:
        words = part(run, dated.start, dated.end)
        if dated.start <= begin and words:
            yield words, dated.value


def _beside_number(
    sheet: Sheet, own: _Numbered | None
) -> Iterator[tuple[Run, date | None]]:
    """Yield the date that follows a document's number in its row: "4711 vom 3.5.26"."""
    if own is None:
        return
    line = sheet.line(own.label.row)
    last = own.run.words[-1]
    at = next((i for i, w in enumerate(line.words) if w.x1 == last.x1), None)
    if at is None or at + 1 >= len(line.words):
        return
    rest = Run(line.page, line.words[at + 1 :])
    opened = _ISSUED.match(rest.text)
    if opened:
        yield from _starting(sheet, part(rest, opened.end(), len(rest.text)))
