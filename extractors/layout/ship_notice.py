"""What a sheet says was shipped: one record for each purchase order."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from extractors.codes import Reason
from extractors.layout.citing import cite, evidence_of
from extractors.layout.divided import Divided
from extractors.layout.homes import Found, housed
from extractors.layout.items import items_of
from extractors.layout.orders import (
    Anchor,
    Orders,
    Scope,
    order_key,
    orderless,
    orders_of,
)
from extractors.layout.parcels import sightings
from extractors.layout.parsing import amazon_order, order_numbers
from extractors.layout.row_doubts import row_doubts
from extractors.layout.rows import Run
from extractors.layout.scopes import Part, first_level
from extractors.layout.sheet import Sheet
from extractors.layout.shipping import (
    Carriers,
    carriers_of,
    no_tracking_of,
    ship_date_of,
)
from extractors.layout.unheard import LATER, not_heard, stays, torn_rows, unheard
from extractors.layout.vocabulary import Field
from extractors.layout.written_items import Item
from extractors.sought import Sought
from extractors.values import Cited, Issue, ShipNotice, Tracking

_PARTIAL = Sought(
    r"(?<!no )(?<!not a )(?:\bpartial(?:ly)?[ -](?:ship\w*|deliver\w*|order|fulfil\w*)"
    r"|\bbalance (?:of (?:your |the |this )?order )?(?:to follow|will (?:follow|ship))"
    r"|\bbalance on back"
    r"|\bremain(?:der|ing items?)\b.{0,40}\b(?:follow|ship|back-?order)"
    r"|\bshipp(?:ed|ing) (?:incomplete|short)\b|\bteillieferung\b"
    r"|\blivraison partielle\b|\benv[ií]o parcial\b|\bspedizione parziale\b"
    r"|\bdeellevering\b)",
)

_SPELLED = 10
"""Issues that go to every notice of a sheet are told one by one up to so many."""


class Notice(NamedTuple):
    """A record with the issues that concern it."""

    record: ShipNotice
    issues: tuple[Issue, ...]


def notices_of(sheet: Sheet) -> tuple[Notice, ...]:
    """Return what a sheet says was shipped, whatever kind of document it is."""
    seen = sightings(sheet)
    orders = orders_of(sheet, [s.place for s in seen])
    groups: dict[str, list[Scope]] = {}
    for scope in orders.scopes:
        number = scope.number or scope.other
        key = order_key(number.text) if number else ""
        groups.setdefault(key, []).append(scope)
    whole = Divided(sheet, orders)
    parts = [Part(whole, tuple(scopes)) for scopes in groups.values()]
    named = [(order, carriers_of(order)) for order in parts]
    own, homeless = housed(whole, named, seen)
    common = (
        *_ambiguous(orders),
        *_few(_strangers(sheet, groups)),
        *_few(_orderless(sheet)),
        *_few(_homeless(sheet, homeless)),
    )
    notices = _speaking(
        [
            (order, _notice(order, carriers, found, common))
            for (order, carriers), found in zip(named, own, strict=True)
        ],
        orders.anchors,
    )
    lines = [line for notice in notices for line in notice.record.lines]
    articles = {line.sku.value for line in lines if line.sku}
    left = (
        *_few(unheard(sheet, orders.anchors, groups.keys(), articles)),
        *torn_rows(sheet, orders.scopes, lines),
    )
    return tuple(n._replace(issues=(*n.issues, *left)) for n in notices)


def _speaking(
    read: Sequence[tuple[Part, Notice]], anchors: Sequence[Anchor]
) -> tuple[Notice, ...]:
    """Return the notices that say anything; an order only named beside them is noted.

    An order of which it is said that it will follow is not even that.
    """
    speaking = [(order, n) for order, n in read if not _stayed(order, n.record)]
    read = speaking or read
    full = [notice for _, notice in read if _says(notice.record)]
    if not full or len(full) == len(read):
        return tuple(notice for _, notice in read)
    noted = []
    for order, notice in read:
        number = notice.record.po_number
        if _says(notice.record) or number is None or _follows(order, anchors):
            continue
        noted.append(not_heard(number.value, number.evidence))
    return tuple(n._replace(issues=(*n.issues, *noted)) for n in full)


def _follows(order: Part, anchors: Sequence[Anchor]) -> bool:
    """Say whether a text says of an order that it will come, where it names it."""
    sheet = order.sheet
    places = [scope.anchor.place for scope in order.scopes if scope.anchor]
    if places:
        return any(stays(sheet, place, anchors) for place in places)
    return bool(LATER.search(" ".join(sheet.rows[n].text for n in order.lines[0])))


def _stayed(order: Part, record: ShipNotice) -> bool:
    """Say whether all that is listed of an order did not go."""
    if record.tracking or record.lines or record.no_tracking:
        return False
    items, _ = items_of(order)
    return bool(items) and not any(item.shipped for item in items)


def _says(record: ShipNotice) -> bool:
    return bool(
        record.tracking or record.lines or record.no_tracking or record.ship_date
    )


def _orderless(sheet: Sheet) -> tuple[Issue, ...]:
    """Return an issue for each row of a spreadsheet that names no order."""
    issues = []
    for row in orderless(sheet):
        first = row.cells[min(row.cells)][0]
        text = sheet.line(row.first).text
        evidence = evidence_of(sheet.document, first)
        detail = f"no purchase order is named in the row {text!r}"
        issues.append(Issue(code=Reason.PO_MISSING, detail=detail, evidence=evidence))
    return tuple(issues)


def _ambiguous(orders: Orders) -> tuple[Issue, ...]:
    if not orders.ambiguous:
        return ()
    return (Issue(code=Reason.PO_AMBIGUOUS, detail=orders.ambiguous),)


def _strangers(sheet: Sheet, known: Collection[str]) -> tuple[Issue, ...]:
    """Return an issue for each order that only a table's line names in passing."""
    issues = []
    for index in sorted(sheet.tabled):
        for label in sheet.beside[index]:
            numbers = order_numbers(label.value) if label.value else ()
            if label.field is not Field.PO or not numbers:
                continue
            if order_key(numbers[0].text) not in known:
                detail = f"{numbers[0].text!r} is named among lines of other orders"
                evidence = evidence_of(sheet.document, numbers[0])
                issues.append(
                    Issue(code=Reason.PO_AMBIGUOUS, detail=detail, evidence=evidence)
                )
    return tuple(issues)


