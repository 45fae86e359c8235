"""Rows of a sheet that say too little or too much, or take themselves back."""

import pytest

from extractors.codes import Reason
from extractors.reading import read
from extractors.values import Extraction, ShipNotice

ONE, TWO = "1Z999AA10123456784", "1Z5R89390357567127"


def notices(text: str) -> dict[str, tuple[ShipNotice, set[Reason]]]:
    found = {}
    for one in read(text.encode(), "sheet.csv").extractions:
        key, value = _pair(one)
        found[key] = value
    return found


def _pair(one: Extraction) -> tuple[str, tuple[ShipNotice, set[Reason]]]:
    assert isinstance(one.record, ShipNotice)
    number = one.record.po_number
    return number.value if number else "", (one.record, {i.code for i in one.issues})


@pytest.mark.parametrize("first", ["", "see above", "#REF!"])
def test_a_row_with_a_parcel_of_its_own_takes_no_order_from_above(first: str) -> None:
    read_ = notices(
        f"PO Number,SKU,Qty Shipped,Tracking\n4711,A-10,4,{ONE}\n{first},A-11,2,{TWO}\n"
    )

    record, codes = read_["4711"]
    assert [t.number.value for t in record.tracking] == [ONE]
    assert [line.sku.value for line in record.lines if line.sku] == ["A-10"]
    assert Reason.PO_MISSING in codes


def test_a_row_of_a_group_belongs_to_the_order_above() -> None:
    read_ = notices(
        "PO Number,Ship To,SKU,Qty Shipped,Tracking\n"
        f"4711,Ann Lee,A-10,4,{ONE}\n,,A-11,2,\n4712,Bo Ray,A-12,1,{TWO}\n"
    )

    assert [len(record.lines) for record, _ in read_.values()] == [2, 1]
    assert not any(Reason.PO_MISSING in codes for _, codes in read_.values())


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Void", "Y"),
        ("Voided", "x"),
        ("Cancelled", "yes"),
        ("Status", "Cancelled"),
        ("Status", "Not shipped"),
        ("Status", "Returned"),
        ("Comment", "wrong item sent - do not fulfil"),
        ("Remarks", "on hold"),
        ("Notes", "sent in error"),
    ],
)
def test_a_column_takes_its_row_back(column: str, cell: str) -> None:
    read_ = notices(
        f"PO Number,SKU,Qty Shipped,Tracking,{column}\n"
        f"4711,A-10,4,{ONE},{cell}\n4712,A-11,2,{TWO},\n"
    )

    assert Reason.INCOMPLETE_READING in read_["4711"][1]
    assert not read_["4712"][1]


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("Void", "N"),
        ("Void", "0"),
        ("Cancelled", "no"),
        ("Qty Cancelled", "2"),
        ("Status", "Shipped"),
        ("Comment", "leave at the back door"),
        ("Notes", "ships in 2 boxes"),
    ],
)
def test_a_column_that_says_nothing_against_its_row(column: str, cell: str) -> None:
    read_ = notices(
        f"PO Number,SKU,Qty Shipped,Tracking,{column}\n4711,A-10,4,{ONE},{cell}\n"
    )

    assert not read_["4711"][1]


def test_a_row_that_did_not_go_and_names_no_parcel_is_no_doubt() -> None:
    read_ = notices(
        "PO Number,SKU,Qty,Tracking,Status\n"
        f"4711,A-10,4,{ONE},Shipped\n4711,A-11,2,,Backordered\n"
    )

    record, codes = read_["4711"]
    assert [line.sku.value for line in record.lines if line.sku] == ["A-10"]
    assert not codes


@pytest.mark.parametrize(
    "text",
    [
        f"PO,SKU,Quantity,Qty,Tracking\n4711,A-10,4,6,{ONE}\n",
        f"PO,SKU,Qty Shipped,UOM,Tracking\n4711,A-10,4,CS,{ONE}\n",
        f"PO,SKU,Qty Shipped,UOM,Tracking\n4711,A-10,4,dz,{ONE}\n",
    ],
)
def test_a_count_that_may_be_another(text: str) -> None:
    record, codes = notices(text)["4711"]

    assert [line.quantity for line in record.lines] == [None]
    assert Reason.QUANTITY_UNKNOWN in codes


def test_two_columns_that_agree_are_one() -> None:
    record, codes = notices(
        f"PO,Customer PO,SKU,Quantity,Qty,UOM,Tracking\n4711,4711,A-10,4,4,EA,{ONE}\n"
    )["4711"]

    assert [line.quantity.value for line in record.lines if line.quantity] == [4]
    assert not codes


def test_two_orders_in_one_row() -> None:
    read_ = notices(f"PO,Customer PO,SKU,Qty,Tracking\n4711,77000,A-10,4,{ONE}\n")

    assert all(Reason.PO_AMBIGUOUS in codes for _, codes in read_.values())
    assert not any(record.tracking for record, _ in read_.values())
