"""A sheet about money → one record, with what does not add up said."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple, cast

from extractors.codes import Reason
from extractors.layout.money.amounts import NumberStyle, amounts_in, style_of
from extractors.layout.money.charges import Charge
from extractors.layout.money.closing import charges_of, freight_of, held, lines_sum
from extractors.layout.money.closing_rows import without_sums
from extractors.layout.money.commission import after_total
from extractors.layout.money.currencies import CODES
from extractors.layout.money.due import due_of, terms_of
from extractors.layout.money.grids import labels_of
from extractors.layout.money.heading import heading_of
from extractors.layout.money.lines import Lines, lines_of
from extractors.layout.money.named import charges_by_name
from extractors.layout.money.parties import party_of, vendor_of
from extractors.layout.money.residual import residual_of
from extractors.layout.money.roles import Role
from extractors.layout.money.sums import Figure, figures_of, rates_of
from extractors.layout.money.totals import Totals, totals_of
from extractors.layout.money.unsaid import unsaid, without_rival
from extractors.layout.page.citing import cite
from extractors.layout.page.dates import dates_in
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Sheet
from extractors.sought import Sought
from extractors.values import Cited, Issue, Kind, MoneyDocument, MoneyLine

MoneyKind = Literal[
    "invoice", "credit_memo", "order_ack", "statement", "purchase_order"
]
MONEY: tuple[Kind, ...] = (
    "invoice",
    "credit_memo",
    "order_ack",
    "statement",
    "purchase_order",
)
"""The kinds of document whose record is one of money."""

_ORDERS = frozenset({"order_ack", "purchase_order"})
"""Kinds that may name articles and quantities without amounts."""
_NAMED = Sought(
    r"\bcurrency\b",
    r"\bw[äa]hrung\b",
    r"\bdevise\b",
    r"\bvaluta\b",
    r"\bdivisa\b",
    r"\bmoneda\b",
    r"\bmonnaie\b",
)
_SPELT = {"euro": "EUR", "euros": "EUR", "€": "EUR", "£": "GBP"}
"""Currencies as heads of sums spell them."""
_AMBIGUOUS = "numbers such as {!r} have two readings, and nothing tells which"


class Money(NamedTuple):
    """What a document of money says."""

    record: MoneyDocument
    issues: tuple[Issue, ...]


def money_of(sheet: Sheet, kind: Kind) -> Money:
    """Read a document of money.

    Args:
        sheet: The document.
        kind: One of :data:`MONEY`.
    """
    style, figures, totals = _sums(
        _summed(sheet) if kind == "statement" else without_sums(sheet)
    )
    base = totals.lines or totals.net
    read = (
        Lines((), (), ())
        if kind == "statement"
        else lines_of(
            sheet, style, base.value if base else None, ordered=kind in _ORDERS
        )
    )
    outside = tuple(f for f in figures if not _of_line(f, read))
    if len(outside) < len(figures):
        figures, totals = outside, totals_of(outside, rates_of(sheet, style))
    totals = held(totals, figures, read.lines, read.charges)
    less = after_total(
        sheet, figures, totals, lines_sum(read.lines), rates_of(sheet, style)
    )
    if less:
        figures, totals = less.figures, less.totals
    named = charges_by_name(sheet, figures, totals, read)
    if named.closed:
        # Labels of charges are known that are none of sums.
        totals = totals._replace(doubt="")
        if all(charge.kind != "allowance" for charge in named.charges):
            # A discount that nothing is less by is one for payment in time.
            figures = tuple(f for f in figures if f.role is not Role.ALLOWANCE)
            totals = totals._replace(allowances=None)
    totals = without_rival(sheet, style, figures, totals)
    labels = labels_of(sheet)
    heading = heading_of(sheet, kind, labels)
    currency, doubt = _currency(sheet, style, figures, totals)
    record = MoneyDocument(
        kind=cast("MoneyKind", kind),
        number=heading.number,
        date=heading.date,
        due=due_of(sheet, labels),
        terms_days=terms_of(sheet),
        po_number=heading.po_number,
        vendor=vendor_of(sheet, kind, read.rows),
        customer=party_of(sheet, "customer", read.rows),
        bill_to=party_of(sheet, "bill_to", read.rows),
        currency=currency,
        subtotal=_cited(sheet, _subtotal(totals, figures, read)),
        charges=_either(sheet, charges_of(totals, figures, read.charges)),
        allowances=_positive(sheet, totals.allowances),
        freight=_either(sheet, freight_of(totals, read.charges)),
        tax=_cited(sheet, totals.tax),
        total=_cited(sheet, totals.total),
        lines=_as_asked(read.lines) if kind in _ORDERS else read.lines,
        named_charges=named.charges,
    )
    left = residual_of(sheet, style, figures, totals, read)
    doubts = (left,) if left else _doubts(sheet, style, totals)
    doubts = doubts or unsaid(sheet, style, kind, totals)
    owed = (less.issue,) if less else ()
    return Money(record, (*heading.issues, *doubt, *doubts, *owed, *read.issues))


_ADDED = frozenset({Role.FREIGHT, Role.CHARGE, Role.ALLOWANCE})


def _as_asked(lines: Sequence[MoneyLine]) -> tuple[MoneyLine, ...]:
    """Return the lines of an order's answer: what was asked for, and what is agreed."""
    return tuple(
        line.model_copy(
            update={
                "quantity": line.ordered,
                "ordered": None,
                "agreed": line.agreed or line.quantity,
            }
        )
        if line.ordered
        else line
        for line in lines
    )


