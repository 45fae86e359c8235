"""Invoices seen before, on five levels: the same number, nearly it, the same amount."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from extractors.codes import Reason
from matchers.billing.findings import difference, found
from matchers.billing.values import Billed, Money
from matchers.findings import quoted
from matchers.values import Finding

WINDOW = timedelta(days=60)
"""How far apart two dates may lie for the same amount to be the same debt."""
_PREFIX = re.compile(r"^(?:(?:INVOICE|INV|BILL|NUMBER|NO|NR|#)[\s.:#-]*)+")
_NO_LETTER = re.compile(r"[^A-Z0-9]")
_ALIKE = str.maketrans("OILSBZ", "011582")
_SUFFIX = re.compile(
    r"(?:(?<=[0-9])[\s.:/_-]*|[\s.:/_-]+)"
    r"(?:COPY|DUPLICATE|DUP|REVISED|REV[\s.-]?[0-9]?|R[0-9]?|CORRECTED|CORR|A|B|CR)$"
)


def normalised_number(printed: str) -> str:
    """Return a document's number without what differs between two copies of it.

    Case, punctuation, a label before it, noughts at its front, and the letters that are
    taken for digits do not count.

    >>> normalised_number("Invoice # 00123-o"), normalised_number("INV1230")
    ('1230', '1230')
    """
    text = printed.upper().strip()
    bare = _NO_LETTER.sub("", _PREFIX.sub("", text)) or _NO_LETTER.sub("", text)
    return bare.translate(_ALIKE).lstrip("0") or "0"


def without_suffix(printed: str) -> str:
    """Return a number without the mark of a copy or a revision, as printed else."""
    return _SUFFIX.sub("", printed.upper().strip())


class Identity(NamedTuple):
    """What tells one invoice from another."""

    vendor: str
    number: str
    """As printed."""
    date: date | None
    total: Money | None
    currency: str
    own: frozenset[str] = frozenset()
    """Ids and digests under which it is known itself."""


@dataclass(frozen=True, slots=True)
class _Known:
    billed: Billed
    number: str
    """Normalised."""
    base: str
    """Normalised without its suffix."""


class KnownInvoices:
    """All invoices and bills that are known, found by number and by amount."""

    def __init__(self, billed: Iterable[Billed] = ()) -> None:
        """Index *billed*; credit memos are kept apart, they are no debt."""
        self._by_number: dict[str, list[_Known]] = defaultdict(list)
        self._by_base: dict[str, list[_Known]] = defaultdict(list)
        self._by_amount: dict[tuple[str, Money], list[_Known]] = defaultdict(list)
        self._credits: dict[str, list[Billed]] = defaultdict(list)
        for one in billed:
            if one.kind == "credit_memo":
                self._credits[one.vendor].append(one)
                continue
            known = _Known(
                one,
                normalised_number(one.number),
                normalised_number(without_suffix(one.number)),
            )
            if one.number.strip():
                self._by_number[known.number].append(known)
                self._by_base[known.base].append(known)
            if one.total is not None:
                self._by_amount[one.vendor, one.total].append(known)

    def credits(self, vendor: str, total: Money | None) -> tuple[Billed, ...]:
        """Return the vendor's credit memos of exactly this amount, its sign aside."""
        if total is None:
            return ()
        return (
            tuple(
                one
                for one in self._credits[vendor]
                if one.total is not None
                if abs(one.total) == abs(total)
            )
            if vendor in self._credits
            else ()
        )

    def numbered(self, number: str) -> Iterator[_Known]:
        """Yield those of the same normalised number, of any vendor."""
        yield from self._by_number.get(normalised_number(number), ())

    def based(self, number: str) -> Iterator[_Known]:
        """Yield those that one suffix tells from *number*, whichever of them has it."""
        bare, base = (
            normalised_number(number),
            normalised_number(without_suffix(number)),
        )
        if base != bare:
            yield from self._by_number.get(base, ())
        yield from (k for k in self._by_base.get(bare, ()) if k.number != bare)

    def of_amount(self, vendor: str, total: Money) -> Iterator[_Known]:
        """Yield the vendor's of the same amount."""
        yield from self._by_amount.get((vendor, total), ())


def duplicate_findings(one: Identity, *known: KnownInvoices) -> Iterator[Finding]:
    """Yield what *one* may repeat: the strictest finding for each known invoice."""
    told: set[str] = set()
    for finding, source in chain.from_iterable(_levels(one, some) for some in known):
        if source not in told:
            told.add(source)
            yield finding


def _levels(one: Identity, known: KnownInvoices) -> Iterator[tuple[Finding, str]]:
    yield from _same_number(one, known)
    yield from _suffixed(one, known)
    yield from _same_amount(one, known)
    yield from _other_vendor(one, known)


