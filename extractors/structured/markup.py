"""schema.org in the HTML of a mail → records: invoices, orders, parcels.

Nobody sees this text, so a value of it counts only where the mail's page shows it too;
that is for the caller to check. A parcel makes a ship notice only where a purchase
order of ours is named with it.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from extractors.codes import Reason
from extractors.files import media
from extractors.layout.page.matching import field_of
from extractors.layout.page.vocabulary import Field
from extractors.structured.citing import day_of, decimal_of
from extractors.structured.json_tree import JsonError, Leaf, parse_json
from extractors.structured.money import Extras, LineProof, unproved
from extractors.structured.parcels import parcel_of
from extractors.structured.type_codes import MoneyKind, kind_by_sign
from extractors.tracking.carriers import carrier_in
from extractors.values import (
    Cited,
    Document,
    Evidence,
    Extraction,
    Issue,
    MoneyDocument,
    MoneyLine,
    NoticeLine,
    Record,
    ShipNotice,
    Word,
)

VERSION = "markup/1"
"""Changes with every change of what is read."""
_MONEY: dict[str, MoneyKind] = {"Invoice": "invoice", "Order": "order_ack"}
_UNDONE = frozenset({"OrderCancelled", "OrderReturned", "OrderProblem"})
"""States of an order in which nothing of it is agreed."""
_MAX_DEPTH = 12
Thing = dict[str, Any]


def read_markup(document: Document) -> tuple[Extraction, ...]:
    """Return one extraction for each invoice, order or parcel of a text of JSON-LD."""
    if document.media_type != media.LINKED_DATA:
        return ()
    try:
        tree = parse_json(document.text)
    except JsonError:
        return ()
    reader = _Reader(document)
    return tuple(reader.extraction(thing) for thing in _things(tree, 0))


def orders_named(document: Document) -> tuple[Cited[str], ...]:
    """Return the numbers of all orders that a text of JSON-LD names, whosever."""
    if document.media_type != media.LINKED_DATA:
        return ()
    try:
        tree = parse_json(document.text)
    except JsonError:
        return ()
    reader = _Reader(document)
    found = (reader.order(thing) for thing in _things(tree, 0))
    return tuple(number for number in found if number)


def _things(tree: object, depth: int) -> Iterator[Thing]:
    """Yield the things we know, wherever they stand, the outermost of each branch."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(tree, list):
        for part in tree:
            yield from _things(part, depth + 1)
    elif isinstance(tree, dict):
        if _type(tree) in _MONEY or _type(tree) == "ParcelDelivery":
            yield tree
        else:
            for part in tree.values():
                yield from _things(part, depth + 1)


def _type(thing: Thing) -> str:
    named = thing.get("@type")
    first = named[0] if isinstance(named, list) and named else named
    return first.text.rpartition("/")[2] if isinstance(first, Leaf) else ""


def _all(thing: object, *path: str) -> list[object]:
    """Return what a path of names leads to, through lists."""
    found = thing if isinstance(thing, list) else [thing]
    for name in path:
        found = [
            part
            for one in found
            if isinstance(one, dict) and name in one
            for part in (one[name] if isinstance(one[name], list) else [one[name]])
        ]
    return found


def _leaf(thing: object, *paths: str) -> Leaf | None:
    """Return the first value any of the paths ("a/b") leads to."""
    for path in paths:
        for found in _all(thing, *path.split("/")):
            if isinstance(found, Leaf) and found.text.strip() not in {"", "null"}:
                return found
    return None


def _names_po(part: object) -> bool:
    """Say whether an identifier is called a purchase order's number."""
    label = _leaf(part, "name", "propertyID")
    words = label.text.split() if label else ()
    return field_of(tuple(Word(w, 0, 0, 0, 0) for w in words)) is Field.PO