def _homeless(sheet: Sheet, numbers: Iterable[Found]) -> tuple[Issue, ...]:
    """Return an issue for each tracking number that stands with no one order."""
    return tuple(
        Issue(
            code=Reason.INCOMPLETE_READING,
            detail=f"{seen.run.text!r} stands with no one purchase order",
            evidence=evidence_of(sheet.document, seen.run),
        )
        for seen, _ in numbers
    )


def _few(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """Return issues that go to every notice of a sheet: of many, the first and a count.

    A sheet of thousands of orders would else say of each order what is wrong with
    thousands of rows.
    """
    if len(issues) <= _SPELLED:
        return tuple(issues)
    detail = f"{issues[0].detail}; so it is in {len(issues) - 1} more places"
    return (issues[0].model_copy(update={"detail": detail}),)


def _notice(
    order: Part,
    carriers: Carriers,
    found: Sequence[Found],
    common: Sequence[Issue],
) -> Notice:
    document = order.sheet.document
    issues = list(common)
    number = next((s.number for s in order.scopes if s.number), None)
    po_number = cite(document, number, number.text) if number else None
    if po_number is None:
        detail = "no purchase order of ours is printed"
        issues.append(Issue(code=Reason.PO_MISSING, detail=detail))
    tracking, more = _tracking(order, found, carriers)
    issues += more
    items, more = items_of(order, parcels=bool(tracking))
    issues += (*more, *row_doubts(order), *_parcel_of_nothing(items, tracking))
    ship_date, more = ship_date_of(order)
    issues += more
    carrier, more = _carrier(order, carriers, tracking)
    issues += more
    in_row = _by_row(found)
    record = ShipNotice(
        po_number=po_number,
        order_number=_order_number(order, po_number),
        carrier=carrier,
        tracking=tracking,
        ship_date=ship_date,
        lines=tuple(
            _in_parcel(order, item, in_row).line for item in items if item.shipped
        ),
        complete=_complete(order, items),
        no_tracking=None if tracking else no_tracking_of(order),
    )
    return Notice(record, tuple(dict.fromkeys(issues)))


def _parcel_of_nothing(
    items: Sequence[Item], tracking: Sequence[Tracking]
) -> tuple[Issue, ...]:
    """Return an issue where a parcel is named and all that is listed stayed behind."""
    if not tracking or not items or any(item.shipped for item in items):
        return ()
    detail = "a parcel is named, and nothing that is listed went"
    evidence = tracking[0].number.evidence
    return (Issue(code=Reason.INCOMPLETE_READING, detail=detail, evidence=evidence),)


def _tracking(
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
            issues.append(
                Issue(
                    code=reason or Reason.INCOMPLETE_READING,
                    detail=detail or f"{seen.run.text!r} is broken over lines",
                    evidence=evidence_of(document, seen.run),
                )
            )
        if number is None or verdict.number in tracking:
            continue
        sound = reason is None and verdict.sound
        tracking[verdict.number] = Tracking(
            number=number,
            carrier=verdict.scac if sound else None,
            verified=sound,
            url=verdict.url if sound else None,
        )
    return tuple(tracking.values()), tuple(issues)


def _carrier(
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


def _order_number(order: Part, po_number: Cited[str] | None) -> Cited[str] | None:
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


def _by_row(found: Iterable[Found]) -> dict[int, dict[str, Found]]:
    """Return the numbers that count, by the ``id`` of the table row they stand in."""
    rows: dict[int, dict[str, Found]] = {}
    for one in found:
        if one.seen.row is not None and one.verdict.counts:
            rows.setdefault(id(one.seen.row), {})[one.verdict.number] = one
    return rows


def _in_parcel(
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


def _complete(order: Part, items: Sequence[Item]) -> bool:
    """Say whether nothing printed says that only part of the order went."""
    for item in items:
        line = item.line
        if line.backordered and line.backordered.value > 0:
            return False
        short = (
            line.ordered and line.quantity and line.quantity.value < line.ordered.value
        )
        if short or not item.shipped:
            return False
    return not any(order.told(_says_partial))


def _says_partial(sheet: Sheet, lines: tuple[int, ...]) -> bool:
    """Say whether lines of text say that only a part went."""
    text = " ".join(sheet.rows[n].text for n in lines)
    return bool(_PARTIAL.search(" ".join(text.split())))
