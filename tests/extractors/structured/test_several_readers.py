"""Several documents of one mail: one record for one thing, disagreements said."""

import io
from email.message import EmailMessage

import openpyxl
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.codes import Reason
from extractors.reading import read
from extractors.values import MoneyDocument, Reading, ShipNotice

UBL = "urn:oasis:names:specification:ubl:schema:xsd"
UPS = "1Z5R89390357567127"
OTHER = "1Z9F55240344887260"
INVOICE = f"""<Invoice xmlns="{UBL}:Invoice-2"><ID>INV-2231</ID>
<IssueDate>2026-11-19</IssueDate><OrderReference><ID>PO-4711</ID></OrderReference>
<LegalMonetaryTotal><TaxInclusiveAmount>1234.50</TaxInclusiveAmount>
</LegalMonetaryTotal></Invoice>"""
DESPATCH = f"""<DespatchAdvice xmlns="{UBL}:DespatchAdvice-2"><ID>A-1</ID>
<OrderReference><ID>PO-4711</ID></OrderReference><Shipment><Delivery>
<TrackingID>{UPS}</TrackingID><CarrierParty><PartyName><Name>UPS</Name></PartyName>
</CarrierParty></Delivery></Shipment><DespatchLine>
<DeliveredQuantity>2</DeliveredQuantity><Item><Name>Shelf</Name>
<SellersItemIdentification><ID>SR-48</ID></SellersItemIdentification></Item>
</DespatchLine></DespatchAdvice>"""


def reading(body: str, **files: bytes) -> Reading:
    message = EmailMessage()
    message["From"] = "Ann <ann@vendor.example>"
    message["Subject"] = "Documents"
    message["Message-ID"] = "<1@vendor.example>"
    message.set_content(body)
    for label, content in files.items():
        name = label.replace("__", ".")
        message.add_attachment(content, "application", "octet-stream", filename=name)
    return read(message.as_bytes(), "")


def pdf(*lines: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 400))
    for number, text in enumerate(lines):
        canvas.drawString(40, 360 - 20 * number, text)
    canvas.save()
    return out.getvalue()


def test_a_mail_with_an_electronic_invoice() -> None:
    found = reading("Your invoice is attached.", invoice__xml=INVOICE.encode())
    [only] = found.extractions

    assert (found.kind, only.reader) == ("invoice", "xml")


def test_a_page_attached_beside_the_file() -> None:
    """Told by its number to be the same invoice, and held against the file."""
    page = pdf("INVOICE", "Invoice number: INV-2231", "Invoice date: 11/19/2026",
               "Purchase order: PO-4711", "Total due: $1,299.00")  # fmt: skip
    found = reading("Attached.", invoice__xml=INVOICE.encode(), invoice__pdf=page)
    said, seen = found.extractions

    assert (said.reader, seen.reader, found.kind) == ("xml", "layout", "invoice")
    assert [i.code for i in said.issues] == [Reason.XML_DISAGREES]
    assert "1299.00" in said.issues[0].detail


def test_the_notice_of_file_and_text_is_one() -> None:
    found = reading(
        f"PO PO-4711 has shipped via UPS.\nTracking number: {UPS}\n",
        advice__xml=DESPATCH.encode(),
    )
    [only] = found.extractions

    assert isinstance(only.record, ShipNotice)
    assert (found.kind, only.reader, only.issues) == ("ship_notice", "xml", ())
    assert [t.number.value for t in only.record.tracking] == [UPS]
    assert [x.quantity.value for x in only.record.lines if x.quantity] == [2]


def test_another_number_in_the_text_is_said() -> None:
    found = reading(
        f"PO PO-4711 has shipped via UPS.\nTracking number: {OTHER}\n",
        advice__xml=DESPATCH.encode(),
    )
    [only] = found.extractions

    assert Reason.READERS_DISAGREE in {i.code for i in only.issues}


