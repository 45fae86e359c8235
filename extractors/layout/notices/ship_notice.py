"""What a sheet says was shipped: one record for each purchase order."""

from collections.abc import Sequence
from typing import NamedTuple

from extractors.codes import Reason
from extractors.layout.notices.common_doubts import common_doubts, few
from extractors.layout.notices.divided import Divided
from extractors.layout.notices.former import former_numbers
from extractors.layout.notices.homes import Found, housed
from extractors.layout.notices.item import Item
from extractors.layout.notices.items import items_of
from extractors.layout.notices.loose import loose_numbers
from extractors.layout.notices.notice_numbers import (
    by_row,
    carrier_of,
    in_parcel,
    order_number_of,
    tracking_of,
)
from extractors.layout.notices.parcels import sightings
from extractors.layout.notices.row_doubts import row_doubts
from extractors.layout.notices.scopes import Part
from extractors.layout.notices.shipping import (
    Carriers,
    carriers_of,
    no_tracking_of,
    ship_date_of,
)
from extractors.layout.notices.unheard import (
    LATER,
    not_heard,
    stays,
    torn_rows,
    unheard,
)
from extractors.layout.orders.division import orders_of
from extractors.layout.orders.values import Anchor, Scope, order_key
from extractors.layout.page.citing import cite
from extractors.layout.page.sheet import Sheet
from extractors.sought import Sought
from extractors.values import Issue, ShipNotice, Tracking

_PARTIAL = Sought(
    r"(?<!no )(?<!not a )(?:\bpartial(?:ly)?[ -](?:ship\w*|deliver\w*|order|fulfil\w*)"
    r"|\bbalance (?:of (?:your |the |this )?order )?(?:to follow|will (?:follow|ship))"
    r"|\bbalance on back"
    r"|\bremain(?:der|ing items?)\b.{0,40}\b(?:follow|ship|back-?order)"
    r"|\bshipp(?:ed|ing) (?:incomplete|short)\b|\bteillieferung\b"
    r"|\blivraison partielle\b|\benv[ií]o parcial\b|\bspedizione parziale\b"
    r"|\bdeellevering\b)",
)


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
    common = common_doubts(whole, groups, homeless)
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
        *few(unheard(sheet, orders.anchors, groups.keys(), articles)),
        *torn_rows(sheet, orders.scopes, lines),
    )
    return tuple(
        # Without a parcel a mail that names two orders may be a question.
        n._replace(issues=(*n.issues, *left))
        if n.record.tracking or n.record.no_tracking
        else n
        for n in notices
    )


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
    told = few(noted)
    return tuple(n._replace(issues=(*n.issues, *told)) for n in full)


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
    tracking, more = tracking_of(order, found, carriers)
    issues += more
    items, more = items_of(order, parcels=bool(tracking))
    issues += (*more, *row_doubts(order, items), *_parcel_of_nothing(items, tracking))
    issues += (*former_numbers(order, found), *loose_numbers(order, found))
    ship_date, more = ship_date_of(order)
    issues += more
    carrier, more = carrier_of(order, carriers, tracking)
    issues += more
    in_row = by_row(found)
    record = ShipNotice(
        po_number=po_number,
        order_number=order_number_of(order, po_number),
        carrier=carrier,
        tracking=tracking,
        ship_date=ship_date,
        lines=tuple(
            in_parcel(order, item, in_row).line for item in items if item.shipped
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
