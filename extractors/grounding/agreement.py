"""Two readers of one document: what both say, or an issue that shows both readings."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from extractors.codes import Reason
from extractors.grounding import money_agreement
from extractors.grounding.belonging import squash
from extractors.grounding.money_agreement import Bill
from extractors.layout.orders.values import order_key
from extractors.values import (
    Cited,
    Extraction,
    Issue,
    MoneyDocument,
    NoticeLine,
    ShipNotice,
)

T = TypeVar("T")
_FAILED = frozenset(
    {
        Reason.SCHEMA_INVALID,
        Reason.INCOMPLETE_READING,
        Reason.SCAN_NO_TEXT,
        Reason.TOO_LARGE,
    }
)
"""Alone, and without a record: the reader did not get to an answer."""
_FILLS = {Reason.PO_MISSING: "po_number", Reason.NO_TRACKING: "tracking"}
"""Issues that are settled once the other reader has found the field."""


class _Notice(NamedTuple):
    """An extraction that holds a ship notice."""

    extraction: Extraction
    record: ShipNotice

    @property
    def number(self) -> Cited[str] | None:
        return self.record.po_number or self.record.order_number


class _Merge:
    """One field after the other of two records about the same order."""

    def __init__(self, one: _Notice, other: _Notice) -> None:
        self.readers = one.extraction.reader, other.extraction.reader
        self.issues: list[Issue] = []
        self.filled: set[str] = set()

    def differ(self, what: str, one: object, other: object, at: object) -> None:
        """Note that the readings differ, with both of them."""
        first, second = self.readers
        detail = f"{what}: {first} reads {one}, {second} reads {other}"
        evidence = at.evidence if isinstance(at, Cited) else None
        issue = Issue(code=Reason.READERS_DISAGREE, detail=detail, evidence=evidence)
        self.issues.append(issue)

    def value(
        self, what: str, one: Cited[T] | None, other: Cited[T] | None
    ) -> Cited[T] | None:
        """Return the one reading both allow, the first where they differ."""
        if one is None:
            if other is not None:
                self.filled.add(what)
            return other
        if other is not None and _comparable(one.value) != _comparable(other.value):
            self.differ(what, repr(str(one.value)), repr(str(other.value)), one)
        return one


def agree(
    one: Sequence[Extraction], other: Sequence[Extraction]
) -> tuple[Extraction, ...]:
    """Return one reading of a document that two readers have read.

    A single value that only one of them saw is taken over, and with it the issues of
    its reader. Where they differ the first reading stands, with issue
    ``readers_disagree``: it is not acted on. A document of money keeps neither.

    Args:
        one: Of the reader whose word is kept where they differ.
        other: Of the second reader.
    """
    mine, second = money_agreement.bills(one), money_agreement.bills(other)
    if second:
        rest = [e for e in one if not isinstance(e.record, MoneyDocument)]
        left = [e for e in other if not isinstance(e.record, MoneyDocument)]
        if any(e.record for e in (*rest, *left)):
            return (*_bills(mine, second, one, other), *agree(rest, left))
        return _bills(mine, second, one, other)
    ours, theirs = tuple(_notices(one)), tuple(_notices(other))
    if not theirs and (not ours or _failed(other)):
        return tuple(one)
    if not ours and not any(extraction.record for extraction in one):
        return tuple(other)
    pairs = tuple(_pairs(ours, theirs))
    paired = {id(notice.extraction) for pair in pairs for notice in pair}
    merged = {id(mine.extraction): _merged(mine, second) for mine, second in pairs}
    result = [merged.get(id(e)) or (_alone(e, other) if e.record else e) for e in one]
    result += [
        _alone(second.extraction, one)
        for second in theirs
        if id(second.extraction) not in paired
    ]
    return tuple(result)


def _bills(
    ours: Sequence[Bill],
    theirs: Sequence[Bill],
    one: Sequence[Extraction],
    other: Sequence[Extraction],
) -> tuple[Extraction, ...]:
    """Return the documents of money that either reader has read.

    One that only the second has read stands where its own amounts prove each other.
    """
    pairs = tuple(money_agreement.pairs(ours, theirs))
    paired = {id(bill.extraction) for pair in pairs for bill in pair}
    alone = [
        bill.extraction
        if bill.sound and not any(e.record for e in others)
        else _alone(bill.extraction, others)
        for bills, others in ((ours, other), (theirs, one))
        for bill in bills
        if id(bill.extraction) not in paired
    ]
    return (*(money_agreement.merged(*pair) for pair in pairs), *alone)


def _notices(extractions: Sequence[Extraction]) -> Iterator[_Notice]:
    for extraction in extractions:
        if isinstance(extraction.record, ShipNotice):
            yield _Notice(extraction, extraction.record)


def _failed(extractions: Sequence[Extraction]) -> bool:
    codes = {issue.code for e in extractions for issue in e.issues}
    return bool(codes) and codes <= _FAILED


def _alone(extraction: Extraction, others: Sequence[Extraction]) -> Extraction:
    """Return a record that the other reader does not share."""
    record = extraction.record
    cited = None
    what = "another kind of document"
    if isinstance(record, ShipNotice):
        cited = _Notice(extraction, record).number
        what = f"a shipment of {cited.value!r}" if cited else what
    elif isinstance(record, MoneyDocument) and record.number:
        cited = record.number
        what = f"a document with the number {cited.value!r}"
    reader = others[0].reader if others else "the other reader"
    issue = Issue(
        code=Reason.READERS_DISAGREE,
        detail=f"{extraction.reader} reads {what}, {reader} does not",
        evidence=cited.evidence if cited else None,
    )
    return extraction.model_copy(update={"issues": (*extraction.issues, issue)})


def _pairs(
    ours: Sequence[_Notice], theirs: Sequence[_Notice]
) -> Iterator[tuple[_Notice, _Notice]]:
    """Yield the records of both that speak of the same order."""
    if len(ours) == len(theirs) == 1 and None in (ours[0].number, theirs[0].number):
        yield ours[0], theirs[0]
        return
    left = list(theirs)
    for mine in ours:
        for second in left:
            if _same_order(mine.record, second.record):
                left.remove(second)
                yield mine, second
                break


def _same_order(one: ShipNotice, other: ShipNotice) -> bool:
    """Compare purchase orders where both have one, else any number they share."""
    if one.po_number and other.po_number:
        return order_key(one.po_number.value) == order_key(other.po_number.value)
    mine = {order_key(c.value) for c in (one.po_number, one.order_number) if c}
    return any(
        order_key(c.value) in mine for c in (other.po_number, other.order_number) if c
    )


def _comparable(value: object) -> object:
    return squash(value) if isinstance(value, str) else value


def _merged(one: _Notice, other: _Notice) -> Extraction:
    merge = _Merge(one, other)
    ours, theirs = one.record, other.record
    po_number = ours.po_number or merge.value("po_number", None, theirs.po_number)
    record = ours.model_copy(
        update={
            "po_number": po_number,
            "order_number": merge.value(
                "order_number", ours.order_number, theirs.order_number
            ),
            "carrier": merge.value("carrier", ours.carrier, theirs.carrier),
            "tracking": _tracking(merge, ours, theirs),
            "ship_date": merge.value("ship_date", ours.ship_date, theirs.ship_date),
            "lines": _lines(merge, ours, theirs),
            "complete": ours.complete and (theirs.complete or not theirs.lines),
        }
    )
    settled = {code for code, name in _FILLS.items() if name in merge.filled}
    issues = [i for i in one.extraction.issues if i.code not in settled]
    if merge.filled:
        issues += other.extraction.issues
    return Extraction(
        document=one.extraction.document,
        reader=one.extraction.reader,
        version=f"{one.extraction.version} + {other.extraction.version}",
        record=record,
        issues=(*issues, *merge.issues),
    )


def _tracking(merge: _Merge, ours: ShipNotice, theirs: ShipNotice) -> object:
    """Return our numbers; theirs where we have none and expect some."""
    if not ours.tracking and not ours.no_tracking:
        if theirs.tracking:
            merge.filled.add("tracking")
        return theirs.tracking
    mine = {squash(t.number.value) for t in ours.tracking}
    second = {squash(t.number.value) for t in theirs.tracking}
    if mine != second:
        at = ours.tracking[0].number if ours.tracking else ours.no_tracking
        merge.differ("tracking numbers", _listed(mine), _listed(second), at)
    carriers = {squash(t.number.value): t.carrier for t in theirs.tracking}
    for parcel in ours.tracking:
        carrier = carriers.get(squash(parcel.number.value))
        if parcel.carrier and carrier and parcel.carrier != carrier:
            merge.differ("carrier", parcel.carrier, carrier, parcel.number)
    return ours.tracking


def _lines(merge: _Merge, ours: ShipNotice, theirs: ShipNotice) -> object:
    mine, second = _counted(ours.lines), _counted(theirs.lines)
    if mine != second:
        at = next((line.sku for line in (*ours.lines, *theirs.lines) if line.sku), None)
        merge.differ("lines", _shown(mine - second), _shown(second - mine), at)
    return ours.lines


def _counted(lines: Sequence[NoticeLine]) -> Counter[tuple[str, int | None]]:
    """Return the lines as they are compared; those of nothing shipped do not count."""
    return Counter(
        (
            squash(line.sku.value) if line.sku else "",
            line.quantity.value if line.quantity else None,
        )
        for line in lines
        if line.quantity is None or line.quantity.value
    )


def _shown(lines: Counter[tuple[str, int | None]]) -> str:
    return _listed({f"{sku} x {quantity}" for sku, quantity in lines})


def _listed(texts: set[str]) -> str:
    return ", ".join(sorted(texts)[:5]) or "none"
