"""A money document's own number, its date and the order it names."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from extractors.codes import Reason
from extractors.layout.money.bare_numbers import beside_days, is_bare
from extractors.layout.money.days import day_of
from extractors.layout.money.headings import texts_of
from extractors.layout.money.title_numbers import numbered_titles
from extractors.layout.orders.values import order_key
from extractors.layout.page.citing import cite, part
from extractors.layout.page.dates import dates_in
from extractors.layout.page.labels import Label
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.tokens import NUMBER
from extractors.layout.page.vocabulary import Field
from extractors.layout.titles import title_rows
from extractors.values import Cited, Issue, Kind

_OWN: dict[Kind, tuple[Field, ...]] = {
    "invoice": (Field.INVOICE,),
    "credit_memo": (Field.CREDIT,),
    "purchase_order": (Field.PO, Field.ORDER),
}
"""Fields of labels that announce a document's own number, the surest first."""

_NUMBER = re.compile(r"[A-Za-z0-9][\w./\-]*[A-Za-z0-9]|\d")
_NO_NUMBER = re.compile(
    r"(?:\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}|\d[\d,]*\.\d\d|\d{1,3}(?:[. ]\d{3})*,\d\d"
    r"|\d+(?:st|nd|rd|th)|\d+%)"
    r"(?![\w./-])"
)
_LED = re.compile(
    r"(?P<letters>[A-Z]{1,4}) (?P<number>(?:\d{3}|\d{2}(?=-\d{3}))[\w./\-]*)"
)
_KINDS = frozenset({"PO", "NO", "NR"})
_OWN_LABEL = re.compile(r"P\.?O\.?[-#/_]?\d")
"""How the number of a purchase order begins that says itself what it is."""
_GROUP = re.compile(r"\d{1,4}")
_MARK = " ?[/_–-] ?"
_MORE = re.compile(
    rf"(?:{_MARK}| )(?P<more>(?:(?=[A-Za-z]*\d)|(?=[A-Z]$))"
    r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)(?=[,;.)]?(?: |$))"
    r"(?! (?:of|von|sur|de|di|van) \d)"
)
"""What may be the second half of a number printed with a blank; no "1 of 2"."""
# Each character in one way only: with two for "_", or for a blank between marks, a row
# of them would never end.
_MARKED = r"(?:[^\W_]|[/_–-]| (?=[/_–-])|(?<=[/_–-]) (?![/_–-]))*"
_JOINED = re.compile(
    rf"(?={_MARKED}(?: [/_–-]|[/_–-] ))[A-Z]{{0,4}}\d{{0,8}}"
    rf"(?:{_MARK}[A-Z]{{0,2}}\d{{1,8}})+(?=$|[,;)]| [^\W\d])"
)
"""Groups with marks between that have blanks around them: "RE - 2026 - 118"."""
_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
_LIST = re.compile(
    r"(?:\s*(?:[,;&+]|,?\s+(?:and|und|et|y|e|en))\s*#?"
    r"(?=[A-Za-z-]*[0-9]{3})[A-Za-z0-9-]+(?![\w/.]))+"
)
"""Further numbers behind one, as a list is written."""
_LONGEST = 40


class Heading(NamedTuple):
    """What stands at the head of a money document."""

    number: Cited[str] | None
    date: Cited[date] | None
    po_number: Cited[str] | None
    issues: tuple[Issue, ...] = ()


class _Numbered(NamedTuple):
    label: Label
    run: Run


def heading_of(sheet: Sheet, kind: Kind, labels: Sequence[Label]) -> Heading:
    """Return a document's own number, its date and the purchase order it names.

    A value that is printed in two ways under labels of one kind stays None, with an
    issue that says so.

    Args:
        sheet: The document.
        kind: Of the document.
        labels: Of the document, those of grids included.
    """
    own, doubt = _own_number(sheet, kind, labels)
    po, po_doubt = _po_number(sheet, kind, labels, own.label if own else None)
    issues = tuple(issue for issue in (doubt, po_doubt) if issue)
    number = cite(sheet.document, own.run, own.run.text) if own else None
    return Heading(number, day_of(sheet, kind, labels, own), po, issues)


def _own_number(
    sheet: Sheet, kind: Kind, labels: Sequence[Label]
) -> tuple[_Numbered | None, Issue | None]:
    """Return the document's number, or why there is none."""
    for found in _ranked(sheet, kind, labels):
        if doubt := _halved(found):
            return None, doubt
        values = {order_key(n.run.text): n for n in reversed(found)}
        if len(values) == 1:
            return found[0], None
        if values:
            leading = _leading(found)
            if leading:
                return leading, None
            printed = ", ".join(sorted(n.run.text for n in values.values()))
            detail = f"several numbers of its own kind: {printed}"
            return None, Issue(code=Reason.MULTIPLE_DOCUMENTS, detail=detail)
    return None, None


def _halved(found: Iterable[_Numbered]) -> Issue | None:
    """Return an issue where one of some numbers may be only the half of one."""
    for label, run in found:
        if label.value and goes_on(label.value, run):
            detail = f"{label.value.text!r}: where the number ends is not certain"
            return Issue(code=Reason.INCOMPLETE_READING, detail=detail)
    return None


