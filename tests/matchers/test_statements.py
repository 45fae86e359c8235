"""What the sender, the reader and the notice itself give to object to."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from extractors.codes import Reason, Severity
from extractors.values import Issue
from matchers.findings import found, quoted
from matchers.policy import Policy, PolicyRow
from matchers.values import FulfillOrder, Match

UPS, UPS_2, FEDEX = "1Z999AA10123456784", "1Z999AA10123456785", "794644790138"
KNOWN = PolicyRow(
    vendor="acme", code="no_tracking_expected", disposition="known_exception"
)


@dataclass(frozen=True)
class Case:
    id: str
    make: Callable[[Any], Match]
    disposition: str = "act"
    codes: tuple[Reason, ...] = ()


def noticed(
    policy: Policy | None = None, vendor: dict[str, Any] | None = None, **notice: Any
) -> Callable[[Any], Match]:
    """Return the default order decided on with another notice."""
    return lambda b: b.decide(
        b.arrival(b.notice(**notice), vendor=b.vendor(**(vendor or {}))),
        [b.shop()],
        policy=policy,
    )


def read_with(code: Reason) -> Callable[[Any], Match]:
    """Return the default notice decided on with an issue of its reader."""
    issue = Issue(code=code, detail="as the reader says")
    return lambda b: b.decide(b.arrival(issues=(issue,)), [b.shop()])


def sent_by(outcome: str, *codes: Reason) -> Callable[[Any], Match]:
    """Return the default notice decided on with another verdict."""
    findings = tuple(found(code, "as the gate says", rule="gate/1") for code in codes)
    return lambda b: b.decide(
        b.arrival(verdict=b.verdict(outcome, findings)), [b.shop()]
    )


CASES = [
    *(
        Case(f"the reader's {code.value} stops it", read_with(code), "hold", (code,))
        for code in (
            Reason.UNGROUNDED_VALUE,
            Reason.READERS_DISAGREE,
            Reason.INCOMPLETE_READING,
            Reason.TRACKING_UNVERIFIED,
            Reason.TRACKING_CHECK_DIGIT,
            Reason.CARRIER_AMBIGUOUS,
            Reason.HIDDEN_TEXT,
        )
    ),
    Case(
        "a note of the reader does not stop it",
        read_with(Reason.SEVERAL_POS),
        "act",
        (Reason.SEVERAL_POS,),
    ),
    Case(
        "a number without a known format is held",
        noticed(verified=False),
        "hold",
        (Reason.TRACKING_UNVERIFIED,),
    ),
    Case(
        "more parcels than any order has are held",
        noticed(tracking={f"1Z{n:016}": "UPSN" for n in range(41)}),
        "hold",
        (Reason.PARCEL_CONTENTS_UNKNOWN,),
    ),
    Case("no tracking is held", noticed(tracking={}), "hold", (Reason.NO_TRACKING,)),
    Case(
        "words that no tracking is to come are held until somebody decides",
        noticed(tracking={}, no_tracking="delivered by our truck"),
        "hold",
        (Reason.NO_TRACKING_EXPECTED,),
    ),
    Case(
        "with a policy row they are a known exception",
        noticed(
            Policy(rows=(KNOWN,)), tracking={}, no_tracking="delivered by our truck"
        ),
        "known",
        (Reason.NO_TRACKING_EXPECTED,),
    ),
    Case(
        "the row does not cover a notice that says nothing",
        noticed(Policy(rows=(KNOWN,)), tracking={}),
        "hold",
        (Reason.NO_TRACKING,),
    ),
    Case(
        "the row does not cover a wrong quantity",
        noticed(
            Policy(rows=(KNOWN,)),
            lines=[("RK-48", 5)],
            tracking={},
            no_tracking="delivered by our truck",
        ),
        "hold",
        (Reason.NO_TRACKING_EXPECTED, Reason.OVER_SHIPPED),
    ),
    Case(
        "the row of another vendor does not count",
        noticed(
            Policy(rows=(KNOWN.model_copy(update={"vendor": "boxes"}),)),
            tracking={},
            no_tracking="delivered by our truck",
        ),
        "hold",
        (Reason.NO_TRACKING_EXPECTED,),
    ),
    Case(
        "nothing names a carrier",
        noticed(tracking={UPS: None}),
        "hold",
        (Reason.CARRIER_UNKNOWN,),
    ),
    Case(
        "the notice alone names the carrier",
        noticed(tracking={UPS: None}, carrier="UPSN"),
    ),
    Case(
        "the notice and the number name different carriers",
        noticed(carrier="FDEG"),
        "hold",
        (Reason.CARRIER_AMBIGUOUS,),
    ),
    Case("the notice and the number name the same carrier", noticed(carrier="UPSN")),
    Case("the vendor's usual carrier", noticed(vendor={"carriers": ("UPSN", "FDEG")})),
    Case(
        "a carrier the vendor never used is noted",
        noticed(vendor={"carriers": ("FDEG",)}),
        "act",
        (Reason.CARRIER_UNKNOWN,),
    ),
    Case(
        "a ship date of tomorrow is held",
        lambda b: noticed(shipped=b.today + timedelta(days=1))(b),
        "hold",
        (Reason.SHIP_DATE_FUTURE,),
    ),
    Case("a ship date of today is not", lambda b: noticed(shipped=b.today)(b)),
    Case(
        "a ship date of tomorrow may be allowed",
        lambda b: noticed(Policy(future_days=1), shipped=b.today + timedelta(days=1))(
            b
        ),
    ),
    Case(
        "two days ahead are one too many then",
        lambda b: noticed(Policy(future_days=1), shipped=b.today + timedelta(days=2))(
            b
        ),
        "hold",
        (Reason.SHIP_DATE_FUTURE,),
    ),
    Case(
        "a day before the order is a matter of time zones",
        lambda b: noticed(shipped=(b.placed - timedelta(days=1)).date())(b),
    ),
    Case(
        "two days before the order are implausible",
        lambda b: noticed(shipped=(b.placed - timedelta(days=2)).date())(b),
        "hold",
        (Reason.DATE_IMPLAUSIBLE,),
    ),
    Case("no ship date matters to no shop", noticed(shipped=None)),
    Case(
        "a sender the gate blocks is blocked",
        sent_by("quarantine", Reason.SENDER_UNAUTHENTICATED),
        "hold",
        (Reason.SENDER_UNAUTHENTICATED,),
    ),
    Case(
        "a sender the gate wants reviewed is held",
        sent_by("review", Reason.FIRST_TIME_SENDER),
        "hold",
        (Reason.FIRST_TIME_SENDER,),
    ),
    Case(
        "a no without a reason is a no",
        sent_by("review"),
        "hold",
        (Reason.SENDER_UNAUTHENTICATED,),
    ),
    Case(
        "what is to be ignored is",
        sent_by("ignore"),
        "none",
        (Reason.SENDER_UNAUTHENTICATED,),
    ),
    Case(
        "two parcels of one carrier go in one call",
        noticed(tracking={UPS: "UPSN", UPS_2: "UPSN"}),
        "act",
        (Reason.TRACKING_SEVERAL,),
    ),
    Case(
        "two carriers without printed contents are held",
        noticed(tracking={UPS: "UPSN", FEDEX: "FDEG"}),
        "hold",
        (Reason.TRACKING_SEVERAL, Reason.PARCEL_CONTENTS_UNKNOWN),
    ),
    Case(
        "two carriers with printed contents go",
        noticed(
            lines=[("RK-48", 3, UPS), ("RK-48", 1, FEDEX)],
            tracking={UPS: "UPSN", FEDEX: "FDEG"},
        ),
        "act",
        (Reason.TRACKING_SEVERAL,),
    ),
    Case(
        "two carriers, and a line that names no parcel, are held",
        noticed(
            lines=[("RK-48", 3, UPS), ("RK-48", 1)],
            tracking={UPS: "UPSN", FEDEX: "FDEG"},
        ),
        "hold",
        (Reason.TRACKING_SEVERAL, Reason.PARCEL_CONTENTS_UNKNOWN),
    ),
    Case(
        "a line that names a parcel the notice does not list is held",
        noticed(lines=[("RK-48", 4, UPS_2)]),
        "hold",
        (Reason.TRACKING_UNVERIFIED,),
    ),
]


@pytest.mark.parametrize("case", [pytest.param(c, id=c.id) for c in CASES])
def test_statement(case: Case, build: Any) -> None:
    match = case.make(build)

    assert tuple(f.code for f in match.findings) == case.codes, match.findings
    assert match.disposition == case.disposition
    assert bool(match.actions) == (case.disposition == "act")


def test_a_sender_who_is_no_vendor_is_held(build: Any) -> None:
    arrival = build.arrival()._replace(vendor=None)

    match = build.decide(arrival, [build.shop()])

    assert [f.code for f in match.findings] == [Reason.VENDOR_UNKNOWN]
    assert (match.disposition, match.vendor) == ("hold", "")


@pytest.mark.parametrize("code", ["first_time_sender", "vendor_unknown"])
def test_no_policy_row_makes_a_stranger_act(build: Any, code: str) -> None:
    policy = Policy(rows=(PolicyRow(code=code, disposition="auto"),))
    review = build.arrival(
        verdict=build.verdict("review", (found(Reason(code), "", rule="gate/1"),))
    )

    for arrival in (review, build.arrival()._replace(vendor=None)):
        match = build.decide(arrival, [build.shop()], policy=policy)
        assert match.disposition == "hold"
        assert match.actions == ()


def test_two_carriers_somebody_told_apart_by_hand_are_settled(build: Any) -> None:
    shop = build.shop(
        build.part(build.line(1, "RK-48", 4, remaining=0), status="CLOSED"),
        fulfillments=(
            build.fulfillment(UPS, quantity=3),
            build.fulfillment(FEDEX, quantity=1, number=2),
        ),
    )
    notice = build.notice(tracking={UPS: "UPSN", FEDEX: "FDEG"})

    match = build.decide(build.arrival(notice), [shop])

    assert match.disposition == "settled"


def test_two_carriers_are_two_fulfillments_of_what_each_carried(build: Any) -> None:
    notice = build.notice(
        [("RK-48", 3, UPS), ("RK-48", 1, FEDEX)],
        tracking={UPS: "UPSN", FEDEX: "FDEG"},
    )

    match = build.decide(build.arrival(notice), [build.shop()])

    sent = [
        (a.carrier, a.tracking_numbers, sum(line.quantity for line in a.lines))
        for a in match.actions
        if isinstance(a, FulfillOrder)
    ]
    assert sent == [("FDEG", (FEDEX,), 1), ("UPSN", (UPS,), 3)]


def test_parcels_of_one_carrier_share_a_fulfillment(build: Any) -> None:
    notice = build.notice(tracking={UPS_2: "UPSN", UPS: "UPSN"})

    [action] = build.decide(build.arrival(notice), [build.shop()]).actions

    assert action.tracking_numbers == (UPS, UPS_2)


def test_a_row_may_let_a_truck_go_without_a_number(build: Any) -> None:
    row = KNOWN.model_copy(update={"disposition": "auto_with_note"})
    notice = build.notice(tracking={}, no_tracking="our truck", carrier="OWNT")
    policy = Policy(rows=(row,))

    match = build.decide(build.arrival(notice), [build.shop()], policy=policy)
    again = build.decide(
        build.arrival(notice), [build.shop()], policy=policy, committed=match.actions
    )

    [action] = match.actions
    assert (action.tracking_numbers, action.notice_digest) == ((), build.document)
    assert again.actions == match.actions


def test_a_strangers_words_are_quoted_and_short() -> None:
    assert quoted("a\x1b[31m\n") == "'a\\x1b[31m\\n'"
    assert len(quoted("x" * 500)) < 90


def test_no_finding_shows_raw_control_characters(build: Any) -> None:
    notice = build.notice([("RK\x1b[2J\n", 1)], po="PO-9\x1b\n", order="\x07 1")

    match = build.decide(build.arrival(notice), [build.shop()])

    for finding in match.findings:
        assert finding.detail.isprintable()
        assert finding.severity in Severity
