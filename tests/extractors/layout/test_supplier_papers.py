"""What suppliers print and write in ways of their own, and what is read of it."""

from collections.abc import Callable
from typing import Any

import pytest

from extractors.layout.page.parsing import code_shaped, order_numbers
from extractors.layout.page.rows import Run
from extractors.tracking.candidates import candidates
from extractors.values import MoneyDocument, Word

UPS, UPS_2 = "1Z5R89390357567127", "1Z879E930346834440"
HEAD = [
    (40, 40, "PACKING SLIP", 16),
    (40, 70, "PO Number: 48211"),
    (40, 84, "Ship date: 11/18/2026"),
    (40, 98, f"UPS tracking number: {UPS}"),
]


def table(
    columns: list[tuple[float, str]], *rows: list[tuple[float, str]]
) -> list[tuple[Any, ...]]:
    """Return ink: heads set left, counts set right as far as they go."""
    ink: list[tuple[Any, ...]] = [*HEAD]
    for number, cells in enumerate([columns, *rows]):
        for x, text in cells:
            align = "right" if text.isdigit() else "left"
            ink.append((x, 140 + 16 * number, text, 9, align))
    return ink


PAPERS = {
    "counts set right under heads set left": (
        table(
            [
                (40, "Code"), (120, "Description"), (270, "Ordered"),
                (320, "Previously sent"), (405, "This delivery"), (480, "To follow"),
            ],
            [(40, "AB-100"), (120, "Bowl"), (315, "6"), (400, "2"), (473, "4"),
             (535, "0")],
            [(40, "AB-200"), (120, "Plate"), (315, "12"), (400, "0"), (473, "8"),
             (535, "4")],
        ),
        [("AB-100", 4), ("AB-200", 8)],
    ),
    "counts behind their heads, the last one touching a text": (
        table(
            [
                (40, "Item"), (160, "Description"), (270, "Ord"), (330, "Ship"),
                (378, "Carrier"),
            ],
            [(40, "AB-100"), (160, "Pen"), (308, "10"), (376, "7"), (378, "UPS")],
            [(40, "AB-200"), (160, "Ink"), (308, "6"), (376, "6"), (378, "UPS")],
        ),
        [("AB-100", 7), ("AB-200", 6)],
    ),
    "a head named by its standard": (
        table(
            [(40, "SSCC-18"), (170, "SKU"), (260, "GTIN-14"), (360, "Qty shipped")],
            [(40, "LPN-A1"), (170, "AB-100"), (260, "LOT-77"), (405, "6")],
            [(40, "LPN-A2"), (170, "AB-200"), (260, "LOT-78"), (405, "4")],
        ),
        [("AB-100", 6), ("AB-200", 4)],
    ),
    "an article number without a digit": (
        table(
            [(40, "Item"), (140, "Description"), (300, "Ordered"), (380, "Shipped")],
            [(40, "AB-100"), (140, "Tent"), (330, "2"), (410, "2")],
            [(40, "FH-MUG-E"), (140, "Mug"), (330, "8"), (410, "8")],
        ),
        [("AB-100", 2), ("FH-MUG-E", 8)],
    ),
    "print far below a table crosses its columns": (
        [
            *table(
                [(40, "Part #"), (110, "Description"), (240, "Ordered"),
                 (300, "Shipped"), (350, "Serial no."), (450, "Lot")],
                [(40, "AB-100"), (110, "Probe"), (275, "6"), (332, "6"), (350, "S-1")],
                [(40, "AB-200"), (110, "Case"), (275, "3"), (332, "0"), (350, "S-2")],
            ),
            (40, 230, "Commodity code 9025.19.80"),
            (180, 230, "Made in the U.S.A."),
            (290, 230, "Please inspect these goods on arrival"),
        ],
        [("AB-100", 6)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAPERS)
def test_columns(
    name: str, pdf: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    ink, lines = PAPERS[name]
    [notice] = short(pdf(ink)).notices

    assert notice["lines"] == lines


def test_an_order_of_which_all_stayed_is_no_notice(
    pdf: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    ink = [
        (40, 40, "Daily shipping manifest", 14),
        (40, 60, "Ship date: 11/18/2026"),
        *[
            (x, y, text)
            for y, row in (
                (100, ("Customer PO", "SKU", "Qty", "Carrier", "Tracking #", "Status")),
                (114, ("48211", "AB-100", "1", "UPS Ground", UPS, "SHIPPED")),
                (128, ("48213", "AB-200", "4", "", "", "BACKORDER 12/02")),
                (142, ("48215", "AB-300", "2", "UPS Ground", UPS_2, "SHIPPED")),
            )
            for x, text in zip((40, 120, 190, 230, 310, 450), row, strict=True)
            if text
        ],
    ]
    read = short(pdf(ink))

    assert [n["po"] for n in read.notices] == ["48211", "48215"]
    assert "incomplete_reading" not in read.issues


@pytest.mark.parametrize(
    ("text", "lines", "held"),
    [
        pytest.param(
            "4 x SEED-TOM-BRD Tomato\n2 x TRAY-1020 Tray",
            [("SEED-TOM-BRD", 4), ("TRAY-1020", 2)],
            False,
            id="a code without a digit in a list",
        ),
        pytest.param(
            "4 x Tomato seeds\n2 x TRAY-1020 Tray",
            [("TRAY-1020", 2)],
            True,
            id="a line of a list that names no article",
        ),
        pytest.param(
            "Jute rug\nSKU: RUG-NAT-L\nQty: 1\n\nBasket\nSKU: BSK-20\nQty: 2",
            [("RUG-NAT-L", 1), ("BSK-20", 2)],
            False,
            id="a labelled code without a digit",
        ),
    ],
)
def test_lists(
    text: str,
    lines: list[tuple[str, int]],
    *,
    held: bool,
    mail: Callable[..., bytes],
    short: Callable[[bytes], Any],
) -> None:
    told = f"PO 48211 shipped on 11/18/2026 via UPS\nTracking: {UPS}\n\n{text}\n"
    read = short(mail(told))

    assert [n["lines"] for n in read.notices] == [lines]
    assert ("incomplete_reading" in read.issues) is held


def test_an_invoice_to_follow_makes_no_invoice(
    pdf: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    ink = [
        *table(
            [(40, "Part #"), (140, "Description"), (300, "Qty"), (400, "Price")],
            [(40, "AB-100"), (140, "Tent"), (315, "2"), (400, "18.00")],
        ),
        (40, 230, "INVOICE 0723802-01 TO FOLLOW. THIS IS NOT A BILL."),
    ]

    assert short(pdf(ink)).kind == "ship_notice"


@pytest.mark.parametrize("word", ["MUG", "Mug-Cup", "A-B", "MUG-", "mug-e"])
def test_words_are_no_codes(word: str) -> None:
    assert not code_shaped(word)


def test_the_orders_of_a_load_share_its_number(
    pdf: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    ink = [
        (160, 40, "STRAIGHT BILL OF LADING", 12),
        (40, 70, "Carrier name: Estes Express Lines"),
        (40, 84, "PRO number: 095-3981361"),
        *[
            (x, y, text)
            for y, row in (
                (120, ("CUSTOMER ORDER NUMBER", "# PKGS", "WEIGHT", "SHIPPER INFO")),
                (136, ("RD-58190", "4", "388", "SO 20477")),
                (150, ("RD-58204", "2", "171", "SO 20481")),
            )
            for x, text in zip((40, 230, 310, 430), row, strict=True)
        ],
    ]
    read = short(pdf(ink))

    assert [(n["po"], n["tracking"]) for n in read.notices] == [
        ("RD-58190", ["0953981361"]),
        ("RD-58204", ["0953981361"]),
    ]


@pytest.mark.parametrize(
    ("line", "tracking"),
    [
        pytest.param(f"Return label no. {UPS_2}", [UPS], id="the way back"),
        pytest.param(f"Retouren-Sendungsnummer {UPS_2}", [UPS], id="in German"),
        pytest.param(f"Previous shipment 11/09/26 PRO {UPS_2}", [UPS], id="before"),
        pytest.param(f"Free returns. Second parcel: {UPS_2}", [UPS, UPS_2], id="ours"),
    ],
)
def test_a_number_of_another_parcel_is_none_of_the_notice(
    line: str,
    tracking: list[str],
    mail: Callable[..., bytes],
    short: Callable[[bytes], Any],
) -> None:
    told = f"PO 48211 shipped on 11/18/2026 via UPS\nTracking: {UPS}\n\n{line}\n"
    [notice] = short(mail(told)).notices

    assert notice["tracking"] == tracking


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("Ihre Bestellung 48211 wurde heute, 18.11.2026, mit DPD versandt.", True),
        ("Ihre Bestellung 48211 wird am 18.11.2026 mit DPD versandt.", False),
    ],
)
def test_a_verb_behind_its_day(
    told: str, *, day: bool, mail: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    read = short(mail(f"{told}\nSendungsnummer: {UPS}\n"))

    assert any("date" in notice for notice in read.notices) is day


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        pytest.param(
            "1550 1534 7023 89I", ["15501534702389I"], id="ends in its check letter"
        ),
        pytest.param("1550 1534 7023 88I", [], id="misprinted: no half of it"),
    ],
)
def test_groups_that_end_in_a_letter(text: str, numbers: list[str]) -> None:
    assert [c.number for c in candidates(text, labelled=True)] == numbers


BILL = [
    (40, 40, "Invoice", 16),
    (300, 40, "Invoice #: 31877"),
    (300, 54, "Date: 11/10/2026"),
    (300, 68, "P.O. #: 48211"),
]


def bill(head: tuple[str, ...], *rows: tuple[str, ...], total: str) -> list[Any]:
    """Return ink of an invoice with five columns."""
    at = (40, 90, 170, 400, 480)
    return [
        *BILL,
        *[
            (x, 120 + 16 * n, text)
            for n, row in enumerate((head, *rows))
            for x, text in zip(at, row, strict=True)
        ],
        (400, 220, "Total"),
        (480, 220, total),
    ]


def test_a_charge_with_its_rate_is_no_line(
    pdf: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    ink = bill(
        ("Quantity", "Item Code", "Description", "Price Each", "Amount"),
        ("3", "GR-64", "Grinder", "289.00", "867.00"),
        ("1", "FRT", "Freight", "46.80", "46.80"),
        ("1", "FSC", "Fuel surcharge 6.5%", "3.04", "3.04"),
        total="$916.84",
    )
    [extraction] = short(pdf(ink)).reading.extractions
    money = extraction.record
    assert isinstance(money, MoneyDocument)

    assert [line.sku and line.sku.value for line in money.lines] == ["GR-64"]
    assert [str(c.amount.value) for c in money.named_charges] == ["46.80", "3.04"]


def test_an_item_without_a_digit_is_an_article_number(
    pdf: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    ink = bill(
        ("Qty", "Item", "Description", "Price", "Amount"),
        ("3", "GR-64", "Grinder", "289.00", "867.00"),
        ("2", "OB-BRS", "Oven brush", "27.00", "54.00"),
        total="921.00",
    )
    [extraction] = short(pdf(ink)).reading.extractions
    money = extraction.record
    assert isinstance(money, MoneyDocument)

    assert [line.sku and line.sku.value for line in money.lines] == ["GR-64", "OB-BRS"]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("HK 40-118 Terms: Net 45", "HK 40-118"),
        ("WB 20481", "WB 20481"),
        ("HK 11-05-26", None),
    ],
)
def test_an_order_number_in_groups(printed: str, number: str | None) -> None:
    words = tuple(
        Word(text, 10.0 * n, 0, 10.0 * n + 9, 9)
        for n, text in enumerate(printed.split())
    )
    found = order_numbers(Run(1, words))

    assert [run.text for run in found] == ([number] if number else [])


def test_counts_under_the_wrong_head_are_not_believed(
    pdf: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    """What was ordered stands under what was shipped, and that one is not printed."""
    ink = table(
        [(40, "Item"), (160, "Description"), (270, "Ordered"), (330, "Shipped")],
        [(40, "AB-100"), (160, "Pen"), (352, "10")],
        [(40, "AB-200"), (160, "Ink"), (352, "6")],
    )
    read = short(pdf(ink))

    assert [n["lines"] for n in read.notices] == [[("AB-100", None), ("AB-200", None)]]
    assert "quantity_unknown" in read.issues


def test_our_order_in_a_cell_of_its_own(
    pdf: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    ink = [
        (40, 40, "Despatch Advice", 16),
        (40, 70, "Nerys Pugh, Conwy"),
        (300, 70, "Your order number GI-30447"),
        (40, 84, "2 Heol y Castell"),
        (300, 84, f"Tracking no {UPS}"),
    ]
    [notice] = short(pdf(ink)).notices

    assert notice["po"] == "GI-30447"


def test_a_plain_text_that_only_sends_to_the_other_is_not_read(
    mail: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    told = (
        "<p>Your order left our studio on November 19, 2026.</p><p>PO: 48211<br>"
        f"Carrier: UPS Ground<br>Tracking: {UPS}</p><p>Thank you, and enjoy it!</p>"
    )
    [notice] = short(mail("Best viewed in HTML.", html=told)).notices

    assert (notice["po"], notice["tracking"]) == ("48211", [UPS])


def test_a_line_under_a_written_table_is_no_line_of_it(
    mail: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    told = (
        "Your PO 48211 shipped complete on 11/18/2026.\n\n"
        "SKU            Description                     Qty\n"
        "TWM-8          Fender 8x27 in. navy              4\n"
        "TWM-38         Dock line 3/8 x 20 ft             2\n\n"
        "1 carton via UPS Ground, tracking 1Z 5R8 939 03 5756 7127\n"
    )
    [notice] = short(mail(told)).notices

    assert (notice["carrier"], notice["tracking"]) == ("UPSN", [UPS])


@pytest.mark.parametrize(
    ("code", "tracking"), [(UPS_2, [UPS, UPS_2]), ("986578788855", [UPS])]
)
def test_what_is_plainly_a_number_counts_among_the_codes_too(
    code: str,
    tracking: list[str],
    pdf: Callable[..., bytes],
    short: Callable[[bytes], Any],
) -> None:
    ink = table(
        [(40, "Item no."), (190, "Description"), (320, "Shipped")],
        [(40, "AB-100"), (190, "Tent"), (350, "2")],
        [(40, code), (190, "Parcel"), (350, "1")],
    )
    [notice] = short(pdf(ink)).notices

    assert notice["tracking"] == tracking


HEADINGS = {
    "No. under a title, the page beside it": [
        (500, 40, "INVOICE", 14),
        (454, 58, "No. 26-118844"),
        (526, 58, "Page 1 of 3"),
        (40, 80, "Date: 11/06/2026"),
        (180, 80, "Customer order: HK 40-118"),
    ],
    "a box of heads over values, and an address under it": [
        *[
            (x, y, text)
            for y, row in (
                (60, ("INVOICE", "DATE", "YOUR ORDER", "SHIPPED")),
                (73, ("26-118844", "Nov. 6, 2026", "HK 40-118", "Nov. 6, UPS")),
            )
            for x, text in zip((50, 120, 190, 270), row, strict=True)
        ],
        (50, 100, "Sold to:"),
        (97, 100, "Quilter's Basket"),
        (97, 113, "Attn: Accounts"),
        (97, 126, "610 Main St., Decorah, Iowa 52101"),
    ],
}


@pytest.mark.parametrize("name", HEADINGS)
def test_the_head_of_an_invoice(
    name: str, pdf: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    lines = [
        (x, y, text)
        for y, row in (
            (160, ("Item", "Description", "Qty", "Price", "Amount")),
            (176, ("EF-1000", "Hook rail", "2", "4.25", "8.50")),
            (192, ("EF-1037", "Towel rail", "3", "4.60", "13.80")),
            (230, ("", "", "", "Total", "$22.30")),
        )
        for x, text in zip((40, 120, 360, 430, 500), row, strict=True)
        if text
    ]
    [extraction] = short(
        pdf([(40, 30, "Elmford Enamelware"), *HEADINGS[name], *lines])
    ).reading.extractions
    money = extraction.record
    assert isinstance(money, MoneyDocument)

    assert money.number
    assert money.po_number
    assert (money.number.value, money.po_number.value) == ("26-118844", "HK 40-118")
