"""What must not be taken for a ship notice of ours, and what must be left open."""

# ruff: noqa: E501  # tables of cases read across

from collections.abc import Callable
from typing import Any

import pytest

UPS = "1Z5R89390357567127"
UPS_2 = "1Z879E930346834440"
FEDEX = "986578788855"

PDF = Callable[..., bytes]
MAIL = Callable[..., bytes]
SHORT = Callable[[bytes], Any]

ACK = [
    (40, 50, "ORDER ACKNOWLEDGEMENT", 14),
    (40, 80, "Customer PO: 45001"), (300, 80, "Our Order: SO-1"),
    (40, 94, "Est. Ship Date: 12/01/2026"), (300, 94, "Ship Via: UPS Ground"),
    (40, 130, "Item"), (140, 130, "Qty Ordered"), (260, 130, "Price"),
    (40, 144, "AB-1"), (150, 144, "2"), (260, 144, "19.00"),
]  # fmt: skip
INVOICE = [
    (400, 50, "INVOICE", 18),
    (40, 80, "Invoice No.: 88123"), (300, 80, "Customer PO: 45001"),
    (40, 94, "Ship Date: 11/18/2026"), (300, 94, f"Tracking: {UPS}"),
    (40, 130, "Item"), (140, 130, "Qty Shipped"), (260, 130, "Unit Price"), (360, 130, "Amount"),
    (40, 144, "AB-1"), (150, 144, "2"), (260, 144, "19.00"), (360, 144, "38.00"),
    (260, 160, "Total Due"), (360, 160, "38.00"),
]  # fmt: skip
PURCHASE = [
    (40, 50, "PURCHASE ORDER", 18),
    (40, 80, "PO Number: 45001"), (300, 80, "Ship Via: UPS Ground"),
    (40, 130, "Item"), (140, 130, "Qty"), (260, 130, "Price"),
    (40, 144, "AB-1"), (150, 144, "2"), (260, 144, "19.00"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        pytest.param(ACK, "order_ack", id="an acknowledgement with an estimated date"),
        pytest.param(INVOICE, "invoice", id="an invoice with a tracking number"),
        pytest.param(PURCHASE, "purchase_order", id="a purchase order"),
    ],
)
def test_other_documents(page: list[Any], kind: str, pdf: PDF, short: SHORT) -> None:
    read = short(pdf(page))

    assert read.kind == kind
    assert read.notices == []


MAILS = {
    "a shop's own order": (
        "Your order has shipped!",
        f"Your order #1001 has shipped.\nTracking number: {UPS}\nCarrier: UPS\n",
        "other",
    ),
    "a customer asks": (
        "Where is my order?",
        f"I ordered a shelf (order #1001), it has not arrived. {UPS} says nothing.\n",
        "other",
    ),
    "a customer answers a notice": (
        "Re: Shipping notice PO 4711",
        f"Where is my order?\n\nOn Fri, Nov 20, 2026 desk wrote:\n> PO 4711 shipped via UPS {UPS}\n",
        "customer",
    ),
    "a carrier reports": (
        "Your package is out for delivery",
        f"Your package with tracking number {UPS} is out for delivery. UPS\n",
        "carrier",
    ),
    "a promise": (
        "PO 4711 received",
        "We have received your PO 4711. Estimated ship date: 12/01/2026. It will ship via UPS.\n",
        "order_ack",
    ),
    "news": ("Our new catalogue", "All shelves 20 % off. Shipped via UPS!\n", "other"),
}


@pytest.mark.parametrize("name", MAILS)
def test_other_mails(name: str, mail: MAIL, short: SHORT) -> None:
    subject, text, kind = MAILS[name]
    read = short(mail(text, subject=subject))

    assert [n for n in read.notices if "po" in n] == []
    assert not read.notices or "po_missing" in read.issues
    assert read.kind == kind


def test_an_order_of_nobody_said_whose(pdf: PDF, short: SHORT) -> None:
    """A notice that says only "Order #" is held; the number is kept for a person."""
    page = [
        (40, 50, "PACKING SLIP", 16),
        (40, 80, "Order #: 20117"),
        (40, 94, f"Tracking #: {UPS}"),
        (40, 108, "Ship date: 11/18/2026"),
    ]
    read = short(pdf(page))

    assert read.kind == "ship_notice"
    assert [(n.get("po"), n.get("order")) for n in read.notices] == [(None, "20117")]
    assert "po_missing" in read.issues


def test_a_date_that_could_be_two(mail: MAIL, short: SHORT) -> None:
    read = short(mail(f"PO 4711 shipped 03/04/2026 via UPS\nTracking: {UPS}\n"))

    assert "date" not in read.notices[0]
    assert read.issues == ["date_implausible"]


def test_the_day_of_the_mail_says_how_dates_are_written(
    mail: MAIL, short: SHORT
) -> None:
    """The mail is of 20 November 2026, so this is the eleventh month."""
    read = short(mail(f"PO 4711 shipped 11/12/2026 via UPS\nTracking: {UPS}\n"))

    assert read.notices[0]["date"] == "2026-11-12"
    assert read.issues == []


def test_an_american_address_says_how_dates_are_written(
    mail: MAIL, short: SHORT
) -> None:
    text = f"PO: 4711\nShip date: 03/04/2026\nTracking: {UPS}\n\nDayton, OH 45402\n"

    assert short(mail(text)).notices[0]["date"] == "2026-03-04"


