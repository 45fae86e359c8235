"""Every way a service can fail, at every call of a night: nothing lost, none doubled.

A night in which one call fails once, or all night, and a night after it in which all is
well again. What the services hold in the end is their own journals' word, not ours.
"""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from . import small_world
from .stage import Evening, Stage, changed, staged

EXPECTED = small_world.expected()
SHOP, MARKET, MODEL = "shops:main", "marketplaces:us", "llm"
CHANNEL = {"shopify": SHOP, "amazon": MARKET, "openai": MODEL}

CALLS = {
    "shopify": (
        "token",
        "bulk_run",
        "bulk_poll",
        "bulk_result",
        "order_state",
        "fulfillment_create",
    ),
    "amazon": ("token", "search_orders", "get_order", "confirm_shipment"),
    "openai": ("chat",),
}
Told = dict[str, Any]
FAULTS: dict[str, tuple[Told, ...]] = {
    "not reached": (
        {"fault": "refused", "seconds": 0.2},
        {"fault": "reset"},
    ),
    "timeout before": ({"fault": "timeout_before"}, {"fault": "drop_before"}),
    "timeout after": ({"fault": "timeout_after"}, {"fault": "drop_after"}),
    "rate limited": (
        {"fault": "rate_limited", "retry_after": 2},
        {"fault": "rate_limited", "retry_after": "date"},
        {"fault": "rate_limited", "retry_after": None},
        {"fault": "rate_limited", "retry_after": "absurd"},
    ),
    "error before": (
        {"fault": "error_before", "status": 500},
        {"fault": "error_before", "status": 502},
        {"fault": "error_before", "status": 503},
    ),
    "error after": ({"fault": "error_after"},),
    "HTML": ({"fault": "html"},),
    "cut off": ({"fault": "truncated"}, {"fault": "cut"}),
    "refused by the service": ({"fault": "rejected"}, {"fault": "partial"}),
    "token expired": ({"fault": "token_expired"},),
    "scope missing": ({"fault": "scope_missing"}, {"fault": "access_denied"}),
    "throttled": ({"fault": "throttled"},),
    "slow body": ({"fault": "slow_body"},),
    "other schema": ({"fault": "drift_enum"}, {"fault": "drift_null"}),
    "hang": ({"fault": "hang"},),
    "stale": ({"fault": "stale_read"},),
}
"""The fault classes by the names an operator would use, and how each can look."""

ONLY = {
    "throttled": {"shopify": CALLS["shopify"][1:3] + CALLS["shopify"][4:]},
    "stale": {"shopify": ("order_state",), "amazon": ("get_order",)},
}
"""Faults that not every call can have."""
STALE_ALL_NIGHT = ("stale", None)
"""A service that never shows what it took cannot be told from one that took nothing."""


@dataclass(frozen=True)
class Case:
    """One fault at one call, once or all night."""

    service: str
    operation: str
    kind: str
    told: Told
    times: int | None

    @property
    def channel(self) -> str:
        return CHANNEL[self.service]

    @property
    def id(self) -> str:
        told = " ".join(str(value) for value in self.told.values())
        often = "once" if self.times else "all night"
        return f"{self.service} {self.operation}: {told}, {often}"

    def arm(self, stage: Stage) -> None:
        stage.box.arm(
            service=self.service,
            operation=self.operation,
            times=self.times,
            **{"seconds": 2, **self.told},
        )


def _cases() -> Iterator[Case]:
    for service, operations in CALLS.items():
        for operation in operations:
            for kind, ways in FAULTS.items():
                if operation not in ONLY.get(kind, CALLS).get(service, ()):
                    continue
                for told in ways:
                    for times in (1, None):
                        if (kind, times) != STALE_ALL_NIGHT:
                            yield Case(service, operation, kind, told, times)


CASES = tuple(_cases())
_drawn = random.Random(20261120)  # noqa: S311  # repeatable, no secret
CHOSEN = _drawn.sample([c.id for c in CASES if c.service != "openai"], 9)


def _marked(case: Case) -> Any:
    return pytest.param(
        case, id=case.id, marks=() if case.id in CHOSEN else pytest.mark.slow
    )


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        yield made


def test_every_fault_class_meets_every_call_it_can() -> None:
    assert len(FAULTS) == 16
    met = {(case.service, case.operation, case.kind) for case in CASES}
    assert len(met) == 11 * 14 + 4 + 2
    assert len(CHOSEN) == 9


@pytest.mark.parametrize("case", [_marked(case) for case in CASES])
def test_nothing_lost_nothing_doubled(case: Case, stage: Stage) -> None:
    """Whatever fails: one line says so, the others go on, the next night mends it."""
    model = case.service == "openai"
    case.arm(stage)

    first = stage.night(_reads_all, model=model)
    seen_first = stage.seen
    stage.box.faults.disarm()
    time.sleep(float(case.told.get("seconds", 0)))  # nobody listens for so long
    second = stage.night(_reads_all, model=model)

    assert stage.doubled == []
    assert _within(seen_first)
    _told_once(case, first)
    _others_went_on(case, seen_first)
    assert first.status == (0 if _whole(first) else 3), first.summary
    assert second.status == 0, second.summary
    assert second.troubled == {}
    assert stage.seen == EXPECTED


def _reads_all(settings: Any) -> Any:
    """Let the model, where there is one, be asked about every document."""
    return changed(settings, llm={"read": "all"})


def _within(seen: dict[str, Any]) -> bool:
    """Say whether only what was to be written has been written."""
    return all(set(seen[what]) <= set(EXPECTED[what]) for what in EXPECTED)


def _whole(evening: Evening) -> bool:
    """Say whether nothing waits for a service: all is done, or a person's turn."""
    done, flagged, waiting = evening.counts
    return not waiting and done + flagged == len(small_world.SALES)


def _told_once(case: Case, evening: Evening) -> None:
    """One line for the one service that failed, where it kept anything undone."""
    assert set(evening.troubled) <= {case.channel}, evening.summary
    assert evening.troubled[case.channel] <= 1, evening.summary
    done, flagged, waiting = evening.counts
    if waiting or not (done or flagged):
        assert evening.troubled[case.channel] == 1, evening.summary
    for line in evening.night.report.trouble:
        assert line.detail in evening.summary
        assert "\n" not in line.detail
        assert len(line.detail) < 400


def _others_went_on(case: Case, seen: dict[str, Any]) -> None:
    """A marketplace that takes nothing keeps no shop from being written to."""
    if case.service == "openai":
        assert seen == EXPECTED
    elif case.operation in ("get_order", "confirm_shipment"):
        plain = [s for s in small_world.SALES if not s.amazon]
        orders = {row[0] for row in seen["fulfillments"]}
        assert {sale.order_id for sale in plain} <= orders
