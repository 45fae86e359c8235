"""A file inside a PDF is held against the page: who sees the page sees the truth."""

import io

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from extractors.codes import Reason
from extractors.reading import read

XML = """<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">
<ID>INV-2231</ID><IssueDate>2026-11-19</IssueDate>
<DocumentCurrencyCode>USD</DocumentCurrencyCode>
<LegalMonetaryTotal><TaxInclusiveAmount>1234.50</TaxInclusiveAmount>
</LegalMonetaryTotal></Invoice>"""


def pdf(*lines: str, embedded: str = XML) -> bytes:
    """Return a page of lines with a file in it."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 400))
    for number, text in enumerate(lines):
        canvas.drawString(40, 360 - 20 * number, text)
    canvas.showPage()
    canvas.save()
    writer = PdfWriter(PdfReader(io.BytesIO(out.getvalue())))
    writer.add_attachment("invoice.xml", embedded.encode())
    whole = io.BytesIO()
    writer.write(whole)
    return whole.getvalue()


SAME = ("Invoice", "Invoice number: INV-2231", "Total: $1,234.50")


@pytest.mark.parametrize(
    ("lines", "disagrees"),
    [
        pytest.param(SAME, False, id="the same"),
        pytest.param((*SAME[:2], "Gesamt 1.234,50 USD"), False, id="another comma"),
        pytest.param((*SAME[:2], "Total 1 234,50"), False, id="blanks in thousands"),
        pytest.param(("Invoice", "No. INV 2231", SAME[2]), False, id="other marks"),
        pytest.param(("Invoice", "INV-2232", SAME[2]), True, id="another number"),
        pytest.param((*SAME[:2], "Total: $1,234.51"), True, id="a cent more"),
        pytest.param((*SAME[:2], "Total: $11,234.50"), True, id="ten thousand more"),
        pytest.param((*SAME[:2], "Total: $1,234.505"), True, id="a digit more"),
    ],
)
def test_the_page_against_the_file(lines: tuple[str, ...], *, disagrees: bool) -> None:
    reading = read(pdf(*lines), "invoice.pdf")
    [said] = [e for e in reading.extractions if e.reader == "xml"]

    assert (Reason.XML_DISAGREES in {i.code for i in said.issues}) is disagrees
    assert reading.kind == "invoice"


def test_a_page_that_agrees_adds_no_second_record() -> None:
    [only] = read(pdf(*SAME), "invoice.pdf").extractions

    assert only.reader == "xml"


def test_a_page_without_text_proves_nothing() -> None:
    reading = read(pdf(), "invoice.pdf")
    [said] = reading.extractions

    assert [i.code for i in said.issues] == [Reason.SCAN_NO_TEXT]


def test_the_file_knows_what_it_is_embedded_in() -> None:
    page, file = read(pdf(*SAME), "invoice.pdf").documents

    assert (page.within, file.within) == ("", page.sha256)
    assert file.text == XML


def test_money_asked_for_on_the_page_and_given_back_in_the_file_disagrees() -> None:
    back = XML.replace(">1234.50<", ">-1234.50<")
    reading = read(pdf(*SAME, embedded=back), "invoice.pdf")
    [said] = [e for e in reading.extractions if e.reader == "xml"]

    assert Reason.XML_DISAGREES in {i.code for i in said.issues}


def test_two_documents_in_one_page_are_several() -> None:
    writer = PdfWriter(PdfReader(io.BytesIO(pdf(*SAME))))
    writer.add_attachment("other.xml", XML.replace("2231", "2232").encode())
    whole = io.BytesIO()
    writer.write(whole)
    said = [e for e in read(whole.getvalue(), "a.pdf").extractions if e.reader == "xml"]

    assert len(said) == 2
    assert all(Reason.MULTIPLE_DOCUMENTS in {i.code for i in e.issues} for e in said)


SELLER = (
    "<AccountingSupplierParty><Party><PartyLegalEntity>"
    "<RegistrationName>Acme Werkzeug GmbH</RegistrationName>"
    "</PartyLegalEntity></Party></AccountingSupplierParty>"
)


@pytest.mark.parametrize(
    ("head", "disagrees"),
    [
        ("Acme Werkzeug GmbH, Bonn", False),
        ("ACME WERKZEUG", False),
        ("Acme-Werkzeug Gmbh · 53111 Bonn", False),
        ("Northwind Traders GmbH", True),
        ("", True),
    ],
)
def test_the_seller_of_the_file_is_named_on_its_page(
    head: str, *, disagrees: bool
) -> None:
    sold = XML.replace("<LegalMonetaryTotal>", f"{SELLER}<LegalMonetaryTotal>")
    reading = read(pdf(head, *SAME, embedded=sold), "invoice.pdf")
    [said] = [e for e in reading.extractions if e.reader == "xml"]

    assert said.record is not None
    assert (Reason.XML_DISAGREES in {i.code for i in said.issues}) is disagrees