def test_a_workbook_is_read_like_any_sheet() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Invoice Number", "PO Number", "SKU", "Qty", "Unit Price", "Amount"])
    sheet.append(["INV-100", "PO-4711", "AB-12", 2, 10.5, 21])
    out = io.BytesIO()
    book.save(out)
    found = read(out.getvalue(), "invoice.xlsx")
    [only] = found.extractions

    assert isinstance(only.record, MoneyDocument)
    assert (only.reader, only.issues, found.kind) == ("table", (), "invoice")
    [line] = only.record.lines
    values = (line.quantity, line.unit_price, line.amount)
    assert [str(v.value) for v in values if v] == ["2", "10.5", "21"]


UN = "urn:un:unece:uncefact:data:standard"
PARTS = "ReusableAggregateBusinessInformationEntity"
CII = f"""<rsm:CrossIndustryInvoice xmlns:rsm="{UN}:CrossIndustryInvoice:100"
 xmlns:ram="{UN}:{PARTS}:100" xmlns:udt="{UN}:UnqualifiedDataType:100">
<rsm:ExchangedDocument><ram:ID>INV-2231</ram:ID><ram:TypeCode>380</ram:TypeCode>
<ram:IssueDateTime><udt:DateTimeString format="102">20261119</udt:DateTimeString>
</ram:IssueDateTime></rsm:ExchangedDocument><rsm:SupplyChainTradeTransaction>
<ram:ApplicableHeaderTradeSettlement>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation>
<ram:GrandTotalAmount>1234.50</ram:GrandTotalAmount>
</ram:SpecifiedTradeSettlementHeaderMonetarySummation>
</ram:ApplicableHeaderTradeSettlement></rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>"""
PAPER = (
    "INVOICE",
    "Invoice number: INV-2231",
    "Invoice date: 11/19/2026",
    "Purchase order: PO-4711",
    "Total due: $1,234.50",
)
RIVALS = [
    pytest.param(INVOICE, INVOICE.replace("<ID>A", "<ID>B") + " ", "", id="the same"),
    pytest.param(INVOICE, CII, "", id="the same in another form"),
    pytest.param(
        INVOICE, INVOICE.replace("1234.50", "1324.50"), "total", id="another total"
    ),
    pytest.param(INVOICE, INVOICE.replace("-19", "-20"), "date", id="another day"),
    pytest.param(
        INVOICE, INVOICE.replace("PO-4711", "PO-4712"), "po number", id="another order"
    ),
    pytest.param(
        INVOICE, CII.replace("1234.50", "99.00"), "total", id="in another form"
    ),
    pytest.param(INVOICE, INVOICE.replace("2231", "2232"), "", id="another number"),
]


@pytest.mark.parametrize(("one", "other", "differs"), RIVALS)
def test_two_files_of_one_number(one: str, other: str, differs: str) -> None:
    found = reading("Attached.", a__xml=one.encode(), b__xml=other.encode())

    assert len(found.extractions) == 2
    for extraction in found.extractions:
        told = [
            issue.detail
            for issue in extraction.issues
            if issue.code is Reason.MULTIPLE_DOCUMENTS
        ]
        assert bool(told) is bool(differs)
        assert all(f"its {differs} not the same" in detail for detail in told)


@pytest.mark.parametrize(("total", "held"), [("$1,234.50", False), ("$1,324.50", True)])
def test_two_pages_of_one_number(total: str, *, held: bool) -> None:
    other = (*PAPER[:-1], f"Total due: {total}", "Page 1")

    found = reading("Attached.", a__pdf=pdf(*PAPER), b__pdf=pdf(*other))

    codes = [{issue.code for issue in e.issues} for e in found.extractions]
    assert [Reason.MULTIPLE_DOCUMENTS in some for some in codes] == [held, held]


def test_lines_of_two_files_of_one_number() -> None:
    def invoice(quantity: int) -> bytes:
        line = f"<InvoiceLine><ID>1</ID><InvoicedQuantity>{quantity}</InvoicedQuantity>"
        ends = "</InvoiceLine></Invoice>"
        return INVOICE.replace("</Invoice>", f"{line}{ends}").encode()

    found = reading("Attached.", a__xml=invoice(2), b__xml=invoice(3))

    assert all(
        Reason.MULTIPLE_DOCUMENTS in {issue.code for issue in e.issues}
        for e in found.extractions
    )
