"""Words that make a unit of many pieces, and those that only look like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.codes import Reason
from extractors.layout.money.cautions import with_cautions
from extractors.layout.money.packs import packs_in
from extractors.reading import read
from tests.adversarial.bill_cases import Sent
from tests.adversarial.notices import pdf_bytes

NAME = "Storage bin, blue"
MANY = {
    "Bolt (case of 12)": 12,
    "Bolt pk/12": 12,
    "Bolt 12-pack": 12,
    "Bolt box of 50": 50,
    "Bolt 12/case": 12,
    "Bolt CS/24, zinc": 24,
    "Bolt 50 per box": 50,
    "Bolt (12 pcs)": 12,
    "Bolt PK12 zinc": 12,
    "Bolt 1 box = 50": 50,
    "Bolt, per dozen": 12,
    "Bolt /100": 100,
    "Bolt per M": 1000,
    "Oil 12 x 500 ml": 12,
    "Set of 4": 4,
    "Schraube VE 12": 12,
    "Schraube 12er Pack": 12,
    "Schraube, Karton 12 Stk": 12,
    "Schraube je 100": 100,
    "Schraube, Dutzend": 12,
    "Vis, boîte de 50": 50,
    "Vis, le cent": 100,
    "Vis la douzaine": 12,
    "Tornillo por docena": 12,
    "Tornillo, caja de 12": 12,
    "Tornillo por ciento": 100,
    "Vite conf. da 6": 6,
    "Vite al 100": 100,
    "Schroef doos à 12": 12,
    "Schroef per 100 st": 100,
    "Schroef, dozijn": 12,
}
ONE = [
    "Storage bin 12 in",
    "Bin 12x18x4",
    "Bin 12 x 18 in",
    "Paint 100 ml",
    "Tool case 24 in, red",
    "Tool box 26 in",
    "Box of tools",
    "Packing workbench",
    'Shelf 24" case-hardened',
    "6 mil poly bag, 12x18",
    "100 per cent cotton",
    "Switch 110/240 V",
    "Pack of 1",
    "Bin each",
    "Hook set B",
    "Gross weight scale",
    "Cart, 3-shelf, 1,200 lb",
    'Super-Size Bin, 5-3/8"L x 4-1/8"W x 3"H',
]
TABLES = [
    ("Unit Price", "$ / Dozen "),
    ("Unit Price", "Price/C   "),
    ("Unit Price", "Price/100 "),
    ("Unit Price", "Case Price"),
    ("    Qty", "  Cases"),
    ("    Qty", "Qty(dz)"),
    ("   Unit Price", " Preis je 100"),
    ("   Unit Price", "Prezzo al 100"),
]
NOTES = [
    "Prices per dozen",
    "All prices are quoted per C",
    "Quantities in dozens",
    "BIN-100 is sold in cases of 12",
    "Price basis: 100",
    "1 unit = 1 case",
    "12 pcs per unit",
    "Preise je 100 Stück",
    "Preiseinheit 100",
    "Mengen in VE zu 12",
    "Prix à la douzaine",
    "Precios por ciento",
    "Prezzi per dozzina",
    "Prijzen per 100 stuks",
]
HARMLESS = [
    "Shipped in 3 cartons, 2 boxes on 1 pallet",
    "Goods are packed 12 per carton for transport",
    "Prices as in our quote, per unit",
    "Prices in US dollars",
    "Prices each",
    "Total qty: 24",
    "Unit 100, Dock Street",
    "Freight per carton 6.00",
    "1.5 percent per month on overdue balances",
]


@pytest.mark.parametrize(("text", "size"), MANY.items())
def test_a_pack_says_how_many_it_holds(text: str, size: int) -> None:
    assert {pack.size for pack in packs_in(text)} == {size}


@pytest.mark.parametrize("text", ONE)
def test_a_measure_or_a_name_is_no_pack(text: str) -> None:
    assert packs_in(text) == ()


@pytest.mark.parametrize("text", ["Bolt per case", "Bolt, by the box", "Schraube/VE"])
def test_a_pack_need_not_say_how_many(text: str) -> None:
    assert [pack.size for pack in packs_in(text)] == [None]


def said(text: str) -> list[Reason]:
    """Return the issues of the one invoice on a printed page."""
    [found] = [e for e in read(pdf_bytes(text), "i.pdf").extractions if e.record]
    return [issue.code for issue in found.issues]


@pytest.mark.parametrize(("old", "new"), TABLES)
def test_a_heading_that_counts_otherwise_is_told(old: str, new: str) -> None:
    page = Sent(0).text()
    assert old in page
    assert Reason.UOM_MISMATCH in said(page.replace(old, new))


@pytest.mark.parametrize("note", NOTES)
def test_a_note_that_counts_otherwise_is_told(note: str) -> None:
    assert said(Sent(0).text(extra=f"{note}\n")) == [Reason.UOM_MISMATCH]


@pytest.mark.parametrize("note", ["", *HARMLESS])
def test_words_of_the_freight_and_the_money_are_no_units(note: str) -> None:
    assert said(Sent(0).text(extra=f"{note}\n")) == []


def test_an_articles_own_name_is_left_to_its_line() -> None:
    assert said(Sent(0).text().replace(NAME, "Bin, price/dozen ")) == []


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    for pack in packs_in(text):
        assert pack.size is None or pack.size > 1


def test_a_document_without_an_invoice_has_no_units() -> None:
    assert with_cautions((), ()) == ()
