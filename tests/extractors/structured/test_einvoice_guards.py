"""What the elements of an e-invoice say of who is paid, how, and what it stands for."""

import pytest

from extractors.codes import Reason
from extractors.reading import read
from extractors.values import Extraction, MoneyDocument

UBL = """<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">
<ID>R-77</ID>{head}<IssueDate>2026-11-12</IssueDate>
<InvoiceTypeCode>{code}</InvoiceTypeCode>{note}
<DocumentCurrencyCode>USD</DocumentCurrencyCode>
<OrderReference><ID>4711</ID></OrderReference>
<AccountingSupplierParty><Party><PartyName><Name>Zinc Works</Name></PartyName>
<PartyLegalEntity><RegistrationName>Zinc Works Inc.</RegistrationName>
</PartyLegalEntity></Party></AccountingSupplierParty>{settle}
<TaxTotal><TaxAmount>0.00</TaxAmount></TaxTotal>
<LegalMonetaryTotal><LineExtensionAmount>20.00</LineExtensionAmount>
<TaxExclusiveAmount>20.00</TaxExclusiveAmount>
<TaxInclusiveAmount>20.00</TaxInclusiveAmount>{paid}
<PayableAmount>{payable}</PayableAmount></LegalMonetaryTotal>
<InvoiceLine><ID>1</ID><InvoicedQuantity unitCode="{unit}">2</InvoicedQuantity>
<LineExtensionAmount>20.00</LineExtensionAmount>{line}
<Item><Name>Bracket, sample colour</Name>
<SellersItemIdentification><ID>BR-7</ID></SellersItemIdentification></Item>
<Price><PriceAmount>10.00</PriceAmount></Price></InvoiceLine></Invoice>"""
CII = """<?xml version="1.0" encoding="UTF-8"?>
<CrossIndustryInvoice><ExchangedDocumentContext>{test}</ExchangedDocumentContext>
<ExchangedDocument><ID>R-77</ID><TypeCode>{code}</TypeCode>
<IssueDateTime><DateTimeString>20261112</DateTimeString></IssueDateTime>{head}{note}
</ExchangedDocument><SupplyChainTradeTransaction><IncludedSupplyChainTradeLineItem>
<SpecifiedTradeProduct><SellerAssignedID>BR-7</SellerAssignedID><Name>Bracket</Name>
</SpecifiedTradeProduct><SpecifiedLineTradeAgreement>{line}<NetPriceProductTradePrice>
<ChargeAmount>10.00</ChargeAmount></NetPriceProductTradePrice>
</SpecifiedLineTradeAgreement><SpecifiedLineTradeDelivery>
<BilledQuantity unitCode="{unit}">2</BilledQuantity></SpecifiedLineTradeDelivery>
<SpecifiedLineTradeSettlement><SpecifiedTradeSettlementLineMonetarySummation>
<LineTotalAmount>20.00</LineTotalAmount></SpecifiedTradeSettlementLineMonetarySummation>
</SpecifiedLineTradeSettlement></IncludedSupplyChainTradeLineItem>
<ApplicableHeaderTradeAgreement><SellerTradeParty><Name>Zinc Works</Name>
</SellerTradeParty><BuyerOrderReferencedDocument>
<IssuerAssignedID>4711</IssuerAssignedID></BuyerOrderReferencedDocument>
</ApplicableHeaderTradeAgreement><ApplicableHeaderTradeSettlement>
<InvoiceCurrencyCode>USD</InvoiceCurrencyCode>{settle}
<SpecifiedTradeSettlementHeaderMonetarySummation><LineTotalAmount>20.00</LineTotalAmount>
<TaxBasisTotalAmount>20.00</TaxBasisTotalAmount><TaxTotalAmount>0.00</TaxTotalAmount>
<GrandTotalAmount>20.00</GrandTotalAmount>{paid}
<DuePayableAmount>{payable}</DuePayableAmount>
</SpecifiedTradeSettlementHeaderMonetarySummation></ApplicableHeaderTradeSettlement>
</SupplyChainTradeTransaction></CrossIndustryInvoice>"""
PLAIN = {
    "head": "", "code": "380", "note": "", "settle": "", "paid": "",
    "payable": "20.00", "unit": "C62", "line": "", "test": "",
}  # fmt: skip


def said(template: str, **parts: str) -> Extraction:
    [extraction] = read(
        template.format(**{**PLAIN, **parts}).encode(), "a.xml"
    ).extractions
    return extraction


def codes(template: str, **parts: str) -> set[Reason]:
    return {issue.code for issue in said(template, **parts).issues}


def paid_to(template: str, **parts: str) -> set[str]:
    record = said(template, **parts).record
    assert isinstance(record, MoneyDocument)
    return {detail.fingerprint for detail in record.payment}


