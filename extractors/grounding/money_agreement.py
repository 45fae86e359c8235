"""Two readers of one document of money: what both say, or what one of them proves."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from extractors.codes import Reason
from extractors.grounding.belonging import squash
from extractors.grounding.money_proof import proved
from extractors.values import Cited, Extraction, Issue, MoneyDocument, MoneyLine

_WHOLE = (
    "number",
    "date",
    "po_number",
    "vendor",
    "customer",
    "currency",
    "subtotal",
    "charges",
    "allowances",
    "freight",
    "tax",
    "total",
)
_LINE = (
    "sku",
    "quantity",
    "unit_price",
    "list_price",
    "discount",
    "price_basis",
    "amount",
    "ordered",
    "agreed",
)
_NO_SUM = frozenset({"number", "date", "po_number", "lines"})
"""What no amount proves: a model that reads it alone may have chosen among several
printed ones, and a person looks."""
_UNSOUND = frozenset(
    {
        Reason.UNGROUNDED_VALUE,
        Reason.ARITHMETIC_LINE,
        Reason.ARITHMETIC_TOTAL,
        Reason.CURRENCY_MISMATCH,
        Reason.MULTIPLE_DOCUMENTS,
    }
)
"""With one of these a reader proves nothing by itself."""


class Bill(NamedTuple):
    """An extraction that holds a document of money."""

    extraction: Extraction
    record: MoneyDocument

    @property
    def sound(self) -> bool:
        """What it alone says may be taken over: its amounts prove each other."""
        codes = {issue.code for issue in self.extraction.issues}
        return proved(self.record) and not codes & _UNSOUND


def bills(extractions: Sequence[Extraction]) -> tuple[Bill, ...]:
    """Return the extractions that hold a document of money."""
    return tuple(
        Bill(e, e.record) for e in extractions if isinstance(e.record, MoneyDocument)
    )


def is_closed(extractions: Sequence[Extraction]) -> bool:
    """Say whether a reader left nothing open that a second one could add."""
    read = bills(extractions)
    return bool(read) and all(
        bill.sound
        and not bill.extraction.issues
        and None not in (bill.record.number, bill.record.date, bill.record.po_number)
        for bill in read
    )


def pairs(ours: Sequence[Bill], theirs: Sequence[Bill]) -> Iterator[tuple[Bill, Bill]]:
    """Yield the records of both that are the same document: by number, or the only."""
    if len(ours) == len(theirs) == 1:
        yield ours[0], theirs[0]
        return
    left = list(theirs)
    for mine in ours:
        for second in left:
            if _key(mine.record) and _key(mine.record) == _key(second.record):
                left.remove(second)
                yield mine, second
                break


def _key(record: MoneyDocument) -> str:
    return squash(record.number.value) if record.number else ""


def merged(one: Bill, other: Bill) -> Extraction:
    """Return one reading of a document of money.

    What both read alike stands. What only one read stands where its own amounts prove
    each other, and is left out otherwise; where they differ it is left out. Each such
    field is an issue that shows both readings. What amounts cannot prove, and a model
    alone has read, stands with an issue.
    """
    merge = _Merge(one, other)
    whole = {
        name: merge.value(name, getattr(one.record, name), getattr(other.record, name))
        for name in _WHOLE
    }
    if one.record.kind != other.record.kind:
        merge.differ("kind", one.record.kind, other.record.kind, one.record.number)
    record = one.record.model_copy(update={**whole, "lines": merge.lines()})
    issues = one.extraction.issues
    issues += tuple(i for i in other.extraction.issues if i not in issues)
    return Extraction(
        document=one.extraction.document,
        reader=one.extraction.reader,
        version=f"{one.extraction.version} + {other.extraction.version}",
        record=record,
        issues=(*issues, *merge.issues),
    )


class _Merge:
    """One field after the other of two records of one document."""

    def __init__(self, one: Bill, other: Bill) -> None:
        self._bills = one, other
        self._sound = one.sound, other.sound
        self.issues: list[Issue] = []

    def differ(self, what: str, one: object, other: object, at: object) -> None:
        """Note that the readings differ, with both of them."""
        first, second = (bill.extraction.reader for bill in self._bills)
        detail = f"{what}: {first} reads {one}, {second} reads {other}"
        evidence = at.evidence if isinstance(at, Cited) else None
        self.issues.append(
            Issue(code=Reason.READERS_DISAGREE, detail=detail, evidence=evidence)
        )

    def unconfirmed(self, what: str, reader: int, at: Cited[Any] | None) -> None:
        """Note what one reader takes over alone, where that is a model's choice."""
        chosen = what in _NO_SUM or what.endswith(", sku")
        if not chosen or self._bills[reader].extraction.reader != "model":
            return
        detail = f"{what}: only the model reads {_shown(at) if at else 'them'}"
        evidence = at.evidence if at else None
        self.issues.append(
            Issue(code=Reason.INCOMPLETE_READING, detail=detail, evidence=evidence)
        )

    def value(
        self, what: str, one: Cited[Any] | None, other: Cited[Any] | None
    ) -> Cited[Any] | None:
        """Return what both read, or what a reader proves that read it alone."""
        if one is not None and other is not None:
            if _comparable(one.value) == _comparable(other.value):
                return one
        elif (one is None) == (other is None):
            return None
        elif self._sound[0 if one is not None else 1]:
            self.unconfirmed(what, 0 if one is not None else 1, one or other)
            return one or other
        self.differ(what, _shown(one), _shown(other), one or other)
        return None

    def lines(self) -> tuple[MoneyLine, ...]:
        """Return the lines, each as both read it."""
        ours, theirs = (bill.record.lines for bill in self._bills)
        if not ours or not theirs:
            if (ours or theirs) and not self._sound[0 if ours else 1]:
                self.differ("lines", len(ours), len(theirs), None)
                return ()
            if ours or theirs:
                self.unconfirmed("lines", 0 if ours else 1, (ours or theirs)[0].amount)
            return ours or theirs
        left = list(theirs)
        found: list[MoneyLine] = []
        for number, mine in enumerate(ours, start=1):
            second = next((line for line in left if _same(mine, line)), None)
            if second is None:
                self.differ(f"line {number}", _told(mine), "no such line", mine.amount)
                continue
            left.remove(second)
            found.append(self._line(number, mine, second))
        for line in left:
            self.differ("a line", "no such line", _told(line), line.amount)
        return tuple(found)

    def _line(self, number: int, one: MoneyLine, other: MoneyLine) -> MoneyLine:
        what = f"line {number}"
        fields = {
            name: self.value(
                f"{what}, {name}", getattr(one, name), getattr(other, name)
            )
            for name in _LINE
        }
        return one.model_copy(
            update={**fields, "description": one.description or other.description}
        )


def _comparable(value: object) -> object:
    return squash(value) if isinstance(value, str) else value


def _shown(cited: Cited[Any] | None) -> str:
    return "nothing" if cited is None else repr(str(cited.value))


def _told(line: MoneyLine) -> str:
    parts = (line.sku, line.quantity, line.unit_price or line.list_price, line.amount)
    return " ".join("-" if cited is None else str(cited.value) for cited in parts)


def _same(one: MoneyLine, other: MoneyLine) -> bool:
    """Say whether two lines are printed at one place: they share a number's."""
    shared = {_place(getattr(one, n)) for n in _LINE} & {
        _place(getattr(other, n)) for n in _LINE
    }
    return bool(shared - {None})


def _place(cited: Cited[Any] | None) -> tuple[object, ...] | None:
    """Return where a value is printed."""
    if cited is None:
        return None
    at = cited.evidence
    if at.box is None:
        return (at.page, at.offset, at.quote)
    return (at.page, *(round(edge) for edge in at.box))
