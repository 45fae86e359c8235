"""What an approval would write: of a long bill the lines that a person looks at."""

from datetime import date
from decimal import Decimal

from matchers.billing.values import ComparedLine, CreateBill, CreateBillLine
from review.decision_text import written

FIVE = Decimal(5)


def bill(count: int) -> CreateBill:
    lines = tuple(
        CreateBillLine(
            item_id=f"{at}",
            description=f"Article {at}",
            quantity=Decimal(1),
            unit_price=FIVE,
            amount=FIVE,
            po_id="257",
            po_line_id=f"{at}",
        )
        for at in range(1, count + 1)
    )
    return CreateBill(
        books="main",
        vendor_id="41",
        vendor_name="Acme",
        number="AC-1",
        date=date(2026, 11, 20),
        lines=lines,
        total=FIVE * count,
        document="d" * 64,
    )


def compared(count: int, *wrong: int) -> list[ComparedLine]:
    return [
        ComparedLine(
            line=at - 1,
            part_number="A",
            sku="A",
            rule="sku",
            order="4711",
            ordered=Decimal(1),
            shipped=Decimal(1),
            billed=Decimal(1),
            price_ordered=Decimal(4) if at in wrong else FIVE,
            price_billed=FIVE,
            amount=FIVE,
        )
        for at in range(1, count + 1)
    ]


def articles(told: list[str]) -> list[int]:
    return [int(row.rpartition(" ")[2]) for row in told if "Article" in row]


def test_a_short_bill_is_shown_whole() -> None:
    assert articles(list(written([bill(15)]))) == list(range(1, 16))


def test_of_a_long_one_the_disputed_lines_are_shown_with_their_neighbours() -> None:
    told = list(written([bill(60)], compared(60, 50)))

    assert articles(told) == [49, 50, 51]
    assert any("57 more lines agree" in row for row in told)
    assert articles(list(written([bill(60)], compared(60, 1, 60)))) == [1, 2, 59, 60]


def test_all_is_all() -> None:
    told = list(written([bill(60)], compared(60, 50), everything=True))

    assert articles(told) == list(range(1, 61))
    assert not any("more line" in row for row in told)


def test_lines_that_cannot_be_laid_beside_it_are_no_help() -> None:
    assert articles(list(written([bill(60)], compared(59, 50)))) == list(range(1, 15))
