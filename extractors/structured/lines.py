"""The lines of an electronic invoice held against those its page prints.

A page is laid out for people: it may print fewer columns, gross prices, or the numbers
of articles of the other party. So lines are compared only where the page's prove
themselves, each by its product and all by their sum, and there are as many in the file.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractors.codes import Reason
from extractors.values import Cited, Extraction, MoneyDocument, MoneyLine

_DOUBTS = frozenset(
    {
        Reason.ARITHMETIC_LINE,
        Reason.ARITHMETIC_TOTAL,
        Reason.INCOMPLETE_READING,
        Reason.UNGROUNDED_VALUE,
    }
)
_SHORTEST = 2
"""Characters of an article's number that can be looked for in a text."""


class Difference(NamedTuple):
    """A value of a line that the page says differently."""

    detail: str
    seen: Cited[Decimal] | Cited[str]


def differing_lines(
    file: MoneyDocument, seen: Extraction, page: str, source: str
) -> Iterator[Difference]:
    """Yield what the lines of a page say differently.

    Args:
        file: What the file says.
        seen: What the layout reader made of the page.
        page: The page's characters, marks and case aside.
        source: The file's, in the same way.
    """
    record = seen.record
    if not isinstance(record, MoneyDocument) or not _proved(record, seen):
        return
    if len(record.lines) != len(file.lines):
        return
    for number, (one, other) in enumerate(
        zip(file.lines, record.lines, strict=True), 1
    ):
        if _plain(one):
            yield from _numbers(number, one, other)
        yield from _article(number, one, other, page, source)


def _proved(record: MoneyDocument, seen: Extraction) -> bool:
    """Say whether the lines of a page close by themselves and to a sum of it."""
    if not record.lines or any(issue.code in _DOUBTS for issue in seen.issues):
        return False
    if not all(map(_closes, record.lines)):
        return False
    summed = sum(line.amount.value for line in record.lines if line.amount)
    goals = [goal.value for goal in (record.subtotal, record.total) if goal]
    return bool(goals) and goals[0] == summed


def _closes(line: MoneyLine) -> bool:
    if not (line.quantity and line.unit_price and line.amount) or not _plain(line):
        return False
    return line.quantity.value * line.unit_price.value == line.amount.value


def _plain(line: MoneyLine) -> bool:
    """Say whether a line has one price, for one piece."""
    return not (line.discount or line.list_price or line.price_basis)


def _numbers(number: int, one: MoneyLine, other: MoneyLine) -> Iterator[Difference]:
    # An amount that is no product holds the line's tax or its charges, too.
    names = ["quantity", "unit_price", *(["amount"] if _closes(one) else [])]
    for name in names:
        said, seen = getattr(one, name), getattr(other, name)
        if said and seen and not _equal(said.value, seen.value):
            what = name.replace("_", " ")
            detail = f"line {number}, {what}: the page says {seen.value}"
            yield Difference(f"{detail}, the file {said.value}", seen)


def _equal(said: Decimal, seen: Decimal) -> bool:
    """Say whether a page prints a number, perhaps without its last places or sign."""
    exponent = seen.as_tuple().exponent
    places = Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)
    return abs(abs(said) - abs(seen)) <= places / 2


def _article(
    number: int, one: MoneyLine, other: MoneyLine, page: str, source: str
) -> Iterator[Difference]:
    """Yield articles of which neither side names the other's anywhere."""
    if one.sku is None or other.sku is None:
        return
    said, seen = code_of(one.sku.value), code_of(other.sku.value)
    if min(len(said), len(seen)) < _SHORTEST or said in page or seen in source:
        return
    detail = f"line {number}, article: the page says {other.sku.value}"
    yield Difference(f"{detail}, the file {one.sku.value}", other.sku)


def code_of(text: str) -> str:
    """Return the letters and digits of a text, case aside.

    >>> code_of("AB-12 c")
    'ab12c'
    """
    return "".join(filter(str.isalnum, text)).casefold()


def one_of_several(said: Sequence[MoneyDocument]) -> str:
    """Return what tells that a page carries several documents; "" if it does not."""
    numbers = {code_of(r.number.value) for r in said if r.number}
    if len(numbers) < 2:  # noqa: PLR2004  # two of them are several
        return ""
    named = ", ".join(sorted({r.number.value for r in said if r.number}))
    return f"several documents are embedded in one file: {named}"
