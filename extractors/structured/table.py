"""CSV and XLSX files that are invoices, credit memos or order acknowledgements.

A record is made of a sheet with one table that has goods and money in columns whose
headings we know; what such a file says once for all its rows may stand in labels above
or below, or be repeated in every row.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from extractors.files import media
from extractors.layout.money.amounts import NumberStyle, amount_of, number_style
from extractors.layout.page.citing import cite
from extractors.layout.page.dates import dates_in
from extractors.layout.page.heads import NUMBERS
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Sheet, sheet_of
from extractors.layout.page.tables.values import TableRow
from extractors.layout.page.vocabulary import Field
from extractors.layout.titles import title_of
from extractors.structured.heads import (
    Head,
    cell,
    columns_of,
    heading_words,
    labelled,
)
from extractors.structured.money import Extras, LineProof, unproved
from extractors.structured.type_codes import MoneyKind, kind_by_sign
from extractors.values import Cited, Document, Extraction, MoneyDocument, MoneyLine

VERSION = "table/2"
"""Changes with every change of what is read."""
T = TypeVar("T")
_SHEETS = frozenset({media.CSV, media.XLSX})
_SHIPPING = NUMBERS | {Field.SHIPPED, Field.SHIP_DATE, Field.BACKORDERED}
"""Columns of a report on shipments, which is for another reader."""
_ACKNOWLEDGES = frozenset(
    {"ack", "acknowledgement", "acknowledgment", "acknowledged", "confirmed"}
)
_MAX_RECORDS = 200
_CURRENCY = 3
"""Letters of a currency's code."""


class _Group(NamedTuple):
    """The rows of one document."""

    number: Run | None
    rows: tuple[TableRow, ...]


def read_table(document: Document) -> tuple[Extraction, ...]:
    """Return one extraction for each document a sheet holds; none if it is no such."""
    if document.media_type not in _SHEETS or document.status != "read":
        return ()
    sheet = sheet_of(document)
    if len(sheet.tables) != 1:
        return ()
    kind = _kind(sheet)
    if kind is None:
        return ()
    return tuple(_Reader(sheet, kind).extractions())


def _kind(sheet: Sheet) -> MoneyKind | None:
    """Return what a sheet is by its headings; None where it is not about money."""
    [table] = sheet.tables
    columns, labels = columns_of(table), labelled(sheet)
    counted = {Head.QUANTITY, Head.UNIT_PRICE, Head.AMOUNT} & columns.keys()
    if (
        table.has(*_SHIPPING)
        or Head.QUANTITY not in counted
        or not columns.keys()
        & {
            Head.SKU,
            Head.DESCRIPTION,
        }
    ):
        return None
    known = {*columns, *labels}
    title, _ = title_of(sheet, "")
    words = set(heading_words(table.columns, sheet.labels))
    priced = bool(counted & {Head.UNIT_PRICE, Head.AMOUNT})
    if title in {"statement", "other", "ship_notice", "purchase_order"}:
        return None
    if {Head.CREDIT, Head.NUMBER} <= known:
        return None  # which of the two is the document's own is not said
    if Head.CREDIT in known and priced:
        return "credit_memo"
    if Head.NUMBER in known and priced:
        return "invoice"
    said = title == "order_ack" or bool(words & _ACKNOWLEDGES)
    return "order_ack" if said and Head.PO in known else None