def _leading(found: Sequence[_Numbered]) -> _Numbered | None:
    """Return the one number whose label says "number" with a mark, if it is one."""
    sure = [n for n in found if n.label.numbered and n.label.form]
    return sure[0] if len({order_key(n.run.text) for n in sure}) == 1 else None


def _ranked(
    sheet: Sheet, kind: Kind, labels: Sequence[Label]
) -> Iterator[list[_Numbered]]:
    """Yield the candidates for a document's own number, the surest first."""

    def texts(*headings: str) -> list[_Numbered]:
        wanted = texts_of(*headings)
        return list(_labelled(lb for lb in labels if _said(lb) & wanted))

    def of(field: Field) -> list[_Numbered]:
        return list(_labelled(lb for lb in labels if lb.field is field and lb.form))

    if kind == "order_ack":
        yield texts("acknowledged")
        yield of(Field.VENDOR_ORDER)
        yield texts("agreed")
    own = _OWN.get(kind, ())
    titled = kind if own else None
    # "Estimate #: 4711" on an invoice numbers the estimate.
    yield list(_titled(sheet, title_rows(sheet, titled)))
    for field in own:
        yield of(field)
    opened = {lb.row for lb in labels if lb.field in own and not lb.start}
    yield list(_titled(sheet, frozenset(opened)))
    yield list(_labelled(numbered_titles(sheet, titled)))
    yield texts("paper")
    yield list(_labelled(lb for lb in labels if is_bare(sheet, titled, lb)))
    yield list(_labelled(beside_days(sheet, titled, labels)))


def _said(label: Label) -> frozenset[str]:
    """Return what a label says, with its word for "number" and without."""
    plain = label.text.removesuffix(NUMBER).rstrip()
    return frozenset({label.text, f"{plain} {NUMBER}" if label.numbered else plain})


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

    A number in groups is taken whole, as are capitals before it that belong to it; what
    else follows is not looked at.
    """
    text = run.text
    begin = len(text) - len(text.lstrip("#:.-–= "))
    if led := _LED.fullmatch(text, begin):
        # "PO" before a number says what it is, as a label does.
        begin = led.start("number" if led["letters"] in _KINDS else "letters")
        return part(run, begin, led.end())
    if (joined := _JOINED.match(text, begin)) and _whole(joined[0]):
        return part(run, begin, joined.end())
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


def _whole(joined: str) -> bool:
    """Say whether groups with marks and blanks between them are one number.

    Letters lead them, or one is a year; two numbers of other papers have neither.
    """
    tight = re.sub(r"\s", "", joined)
    dated = dates_in(joined, None) or dates_in(tight, None)
    return not dated and (tight[0].isalpha() or bool(_YEAR.search(tight)))


def goes_on(value: Run, number: Run) -> bool:
    """Say whether what follows a number in its cell may be more of it: "D-60 123".

    A date is not, nor an amount or a telephone number.
    """
    end = value.text.find(number.text) + len(number.text)
    following = _MORE.match(value.text, end)
    if following is None or _NO_NUMBER.match(value.text, following.start("more")):
        return False
    at = following.start("more")
    return not any(d.start <= at < d.end for d in dates_in(value.text, None))


def _po_number(
    sheet: Sheet, kind: Kind, labels: Sequence[Label], own: Label | None
) -> tuple[Cited[str] | None, Issue | None]:
    """Return the order of ours that a document names, or why none.

    Args:
        sheet: The document.
        kind: Of the document.
        labels: Of the document.
        own: Label of its own number: on a purchase order that is no other order's.
    """
    for field in (Field.PO, Field.YOUR_ORDER):
        naming = [
            lb
            for lb in labels
            if lb.field is field
            and not (own and kind == "purchase_order" and _alike(lb, own))
            and lb.text not in texts_of("customer")
        ]
        found = list(_labelled(naming))
        if doubt := _halved(found):
            return None, doubt
        values = {order_key(n.run.text): n for n in reversed(found)}
        if len(values) == 1:
            run = _listed(found[0])
            return cite(sheet.document, run, run.text), None
        if values:
            printed = ", ".join(sorted(n.run.text for n in values.values()))
            detail = f"several orders are named: {printed}"
            return None, Issue(code=Reason.SEVERAL_POS, detail=detail)
    referred = [n for n in _labelled(labels) if _refers(n)]
    if len({order_key(n.run.text) for n in referred}) == 1 and kind != "purchase_order":
        run = referred[0].run
        return cite(sheet.document, run, run.text), None
    return None, None


def _refers(found: _Numbered) -> bool:
    """Say whether a bare "Reference" gives a number that itself says it is an order's.

    Whose reference it is the label leaves open: "Reference: PO-4711".
    """
    said = found.label.field is Field.ORDER and found.label.form
    return said and _OWN_LABEL.match(found.run.text) is not None


def _listed(found: _Numbered) -> Run:
    """Return a number with those that follow it in its cell: "4711, 4712 and 4713"."""
    label, run = found
    if label.value is None:
        return run
    begin = label.value.text.find(run.text)
    listed = _LIST.match(label.value.text, begin + len(run.text))
    end = listed.end() if listed else begin + len(run.text)
    dated = dates_in(label.value.text, None)
    if any(begin < d.end and d.start < end for d in dated):
        return run
    return part(label.value, begin, end) or run


def _alike(one: Label, other: Label) -> bool:
    return (one.text, one.numbered) == (other.text, other.numbered)