def test_one_number_over_several_orders(pdf: PDF, short: SHORT) -> None:
    """A number in the heading belongs to none of the orders below it."""
    page = [
        (40, 50, "SHIPMENT NOTICE", 16),
        (40, 80, f"Tracking Number: {UPS}"),
        (40, 94, "Ship Date: 11/18/2026"),
        (40, 120, "PO"), (140, 120, "Item"), (260, 120, "Qty"),
        (40, 134, "4711"), (140, 134, "AB-1"), (262, 134, "2"),
        (40, 148, "4712"), (140, 148, "AB-2"), (262, 148, "1"),
    ]  # fmt: skip
    read = short(pdf(page))

    assert [n["po"] for n in read.notices] == ["4711", "4712"]
    assert all("tracking" not in n for n in read.notices)
    assert set(read.issues) == {"incomplete_reading"}


def test_orders_side_by_side(pdf: PDF, short: SHORT) -> None:
    """Two orders in two panels: nobody's numbers are guessed."""
    page = [
        (40, 50, "SHIPMENT NOTICE", 16),
        (40, 80, "PO Number: 4711"), (320, 80, "PO Number: 4712"),
        (40, 94, f"Tracking: {UPS}"), (320, 94, f"Tracking: {UPS_2}"),
    ]  # fmt: skip
    read = short(pdf(page))

    for extraction in read.reading.extractions:
        assert any(i.code.value == "po_ambiguous" for i in extraction.issues)


def test_a_table_on_its_side(pdf: PDF, short: SHORT) -> None:
    page = [
        (40, 50, "SHIPMENT NOTICE", 16),
        (40, 80, "PO Number"), (200, 80, "4711"), (380, 80, "4712"),
        (40, 94, "Carrier"), (200, 94, "UPS"), (380, 94, "FedEx Ground"),
        (40, 108, "Tracking"), (200, 108, UPS), (380, 108, FEDEX),
    ]  # fmt: skip
    read = short(pdf(page))

    assert [(n["po"], n["carrier"], n["tracking"]) for n in read.notices] == [
        ("4711", "UPSN", [UPS]),
        ("4712", "FDEG", [FEDEX]),
    ]
    assert read.issues == []


SLIP = [
    (40, 50, "PACKING SLIP", 16),
    (40, 80, "PO Number: 4711"), (300, 80, "Ship Via: UPS"),
    (40, 120, "Item No."), (160, 120, "Qty Shipped"), (260, 120, "Description"),
    (40, 134, "AB-1"), (170, 134, "2"), (260, 134, "Shelf"),
]  # fmt: skip
SLIP_TRACKED = [*SLIP, (40, 94, f"Tracking: {UPS}")]


@pytest.fixture
def with_slip(pdf: PDF, mail: MAIL) -> Callable[[str, str, list[Any]], bytes]:
    """Return the function from text, subject and a page to a mail with both."""

    def build(text: str, subject: str, page: list[Any]) -> bytes:
        files = [("slip.pdf", "application/pdf", pdf(page))]
        return mail(text, subject=subject, files=files)

    return build


@pytest.mark.parametrize(
    ("text", "page", "tracking", "issues"),
    [
        pytest.param(f"PO 4711 shipped, UPS {UPS}.", SLIP_TRACKED, [UPS], [], id="the text agrees"),
        pytest.param("PO 4711 shipped today, slip attached.", SLIP_TRACKED, [UPS], [], id="the text only mentions"),
        pytest.param(f"PO 4711 shipped, UPS {UPS}.", SLIP, [UPS], [], id="the text has the number"),
        pytest.param(f"Shipped with UPS {UPS}, slip attached.", SLIP, [UPS], [], id="the text has the number alone"),
        pytest.param(f"PO 4711 shipped, UPS {UPS_2}.", SLIP_TRACKED, [UPS], ["readers_disagree"], id="another number"),
        pytest.param(f"PO 4711 shipped with FedEx. {UPS}", SLIP_TRACKED, [UPS], ["readers_disagree"], id="another carrier"),
        pytest.param("PO 4711 has shipped: 3 x AB-1 via UPS", SLIP_TRACKED, [UPS], ["readers_disagree"], id="another quantity"),
        pytest.param("Slip attached.", SLIP_TRACKED, [UPS], ["po_ambiguous"], id="another order in the subject"),
    ],
)  # fmt: skip
def test_text_and_slip(
    *,
    text: str,
    page: list[Any],
    tracking: list[str],
    issues: list[str],
    with_slip: Callable[[str, str, list[Any]], bytes],
    short: SHORT,
) -> None:
    """One record for one order, whatever says it; disagreement is an issue."""
    subject = "PO 4712 shipped" if issues == ["po_ambiguous"] else "PO 4711 shipped"
    read = short(with_slip(text + "\n", subject, page))

    assert [(n["po"], n["tracking"], n["lines"]) for n in read.notices] == [
        ("4711", tracking, [("AB-1", 2)])
    ]
    assert sorted(set(read.issues)) == issues


def test_the_same_slip_twice(pdf: PDF, mail: MAIL, short: SHORT) -> None:
    slip = pdf(SLIP_TRACKED)
    files = [("a.pdf", "application/pdf", slip), ("b.pdf", "application/pdf", slip)]

    assert len(short(mail("Slips attached.\n", files=files)).notices) == 1


def test_two_slips_for_two_orders(pdf: PDF, mail: MAIL, short: SHORT) -> None:
    other = [
        (x, y, t.replace("4711", "4712").replace(UPS, UPS_2), *rest)
        for x, y, t, *rest in SLIP_TRACKED
    ]
    files = [
        ("a.pdf", "application/pdf", pdf(SLIP_TRACKED)),
        ("b.pdf", "application/pdf", pdf(other)),
    ]
    read = short(mail("Two packing slips attached.\n", files=files))

    assert [(n["po"], n["tracking"]) for n in read.notices] == [
        ("4711", [UPS]),
        ("4712", [UPS_2]),
    ]
    assert read.issues == []
