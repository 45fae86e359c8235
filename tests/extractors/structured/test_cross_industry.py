"""Factur-X, ZUGFeRD and Order-X: the same facts in every dress, and their proof."""

from decimal import Decimal
from typing import NamedTuple

import pytest

from extractors.codes import Reason
from extractors.reading import read
from extractors.values import Extraction, MoneyDocument

LINE = """<ram:IncludedSupplyChainTradeLineItem>
 <ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID>{state}
 </ram:AssociatedDocumentLineDocument>
 <ram:SpecifiedTradeProduct><ram:SellerAssignedID>SR-48</ram:SellerAssignedID>
  <ram:Name>Shelf &amp; rack</ram:Name></ram:SpecifiedTradeProduct>
 <ram:SpecifiedLineTradeAgreement>{gross}<ram:NetPriceProductTradePrice>
  <ram:ChargeAmount>{price}</ram:ChargeAmount>
  <ram:BasisQuantity>{basis}</ram:BasisQuantity></ram:NetPriceProductTradePrice>
 </ram:SpecifiedLineTradeAgreement>
 <ram:SpecifiedLineTradeDelivery>{quantity}</ram:SpecifiedLineTradeDelivery>
 <ram:SpecifiedLineTradeSettlement>{adjusted}
  <ram:SpecifiedTradeSettlementLineMonetarySummation>
  <ram:LineTotalAmount>{amount}</ram:LineTotalAmount>
 </ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>
</ram:IncludedSupplyChainTradeLineItem>"""