class _Reader:
    """One sheet of one kind."""

    def __init__(self, sheet: Sheet, kind: MoneyKind) -> None:
        [self._table] = sheet.tables
        self._sheet = sheet
        self._kind: MoneyKind = kind
        self._columns = columns_of(self._table)
        self._labels = labelled(sheet)
        self._style = _style(sheet)
        self._number = {
            "invoice": Head.NUMBER,
            "credit_memo": Head.CREDIT,
        }.get(kind, Head.ACK)

    def extractions(self) -> Iterator[Extraction]:
        """Yield the documents in order."""
        for group in self._groups()[:_MAX_RECORDS]:
            record, proofs = self._record(group)
            yield Extraction(
                document=self._sheet.document.sha256,
                reader="table",
                version=VERSION,
                record=record,
                issues=tuple(unproved(record, proofs, Extras())),
            )

    def _groups(self) -> list[_Group]:
        """Return the rows of each number; all rows where no column tells them apart."""
        column = self._columns.get(self._number)
        if column is None and self._number is Head.ACK:
            column = self._columns.get(Head.PO)
        groups: dict[str, list[TableRow]] = {}
        for row in self._table.rows:
            run = cell(row, column)
            groups.setdefault(run.text if run else "", []).append(row)
        number = self._columns.get(self._number)
        return [_Group(cell(rows[0], number), tuple(rows)) for rows in groups.values()]

    def _record(self, group: _Group) -> tuple[MoneyDocument, list[LineProof]]:
        lines = tuple(self._line(row) for row in group.rows)
        total = self._money(Head.TOTAL, group)
        if self._summed_by_row(Head.TOTAL, lines, group):
            total = None
        record = MoneyDocument(
            kind=kind_by_sign(self._kind, total.value if total else None),
            number=self._text(group.number) or self._once(self._number, group, _plain),
            date=self._once(Head.DATE, group, self._day),
            po_number=self._once(Head.PO, group, _plain),
            vendor=self._once(Head.VENDOR, group, _plain),
            customer=self._once(Head.CUSTOMER, group, _plain),
            currency=self._once(Head.CURRENCY, group, _currency),
            subtotal=self._money(Head.SUBTOTAL, group),
            freight=self._money(Head.FREIGHT, group),
            tax=self._money(Head.TAX, group),
            total=total,
            lines=lines,
        )
        return record, [LineProof(line) for line in lines]

    def _line(self, row: TableRow) -> MoneyLine:
        spots = self._columns
        quantity = self._number_in(cell(row, spots.get(Head.QUANTITY)))
        price = self._number_in(cell(row, spots.get(Head.UNIT_PRICE)))
        amount = self._number_in(cell(row, spots.get(Head.AMOUNT)))
        if amount is None and Head.AMOUNT not in spots:
            whole = self._number_in(cell(row, spots.get(Head.TOTAL)))
            amount = whole if _product(quantity, price, whole) else None
        return MoneyLine(
            sku=self._text(cell(row, spots.get(Head.SKU))),
            description=row.text(spots.get(Head.DESCRIPTION, -1)),
            quantity=quantity,
            unit_price=price,
            amount=amount,
        )

    def _summed_by_row(
        self, head: Head, lines: Sequence[MoneyLine], group: _Group
    ) -> bool:
        """Say whether a column called total holds the amounts of the lines."""
        column = self._columns.get(head)
        if column is None or Head.AMOUNT in self._columns:
            return False
        runs = [cell(row, column) for row in group.rows]
        return all(
            line.amount is not None
            for line, run in zip(lines, runs, strict=True)
            if run is not None
        )

    def _money(self, head: Head, group: _Group) -> Cited[Decimal] | None:
        return self._once(head, group, self._amount)

    def _amount(self, run: Run) -> Decimal | None:
        found = amount_of(run, self._style)
        return found.value if found and not found.percent else None

    def _number_in(self, run: Run | None) -> Cited[Decimal] | None:
        value = self._amount(run) if run else None
        if run is None or value is None:
            return None
        return cite(self._sheet.document, run, value)

    def _day(self, run: Run) -> date | None:
        found = dates_in(run.text, self._sheet.order)
        return found[0].value if len(found) == 1 else None

    def _text(self, run: Run | None) -> Cited[str] | None:
        return cite(self._sheet.document, run, run.text) if run else None

    def _once(
        self, head: Head, group: _Group, read: Callable[[Run], T | None]
    ) -> Cited[T] | None:
        """Return a fact of the whole, if its rows or labels give it one value."""
        column = self._columns.get(head)
        runs = [run for row in group.rows if (run := cell(row, column))]
        runs = runs or list(self._labels.get(head, ()))
        values = {read(run) for run in runs}
        if len(values) != 1:
            return None
        value = values.pop()
        return None if value is None else cite(self._sheet.document, runs[0], value)


def _style(sheet: Sheet) -> NumberStyle:
    return number_style((row.text for row in sheet.rows), sheet.order)


def _product(*values: Cited[Decimal] | None) -> bool:
    """Say whether the last of three numbers is the product of the others."""
    known = [v.value for v in values if v is not None]
    return len(known) == 3 and known[0] * known[1] == known[2]  # noqa: PLR2004  # all of them


def _plain(run: Run) -> str | None:
    return run.text


def _currency(run: Run) -> str | None:
    text = run.text.strip()
    return (
        text if len(text) == _CURRENCY and text.isalpha() and text.isupper() else None
    )
