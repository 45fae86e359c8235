"""UBL: invoices, credit notes, orders and their answers, despatch advices."""

from typing import Any

import pytest

from extractors.codes import Reason
from extractors.reading import read
from extractors.values import Extraction, MoneyDocument, ShipNotice

UBL = "urn:oasis:names:specification:ubl:schema:xsd"
UPS = "1Z5R89390357567127"


def document(root: str, *parts: str) -> bytes:
    """Return a document of a root's name; parts are written in short: ``a/b=text``."""
    inside = "".join(map(element, parts))
    return f'<{root} xmlns="{UBL}:{root}-2">{inside}</{root}>'.encode()


def element(short: str) -> str:
    """Return ``a/b=text`` as nested elements, other text as it is."""
    if short.startswith("<"):
        return short
    path, _, text = short.partition("=")
    names = path.split("/")
    return (
        "".join(f"<{n}>" for n in names)
        + text
        + "".join(f"</{n}>" for n in reversed(names))
    )


def line(name: str, *parts: str) -> str:
    return f"<{name}>{''.join(map(element, parts))}</{name}>"


ITEM = (
    "Item/Name=Shelf",
    "Item/SellersItemIdentification/ID=SR-48",
    "Price/PriceAmount=2.50",
)
HEAD = ("ID=D-1", "IssueDate=2026-11-19", "DocumentCurrencyCode=EUR")
TAX = "TaxTotal/TaxAmount=2.00"
TOTALS = (
    "<LegalMonetaryTotal><LineExtensionAmount>10.00</LineExtensionAmount>"
    "<TaxExclusiveAmount>10.00</TaxExclusiveAmount>"
    "<TaxInclusiveAmount>12.00</TaxInclusiveAmount>"
    "<PayableAmount>12.00</PayableAmount></LegalMonetaryTotal>"
)
ORDER = "OrderReference/ID=PO-4711"


def extraction(content: bytes) -> Extraction:
    [found] = read(content, "document.xml").extractions
    assert found.reader == "xml"
    return found


def goods(name: str, quantity: str) -> str:
    return line(name, f"{quantity}=4", "LineExtensionAmount=10.00", *ITEM)


IN_ORDER = f"<OrderLine>{goods('LineItem', 'Quantity')}</OrderLine>"
EXPECTED = TOTALS.replace("Legal", "Anticipated")


@pytest.mark.parametrize(
    ("root", "parts", "kind"),
    [
        ("Invoice", (goods("InvoiceLine", "InvoicedQuantity"), TOTALS), "invoice"),
        (
            "Invoice",
            ("InvoiceTypeCode=381", goods("InvoiceLine", "InvoicedQuantity"), TOTALS),
            "credit_memo",
        ),
        (
            "CreditNote",
            (goods("CreditNoteLine", "CreditedQuantity"), TOTALS),
            "credit_memo",
        ),
        ("Order", (IN_ORDER, EXPECTED), "purchase_order"),
        ("OrderResponse", (IN_ORDER, TOTALS), "order_ack"),
    ],
)
def test_money(root: str, parts: tuple[str, ...], kind: str) -> None:
    found = extraction(document(root, *HEAD, ORDER, TAX, *parts))
    record = found.record

    assert isinstance(record, MoneyDocument)
    assert (record.kind, found.issues) == (kind, ())
    facts = (record.number, record.po_number, record.currency, record.total, record.tax)
    assert [str(f.value) for f in facts if f] == [
        "D-1",
        "PO-4711",
        "EUR",
        "12.00",
        "2.00",
    ]
    [one] = record.lines
    values = (one.sku, one.quantity, one.unit_price, one.amount)
    assert [str(v.value) for v in values if v] == ["SR-48", "4", "2.50", "10.00"]


@pytest.mark.parametrize(
    ("whole", "lines", "said"),
    [
        ("AP", "5", ()),
        ("29", "3", ()),
        ("RE", "5", ("the order is not accepted",)),
        ("CA", "7", ("line 1 is not accepted",)),
    ],
)
def test_what_an_answer_refuses(whole: str, lines: str, said: tuple[str, ...]) -> None:
    item = line("LineItem", f"LineStatusCode={lines}", *ITEM)
    found = extraction(
        document(
            "OrderResponse",
            *HEAD,
            f"OrderResponseCode={whole}",
            ORDER,
            f"<OrderLine>{item}</OrderLine>",
        )
    )

    assert tuple(i.detail for i in found.issues) == said
    assert {i.code for i in found.issues} <= {Reason.QTY_SHORT}


