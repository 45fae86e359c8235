"""The values of matching: outside records as we hold them, findings, and actions."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from extractors.codes import Reason, Severity
from extractors.values import Evidence, Value
from matchers.billing.values import AttachDocument, ComparedLine, CreateBill


class OrderLine(Value):
    """One line a customer ordered in the shop."""

    id: str
    sku: str
    quantity: int
    """As it stands now, after edits and removals."""
    vendor: str = ""


class FulfillmentOrderLine(Value):
    """What is left to ship of one order line, at one location."""

    id: str
    sku: str
    vendor: str
    total: int
    remaining: int
    requires_shipping: bool = True


class FulfillmentOrder(Value):
    """Shopify's unit of work: the lines one location has to ship."""

    id: str
    status: str
    """OPEN, IN_PROGRESS, ON_HOLD, SCHEDULED, CLOSED, CANCELLED, INCOMPLETE."""
    can_fulfill: bool
    """The service offers CREATE_FULFILLMENT."""
    location: str = ""
    holds: tuple[str, ...] = ()
    lines: tuple[FulfillmentOrderLine, ...] = ()


class Parcel(Value):
    """A tracking number as a service knows it."""

    number: str
    carrier: str = ""
    """The service's own name for it."""


class Fulfillment(Value):
    """One act of shipping that the shop already knows."""

    id: str
    status: str
    """SUCCESS, CANCELLED, ERROR, FAILURE, OPEN, PENDING."""
    created_at: datetime
    quantity: int
    parcels: tuple[Parcel, ...] = ()


class ShopOrder(Value):
    """One order of a shop, as read at one instant."""

    shop: str
    """Name of the configured instance, ``main`` in ``[shops.main]``."""
    id: str
    name: str
    po_number: str = ""
    """The field of that name; in Shopify it is the customer's unless configured."""
    source_name: str = ""
    source_identifier: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    metafields: tuple[tuple[str, str], ...] = ()
    """(``namespace.key``, value)."""
    created_at: datetime
    updated_at: datetime
    cancelled_at: datetime | None = None
    fulfillment_status: str = ""
    postal_code: str = ""
    lines: tuple[OrderLine, ...] = ()
    fulfillment_orders: tuple[FulfillmentOrder, ...] | None = None
    """None in a snapshot from the bulk index; read afresh before any write."""
    fulfillments: tuple[Fulfillment, ...] = ()
    read_at: datetime


class MarketItem(Value):
    """One line of a marketplace order."""

    id: str
    sku: str
    ordered: int
    unfulfilled: int


class Package(Value):
    """A confirmed shipment as the marketplace knows it."""

    reference: str
    tracking_number: str
    carrier: str = ""


class MarketOrder(Value):
    """One order of a marketplace, as read at one instant."""

    marketplace: str
    """Name of the configured instance."""
    marketplace_id: str
    id: str
    aliases: tuple[str, ...] = ()
    po_number: str = ""
    """The buyer's own number for it."""
    status: str
    """UNSHIPPED, PARTIALLY_SHIPPED, SHIPPED, CANCELLED, PENDING, UNFULFILLABLE …"""
    items: tuple[MarketItem, ...] = ()
    packages: tuple[Package, ...] = ()
    ship_by: datetime | None = None
    postal_code: str = ""
    created_at: datetime
    updated_at: datetime
    read_at: datetime


class Finding(Value):
    """One disagreement or note, for the machine and for a bookkeeper."""

    code: Reason
    severity: Severity
    detail: str
    """One sentence with both sides; a stranger's words are quoted with ``!r``."""
    subjects: tuple[str, ...] = ()
    """Ids it is about: order, line, tracking number."""
    expected: str = ""
    actual: str = ""
    delta: str = ""
    evidence: Evidence | None = None
    rule: str = ""
    """Name and version of the rule that found it, ``shipment.over_shipped/1``."""
    at_stake: Decimal | None = None
    suggestions: tuple[str, ...] = ()
    """Acts a person may choose from."""
    policy: str = ""
    """The policy row that changed its severity or disposition, if one did."""


class FulfillLine(Value):
    """How many of one fulfillment order line go."""

    fulfillment_order_id: str
    line_id: str
    sku: str
    quantity: int


class FulfillOrder(Value):
    """Create one fulfillment: one order, one carrier, named lines."""

    kind: Literal["fulfill_order"] = "fulfill_order"
    shop: str
    order_id: str
    order_name: str
    lines: tuple[FulfillLine, ...]
    carrier: str | None
    """SCAC; None where no tracking is expected."""
    tracking_numbers: tuple[str, ...]
    tracking_urls: tuple[str, ...] = ()
    notify_customer: bool = False
    notice_digest: str = ""
    """Identity of the notice; part of the key where there is no tracking number."""

    @property
    def key(self) -> str:
        """The business act, the same on every retry and every night."""
        pairs = sorted(f"{line.line_id}={line.quantity}" for line in self.lines)
        lines = ",".join(pairs)
        proof = ",".join(sorted(self.tracking_numbers)) or self.notice_digest
        return f"fulfill:{self.shop}:{self.order_id}:{lines}:{proof}"


class ConfirmItem(Value):
    """How many of one marketplace order line are in the package."""

    order_item_id: str
    sku: str
    quantity: int


class ConfirmShipment(Value):
    """Tell the marketplace that one package of one order left."""

    kind: Literal["confirm_shipment"] = "confirm_shipment"
    marketplace: str
    marketplace_id: str
    order_id: str
    package_reference: str
    """Positive number as text; chosen once, stored, kept on every retry."""
    items: tuple[ConfirmItem, ...]
    carrier: str
    """SCAC."""
    tracking_number: str
    ship_date: date
    ship_date_inferred: bool = False
    """True: the notice printed none, the mail's date stands in."""

    @property
    def key(self) -> str:
        """The business act; the package reference is not part of it."""
        items = ",".join(sorted(f"{i.order_item_id}={i.quantity}" for i in self.items))
        act = f"confirm:{self.marketplace}:{self.order_id}"
        return f"{act}:{items}:{self.tracking_number}"


Action = Annotated[
    FulfillOrder | ConfirmShipment | CreateBill | AttachDocument,
    Field(discriminator="kind"),
]


Disposition = Literal["act", "hold", "known", "wait", "settled", "none"]
"""act: its actions may go out. hold: a person decides. known: a known exception, noted
and left. wait: nothing is wrong, decide again next night. settled: the outside already
shows it. none: nothing to do."""


class Match(Value):
    """One notice held against the shops: what was found, what follows."""

    key: str
    """vendor + notice number or digest + PO: one decision, however often it is made."""
    vendor: str
    po_number: str
    """Of an invoice over several, all of them, parted by a comma and a blank."""
    notice: str
    """SHA-256 of the document the notice or invoice was read from."""
    orders: tuple[str, ...] = ()
    """``shops:main:gid…``, ``marketplaces:us:111-…`` and ``books:main:257`` it was
    matched to."""
    findings: tuple[Finding, ...] = ()
    disposition: Disposition
    actions: tuple[Action, ...] = ()
    lines: tuple[ComparedLine, ...] = ()
    """Of an invoice: its lines beside those of the order."""
