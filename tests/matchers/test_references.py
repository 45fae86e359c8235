"""Which order a notice names, and when it names none, too many, or somebody else's."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from extractors.codes import Reason
from matchers.policy import Policy, PolicyRow, ShopSources
from matchers.shipments import Candidate, candidates, claims, decide
from matchers.values import Match

OTHER = "113-4444444-5555555"


@dataclass(frozen=True)
class Case:
    id: str
    make: Callable[[Any], Match]
    disposition: str = "act"
    codes: tuple[Reason, ...] = ()


def two_shop_orders(b: Any, **notice: Any) -> Match:
    """Return the notice decided on with a second order of the same vendor known."""
    second = b.shop(b.part(b.line(9, "RK-48", 4)), number=1002)
    return b.decide(b.arrival(b.notice(**notice)), [b.shop(), second])


CASES = [
    Case(
        "the order number of the same order agrees",
        lambda b: two_shop_orders(b, order="#1001"),
    ),
    Case(
        "an order number nobody knows says nothing",
        lambda b: two_shop_orders(b, order="SO-5"),
    ),
    Case(
        "an order number of another order is held",
        lambda b: two_shop_orders(b, order="#1002"),
        "hold",
        (Reason.PO_AMBIGUOUS,),
    ),
    Case(
        "an unknown number is held",
        lambda b: two_shop_orders(b, po="PO-1003"),
        "hold",
        (Reason.PO_NOT_FOUND,),
    ),
    Case(
        "no number is held",
        lambda b: two_shop_orders(b, po=None),
        "hold",
        (Reason.PO_MISSING,),
    ),
    Case(
        "a word is no number",
        lambda b: two_shop_orders(b, po="verbal"),
        "hold",
        (Reason.PO_MISSING,),
    ),
    Case(
        "an order number alone may be the vendor's own and is held",
        lambda b: two_shop_orders(b, po=None, order="1001"),
        "hold",
        (Reason.PO_MISSING,),
    ),
    Case(
        "a marketplace's order id alone is enough",
        lambda b: b.decide(
            b.arrival(b.notice(po=None, order=b.amazon)), [], [b.market()]
        ),
    ),
    Case(
        "an order number of another marketplace order is held",
        lambda b: b.decide(
            b.arrival(b.notice(order=b.amazon)), [b.shop()], [b.market()]
        ),
        "hold",
        (Reason.PO_AMBIGUOUS,),
    ),
    Case(
        "a number that two orders bear is held",
        lambda b: b.decide(
            b.arrival(),
            [b.shop(), b.shop(number=2000, po_number="po 1001")],
            policy=Policy(
                po=(ShopSources(shop="main", sources=("name", "po_number")),)
            ),
        ),
        "hold",
        (Reason.PO_AMBIGUOUS,),
    ),
    Case(
        "a shop order that names two marketplace orders is held",
        lambda b: b.decide(
            b.arrival(),
            [b.shop(note=f"{b.amazon} {OTHER}")],
            [b.market(), b.market(id=OTHER)],
        ),
        "hold",
        (Reason.AMAZON_ORDER_AMBIGUOUS,),
    ),
    Case(
        "a marketplace order that two shop orders name is held",
        lambda b: b.decide(
            b.arrival(),
            [b.shop(note=b.amazon), b.shop(number=1002, note=b.amazon)],
            [b.market()],
        ),
        "hold",
        (Reason.AMAZON_ORDER_AMBIGUOUS,),
    ),
    Case(
        "a marketplace order in two marketplaces is held",
        lambda b: b.decide(
            b.arrival(),
            [b.shop(note=b.amazon)],
            [b.market(), b.market(marketplace="ca")],
        ),
        "hold",
        (Reason.AMAZON_ORDER_AMBIGUOUS,),
    ),
    Case(
        "a marketplace order no marketplace shows is held",
        lambda b: b.decide(b.arrival(), [b.shop(note=b.amazon)], [b.market(id=OTHER)]),
        "hold",
        (Reason.ORDER_NOT_FOUND,),
    ),
    Case(
        "without a marketplace its ids mean nothing",
        lambda b: b.decide(
            b.arrival(),
            [b.shop(note=b.amazon)],
            policy=Policy(confirm_marketplaces=False),
        ),
    ),
    Case(
        "two orders that go to different postal codes are not one",
        lambda b: b.decide(
            b.arrival(), [b.shop(note=b.amazon)], [b.market(postal_code="10001")]
        ),
        "hold",
        (Reason.AMAZON_ORDER_AMBIGUOUS,),
    ),
    Case(
        "a ZIP+4 of the same postal code is the same",
        lambda b: b.decide(
            b.arrival(), [b.shop(note=b.amazon)], [b.market(postal_code="60601-0001")]
        ),
    ),
    Case(
        "an unknown postal code says nothing",
        lambda b: b.decide(
            b.arrival(),
            [b.shop(note=b.amazon, postal_code="")],
            [b.market(postal_code="1")],
        ),
    ),
    Case(
        "an order read at the limit of age is fresh",
        lambda b: b.decide(
            b.arrival(), [b.shop(read_at=b.now - Policy().max_reading_age)]
        ),
    ),
    Case(
        "an order read earlier is decided on again",
        lambda b: b.decide(
            b.arrival(),
            [b.shop(read_at=b.now - Policy().max_reading_age - timedelta(seconds=1))],
        ),
        "wait",
        (Reason.STALE_SNAPSHOT,),
    ),
    Case(
        "an index at the limit of age is fresh",
        lambda b: b.decide(
            b.arrival(), [b.shop()], indexed_at=b.now - Policy().max_snapshot_age
        ),
    ),
    Case(
        "an older index decides nothing",
        lambda b: b.decide(
            b.arrival(),
            [b.shop()],
            indexed_at=b.now - Policy().max_snapshot_age - timedelta(seconds=1),
        ),
        "wait",
        (Reason.STALE_SNAPSHOT,),
    ),
    Case(
        "a tracking number of another shop order blocks",
        lambda b: b.decide(
            b.arrival(),
            [
                b.shop(),
                b.shop(number=7, fulfillments=(b.fulfillment(b.ups, quantity=1),)),
            ],
        ),
        "hold",
        (Reason.TRACKING_REUSED,),
    ),
    Case(
        "a tracking number of another marketplace order blocks",
        lambda b: b.decide(
            b.arrival(), [b.shop()], [b.market(packages=[("1", b.ups)])]
        ),
        "hold",
        (Reason.TRACKING_REUSED,),
    ),
    Case(
        "a tracking number of a cancelled fulfillment is free",
        lambda b: b.decide(
            b.arrival(),
            [
                b.shop(),
                b.shop(
                    number=7,
                    fulfillments=(
                        b.fulfillment(b.ups, quantity=1, status="CANCELLED"),
                    ),
                ),
            ],
        ),
    ),
]


@pytest.mark.parametrize("case", [pytest.param(c, id=c.id) for c in CASES])
def test_reference(case: Case, build: Any) -> None:
    match = case.make(build)

    assert tuple(f.code for f in match.findings) == case.codes, match.findings
    assert match.disposition == case.disposition
    assert bool(match.actions) == (case.disposition == "act")


def test_a_number_tonights_other_action_uses_blocks(build: Any) -> None:
    shops = [
        build.shop(),
        build.shop(build.part(build.line(9, "RK-48", 4)), number=1002),
    ]
    first = build.decide(build.arrival(), shops)

    second = build.decide(
        build.arrival(build.notice(po="1002")), shops, committed=first.actions
    )

    assert second.disposition == "hold"
    assert [f.code for f in second.findings] == [Reason.TRACKING_REUSED]


@pytest.mark.parametrize("po", ["1001", "1002"], ids=["the first", "the second"])
def test_one_number_on_two_notices_of_a_night_holds(build: Any, po: str) -> None:
    shops = [
        build.shop(),
        build.shop(build.part(build.line(9, "RK-48", 4)), number=1002),
    ]
    held = build.standing(shops)
    arrivals = [build.arrival(build.notice(po=each)) for each in ("1001", "1002")]
    claimed = claims((each, candidates(each, held)) for each in arrivals)

    match = build.decide(build.arrival(build.notice(po=po)), shops, claimed=claimed)

    assert [f.code for f in match.findings] == [Reason.TRACKING_REUSED]


def test_a_notice_nobody_trusts_claims_no_number(build: Any) -> None:
    held = build.standing([build.shop()])
    arrival = build.arrival(verdict=build.verdict("quarantine"))

    assert claims([(arrival, candidates(arrival, held))]) == {}


def test_two_notices_of_one_order_claim_one_order(build: Any) -> None:
    shops = [build.shop()]
    held = build.standing(shops)
    pair = [(build.arrival(), candidates(build.arrival(), held))] * 2

    match = build.decide(build.arrival(), shops, claimed=claims(pair))

    assert match.disposition == "act"


def test_the_copy_of_a_marketplace_order_may_bear_its_number(build: Any) -> None:
    shop = build.shop(
        build.part(build.line(1, "RK-48", 4, remaining=0), status="CLOSED"),
        note=build.amazon,
        fulfillments=(build.fulfillment(build.ups, quantity=4),),
    )

    match = build.decide(build.arrival(), [shop], [build.market()])

    assert [f.code for f in match.findings] == [Reason.ORDER_ALREADY_FULFILLED]
    assert [action.kind for action in match.actions] == ["confirm_shipment"]


@pytest.mark.parametrize(
    ("nights", "disposition", "code"),
    [(0, "hold", Reason.PO_NOT_FOUND), (1, "settled", Reason.RESOLVED_OUTSIDE)],
    ids=["not on the first night", "on a later night"],
)
def test_what_a_person_found_by_hand_settles_itself(
    build: Any, nights: int, disposition: str, code: Reason
) -> None:
    shop = build.shop(
        number=7, fulfillments=(build.fulfillment(build.ups, quantity=4),)
    )
    arrival = build.arrival(build.notice(po="wrong-1"), nights_open=nights)

    match = build.decide(arrival, [shop])

    assert match.disposition == disposition
    assert [f.code for f in match.findings] == [code]


def test_one_parcel_found_by_hand_does_not_settle_the_other(build: Any) -> None:
    shop = build.shop(
        number=7, fulfillments=(build.fulfillment(build.ups, quantity=4),)
    )
    notice = build.notice(
        po="wrong-1", tracking={build.ups: "UPSN", build.ups_2: "UPSN"}
    )

    match = build.decide(build.arrival(notice, nights_open=1), [shop])

    assert match.disposition == "hold"


@pytest.mark.parametrize(
    ("nights", "disposition"),
    [(4, "wait"), (5, "hold")],
    ids=["the last night it may wait", "the night after"],
)
def test_an_unmatched_notice_waits_where_a_row_says_so(
    build: Any, nights: int, disposition: str
) -> None:
    policy = Policy(rows=(PolicyRow(code="po_not_found", disposition="retry"),))
    arrival = build.arrival(build.notice(po="PO-5"), nights_open=nights)

    assert build.decide(arrival, [], policy=policy).disposition == disposition


@pytest.mark.parametrize("given", ["nothing", "another order", "no fulfillment orders"])
def test_an_order_that_could_not_be_read_afresh_waits(build: Any, given: str) -> None:
    shop = build.shop()
    held = build.standing([shop])
    candidate = candidates(build.arrival(), held)
    fresh = {
        "nothing": None,
        "another order": build.shop(number=7),
        "no fulfillment orders": shop.model_copy(update={"fulfillment_orders": None}),
    }[given]

    match = decide(build.arrival(), candidate, held, shop_order=fresh)

    assert match.disposition == "wait"
    assert match.actions == ()


def test_a_candidate_says_what_to_read(build: Any) -> None:
    held = build.standing([build.shop(note=build.amazon)], [build.market()])

    found = candidates(build.arrival(), held)

    assert [str(ref) for ref in found.references] == [
        "shops:main:gid://shopify/Order/1001",
        f"marketplaces:us:{build.amazon}",
    ]
    assert Candidate().references == ()
