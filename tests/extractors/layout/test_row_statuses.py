"""What a row says of itself in a status, a remark, a day or an empty count."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from extractors.codes import Reason
from extractors.layout.notices.statuses import understood

NUMBER = "1Z5R89390357567127"
HELD = "held"
HEADS = "<p>PO number: 4711<br>Carrier: UPS<br>Tracking number: " + NUMBER + "</p>"


def table(heads: str, *rows: str) -> str:
    def line(cells: str, tag: str) -> str:
        return "".join(f"<{tag}>{c.strip()}</{tag}>" for c in cells.split("|"))

    body = "".join(f"<tr>{line(row, 'td')}</tr>" for row in rows)
    return f"{HEADS}<table><tr>{line(heads, 'th')}</tr>{body}</table>"


@pytest.fixture
def lines_of(mail: Callable[..., bytes], short: Callable[[bytes], Any]) -> Any:
    """Return the function from a mail's HTML to the lines that would be acted on."""

    def of(html: str) -> list[tuple[str, int]] | str:
        found = short(mail("see below", html=html))
        doubts = {Reason.INCOMPLETE_READING.value, Reason.QUANTITY_UNKNOWN.value}
        if doubts & set(found.issues):
            return HELD
        [notice] = found.notices
        return list(notice["lines"])

    return of


BOTH, ONE = [("AB-1", 2), ("AB-2", 9)], [("AB-1", 2)]


@pytest.mark.parametrize(
    ("heading", "first", "second", "expected"),
    [
        ("Status", "Shipped", "Shipped", BOTH),
        ("Status", "Complete", "In Transit", BOTH),
        ("Status", "Delivered 11/19/2026", "Shipped via UPS Ground 11/20", BOTH),
        ("Status", "Shipped, arriving 11/24/2026", "Out for delivery", BOTH),
        ("Status", "versandt", "Unterwegs", BOTH),
        ("Statut", "expédié", "En cours de livraison", BOTH),
        ("Estado", "enviado", "En camino", BOTH),
        ("Stato", "spedito", "in viaggio", BOTH),
        ("Opmerking", "verzonden", "onderweg", BOTH),
        ("Remarks", "ok", "n/a", BOTH),
        ("Remarks", "", "", BOTH),
        ("Colour", "blue", "black", BOTH),
        ("Invoice", "to follow", "to follow", BOTH),
        # What stayed behind, in words that say nothing else.
        ("Status", "Shipped", "Backordered", ONE),
        ("Availability", "shipped", "Out of stock", ONE),
        ("Note", "shipped", "to follow", ONE),
        ("Status", "versendet", "in Fertigung", ONE),
        ("Bemerkung", "geliefert", "Rückstand", ONE),
        ("Statut", "expédié", "en rupture", ONE),
        ("Estado", "enviado", "pendiente", ONE),
        ("Stato", "spedito", "da consegnare", ONE),
        ("Opmerking", "verzonden", "nog te leveren", ONE),
        # What nobody has to guess at.
        ("Status", "Shipped", "Allocated", HELD),
        ("Status", "Shipped", "Processing", HELD),
        ("Status", "Shipped", "Preorder - Jan 2027", ONE),
        ("Status", "Shipped", "Label created", HELD),
        ("Status", "Shipped", "To ship", HELD),
        ("Status", "Shipped", "Shipped 12/02/2026", HELD),
        ("Status", "Shipped", "", HELD),
        ("Line status", "S", "B", HELD),
        ("Action", "SHIP", "CANCEL", HELD),
        ("Note", "shipped", "ships from Reno next week", HELD),
        ("Remarks", "ok", "drop shipped separately from Reno", HELD),
        ("ETA", "shipped", "12/15/2026", HELD),
        ("ETA", "11/23/2026", "12/24/2026", HELD),
        ("ETA", "11/23/2026", "11/24/2026", BOTH),
        ("Expected ship date", "11/19/2026", "12/04/2026", HELD),
        ("Requested date", "11/19/2026", "12/04/2026", BOTH),
        ("Ship date", "11/19/2026", "TBD", HELD),
        ("Ship date", "11/19/2026", "", HELD),
        ("Shipped", "11/19/2026", "", HELD),
        ("Description", "Bin", "Lid (Nachlieferung folgt)", HELD),
        ("Description", "Bin", "Lid - in nalevering", HELD),
        ("Warehouse", "Reno", "next shipment", HELD),
        ("Availability date", "11/19/2026", "01/15/2027", HELD),
        ("Best before", "11/19/2027", "01/15/2028", BOTH),
    ],
)
def test_a_column_beside_the_counts(
    heading: str,
    first: str,
    second: str,
    expected: object,
    lines_of: Callable[[str], object],
) -> None:
    html = table(f"SKU|Qty|{heading}", f"AB-1|2|{first}", f"AB-2|9|{second}")

    assert lines_of(html) == expected