def test_a_total_that_does_not_close_blocks() -> None:
    totals = TOTALS.replace(">12.00</TaxInc", ">13.00</TaxInc")
    found = extraction(document("Invoice", *HEAD, TAX, totals))

    # The sum to be paid is the right one, and no more the total.
    told = [i.code for i in found.issues]
    assert told == [Reason.ARITHMETIC_TOTAL, Reason.INCOMPLETE_READING]


def test_another_root_of_that_name_is_not_ours() -> None:
    assert read(b"<Invoice><ID>1</ID></Invoice>", "a.xml").extractions == ()


def despatch(*parts: str) -> tuple[Any, tuple[Reason, ...]]:
    found = extraction(
        document("DespatchAdvice", "ID=A-1", "IssueDate=2026-11-20", *parts)
    )
    assert isinstance(found.record, ShipNotice)
    return found.record, tuple(i.code for i in found.issues)


TRACKED = f"Shipment/Delivery/TrackingID={UPS}"
CARRIER = "Shipment/Delivery/CarrierParty/PartyName/Name=UPS"
LEFT = "Shipment/Delivery/Despatch/ActualDespatchDate=2026-11-20"
PLANNED = "Shipment/Delivery/Despatch/EstimatedDespatchDate=2026-12-01"
SENT = line("DespatchLine", "DeliveredQuantity=4", *ITEM)


def test_a_despatch_advice_is_a_ship_notice() -> None:
    record, reasons = despatch(ORDER, TRACKED, CARRIER, LEFT, SENT)

    assert reasons == ()
    assert record.po_number.value == "PO-4711"
    assert record.carrier.value == "UPSN"
    assert str(record.ship_date.value) == "2026-11-20"
    assert [(t.number.value, t.carrier, t.verified) for t in record.tracking] == [
        (UPS, "UPSN", True)
    ]
    assert [(n.sku.value, n.quantity.value) for n in record.lines] == [("SR-48", 4)]
    assert record.complete


@pytest.mark.parametrize(
    ("parts", "reasons"),
    [
        pytest.param(
            ("DocumentStatusCode=Cancelled", ORDER, TRACKED, CARRIER, LEFT, SENT),
            (Reason.INCOMPLETE_READING,),
            id="cancelled",
        ),
        pytest.param(
            ("DespatchAdviceTypeCode=return", ORDER, TRACKED, CARRIER, LEFT, SENT),
            (Reason.INCOMPLETE_READING,),
            id="goods that come back",
        ),
        pytest.param(
            ("DespatchAdviceTypeCode=351", ORDER, TRACKED, CARRIER, LEFT, SENT),
            (),
            id="the code of a despatch advice",
        ),
        pytest.param(
            (ORDER, PLANNED, TRACKED, CARRIER, SENT),
            (Reason.SHIP_DATE_FUTURE,),
            id="a day to come and none that was",
        ),
        pytest.param((TRACKED, CARRIER, SENT), (Reason.PO_MISSING,), id="no order"),
        pytest.param(("OrderReference/ID=A1", "OrderReference/ID=B2", TRACKED, CARRIER,
                      SENT), (Reason.PO_AMBIGUOUS,), id="two orders"),
        pytest.param((ORDER, SENT), (Reason.NO_TRACKING,), id="no number"),
        pytest.param((ORDER, TRACKED, CARRIER, SENT.replace(">4<", ">4.5<")),
                     (Reason.QUANTITY_UNKNOWN,), id="half a piece"),
    ],
)  # fmt: skip
def test_what_keeps_a_notice_from_acting(
    parts: tuple[str, ...], reasons: tuple[Reason, ...]
) -> None:
    assert despatch(*parts)[1] == reasons


def test_a_count_of_packs_is_no_count_of_pieces() -> None:
    packs = SENT.replace("<DeliveredQuantity>", '<DeliveredQuantity unitCode="XPK">')
    record, reasons = despatch(ORDER, TRACKED, CARRIER, packs)

    assert record.lines[0].quantity is None
    assert reasons == (Reason.QUANTITY_UNKNOWN,)


def test_a_number_that_fails_its_check_digit_is_an_issue() -> None:
    _, reasons = despatch(ORDER, TRACKED.replace("7127", "7128"), CARRIER, SENT)

    assert reasons


def test_what_is_still_to_come_makes_the_notice_partial() -> None:
    short = SENT.replace(
        "<Item>", "<OutstandingQuantity>2</OutstandingQuantity><Item>", 1
    )
    record, _ = despatch(ORDER, TRACKED, CARRIER, short)

    assert not record.complete
    assert record.lines[0].backordered.value == 2
