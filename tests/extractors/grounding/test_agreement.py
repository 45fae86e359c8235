"""Two readings of one document: what they share, and where they part."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.codes import Reason
from extractors.grounding.agreement import agree
from extractors.values import (
    Cited,
    Evidence,
    Extraction,
    Issue,
    MoneyDocument,
    NoticeLine,
    Reader,
    ShipNotice,
    Tracking,
)

T = TypeVar("T")
DISAGREE = Reason.READERS_DISAGREE
DOCUMENT = "0" * 64


def cited(value: T) -> Cited[T]:
    evidence = Evidence(document=DOCUMENT, page=1, offset=0, quote=str(value))
    return Cited(value=value, evidence=evidence)


def reading(
    reader: Reader = "layout",
    *codes: Reason,
    po: str | None = "7001",
    numbers: Sequence[str] = ("1Z1",),
    lines: Sequence[tuple[str, int]] = (("AB-1", 2),),
    scac: str = "UPSN",
    **change: Any,
) -> Extraction:
    record = ShipNotice(
        po_number=cited(po) if po else None,
        tracking=tuple(Tracking(number=cited(n), carrier=scac) for n in numbers),
        lines=tuple(
            NoticeLine(sku=cited(sku), quantity=cited(count)) for sku, count in lines
        ),
        **change,
    )
    return without(reader, *codes).model_copy(update={"record": record})


def without(reader: Reader = "model", *codes: Reason) -> Extraction:
    return Extraction(
        document=DOCUMENT,
        reader=reader,
        version=f"{reader}/1",
        record=None,
        issues=tuple(Issue(code=code) for code in codes),
    )


def codes(extractions: Sequence[Extraction]) -> list[list[Reason]]:
    return [[issue.code for issue in e.issues] for e in extractions]


MONDAY, TUESDAY = date(2026, 11, 16), date(2026, 11, 17)
SAME = [
    pytest.param({}, {}, id="the same"),
    pytest.param({"po": "PO-7001"}, {}, id="a prefix of the order"),
    pytest.param({"numbers": ["1z-1"]}, {}, id="dashes and case"),
    pytest.param(
        {"numbers": ["A", "B"]}, {"numbers": ["B", "A"]}, id="the order of it"
    ),
    pytest.param(
        {"lines": [("A", 1), ("B", 2)]}, {"lines": [("B", 2), ("a", 1)]}, id="lines"
    ),
    pytest.param(
        {"lines": [("A", 1), ("B", 0)]}, {"lines": [("A", 1)]}, id="none of B"
    ),
    pytest.param({"ship_date": cited(MONDAY)}, {}, id="only the first has a date"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_they_agree(one: dict[str, Any], other: dict[str, Any]) -> None:
    noisy = reading("model", Reason.UNGROUNDED_VALUE, **other)

    [merged] = agree([reading(**one)], [noisy])

    assert merged.issues == (), "what the second got wrong besides is of no use"
    assert merged.record == reading(**one).record
    assert merged.version == "layout/1 + model/1"


PARTED = [
    pytest.param({"numbers": ["1Z2"]}, "'1Z1', '1Z2'", id="another number"),
    pytest.param({"numbers": ["1Z1", "1Z2"]}, "1Z2", id="one number more"),
    pytest.param({"numbers": []}, "none", id="no number"),
    pytest.param({"scac": "FDEG"}, "FDEG", id="another carrier"),
    pytest.param({"lines": [("AB-1", 20)]}, "AB1 x 20", id="another quantity"),
    pytest.param({"lines": [("AB-2", 2)]}, "AB2 x 2", id="another article"),
    pytest.param({"lines": []}, "none", id="no lines: all of the order"),
    pytest.param({"lines": [("AB-1", 2), ("AB-1", 2)]}, "AB1 x 2", id="a line twice"),
    pytest.param({"ship_date": cited(TUESDAY)}, "2026-11-17", id="another day"),
]


@pytest.mark.parametrize(("other", "shown"), PARTED)
def test_they_part(other: dict[str, Any], shown: str) -> None:
    ours = reading(ship_date=cited(MONDAY))

    [merged] = agree([ours], [reading("model", **other)])

    assert merged.record == ours.record, "the first reading stands, and is held"
    assert codes([merged]) == [[DISAGREE]]
    for text in shown.replace("'", "").split(", "):
        assert text in merged.issues[0].detail
    assert "layout" in merged.issues[0].detail
    assert "model" in merged.issues[0].detail


def test_what_only_the_second_saw_comes_with_its_issues() -> None:
    second = reading("model", Reason.INCOMPLETE_READING, ship_date=cited(MONDAY))
    [merged] = agree([reading()], [second])
    assert isinstance(merged.record, ShipNotice)
    assert merged.record.ship_date
    assert merged.record.ship_date.value == MONDAY
    assert codes([merged]) == [[Reason.INCOMPLETE_READING]]


def test_the_second_finds_the_order() -> None:
    [merged] = agree(
        [reading("layout", Reason.PO_MISSING, po=None)], [reading("model")]
    )
    assert isinstance(merged.record, ShipNotice)
    assert merged.record.po_number
    assert merged.issues == ()


def test_the_second_finds_the_number() -> None:
    ours = reading("layout", Reason.NO_TRACKING, numbers=())
    [merged] = agree([ours], [reading("model")])
    assert isinstance(merged.record, ShipNotice)
    assert [t.number.value for t in merged.record.tracking] == ["1Z1"]
    assert merged.issues == ()


def test_no_number_was_expected_and_the_second_gives_one() -> None:
    ours = reading(numbers=(), no_tracking=cited("our truck"))
    [merged] = agree([ours], [reading("model")])
    assert codes([merged]) == [[DISAGREE]]


def test_orders_are_paired_by_number() -> None:
    ours = [reading(po="1"), reading(po="2", numbers=["B"])]
    theirs = [reading("model", po="2", numbers=["B"]), reading("model", po="1")]
    assert codes(agree(ours, theirs)) == [[], []]


def test_an_order_that_only_one_reads_is_held() -> None:
    ours, theirs = [reading(po="1"), reading(po="2")], [reading("model", po="1")]
    assert codes(agree(ours, theirs)) == [[], [DISAGREE]]
    assert codes(agree(theirs, ours)) == [[], [DISAGREE]]


NOTHING = [
    pytest.param([], [], id="nobody reads anything"),
    pytest.param([without("layout")], [without()], id="nothing in it"),
]


@pytest.mark.parametrize(("one", "other"), NOTHING)
def test_nothing_to_compare(one: list[Extraction], other: list[Extraction]) -> None:
    assert agree(one, other) == tuple(one)


def test_only_the_second_reads() -> None:
    theirs = (reading("model", Reason.INCOMPLETE_READING),)
    assert agree([without("layout", Reason.PO_MISSING)], theirs) == theirs
    assert agree([], theirs) == theirs


@pytest.mark.parametrize("code", [Reason.SCHEMA_INVALID, Reason.INCOMPLETE_READING])
def test_a_second_that_failed_says_nothing(code: Reason) -> None:
    ours = (reading(),)
    assert agree(ours, [without("model", code)]) == ours


def test_a_second_that_sees_no_shipment_is_heard() -> None:
    assert codes(agree([reading()], [without("model")])) == [[DISAGREE]]
    ungrounded = without("model", Reason.UNGROUNDED_VALUE, Reason.PO_MISSING)
    assert codes(agree([reading()], [ungrounded])) == [[DISAGREE]]


def test_an_invoice_is_no_shipment() -> None:
    money = without("layout").model_copy(
        update={"record": MoneyDocument(kind="invoice")}
    )
    assert codes(agree([money], [reading("model")])) == [[DISAGREE], [DISAGREE]]


FIELDS = {
    "po": st.sampled_from(["1", "2", None]),
    "numbers": st.lists(st.sampled_from("AB"), max_size=2, unique=True),
    "lines": st.lists(
        st.tuples(st.sampled_from(["X", "Y"]), st.integers(0, 2)), max_size=2
    ),
}
READINGS = st.lists(st.fixed_dictionaries(FIELDS), max_size=3)


@given(one=READINGS, other=READINGS)
def test_what_is_not_held_is_what_both_read(
    one: list[dict[str, Any]], other: list[dict[str, Any]]
) -> None:
    """Numbers and lines that go on without an issue are in both readings."""
    ours = [reading("layout", **fields) for fields in one]
    theirs = [reading("model", **fields) for fields in other]
    if not ours or not theirs:
        return

    for merged in agree(ours, theirs):
        if merged.issues or not isinstance(merged.record, ShipNotice):
            continue
        numbers = {t.number.value for t in merged.record.tracking}
        assert any(numbers == set(fields["numbers"]) for fields in other)
        shipped = sorted(
            (line.sku.value, line.quantity.value)
            for line in merged.record.lines
            if line.sku and line.quantity and line.quantity.value
        )
        assert any(
            shipped == sorted((s, q) for s, q in fields["lines"] if q)
            for fields in other
        )
