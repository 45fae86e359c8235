"""Fields of foreign JSON: what may be missing, and what is drift with a path."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from channels.errors import SchemaDriftError
from channels.record import Record

Read = Callable[[Record], Any]


@pytest.mark.parametrize(
    ("value", "read", "expected"),
    [
        pytest.param({"a": "x"}, lambda r: r.text("a"), "x", id="text"),
        pytest.param({}, lambda r: r.optional_text("a"), "", id="no text"),
        pytest.param({"a": None}, lambda r: r.optional_text("a"), "", id="null text"),
        pytest.param({"a": 0}, lambda r: r.count("a"), 0, id="count"),
        pytest.param({"a": "12"}, lambda r: r.big_count("a"), 12, id="big count"),
        pytest.param({"a": 12}, lambda r: r.big_count("a"), 12, id="big as number"),
        pytest.param({"a": 1.5}, lambda r: r.number("a"), 1.5, id="number"),
        pytest.param({"a": 7}, lambda r: r.amount("a"), Decimal(7), id="whole amount"),
        pytest.param(
            {"a": Decimal("-0.10")},
            lambda r: r.amount("a"),
            Decimal("-0.10"),
            id="amount",
        ),
        pytest.param({}, lambda r: r.optional_amount("a"), None, id="no amount"),
        pytest.param(
            {"a": "2026-11-21"}, lambda r: r.day("a"), date(2026, 11, 21), id="day"
        ),
        pytest.param({"a": ""}, lambda r: r.optional_day("a"), None, id="no day"),
        pytest.param({"a": False}, lambda r: r.flag("a"), False, id="flag"),
        pytest.param({"a": "X"}, lambda r: r.one_of("a", {"X"}), "X", id="known word"),
        pytest.param({"a": ["x", ""]}, lambda r: r.texts("a"), ("x", ""), id="texts"),
        pytest.param({}, lambda r: r.optional_records("a"), (), id="no list"),
        pytest.param({}, lambda r: r.optional_record("a"), None, id="no object"),
        pytest.param({}, lambda r: r.optional_instant("a"), None, id="no time"),
        pytest.param({"a": 1, "b": 2}, lambda r: r.others({"a"}), ("b",), id="others"),
        pytest.param({"a": None}, lambda r: r.filled, False, id="nothing in it"),
        pytest.param({"a": 0}, lambda r: r.filled, True, id="something in it"),
    ],
)
def test_reading(value: dict[str, Any], read: Read, expected: object) -> None:
    assert read(Record(value, "top")) == expected


@pytest.mark.parametrize(
    ("value", "read", "named"),
    [
        pytest.param([], lambda r: r.text("a"), "top", id="no object at all"),
        pytest.param({}, lambda r: r.text("a"), "top.a", id="missing text"),
        pytest.param({"a": ""}, lambda r: r.text("a"), "top.a", id="empty text"),
        pytest.param({"a": 7}, lambda r: r.optional_text("a"), "top.a", id="number"),
        pytest.param({"a": -1}, lambda r: r.count("a"), "top.a", id="negative"),
        pytest.param({"a": True}, lambda r: r.count("a"), "top.a", id="true is no 1"),
        pytest.param({"a": "x"}, lambda r: r.big_count("a"), "top.a", id="no digits"),
        pytest.param({"a": "1"}, lambda r: r.number("a"), "top.a", id="number as text"),
        pytest.param({"a": 0.1}, lambda r: r.amount("a"), "top.a", id="a float"),
        pytest.param({"a": True}, lambda r: r.amount("a"), "top.a", id="nor money"),
        pytest.param(
            {"a": Decimal("1E+15")}, lambda r: r.amount("a"), "top.a", id="too much"
        ),
        pytest.param(
            {"a": Decimal("NaN")}, lambda r: r.amount("a"), "top.a", id="no number"
        ),
        pytest.param({"a": 20261121}, lambda r: r.day("a"), "top.a", id="no day"),
        pytest.param({"a": "11/21/26"}, lambda r: r.day("a"), "top.a", id="slashes"),
        pytest.param({"a": 1}, lambda r: r.flag("a"), "top.a", id="1 is not true"),
        pytest.param({"a": "Y"}, lambda r: r.one_of("a", {"X"}), "'Y'", id="new word"),
        pytest.param({"a": "now"}, lambda r: r.instant("a"), "top.a", id="no time"),
        pytest.param(
            {"a": "2026-11-20T00:00:00"}, lambda r: r.instant("a"), "zone", id="no zone"
        ),
        pytest.param({"a": None}, lambda r: r.instant("a"), "top.a", id="null time"),
        pytest.param({"a": 3}, lambda r: r.records("a"), "top.a", id="no list"),
        pytest.param(
            {"a": [{}, 3]}, lambda r: r.records("a"), r"top.a\[1\]", id="in a list"
        ),
        pytest.param({"a": [3]}, lambda r: r.texts("a"), r"top.a\[0\]", id="no text"),
        pytest.param(
            {"a": {"b": 1}},
            lambda r: r.record("a").text("b"),
            "top.a.b",
            id="further down",
        ),
    ],
)
def test_drift(value: Any, read: Read, named: str) -> None:
    with pytest.raises(SchemaDriftError, match=named):
        read(Record(value, "top"))
