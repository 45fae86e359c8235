"""CSV files: what is an invoice or an acknowledgement, and what each cell means."""

import pytest

from extractors.reading import read
from extractors.values import Extraction, MoneyDocument

HEAD = (
    "Invoice Number,Invoice Date,PO Number,Item Number,Description,Qty,Unit Price,"
    "Amount"
)
ROWS = (
    "INV-100,11/20/2026,PO-4711,AB-12,Shelf,2,10.50,21.00",
    "INV-100,11/20/2026,PO-4711,AB-13,Rack,1,5.00,5.00",
)
ACK = (
    "Order Acknowledgment,,,",
    "PO Number,PO-4711,,",
    "Ack Number,SO-1881,,",
    "SKU,Description,Qty,Unit Price",
    "AB-12,Shelf,2,10.50",
    "AB-13,Rack,1,5.00",
)


def extractions(*lines: str) -> tuple[Extraction, ...]:
    return read("\n".join((*lines, "")).encode(), "sheet.csv").extractions


def money(found: Extraction) -> MoneyDocument:
    assert found.reader == "table"
    assert isinstance(found.record, MoneyDocument)
    return found.record


def test_an_invoice() -> None:
    [found] = extractions(HEAD, *ROWS)
    record = money(found)

    facts = (record.number, record.date, record.po_number)
    assert [str(f.value) for f in facts if f] == ["INV-100", "2026-11-20", "PO-4711"]
    assert [
        [str(v.value) for v in (x.sku, x.quantity, x.unit_price, x.amount) if v]
        for x in record.lines
    ] == [["AB-12", "2", "10.50", "21.00"], ["AB-13", "1", "5.00", "5.00"]]
    assert (record.kind, record.total, found.issues) == ("invoice", None, ())


def test_every_value_is_quoted_from_its_cell() -> None:
    reading = read("\n".join((HEAD, *ROWS)).encode(), "sheet.csv")
    record, text = money(reading.extractions[0]), reading.documents[0].text

    assert record.lines[1].amount is not None
    for cited in (record.number, record.lines[1].amount):
        assert cited is not None
        start = cited.evidence.offset or 0
        assert text[start : start + len(cited.evidence.quote)] == cited.evidence.quote


def test_several_invoices_in_one_sheet() -> None:
    found = extractions(
        HEAD, *ROWS, "INV-101,11/21/2026,PO-4712,AB-13,Rack,1,5.00,5.00"
    )

    numbers = [record.number for record in map(money, found)]
    assert [n.value for n in numbers if n] == ["INV-100", "INV-101"]
    assert [len(money(f).lines) for f in found] == [2, 1]


def test_german_numbers() -> None:
    [found] = extractions(
        "Rechnungsnummer;Rechnungsdatum;Bestellnummer;Artikelnummer;Menge;Einzelpreis;"
        "Gesamtpreis",
        "R-1001;20.11.2026;B-77;A-1;1.000;1,50;1.500,00",
    )
    [line] = money(found).lines

    values = (line.quantity, line.unit_price, line.amount)
    assert [str(v.value) for v in values if v] == ["1000", "1.50", "1500.00"]


def test_an_acknowledgement() -> None:
    [found] = extractions(*ACK)
    record = money(found)

    facts = (record.number, record.po_number)
    assert record.kind == "order_ack"
    assert [f.value for f in facts if f] == ["SO-1881", "PO-4711"]
    assert len(record.lines) == 2


def test_a_fact_that_rows_give_differently_is_none() -> None:
    [found] = extractions(HEAD, ROWS[0], ROWS[1].replace("PO-4711", "PO-4799"))

    assert money(found).po_number is None


def test_a_column_of_totals_may_be_the_amounts_of_lines() -> None:
    head = HEAD.replace("Amount", "Total")
    [found] = extractions(head, *ROWS)
    record = money(found)

    amounts = [line.amount for line in record.lines]
    assert [str(a.value) for a in amounts if a] == ["21.00", "5.00"]
    assert record.total is None


def test_a_row_that_does_not_multiply_is_an_issue() -> None:
    [found] = extractions(HEAD, ROWS[0].replace("21.00", "22.00"), ROWS[1])

    assert [i.code.value for i in found.issues] == ["arithmetic_line"]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("SKU,Qty,Price", "AB-12,2,3.00"), id="a price list"),
        pytest.param(
            ("PO,SKU,Qty,Tracking Number", "PO-4711,AB-12,2,1Z5R89390357567127"),
            id="a shipment",
        ),
        pytest.param(
            (f"{HEAD},Tracking Number", f"{ROWS[0]},1Z5R89390357567127"),
            id="an invoice that tells of a shipment",
        ),
        pytest.param(
            (f"{HEAD},Credit Memo Number", f"{ROWS[0]},CM-1"), id="two numbers"
        ),
        pytest.param(("Invoice Number,Amount", "INV-1,3.00"), id="an account"),
    ],
)
def test_what_is_left_to_others(lines: tuple[str, ...]) -> None:
    assert [e for e in extractions(*lines) if e.reader == "table"] == []
