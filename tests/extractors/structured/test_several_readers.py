"""Several documents of one mail: one record for one thing, disagreements said."""

import io
from email.message import EmailMessage

import openpyxl
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
