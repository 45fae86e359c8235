"""Ship notices against marketplace orders, with and without a copy in the shop."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from extractors.codes import Reason
from matchers.policy import Policy
from matchers.values import ConfirmShipment, Match


@dataclass(frozen=True)
class Case:
    id: str
    make: Callable[[Any], Match]
    disposition: str = "act"
    codes: tuple[Reason, ...] = ()
    told: tuple[tuple[str, str, int], ...] = ()
    """Per package: (its number, SKU, units), in the order of references."""


def direct(
    market: Callable[[Any], Any] = lambda b: b.market(),
    lines: Any = (("RK-48", 4),),
    shops: Callable[[Any], Any] | None = None,
    policy: Policy | None = None,
    **notice: Any,
) -> Callable[[Any], Match]:
    """Return the decision on an order that only the marketplace has."""

    def make(b: Any) -> Match:
        arrival = b.arrival(b.notice(lines, **{"po": b.amazon, **notice}))
        return b.decide(arrival, shops(b) if shops else [], [market(b)], policy=policy)

    return make


UPS, UPS_2 = "1Z999AA10123456784", "1Z999AA10123456785"
TWO = {UPS: "UPSN", UPS_2: "UPSN"}
CASES = [
    Case("a notice that agrees is confirmed", direct(), told=((UPS, "RK-48", 4),)),
    Case(
        "a part is confirmed", direct(lines=[("RK-48", 3)]), told=((UPS, "RK-48", 3),)
    ),
    Case(
        "one more than ordered is held",
        direct(lines=[("RK-48", 5)]),
        "hold",
        (Reason.OVER_SHIPPED,),
    ),
    Case(
        "the rest after another package is confirmed",
        direct(
            lambda b: b.market({"RK-48": (4, 2)}, packages=[("1", b.ups_2)]),
            [("RK-48", 2)],
        ),
        told=((UPS, "RK-48", 2),),
    ),
    Case(
        "one more than the rest is held",
        direct(
            lambda b: b.market({"RK-48": (4, 2)}, packages=[("1", b.ups_2)]),
            [("RK-48", 3)],
        ),
        "hold",
        (Reason.OVER_SHIPPED,),
    ),
    Case(
        "the same tracking settles it",
        direct(
            lambda b: b.market(
                {"RK-48": (4, 0)}, packages=[("1", b.ups)], status="SHIPPED"
            )
        ),
        "settled",
        (Reason.ORDER_ALREADY_FULFILLED,),
    ),
    Case(
        "other tracking for all of it is held",
        direct(
            lambda b: b.market(
                {"RK-48": (4, 0)}, packages=[("1", b.ups_2)], status="SHIPPED"
            )
        ),
        "hold",
        (Reason.ALREADY_SENT_OTHER_TRACKING,),
    ),
    Case(
        "a cancelled order blocks",
        direct(lambda b: b.market(status="CANCELLED")),
        "hold",
        (Reason.ORDER_CANCELLED,),
    ),
    Case(
        "a pending order is held",
        direct(lambda b: b.market(status="PENDING")),
        "hold",
        (Reason.ORDER_ON_HOLD,),
    ),
    Case(
        "a state we do not know is held",
        direct(lambda b: b.market(status="TELEPORTED")),
        "hold",
        (Reason.ORDER_ON_HOLD,),
    ),
    Case(
        "an unknown SKU is held",
        direct(lines=[("ZZ-1", 1)]),
        "hold",
        (Reason.SKU_UNMAPPED,),
    ),
    Case(
        "the quantity ordered agrees",
        direct(lines=[("RK-48", 4, None, 4)]),
        told=((UPS, "RK-48", 4),),
    ),
    Case(
        "one case of four is not one of four",
        direct(lines=[("RK-48", 1, None, 1)]),
        "hold",
        (Reason.UOM_MISMATCH,),
    ),
    Case(
        "two parcels with printed contents are two packages",
        direct(lines=[("RK-48", 3, UPS), ("RK-48", 1, UPS_2)], tracking=TWO),
        codes=(Reason.TRACKING_SEVERAL,),
        told=((UPS, "RK-48", 3), (UPS_2, "RK-48", 1)),
    ),
    Case(
        "two parcels of unknown contents are held",
        direct(tracking=TWO),
        "hold",
        (Reason.TRACKING_SEVERAL, Reason.PARCEL_CONTENTS_UNKNOWN),
    ),
    Case(
        "two parcels of unknown contents that are told already are settled",
        direct(
            lambda b: b.market(
                {"RK-48": (4, 0)},
                packages=[("1", b.ups), ("2", b.ups_2)],
                status="SHIPPED",
            ),
            tracking=TWO,
        ),
        "settled",
        (Reason.TRACKING_SEVERAL, Reason.ORDER_ALREADY_FULFILLED),
    ),
    Case(
        "a second parcel is told beside the first",
        direct(
            lambda b: b.market({"RK-48": (4, 1)}, packages=[("7", b.ups)]),
            [("RK-48", 3, UPS), ("RK-48", 1, UPS_2)],
            tracking=TWO,
        ),
        codes=(Reason.TRACKING_SEVERAL, Reason.ORDER_ALREADY_FULFILLED),
        told=((UPS_2, "RK-48", 1),),
    ),
    Case(
        "a notice without lines is held where nobody tells whose the SKU is",
        direct(lines=[]),
        "hold",
        (Reason.SKU_UNMAPPED,),
    ),
    Case(
        "a notice without lines is told where the shops know the SKU as the vendor's",
        direct(lines=[], shops=lambda b: [b.shop(number=7)]),
        told=((UPS, "RK-48", 4),),
    ),
    Case(
        "a SKU the shops know as another vendor's blocks",
        direct(
            shops=lambda b: [
                b.shop(b.part(b.line(1, "RK-48", 4, vendor="Boxes")), number=7)
            ]
        ),
        "hold",
        (Reason.PO_OTHER_VENDOR,),
    ),
    Case(
        "policy may want every SKU's vendor known",
        direct(policy=Policy(market_vendor_known=True)),
        "hold",
        (Reason.SKU_UNMAPPED,),
    ),
    Case(
        "a carrier the marketplace has no code for is noted",
        direct(policy=Policy(marketplace_carriers=("FDEG",))),
        codes=(Reason.CARRIER_UNSUPPORTED_BY_MARKETPLACE,),
        told=((UPS, "RK-48", 4),),
    ),
    Case(
        "a carrier the marketplace has a code for is not",
        direct(policy=Policy(marketplace_carriers=("UPSN",))),
        told=((UPS, "RK-48", 4),),
    ),
    Case(
        "a day after the promise is noted",
        direct(lambda b: b.market(ship_by=b.now - timedelta(days=2))),
        codes=(Reason.SHIP_AFTER_PROMISE,),
        told=((UPS, "RK-48", 4),),
    ),
    Case(
        "the day of the promise is not",
        direct(lambda b: b.market(ship_by=b.now - timedelta(days=1))),
        told=((UPS, "RK-48", 4),),
    ),
]


@pytest.mark.parametrize("case", [pytest.param(c, id=c.id) for c in CASES])
def test_market_order(case: Case, build: Any) -> None:
    match = case.make(build)

    assert tuple(f.code for f in match.findings) == case.codes, match.findings
    assert match.disposition == case.disposition
    told = tuple(
        (action.tracking_number, item.sku, item.quantity)
        for action in match.actions
        if isinstance(action, ConfirmShipment)
        for item in action.items
    )
    assert told == case.told


def test_a_shop_order_and_its_marketplace_order_both_hear_of_it(build: Any) -> None:
    match = build.decide(
        build.arrival(), [build.shop(note=build.amazon)], [build.market()]
    )

    assert [action.kind for action in match.actions] == [
        "fulfill_order",
        "confirm_shipment",
    ]


def test_a_hold_on_one_side_holds_both(build: Any) -> None:
    match = build.decide(
        build.arrival(),
        [build.shop(note=build.amazon)],
        [build.market({"RK-48": (4, 3)}, packages=[("1", build.ups_2)])],
    )

    assert match.disposition == "hold"
    assert match.actions == ()


def test_a_notice_without_lines_tells_the_marketplace_the_vendors_lines(
    build: Any,
) -> None:
    shop = build.shop(
        build.part(
            build.line(1, "RK-48", 4),
            build.line(2, "BX-1", 1, vendor="Boxes"),
            build.line(3, "SVC", 1, ships=False),
        ),
        note=build.amazon,
    )
    market = build.market({"RK-48": (4, 4), "BX-1": (1, 1)})

    match = build.decide(build.arrival(build.notice([])), [shop], [market])

    [confirmation] = [a for a in match.actions if a.kind == "confirm_shipment"]
    assert [(i.sku, i.quantity) for i in confirmation.items] == [("RK-48", 4)]


PACKAGES = [
    ([], (), "1"),
    ([("1", "T1")], (), "2"),
    ([("3", "T1"), ("1", "T2")], (), "4"),
    ([("ref-9", "T1")], (), "1"),
    ([("1", "T1")], ("5",), "6"),
]


@pytest.mark.parametrize(("packages", "committed", "reference"), PACKAGES)
def test_a_package_takes_the_next_free_number(
    build: Any, packages: Any, committed: tuple[str, ...], reference: str
) -> None:
    ours = tuple(
        ConfirmShipment(
            marketplace="us",
            marketplace_id="ATVPDKIKX0DER",
            order_id=build.amazon,
            package_reference=each,
            items=(),
            carrier="UPSN",
            tracking_number=f"C{each}",
            ship_date=build.today,
        )
        for each in committed
    )
    arrival = build.arrival(build.notice([("RK-48", 1)], po=build.amazon))

    match = build.decide(arrival, [], [build.market(packages=packages)], committed=ours)

    [action] = match.actions
    assert action.package_reference == reference


@dataclass(frozen=True)
class Days:
    """Days counted from today."""

    id: str
    told: int
    printed: int | None = None
    mailed: int = 0
    allowed: int = 0
    inferred: bool = False


DAYS = [
    Days("as printed", -2, printed=-2),
    Days("today where today is printed", 0, printed=0),
    Days("the mail's day where none is printed", -1, mailed=-1, inferred=True),
    Days("today where the mail claims tomorrow", 0, mailed=1, inferred=True),
    Days("today where tomorrow is allowed", 0, printed=1, allowed=1, inferred=True),
]


@pytest.mark.parametrize("days", [pytest.param(d, id=d.id) for d in DAYS])
def test_the_ship_date_is(build: Any, days: Days) -> None:
    def day(offset: int) -> Any:
        return build.today + timedelta(days=offset)

    printed = None if days.printed is None else day(days.printed)
    arrival = build.arrival(
        build.notice(po=build.amazon, shipped=printed), mail_date=day(days.mailed)
    )

    match = build.decide(
        arrival, [], [build.market()], policy=Policy(future_days=days.allowed)
    )

    [action] = match.actions
    assert action.ship_date == day(days.told)
    assert action.ship_date_inferred is days.inferred
    codes = {finding.code for finding in match.findings}
    assert (Reason.SHIP_DATE_INFERRED in codes) is days.inferred


def test_an_open_action_for_the_same_parcel_is_kept_as_it_is(build: Any) -> None:
    arrival = build.arrival(build.notice(po=build.amazon))
    first = build.decide(arrival, [], [build.market()])

    again = build.decide(arrival, [], [build.market()], committed=first.actions)

    assert again.actions == first.actions


def test_an_open_action_for_the_same_parcel_with_other_contents_holds(
    build: Any,
) -> None:
    first = build.decide(
        build.arrival(build.notice(po=build.amazon)), [], [build.market()]
    )
    other = build.arrival(build.notice([("RK-48", 1)], po=build.amazon))

    match = build.decide(other, [], [build.market()], committed=first.actions)

    assert [f.code for f in match.findings] == [Reason.ALREADY_SENT_OTHER_TRACKING]
    assert match.disposition == "hold"


def test_a_parcel_without_a_number_cannot_be_confirmed(build: Any) -> None:
    notice = build.notice(po=build.amazon, tracking={}, no_tracking="our truck")

    match = build.decide(build.arrival(notice), [], [build.market()])

    assert [f.code for f in match.findings] == [
        Reason.NO_TRACKING_EXPECTED,
        Reason.NO_TRACKING,
    ]