class _Reader:
    """One text."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def extraction(self, thing: Thing) -> Extraction:
        """Return what one thing says."""
        kind = _MONEY.get(_type(thing))
        record: Record | None
        issues: Sequence[Issue]
        status = _leaf(thing, "orderStatus")
        if kind and status and status.text.rpartition("/")[2] in _UNDONE:
            record, issues = None, (self._undone(status),)
        elif kind:
            record, issues = self._money(thing, kind)
        else:
            record, issues = self._parcel(thing)
        return Extraction(
            document=self._document.sha256,
            reader="markup",
            version=VERSION,
            record=record,
            issues=tuple(issues),
        )

    def order(self, thing: Thing) -> Cited[str] | None:
        """Return the number of the order that a thing is, or is part of."""
        paths = "partOfOrder/orderNumber", "referencesOrder/orderNumber", "orderNumber"
        return self._text(_leaf(thing, *paths))

    def _undone(self, status: Leaf) -> Issue:
        return Issue(
            code=Reason.INCOMPLETE_READING,
            detail=f"the mark-up says of the order: {status.text.rpartition('/')[2]}",
            evidence=self._evidence(status),
        )

    def _money(
        self, thing: Thing, kind: MoneyKind
    ) -> tuple[MoneyDocument, tuple[Issue, ...]]:
        invoice = kind == "invoice"
        due = ("totalPaymentDue/price", "totalPaymentDue/value")
        currencies = ("totalPaymentDue/priceCurrency", "totalPaymentDue/currency")
        total = self._decimal(_leaf(thing, *(due if invoice else ("price",))))
        number = self._own(thing) if invoice else _leaf(thing, "orderNumber")
        lines = tuple(self._lines(thing))
        record = MoneyDocument(
            kind=kind_by_sign(kind, total.value if total else None),
            number=self._text(number),
            date=self._day(_leaf(thing, "orderDate", "dateIssued")),
            po_number=self._ours(thing),
            vendor=self._text(
                _leaf(thing, "seller/name", "merchant/name", "provider/name")
            ),
            customer=self._text(_leaf(thing, "customer/name")),
            currency=self._text(
                _leaf(thing, *(currencies if invoice else ("priceCurrency",)))
            ),
            total=total,
            lines=lines,
        )
        proofs = [LineProof(line) for line in lines]
        lines_only = record.model_copy(update={"total": None})  # it may hold freight
        return record, tuple(unproved(lines_only, proofs, Extras()))

    def _lines(self, thing: Thing) -> Iterator[MoneyLine]:
        for offer in _all(thing, "acceptedOffer"):
            price = _leaf(offer, "priceSpecification/price", "price")
            yield self._line(
                offer, "itemOffered", price, _leaf(offer, "eligibleQuantity/value")
            )
        for item in _all(thing, "orderedItem"):
            if _leaf(item, "orderQuantity"):
                yield self._line(
                    item, "orderedItem", None, _leaf(item, "orderQuantity")
                )

    def _line(
        self, part: object, item: str, price: Leaf | None, quantity: Leaf | None
    ) -> MoneyLine:
        name = _leaf(part, f"{item}/name")
        return MoneyLine(
            sku=self._text(_leaf(part, f"{item}/sku", "sku")),
            description=" ".join(name.text.split()) if name else "",
            quantity=self._decimal(quantity),
            unit_price=self._decimal(price),
        )

    def _parcel(self, thing: Thing) -> tuple[ShipNotice | None, list[Issue]]:
        """Return a ship notice where our order is named, else why there is none."""
        carrier = self._carrier(
            _leaf(thing, "carrier/name", "provider/name", "carrier")
        )
        number = self._text(_leaf(thing, "trackingNumber"))
        order = self._text(_leaf(thing, "partOfOrder/orderNumber"))
        parcel, issues = parcel_of(number, carrier)
        ours = self._ours(thing) or self._ours_of(_all(thing, "partOfOrder"))
        if ours is None:
            told = " ".join(c.value for c in (carrier, number, order) if c is not None)
            detail = f"a parcel ({told}), and no purchase order of ours is named"
            evidence = number.evidence if number else None
            issue = Issue(code=Reason.PO_MISSING, detail=detail, evidence=evidence)
            return None, [*issues, issue]
        record = ShipNotice(
            po_number=ours,
            order_number=order if order and order.value != ours.value else None,
            carrier=carrier,
            tracking=(parcel,) if parcel else (),
            lines=tuple(self._shipped(thing)),
        )
        return record, [*issues]

    def _shipped(self, thing: Thing) -> Iterator[NoticeLine]:
        for item in _all(thing, "itemShipped"):
            sku = self._text(_leaf(item, "sku"))
            count = self._decimal(_leaf(item, "orderQuantity", "quantity/value"))
            if sku and count and count.value == count.value.to_integral_value():
                quantity = Cited(value=int(count.value), evidence=count.evidence)
                yield NoticeLine(sku=sku, quantity=quantity)

    def _ours_of(self, things: Sequence[object]) -> Cited[str] | None:
        return next((n for t in things if (n := self._ours(t))), None)

    def _ours(self, thing: object) -> Cited[str] | None:
        """Return the purchase order that a named identifier of a thing gives."""
        for name in ("identifier", "additionalProperty"):
            for part in _all(thing, name):
                if _names_po(part):
                    return self._text(_leaf(part, "value"))
        return None

    def _own(self, thing: object) -> Leaf | None:
        """Return the identifier of a thing that is no order of ours."""
        for part in _all(thing, "identifier"):
            if isinstance(part, Leaf):
                return part
            if not _names_po(part):
                return _leaf(part, "value")
        return None

    def _carrier(self, leaf: Leaf | None) -> Cited[str] | None:
        written = self._text(leaf)
        if written is None:
            return None
        named = carrier_in(written.value, labelled=True)
        scacs = {scac for mention in named for scac in mention.scacs}
        return (
            Cited(value=scacs.pop(), evidence=written.evidence)
            if len(scacs) == 1
            else None
        )

    def _text(self, leaf: Leaf | None) -> Cited[str] | None:
        evidence = self._evidence(leaf)
        return (
            Cited(value=leaf.text.strip(), evidence=evidence)
            if leaf and evidence
            else None
        )

    def _decimal(self, leaf: Leaf | None) -> Cited[Decimal] | None:
        evidence = self._evidence(leaf)
        value = decimal_of(leaf.text.strip()) if leaf else None
        return (
            Cited(value=value, evidence=evidence)
            if value is not None and evidence
            else None
        )

    def _day(self, leaf: Leaf | None) -> Any:
        evidence = self._evidence(leaf)
        value = day_of(leaf.text.strip()) if leaf else None
        return Cited(value=value, evidence=evidence) if value and evidence else None

    def _evidence(self, leaf: Leaf | None) -> Evidence | None:
        if leaf is None:
            return None
        written = self._document.text[leaf.start : leaf.end]
        quote = written.strip()
        if not quote:
            return None
        return Evidence(
            document=self._document.sha256,
            page=1,
            offset=leaf.start + written.find(quote),
            quote=quote,
        )