BOTH = (UBL, CII)
SUSPECT, HELD = Reason.DUPLICATE_SUSPECT, Reason.INCOMPLETE_READING


@pytest.mark.parametrize("template", BOTH)
def test_a_plain_invoice_is_one(template: str) -> None:
    assert codes(template) == set()
    assert paid_to(template) == set()


@pytest.mark.parametrize("template", BOTH)
@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("380", set()),
        ("388", set()),
        ("384", {Reason.REVISED_INVOICE}),
        *((code, {HELD}) for code in ("82", "326", "383", "385", "386", "389", "393")),
        *((code, {HELD}) for code in ("395", "751", "780", "875", "877", "935")),
    ],
)
def test_only_a_commercial_invoice_is_billed(
    template: str, code: str, told: set[Reason]
) -> None:
    assert codes(template, code=code) == told


MEANS = {
    UBL: "<PaymentMeans><PaymentMeansCode>{}</PaymentMeansCode></PaymentMeans>",
    CII: "<SpecifiedTradeSettlementPaymentMeans><TypeCode>{}</TypeCode>"
    "</SpecifiedTradeSettlementPaymentMeans>",
}


@pytest.mark.parametrize("template", BOTH)
@pytest.mark.parametrize(
    ("means", "told"),
    [
        *((means, set()) for means in ("1", "20", "30", "42", "58")),
        *((means, {SUSPECT}) for means in ("10", "48", "49", "54", "55", "59")),
        *((means, {HELD}) for means in ("31", "57", "ZZZ", "70", "IBAN")),
    ],
)
def test_only_what_we_pay_ourselves_is_billed(
    template: str, means: str, told: set[Reason]
) -> None:
    assert codes(template, settle=MEANS[template].format(means)) == told


NOTES = {
    UBL: "<Note>{}</Note>",
    CII: "<IncludedNote><Content>{}</Content></IncludedNote>",
}


@pytest.mark.parametrize("template", BOTH)
@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Thank you for your order.", set()),
        ("Payable within 30 days.", set()),
        ("Zahlbar innerhalb von 14 Tagen.", set()),
        ("PAID", {SUSPECT}),
        ("Paid by credit card ending 4242.", {SUSPECT}),
        ("Already p&#97;id by card.", {SUSPECT}),
        ("Do not pay this invoice.", {HELD}),
        ("This invoice replaces invoice R-76.", {Reason.REVISED_INVOICE}),
        ("All amounts in Canadian dollars.", {Reason.CURRENCY_MISMATCH}),
        ("This invoice has been assigned to Riviera Factors.", {HELD}),
    ],
)
def test_a_note_counts_as_words_on_a_page_do(
    template: str, words: str, told: set[Reason]
) -> None:
    assert codes(template, note=NOTES[template].format(words)) == told


@pytest.mark.parametrize("template", BOTH)
def test_a_note_may_say_where_to_pay(template: str) -> None:
    words = "Our b&#97;nk details h&#97;ve changed."
    assert "announced:BANK DETAILS HAVE CHANGED" in paid_to(
        template, note=NOTES[template].format(words)
    )


@pytest.mark.parametrize(
    ("template", "parts", "told"),
    [
        (UBL, {"head": "<CopyIndicator>true</CopyIndicator>"}, {SUSPECT}),
        (UBL, {"head": "<CopyIndicator>false</CopyIndicator>"}, set()),
        (
            CII,
            {"head": "<CopyIndicator><Indicator>true</Indicator></CopyIndicator>"},
            {SUSPECT},
        ),
        (
            CII,
            {"test": "<TestIndicator><Indicator>true</Indicator></TestIndicator>"},
            {HELD},
        ),
        (
            CII,
            {"test": "<TestIndicator><Indicator>false</Indicator></TestIndicator>"},
            set(),
        ),
        (CII, {"head": "<PurposeCode>9</PurposeCode>"}, set()),
        (CII, {"head": "<PurposeCode>1</PurposeCode>"}, {HELD}),
        (CII, {"head": "<StatusCode>8</StatusCode>"}, {HELD}),
        (
            UBL,
            {
                "settle": "<BillingReference><InvoiceDocumentReference><ID>R-76</ID>"
                "</InvoiceDocumentReference></BillingReference>"
            },
            {Reason.REVISED_INVOICE},
        ),
        (
            CII,
            {
                "settle": "<InvoiceReferencedDocument><IssuerAssignedID>R-76"
                "</IssuerAssignedID></InvoiceReferencedDocument>"
            },
            {Reason.REVISED_INVOICE},
        ),
        (
            UBL,
            {
                "paid": "<PrepaidAmount>20.00</PrepaidAmount>",
                "payable": "0.00",
            },
            {SUSPECT, Reason.ALLOWANCE_WRONG},
        ),
        (UBL, {"paid": "<PrepaidAmount>0.00</PrepaidAmount>"}, set()),
        (
            CII,
            {
                "paid": "<TotalPrepaidAmount>5.00</TotalPrepaidAmount>",
                "payable": "15.00",
            },
            {HELD, Reason.ALLOWANCE_WRONG},
        ),
        (UBL, {"payable": "0.00"}, {SUSPECT}),
        (CII, {"payable": "19.00"}, {HELD}),
        (
            UBL,
            {
                "paid": "<PayableRoundingAmount>0.02</PayableRoundingAmount>",
                "payable": "20.02",
            },
            set(),
        ),
        (
            UBL,
            {
                "settle": "<PaymentMeans><PaymentMeansCode>30</PaymentMeansCode>"
                "<CardAccount><PrimaryAccountNumberID>4242"
                "</PrimaryAccountNumberID></CardAccount></PaymentMeans>"
            },
            {SUSPECT},
        ),
    ],
)
def test_what_the_elements_say_holds(
    template: str, parts: dict[str, str], told: set[Reason]
) -> None:
    assert codes(template, **parts) == told


