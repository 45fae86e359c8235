"""The head of a document of money: claimed values, each held against the page.

A claim must stand on the row it quotes, as a whole, and where the page itself labels
the field it must be what is labelled.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from extractors.grounding.belonging import squash
from extractors.grounding.money_page import MoneyPage, Tally
from extractors.grounding.money_wire import WireMoney, WireValue
from extractors.grounding.printed import Place, folded
from extractors.layout.money.currencies import CODES, SIGNS, code_of
from extractors.layout.money.heading import Heading, goes_on, number_in
from extractors.layout.money.parties import party_of
from extractors.layout.money.roles import role_of
from extractors.layout.page.dates import dates_in
from extractors.layout.page.matching import field_of
from extractors.layout.page.rows import Run
from extractors.layout.page.tokens import phrase
from extractors.layout.page.vocabulary import Field, title_kinds
from extractors.values import Cited

_OWN: dict[str, frozenset[Field | None]] = {
    "invoice": frozenset({Field.INVOICE, None}),
    "credit_memo": frozenset({Field.CREDIT, None}),
    "order_ack": frozenset({Field.VENDOR_ORDER, Field.ORDER, None}),
    "statement": frozenset({None}),
    "purchase_order": frozenset({Field.PO, Field.ORDER, None}),
}
_ORDERS = frozenset({Field.PO, Field.YOUR_ORDER, Field.ORDER, None})
_SHORTEST_NAME = 3
"""Letters."""
_DAYS = frozenset({Field.DATE, None})
_LONE = re.compile(r"(?:^|\s)(?:[^\W_]|\S*\d\S*)$")
"""Before or behind a code: a lone character or digits may be a piece of it."""


def number(
    page: MoneyPage, wire: WireMoney, heading: Heading, tally: Tally
) -> Cited[str] | None:
    """Return the document's own number."""
    own = _OWN[wire.kind]
    return _code(page, tally, "number", wire.number, known=heading.number, allowed=own)


def po_number(
    page: MoneyPage, wire: WireMoney, heading: Heading, tally: Tally
) -> Cited[str] | None:
    """Return the order of the customer's that the document names."""
    known, what = heading.po_number, "purchase order"
    return _code(page, tally, what, wire.po_number, known=known, allowed=_ORDERS)


def _code(
    page: MoneyPage,
    tally: Tally,
    what: str,
    claim: WireValue | None,
    *,
    known: Cited[str] | None,
    allowed: frozenset[Field | None],
) -> Cited[str] | None:
    if claim is None:
        return None
    for place in _places(page, claim):
        labelled = known is not None and squash(known.value) == squash(place.text)
        unlabelled = known is None and page.printed.called(place) in allowed
        if (labelled or unlabelled) and _whole_code(page, place):
            return page.cite(place, place.text)
    tally.drop(what, claim.text)
    return None


def _places(page: MoneyPage, claim: WireValue) -> Iterator[Place]:
    """Yield where a claim is printed on the rows it quotes."""
    rows = {row for group in page.quoted(claim.evidence) for row in group}
    yield from (p for p in page.printed.places(claim.text) if p.row in rows)


def _whole_code(page: MoneyPage, place: Place) -> bool:
    """Say whether a place holds all of a code, whose groups may have blanks between."""
    text = page.printed.cells[place.row][place.cell]
    if not place.text.isascii() or not any(map(str.isdigit, place.text)):
        return False
    before, after = text[: place.start].rstrip(), text[place.end :].lstrip()
    if _LONE.search(before) and page.printed.called(place) is None:
        return False
    rest = page.printed.place(place.row, place.cell, place.start, len(text))
    begins = number_in(rest.run) if rest else None
    if rest is None or begins is None or folded(begins.text) != place.text:
        return not after
    return not goes_on(rest.run, begins)


def day(
    page: MoneyPage, wire: WireMoney, heading: Heading, tally: Tally
) -> Cited[date] | None:
    """Return the day the document was made out."""
    if wire.date is None:
        return None
    for place in _places(page, wire.date):
        value = _day(page, place)
        known = heading.date
        if value is None or (known is not None and known.value != value):
            continue
        if known is not None or page.printed.called(place) in _DAYS:
            return page.cite(place, value)
    tally.drop("date", wire.date.text)
    return None


def _day(page: MoneyPage, place: Place) -> date | None:
    """Return the date that is all a place holds, and holds all of."""
    text = page.printed.cells[place.row][place.cell]
    for dated in dates_in(text, page.printed.sheet.order):
        if (dated.start, dated.end) == (place.start, place.end):
            return dated.value
    return None


def party(
    page: MoneyPage,
    side: Literal["vendor", "customer"],
    claim: WireValue | None,
    tally: Tally,
) -> Cited[str] | None:
    """Return the name of one side: all of a cell, but for a label before a colon.

    A seller may stand without a label above the lines; a buyer is labelled.
    """
    if claim is None:
        return None
    known = party_of(page.printed.sheet, side)
    buyer = party_of(page.printed.sheet, "customer")
    for place in _places(page, claim):
        text = page.printed.cells[place.row][place.cell]
        before, after = text[: place.start].rstrip(), text[place.end :].strip()
        if known is None:
            other = buyer is None or squash(buyer.value) != squash(place.text)
            same = side == "vendor" and other and _letterhead(page, place)
        else:
            same = squash(known.value) == squash(place.text)
        if same and not after and (not before or before.endswith(":")):
            return page.cite(place, place.text)
    tally.drop(side, claim.text)
    return None


def _letterhead(page: MoneyPage, place: Place) -> bool:
    """Say whether an unlabelled text above all tables can be a name: words only."""
    text = place.text
    first = min((t.head for t in page.printed.sheet.tables), default=0)
    return (
        place.row < first
        and page.printed.called(place) is None
        and sum(map(str.isalpha, text)) >= _SHORTEST_NAME
        and not any(c.isdigit() or c == ":" for c in text)
        and phrase(text) not in title_kinds()
        and field_of(place.run.words) is None
        and role_of(text) is None
    )


def currency(
    page: MoneyPage, claim: WireValue | None, tally: Tally
) -> Cited[str] | None:
    """Return the currency, from a code or from the sign printed with an amount."""
    if claim is None:
        return None
    wanted = folded(claim.text).strip(" ():;,.")
    code = code_of(wanted) if wanted in {*SIGNS, *CODES} else None
    if wanted == "$" and page.printed.sheet.order == "mdy":
        code = "USD"
    rows = {row for group in page.quoted(claim.evidence) for row in group}
    run = _currency_run(page, wanted, code, rows)
    cited = page.cite(run, code) if run and code else None
    if cited is None:
        tally.drop("currency", claim.text)
    return cited


def _currency_run(
    page: MoneyPage, wanted: str, code: str | None, rows: set[int]
) -> Place | None:
    for place in page.printed.places(wanted):
        if place.row in rows and wanted in CODES:
            return place
    for spot in page.spots:
        if spot.row in rows and spot.amount.marked and _sign(spot.amount.run) == wanted:
            return spot.place if code else None
    return None


def _sign(run: Run) -> str:
    """Return the currency printed with an amount: its longest sign, or its code."""
    text = folded(run.text)
    signs = sorted((*SIGNS, *CODES), key=len, reverse=True)
    return next((sign for sign in signs if sign in text), "")