@pytest.mark.parametrize(
    ("heads", "second", "expected"),
    [
        ("SKU|Ordered|Shipped|Status", "AB-2|12|9|Partial", BOTH),
        ("SKU|Ordered|Shipped|Status", "AB-2|12|9|Backordered 12/02", BOTH),
        ("SKU|Ordered|Shipped|Status", "AB-2|9|9|Partial", HELD),
        ("SKU|Ordered|Shipped|Status", "AB-2|9|9|Backordered", HELD),
        ("SKU|Ordered|Shipped|Status", "AB-2|9|0|Backordered", ONE),
        ("SKU|Ordered|Shipped|Status", "AB-2|9|0|Waiting for the mill", ONE),
        ("SKU|Qty|Shipped|Comment", "AB-2|9|9|leave at the back door", BOTH),
        ("SKU|Qty|Shipped|Comment", "AB-2|9|9|to follow", HELD),
        ("SKU|Qty|Shipped|Location", "AB-2|12||A-3", HELD),
        ("SKU|Qty|Shipped|Location", "AB-2|12|-|A-3", HELD),
        ("SKU|Qty|Shipped|Location", "AB-2|12|0|A-3", ONE),
        ("SKU|Qty|Shipped|Location", "AB-2|12|9|A-3", BOTH),
    ],
)
def test_a_column_that_counts_what_went(
    heads: str, second: str, expected: object, lines_of: Callable[[str], object]
) -> None:
    first = {"Status": "Shipped", "Comment": "", "Location": "A-1"}

    html = table(heads, f"AB-1|2|2|{first[heads.rpartition('|')[2]]}", second)

    assert lines_of(html) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Shipped", True),
        ("SHIPPED COMPLETE", True),
        ("in-transit", True),
        (f"UPS {NUMBER}", True),
        ("FedEx Ground 11/19", True),
        ("Versandt am 19.11.2026", True),
        ("Expédié le 19/11/2026", True),
        ("Carton 2 of 2 — UPS", True),
        ("Shipped, ETA 11/24/2026", True),
        ("–", True),
        ("ETA 11/24/2026", False),
        ("11/21/2026", False),
        ("Shipped 12/02", False),
        ("not shipped", False),
        ("ship by Friday", False),
        ("incomplete", False),
        ("Shipped (2 of 9)", False),
        ("Ready", False),
        ("31/02", False),
    ],
)
def test_what_is_understood(text: str, said: bool) -> None:  # noqa: FBT001  # a case's answer
    assert understood(text, date(2026, 11, 20)) is said


def test_no_day_is_past_where_no_day_is_known() -> None:
    assert understood("Shipped 11/19/2026")
    assert not understood("11/19/2026")


@pytest.mark.parametrize(
    ("carrier", "cell", "held"),
    [
        ("UPS", "TBD", True),
        ("UPS", "pending", True),
        ("UPS", "see above", True),
        ("Our truck", "none", False),
        ("UPS", "-", False),
    ],
)
def test_words_where_a_parcels_number_should_stand(
    carrier: str,
    cell: str,
    held: bool,  # noqa: FBT001  # a case's answer
    mail: Callable[..., bytes],
    short: Callable[[bytes], Any],
) -> None:
    text = (
        f"PO,SKU,Qty,Carrier,Tracking\n4711,AB-1,2,UPS,{NUMBER}\n"
        f"4711,AB-2,9,{carrier},{cell}\n"
    )
    found = short(mail(files=[("sheet.csv", "text/csv", text.encode())]))

    assert (Reason.INCOMPLETE_READING.value in found.issues) is held
