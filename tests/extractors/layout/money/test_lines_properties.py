"""Whatever stands on a page: lines cite what is printed, and what closes closes."""

import re
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.files.documents import Source, read_documents
from extractors.layout.money.amounts import number_style
from extractors.layout.money.lines import Lines, lines_of
from extractors.layout.page.sheet import sheet_of
from extractors.values import Cited, Document, MoneyLine

CENT = Decimal("0.01")


def read(text: str) -> tuple[Document, Lines]:
    document = read_documents(Source(text.encode(), "a.txt")).documents[0]
    sheet = sheet_of(document)
    style = number_style([row.text for row in sheet.rows], sheet.order)
    return document, lines_of(sheet, style)


def facts(read: Lines) -> list[Cited[Decimal]]:
    found = [charge.amount for charge in read.charges]
    for line in read.lines:
        some = (
            line.quantity,
            line.unit_price,
            line.list_price,
            line.discount,
            line.price_basis,
            line.amount,
            line.agreed,
        )
        found += [fact for fact in some if fact is not None]
    return found


def check(document: Document, read: Lines) -> None:
    """Hold every value against its quote, and the quote against the page."""
    for fact in facts(read):
        offset = fact.evidence.offset
        assert offset is not None
        quote = fact.evidence.quote
        assert document.text[offset : offset + len(quote)] == quote
        digits = re.sub(r"\D", "", str(abs(fact.value)))
        assert digits.lstrip("0") in re.sub(r"\D", "", quote).lstrip("0")
    for line in read.lines:
        assert closes(line)


def closes(line: MoneyLine) -> bool:
    """Say whether a line's numbers agree, as far as it has them all."""
    price = line.unit_price or line.list_price
    if line.quantity is None or price is None or line.amount is None:
        return True
    count = line.agreed or line.quantity
    full = count.value * price.value
    if line.price_basis:
        full /= line.price_basis.value
    less = [Decimal(0)]
    if line.discount:
        off = abs(line.discount.value)
        less = [off, -off, off * count.value, full * off / 100]
    return any(abs(abs(full - one) - abs(line.amount.value)) <= CENT for one in less)


WORDS = """
Qty Price Amount Item Description Total Subtotal Freight Discount Tax Menge Gesamt
Einzelpreis Rabatt Übertrag Per UM B/O Shipped Ordered 1 2 10 0 -3 1.00 2.50 12,50
100.00 25.00 10% 1.234,56 1,234.56 1.000 $5.00 (4.00) 7.00- 50 RK-4800 012345678905
(R) (A) SKU: a: € % - . # — 😀
"""
words = st.sampled_from(WORDS.split())
gaps = st.sampled_from([" ", "  ", "     ", "            "])


@given(
    st.lists(st.lists(st.tuples(words, gaps), max_size=8), max_size=14),
)
@settings(max_examples=80, deadline=None)
def test_anything_printed_is_read_without_fault(
    rows: list[list[tuple[str, str]]],
) -> None:
    """No page of words raises, and nothing is read that is not printed."""
    text = "\n".join("".join(f"{w}{gap}" for w, gap in row) for row in rows)
    check(*read(text))


rows_of_tables = st.lists(
    st.tuples(
        st.integers(1, 400),
        st.decimals(Decimal("0.01"), Decimal(900), places=2),
        st.sampled_from(["Rack upright", "Tote box blue", "Hex bolt", "Shelf grey"]),
    ),
    min_size=1,
    max_size=9,
)


@given(
    rows=rows_of_tables,
    order=st.permutations(["item", "name", "count", "price"]),
    mark=st.sampled_from([".", ","]),
    wrapped=st.booleans(),
)
@settings(max_examples=30, deadline=None)
def test_a_table_is_read_whole(
    *, rows: list[tuple[int, Decimal, str]], order: list[str], mark: str, wrapped: bool
) -> None:
    """Each row comes out with its own numbers, in whatever order columns stand."""
    heads = {
        "item": "Item No",
        "name": "Description",
        "count": "Qty",
        "price": "Unit Price",
    }

    def money(value: Decimal) -> str:
        text = f"{value:,.2f}"
        return text if mark == "." else text.translate(str.maketrans(".,", ",."))

    text = "".join(f"{heads[name]:<18}" for name in order) + f"{'Amount':>12}\n"
    for number, (count, price, name) in enumerate(rows):
        cells = {
            "item": f"AB-{100 + number}",
            "name": name,
            "count": str(count),
            "price": money(price),
        }
        text += "".join(f"{cells[one]:<18}" for one in order)
        text += f"{money(count * price):>12}\n"
        if wrapped:
            text += " " * 18 * order.index("name") + "galvanised\n"
    total = sum(count * price for count, price, _ in rows)
    text += f"{'Total':>60}{money(Decimal(total)):>24}\n"
    document, found = read(text)
    check(document, found)
    got: list[tuple[Any, ...]] = [
        (
            line.sku and line.sku.value,
            line.quantity and line.quantity.value,
            line.unit_price and line.unit_price.value,
            line.amount and line.amount.value,
        )
        for line in found.lines
    ]
    assert got == [
        (f"AB-{100 + number}", count, price, count * price)
        for number, (count, price, _) in enumerate(rows)
    ]
