"""Headings as programs write them, and as they are shortened in other languages."""

from collections.abc import Callable
from typing import Any

import pytest

from extractors.layout.page.matching import field_of
from extractors.layout.page.tokens import spaced
from extractors.layout.page.vocabulary import Field
from extractors.values import Word

NUMBER = "1Z5R89390357567127"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("PONumber", Field.PO),
        ("ItemNumber", Field.SKU),
        ("QtyShipped", Field.SHIPPED),
        ("TrackingNo", Field.TRACKING),
        ("CarrierName", Field.CARRIER),
        ("UPC", Field.OTHER_CODE),
        ("McGraw", None),
        ("N° commande client", Field.PO),
        ("Q.tà ord.", Field.ORDERED),
        ("Q.tà spedita", Field.SHIPPED),
        ("Qté cdée", Field.ORDERED),
        ("Servida", Field.SHIPPED),
        ("Nº de expedición", Field.TRACKING),
        ("DHL-Sendungsnummer", Field.TRACKING),
        ("Track en trace code", Field.TRACKING),
    ],
)
def test_what_a_heading_announces(heading: str, field: Field | None) -> None:
    words = tuple(Word(text, 0, 0, 9, 9) for text in heading.split())
    assert field_of(words) == field


@pytest.mark.parametrize("text", ["", "qty", "QTY", "Qty Shipped", "12", "eBay #1"])
def test_a_name_without_humps_keeps_its_words(text: str) -> None:
    assert spaced(text).replace(" ", "") == text.replace(" ", "")


SHEETS = {
    "words parted by capitals": (
        "PONumber,ItemNumber,QtyShipped,TrackingNo,ShipDate,CarrierName\n"
        f"4711,AB-1,2,{NUMBER},11/20/2026,UPS\n4711,AB-2,9,{NUMBER},11/20/2026,UPS\n"
    ),
    "codes under 'Reference'": (
        "N° commande,Référence,Désignation,Qté livrée,Transporteur,N° de suivi\n"
        f"4711,AB-1,Bac,2,UPS,{NUMBER}\n4711,AB-2,Cuve,9,UPS,{NUMBER}\n"
    ),
    "shortened": (
        "Vs. ordine,Codice,Descrizione,Q.tà ord.,Q.tà cons.,Corriere,Tracking\n"
        f"4711,AB-1,Vaso,4,2,UPS,{NUMBER}\n4711,AB-2,Tazza,9,9,UPS,{NUMBER}\n"
    ),
}


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet(
    name: str, mail: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    content = SHEETS[name].encode()
    found = short(mail(files=[("asn.csv", "text/csv", content)]))
    [notice] = found.notices

    assert not found.issues
    assert notice["po"] == "4711"
    assert notice["lines"] == [("AB-1", 2), ("AB-2", 9)]


def test_an_order_in_a_column_of_references_stays_one(
    mail: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    content = f"Reference,SKU,Description,Qty,UPS tracking\n4711,AB-1,Bin,2,{NUMBER}\n"
    found = short(mail(files=[("asn.csv", "text/csv", content.encode())]))

    assert all(sku != "4711" for n in found.notices for sku, _ in n["lines"])


def test_the_number_of_a_line_that_touches_its_code(
    typed: Callable[[str], bytes], short: Callable[[bytes], Any]
) -> None:
    text = (
        f"PACKING SLIP\n\nPO: 4711\nShip date: 11/20/2026\nUPS tracking: {NUMBER}\n\n"
        "No  Item code  Description  Qty\n"
        "1 AB-1         Bin            2\n2 AB-2         Lid            9\n"
    )
    [notice] = short(typed(text)).notices

    assert notice["lines"] == [("AB-1", 2), ("AB-2", 9)]


def test_headings_that_touch(
    typed: Callable[[str], bytes], short: Callable[[bytes], Any]
) -> None:
    text = (
        f"PACKING SLIP\n\nPO: 4711\nShip date: 11/20/2026\nUPS tracking: {NUMBER}\n\n"
        "Item code Item description Qty ordered Qty shipped Qty backordered\n"
        "AB-1       Bin                 2           2           0\n"
        "AB-2       Lid                 9           9           0\n"
    )
    [notice] = short(typed(text)).notices

    assert notice["lines"] == [("AB-1", 2), ("AB-2", 9)]