def _of_line(figure: Figure, read: Lines) -> bool:
    """Say whether a charge is a line's name with a number of that line beside it."""
    return figure.role in _ADDED and figure.row in read.numbered


def _summed(sheet: Sheet) -> Sheet:
    """Return a statement whose table is its dated rows only.

    What it comes to stands under its transactions, in columns of its own.
    """
    dated = (n for n in sheet.tabled if dates_in(sheet.rows[n].text, sheet.order))
    return sheet._replace(tabled=frozenset(dated))


def _sums(sheet: Sheet) -> tuple[NumberStyle, tuple[Figure, ...], Totals]:
    """Return the sums in the style of the document, or in the one that adds up."""
    style = style_of(sheet.rows, sheet.order)
    figures = figures_of(sheet, style)
    rates = rates_of(sheet, style)
    totals = totals_of(figures, rates)
    if not totals.proved and any(f.role is Role.CASH for f in figures):
        # Whoever pays in time takes it off, unless the total shows that it is off.
        off = tuple(map(_taken, figures))
        if (deducted := totals_of(off, rates)).proved:
            return style, off, deducted
    if style.mark is None and not totals.proved:
        tries = [NumberStyle("."), NumberStyle(",")]
        proved = [
            (one, found, chosen)
            for one in tries
            for found in [figures_of(sheet, one)]
            for chosen in [totals_of(found, rates_of(sheet, one))]
            if chosen.proved and chosen.tax and chosen.tax.value
        ]
        if len(proved) == 1:
            return proved[0]
    return style, figures, totals


def _taken(figure: Figure) -> Figure:
    """Return a figure with a discount for payment in time as an allowance."""
    cash = figure.role is Role.CASH
    return figure._replace(role=Role.ALLOWANCE) if cash else figure


def _cited(sheet: Sheet, figure: Figure | None) -> Cited[Decimal] | None:
    return cite(sheet.document, figure.amount.run, figure.value) if figure else None


def _subtotal(totals: Totals, figures: Sequence[Figure], read: Lines) -> Figure | None:
    """Return what the lines come to; the net amount is that where nothing is added."""
    added = {Role.LINES, Role.FREIGHT, Role.CHARGE, Role.ALLOWANCE}
    if totals.lines or any(f.role in added and f.value for f in figures):
        return totals.lines
    if read.charges and lines_sum(read.lines) is not None:
        return None
    return totals.net


