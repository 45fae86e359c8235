"""Lines of an electronic invoice against the page's: only what is certain differs."""

from decimal import Decimal
from typing import TypeVar

import pytest

from extractors.codes import Reason
from extractors.structured.lines import differing_lines, one_of_several
from extractors.values import (
    Cited,
    Evidence,
    Extraction,
    Issue,
    MoneyDocument,
    MoneyLine,
)

T = TypeVar("T")
PLACE = Evidence(document="0" * 64, page=1, quote="x")
Row = tuple[str, str, str, str]
PAGE: Row = ("A1", "10", "5.00", "50.00")


def cited(value: T) -> Cited[T]:
    # The type of the field is made anew, as the readers do.
    return Cited[type(value)](value=value, evidence=PLACE)  # type: ignore[misc]


def line(row: Row, **more: object) -> MoneyLine:
    sku, *numbers = row
    quantity, price, amount = map(cited, map(Decimal, numbers))
    return MoneyLine(
        sku=cited(sku), quantity=quantity, unit_price=price, amount=amount
    ).model_copy(update=more)


def document(*lines: MoneyLine, total: str = "50.00") -> MoneyDocument:
    return MoneyDocument(
        kind="invoice", number=cited("17"), total=cited(Decimal(total)), lines=lines
    )


def details(
    file: MoneyDocument, page: MoneyDocument, *codes: Reason, shown: str = "a1"
) -> list[str]:
    issues = tuple(Issue(code=code, detail="") for code in codes)
    seen = Extraction(
        document="0" * 64, reader="layout", version="1", record=page, issues=issues
    )
    return [d for d, _ in differing_lines(file, seen, shown, "b9")]


@pytest.mark.parametrize(
    ("row", "count"),
    [
        (PAGE, 0),
        (("A1", "10", "5.00", "-50.00"), 0),
        (("A1", "10", "5.0000", "50"), 0),
        (("A1", "10", "5.004", "50.00"), 0),
        pytest.param(("A1", "10", "5.00", "59.50"), 0, id="amount with tax"),
        (("A1", "12", "5.00", "60.00"), 2),
        (("A1", "5", "10.00", "50.00"), 2),
        (("A1", "10", "6.00", "50.00"), 1),
        (("B9", "10", "5.00", "50.00"), 1),
    ],
)
def test_values_that_differ(row: Row, count: int) -> None:
    assert len(details(document(line(row)), document(line(PAGE)))) == count


def test_an_article_that_the_other_side_names_somewhere_is_the_same() -> None:
    file = document(line(("B9", *PAGE[1:])))

    assert not details(file, document(line(PAGE)), shown="a1 b9")


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(document(line(PAGE), line(PAGE), total="100"), id="more lines"),
        pytest.param(document(line(PAGE), total="60.00"), id="another sum"),
        pytest.param(document(line(("A1", "10", "5.00", "49.00"))), id="no product"),
        pytest.param(
            document(line(PAGE, list_price=cited(Decimal(6)))), id="reduced price"
        ),
        pytest.param(document(), id="no lines"),
    ],
)
def test_a_page_that_is_not_certain_contradicts_nothing(page: MoneyDocument) -> None:
    assert not details(document(line(("A1", "5", "10.00", "50.00"))), page)


def test_a_page_with_doubts_contradicts_nothing() -> None:
    file = document(line(("A1", "5", "10.00", "50.00")))

    assert not details(file, document(line(PAGE)), Reason.ARITHMETIC_TOTAL)


def test_a_price_for_several_is_not_compared() -> None:
    file = document(line(("A1", "10", "500", "50.00"), price_basis=cited(Decimal(100))))

    assert not details(file, document(line(PAGE)))


def test_documents_of_two_numbers_are_several() -> None:
    one = document(line(PAGE))
    other = one.model_copy(update={"number": cited("18")})

    assert not one_of_several([one, one])
    assert "17, 18" in one_of_several([one, other])
