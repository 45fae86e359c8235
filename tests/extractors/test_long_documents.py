"""Reading takes as many times longer as a document is longer, and no more."""

import gc
import time
from collections.abc import Callable

import pytest

from extractors.codes import Reason
from extractors.reading import read
from extractors.values import Reading

ROWS = 200
LONGER = 4
MOST = 6.5
"""Times the processor may take for what is four times longer: a square takes 16."""
MAIL = (
    "From: Ann <ann@vendor.example>\r\nTo: orders@shop.example\r\nSubject: Shipped\r\n"
    "Date: Fri, 20 Nov 2026 10:00:00 +0000\r\nMessage-ID: <a@vendor.example>\r\n"
    "MIME-Version: 1.0\r\nContent-Type: text/{kind}; charset=utf-8\r\n\r\n{text}"
)
SHIPPED = "PO Number,SKU,Ordered,Shipped,Tracking Number,Carrier,Ship Date"

Made = tuple[bytes, str]


def shipped(number: int, order: str) -> str:
    parcel = f"1Z5R8939{number:010d}"
    return f"{order},AB-{number:05d},9,{number % 9 + 1},{parcel},UPS,2026-11-20"


def many_orders(rows: int) -> Made:
    lines = [shipped(n, f"PO-{100000 + n}") for n in range(rows)]
    return "\n".join([SHIPPED, *lines]).encode(), "shipped.csv"


def one_order(rows: int) -> Made:
    lines = [shipped(n, "PO-4711") for n in range(rows)]
    return "\n".join([SHIPPED, *lines]).encode(), "shipped.csv"


def every_other_without_order(rows: int) -> Made:
    lines = [shipped(n, "" if n % 2 else f"PO-{100000 + n}") for n in range(rows)]
    return "\n".join([SHIPPED, *lines]).encode(), "shipped.csv"


def text_in_sections(rows: int) -> Made:
    parts = [
        f"PO {100000 + n}\r\nTracking: {771000000000 + n * 7} FedEx\r\nSKU: AB-{n:04d}"
        for n in range(rows // 3)
    ]
    return MAIL.format(kind="plain", text="\r\n\r\n".join(parts)).encode(), "m.eml"


def table_in_a_mail(rows: int) -> Made:
    head = "<th>PO Number</th><th>SKU</th><th>Qty Shipped</th><th>Tracking Number</th>"
    cells = (
        f"<td>PO-{100000 + n}</td><td>AB-{n:05d}</td><td>2</td>"
        f"<td>1Z5R8939{n:010d}</td>"
        for n in range(rows)
    )
    body = "".join(f"<tr>{row}</tr>" for row in (head, *cells))
    return MAIL.format(kind="html", text=f"<table>{body}</table>").encode(), "m.eml"


def parcels_of_orders_without_lines(rows: int) -> Made:
    head = "<th>Your PO</th><th>Carrier</th><th>Tracking Number</th><th>Date</th>"
    cells = (
        f"<td>PO-{100000 + n}</td><td>UPS</td><td>1Z5R8939{n:010d}</td>"
        "<td>11/20/2026</td>"
        for n in range(rows)
    )
    body = "".join(f"<tr>{row}</tr>" for row in (head, *cells))
    said = "<p>These orders were shipped complete:</p>"
    text = f"{said}<table>{body}</table>"
    return MAIL.format(kind="html", text=text).encode(), "m.eml"


def many_tables_in_a_mail(rows: int) -> Made:
    head = "<th>PO Number</th><th>SKU</th><th>Qty Shipped</th><th>Tracking Number</th>"
    body = "".join(
        f"<table><tr>{head}</tr><tr><td>PO-{100000 + n}</td><td>AB-{n:05d}</td>"
        f"<td>2</td><td>1Z5R8939{n:010d}</td></tr></table>"
        for n in range(rows // 2)
    )
    return MAIL.format(kind="html", text=body).encode(), "m.eml"


def priced(number: int) -> tuple[int, int]:
    return number % 9 + 1, number % 90 + 1


def invoice_in_text(rows: int) -> Made:
    head = f"{'SKU':<12}{'Description':<24}{'Qty':>5}{'Unit Price':>14}{'Amount':>12}"
    lines = ["INVOICE INV-2231", "Invoice Date: 2026-11-02", "", head]
    for number in range(rows):
        quantity, price = priced(number)
        name = f"Blue widget {number % 50}"
        sums = f"{price:>11}.00{quantity * price:>9}.00"
        lines.append(f"AB-{number:05d}    {name:<24}{quantity:>5}{sums}")
    total = sum(q * p for q, p in map(priced, range(rows)))
    lines += ["", f"Total: {total}.00"]
    return MAIL.format(kind="plain", text="\r\n".join(lines)).encode(), "m.eml"


def quoted_lines(rows: int) -> Made:
    lines = [f"{'> ' * (n % 4)}what was said in line {n}" for n in range(2 * rows)]
    return MAIL.format(kind="plain", text="\r\n".join(lines)).encode(), "m.eml"


def cost(made: Made) -> float:
    """Return the seconds of the processor that reading takes."""
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        read(*made)
        return time.process_time() - started
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "make",
    [
        many_orders,
        one_order,
        every_other_without_order,
        text_in_sections,
        table_in_a_mail,
        parcels_of_orders_without_lines,
        many_tables_in_a_mail,
        invoice_in_text,
        quoted_lines,
    ],
)
def test_time_grows_as_a_document_does(make: Callable[[int], Made]) -> None:
    read(*make(10))

    def ratio() -> float:
        return cost(make(LONGER * ROWS)) / cost(make(ROWS))

    # Once more: the first time may have been somebody else's fault.
    assert ratio() < MOST or ratio() < MOST


def issues(reading: Reading, code: Reason) -> list[list[str]]:
    return [
        [issue.detail for issue in extraction.issues if issue.code is code]
        for extraction in reading.extractions
    ]


def test_few_rows_without_an_order_are_named_one_by_one() -> None:
    found = issues(read(*every_other_without_order(20)), Reason.PO_MISSING)

    assert [len(details) for details in found] == [10] * 10


def test_of_many_rows_without_an_order_the_first_is_named_and_the_others_counted() -> (
    None
):
    found = issues(read(*every_other_without_order(22)), Reason.PO_MISSING)

    assert [len(details) for details in found] == [1] * 11
    [detail] = found[0]
    assert "1Z5R89390000000001" in detail
    assert detail.endswith("; so it is in 10 more places")
