"""Ticks, second counts and missing parcels that tell the rows of a list apart."""

from collections.abc import Callable
from typing import Any

import pytest

from extractors.codes import Reason
from extractors.layout.page.standing import BEHIND

NUMBER = "1Z5R89390357567127"
HEADS = "<p>Shipped today<br>PO number: 4711<br>Carrier: UPS"
PARCEL = f"<br>Tracking number: {NUMBER}</p>"
HELD = "held"
BOTH, ONE = [("AB-1", 2), ("AB-2", 9)], [("AB-1", 2)]


@pytest.fixture
def lines_of(mail: Callable[..., bytes], short: Callable[[bytes], Any]) -> Any:
    """Return the function from a mail's HTML to the lines that would be acted on."""

    def of(text: str, subject: str = "PO 4711") -> list[tuple[str, int]] | str:
        html = text if text.startswith("<") else ""
        found = short(mail("see below" if html else text, html=html, subject=subject))
        doubts = {Reason.INCOMPLETE_READING.value, Reason.QUANTITY_UNKNOWN.value}
        if doubts & set(found.issues):
            return HELD
        [notice] = found.notices
        return list(notice["lines"])

    return of


def table(heads: str, *rows: str) -> str:
    def line(cells: str, tag: str) -> str:
        return "".join(f"<{tag}>{c.strip()}</{tag}>" for c in cells.split("|"))

    body = "".join(f"<tr>{line(row, 'td')}</tr>" for row in rows)
    return f"<table><tr>{line(heads, 'th')}</tr>{body}</table>"


@pytest.mark.parametrize(
    ("heading", "first", "second", "expected"),
    [
        # A mark that not all rows have.
        ("", "X", "", HELD),
        ("", "✓", "☐", HELD),
        ("", "☑", "☑", BOTH),
        ("", "", "", BOTH),
        ("In box", "yes", "no", HELD),
        ("QC", "JM", "JM", BOTH),
        ("Is shipped", "TRUE", "FALSE", HELD),
        ("Is shipped", "FALSE", "FALSE", HELD),
        ("Is shipped", "TRUE", "TRUE", BOTH),
        ("Loaded", "1", "0", HELD),
        ("Envoyé", "oui", "non", HELD),
        ("Kommissioniert", "ja", "nein", HELD),
        ("Taxable", "Y", "N", BOTH),
        ("Hazmat", "", "X", BOTH),
        ("Received", "", "", BOTH),
        ("Fill %", "100%", "50 %", HELD),
        ("Fill rate", "100.00%", "100%", BOTH),
        ("Rate", "7%", "19%", BOTH),
        ("Discount", "", "5%", BOTH),
        ("Warehouse", "Reno", "Factory order", HELD),
        # A second count.
        ("Qty picked", "2", "0", HELD),
        ("Picked", "2", "8", HELD),
        ("Picked", "2", "9", BOTH),
        ("Qty allocated", "2", "3", HELD),
        ("Gepickt", "2", "0", HELD),
        ("Zugeteilt", "2", "4", HELD),
        ("Case qty", "2", "4", BOTH),
        ("Year", "2", "4", BOTH),
        ("Drawing", "4", "6", BOTH),
        ("Drawing", "44", "9", BOTH),
        ("Previously shipped", "0", "4", BOTH),
    ],
)
def test_a_column_beside_the_count_that_tells_rows_apart(
    lines_of: Any, heading: str, first: str, second: str, expected: object
) -> None:
    rows = (f"AB-1 | 2 | {first}", f"AB-2 | 9 | {second}")
    assert (
        lines_of(HEADS + PARCEL + table(f"Item | Qty | {heading}", *rows)) == expected
    )


@pytest.mark.parametrize(
    ("heads", "first", "second", "expected"),
    [
        ("Item | Qty | Tracking", f"AB-1 | 2 | {NUMBER}", "AB-2 | 9 |", HELD),
        ("Item | Qty | Tracking", "AB-1 | 2 |", f"AB-2 | 9 | {NUMBER}", HELD),
        (
            "Item | Qty | Tracking",
            f"AB-1 | 2 | {NUMBER}",
            f"AB-2 | 9 | {NUMBER}",
            BOTH,
        ),
        # What concerns the parcel is said once more, its number is not.
        (
            "Item | Qty | Carrier | Tracking",
            f"AB-1 | 2 | UPS | {NUMBER}",
            "AB-2 | 9 | UPS |",
            HELD,
        ),
        # It is said once for the rows below.
        (
            "Item | Qty | Carrier | Tracking",
            f"AB-1 | 2 | UPS | {NUMBER}",
            "AB-2 | 9 | |",
            BOTH,
        ),
        # A count of what was shipped stands for itself.
        ("Item | Shipped | Tracking", f"AB-1 | 2 | {NUMBER}", "AB-2 | 9 |", BOTH),
    ],
)
def test_a_row_without_the_number_that_others_have(
    lines_of: Any, heads: str, first: str, second: str, expected: object
) -> None:
    assert lines_of(HEADS + "</p>" + table(heads, first, second)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Is shipped: TRUE", BOTH),
        ("Is shipped: FALSE", HELD),
        ("Picked: no", HELD),
        ("Versandt: nein", HELD),
        ("Gift: no", BOTH),
        ("Status: Shipped", BOTH),
        ("Status: Backordered", HELD),
    ],
)
def test_a_no_among_the_labels_of_an_article(
    lines_of: Any, said: str, expected: object
) -> None:
    text = (
        "Shipped today\n\nPO number: 4711\nCarrier: UPS\n"
        f"Tracking number: {NUMBER}\n\nSKU: AB-1\nQuantity: 2\n\n"
        f"SKU: AB-2\nQuantity: 9\n{said}\n"
    )
    assert lines_of(text) == expected


