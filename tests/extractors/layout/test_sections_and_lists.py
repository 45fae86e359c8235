"""Headings that name an order, headings over tables, and articles in a sentence."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

PDF = Callable[..., bytes]
MAIL = Callable[..., bytes]
SHORT = Callable[..., Any]
ONE, TWO = "1Z5R89390357567127", "1Z879E930346834440"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def section(top: int, order: str, sku: str, number: str) -> list[tuple[Any, ...]]:
    return [
        (50, top, f"Your order {order}", 12),
        (50, top + 18, "Via", 7),
        (250, top + 18, "Gone on", 7),
        (50, top + 28, "UPS Ground"),
        (250, top + 28, "Nov 19, 2026"),
        (50, top + 50, "Pcs"),
        (110, top + 50, "Article no."),
        (260, top + 50, "Parcel number"),
        (50, top + 64, "4"),
        (110, top + 64, sku),
        (260, top + 64, number),
    ]


def test_a_heading_above_each_table_names_its_order(pdf: PDF, short: SHORT) -> None:
    page = [(50, 50, "Shipment advice", 16)]
    page += section(90, "A7001", "RK-48", ONE) + section(200, "7002", "BN-12", TWO)
    read = short(pdf(page))

    assert [n["po"] for n in read.notices] == ["A7001", "7002"]
    assert [n["tracking"] for n in read.notices] == [[ONE], [TWO]]
    assert [n["lines"] for n in read.notices] == [[("RK-48", 4)], [("BN-12", 4)]]


def test_a_sentence_that_begins_like_a_heading_names_nothing(
    mail: MAIL, short: SHORT
) -> None:
    read = short(mail("Your order A7001 has shipped and so has 7002.\n"))

    assert [n for n in read.notices if "po" in n] == []


def test_a_heading_over_a_sheet_is_no_line_of_its_header(
    mail: MAIL, short: SHORT
) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["WEEKLY SHIPMENTS"],
        ["Prepared for: the shop"],
        [],
        ["Part", "Description", "Pcs", "Customer Order #", "Waybill", "Via"],
        ["RK-48", "Rack, 48 in", 4, "A7001", ONE, "UPS Ground"],
        ["BN-12", "Bin, blue", 2, "A7002", TWO, "UPS Ground"],
    ):
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    read = short(mail(files=[("list.xlsx", XLSX, content.getvalue())]))

    assert [n["lines"] for n in read.notices] == [[("RK-48", 4)], [("BN-12", 2)]]


@pytest.mark.parametrize(
    ("line", "lines", "whole"),
    [
        ("Shipped: 3 x RK-48, 2 x BN-12", [("RK-48", 3), ("BN-12", 2)], True),
        ("Shipped: 3 x RK-48 (3 backordered)", [("RK-48", 3)], False),
        (
            "- 3 pcs RK-48 (1 to follow) and 2 pcs BN-12",
            [("RK-48", 3), ("BN-12", 2)],
            False,
        ),
        ("3 × RK-48; 2 × BN-12.", [("RK-48", 3), ("BN-12", 2)], True),
    ],
)
def test_articles_in_one_line(
    mail: MAIL, short: SHORT, line: str, lines: list[tuple[str, int]], *, whole: bool
) -> None:
    text = f"PO: A7001\n{line}\nShip via: UPS Ground\nTracking number: {ONE}\n"
    [notice] = short(mail(text)).notices

    assert notice["lines"] == lines
    assert notice.get("complete") is (whole or None)


@pytest.mark.parametrize(
    ("subject", "text", "kind"),
    [
        (
            "Back order on PO 4711",
            "6 x BN-12 on your PO 4711 is out of stock. Nothing has shipped yet.\n",
            "other",
        ),
        ("order #48956 status", "any update on #48956? sent from my phone\n", "other"),
    ],
)
def test_letters_about_orders_are_no_documents(
    mail: MAIL, short: SHORT, subject: str, text: str, kind: str
) -> None:
    read = short(mail(text, subject=subject))

    assert (read.kind, read.notices) == (kind, [])


def test_a_labelled_credit_number_over_amounts_is_a_credit_memo(
    pdf: PDF, short: SHORT
) -> None:
    page = [
        (50, 60, "Credit Memo #"),
        (200, 60, "P.O. Number"),
        (50, 74, "CM-80378"),
        (200, 74, "48557"),
        (50, 110, "Item"),
        (150, 110, "Qty"),
        (220, 110, "Rate"),
        (300, 110, "Amount"),
        (50, 124, "BN-12"),
        (150, 124, "5"),
        (220, 124, "58.87"),
        (300, 124, "294.35"),
    ]

    assert short(pdf(page)).kind == "credit_memo"


def test_an_invoice_outweighs_what_the_mail_says_in_passing(
    pdf: PDF, mail: MAIL, short: SHORT
) -> None:
    page = [
        (50, 50, "INVOICE", 16),
        (50, 80, "Invoice no: 189162"),
        (50, 94, "PO: 4711"),
        (50, 120, "Item"),
        (150, 120, "Qty"),
        (220, 120, "Price"),
        (300, 120, "Amount"),
        (50, 134, "BN-12"),
        (150, 134, "5"),
        (220, 134, "58.87"),
        (300, 134, "294.35"),
    ]
    text = f"Please pay the invoice for PO 4711 (shipped, tracking {ONE}) today.\n"
    read = short(mail(text, files=[("i.pdf", "application/pdf", pdf(page))]))

    assert read.kind == "invoice"


def test_counts_set_right_under_a_head_set_left(pdf: PDF, short: SHORT) -> None:
    page = [
        (50, 50, "DELIVERY TICKET", 16),
        (50, 80, "Your order no: A7001"),
        (50, 94, f"Tracking number: {ONE}"),
        (50, 130, "Pcs"),
        (232, 130, "Part"),
        (300, 130, "Description"),
        (231, 144, "3", 9, "right"),
        (233, 144, "RK-48"),
        (300, 144, "Rack, 48 in"),
        (231, 158, "6", 9, "right"),
        (233, 158, "BN-12"),
        (300, 158, "Bin, blue"),
    ]
    [notice] = short(pdf(page)).notices

    assert notice["lines"] == [("RK-48", 3), ("BN-12", 6)]


def test_a_column_of_days_is_no_count_whatever_its_head(pdf: PDF, short: SHORT) -> None:
    page = [
        (50, 50, "SHIPPING REPORT", 16),
        (50, 90, "Your PO"),
        (130, 90, "Item no."),
        (230, 90, "Ship Qty"),
        (300, 90, "Shipped"),
        (380, 90, "Tracking no."),
    ]
    for top, order, sku, number in (
        (104, "A7001", "RK-48", ONE),
        (118, "A7002", "BN-12", TWO),
    ):
        page += [(50, top, order), (130, top, sku), (230, top, "4")]
        page += [(300, top, "11/20/2026"), (380, top, number)]
    read = short(pdf(page))

    assert [n["lines"] for n in read.notices] == [[("RK-48", 4)], [("BN-12", 4)]]
    assert [n["date"] for n in read.notices] == ["2026-11-20"] * 2