WHOLE = """<?xml version="1.0" encoding="UTF-8"?>
<rsm:CrossIndustryInvoice xmlns:rsm="urn:x:CrossIndustryInvoice:100" xmlns:ram="urn:r"
 xmlns:udt="urn:u">
<rsm:ExchangedDocument><ram:ID>INV-771</ram:ID><ram:TypeCode>{code}</ram:TypeCode>
 <ram:IssueDateTime><udt:DateTimeString format="102">20261119</udt:DateTimeString>
 </ram:IssueDateTime></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>{lines}
 <ram:ApplicableHeaderTradeAgreement>
  <ram:SellerTradeParty><ram:Name>North Works</ram:Name></ram:SellerTradeParty>
  <ram:BuyerTradeParty><ram:Name>Corner Shop</ram:Name></ram:BuyerTradeParty>
  <ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>{order}</ram:IssuerAssignedID>
  </ram:BuyerOrderReferencedDocument></ram:ApplicableHeaderTradeAgreement>
 <ram:ApplicableHeaderTradeSettlement>
  <ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>{charges}
  <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
   <ram:LineTotalAmount>{lines_total}</ram:LineTotalAmount>
   <ram:ChargeTotalAmount>{charged}</ram:ChargeTotalAmount>
   <ram:TaxBasisTotalAmount>{net}</ram:TaxBasisTotalAmount>
   <ram:TaxTotalAmount currencyID="USD">9.99</ram:TaxTotalAmount>
   <ram:TaxTotalAmount currencyID="EUR">{tax}</ram:TaxTotalAmount>
   <ram:GrandTotalAmount>{total}</ram:GrandTotalAmount>
  </ram:SpecifiedTradeSettlementHeaderMonetarySummation>
 </ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""

CHARGE = """<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator>
<udt:Indicator>true</udt:Indicator></ram:ChargeIndicator>
<ram:ActualAmount>{0}</ram:ActualAmount><ram:ReasonCode>{1}</ram:ReasonCode>
</ram:SpecifiedTradeAllowanceCharge>"""


class Case(NamedTuple):
    id: str
    reasons: tuple[Reason, ...] = ()
    code: str = "380"
    kind: str | None = "invoice"
    quantity: str = "<ram:BilledQuantity>4</ram:BilledQuantity>"
    price: str = "2.50"
    basis: str = "1"
    amount: str = "10.00"
    state: str = ""
    adjusted: str = ""
    gross: str = ""
    lines_total: str = "10.00"
    charges: str = CHARGE.format("5.00", "FC")
    charged: str = "5.00"
    net: str = "15.00"
    tax: str = "3.00"
    total: str = "18.00"
    order: str = "PO-4711"


CASES = [
    Case("agrees"),
    Case("corrected invoice", (Reason.REVISED_INVOICE,), code="384"),
    Case("credit memo", code="381", kind="credit_memo"),
    Case("order", code="220", kind="purchase_order"),
    Case("order response", code="231", kind="order_ack"),
    Case("pro forma", (Reason.UNKNOWN_DOCUMENT,), code="325", kind=None),
    Case("price for four", price="10.00", basis="4"),
    Case("a cent of rounding", amount="10.01", lines_total="10.01", net="15.01",
         total="18.01"),
    Case("line four cents off", (Reason.ARITHMETIC_LINE,), amount="10.04",
         lines_total="10.04", net="15.04", total="18.04"),
    Case("charge of the line", adjusted=CHARGE.format("1.00", "ABC"), amount="11.00",
         lines_total="11.00", net="16.00", total="19.00"),
    Case("total off", (Reason.ARITHMETIC_TOTAL,), total="18.02"),
    Case("net off", (Reason.ARITHMETIC_TOTAL,), net="14.00", total="17.00"),
    Case("gives money back", kind="credit_memo",
         quantity="<ram:BilledQuantity>-4</ram:BilledQuantity>", amount="-10.00",
         lines_total="-10.00", charges="", charged="0", net="-10.00", tax="-2.00",
         total="-12.00"),
    Case("no order is named", order="NA"),
    Case("less agreed than ordered", (Reason.QTY_SHORT,), code="231", kind="order_ack",
         quantity="<ram:RequestedQuantity>6</ram:RequestedQuantity>"
         "<ram:AgreedQuantity>4</ram:AgreedQuantity>"),
]  # fmt: skip


def written(case: Case) -> bytes:
    values = case._asdict()
    return WHOLE.format(lines=LINE.format(**values), **values).encode()


def extraction(content: bytes, name: str = "invoice.xml") -> Extraction:
    [found] = read(content, name).extractions
    assert found.reader == "xml"
    return found


@pytest.mark.parametrize("case", [pytest.param(c, id=c.id) for c in CASES])
def test_kinds_and_proofs(case: Case) -> None:
    reading = read(written(case), "invoice.xml")
    [found] = reading.extractions

    assert tuple(i.code for i in found.issues) == case.reasons
    assert (found.record.kind if found.record else None) == case.kind
    assert reading.kind == (case.kind or "other")


def test_every_fact_is_cited_in_the_text() -> None:
    [document] = (reading := read(written(Case("")), "invoice.xml")).documents
    record = reading.extractions[0].record

    assert isinstance(record, MoneyDocument)
    assert {name: str(getattr(record, name).value) for name in (
        "number", "date", "po_number", "vendor", "customer", "bill_to", "currency",
        "subtotal", "charges", "freight", "tax", "total",
    )} == {
        "number": "INV-771", "date": "2026-11-19", "po_number": "PO-4711",
        "vendor": "North Works", "customer": "Corner Shop", "bill_to": "Corner Shop",
        "currency": "EUR",
        "subtotal": "10.00", "charges": "5.00", "freight": "5.00", "tax": "3.00",
        "total": "18.00",
    }  # fmt: skip
    [line] = record.lines
    assert line.description == "Shelf & rack"
    cited = [getattr(record, n) for n in ("number", "date", "total")]
    for fact in (*cited, line.sku, line.quantity, line.unit_price, line.amount):
        evidence = fact.evidence
        assert evidence.document == document.sha256
        start = evidence.offset
        assert document.text[start : start + len(evidence.quote)] == evidence.quote


def test_several_freight_charges_are_summed_and_quoted_together() -> None:
    charges = CHARGE.format("5.00", "FC") + CHARGE.format("2.00", "FC")
    case = Case("", charges=charges, charged="7.00", net="17.00", total="20.00")
    record = extraction(written(case)).record

    assert isinstance(record, MoneyDocument)
    assert record.freight is not None
    assert record.freight.value == Decimal("7.00")
    assert record.freight.evidence.quote.startswith("5.00")
    assert record.freight.evidence.quote.endswith("2.00")


def test_a_line_that_only_gathers_others_is_left_out() -> None:
    state = "<ram:LineStatusReasonCode>GROUP</ram:LineStatusReasonCode>"
    case = Case("")
    lines = "".join(
        LINE.format(**case._replace(state=s)._asdict()) for s in (state, "")
    )
    found = extraction(WHOLE.format(lines=lines, **case._asdict()).encode())

    assert isinstance(found.record, MoneyDocument)
    assert (len(found.record.lines), found.issues) == (1, ())


def test_the_list_price_counts_only_where_it_makes_the_price() -> None:
    gross = (
        "<ram:GrossPriceProductTradePrice><ram:ChargeAmount>{0}</ram:ChargeAmount>"
        "<ram:AppliedTradeAllowanceCharge><ram:ActualAmount>0.50</ram:ActualAmount>"
        "</ram:AppliedTradeAllowanceCharge></ram:GrossPriceProductTradePrice>"
    )
    listed = []
    for price in ("3.00", "2.98"):
        record = extraction(written(Case("", gross=gross.format(price)))).record
        assert isinstance(record, MoneyDocument)
        listed.append(record.lines[0].list_price)

    assert [p and str(p.value) for p in listed] == ["3.00", None]


def test_the_first_version_is_read_too() -> None:
    text = (
        written(Case(""))
        .decode()
        .replace("rsm:CrossIndustryInvoice ", "rsm:CrossIndustryDocument ")
        .replace("</rsm:CrossIndustryInvoice", "</rsm:CrossIndustryDocument")
        .replace("rsm:ExchangedDocument", "rsm:HeaderExchangedDocument")
        .replace("rsm:SupplyChain", "rsm:SpecifiedSupplyChain")
        .replace("ApplicableHeaderTrade", "ApplicableSupplyChainTrade")
        .replace("SpecifiedLineTrade", "SpecifiedSupplyChainTrade")
        .replace("IssuerAssignedID", "ID")
        .replace("SettlementHeaderMonetary", "SettlementMonetary")
        .replace("SettlementLineMonetary", "SettlementMonetary")
    )
    one, other = extraction(text.encode()).record, extraction(written(Case(""))).record

    assert isinstance(one, MoneyDocument)
    assert isinstance(other, MoneyDocument)
    for name in ("number", "po_number", "total", "tax", "freight"):
        assert getattr(one, name).value == getattr(other, name).value
    assert len(one.lines) == len(other.lines) == 1


def test_an_invoice_that_declares_entities_is_refused_and_named() -> None:
    text = written(Case("")).decode().replace("?>\n", "?>\n<!DOCTYPE a []>\n", 1)
    found = extraction(text.encode())

    assert found.record is None
    assert [i.code for i in found.issues] == [Reason.SCHEMA_INVALID]


def test_a_comment_before_the_root_and_another_encoding_change_nothing() -> None:
    text = written(Case("")).decode().replace("North Works", "Nord Möbel")
    latin = text.replace("UTF-8", "ISO-8859-1").encode("latin-1")
    bare = "\ufeff<!-- sample -->\n" + text.partition("?>\n")[2]

    for content in (latin, bare.encode()):
        record = extraction(content).record
        assert isinstance(record, MoneyDocument)
        assert record.vendor is not None
        assert record.vendor.value == "Nord Möbel"


def test_files_packed_into_the_xml_are_left_out_of_its_text() -> None:
    packed = (
        f"<ram:AttachmentBinaryObject>{'QUJD' * 900_000}</ram:AttachmentBinaryObject>"
    )
    content = written(Case("", charges=packed, charged="0", net="10.00", total="13.00"))
    reading = read(content, "invoice.xml")

    assert len(reading.documents[0].text) < 10_000
    assert reading.extractions[0].issues == ()
