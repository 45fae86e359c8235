"""The vendor without a label: only where several cues agree on one name."""

from collections.abc import Callable
from typing import Any

import pytest

from extractors.reading import read
from extractors.values import MoneyDocument

Ink = list[tuple[Any, ...]]
REST: Ink = [
    (36, 250, "Invoice No. 88120", 9),
    (36, 262, "Date 11/20/2026", 9),
    (400, 400, "Total  340.00", 9),
]
BILLED: Ink = [
    (36, 150, "Bill To", 9),
    (36, 162, "Marlow Goods Inc.", 9),
    (36, 174, "88 Pine St", 9),
    (36, 186, "Salem, OR 97301", 9),
]
CASES: dict[str, tuple[Ink, str | None]] = {
    "large, with an address under it": (
        [(36, 40, "Pell & Daughters", 15), (36, 54, "9 Dock Rd, Bath, ME 04530", 9)],
        "Pell & Daughters",
    ),
    "large, with a legal form": ([(36, 40, "Pell Rope Co.", 15)], "Pell Rope Co."),
    "large, at the very top": ([(36, 40, "Pell & Daughters", 15)], "Pell & Daughters"),
    "beside the title": (
        [(36, 40, "Pell & Daughters", 13), (400, 40, "INVOICE", 15)],
        "Pell & Daughters",
    ),
    "large, further down": ([(36, 150, "Pell & Daughters", 15)], None),
    "one large word": ([(36, 40, "ORIGINAL", 15)], None),
    "large, and no name": ([(36, 40, "Thank You For Your Order", 15)], None),
    "a placeholder": ([(36, 40, "LOGO Vendeur", 15)], None),
    "a motto": ([(36, 40, "We make good rope.", 15)], None),
    "small, over an address, and another is billed": (
        [
            (36, 40, "Pell & Daughters", 9),
            (36, 52, "9 Dock Rd, Bath, ME 04530", 9),
            *BILLED,
        ],
        "Pell & Daughters",
    ),
    "in quotes, with its address": (
        [(36, 40, "\u201cPell Rope Co.\u201d - 9 Dock Rd - Bath, ME 04530", 15)],
        "Pell Rope Co.",
    ),
    "its site": (
        [(36, 40, "Pell Rope", 9), (36, 740, "Order at www.pellrope.example", 8)],
        "Pell Rope",
    ),
    "at the top and the payee": (
        [(36, 40, "Pell Rope", 9), (36, 600, "Remit To: Pell Rope", 9)],
        "Pell Rope",
    ),
    "an address of whoever is billed": (
        [(36, 114, "Marlow Goods", 9), (36, 126, "jan@marlowgoods.example", 9)],
        None,
    ),
    "a street": (
        [(36, 40, "Bahnhofstrasse 99", 9), (36, 750, "Bahnhofstrasse 99", 7)],
        None,
    ),
    "an address alone": (
        [(36, 40, "Pell & Daughters", 9), (36, 52, "9 Dock Rd, Bath, ME 04530", 9)],
        None,
    ),
    "the domain of its mail": (
        [(36, 40, "Pell Rope", 9), (36, 52, "orders@pellrope.example", 9)],
        "Pell Rope",
    ),
    "the payee": (
        [(36, 600, "Remit To:", 9), (36, 612, "Pell Rope LLC", 9)],
        "Pell Rope LLC",
    ),
    "the foot": (
        [
            (36, 40, "Pell Rope LLC", 9),
            (36, 750, "Pell Rope LLC - 9 Dock Rd - Bath, ME", 7),
        ],
        "Pell Rope LLC",
    ),
    "the line over an envelope's window": (
        [
            (36, 100, "Seilerei Pell GmbH · Hafenstr. 9 · 24103 Kiel", 6),
            (36, 114, "Marlow Handel GmbH", 9),
            (36, 126, "Kaiweg 2", 9),
            (36, 138, "20457 Hamburg", 9),
            (400, 40, "Seilerei Pell GmbH", 9),
        ],
        "Seilerei Pell GmbH",
    ),
    "a window's address is the customer's": (
        [
            (36, 114, "Marlow Handel GmbH", 9),
            (36, 126, "Kaiweg 2", 9),
            (36, 138, "20457 Hamburg", 9),
        ],
        None,
    ),
    "whoever is billed, in large print": (
        [(36, 40, "Marlow Goods Inc.", 15), *BILLED],
        None,
    ),
    "two names": (
        [(36, 40, "Pell Rope Co.", 15), (300, 40, "Tarn Cordage Inc.", 15)],
        None,
    ),
    "over its address, and another's stands below": (
        [
            (36, 40, "Pell & Daughters", 9),
            (36, 52, "9 Dock Rd, Bath, ME 04530", 9),
            (36, 114, "Marlow Goods", 9),
            (36, 126, "88 Pine St, Salem, OR 97301", 9),
        ],
        "Pell & Daughters",
    ),
    "over its address, and another's stands beside": (
        [
            (36, 40, "Pell & Daughters", 9),
            (36, 52, "9 Dock Rd, Bath, ME 04530", 9),
            (36, 64, "+1 207 5550", 9),
            (300, 52, "Marlow Goods", 9),
            (300, 64, "88 Pine St, Salem, OR 97301", 9),
        ],
        None,
    ),
    "a company beside labels, and another is billed": (
        [
            (250, 40, "Invoice Date", 9),
            (400, 40, "Pell Rope Ltd", 9),
            (400, 52, "Hebden HX7 8AD", 9),
            *BILLED,
        ],
        "Pell Rope Ltd",
    ),
    "a company beside labels, and nobody says who is billed": (
        [
            (250, 40, "Invoice Date", 9),
            (400, 40, "Pell Rope Ltd", 9),
            (400, 52, "Hebden HX7 8AD", 9),
        ],
        None,
    ),
    "two companies, and another is billed": (
        [
            (250, 40, "Invoice Date", 9),
            (400, 40, "Pell Rope Ltd", 9),
            (400, 52, "Hebden HX7 8AD", 9),
            (400, 76, "Tarn Cordage Ltd", 9),
            (400, 88, "Leeds LS1 4AP", 9),
            *BILLED,
        ],
        None,
    ),
    "both sides of an Italian electronic invoice": (
        [
            (36, 40, "Cedente/prestatore (fornitore)", 9),
            (300, 40, "Cessionario/committente (cliente)", 9),
            (36, 52, "Codice fiscale: 02188340367", 9),
            (300, 52, "Codice fiscale: 00933210209", 9),
            (36, 64, "Denominazione: CORDERIA PELLI S.R.L.", 9),
            (300, 64, "Denominazione: MARLOW SPA", 9),
        ],
        "CORDERIA PELLI S.R.L.",
    ),
    "a title": (
        [(36, 40, "INVOICE", 15), (36, 54, "9 Dock Rd, Bath, ME 04530", 9)],
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("ink", "name"), CASES.values(), ids=CASES)
def test_issuer(ink: Ink, name: str | None, pdf: Callable[..., bytes]) -> None:
    [extraction] = read(pdf([*ink, *REST]), "a.pdf").extractions
    record = extraction.record
    assert isinstance(record, MoneyDocument)

    assert (record.vendor and record.vendor.value) == name
    assert record.vendor is None or record.vendor.evidence.quote == name


def test_an_order_bears_the_letterhead_of_whoever_orders(
    pdf: Callable[..., bytes],
) -> None:
    page = [
        (36, 40, "Marlow Goods Inc.", 15),
        (36, 80, "PURCHASE ORDER", 12),
        *REST[1:],
    ]
    [extraction] = read(pdf(page), "a.pdf").extractions
    record = extraction.record
    assert isinstance(record, MoneyDocument)

    assert (record.kind, record.vendor) == ("purchase_order", None)


def test_a_label_outweighs_the_letterhead(pdf: Callable[..., bytes]) -> None:
    page = [(36, 40, "Pell Rope Co.", 15), (36, 80, "Seller: Tarn Cordage", 9), *REST]
    [extraction] = read(pdf(page), "a.pdf").extractions
    record = extraction.record
    assert isinstance(record, MoneyDocument)

    assert record.vendor
    assert record.vendor.value == "Tarn Cordage"