@pytest.mark.parametrize(
    "said",
    [
        "Coming in January",
        "Lid - coming soon",
        "disponible en janvier",
        "Paraplubak (volgt in week 50)",
        "ab KW 50",
        "lieferbar ab Februar",
        "in gennaio",
        "from mid-March",
        "available in Q1",
        "Geannuleerd",
        "Annulé",
        "delayed",
    ],
)
def test_words_of_a_time_to_come(said: str) -> None:
    assert BEHIND.search(said)


@pytest.mark.parametrize(
    "said",
    [
        "Calendar January 2027",
        "Made in Italy",
        "Back in black poster",
        "in decorative tin",
        "Due East compass",
        "week planner",
        "from jungle",
        "Light marker",
    ],
)
def test_names_that_only_sound_so(said: str) -> None:
    assert not BEHIND.search(said)


ITEMS = "\n\nItem       Qty\nAB-1       2\nAB-2       9\n"
PLAIN = f"PO number: 4711\nCarrier: UPS\nTracking number: {NUMBER}"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Hello,\n\nplease find the tracking below.", BOTH),
        ("Your order in several parcels:", BOTH),
        ("Contents of the carton:", BOTH),
        ("Your order has shipped. Sorry for the wait!", BOTH),
        ("All packed. UPS will collect on Monday morning.", HELD),
        ("There is a problem with this shipment.", HELD),
        ("We plan to send this on Monday:", HELD),
        ("Tracker trk_1 has a new status.", HELD),
        ("Wir rechnen mit Montag.", HELD),
    ],
)
def test_where_nothing_says_that_goods_left_every_word_has_to_be_harmless(
    lines_of: Any, said: str, expected: object
) -> None:
    assert lines_of(f"{said}\n\n{PLAIN}{ITEMS}") == expected


@pytest.mark.parametrize(
    "subject", ["PO 4711 shipped", "Shipping notice 4711", "Lieferschein 4711"]
)
def test_a_subject_says_it_as_well(lines_of: Any, subject: str) -> None:
    text = f"Best wishes for the holidays!\n\n{PLAIN}{ITEMS}"
    assert lines_of(text, subject) == BOTH
    assert lines_of(text) == HELD


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Status: In transit", BOTH),
        ("Status: Delivered", BOTH),
        ("Tracking status: pre_transit", HELD),
        ("Status: Exception - damaged in transit", HELD),
        ("Versandstatus: in Bearbeitung", HELD),
        ("Lieferstatus: versandt", BOTH),
    ],
)
def test_a_status_beside_a_list(lines_of: Any, said: str, expected: object) -> None:
    assert lines_of(f"Shipped today\n\n{PLAIN}\n{said}{ITEMS}") == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("UPS will collect it on Monday morning.", HELD),
        ("The carrier is going to pick up the boxes tomorrow.", HELD),
        ("It will be picked up on Monday.", HELD),
        ("A shipping label has been created.", HELD),
        ("UPS holt die Ware am Montag ab.", HELD),
        ("Das Versandetikett wurde heute erstellt.", HELD),
        ("Le transporteur passera prendre les colis lundi.", HELD),
        ("L'étiquette a été créée.", HELD),
        ("El lunes recogerán el pedido.", HELD),
        ("Il corriere ritirerà lunedì.", HELD),
        ("UPS haalt de zending maandag op.", HELD),
        ("The parcel was damaged in transit.", HELD),
        ("It is being returned to the sender.", HELD),
        ("UPS will collect the rest on Monday.", BOTH),
        ("UPS picked it up today.", BOTH),
        ("They will call before delivery.", BOTH),
        ("Sie können das Paket unter ups.com verfolgen.", BOTH),
        ("Le livreur passera lundi.", BOTH),
    ],
)
def test_what_is_still_to_happen_takes_back_what_was_shipped(
    lines_of: Any, said: str, expected: object
) -> None:
    assert lines_of(f"Shipping confirmation\n\n{PLAIN}{ITEMS}\n{said}\n") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("9 x AB-2 Lid", BOTH),
        ("9 x AB-2 Lid - blue, large", BOTH),
        ("9 x AB-2 Pull-out drawer (set of 2)", BOTH),
        ("9 x AB-2 Lid - coming in January", ONE),
        ("9 x AB-2 (short 4)", HELD),
        ("9 x AB-2 (2 missing)", HELD),
        ("9 x AB-2 T-shirt (short)", BOTH),
        ("9 x AB-2 instead of AB-3", HELD),
        ("9 x AB-2 Lid - we ran out, goes on the next truck", HELD),
        ("9 x AB-2 Lid - sorry, not yet", HELD),
        ("9 x AB-2 Deckel - kommt später", HELD),
        ("9 x AB-2 Couvercle - arrive demain", HELD),
        ("9 x AB-2 Tapa (falta)", HELD),
        ("9 x AB-2 Deksel - nog niet binnen", HELD),
    ],
)
def test_what_stands_behind_an_article(
    lines_of: Any, line: str, expected: object
) -> None:
    text = f"Shipping confirmation\n\n{PLAIN}\n\n2 x AB-1 Bin\n{line}\n"
    assert lines_of(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Lid, blue", BOTH),
        ("All is well mug", BOTH),
        ("Lid (we are short)", HELD),
        ("Subst. by AB-9", HELD),
        ("Substrate, 5 l", BOTH),
        ("Deckel - kommt noch", HELD),
    ],
)
def test_a_remark_behind_a_name_in_a_table(
    lines_of: Any, name: str, expected: object
) -> None:
    listed = table("Item | Name | Qty", "AB-1 | Bin | 2", f"AB-2 | {name} | 9")
    assert lines_of(HEADS + PARCEL + listed) == expected
