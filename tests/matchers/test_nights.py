"""Many notices, many nights: totals never exceed what was ordered, whatever is said."""

from collections import Counter
from datetime import timedelta
from itertools import permutations
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.codes import Reason
from extractors.values import Issue
from matchers.findings import stops
from matchers.readback import confirmed, fulfilled, still_valid
from matchers.shipments import candidates, decide
from matchers.values import FulfillOrder, Match

SKUS = ["RK-48", "RK-72", "BX-1", "ZZ-1"]
NUMBERS = [f"1Z999AA1012345678{n}" for n in range(4)]
ODD = st.text(max_size=12)
few = st.integers(0, 4)
small = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def orders(draw: st.DrawFn, b: Any) -> tuple[Any, Any]:
    """Draw a shop order of two vendors at one or two places, perhaps with its twin."""
    parts = []
    line = 0
    for number in range(draw(st.integers(1, 2))):
        lines = []
        for _ in range(draw(st.integers(1, 3))):
            line += 1
            total = draw(st.integers(1, 6))
            vendor = draw(st.sampled_from(["Acme Racks"] * 4 + ["Boxes"]))
            lines.append(
                b.line(line, draw(st.sampled_from(SKUS[:3])), total, vendor=vendor)
            )
        status = draw(st.sampled_from(["OPEN"] * 4 + ["IN_PROGRESS", "ON_HOLD"]))
        place = f"gid://shopify/Location/{draw(st.sampled_from([1, 1, 2]))}"
        parts.append(b.part(*lines, number=number + 1, status=status, location=place))
    twin = draw(st.booleans())
    ordered = Counter(
        dict.fromkeys(SKUS[:3], 0)
        | Counter(each.sku for part in parts for each in part.lines)
    )
    items = {sku: (units + 1, units + 1) for sku, units in ordered.items()}
    shop = b.shop(*parts, note=b.amazon if twin else "")
    return shop, b.market(items) if twin else None


@st.composite
def notices(draw: st.DrawFn, b: Any, shop: Any) -> Any:
    """Draw a notice for *shop*: mostly one a vendor would send, sometimes any."""
    if draw(st.integers(0, 3)):
        return draw(plausible_notices(b, shop))
    numbers = draw(st.lists(st.sampled_from(NUMBERS), max_size=2, unique=True))
    lines = st.tuples(
        st.sampled_from(SKUS), st.none() | few, st.none() | st.sampled_from(NUMBERS)
    )
    return b.notice(
        draw(st.lists(lines, max_size=3)),
        po=draw(st.sampled_from(["1001", "#1001", b.amazon, "77", None])),
        tracking={n: draw(st.sampled_from(["UPSN", "FDEG", None])) for n in numbers},
        carrier=draw(st.sampled_from([None, "UPSN"])),
        complete=draw(st.booleans()),
    )


@st.composite
def plausible_notices(draw: st.DrawFn, b: Any, shop: Any) -> Any:
    """Draw a notice of the vendor's own SKUs; it may still say too much, or twice."""
    numbers = draw(
        st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=2, unique=True)
    )
    own = sorted({line.sku for line in shop.lines if line.vendor == "Acme Racks"})
    skus = draw(st.lists(st.sampled_from(own or SKUS), max_size=2, unique=True))
    parcels = numbers if draw(st.booleans()) else [None]
    lines = [
        (sku, draw(st.integers(1, 3)), parcel) for sku in skus for parcel in parcels
    ]
    scacs = [draw(st.sampled_from(["UPSN", "UPSN", "FDEG"])) for _ in numbers]
    return b.notice(lines, tracking=dict(zip(numbers, scacs, strict=True)))


def applied(b: Any, shop: Any, market: Any, match: Match) -> tuple[Any, Any]:
    """Return the orders once the services took what *match* sends."""
    for action in match.actions:
        if isinstance(action, FulfillOrder):
            if fulfilled(action, shop).status == "absent":
                assert still_valid(action, shop) == ()
                before, shop = shop, b.shipped(shop, action)
                assert fulfilled(action, shop, before).status == "done"
            assert fulfilled(action, shop).status in {"done", "conflict"}
        else:
            if confirmed(action, market).status == "absent":
                assert still_valid(action, market) == ()
                market = b.told(market, action)
            assert confirmed(action, market).status == "done"
    return shop, market


def check_totals(shop: Any, market: Any) -> None:
    for part in shop.fulfillment_orders:
        for line in part.lines:
            assert 0 <= line.remaining <= line.total
            assert line.vendor != "Boxes" or line.remaining == line.total
    for item in market.items if market else ():
        assert 0 <= item.unfulfilled <= item.ordered


