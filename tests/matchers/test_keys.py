"""Canonical forms: what counts as the same identifier, and what never may."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchers.keys import (
    canonical_name,
    canonical_po,
    canonical_postal_code,
    canonical_sku,
    canonical_tracking,
    marketplace_ids,
)

SAME = [
    ("#1001", "1001"),
    ("PO 4711", "4711"),
    ("PO-4711", "4711"),
    ("po#4711", "4711"),
    ("P.O. 4711", "4711"),
    ("P.O. # 4711", "4711"),
    ("PO No. 4711", "4711"),
    ("Purchase Order 4711", "4711"),
    ("PO: 4711", "4711"),
    ("PO 4711.", "4711"),
    ("\uff30\uff2f\uff14\uff17\uff11\uff11", "4711"),
    ("isd 104482", "ISD104482"),
    ("ISD\N{EN DASH}104482", "ISD104482"),
    ("PO ISD-104482", "ISD104482"),
    ("1041-A", "1041A"),
    ("111 - 2222222 - 3333333", "111-2222222-3333333"),
]
DIFFERENT = [
    ("1041-2", "10412"),
    ("1041 2", "10412"),
    ("1041/2", "10412"),
    ("1041.2", "10412"),
    ("01001", "1001"),
    ("1001", "1001A"),
    ("POD-77", "77"),
    ("A1001", "1001"),
]


@pytest.mark.parametrize(("printed", "form"), SAME, ids=[p for p, _ in SAME])
def test_a_purchase_order_is_the_same_however_it_is_dressed(
    printed: str, form: str
) -> None:
    assert canonical_po(printed) == form


@pytest.mark.parametrize(("one", "other"), DIFFERENT, ids=[p for p, _ in DIFFERENT])
def test_two_orders_stay_two(one: str, other: str) -> None:
    assert canonical_po(one) != canonical_po(other)


@pytest.mark.parametrize(
    "printed",
    [
        "",
        " ",
        "rush",
        "PO",
        "#",
        "4711\N{CYRILLIC SMALL LETTER A}",
        "\u0661\u0660\u0660\u0661",
        "10\u200b01",
    ],
)
def test_what_is_no_number_or_imitates_one_has_no_form(printed: str) -> None:
    assert canonical_po(printed) == ""


@given(
    st.text(st.sampled_from("PO.# -_/:,1024AaNo\N{EN DASH}"), max_size=20) | st.text()
)
def test_a_canonical_form_is_its_own(printed: str) -> None:
    form = canonical_po(printed)

    assert canonical_po(form) == form
    assert form == form.strip()


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_different_numbers_never_collapse(one: int, other: int) -> None:
    assert (canonical_po(f"PO-{one}") == canonical_po(f"#{other}")) == (one == other)


def test_other_identifiers_lose_only_what_is_dress() -> None:
    assert canonical_sku(" rk-48 x ") == "RK-48X"
    assert canonical_sku("RK-48") != canonical_sku("RK48")
    assert canonical_tracking("1z 999-aa1") == "1Z999AA1"
    assert canonical_name(" Acme  RACKS ") == "acme racks"
    assert canonical_postal_code("60601-1234") == canonical_postal_code("60601")
    assert canonical_postal_code("K1A 0B1") == "K1A0B1"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Amazon 111-2222222-3333333, rush", {"111-2222222-3333333"}),
        ("amazon:111-2222222-3333333", {"111-2222222-3333333"}),
        ("9111-2222222-3333333", set()),
        ("111-2222222-33333334", set()),
        ("111-222222-3333333", set()),
        ("111-2222222-3333333 111-2222222-3333333", {"111-2222222-3333333"}),
        ("none", set()),
    ],
)
def test_a_marketplace_id_is_read_whole_or_not_at_all(text: str, ids: set[str]) -> None:
    assert marketplace_ids(text) == ids