def _either(sheet: Sheet, one: Charge | Figure | None) -> Cited[Decimal] | None:
    return one.amount if isinstance(one, Charge) else _cited(sheet, one)


def _positive(sheet: Sheet, figure: Figure | None) -> Cited[Decimal] | None:
    return (
        cite(sheet.document, figure.amount.run, abs(figure.value)) if figure else None
    )


def _doubts(sheet: Sheet, style: NumberStyle, totals: Totals) -> tuple[Issue, ...]:
    """Say what does not add up, and which amounts could not be read."""
    found = []
    if totals.doubt:
        found.append(Issue(code=Reason.ARITHMETIC_TOTAL, detail=totals.doubt))
    if totals.total is None and style.mark is None:
        unread = next(
            (
                amount.run.text
                for row in sheet.rows
                for cell in row.cells
                for amount in amounts_in(cell, style)
                if amount.marked and amount.value is None
            ),
            None,
        )
        if unread:
            detail = _AMBIGUOUS.format(unread)
            found.append(Issue(code=Reason.INCOMPLETE_READING, detail=detail))
    return tuple(found)


def _currency(
    sheet: Sheet, style: NumberStyle, figures: Sequence[Figure], totals: Totals
) -> tuple[Cited[str] | None, tuple[Issue, ...]]:
    """Return the currency: as it is named, as printed with the sums or the amounts."""
    named = _named(sheet)
    chosen = [f for f in (totals.total, totals.net, totals.tax) if f]
    amounts = [f.amount for f in (*chosen, *figures)]
    if not any(a.currency for a in amounts):
        amounts += [
            a
            for row in sheet.rows
            for cell in row.cells
            for a in amounts_in(cell, style)
            if a.marked
        ]
    codes = {a.currency for a in amounts if a.currency}
    if named:
        printed = {f.amount.currency for f in chosen if f.amount.currency}
        if printed - {named.value}:
            detail = f"{named.value} is named, sums are in {', '.join(sorted(printed))}"
            return None, (Issue(code=Reason.CURRENCY_MISMATCH, detail=detail),)
        return named, ()
    if len(codes) == 1:
        [code] = codes
        run = next(a.run for a in amounts if a.currency == code)
        return cite(sheet.document, run, code), ()
    dollars = next((a.run for a in amounts if a.marked and "$" in a.run.text), None)
    if not codes and dollars and sheet.order == "mdy":
        return cite(sheet.document, dollars, "USD"), ()
    return (None if codes else _labelled(sheet, figures)), ()


def _labelled(sheet: Sheet, figures: Sequence[Figure]) -> Cited[str] | None:
    """Return the one currency in labels of sums, "Total USD", and heads of columns."""
    found: dict[str, Run] = {}
    labels = [
        Run(line.page, tuple(w for w in line.words if w.x1 <= figure.amount.run.x0))
        for figure in figures
        for line in [sheet.line(figure.row)]
    ]
    labels += [figure.label for figure in figures if figure.label]
    heads = [c.head for table in sheet.tables for c in table.columns if c.head]
    for run in (*labels, *heads):
        for word in run.words:
            code = word.text.strip("():;,.")
            code = _SPELT.get(code.casefold(), code)
            if code in CODES:
                found.setdefault(code, Run(run.page, (word,)))
    if len(found) != 1:
        return None
    [(code, run)] = found.items()
    return cite(sheet.document, run, code)


def _named(sheet: Sheet) -> Cited[str] | None:
    """Return the one currency that a label names."""
    if not _NAMED.possible(sheet.low):
        return None
    found: dict[str, Run] = {}
    for index, row in enumerate(sheet.rows):
        if not _NAMED.found(row.text):
            continue
        line = sheet.line(index)
        after = [w for w in line.words if w.text.strip("():;,.") in CODES]
        if len(after) == 1:
            found.setdefault(after[0].text.strip("():;,."), Run(row.page, (after[0],)))
    if len(found) != 1:
        return None
    [(code, run)] = found.items()
    return cite(sheet.document, run, code)