@pytest.mark.parametrize(
    ("template", "settle", "told"),
    [
        (
            UBL,
            (
                "<PayeeParty><PartyName><Name>Riviera Factors Inc</Name></PartyName>"
                "</PayeeParty>"
            ),
            {"remit_to:RIVIERAFACTORSINC"},
        ),
        (
            UBL,
            (
                "<PayeeParty><PartyName><Name>Zinc Works Inc.</Name></PartyName>"
                "</PayeeParty>"
            ),
            set(),
        ),
        (
            UBL,
            (
                "<PaymentMeans><PayeeFinancialAccount><ID>5050-1055</ID><Name>Moore</Name>"
                "<FinancialInstitutionBranch><ID>DEUTDEFF</ID></FinancialInstitutionBranch>"
                "</PayeeFinancialAccount></PaymentMeans>"
            ),
            {"account:50501055", "remit_to:MOORE", "bic:DEUTDEFF"},
        ),
        (
            CII,
            "<PayeeTradeParty><Name>Riviera Factors Inc</Name></PayeeTradeParty>",
            {"remit_to:RIVIERAFACTORSINC"},
        ),
        (
            CII,
            "<PayeeTradeParty><Name>Zinc Works</Name></PayeeTradeParty>",
            set(),
        ),
        (
            CII,
            (
                "<SpecifiedTradeSettlementPaymentMeans><PayeePartyCreditorFinancialAccount>"
                "<AccountName>Moore</AccountName><ProprietaryID>5050-1055</ProprietaryID>"
                "</PayeePartyCreditorFinancialAccount></SpecifiedTradeSettlementPaymentMeans>"
            ),
            {"account:50501055", "remit_to:MOORE"},
        ),
        (
            CII,
            (
                "<SpecifiedTradeSettlementPaymentMeans><PayeePartyCreditorFinancialAccount>"
                "<IBANID>DE89 3704 0044 0532 0130 00</IBANID>"
                "</PayeePartyCreditorFinancialAccount><PayeeSpecifiedCreditorFinancialInstitution>"
                "<BICID>DEUTDEFF</BICID></PayeeSpecifiedCreditorFinancialInstitution>"
                "</SpecifiedTradeSettlementPaymentMeans>"
            ),
            {"iban:DE89370400440532013000"},
        ),
    ],
)
def test_who_is_paid_and_into_which_account(
    template: str, settle: str, told: set[str]
) -> None:
    assert paid_to(template, settle=settle) == told


@pytest.mark.parametrize("template", BOTH)
@pytest.mark.parametrize(
    ("unit", "shown"),
    [("C62", ""), ("EA", ""), ("H87", ""), ("DZN", "DZN"), ("XPX", "XPX")],
)
def test_a_unit_that_is_no_piece_is_kept(template: str, unit: str, shown: str) -> None:
    record = said(template, unit=unit).record
    assert isinstance(record, MoneyDocument)
    assert [line.unit for line in record.lines] == [shown]


@pytest.mark.parametrize(
    ("template", "line"),
    [
        (
            UBL,
            (
                "<OrderLineReference><LineID>1</LineID><OrderReference><ID>9999</ID>"
                "</OrderReference></OrderLineReference>"
            ),
        ),
        (
            CII,
            (
                "<BuyerOrderReferencedDocument><IssuerAssignedID>9999</IssuerAssignedID>"
                "</BuyerOrderReferencedDocument>"
            ),
        ),
    ],
)
def test_a_line_names_its_own_order(template: str, line: str) -> None:
    record = said(template, line=line).record
    assert isinstance(record, MoneyDocument)
    assert [n.po_number and n.po_number.value for n in record.lines] == ["9999"]
