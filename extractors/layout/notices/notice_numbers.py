"""The parcels, the carrier and the shop's order number of one order of a sheet."""

from collections.abc import Iterable, Mapping, Sequence

from extractors.codes import Reason
from extractors.layout.notices.homes import Found
from extractors.layout.notices.item import Item
from extractors.layout.notices.scopes import Part, first_level
from extractors.layout.notices.shipping import Carriers
from extractors.layout.orders.values import order_key
from extractors.layout.page.citing import cite, evidence_of, issue_at
from extractors.layout.page.parsing import amazon_order, order_numbers
from extractors.layout.page.rows import Run
from extractors.layout.page.vocabulary import Field
from extractors.tracking.numbers import Verdict
from extractors.values import Cited, Issue, Tracking

OF_NUMBERS = frozenset(
    {
        Reason.TRACKING_UNVERIFIED,
        Reason.TRACKING_CHECK_DIGIT,
        Reason.CARRIER_AMBIGUOUS,
        Reason.CARRIER_UNKNOWN,
    }
)
"""What may be wrong with a tracking number itself."""


def parcel(number: Cited[str], verdict: Verdict, *, sound: bool) -> Tracking:
    """Return a number as a parcel's; of one that is not sound, nothing but the number.

    Args:
        number: As it is printed.
        verdict: What is to be made of it.
        sound: Nothing else speaks against it either.
    """
    return Tracking(
        number=number,
        carrier=verdict.scac if sound else None,
        verified=sound,
        url=verdict.url if sound else None,
    )


def tracking_of(
    order: Part, found: Sequence[Found], carriers: Carriers
) -> tuple[tuple[Tracking, ...], tuple[Issue, ...]]:
    """Return the parcels of one order, each once, and what is wrong with them."""
    document = order.sheet.document
    tracking: dict[str, Tracking] = {}
    issues = []
    for seen, verdict in found:
        if not verdict.counts:
            continue
        number = cite(document, seen.run, verdict.number)
        reason, detail = verdict.reason, verdict.detail
        foreign = (
            carriers.unknown is not None
            and not carriers.labelled
            and not any(map(str.isalpha, verdict.number))
        )
        if reason is None and foreign and carriers.unknown:
            reason = Reason.CARRIER_UNKNOWN
            detail = f"{carriers.unknown.text!r} is no carrier we know"
        if reason is not None or number is None:
            code = reason or Reason.INCOMPLETE_READING
            detail = detail or f"{seen.run.text!r} is broken over lines"
            issues.append(issue_at(document, seen.run, code, detail))
        if number is None or verdict.number in tracking:
            continue
        sound = reason is None and verdict.sound
        tracking[verdict.number] = parcel(number, verdict, sound=sound)
    return tuple(tracking.values()), tuple(issues)


def carrier_of(
    order: Part, carriers: Carriers, tracking: Sequence[Tracking]
) -> tuple[Cited[str] | None, tuple[Issue, ...]]:
    """Return the one carrier named; the number settles a name of several networks."""
    document = order.sheet.document
    proved = {t.carrier for t in tracking if t.carrier}
    choices = set(carriers.scacs)
    if len(choices) > 1 and choices & proved:
        choices &= proved
    if len(choices) == 1:
        [scac] = choices
        run = next(c.run for c in carriers.named if scac in c.scacs)
        return cite(document, run, scac), ()
    if carriers.labelled and not proved and len({c.scacs for c in carriers.named}) > 1:
        names = ", ".join(dict.fromkeys(c.run.text for c in carriers.named))
        detail = f"several carriers are named: {names!r}"
        return None, (Issue(code=Reason.CARRIER_AMBIGUOUS, detail=detail),)
    return None, ()


def order_number_of(order: Part, po_number: Cited[str] | None) -> Cited[str] | None:
    """Return the shop's or marketplace's order number, if exactly one is printed."""
    document = order.sheet.document
    other = next((s.other for s in order.scopes if s.other), None)
    if other:
        return cite(document, other, other.text)
    runs = first_level(order.values(Field.SHOP_ORDER), _first_number)
    if not runs:
        fields = (Field.ORDER, Field.YOUR_ORDER, Field.VENDOR_ORDER)
        runs = first_level(order.values(*fields), amazon_order)
    if not runs and po_number is None:
        runs = first_level(order.values(Field.ORDER, Field.YOUR_ORDER), _first_number)
    keys = {order_key(run.text) for run in runs}
    if po_number:
        keys.discard(order_key(po_number.value))
    if len(keys) != 1:
        return None
    run = next(run for run in runs if order_key(run.text) in keys)
    return cite(document, run, run.text)


def _first_number(run: Run) -> Run | None:
    numbers = order_numbers(run)
    return numbers[0] if len(numbers) == 1 else None


def by_row(found: Iterable[Found]) -> dict[int, dict[str, Found]]:
    """Return the numbers that count, by the ``id`` of the table row they stand in."""
    rows: dict[int, dict[str, Found]] = {}
    for one in found:
        if one.seen.row is not None and one.verdict.counts:
            rows.setdefault(id(one.seen.row), {})[one.verdict.number] = one
    return rows


def in_parcel(
    order: Part, item: Item, in_row: Mapping[int, Mapping[str, Found]]
) -> Item:
    """Name the parcel a line went in, where its row holds exactly one number."""
    numbers = in_row.get(id(item.row), {})
    if len(numbers) != 1:
        return item
    [(number, one)] = numbers.items()
    evidence = evidence_of(order.sheet.document, one.seen.run)
    # A copy is not validated, so the value is made of the very type of the field.
    cited = Cited[str](value=number, evidence=evidence) if evidence else None
    return item._replace(line=item.line.model_copy(update={"tracking": cited}))
