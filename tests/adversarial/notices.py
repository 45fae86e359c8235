"""A few honest ship notices, what they say, and what an honest model answers."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from extractors.files.grid import text_page
from extractors.files.pdf import read_pdf
from extractors.values import Document

Json = dict[str, Any]

# True numbers of their formats, of nobody's parcels.
UPS = ("1Z5R89390357567127", "1Z999AA10123456784", "1ZXX3150YW44070023")
FEDEX = ("986578788855", "477179081230")
PRO = "064-0381579"


class Shipped(NamedTuple):
    """What one order's notice truly says."""

    tracking: frozenset[tuple[str, str]]
    """(number, carrier)."""
    lines: frozenset[tuple[str, int]]
    ship_date: str | None


@dataclass(frozen=True)
class Case:
    """One document, its truth and an honest answer."""

    name: str
    text: str
    truth: dict[str, Shipped]
    honest: Json
    strangers: dict[str, str] = field(default_factory=dict)
    """Things of other mails and orders, by what they are."""


def notice(po: str | None, **change: Any) -> Json:
    """Return one notice of an answer; the quotation is of the order's own row."""
    return {
        "po_number": po,
        "order_number": None,
        "carrier": None,
        "tracking": [],
        "ship_date": None,
        "lines": [],
        "evidence": "",
        **change,
    }


def parcel(number: str, evidence: str) -> Json:
    return {"number": number, "evidence": evidence}


def line(sku: str, shipped: str, evidence: str, **change: Any) -> Json:
    return {
        "sku": sku,
        "quantity_shipped": shipped,
        "quantity_backordered": None,
        "tracking_number": None,
        "evidence": evidence,
        **change,
    }


def _one_order() -> Case:
    rows = [
        "SR-4872      Steel rack 36x18         6         4       2",
        "SR-4873      Corner shelf             3         3       0",
    ]
    head = f"Ship Via: UPS Ground        Tracking #: {UPS[0]}"
    text = f"""NORTHERN RACK WORKS                 SHIPPING NOTICE
4100 Mill Road, Aurora, IL 60505    Tel 630-555-0142

PO Number: 10432            Ship Date: 11/18/2026
{head}
Invoice No: 77120           Customer No: 10487

Item         Description          Ordered   Shipped   B/O
{rows[0]}
{rows[1]}
"""
    lines = [
        line("SR-4872", "4", rows[0], quantity_backordered="2"),
        line("SR-4873", "3", rows[1], quantity_backordered="0"),
    ]
    honest = notice(
        "10432",
        carrier="UPS Ground",
        tracking=[parcel(UPS[0], head)],
        ship_date="11/18/2026",
        lines=lines,
        evidence="PO Number: 10432            Ship Date: 11/18/2026",
    )
    truth = Shipped(
        frozenset({(UPS[0], "UPSN")}),
        frozenset({("SR-4872", 4), ("SR-4873", 3)}),
        "2026-11-18",
    )
    return Case("one order", text, {"10432": truth}, {"notices": [honest]})


def _table() -> Case:
    rows = [
        (po, sku, quantity, tracking)
        for po, sku, quantity, tracking in [
            ("PB-20481", "BN-110", "2", UPS[0]),
            ("PB-20482", "BN-115", "12", UPS[1]),
            ("PB-20485", "BN-120", "5", UPS[2]),
        ]
    ]
    printed = [f"{po:<12}{sku:<12}{qty:>5}   {t}" for po, sku, qty, t in rows]
    body = "\n".join(printed)
    text = f"""Daily shipment report of November 18, 2026, all by UPS

Your PO     Item        Shipped   Tracking number
{body}
"""
    honest = [
        notice(
            po,
            carrier="UPS",
            tracking=[parcel(tracking, row)],
            lines=[line(sku, quantity, row, tracking_number=tracking)],
            evidence=row,
        )
        for (po, sku, quantity, tracking), row in zip(rows, printed, strict=True)
    ]
    truth = {
        po: Shipped(frozenset({(t, "UPSN")}), frozenset({(sku, int(qty))}), None)
        for po, sku, qty, t in rows
    }
    return Case("a table of orders", text, truth, {"notices": honest})


