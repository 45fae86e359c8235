"""What a model says of a document of money, held against its page and its arithmetic.

A claim chooses among the printed places; value and evidence come from the place. What
is printed nowhere, or as something else, is dropped and counted, and amounts that do
not add up are said.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.codes import Reason
from extractors.grounding import money_heads, money_lines
from extractors.grounding.ground import model_extraction
from extractors.grounding.money_lines import Charged
from extractors.grounding.money_page import MoneyPage, Tally, total
from extractors.grounding.money_proof import Extras, whole_closes
from extractors.grounding.money_wire import WireMoney, WireMoneyDocuments
from extractors.grounding.printed import Printed
from extractors.layout.money.amounts import NumberStyle, number_style
from extractors.layout.money.grids import labels_of
from extractors.layout.money.heading import heading_of
from extractors.layout.money.roles import Role
from extractors.layout.page.vocabulary import Field
from extractors.values import Cited, Document, Extraction, Issue, MoneyDocument

VERSION = "ground-money/1"
"""Changes with every change of what gets through."""
MOST_DOCUMENTS = 10
MOST_LINES = 2000
"""Of one file, all its documents together."""
_TOTAL = frozenset({Role.TOTAL, Role.DUE})
_SUBTOTAL = frozenset({Role.LINES, Role.NET, Role.TOTAL})
_STYLES = (NumberStyle("."), NumberStyle(","))
_BAD = frozenset(
    {Reason.UNGROUNDED_VALUE, Reason.ARITHMETIC_LINE, Reason.ARITHMETIC_TOTAL}
)


def ground_money(
    wire: WireMoneyDocuments, document: Document, version: str = VERSION
) -> tuple[Extraction, ...]:
    """Return what of a model's answer is printed in *document*.

    Args:
        wire: The answer.
        document: The one file it was asked about.
        version: To be stored: reader, model and prompt.

    Returns:
        One extraction for each claimed document, or one without a record. Issues that
        concern the whole answer are in each of them.
    """
    if excess := _excess(wire):
        return (model_extraction(document, version, None, [excess]),)
    printed = Printed(document)
    style = number_style((row.text for row in printed.sheet.rows), printed.sheet.order)
    found = _read(MoneyPage(printed, style), wire)
    if style.mark is None:
        # Only the one style in which everything adds up is believed.
        tried = [_read(MoneyPage(printed, one), wire) for one in _STYLES]
        sound = [read for read in tried if _sound(read)]
        found = sound[0] if len(sound) == 1 else found
    if not found:
        return (model_extraction(document, version, None, []),)
    return tuple(
        model_extraction(document, version, record, issues) for record, issues in found
    )


_Read = list[tuple[MoneyDocument, list[Issue]]]


def _sound(read: _Read) -> bool:
    """Say whether the sums of an answer close in the style it was read in."""
    return all(
        record.total and not any(issue.code in _BAD for issue in issues)
        for record, issues in read
    )


def _read(page: MoneyPage, wire: WireMoneyDocuments) -> _Read:
    tally = Tally()
    found = [_document(page, claimed, tally) for claimed in wire.documents]
    whole = [*_dropped(tally), *_several(wire), *_left(page, wire, tally)]
    return [(record, [*issues, *whole]) for record, issues in found]


def _excess(wire: WireMoneyDocuments) -> Issue | None:
    lines = sum(len(each.lines) + len(each.charges) for each in wire.documents)
    if len(wire.documents) <= MOST_DOCUMENTS and lines <= MOST_LINES:
        return None
    detail = (
        f"the model's answer has {len(wire.documents)} documents and {lines} rows,"
        f" at most {MOST_DOCUMENTS} and {MOST_LINES} are believed"
    )
    return Issue(code=Reason.TOO_LARGE, detail=detail)


def _document(
    page: MoneyPage, wire: WireMoney, tally: Tally
) -> tuple[MoneyDocument, list[Issue]]:
    sheet = page.printed.sheet
    heading = heading_of(sheet, wire.kind, labels_of(sheet))
    lines, issues = money_lines.lines(page, wire.lines, tally)
    whole = money_lines.amount(page, "total", wire.total, _TOTAL, tally)
    tax = money_lines.amount(page, "tax", wire.tax, frozenset({Role.TAX}), tally)
    carried = frozenset({Role.FREIGHT, Role.CHARGE})
    freight = money_lines.amount(page, "freight", wire.freight, carried, tally)
    further = tuple(money_lines.charges(page, wire.charges, tally))
    subtotal = money_lines.amount(page, "subtotal", wire.subtotal, _SUBTOTAL, tally)
    currency = money_heads.currency(page, wire.currency, tally)
    record = MoneyDocument(
        kind=wire.kind,
        number=money_heads.number(page, wire, heading, tally),
        date=money_heads.day(page, wire, heading, tally),
        po_number=money_heads.po_number(page, wire, heading, tally),
        vendor=money_heads.party(page, "vendor", wire.vendor, tally),
        customer=money_heads.party(page, "customer", wire.customer, tally),
        currency=currency,
        subtotal=subtotal,
        charges=None if freight else _only(further, "charge"),
        allowances=_only(further, "allowance"),
        freight=freight,
        tax=tax or _only(further, "tax"),
        total=whole,
        lines=lines,
    )
    extras = Extras(
        added=_of(further, "charge") + (freight.value if freight else 0),
        taken=_of(further, "allowance"),
        tax=_of(further, "tax") + (tax.value if tax else 0),
    )
    issues += [*_totals(page, record, extras), *_foreign(page, record)]
    return record, issues


def _of(further: Sequence[Charged], kind: str) -> Decimal:
    return total(
        abs(c.amount.value) if kind == "allowance" else c.amount.value
        for c in further
        if c.kind == kind
    )


def _only(further: Sequence[Charged], kind: str) -> Cited[Decimal] | None:
    found = [c.amount for c in further if c.kind == kind]
    if len(found) != 1:
        return None
    value = abs(found[0].value) if kind == "allowance" else found[0].value
    return Cited(value=value, evidence=found[0].evidence)


def _totals(page: MoneyPage, record: MoneyDocument, extras: Extras) -> Iterator[Issue]:
    """Say what of the whole does not add up, or could be another amount."""
    closes = whole_closes(record, extras)
    if record.total is None:
        if any(Role.TOTAL in roles for roles in page.roles.values()):
            detail = "a total is printed that the model did not give"
            yield Issue(code=Reason.INCOMPLETE_READING, detail=detail)
        return
    at = record.total.evidence
    if closes is False:
        detail = f"lines, charges and tax do not make the total {record.total.value}"
        yield Issue(code=Reason.ARITHMETIC_TOTAL, detail=detail, evidence=at)
    if closes is None:
        detail = f"nothing else that was read proves the total {record.total.value}"
        yield Issue(code=Reason.INCOMPLETE_READING, detail=detail, evidence=at)


def _foreign(page: MoneyPage, record: MoneyDocument) -> Iterator[Issue]:
    """Say that the total is printed in another currency than is claimed."""
    if record.total is None or record.currency is None:
        return
    for spot in page.spots:
        printed = spot.amount.currency
        same = page.printed.evidence(spot.place) == record.total.evidence
        if same and printed and printed != record.currency.value:
            detail = f"{record.currency.value} is claimed, the total is in {printed}"
            yield Issue(code=Reason.CURRENCY_MISMATCH, detail=detail)


def _dropped(tally: Tally) -> Iterator[Issue]:
    if tally.dropped:
        shown = ", ".join(tally.dropped[:5])
        detail = f"{len(tally.dropped)} claimed and not printed so: {shown}"
        yield Issue(code=Reason.UNGROUNDED_VALUE, detail=detail)


def _several(wire: WireMoneyDocuments) -> Iterator[Issue]:
    if len(wire.documents) > 1:
        detail = f"the model reads {len(wire.documents)} documents in one file"
        yield Issue(code=Reason.MULTIPLE_DOCUMENTS, detail=detail)


def _left(page: MoneyPage, wire: WireMoneyDocuments, tally: Tally) -> Iterator[Issue]:
    """Report lines that the page prints and the answer leaves out."""
    if not wire.documents:
        return
    left = 0
    for table in page.printed.sheet.tables:
        if not table.has(Field.AMOUNT, Field.UNIT_PRICE) or not table.has(
            Field.QUANTITY, Field.SHIPPED, Field.ORDERED
        ):
            continue
        for row in table.rows:
            counted = table.cell(row, Field.QUANTITY) or table.cell(row, Field.SHIPPED)
            priced = table.cell(row, Field.AMOUNT) or table.cell(row, Field.UNIT_PRICE)
            left += bool(counted and priced and row.first not in tally.rows)
    if left:
        detail = f"{left} lines printed and not given"
        yield Issue(code=Reason.INCOMPLETE_READING, detail=detail)
