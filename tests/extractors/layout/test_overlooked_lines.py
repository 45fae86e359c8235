"""A line that is not read, or is of other goods, makes no shipment clean or larger."""

from collections.abc import Callable

import pytest

from extractors.codes import Reason
from extractors.reading import read
from extractors.values import Extraction

Told = Callable[[str], tuple[Extraction, list[tuple[str, int]]]]
HEAD = "PO 4711 shipped today by UPS.\nTracking: 1Z5R89390357567127\n\n"


@pytest.mark.parametrize(
    "line",
    [
        "two RK-31",
        "a dozen RK-31",
        "zwei RK-31",
        "2 cases of 12 RK-31",
        "12 RK-31 rack",
        "RK-31 (12)",
        "2 x 10 RK-31",
        "RK-31, qty: ten",
    ],
)
def test_a_line_beside_others_that_is_not_read_holds_the_notice(
    line: str, told: Told
) -> None:
    extraction, lines = told(f"{HEAD}3 x RK-30\n{line}")
    assert lines == [("RK-30", 3)]
    assert Reason.INCOMPLETE_READING in [i.code for i in extraction.issues]


@pytest.mark.parametrize(
    "line",
    [
        "Pos Artikel Menge\n1 RK-31 2 Stück",
        "Cantidad: 3 RK-31",
        "Quantità: 3 RK-31",
        "Aantal: 3 RK-31",
        "Quantité : 3  Référence : RK-31",
        "Box 1 1Z5R89390357567127: RK-31 x 2",
        "12 x RK-31 rack (ordered 20, 8 backordered)",
    ],
)
def test_a_line_alone_that_is_not_read_holds_the_notice(line: str, told: Told) -> None:
    extraction, lines = told(f"{HEAD}{line}")
    assert lines == []
    assert Reason.INCOMPLETE_READING in [i.code for i in extraction.issues]


@pytest.mark.parametrize(
    "body",
    [
        "3 x RK-30",
        "3 x RK-30\nRK-31 is discontinued.",
        "3 x RK-30\nRK-31 (1 Stück) ist nicht lieferbar.",
        "3 x RK-30\n\nSuite B-12, 40 Main Street",
        "3 x RK-30 (2 backordered), 2 x RK-31",
    ],
)
def test_other_lines_hold_nothing(body: str, told: Told) -> None:
    extraction, lines = told(f"{HEAD}{body}")
    assert lines[0] == ("RK-30", 3)
    assert extraction.issues == ()


@pytest.mark.parametrize(
    "heading",
    [
        "Not included:",
        "Still open on this order:",
        "PREVIOUSLY SHIPPED",
        "Already shipped:",
        "Remaining",
        "BACKORDERED",
        "Noch offen:",
        "Non livrés :",
        "No enviados:",
        "Non inclusi:",
        "Nog te leveren:",
    ],
)
def test_lines_under_the_heading_of_other_goods_are_none_of_these(
    heading: str, told: Told
) -> None:
    _, lines = told(f"{HEAD}4 x RK-30\n\n{heading}\n2 x RK-31")
    assert lines == [("RK-30", 4)]


@pytest.mark.parametrize(
    "body",
    [
        "we need about 120 units of RK-3112. What would your best price be?",
        "I ordered 4 units of RK-3112 and got 3 pcs RK-3112. Where is the rest?",
    ],
)
def test_what_a_customer_asks_for_is_no_sign_of_a_parcel(
    body: str, mail: Callable[..., bytes]
) -> None:
    asked = mail(f"Hello,\n\n{body}\n", subject="Shipment")
    assert read(asked, "n.eml").kind == "customer"
