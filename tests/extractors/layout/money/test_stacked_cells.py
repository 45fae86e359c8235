"""Numbers over and under names, units, and the orders that lines name."""

import textwrap
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.files.documents import Source, read_documents
from extractors.layout.money.amounts import NumberStyle
from extractors.layout.money.lines import lines_of
from extractors.layout.money.money import money_of
from extractors.layout.money.roles import Role, role_of
from extractors.layout.page.sheet import sheet_of
from extractors.values import MoneyDocument, MoneyLine


def read(text: str) -> tuple[MoneyLine, ...]:
    source = Source(text.encode(), "a.txt")
    sheet = sheet_of(read_documents(source).documents[0])
    return lines_of(sheet, NumberStyle(".")).lines


def skus(text: str) -> list[str | None]:
    return [line.sku.value if line.sku else None for line in read(text)]


CASES: dict[str, tuple[str, list[tuple[str | None, str]]]] = {
    "the heading says both": (
        """
LN  QTY   ITEM NO. / DESCRIPTION                 UM     PRICE     AMOUNT
1     4   DB-4410-LM                             EA     88.50     354.00
          Dock bumper, laminated, 10 x 24
          x 36"W Black
2     2   WC-18                                  PR     31.75      63.50
          Wheel chock, 8 x 6
                                               SUBTOTAL           417.50
""",
        [
            ("DB-4410-LM", 'Dock bumper, laminated, 10 x 24 x 36"W Black'),
            ("WC-18", "Wheel chock, 8 x 6"),
        ],
    ),
    "over the name": (
        """
Description                            Qty     Price     Amount
SJ123-50Y                                3     64.10     192.30
Extension cord 12/3 SJOW
50-FT yellow
QO120CP                                 10     11.95     119.50
Breaker, plug-on
                                           Total         311.80
""",
        [
            ("SJ123-50Y", "Extension cord 12/3 SJOW 50-FT yellow"),
            ("QO120CP", "Breaker, plug-on"),
        ],
    ),
    "under the name": (
        """
Product                                Units   Unit price   Line total
Shelf bin, 11 x 5, clear, stackable       13        65.69       853.97
CB3783-CL

Shelf bin, 15 x 8, blue                   11        74.37       818.07
CB1979-BL
                                           Subtotal           1,672.04
""",
        [
            ("CB3783-CL", "Shelf bin, 11 x 5, clear, stackable"),
            ("CB1979-BL", "Shelf bin, 15 x 8, blue"),
        ],
    ),
    "only one of them ends so": (
        """
Product                                Units   Unit price   Line total
Hex bolt with flange, zinc plated,        13        65.69       853.97
grade 8 M10-50B

Shelf bin, 15 x 8, blue                   11        74.37       818.07
CB1979-BL
                                           Subtotal           1,672.04
""",
        [
            (None, "Hex bolt with flange, zinc plated, grade 8 M10-50B"),
            (None, "Shelf bin, 15 x 8, blue CB1979-BL"),
        ],
    ),
    "sizes": (
        """
Product                                Units   Unit price   Line total
Panel board with a frame of oak           13        65.69       853.97
48X24

Panel, oak                                11        74.37       818.07
1200MM
                                           Subtotal           1,672.04
""",
        [
            (None, "Panel board with a frame of oak 48X24"),
            (None, "Panel, oak 1200MM"),
        ],
    ),
    "a word of each that is the same": (
        """
Product                                Units   Unit price   Line total
Round bar, cold drawn, six feet long      13        65.69       853.97
GR-B7-2H

Flat bar                                  11        74.37       818.07
GR-B7-2H
                                           Subtotal           1,672.04
""",
        [
            (None, "Round bar, cold drawn, six feet long GR-B7-2H"),
            (None, "Flat bar GR-B7-2H"),
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_number_beside_its_name(name: str) -> None:
    text, expected = CASES[name]
    found = [(ln.sku.value if ln.sku else None, ln.description) for ln in read(text)]

    assert found == expected


WORDS = ["bracket", "steel", "T316-55B", "M10-50C", "48B24", "zinc", "RK4400-W", "for"]


@given(
    st.lists(
        st.lists(st.sampled_from(WORDS), min_size=2, max_size=9), min_size=2, max_size=4
    ),
    st.integers(12, 36),
)
def test_no_word_of_a_wrapped_name_is_a_number(
    names: Sequence[Sequence[str]], width: int
) -> None:
    """Whatever stands alone in a line because the one before was full is no code."""
    rows = [f"{'Description':42}{'Qty':>6}{'Price':>10}{'Amount':>12}"]
    for count, name in enumerate(names, 2):
        first, *others = textwrap.wrap(" ".join(name), width, break_on_hyphens=False)
        rows.append(f"{first:42}{count:6}{'12.35':>10}{count * 1235 / 100:12.2f}")
        rows += others

    assert set(skus("\n".join(rows))) == {None}


def money(text: str) -> MoneyDocument:
    source = Source(text.encode(), "a.txt")
    sheet = sheet_of(read_documents(source).documents[0])
    return money_of(sheet, "invoice").record


UNITS = {
    "a column": (
        """
Item       Description    Qty    U/M      Price     Amount
RK-4800    Upright          4    BX       55.00     220.00
""",
        "BX",
    ),
    "behind the quantity": (
        """
Item       Description         Qty      Price     Amount
RK-4800    Upright            4 CS      55.00     220.00
""",
        "CS",
    ),
    "what the price is for": (
        """
Item       Description    Qty    Per      Price     Amount
RK-4800    Upright          4    EA       55.00     220.00
""",
        "EA",
    ),
    "a hundred is no unit": (
        """
Item       Description    Qty    Per      Price     Amount
RK-4800    Upright        400    C        55.00     220.00
""",
        "",
    ),
    "none": (
        """
Item       Description    Qty      Price     Amount
RK-4800    Upright          4      55.00     220.00
""",
        "",
    ),
}


@pytest.mark.parametrize("name", UNITS)
def test_the_unit_of_a_line(name: str) -> None:
    text, unit = UNITS[name]

    assert [line.unit for line in read(text)] == [unit]


def test_orders_between_lines() -> None:
    lines = read(
        """
Item       Description    Qty      Price     Amount
RK-0100    Base plate       1      10.00      10.00
Your PO: PO-4471
RK-4800    Upright          4      55.00     220.00
RK-4900    Beam             2      12.00      24.00
PO No. 4502
RK-4800    Upright          3      55.00     165.00
"""
    )

    assert [(n.sku.value if n.sku else None) for n in lines] == [
        "RK-0100", "RK-4800", "RK-4900", "RK-4800",
    ]  # fmt: skip
    assert [(n.po_number.value if n.po_number else None) for n in lines] == [
        None, "PO-4471", "PO-4471", "4502",
    ]  # fmt: skip


def test_orders_in_a_column() -> None:
    lines = read(
        """
PO No.     Item       Description    Qty      Price     Amount
L-3301     RK-4800    Upright          4      55.00     220.00
L-3318     RK-4900    Beam             2      12.00      24.00
"""
    )

    assert [n.po_number.value if n.po_number else None for n in lines] == [
        "L-3301", "L-3318",
    ]  # fmt: skip


def test_the_sum_of_the_lines_under_a_name_of_its_own() -> None:
    """Equipment is no article: its amount is what all of them come to."""
    sheet = """
Item       Description    Qty      Price     Amount
RK-4800    Upright          4      55.00     220.00
RK-4900    Beam             2      12.00      24.00
                    Equipment                244.00
                    Freight                   16.00
                    Balance due              260.00
"""
    source = Source(sheet.encode(), "a.txt")
    read_ = lines_of(sheet_of(read_documents(source).documents[0]), NumberStyle("."))

    assert (len(read_.lines), read_.issues) == (2, ())


HEADS = {
    "values far under": (
        """
INVOICE
Invoice Date    Invoice Number    Purchase Order    Payment Terms    Due

11/20/2026      61827-00          48250             Net 30 days      12/20/2026
""",
        ("61827-00", "2026-11-20", "48250"),
    ),
    "a heading nobody knows beside ours": (
        """
INVOICE
Invoice No.     PO reference      Pay when          Inv. Dt.
OM-4437         V9489             Later             Nov 20, 2026
""",
        ("OM-4437", "2026-11-20", "V9489"),
    ),
    "beside each other after all": (
        """
INVOICE
Invoice No.     OM-4437           PO reference      V9489
Inv. Dt.        Nov 20, 2026      Terms             Net 30
""",
        ("OM-4437", "2026-11-20", "V9489"),
    ),
    "under the title": (
        """
ACME WIRE                      ** INVOICE **
4 GRIT ST                      NUMBER     K40871
AKRON OH                       DATE   11-20-2026
CUST PO# VT-6102
""",
        ("K40871", "2026-11-20", "VT-6102"),
    ),
    "not under the title": (
        """
** INVOICE **
                                         NUMBER     K40871
                                         DATE   11-20-2026
CUST PO# VT-6102
""",
        (None, "2026-11-20", "VT-6102"),
    ),
}


@pytest.mark.parametrize("name", HEADS)
def test_labels_over_and_beside_their_values(name: str) -> None:
    text, expected = HEADS[name]
    record = money(text)
    found = (record.number, record.date, record.po_number)

    assert tuple(str(f.value) if f else None for f in found) == expected


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("SALES AMOUNT", Role.LINES),
        ("NET MDSE", Role.LINES),
        ("Sales tax amount", Role.TAX),
        ("Prepaid freight", Role.FREIGHT),
        ("PREPAID FRT", Role.FREIGHT),
        ("Prepaid", Role.PREPAID),
    ],
)
def test_what_a_sum_is_called(text: str, role: Role) -> None:
    said = role_of(text)

    assert said is not None
    assert said.role is role


def test_the_head_of_open_invoices_is_no_label_of_the_first() -> None:
    text = """
STATEMENT
Date          Invoice    Age (days)    Open amount
09/23/2026    310986     58               1,978.00
11/12/2026    310136     8                  428.00

                           Balance due $2,406.00
"""
    source = Source(text.encode(), "a.txt")
    sheet = sheet_of(read_documents(source).documents[0])
    total = money_of(sheet, "statement").record.total

    assert total is not None
    assert str(total.value) == "2406.00"
