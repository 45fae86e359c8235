"""A column that says how many of how many went, and one that numbers parcels."""

from collections.abc import Callable

import pytest

from extractors.layout.page.shares import numbers_parcels
from extractors.reading import read
from extractors.values import ShipNotice

SLIP = """
PACKING SLIP
PO Number: BW-20931
Ship date: 11/18/2026
Shipped via UPS Ground

ITEMS                 {head}
HRT-24 Oak Shelf      {}
HRT-30 Oak Shelf      {}
"""
CASES = {
    "all of them": ("QUANTITY", ("2 of 2", "4 of 4"), [(2, 2), (4, 4)]),
    "a part": ("QUANTITY", ("1 of 2", "4 of 4"), [(1, 2), (4, 4)]),
    "numbers of parcels": ("QUANTITY", ("1 of 2", "2 of 2"), [(None, None)] * 2),
    "perhaps parcels": ("PIECES", ("2 of 2", "4 of 4"), [(None, None)] * 2),
    "more than all": ("QUANTITY", ("3 of 2", "4 of 4"), [(None, None), (4, 4)]),
}


@pytest.mark.parametrize("name", CASES)
def test_lines(name: str, typed: Callable[[str], bytes]) -> None:
    head, cells, expected = CASES[name]
    read_of = read(typed(SLIP.format(*cells, head=head)), "slip.pdf")
    [notice] = [
        e.record for e in read_of.extractions if isinstance(e.record, ShipNotice)
    ]
    found = [
        (ln.quantity and ln.quantity.value, ln.ordered and ln.ordered.value)
        for ln in notice.lines
    ]
    assert found == expected
    short = any(q is not None and o is not None and q < o for q, o in expected)
    assert not (short and notice.complete)


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["1 of 2", "2 of 2"], True),
        (["1 of 3", "3 of 3"], True),
        (["2 of 2", "2 of 2"], False),
        (["1 of 2"], False),
        (["1 of 2", "1 of 4"], False),
    ],
)
def test_numbers_of_parcels(texts: list[str], said: bool) -> None:  # noqa: FBT001  # a case's answer
    assert numbers_parcels(texts) is said
