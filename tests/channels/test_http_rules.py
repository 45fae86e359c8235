"""Waiting and bodies: the rules every HTTP channel shares."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.http import NoSenseError, Patience, parsed, quoted, retry_after

NOW = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        pytest.param(None, None, id="absent"),
        pytest.param("", None, id="empty"),
        pytest.param("soon", None, id="a word"),
        pytest.param("-5", None, id="negative is nonsense"),
        pytest.param("0", 0.0, id="at once"),
        pytest.param("2", 2.0, id="seconds"),
        pytest.param("2.5", 2.5, id="parts of a second"),
        pytest.param("1000000000", 1e9, id="absurd, to be bounded by who waits"),
        pytest.param("Sat, 21 Nov 2026 05:30:09 GMT", 9.0, id="a date"),
        pytest.param("Sat, 21 Nov 2026 05:29:00 GMT", 0.0, id="a date gone by"),
        pytest.param("Sat, 21 Nov 2026 05:30:09", 9.0, id="a date without zone is UTC"),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


@given(st.text())
def test_no_header_breaks_it(header: str) -> None:
    found = retry_after(header, NOW)

    assert found is None or found >= 0


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"<html>", id="a page"),
        pytest.param(b'{"a": 1', id="no end"),
        pytest.param(b'{"a": NaN}', id="no number"),
        pytest.param(b"\xff\xfe\x00", id="no text"),
        pytest.param(b"[" * 200_000, id="too deep"),
    ],
)
def test_no_json(body: bytes) -> None:
    with pytest.raises(NoSenseError):
        parsed(body)


def test_patience_ends_by_tries() -> None:
    slept: list[float] = []
    patience = Patience(slept.append, lambda: 1.0, tries=4)

    assert [patience.wait() for _ in range(4)] == [True, True, True, False]
    assert slept == [1.0, 2.0, 4.0]


def test_patience_ends_by_time() -> None:
    slept: list[float] = []
    patience = Patience(slept.append, lambda: 1.0, tries=10, seconds=100)

    assert patience.wait(60)
    assert not patience.wait(41)
    assert patience.wait(40)
    assert slept == [60, 40]


def test_the_absurd_is_never_slept() -> None:
    slept: list[float] = []

    assert not Patience(slept.append, lambda: 0.0).wait(1e9)
    assert slept == []


def test_a_strangers_words_are_quoted_and_short() -> None:
    assert quoted("a\nb") == r"'a\nb'"
    assert len(quoted("x" * 5000)) == 202
