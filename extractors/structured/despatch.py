"""UBL despatch advices → ship notices."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from extractors.codes import Reason
from extractors.structured.citing import Cite
from extractors.structured.parcels import parcel_of
from extractors.structured.type_codes import is_piece
from extractors.structured.ubl import NAMESPACE
from extractors.structured.xml_tree import Node
from extractors.tracking.carriers import carrier_in
from extractors.values import Cited, Document, Issue, NoticeLine, ShipNotice, Tracking

_SHIPMENT = "Shipment"
_TRACKED = (
    "Delivery/TrackingID",
    "Consignment/CarrierAssignedID",
    "TransportHandlingUnit/TraceID",
    "TransportHandlingUnit/Package/TraceID",
)
_CARRIERS = (
    "Delivery/CarrierParty/PartyName/Name",
    "Consignment/CarrierParty/PartyName/Name",
    "Consignment/CarrierParty/PartyLegalEntity/RegistrationName",
    "ShipmentStage/CarrierParty/PartyName/Name",
)
_LEFT = (
    "Delivery/Despatch/ActualDespatchDate",
    "Consignment/Delivery/Despatch/ActualDespatchDate",
)


_PLANNED = (
    "Delivery/Despatch/EstimatedDespatchDate",
    "Delivery/Despatch/RequestedDespatchDate",
    "Delivery/Despatch/GuaranteedDespatchDate",
    "Consignment/Delivery/Despatch/EstimatedDespatchDate",
)
_STATES = frozenset({"original", "copy", "duplicate", "accepted", "complete", "9", "7"})
"""States of a document that leave it as it is, in words and by UN/CEFACT 1225."""
_KINDS = frozenset(
    {"delivery", "despatch", "dispatch", "original", "complete", "partial", "351"}
)
"""Kinds of advice whose goods went to who ordered them, in words and by 1001."""


def is_despatch(root: Node) -> bool:
    """Say whether a tree is a despatch advice."""
    return root.namespace.startswith(NAMESPACE) and root.name == "DespatchAdvice"


def read_despatch(
    root: Node, document: Document
) -> tuple[ShipNotice, tuple[Issue, ...]]:
    """Return the ship notice of a despatch advice and what does not hold in it.

    The day of issue is no ship date; a count of parts of a piece is no quantity.
    """
    cite = Cite(document)
    issues: list[Issue] = []
    carrier = _carrier(root, cite)
    number, found = _order(root, cite)
    issues += found
    tracking: dict[str, Tracking] = {}
    for path in _TRACKED:
        for node in root.all(f"{_SHIPMENT}/{path}"):
            parcel, wrong = parcel_of(cite.text(node), carrier)
            issues += wrong
            if parcel:
                tracking.setdefault(parcel.number.value, parcel)
    lines = []
    for item in root.all("DespatchLine"):
        line, wrong = _line(item, cite)
        lines.append(line)
        issues += wrong
    short = any(line.backordered and line.backordered.value for line in lines)
    record = ShipNotice(
        po_number=number,
        carrier=carrier,
        tracking=tuple(tracking.values()),
        ship_date=_ship_date(root, cite),
        lines=tuple(lines),
        complete=bool(lines) and not short,
    )
    issues += _against(root, cite)
    if not tracking:
        issues.append(Issue(code=Reason.NO_TRACKING, detail="no tracking number"))
    return record, tuple(dict.fromkeys(issues))


def _order(root: Node, cite: Cite) -> tuple[Cited[str] | None, tuple[Issue, ...]]:
    """Return the one order that the head or else all lines name."""
    paths = ("OrderReference/ID", "DespatchLine/OrderLineReference/OrderReference/ID")
    for path in paths:
        nodes = {node.text: node for node in root.all(path) if node.text}
        if len(nodes) > 1:
            listed = ", ".join(sorted(nodes)[:5])
            issue = Issue(code=Reason.PO_AMBIGUOUS, detail=f"it names {listed}")
            return None, (issue,)
        for node in nodes.values():
            if number := cite.reference(node):
                return number, ()
    detail = "no purchase order is named"
    return None, (Issue(code=Reason.PO_MISSING, detail=detail),)


def _carrier(root: Node, cite: Cite) -> Cited[str] | None:
    """Return the SCAC of the one carrier named."""
    nodes = [n for path in _CARRIERS for n in root.all(f"{_SHIPMENT}/{path}")]
    for node in nodes:
        scacs = {s for m in carrier_in(node.text, labelled=True) for s in m.scacs}
        written = cite.text(node)
        if len(scacs) == 1 and written:
            return Cited(value=scacs.pop(), evidence=written.evidence)
    return None


def _ship_date(root: Node, cite: Cite) -> Cited[date] | None:
    return cite.day(root.first(*(f"{_SHIPMENT}/{path}" for path in _LEFT)))


def _against(root: Node, cite: Cite) -> Iterator[Issue]:
    """Yield what says that it is cancelled, of another kind, or of goods still here."""
    for name, plain in (
        ("DocumentStatusCode", _STATES),
        ("DespatchAdviceTypeCode", _KINDS),
    ):
        node = root.first(name)
        if node and node.text and node.text.strip().lower() not in plain:
            detail = f"{name} is {node.text.strip()!r}"
            yield Issue(code=Reason.INCOMPLETE_READING, detail=detail)
    planned = root.first(*(f"{_SHIPMENT}/{path}" for path in _PLANNED))
    day, issued = cite.day(planned), cite.day(root.first("IssueDate"))
    later = day and (issued is None or day.value > issued.value)
    if day and later and _ship_date(root, cite) is None:
        detail = f"it is to leave on {day.value}, and no day is given on which it left"
        yield Issue(code=Reason.SHIP_DATE_FUTURE, detail=detail, evidence=day.evidence)


def _line(item: Node, cite: Cite) -> tuple[NoticeLine, tuple[Issue, ...]]:
    sku = cite.text(item.first("Item/SellersItemIdentification/ID"))
    name = item.first("Item/Name", "Item/Description")
    delivered = item.first("DeliveredQuantity")
    unit = delivered.attributes.get("unitCode", "") if delivered else ""
    quantity = _pieces(cite.decimal(delivered)) if is_piece(unit) else None
    line = NoticeLine(
        sku=sku,
        description=" ".join(name.text.split()) if name else "",
        quantity=quantity,
        backordered=_pieces(
            cite.decimal(item.first("BackorderQuantity", "OutstandingQuantity"))
        ),
    )
    return line, tuple(_unsure(line))


def _unsure(line: NoticeLine) -> Iterator[Issue]:
    if line.quantity is None:
        what = line.sku.value if line.sku else line.description
        detail = f"{what!r}: no count of whole pieces"
        yield Issue(code=Reason.QUANTITY_UNKNOWN, detail=detail)


def _pieces(cited: Cited[Decimal] | None) -> Cited[int] | None:
    """Return a count of whole pieces."""
    whole = (
        cited and cited.value >= 0 and cited.value == cited.value.to_integral_value()
    )
    return (
        Cited(value=int(cited.value), evidence=cited.evidence)
        if whole and cited
        else None
    )