def _others(one: Identity, known: Iterable[_Known]) -> Iterator[_Known]:
    """Leave out the invoice itself: it is not its own duplicate."""
    for other in known:
        if other.billed.source in one.own:
            continue
        if other.billed.document and other.billed.document in one.own:
            continue
        yield other


def _same_number(one: Identity, known: KnownInvoices) -> Iterator[tuple[Finding, str]]:
    for other in _others(one, known.numbered(one.number)):
        billed = other.billed
        if billed.vendor != one.vendor:
            continue
        if billed.rejected:
            why = "was rejected, and this is another document under its number"
            yield _suspect(one, billed, Reason.REVISED_INVOICE, why, "after_rejected/1")
            continue
        exact = billed.number.strip().upper() == one.number.strip().upper()
        rule = "duplicate_number/1" if exact else "duplicate_normalised/1"
        yield _suspect(one, billed, Reason.DUPLICATE_EXACT, "carries its number", rule)
        if _differ(one, billed):
            finding = _suspect(
                one,
                billed,
                Reason.REVISED_INVOICE,
                "carries its number and another total",
                "revised_number/1",
            )[0]
            yield finding, f"{billed.source} revised"


def _suffixed(one: Identity, known: KnownInvoices) -> Iterator[tuple[Finding, str]]:
    for other in _others(one, known.based(one.number)):
        if other.billed.vendor != one.vendor:
            continue
        code, why = Reason.DUPLICATE_SUSPECT, "has its number but for a suffix"
        if _differ(one, other.billed):
            code, why = Reason.REVISED_INVOICE, f"{why}, and another total"
        yield _suspect(one, other.billed, code, why, "duplicate_suffix/1")


def _same_amount(one: Identity, known: KnownInvoices) -> Iterator[tuple[Finding, str]]:
    if one.total is None:
        return
    number = normalised_number(one.number)
    for other in _others(one, known.of_amount(one.vendor, one.total)):
        billed = other.billed
        if not (_near(one, billed) and _same_currency(one, billed)):
            continue
        typo = one_edit_apart(number, other.number)
        why = "has its total" + " and nearly its number" * typo
        rule = "duplicate_typo/1" if typo else "duplicate_amount/1"
        yield _suspect(one, billed, Reason.DUPLICATE_SUSPECT, why, rule)


def _other_vendor(one: Identity, known: KnownInvoices) -> Iterator[tuple[Finding, str]]:
    for other in _others(one, known.numbered(one.number)):
        billed = other.billed
        if (
            billed.vendor != one.vendor
            and billed.total == one.total is not None
            and _same_currency(one, billed)
        ):
            why = f"of {quoted(billed.vendor)} has its number and its total"
            yield _suspect(
                one, billed, Reason.DUPLICATE_SUSPECT, why, "duplicate_vendor/1"
            )


def _suspect(
    one: Identity, other: Billed, code: Reason, why: str, rule: str
) -> tuple[Finding, str]:
    day = f" of {other.date}" if other.date else ""
    delta = ""
    if other.total is not None and one.total is not None and _differ(one, other):
        delta = difference(other.total, one.total)
    finding = found(
        code,
        f"{other.kind.replace('_', ' ')} {quoted(other.number)}{day} ({other.source})"
        f" {why}",
        rule=rule,
        subjects=(other.source,),
        expected="" if other.total is None else f"{other.total:f}",
        actual="" if one.total is None else f"{one.total:f}",
        delta=delta,
        at_stake=one.total,
        suggestions=(f"compare with {other.source}",),
    )
    return finding, other.source


def _differ(one: Identity, other: Billed) -> bool:
    return None not in (one.total, other.total) and one.total != other.total


def _near(one: Identity, other: Billed) -> bool:
    """Say whether both may be of one time; an unknown date may be any."""
    return (
        one.date is None or other.date is None or abs(one.date - other.date) <= WINDOW
    )


def _same_currency(one: Identity, other: Billed) -> bool:
    return not one.currency or not other.currency or one.currency == other.currency


def one_edit_apart(one: str, other: str) -> bool:
    """Say whether one character, added or changed, or two swapped, tell them apart.

    >>> one_edit_apart("1234", "1243"), one_edit_apart("1234", "123")
    (True, True)
    >>> one_edit_apart("12", "34")
    False
    """
    if len(one) != len(other):
        short, long = sorted((one, other), key=len)
        return len(long) - len(short) == 1 and any(
            long[:i] + long[i + 1 :] == short for i in range(len(long))
        )
    at = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if not at[1:]:
        return True
    first, *rest = at
    return rest == [first + 1] and one[first:][:2] == other[first:][1::-1]
