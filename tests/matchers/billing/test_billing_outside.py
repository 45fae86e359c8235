"""What a person billed meanwhile, what came later, and what is no invoice at all."""

from collections.abc import Mapping
from typing import Any

import pytest

from extractors.codes import Reason
from matchers.billing.outside import resolved_outside
from matchers.values import Match

from .conftest import Build

OVER = (("RK-48", 4, "13.50"), ("RK-72", 2, "20.00"))
"""Lines that were held for a price, and come to 94.00."""
BY_HAND = {"source": "books:main:900", "kind": "bill"}

CASES: Mapping[str, tuple[dict[str, Any], bool]] = {
    "the same": ({}, True),
    "its number written otherwise": ({"number": "inv 77"}, True),
    "another number": ({"number": "INV-78"}, False),
    "a cent more": ({"total": "94.01"}, False),
    "another vendor's": ({"vendor": "books:99"}, False),
    "another currency": ({"currency": "CAD"}, False),
    "our own, of another document": ({"document": "f" * 64}, False),
    "an invoice of the mail": ({"kind": "invoice"}, False),
}


def _night(b: Build, before: Match | None, **bill: Any) -> Match:
    """Return what the night decides that finds one bill in the books."""
    given = {"number": "INV-77", "total": "94.00", **BY_HAND, **bill}
    known = b.billed(given.pop("number"), given.pop("total"), **given)
    arrival = b.arrival(b.invoice(*OVER, currency="USD"))
    match = b.decide(arrival, billed=(known,))
    return resolved_outside(arrival, b.standing(billed=(known,)), before, match)


@pytest.mark.parametrize("case", CASES)
def test_a_held_invoice_that_was_billed_by_hand(b: Build, case: str) -> None:
    """Number, total, vendor and currency agree: somebody did it; else it stays held."""
    changes, closed = CASES[case]
    before = b.decide(b.arrival(b.invoice(*OVER, currency="USD")))
    assert before.disposition == "hold"

    match = _night(b, before, **changes)

    assert match.disposition == ("settled" if closed else "hold")
    assert match.actions == ()
    if closed:
        [finding] = match.findings
        assert finding.code is Reason.RESOLVED_OUTSIDE
        assert "books:main:900" in finding.detail


def test_a_new_invoice_in_the_books_already_is_a_duplicate(b: Build) -> None:
    """On its first night, and on every later one: the bill was there before it."""
    first = _night(b, None)
    assert first.disposition == "hold"
    assert Reason.DUPLICATE_EXACT in {f.code for f in first.findings}

    assert _night(b, first) == first


def test_what_came_later_is_not_repeated(b: Build) -> None:
    """Of two copies the earlier is no duplicate of the later, the later of it is."""
    copy = b.billed("INV-77", "90.00", source="I13")

    earlier = b.decide(b.arrival(later=frozenset({"I13"})), billed=(copy,))
    assert earlier.disposition == "act"
    later = b.decide(b.arrival(), billed=(copy,))
    assert {f.code for f in later.findings} == {Reason.DUPLICATE_EXACT}


def test_a_statement_costs_nobody_anything(b: Build) -> None:
    """It is noted; one that brings other bank data is held all the same."""
    statement = b.invoice(kind="statement", number="S-1", po_number=None)
    noted = b.decide(statement)
    assert noted.disposition == "known"
    assert [f.code for f in noted.findings] == [Reason.STATEMENT_NOT_INVOICE]

    doubted = b.arrival(statement, vendor=None)
    assert b.decide(doubted).disposition == "hold"
