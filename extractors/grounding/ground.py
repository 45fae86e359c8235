"""What a model claims, held against the page: only what is printed there stays.

A claim chooses among the places of a document; value and evidence come from the
place. What is printed nowhere, or is another order or another field, is dropped and
reported, and what the page prints and nobody claimed is reported as well.
"""

from collections.abc import Iterator, Sequence

from extractors.codes import Reason
from extractors.grounding import claims
from extractors.grounding.belonging import belonging, squash
from extractors.grounding.claims import Facts, Tally
from extractors.grounding.goods import goods_rows, speaks_of_goods, unclaimed
from extractors.grounding.parcels import parcels
from extractors.grounding.printed import Printed, folded
from extractors.grounding.wire import WireNotice, WireShipNotices
from extractors.values import Document, Extraction, Issue, MoneyDocument, ShipNotice

VERSION = "ground/1"
"""Changes with every change of what gets through."""
MOST_NOTICES = 25
MOST_LINES = 200
"""Of one document, all notices together."""


def ground(
    wire: WireShipNotices, document: Document, version: str = VERSION
) -> tuple[Extraction, ...]:
    """Return what of a model's answer is printed in *document*.

    Args:
        wire: The answer.
        document: The one document it was asked about.
        version: To be stored: reader, model and prompt.

    Returns:
        One extraction for each order with a notice; one without a record where nothing
        holds. Issues that concern the whole answer are in each of them.
    """
    if excess := _excess(wire):
        return (model_extraction(document, version, None, [excess]),)
    facts = _facts(Printed(document), wire)
    tally = Tally()
    records: list[tuple[ShipNotice | None, list[Issue]]] = []
    for order, notices in _by_order(wire, facts, tally):
        records.append(_notice(facts, order, notices, tally))
    whole = [*_dropped(tally), *_unclaimed(facts, tally, records)]
    if not records:
        return (model_extraction(document, version, None, whole),)
    return tuple(
        model_extraction(document, version, record, [*issues, *whole])
        for record, issues in records
    )


def model_extraction(
    document: Document,
    version: str,
    record: ShipNotice | MoneyDocument | None,
    issues: Sequence[Issue],
) -> Extraction:
    """Return what the model made of *document*, with what speaks against it."""
    return Extraction(
        document=document.sha256,
        reader="model",
        version=version,
        record=record,
        issues=tuple(issues),
    )


def _excess(wire: WireShipNotices) -> Issue | None:
    lines = sum(len(notice.lines) + len(notice.tracking) for notice in wire.notices)
    if len(wire.notices) <= MOST_NOTICES and lines <= MOST_LINES:
        return None
    detail = (
        f"the model's answer has {len(wire.notices)} notices and {lines} rows,"
        f" at most {MOST_NOTICES} and {MOST_LINES} are believed"
    )
    return Issue(code=Reason.TOO_LARGE, detail=detail)


def _facts(printed: Printed, wire: WireShipNotices) -> Facts:
    found = parcels(printed)
    goods = tuple(goods_rows(printed))
    orders = belonging(
        printed,
        [notice.po_number for notice in wire.notices if notice.po_number],
        parcels={printed.row(parcel.place.row) for parcel in found},
        goods={row.row for row in goods},
    )
    return Facts(printed, found, goods, orders)


def _by_order(
    wire: WireShipNotices, facts: Facts, tally: Tally
) -> Iterator[tuple[str | None, list[WireNotice]]]:
    """Yield the notices of each order together; None for those of no order we see."""
    groups: dict[str | None, list[WireNotice]] = {}
    for notice in wire.notices:
        claimed = [notice.po_number]
        if facts.belonging.shop:
            claimed.append(notice.order_number)
        key = next((k for c in claimed if c and (k := _order_key(facts, c))), None)
        if key is None and notice.po_number:
            tally.drop("order", notice.po_number)
        groups.setdefault(key, []).append(notice)
    yield from groups.items()


def _order_key(facts: Facts, claimed: str) -> str | None:
    """Return the printed order that *claimed* means; a prefix may be left out."""
    if not folded(claimed).isascii() or not facts.printed.places(claimed):
        return None
    wanted = squash(claimed)
    for key in facts.belonging.orders:
        prefix = key.removesuffix(wanted)
        if wanted and prefix != key and (not prefix or prefix.isalpha()):
            return key
    return None


def _notice(
    facts: Facts, key: str | None, notices: Sequence[WireNotice], tally: Tally
) -> tuple[ShipNotice | None, list[Issue]]:
    """Return what holds of all notices about one order."""
    if key is None:
        detail = "the model names no purchase order that the document prints as one"
        return None, [Issue(code=Reason.PO_MISSING, detail=detail)]
    order = facts.belonging.orders[key]
    number = claims.cite(facts, order.place, order.number)
    for notice in notices:
        claims.quoted(facts, notice.evidence, tally)
    tracking, issues = claims.tracking(facts, key, notices, tally)
    lines = tuple(claims.lines(facts, key, notices, tally))
    carrier = claims.carrier(facts, key, notices, tracking, tally)
    shipped = claims.ship_date(facts, key, notices, tally)
    if shipped is None and claims.days(facts, key):
        detail = "the document prints a ship date that the model did not give"
        issues.append(Issue(code=Reason.INCOMPLETE_READING, detail=detail))
    record = ShipNotice(
        po_number=None if facts.belonging.shop else number,
        order_number=number
        if facts.belonging.shop
        else claims.order_number(facts, key, notices),
        carrier=carrier,
        tracking=tracking,
        ship_date=shipped,
        lines=lines,
        complete=bool(lines)
        and not any(
            g.backordered for g in facts.goods if claims.owns(facts, key, g.row)
        ),
    )
    if not lines and speaks_of_goods(facts.printed):
        detail = "quantities are printed and the model gave no line"
        issues.append(Issue(code=Reason.INCOMPLETE_READING, detail=detail))
    return record, issues


def _dropped(tally: Tally) -> Iterator[Issue]:
    if tally.dropped:
        shown = ", ".join(tally.dropped[:5])
        detail = f"{len(tally.dropped)} claimed and not printed so: {shown}"
        yield Issue(code=Reason.UNGROUNDED_VALUE, detail=detail)


def _unclaimed(
    facts: Facts,
    tally: Tally,
    records: Sequence[tuple[ShipNotice | None, Sequence[Issue]]],
) -> Iterator[Issue]:
    """Report what the page prints and the answer leaves out."""
    if not records:
        return
    left = sorted({p.verdict.number for p in facts.parcels} - tally.parcels)
    if left:
        detail = f"tracking numbers printed and not given: {', '.join(left[:5])}"
        yield Issue(code=Reason.INCOMPLETE_READING, detail=detail)
    given = {
        squash(cited.value)
        for record, _ in records
        if record and (cited := record.po_number or record.order_number)
    }
    missing = [o.number for k, o in facts.belonging.orders.items() if k not in given]
    if missing:
        detail = f"orders printed and not given: {', '.join(missing[:5])}"
        yield Issue(code=Reason.INCOMPLETE_READING, detail=detail)
    rows = [g for g in facts.goods if g.shipped and g.row not in tally.rows]
    if rows:
        detail = f"{len(rows)} lines of goods printed and not given"
        yield Issue(code=Reason.INCOMPLETE_READING, detail=detail)
    claimed = {article for _, article in tally.articles}
    further = [place.text for place in unclaimed(facts.printed, claimed)]
    if claimed and further:
        detail = f"articles printed and not given: {', '.join(further[:5])}"
        yield Issue(code=Reason.INCOMPLETE_READING, detail=detail)
