"""Ship notices against shop orders: the defaults agree, a row changes one thing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from extractors.codes import Reason
from matchers.values import FulfillOrder, Match

B = "gid://shopify/Location/2"
UPS, UPS_2 = "1Z999AA10123456784", "1Z999AA10123456785"


@dataclass(frozen=True)
class Case:
    id: str
    make: Callable[[Any], Match]
    disposition: str = "act"
    codes: tuple[Reason, ...] = ()
    sent: tuple[tuple[tuple[str, int], ...], ...] = ()
    """Per fulfillment: (sku, units)."""


def with_lines(*lines: tuple[Any, ...], **notice: Any) -> Callable[[Any], Match]:
    """Return the default order decided on with these lines printed."""
    return lambda b: b.decide(b.arrival(b.notice(lines, **notice)), [b.shop()])


def on(order: Callable[[Any], Any], **notice: Any) -> Callable[[Any], Match]:
    """Return the default notice decided on against another order."""
    return lambda b: b.decide(b.arrival(b.notice(**notice)), [order(b)])


CASES = [
    Case(
        "a notice that agrees is fulfilled",
        with_lines(("RK-48", 4)),
        sent=((("RK-48", 4),),),
    ),
    Case(
        "a part is fulfilled and the rest stays open",
        with_lines(("RK-48", 3)),
        codes=(Reason.PARTIAL,),
        sent=((("RK-48", 3),),),
    ),
    Case(
        "one more than ordered is held",
        with_lines(("RK-48", 5)),
        "hold",
        (Reason.OVER_SHIPPED,),
    ),
    Case(
        "rows of one SKU are added up",
        with_lines(("RK-48", 1), ("RK-48", 3)),
        sent=((("RK-48", 4),),),
    ),
    Case(
        "rows of one SKU that add up to too much are held",
        with_lines(("RK-48", 2), ("RK-48", 3)),
        "hold",
        (Reason.OVER_SHIPPED,),
    ),
    Case(
        "a SKU nobody ever ordered is unmapped",
        with_lines(("ZZ-1", 1)),
        "hold",
        (Reason.SKU_UNMAPPED,),
    ),
    Case(
        "an unmapped SKU holds its good neighbours",
        with_lines(("RK-48", 4), ("ZZ-1", 1)),
        "hold",
        (Reason.SKU_UNMAPPED,),
    ),
    Case(
        "a SKU of another order is not on this one",
        lambda b: b.decide(
            b.arrival(b.notice([("RK-72", 1)])),
            [b.shop(), b.shop(b.part(b.line(9, "RK-72", 1)), number=1002)],
        ),
        "hold",
        (Reason.LINE_NOT_ON_PO,),
    ),
    Case(
        "a line without a SKU is held",
        with_lines((None, 4)),
        "hold",
        (Reason.SKU_UNMAPPED,),
    ),
    Case(
        "a line without a quantity is held",
        with_lines(("RK-48", None)),
        "hold",
        (Reason.QUANTITY_UNKNOWN,),
    ),
    Case(
        "a negative quantity is held",
        with_lines(("RK-48", -1)),
        "hold",
        (Reason.QUANTITY_UNKNOWN,),
    ),
    Case(
        "a back-ordered line of zero units changes nothing",
        with_lines(("RK-48", 4), ("RK-72", 0)),
        sent=((("RK-48", 4),),),
    ),
    Case(
        "parcels in which nothing is are held",
        with_lines(("RK-48", 0)),
        "hold",
        (Reason.QUANTITY_UNKNOWN,),
    ),
    Case(
        "a SKU in other case and spacing is the same SKU",
        with_lines(("rk - 48", 4)),
        sent=((("RK-48", 4),),),
    ),
    Case(
        "a notice without lines speaks for the whole order",
        with_lines(),
        sent=((("RK-48", 4),),),
    ),
    Case(
        "a notice without lines that says part went is held",
        with_lines(complete=False),
        "hold",
        (Reason.QUANTITY_UNKNOWN,),
    ),
    Case(
        "a notice without lines after one unit went is held",
        on(
            lambda b: b.shop(
                b.part(b.line(1, "RK-48", 4, remaining=3)),
                fulfillments=(b.fulfillment(b.ups_2, quantity=1),),
            ),
            lines=(),
        ),
        "hold",
        (Reason.QUANTITY_UNKNOWN,),
    ),
    Case(
        "lines of other vendors are left alone",
        on(
            lambda b: b.shop(
                b.part(b.line(1, "RK-48", 4), b.line(2, "BX-1", 9, vendor="Boxes"))
            ),
            lines=(),
        ),
        sent=((("RK-48", 4),),),
    ),
    Case(
        "another vendor's line on the notice blocks",
        on(
            lambda b: b.shop(
                b.part(b.line(1, "RK-48", 4), b.line(2, "BX-1", 9, vendor="Boxes"))
            ),
            lines=[("RK-48", 4), ("BX-1", 1)],
        ),
        "hold",
        (Reason.PO_OTHER_VENDOR,),
    ),
    Case(
        "an order without a line of the vendor blocks",
        on(lambda b: b.shop(b.part(b.line(1, "RK-48", 4, vendor="Boxes")))),
        "hold",
        (Reason.PO_OTHER_VENDOR,),
    ),
    Case(
        "a cancelled order blocks",
        on(lambda b: b.shop(cancelled_at=b.now)),
        "hold",
        (Reason.ORDER_CANCELLED,),
    ),
    Case(
        "an order on hold is held",
        on(lambda b: b.shop(b.part(b.line(1, "RK-48", 4), status="ON_HOLD"))),
        "hold",
        (Reason.ORDER_ON_HOLD,),
    ),
    Case(
        "a scheduled order is held",
        on(lambda b: b.shop(b.part(b.line(1, "RK-48", 4), status="SCHEDULED"))),
        "hold",
        (Reason.ORDER_ON_HOLD,),
    ),
    Case(
        "an open order whose service offers no fulfillment is held",
        on(lambda b: b.shop(b.part(b.line(1, "RK-48", 4), can_fulfill=False))),
        "hold",
        (Reason.ORDER_ON_HOLD,),
    ),
    Case(
        "a closed order with units left is held",
        on(lambda b: b.shop(b.part(b.line(1, "RK-48", 4), status="CLOSED"))),
        "hold",
        (Reason.PO_CLOSED,),
    ),
    Case(
        "the same tracking on the order settles it",
        on(
            lambda b: b.shop(
                b.part(b.line(1, "RK-48", 4, remaining=0), status="CLOSED"),
                fulfillments=(b.fulfillment(b.ups, quantity=4),),
            )
        ),
        "settled",
        (Reason.ORDER_ALREADY_FULFILLED,),
    ),
    Case(
        "the same tracking with another quantity is held",
        on(
            lambda b: b.shop(
                b.part(b.line(1, "RK-48", 4, remaining=1)),
                fulfillments=(b.fulfillment(b.ups, quantity=3),),
            )
        ),
        "hold",
        (Reason.ORDER_ALREADY_FULFILLED,),
    ),
    Case(
        "a cancelled fulfillment with the same tracking does not count",
        on(
            lambda b: b.shop(
                fulfillments=(b.fulfillment(b.ups, quantity=4, status="CANCELLED"),)
            )
        ),
        sent=((("RK-48", 4),),),
    ),
    Case(
        "all units sent with other tracking is held",
        on(
            lambda b: b.shop(
                b.part(b.line(1, "RK-48", 4, remaining=0), status="CLOSED"),
                fulfillments=(b.fulfillment(b.ups_2, quantity=4),),
            )
        ),
        "hold",
        (Reason.ALREADY_SENT_OTHER_TRACKING,),
    ),
    Case(
        "the rest after an earlier parcel is fulfilled",
        on(
            lambda b: b.shop(
                b.part(b.line(1, "RK-48", 4, remaining=2), status="IN_PROGRESS"),
                fulfillments=(b.fulfillment(b.ups_2, quantity=2),),
            ),
            lines=[("RK-48", 2)],
        ),
        sent=((("RK-48", 2),),),
    ),
    Case(
        "one more than the rest is held",
        on(
            lambda b: b.shop(
                b.part(b.line(1, "RK-48", 4, remaining=2), status="IN_PROGRESS"),
                fulfillments=(b.fulfillment(b.ups_2, quantity=2),),
            ),
            lines=[("RK-48", 3)],
        ),
        "hold",
        (Reason.OVER_SHIPPED,),
    ),
    Case(
        "a SKU on two lines of one place is taken in turn",
        on(
            lambda b: b.shop(b.part(b.line(1, "RK-48", 3), b.line(2, "RK-48", 2))),
            lines=[("RK-48", 4)],
        ),
        codes=(Reason.PARTIAL,),
        sent=((("RK-48", 3), ("RK-48", 1)),),
    ),
    Case(
        "two fulfillment orders of one place go in one call",
        on(
            lambda b: b.shop(
                b.part(b.line(1, "RK-48", 2)), b.part(b.line(2, "RK-48", 2), number=2)
            )
        ),
        sent=((("RK-48", 2), ("RK-48", 2)),),
    ),
    Case(
        "all units of two places go in two calls",
        on(
            lambda b: b.shop(
                b.part(b.line(1, "RK-48", 2)),
                b.part(b.line(2, "RK-48", 2), number=2, location=B),
            )
        ),
        sent=((("RK-48", 2),), (("RK-48", 2),)),
    ),
    Case(
        "some units of two places could be from either and are held",
        on(
            lambda b: b.shop(
                b.part(b.line(1, "RK-48", 2)),
                b.part(b.line(2, "RK-48", 2), number=2, location=B),
            ),
            lines=[("RK-48", 2)],
        ),
        "hold",
        (Reason.SKU_AMBIGUOUS,),
    ),
    Case(
        "a cancelled fulfillment order does not count",
        on(
            lambda b: b.shop(
                b.part(b.line(1, "RK-48", 4, remaining=0), status="CANCELLED"),
                b.part(b.line(2, "RK-48", 4), number=2, location=B),
            )
        ),
        sent=((("RK-48", 4),),),
    ),
    Case(
        "the quantity ordered agrees",
        with_lines(("RK-48", 4, None, 4)),
        sent=((("RK-48", 4),),),
    ),
    Case(
        "the quantity ordered is what was left",
        on(
            lambda b: b.shop(
                b.part(b.line(1, "RK-48", 4, remaining=2)),
                fulfillments=(b.fulfillment(b.ups_2, quantity=2),),
            ),
            lines=[("RK-48", 2, None, 2)],
        ),
        sent=((("RK-48", 2),),),
    ),
    Case(
        "the quantity ordered is that of one of two lines",
        on(
            lambda b: b.shop(b.part(b.line(1, "RK-48", 3), b.line(2, "RK-48", 1))),
            lines=[("RK-48", 3, None, 3), ("RK-48", 1, None, 1)],
        ),
        sent=((("RK-48", 3), ("RK-48", 1)),),
    ),
    Case(
        "one case of four is not one of four",
        with_lines(("RK-48", 1, None, 1)),
        "hold",
        (Reason.UOM_MISMATCH, Reason.PARTIAL),
    ),
    Case(
        "one parcel of two places beside an earlier one is held",
        on(
            lambda b: b.shop(
                b.part(b.line(1, "RK-48", 4, remaining=2)),
                b.part(b.line(2, "RK-48", 2), number=2, location=B),
                fulfillments=(b.fulfillment(b.ups_2, quantity=2),),
            )
        ),
        "hold",
        (Reason.PARCEL_CONTENTS_UNKNOWN,),
    ),
    Case(
        "a parcel of which one number is on the order already is held",
        on(
            lambda b: b.shop(
                b.part(b.line(1, "RK-48", 4, remaining=2)),
                fulfillments=(b.fulfillment(b.ups, quantity=2),),
            ),
            tracking={UPS: "UPSN", UPS_2: "UPSN"},
        ),
        "hold",
        (Reason.TRACKING_SEVERAL, Reason.ORDER_ALREADY_FULFILLED),
    ),
    Case(
        "with contents printed the number that is not there goes",
        on(
            lambda b: b.shop(
                b.part(b.line(1, "RK-48", 4, remaining=2)),
                fulfillments=(b.fulfillment(b.ups, quantity=2),),
            ),
            lines=[("RK-48", 2, UPS), ("RK-48", 2, UPS_2)],
            tracking={UPS: "UPSN", UPS_2: "UPSN"},
        ),
        codes=(Reason.TRACKING_SEVERAL, Reason.ORDER_ALREADY_FULFILLED),
        sent=((("RK-48", 2),),),
    ),
    Case(
        "a notice without lines settles with what was sent by hand",
        on(
            lambda b: b.shop(
                b.part(b.line(1, "RK-48", 4, remaining=1)),
                fulfillments=(b.fulfillment(b.ups, quantity=3),),
            ),
            lines=(),
        ),
        "settled",
        (Reason.ORDER_ALREADY_FULFILLED,),
    ),
    Case(
        "two SKUs that differ in spacing alone are ambiguous",
        on(lambda b: b.shop(b.part(b.line(1, "RK-48", 4), b.line(2, "RK -48", 4)))),
        "hold",
        (Reason.SKU_AMBIGUOUS,),
    ),
]


@pytest.mark.parametrize("case", [pytest.param(c, id=c.id) for c in CASES])
def test_shop_order(case: Case, build: Any) -> None:
    match = case.make(build)

    assert tuple(f.code for f in match.findings) == case.codes, match.findings
    assert match.disposition == case.disposition
    sent = tuple(
        tuple((line.sku, line.quantity) for line in action.lines)
        for action in match.actions
        if isinstance(action, FulfillOrder)
    )
    assert sent == case.sent
