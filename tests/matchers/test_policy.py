"""Policy rows change what may be changed; one nobody understands changes nothing."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.codes import SEVERITY, Reason, Severity
from matchers.findings import found
from matchers.policy import Policy, PolicyRow

TODAY = date(2026, 11, 21)
RULINGS = [
    ("auto", Severity.INFO),
    ("auto_with_note", Severity.WARN),
    ("review", Severity.HOLD),
    ("hold_money", Severity.HOLD),
    ("quarantine", Severity.HOLD),
    ("retry", Severity.RETRY),
    ("known_exception", Severity.INFO),
]


def judged(
    code: Reason, *rows: PolicyRow, actions: tuple[str, ...] = ("fulfill_order",)
) -> Any:
    return Policy(rows=rows).judge(
        [found(code, "", rule="test/1")], vendor="acme", actions=actions, today=TODAY
    )


@pytest.mark.parametrize(("ruling", "severity"), RULINGS)
def test_a_row_sets_the_severity_and_signs_it(ruling: str, severity: Severity) -> None:
    row = PolicyRow(vendor="acme", code="no_tracking", disposition=ruling)

    [finding] = judged(Reason.NO_TRACKING, row).findings

    assert finding.severity is severity
    assert finding.policy == f"acme/*/no_tracking={ruling}"


@pytest.mark.parametrize("ruling", [name for name, _ in RULINGS])
@pytest.mark.parametrize(
    "code", [c for c, s in SEVERITY.items() if s in {Severity.BLOCK, Severity.RETRY}]
)
def test_no_row_touches_a_block_or_a_retry(code: Reason, ruling: str) -> None:
    result = judged(code, PolicyRow(code=code.value, disposition=ruling))

    assert result.findings[0].severity is SEVERITY[code]
    assert result.findings[0].policy == ""
    assert not result.known


IGNORED = [
    (PolicyRow(code="no_such_code", disposition="auto"), "unknown code"),
    (PolicyRow(code="no_tracking", disposition="whatever"), "unknown disposition"),
    (
        PolicyRow(code="no_tracking", disposition="auto", action="pay"),
        "unknown action",
    ),
    (
        PolicyRow(
            code="no_tracking", disposition="auto", expires=TODAY - timedelta(days=1)
        ),
        "expired on 2026-11-20",
    ),
]


@pytest.mark.parametrize(("row", "why"), IGNORED, ids=[why for _, why in IGNORED])
def test_a_row_that_counts_for_nothing_is_noted(row: PolicyRow, why: str) -> None:
    [note] = Policy(rows=(row,)).notes(TODAY)

    assert why in note
    assert judged(Reason.NO_TRACKING, row).findings[0].severity is Severity.HOLD


def test_a_row_is_in_force_on_its_last_day() -> None:
    row = PolicyRow(code="no_tracking", disposition="auto", expires=TODAY)

    assert Policy(rows=(row,)).notes(TODAY) == ()
    assert judged(Reason.NO_TRACKING, row).findings[0].severity is Severity.INFO


def test_the_more_exact_row_wins_then_the_stricter() -> None:
    loose = PolicyRow(code="no_tracking", disposition="auto")
    exact = PolicyRow(vendor="acme", code="no_tracking", disposition="review")
    exactest = PolicyRow(
        vendor="acme", action="fulfill_order", code="no_tracking", disposition="retry"
    )
    strict = PolicyRow(vendor="acme", code="no_tracking", disposition="quarantine")

    def policy(*rows: PolicyRow) -> str:
        return str(judged(Reason.NO_TRACKING, *rows).findings[0].policy)

    assert policy(loose, exact) == exact.name
    assert policy(exactest, exact, loose) == exactest.name
    assert policy(exact, strict) == policy(strict, exact) == strict.name


@pytest.mark.parametrize(
    ("actions", "changed"),
    [
        (("fulfill_order",), True),
        (("confirm_shipment",), False),
        (("fulfill_order", "confirm_shipment"), False),
    ],
)
def test_a_row_for_one_action_spares_the_other(
    actions: tuple[str, ...], *, changed: bool
) -> None:
    row = PolicyRow(action="fulfill_order", code="no_tracking", disposition="auto")

    [finding] = judged(Reason.NO_TRACKING, row, actions=actions).findings

    assert (finding.policy != "") is changed


def test_an_over_shipment_let_pass_sends_no_more_than_is_open(build: Any) -> None:
    policy = Policy(
        rows=(PolicyRow(code="over_shipped", disposition="auto_with_note"),)
    )
    arrival = build.arrival(build.notice([("RK-48", 9)]))

    match = build.decide(arrival, [build.shop()], policy=policy)

    [action] = match.actions
    assert [line.quantity for line in action.lines] == [4]


def test_what_nobody_can_write_is_held_whatever_policy_says(build: Any) -> None:
    policy = Policy(rows=(PolicyRow(code="order_on_hold", disposition="auto"),))
    shop = build.shop(build.part(build.line(1, "RK-48", 4), status="ON_HOLD"))

    match = build.decide(build.arrival(), [shop], policy=policy)

    assert match.disposition == "hold"
    assert [f.severity for f in match.findings] == [Severity.HOLD]


@pytest.mark.parametrize("po", ["1001", "111-2222222-3333333"], ids=["shop", "market"])
def test_no_row_makes_a_parcel_go_without_a_carrier(build: Any, po: str) -> None:
    policy = Policy(rows=(PolicyRow(code="carrier_unknown", disposition="auto"),))
    arrival = build.arrival(build.notice(po=po, tracking={build.ups: None}))

    match = build.decide(arrival, [build.shop()], [build.market()], policy=policy)

    assert (match.disposition, match.actions) == ("hold", ())
    assert [f.code for f in match.findings] == [Reason.CARRIER_UNKNOWN]


@given(
    st.lists(
        st.builds(
            PolicyRow,
            vendor=st.sampled_from(["*", "acme", "boxes"]),
            action=st.sampled_from(["*", "fulfill_order", "pay"]),
            code=st.sampled_from([code.value for code in Reason] + ["x"]),
            disposition=st.sampled_from([name for name, _ in RULINGS] + ["x"]),
        )
    ),
    st.sampled_from(list(Reason)),
)
def test_a_block_stays_a_block_under_any_rows(
    rows: list[PolicyRow], code: Reason
) -> None:
    result = judged(code, *rows)

    if SEVERITY[code] is Severity.BLOCK:
        assert result.findings[0].severity is Severity.BLOCK


def test_policy_survives_a_round_trip() -> None:
    policy = Policy(rows=(PolicyRow(code="no_tracking", disposition="auto"),))

    assert Policy.model_validate_json(policy.model_dump_json()) == policy
