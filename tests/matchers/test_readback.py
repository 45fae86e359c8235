"""What a service shows of a write: done, absent, or something never to be added to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from extractors.codes import Reason
from matchers.readback import confirmed, fulfilled, still_valid
from matchers.values import ConfirmItem, ConfirmShipment, FulfillLine, FulfillOrder

A, B = "gid://shopify/Location/1", "gid://shopify/Location/2"
UPS, UPS_2 = "1Z999AA10123456784", "1Z999AA10123456785"


def fulfillment(
    *numbers: str, units: int = 4, line: int = 1, part: int = 1
) -> FulfillOrder:
    return FulfillOrder(
        shop="main",
        order_id="gid://shopify/Order/1001",
        order_name="#1001",
        lines=(
            FulfillLine(
                fulfillment_order_id=f"gid://shopify/FulfillmentOrder/{part}",
                line_id=f"gid://shopify/FulfillmentOrderLineItem/{line}",
                sku="RK-48",
                quantity=units,
            ),
        ),
        carrier="UPSN" if numbers else None,
        tracking_numbers=numbers,
        notice_digest="" if numbers else "digest",
    )


def confirmation(
    number: str = UPS, units: int = 4, reference: str = "1"
) -> ConfirmShipment:
    return ConfirmShipment(
        marketplace="us",
        marketplace_id="ATVPDKIKX0DER",
        order_id="111-2222222-3333333",
        package_reference=reference,
        items=(ConfirmItem(order_item_id="item-RK-48", sku="RK-48", quantity=units),),
        carrier="UPSN",
        tracking_number=number,
        ship_date=date(2026, 11, 20),
    )


OURS = fulfillment(UPS)


@dataclass(frozen=True)
class Case:
    id: str
    status: str
    now: Callable[[Any], Any]
    action: FulfillOrder = OURS


def order(
    remaining: int, *fulfillments: tuple[tuple[str, ...], int, str], total: int = 4
) -> Callable[[Any], Any]:
    """Return an order with so many units left and (numbers, units, status)."""
    return lambda b: b.shop(
        b.part(b.line(1, "RK-48", total, remaining=remaining)),
        fulfillments=tuple(
            b.fulfillment(*numbers, quantity=units, status=status, number=place)
            for place, (numbers, units, status) in enumerate(fulfillments, 1)
        ),
    )


def done(*numbers: str, units: int = 4, status: str = "SUCCESS") -> Any:
    return (numbers, units, status)


CASES = [
    Case("our number, units and lines are there", "done", order(0, done(UPS))),
    Case("nothing is there", "absent", order(4)),
    Case(
        "a cancelled one is not there",
        "absent",
        order(4, done(UPS, status="CANCELLED")),
    ),
    Case("a failed one is not there", "absent", order(4, done(UPS, status="FAILURE"))),
    Case("our number with fewer units", "conflict", order(1, done(UPS, units=3))),
    Case(
        "our number with more units", "conflict", order(0, done(UPS, units=5), total=5)
    ),
    Case("our number among others", "conflict", order(0, done(UPS, UPS_2))),
    Case("our number twice", "conflict", order(0, done(UPS), done(UPS), total=8)),
    Case("our number and lines still open", "conflict", order(4, done(UPS))),
    Case("our lines on another number", "conflict", order(0, done(UPS_2))),
    Case(
        "another part on another number",
        "absent",
        order(4, done(UPS_2), total=8),
    ),
    Case(
        "ours beside another part",
        "done",
        order(0, done(UPS_2), done(UPS), total=8),
    ),
    Case(
        "one of our two numbers",
        "conflict",
        order(0, done(UPS)),
        fulfillment(UPS, UPS_2),
    ),
    Case(
        "both our numbers in other order",
        "done",
        order(0, done(UPS_2, UPS)),
        fulfillment(UPS, UPS_2),
    ),
    Case("our number in other dress", "done", order(0, done("1z 999 aa1 0123456784"))),
    Case(
        "the order without fulfillment orders",
        "conflict",
        lambda b: order(0, done(UPS))(b).model_copy(
            update={"fulfillment_orders": None}
        ),
    ),
    Case(
        "our line is gone", "conflict", lambda b: b.shop(b.part(b.line(7, "RK-48", 4)))
    ),
    Case("no number and nothing there", "absent", order(4), fulfillment()),
    Case(
        "no number and one like it, which may be ours",
        "conflict",
        order(0, done()),
        fulfillment(),
    ),
    Case(
        "no number and our lines gone", "conflict", order(0, done(UPS)), fulfillment()
    ),
]


@pytest.mark.parametrize("case", [pytest.param(c, id=c.id) for c in CASES])
def test_a_fulfillment_reads_back(case: Case, build: Any) -> None:
    seen = fulfilled(case.action, case.now(build))

    assert seen.status == case.status, seen
    assert (seen.remote != "") is (case.status == "done")
    assert (seen.detail != "") is (case.status == "conflict")


def test_the_carriers_name_counts_where_it_is_given(build: Any) -> None:
    now = order(0, done(UPS))(build)

    assert fulfilled(fulfillment(UPS), now, company="UPS").status == "done"
    assert fulfilled(fulfillment(UPS), now, company="FedEx").status == "conflict"


@pytest.mark.parametrize(
    ("before", "now", "status"),
    [
        (order(4), order(0, done()), "done"),
        (order(4), order(4), "absent"),
        (order(4, done()), order(4, done()), "absent"),
        (order(4), order(2, done(units=2)), "conflict"),
        (order(8, total=8), order(0, done(), done(), total=8), "conflict"),
        (order(4), order(4, done()), "conflict"),
    ],
    ids=[
        "it is new",
        "nothing is new",
        "an old one is not ours",
        "another took its lines",
        "two are new",
        "it is new and its lines are open",
    ],
)
def test_without_a_number_the_difference_proves_it(
    build: Any, before: Callable[[Any], Any], now: Callable[[Any], Any], status: str
) -> None:
    seen = fulfilled(fulfillment(), now(build), before(build))

    assert seen.status == status


def test_with_a_reading_before_it_the_difference_must_agree(build: Any) -> None:
    was, now = order(8, total=8)(build), order(4, done(UPS), total=8)(build)

    assert fulfilled(fulfillment(UPS), now, was).status == "done"
    assert fulfilled(fulfillment(UPS), now, now).status == "conflict"
    assert fulfilled(fulfillment(UPS), was, was).status == "absent"
    less = order(5, total=8)(build)
    assert fulfilled(fulfillment(UPS), less, was).status == "conflict"


def test_one_parcel_of_two_places_is_two_writes_under_one_number(build: Any) -> None:
    first, second = fulfillment(UPS, units=2), fulfillment(UPS, units=2, line=2, part=2)
    none = build.shop(
        build.part(build.line(1, "RK-48", 2), location=A),
        build.part(build.line(2, "RK-48", 4), number=2, location=B),
    )
    one = build.shipped(none, first)
    both = build.shipped(one, second)
    doubled = build.shipped(both, second)

    assert [fulfilled(first, o).status for o in (none, one, both)] == [
        "absent",
        "done",
        "done",
    ]
    assert [fulfilled(second, o).status for o in (none, one, both)] == [
        "absent",
        "absent",
        "done",
    ]
    assert fulfilled(second, doubled).status == "conflict"


MARKET = [
    ("ours is there", "done", {"RK-48": (4, 0)}, [("1", UPS)]),
    ("nothing is there", "absent", {"RK-48": (4, 4)}, []),
    ("another package is there", "absent", {"RK-48": (8, 4)}, [("2", UPS_2)]),
    ("our number under another reference", "conflict", {"RK-48": (4, 0)}, [("2", UPS)]),
    (
        "our reference with another number",
        "conflict",
        {"RK-48": (8, 4)},
        [("1", UPS_2)],
    ),
    ("our number twice", "conflict", {"RK-48": (8, 0)}, [("1", UPS), ("2", UPS)]),
    ("our package and its units open", "conflict", {"RK-48": (4, 4)}, [("1", UPS)]),
    ("another took the units", "conflict", {"RK-48": (4, 3)}, [("2", UPS_2)]),
    ("our line is gone", "conflict", {"OTHER": (4, 4)}, []),
]


@pytest.mark.parametrize(
    ("status", "items", "packages"), [pytest.param(*r[1:], id=r[0]) for r in MARKET]
)
def test_a_confirmation_reads_back(
    build: Any, status: str, items: Any, packages: Any
) -> None:
    seen = confirmed(confirmation(), build.market(items, packages=packages))

    assert seen.status == status, seen
    assert seen.remote == ("1" if status == "done" else "")


def test_the_marketplaces_carrier_counts_where_both_are_known(build: Any) -> None:
    now = build.told(build.market(), confirmation())

    assert confirmed(confirmation(), now, carrier="UPS").status == "done"
    assert confirmed(confirmation(), now, carrier="FedEx").status == "conflict"


CHANGED = [
    ("nothing changed", (), lambda b: b.shop()),
    (
        "cancelled",
        (Reason.ORDER_CANCELLED,),
        lambda b: b.shop(cancelled_at=b.now),
    ),
    (
        "on hold",
        (Reason.ORDER_ON_HOLD,),
        lambda b: b.shop(b.part(b.line(1, "RK-48", 4), status="ON_HOLD")),
    ),
    (
        "no longer offered",
        (Reason.ORDER_ON_HOLD,),
        lambda b: b.shop(b.part(b.line(1, "RK-48", 4), can_fulfill=False)),
    ),
    (
        "closed",
        (Reason.PO_CLOSED,),
        lambda b: b.shop(b.part(b.line(1, "RK-48", 4, remaining=0), status="CLOSED")),
    ),
    (
        "one unit too few",
        (Reason.QTY_OVER_REMAINING,),
        lambda b: b.shop(b.part(b.line(1, "RK-48", 4, remaining=3))),
    ),
    ("more than enough", (), lambda b: b.shop(b.part(b.line(1, "RK-48", 5)))),
    (
        "another line",
        (Reason.LINE_NOT_ON_PO,),
        lambda b: b.shop(b.part(b.line(2, "RK-48", 4))),
    ),
    (
        "another SKU on the line",
        (Reason.LINE_NOT_ON_PO,),
        lambda b: b.shop(b.part(b.line(1, "RK-72", 4))),
    ),
]


@pytest.mark.parametrize(
    ("codes", "now"), [pytest.param(*row[1:], id=row[0]) for row in CHANGED]
)
def test_a_shop_order_that_changed_is_not_written_to(
    build: Any, codes: tuple[Reason, ...], now: Callable[[Any], Any]
) -> None:
    findings = still_valid(fulfillment(UPS), now(build))

    assert tuple(finding.code for finding in findings) == codes


@pytest.mark.parametrize(
    ("status", "unfulfilled", "codes"),
    [
        ("UNSHIPPED", 4, ()),
        ("PARTIALLY_SHIPPED", 4, ()),
        ("UNSHIPPED", 3, (Reason.QTY_OVER_REMAINING,)),
        ("CANCELLED", 4, (Reason.ORDER_CANCELLED,)),
        ("PENDING", 4, (Reason.ORDER_ON_HOLD,)),
        ("SHIPPED", 0, (Reason.QTY_OVER_REMAINING,)),
    ],
)
def test_a_marketplace_order_that_changed_is_not_written_to(
    build: Any, status: str, unfulfilled: int, codes: tuple[Reason, ...]
) -> None:
    now = build.market({"RK-48": (4, unfulfilled)}, status=status)

    assert tuple(f.code for f in still_valid(confirmation(), now)) == codes


def test_an_action_for_the_other_kind_of_order_is_our_mistake(build: Any) -> None:
    with pytest.raises(TypeError, match="fulfill_order cannot go to MarketOrder"):
        still_valid(fulfillment(UPS), build.market())