def _sections() -> Case:
    text = f"""Hello,

the following left our dock today.

Purchase Order: 55310
Carrier: FedEx Ground
Tracking: {FEDEX[0]}
Item        Qty Shipped
KX-200      3

Purchase Order: 55317
Carrier: FedEx Ground
Tracking: {FEDEX[1]}
Item        Qty Shipped
KX-200      1
KX-310      2

Thank you for your business
"""
    honest = [
        notice(
            "55310",
            carrier="FedEx Ground",
            tracking=[parcel(FEDEX[0], f"Tracking: {FEDEX[0]}")],
            lines=[line("KX-200", "3", "KX-200      3")],
            evidence="Purchase Order: 55310",
        ),
        notice(
            "55317",
            carrier="FedEx Ground",
            tracking=[parcel(FEDEX[1], f"Tracking: {FEDEX[1]}")],
            lines=[
                line("KX-200", "1", "KX-200      1"),
                line("KX-310", "2", "KX-310      2"),
            ],
            evidence="Purchase Order: 55317",
        ),
    ]
    truth = {
        "55310": Shipped(
            frozenset({(FEDEX[0], "FDEG")}), frozenset({("KX-200", 3)}), None
        ),
        "55317": Shipped(
            frozenset({(FEDEX[1], "FDEG")}),
            frozenset({("KX-200", 1), ("KX-310", 2)}),
            None,
        ),
    }
    return Case("sections", text, truth, {"notices": honest})


def _freight() -> Case:
    row = "ML-9000     Mezzanine kit     1"
    text = f"""BILL OF LADING No. 8830172

Carrier: Estes Express Lines
PRO Number: {PRO}
Customer PO: HX-7714
Date Shipped: 18-Nov-2026

Item        Description       Quantity
{row}
"""
    honest = notice(
        "HX-7714",
        carrier="Estes Express Lines",
        tracking=[parcel(PRO, f"PRO Number: {PRO}")],
        ship_date="18-Nov-2026",
        lines=[line("ML-9000", "1", row)],
        evidence="Customer PO: HX-7714",
    )
    truth = Shipped(
        frozenset({(PRO.replace("-", ""), "EXLA")}),
        frozenset({("ML-9000", 1)}),
        "2026-11-18",
    )
    return Case("freight", text, {"HX-7714": truth}, {"notices": [honest]})


def _letter() -> Case:
    first = "Your PO 88121 went out today with UPS, the tracking number is"
    text = f"""Good afternoon,

{first}
{UPS[1]}. It is complete.

Kind regards
Dana Wills, 15200 Santa Fe Drive, Lenexa KS 66219
"""
    honest = notice(
        "88121",
        carrier="UPS",
        tracking=[parcel(UPS[1], f"{UPS[1]}. It is complete.")],
        evidence=first,
    )
    truth = Shipped(frozenset({(UPS[1], "UPSN")}), frozenset(), None)
    return Case("a letter", text, {"88121": truth}, {"notices": [honest]})


CASES = tuple(make() for make in (_one_order, _table, _sections, _freight, _letter))


def as_mail(text: str) -> Document:
    """Return the text as the body of a mail."""
    digest = sha256(text.encode()).hexdigest()
    page = text_page(text)
    return Document(digest, "body.txt", "text/plain", (page,), text, body=True)


def as_pdf(text: str) -> Document:
    """Return the text as a printed page."""
    content = pdf_bytes(text)
    digest = sha256(content).hexdigest()
    return Document(digest, "notice.pdf", "application/pdf", read_pdf(content).pages)


def pdf_bytes(text: str) -> bytes:
    """Print *text* in a fixed-width face, one page."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=letter, invariant=True)
    canvas.setFont("Courier", 9)
    for number, row in enumerate(text.split("\n")):
        canvas.drawString(40, 740 - 13 * number, row)
    canvas.save()
    return buffer.getvalue()


FORMS: dict[str, Callable[[str], Document]] = {"mail": as_mail, "PDF": as_pdf}
