"""Several documents of one mail that speak of the same order: one record."""

from collections.abc import Sequence
from typing import NamedTuple

from extractors.codes import Reason
from extractors.layout.notices.notice_numbers import OF_NUMBERS
from extractors.layout.notices.ship_notice import Notice
from extractors.layout.orders.values import order_key, written_alike
from extractors.values import Document, Issue, ShipNotice


class Said(NamedTuple):
    """A notice and the document that says it."""

    document: Document
    notice: Notice


_OF_NUMBERS = OF_NUMBERS | {Reason.INCOMPLETE_READING}
"""What is wrong with a number in one document is wrong with the mail."""


def combined(said: Sequence[Said]) -> tuple[Said, ...]:
    """Return one notice for each order; what speaks of no order joins the only one."""
    groups: dict[str, list[Said]] = {}
    nameless: list[Said] = []
    for one in said:
        number = one.notice.record.po_number
        if number:
            groups.setdefault(order_key(number.value), []).append(one)
        else:
            nameless.append(one)
    if not groups:
        return _unnamed(nameless)
    if len(groups) == 1:
        [group] = groups.values()
        return (_one([*group, *nameless]),)
    merged = [_one(group) for group in groups.values()]
    strays = _strays(merged, nameless)
    return tuple(_watched(one, strays) for one in merged)


def _unnamed(nameless: Sequence[Said]) -> tuple[Said, ...]:
    """Return the notices of the richest document, each for a number of its own."""
    if not nameless:
        return ()
    richest = max(nameless, key=_richness).document
    own = [one for one in nameless if one.document is richest]
    if len(own) > 1:
        return tuple(own)
    return (_one(nameless),)


def _richness(one: Said) -> tuple[bool, bool, bool, int, int]:
    record = one.notice.record
    return (
        # What a machine read off a picture only fills what nothing else says.
        not one.document.ocr,
        record.po_number is not None,
        not one.document.body,
        len(record.tracking) + len(record.lines),
        sum(x is not None for x in (record.carrier, record.ship_date)),
    )


def _one(group: Sequence[Said]) -> Said:
    """Return the richest notice, filled from the others, with their disagreements."""
    ordered = sorted(group, key=_richness, reverse=True)
    base = ordered[0]
    for other in ordered[1:]:
        base = base._replace(notice=_with(base.notice, other.notice))
    return base


def _with(base: Notice, other: Notice) -> Notice:
    one, two = base.record, other.record
    issues = [*base.issues]
    issues += [
        Issue(code=Reason.READERS_DISAGREE, detail=detail)
        for detail in disagreements(one, two)
    ]
    known = {t.number.value for t in one.tracking if t.verified}
    issues += [
        i for i in other.issues if i.code in _OF_NUMBERS and not _about(i, known)
    ]
    filled: dict[str, object] = {}
    if not one.tracking and two.tracking:
        filled |= {"tracking": two.tracking, "no_tracking": None}
    for name in ("carrier", "ship_date", "order_number", "lines"):
        if not getattr(one, name) and getattr(two, name):
            filled[name] = getattr(two, name)
    if (
        not one.tracking
        and not two.tracking
        and two.no_tracking
        and not one.no_tracking
    ):
        filled["no_tracking"] = two.no_tracking
    if not two.complete:
        filled["complete"] = False
    if "ship_date" in filled:
        issues = [i for i in issues if i.code is not Reason.DATE_IMPLAUSIBLE]
    record = one.model_copy(update=filled)
    return Notice(record, tuple(dict.fromkeys(issues)))


def _about(issue: Issue, numbers: set[str]) -> bool:
    if issue.evidence is None:
        return False
    quote = "".join(issue.evidence.quote.split()).replace("-", "").upper()
    return quote in numbers


def disagreements(one: ShipNotice, two: ShipNotice) -> list[str]:
    """Return a sentence for each fact that two notices give differently."""
    found = []
    numbers = {t.number.value for t in one.tracking}
    further = {t.number.value for t in two.tracking} - numbers
    if numbers and further:
        found.append(f"tracking {sorted(further)} is printed in one document only")
    if one.carrier and two.carrier and one.carrier.value != two.carrier.value:
        found.append(f"carrier {one.carrier.value} and {two.carrier.value}")
    if one.order_number and two.order_number:
        orders = one.order_number.value, two.order_number.value
        if order_key(orders[0]) != order_key(orders[1]) and written_alike(*orders):
            found.append(f"order {orders[0]} and {orders[1]}")
    counts, others = _counts(one), _counts(two)
    if counts and others:
        differ = sorted(
            sku for sku in counts | others if counts.get(sku) != others.get(sku)
        )
        if differ:
            found.append(f"quantities of {differ}")
    return found


def _counts(record: ShipNotice) -> dict[str, int]:
    counts: dict[str, int] = {}
    for line in record.lines:
        if line.sku and line.quantity:
            key = line.sku.value.upper()
            counts[key] = counts.get(key, 0) + line.quantity.value
    return counts


def _strays(all_: Sequence[Said], nameless: Sequence[Said]) -> tuple[Issue, ...]:
    """Return an issue for each number of a nameless notice that no order has."""
    known = {t.number.value for s in all_ for t in s.notice.record.tracking}
    return tuple(
        Issue(
            code=Reason.INCOMPLETE_READING,
            detail=f"{t.number.evidence.quote!r} stands with no one purchase order",
            evidence=t.number.evidence,
        )
        for s in nameless
        for t in s.notice.record.tracking
        if t.number.value not in known
    )


def _watched(one: Said, issues: Sequence[Issue]) -> Said:
    """Add what is wrong with the whole mail to a notice."""
    notice = one.notice._replace(
        issues=tuple(dict.fromkeys((*one.notice.issues, *issues)))
    )
    return one._replace(notice=notice)