@small
@given(data=st.data())
def test_no_sequence_of_notices_sends_more_than_ordered(data: Any, build: Any) -> None:
    """Some actions are applied at once, others stay open until the night is over."""
    shop, market = data.draw(orders(build))
    held: tuple[Any, ...] = ()
    for place in range(data.draw(st.integers(1, 5))):
        notice = data.draw(notices(build, shop))
        arrival = build.arrival(notice, document=f"{place:064}")
        markets = [market] if market else []
        match = build.decide(arrival, [shop], markets, committed=held)

        assert (match.disposition == "act") == bool(match.actions)
        if match.disposition == "act":
            assert not stops(match.findings)
        own = {
            line.id: line
            for part in shop.fulfillment_orders
            for line in part.lines
            if line.vendor == "Acme Racks"
        }
        for action in match.actions:
            if isinstance(action, FulfillOrder):
                assert all(line.line_id in own for line in action.lines)
                assert all(own[each.line_id].sku == each.sku for each in action.lines)
                assert all(each.quantity > 0 for each in action.lines)
        if data.draw(st.booleans()):
            shop, market = applied(build, shop, market, match)
        else:
            held += match.actions
    for action in held:
        one = Match(
            key="",
            vendor="",
            po_number="",
            notice="",
            disposition="act",
            actions=(action,),
        )
        shop, market = applied(build, shop, market, one)
    check_totals(shop, market)


@small
@given(data=st.data())
def test_a_decision_is_the_same_on_every_retry(data: Any, build: Any) -> None:
    shop, market = data.draw(orders(build))
    arrival = build.arrival(data.draw(notices(build, shop)))
    markets = [market] if market else []

    first = build.decide(arrival, [shop], markets)
    again = build.decide(arrival, [shop], markets)
    open_ones = build.decide(arrival, [shop], markets, committed=first.actions)
    after = build.decide(
        arrival, *[[o] if o else [] for o in applied(build, shop, market, first)]
    )

    assert first == again
    assert Match.model_validate_json(first.model_dump_json()) == first
    if first.disposition == "act":
        assert open_ones.actions == first.actions
        assert after.disposition in {"settled", "hold"}
        assert after.actions == ()


@small
@given(data=st.data(), units=st.lists(st.integers(1, 3), min_size=2, max_size=4))
def test_the_order_of_notices_does_not_change_the_total(
    data: Any, units: list[int], build: Any
) -> None:
    """Where all fit, all go, in whatever order they come."""
    total = sum(units) + data.draw(few)
    shop = build.shop(build.part(build.line(1, "RK-48", total)), note=build.amazon)
    market = build.market({"RK-48": (total, total)})
    arrivals = [
        build.arrival(build.notice([("RK-48", each)], tracking={number: "UPSN"}))
        for each, number in zip(units, NUMBERS, strict=False)
    ]
    totals = set()
    for order in permutations(arrivals):
        committed: tuple[Any, ...] = ()
        for arrival in order:
            match = build.decide(arrival, [shop], [market], committed=committed)
            assert match.disposition == "act"
            committed += match.actions
        totals.add(
            tuple(
                sorted(
                    (
                        a.kind,
                        sum(
                            each.quantity
                            for each in getattr(a, "lines", None) or a.items
                        ),
                    )
                    for a in committed
                )
            )
        )
        references = [
            a.package_reference for a in committed if a.kind != "fulfill_order"
        ]
        assert len(set(references)) == len(references)
    assert len(totals) == 1


@small
@given(words=st.lists(ODD, min_size=5, max_size=5), units=st.integers(), data=st.data())
def test_nothing_a_stranger_writes_raises(
    words: list[str], units: int, data: Any, build: Any
) -> None:
    po, order, sku, number, carrier = words
    shop, market = data.draw(orders(build))
    notice = build.notice(
        [(sku, units, number), (sku, units)],
        po=po,
        order=order,
        tracking={number: carrier, carrier: None},
        shipped=build.today + timedelta(days=data.draw(st.integers(-999, 999))),
    )
    issues = (Issue(code=data.draw(st.sampled_from(list(Reason))), detail=po),)
    arrival = build.arrival(notice, issues=issues)
    held = build.standing([shop], [market] if market else [])

    match = decide(
        arrival,
        candidates(arrival, held),
        held,
        shop_order=shop,
        market_order=market,
    )

    assert match.disposition != "act" or not stops(match.findings)


def test_a_second_parcel_tonight_takes_what_the_first_left(build: Any) -> None:
    shop = build.shop()
    first = build.decide(build.arrival(build.notice([("RK-48", 3)])), [shop])
    second = build.arrival(build.notice([("RK-48", 1)], tracking={build.ups_2: "UPSN"}))
    third = build.arrival(build.notice([("RK-48", 2)], tracking={build.ups_2: "UPSN"}))

    fits = build.decide(second, [shop], committed=first.actions)
    too_much = build.decide(third, [shop], committed=first.actions)

    assert fits.disposition == "act"
    assert [f.code for f in too_much.findings] == [Reason.OVER_SHIPPED]


def test_an_action_the_order_shows_counts_once(build: Any) -> None:
    first = build.decide(build.arrival(build.notice([("RK-48", 2)])), [build.shop()])
    [action] = first.actions
    shop = build.shipped(build.shop(), action)
    rest = build.arrival(build.notice([("RK-48", 2)], tracking={build.ups_2: "UPSN"}))

    match = build.decide(rest, [shop], committed=first.actions)

    assert match.disposition == "act"


def test_half_done_means_the_other_half_alone(build: Any) -> None:
    shop, market = build.shop(note=build.amazon), build.market()
    first = build.decide(build.arrival(), [shop], [market])

    match = build.decide(
        build.arrival(), [build.shipped(shop, first.actions[0])], [market]
    )

    assert match.disposition == "act"
    assert [a.key for a in match.actions] == [first.actions[1].key]
