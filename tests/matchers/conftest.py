"""A small store in short notation: every builder has defaults that agree."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from extractors.values import (
    Cited,
    Evidence,
    Issue,
    NoticeLine,
    ShipNotice,
    Tracking,
)
from matchers.orders import OrderIndex
from matchers.policy import Policy
from matchers.shipments import Arrival, Standing, candidates, decide
from matchers.trust import SenderVerdict
from matchers.values import (
    Action,
    ConfirmShipment,
    Finding,
    Fulfillment,
    FulfillmentOrder,
    FulfillmentOrderLine,
    FulfillOrder,
    MarketItem,
    MarketOrder,
    Match,
    OrderLine,
    Package,
    Parcel,
    ShopOrder,
)
from matchers.vendors import Vendor

NOW = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
TODAY = date(2026, 11, 21)
PLACED = NOW - timedelta(days=3)
DOCUMENT = "d" * 64
AMAZON = "111-2222222-3333333"
UPS, UPS_2, FEDEX = "1Z999AA10123456784", "1Z999AA10123456785", "794644790138"
EVIDENCE = Evidence(document=DOCUMENT, page=1, quote="as printed")


class Build:
    """Orders, notices and verdicts that agree unless told otherwise."""

    now, today, placed, document = NOW, TODAY, PLACED, DOCUMENT
    amazon, ups, ups_2, fedex = AMAZON, UPS, UPS_2, FEDEX

    def vendor(self, **changes: object) -> Vendor:
        given = {
            "key": "acme",
            "name": "Acme Racks",
            "senders": ("ship@acme.example",),
            "shop_vendors": ("Acme Racks",),
        }
        return Vendor.model_validate({**given, **changes}, strict=False)

    def verdict(
        self,
        outcome: str = "trusted",
        findings: tuple[Finding, ...] = (),
    ) -> SenderVerdict:
        return SenderVerdict(outcome, "acme", findings)  # type: ignore[arg-type]

    def line(
        self,
        number: int,
        sku: str,
        total: int,
        *,
        remaining: int | None = None,
        vendor: str = "Acme Racks",
        ships: bool = True,
    ) -> FulfillmentOrderLine:
        return FulfillmentOrderLine(
            id=f"gid://shopify/FulfillmentOrderLineItem/{number}",
            sku=sku,
            vendor=vendor,
            total=total,
            remaining=total if remaining is None else remaining,
            requires_shipping=ships,
        )

    def part(
        self,
        *lines: FulfillmentOrderLine,
        number: int = 1,
        status: str = "OPEN",
        can_fulfill: bool | None = None,
        location: str = "gid://shopify/Location/1",
        holds: tuple[str, ...] = (),
    ) -> FulfillmentOrder:
        return FulfillmentOrder(
            id=f"gid://shopify/FulfillmentOrder/{number}",
            status=status,
            can_fulfill=(
                status in {"OPEN", "IN_PROGRESS"}
                if can_fulfill is None
                else can_fulfill
            ),
            location=location,
            holds=holds,
            lines=lines,
        )

    def shop(
        self, *parts: FulfillmentOrder, number: int = 1001, **changes: object
    ) -> ShopOrder:
        chosen = parts or (self.part(self.line(1, "RK-48", 4)),)
        given: dict[str, object] = {
            "shop": "main",
            "id": f"gid://shopify/Order/{number}",
            "name": f"#{number}",
            "created_at": PLACED,
            "updated_at": PLACED,
            "read_at": NOW,
            "postal_code": "60601",
            "lines": tuple(
                OrderLine(
                    id=line.id, sku=line.sku, quantity=line.total, vendor=line.vendor
                )
                for part in chosen
                for line in part.lines
            ),
            "fulfillment_orders": chosen,
        }
        return ShopOrder.model_validate({**given, **changes})

    def fulfillment(
        self, *numbers: str, quantity: int, status: str = "SUCCESS", number: int = 1
    ) -> Fulfillment:
        return Fulfillment(
            id=f"gid://shopify/Fulfillment/{number}",
            status=status,
            created_at=NOW,
            quantity=quantity,
            parcels=tuple(Parcel(number=n, carrier="UPS") for n in numbers),
        )

    def market(
        self,
        items: Mapping[str, tuple[int, int]] | None = None,
        *,
        id: str = AMAZON,  # noqa: A002  # the order's own field
        packages: Sequence[tuple[str, str]] = (),
        **changes: object,
    ) -> MarketOrder:
        chosen = {"RK-48": (4, 4)} if items is None else items
        given: dict[str, object] = {
            "marketplace": "us",
            "marketplace_id": "ATVPDKIKX0DER",
            "id": id,
            "status": "UNSHIPPED",
            "items": tuple(
                MarketItem(id=f"item-{sku}", sku=sku, ordered=o, unfulfilled=u)
                for sku, (o, u) in chosen.items()
            ),
            "packages": tuple(
                Package(reference=reference, tracking_number=number)
                for reference, number in packages
            ),
            "created_at": PLACED,
            "updated_at": PLACED,
            "read_at": NOW,
        }
        return MarketOrder.model_validate({**given, **changes})

    def notice(
        self,
        lines: Sequence[tuple[object, ...]] = (("RK-48", 4),),
        *,
        po: str | None = "PO-1001",
        order: str | None = None,
        tracking: Mapping[str, str | None] | None = None,
        verified: bool = True,
        carrier: str | None = None,
        shipped: date | None = TODAY - timedelta(days=1),
        complete: bool = True,
        no_tracking: str | None = None,
    ) -> ShipNotice:
        """Lines are (sku, quantity[, tracking number[, ordered]])."""
        numbers = {UPS: "UPSN"} if tracking is None else tracking
        return ShipNotice(
            po_number=None if po is None else self.text(po),
            order_number=None if order is None else self.text(order),
            carrier=None if carrier is None else self.text(carrier),
            tracking=tuple(
                Tracking(number=self.text(number), carrier=scac, verified=verified)
                for number, scac in numbers.items()
            ),
            ship_date=(
                None
                if shipped is None
                else Cited[date](value=shipped, evidence=EVIDENCE)
            ),
            lines=tuple(self.notice_line(*line) for line in lines),
            complete=complete,
            no_tracking=None if no_tracking is None else self.text(no_tracking),
        )

    def notice_line(
        self,
        sku: str | None,
        quantity: int | None,
        tracking: str | None = None,
        ordered: int | None = None,
    ) -> NoticeLine:
        return NoticeLine(
            sku=None if sku is None else self.text(sku),
            quantity=(
                None
                if quantity is None
                else Cited[int](value=quantity, evidence=EVIDENCE)
            ),
            tracking=None if tracking is None else self.text(tracking),
            ordered=(
                None
                if ordered is None
                else Cited[int](value=ordered, evidence=EVIDENCE)
            ),
        )

    def text(self, value: str) -> Cited[str]:
        return Cited[str](value=value, evidence=EVIDENCE)

    def arrival(
        self,
        notice: ShipNotice | None = None,
        *,
        verdict: SenderVerdict | None = None,
        vendor: Vendor | None = None,
        issues: tuple[Issue, ...] = (),
        mail_date: date = TODAY,
        nights_open: int = 0,
        document: str = DOCUMENT,
    ) -> Arrival:
        return Arrival(
            notice=self.notice() if notice is None else notice,
            document=document,
            verdict=self.verdict() if verdict is None else verdict,
            vendor=self.vendor() if vendor is None else vendor,
            mail_date=mail_date,
            issues=issues,
            nights_open=nights_open,
        )

    def standing(
        self,
        shops: Sequence[ShopOrder] = (),
        markets: Sequence[MarketOrder] = (),
        *,
        policy: Policy | None = None,
        committed: tuple[Action, ...] = (),
        indexed_at: datetime = NOW,
        **changes: object,
    ) -> Standing:
        chosen = policy or Policy()
        bulk = [
            order.model_copy(update={"fulfillment_orders": None}) for order in shops
        ]
        return Standing(
            index=OrderIndex(bulk, markets, chosen),
            policy=chosen,
            now=NOW,
            today=TODAY,
            indexed_at=indexed_at,
            committed=committed,
            **changes,  # type: ignore[arg-type]
        )

    def decide(
        self,
        arrival: Arrival,
        shops: Sequence[ShopOrder] = (),
        markets: Sequence[MarketOrder] = (),
        **standing: object,
    ) -> Match:
        """Both steps, with every order readable."""
        held = self.standing(shops, markets, **standing)  # type: ignore[arg-type]
        candidate = candidates(arrival, held)
        return decide(
            arrival,
            candidate,
            held,
            shop_order=next(
                (o for o in shops if candidate.shop and o.id == candidate.shop.id), None
            ),
            market_order=next(
                (
                    o
                    for o in markets
                    if candidate.market and o.id == candidate.market.id
                ),
                None,
            ),
        )

    def shipped(self, order: ShopOrder, action: FulfillOrder) -> ShopOrder:
        """Return *order* as the shop shows it once it took *action*."""
        gone = {line.line_id: line.quantity for line in action.lines}
        parts = tuple(
            part.model_copy(
                update={
                    "lines": tuple(
                        line.model_copy(
                            update={"remaining": line.remaining - gone.get(line.id, 0)}
                        )
                        for line in part.lines
                    )
                }
            )
            for part in order.fulfillment_orders or ()
        )
        new = Fulfillment(
            id=f"gid://shopify/Fulfillment/{len(order.fulfillments) + 1}",
            status="SUCCESS",
            created_at=NOW,
            quantity=sum(gone.values()),
            parcels=tuple(
                Parcel(number=n, carrier="UPS") for n in action.tracking_numbers
            ),
        )
        return order.model_copy(
            update={
                "fulfillment_orders": parts,
                "fulfillments": (*order.fulfillments, new),
            }
        )

    def told(self, order: MarketOrder, action: ConfirmShipment) -> MarketOrder:
        """Return *order* as the marketplace shows it once it took *action*."""
        gone = {item.order_item_id: item.quantity for item in action.items}
        items = tuple(
            item.model_copy(
                update={"unfulfilled": item.unfulfilled - gone.get(item.id, 0)}
            )
            for item in order.items
        )
        package = Package(
            reference=action.package_reference,
            tracking_number=action.tracking_number,
            carrier="UPS",
        )
        open_units = sum(item.unfulfilled for item in items)
        return order.model_copy(
            update={
                "items": items,
                "packages": (*order.packages, package),
                "status": "PARTIALLY_SHIPPED" if open_units else "SHIPPED",
            }
        )


@pytest.fixture(scope="session")
def build() -> Build:
    return Build()
