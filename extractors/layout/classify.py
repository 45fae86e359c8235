"""What kind of document a sheet is, from its title, its labels and its words."""

import re
from collections.abc import Iterator
from itertools import takewhile
from statistics import median
from typing import NamedTuple

from extractors.layout.dates import dates_in
from extractors.layout.rows import Row
from extractors.layout.sheet import Sheet
from extractors.layout.tokens import NUMBER, phrase, tokens_of
from extractors.layout.vocabulary import Field, title_kinds
from extractors.values import Kind

_TITLE_ROWS = 16
"""The first rows of a page among which its title stands."""
_LARGER = 1.15
"""Times the height of an earlier title that a later one must have to count instead."""
_AHEAD = re.compile(
    r"\b(?:will (?:be )?ship|ships? (?:by|on or)|to be shipped|is scheduled|expected to ship"
    r"|thank you for your (?:purchase )?order|(?:we have )?received your (?:purchase )?order"
    r"|order (?:has been|was) (?:received|entered|accepted|placed)|confirming receipt)\b",
    re.IGNORECASE,
)
_SHIPPED = re.compile(
    r"(?<!not )(?<!not yet )(?<!will be )(?<!be )(?<!when )(?<!once )(?<!to be )"
    r"\b(?:(?:has|have|had|were|was|just|now|already|been|is|are|we(?:'ve)?|that) (?:been )?"
    r"(?:shipped|dispatched|despatched|sent out|tendered|picked up|left)|shipped (?:on|via|today|from|out"
    r"|complete|yesterday|with|by|to)|left our|on (?:its|the|their) way|went out|shipping confirmation"
    r"|shipment (?:notification|confirmation|notice)|ship(?:ping)? notice|shipment details"
    r"|versandt|versendet|exp[ée]di[ée]e?s?|enviad[oa]s?|spedit[oaie]|verzonden)\b",
    re.IGNORECASE,
)
_WRITES = re.compile(
    r"\b(?:(?:my|our) (?:order|package|parcel|shipment|item|delivery|account)|i (?:ordered|received|bought|placed"
    r"|purchased|need|want|would|have|haven'?t|am|was|can'?t|still|just)|i'(?:d|m|ve)\b"
    r"|where is|where's|when will|has(?:n'?t| not) (?:arrived|come|been delivered)"
    r"|can you|could you|would you|do you|did you|please (?:advise|let me|confirm|cancel|send)"
    r"|still waiting|refund|arrived damaged|mein(?:e|er)? bestellung|ma commande|mi pedido)",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:delivered|picked up|collected|out for delivery|on its way|arriving|estimated delivery|scheduled delivery"
    r"|track (?:your )?package|your (?:package|parcel|shipment)|label created|in transit)\b",
    re.IGNORECASE,
)

_ANSWER = re.compile(r"\s*(?:re|aw|sv|antw)\s*:", re.IGNORECASE)


class Signs(NamedTuple):
    """What decides a document's kind, each sign read once."""

    title: Kind | None
    """Of the highest title on its first page."""
    label: Kind | None
    """Of the first heading that is a label of its own number."""
    po: bool
    numbers: bool
    """Tracking numbers that count are printed."""
    shipped: bool
    """It says that goods have left."""
    dated: bool
    """A ship date is labelled."""
    counted: bool
    """A column or label of shipped quantities is printed."""
    ahead: bool
    """It speaks of shipping as still to come."""
    billed: bool
    """Invoice number and amounts are labelled."""
    writes: bool
    """A person writes in the first person."""
    reported: bool
    """It tells how a parcel is getting on."""
    carried: bool = False
    """A carrier is labelled."""
    excused: bool = False
    """It says why there is no tracking number."""


def kind_of(signs: Signs, *, body: bool) -> Kind:
    """Return the kind these signs make; ``other`` where they say too little.

    Args:
        signs: Of one document.
        body: It is the text of a mail, which has no title and may be anybody's.
    """
    evidence = signs.numbers or signs.dated or signs.counted or signs.excused
    told_in_text = body and signs.po and signs.shipped
    if signs.title and signs.title != "ship_notice" and not told_in_text:
        return signs.title
    if signs.title == "ship_notice" and not body:
        return "ship_notice" if evidence or signs.po else "other"
    if signs.billed and not (body and signs.shipped):
        return "invoice"
    if signs.label and signs.label != "ship_notice" and not body and not signs.numbers:
        return signs.label
    formal = signs.numbers and (signs.dated or signs.counted or signs.carried)
    asks = body and signs.writes and not signs.shipped and not formal
    if signs.po and not asks:
        told = signs.shipped or signs.title == "ship_notice" or signs.numbers
        told = told or (signs.excused and signs.reported)
        told = told or (not body and not signs.ahead)
        if evidence and (told or (signs.dated and signs.counted)):
            return "ship_notice"
        if signs.shipped and not signs.ahead:
            return "ship_notice"
        if signs.ahead:
            return "order_ack"
    if body and signs.writes and not signs.numbers:
        return "customer"
    if signs.numbers and signs.reported:
        return "carrier"
    return "other"


def signs_of(
    sheet: Sheet, *, po: bool, numbers: bool, excused: bool, subject: str = ""
) -> Signs:
    """Return the signs of one sheet.

    Args:
        sheet: The document.
        po: One of our order numbers was found in it, or in the subject of its mail.
        numbers: A tracking number that counts was found in it.
        excused: It says that no tracking number is to be expected.
        subject: Of the mail, where the sheet is its text.
    """
    fields = {lb.field for lb in sheet.labels if lb.value and lb.form}
    for table in sheet.tables:
        fields |= {c.field for c in table.columns if c.field}
    answer = _ANSWER.match(subject)
    text = sheet.text if answer else f"{subject}\n{sheet.text}"
    said = _SHIPPED.search(" ".join(text.split()))
    title, label = _title(sheet, subject)
    return Signs(
        title=title,
        label=label,
        po=po,
        numbers=numbers,
        shipped=bool(said),
        dated=Field.SHIP_DATE in fields
        or any(
            dates_in(lb.value.text, sheet.order)
            for lb in sheet.of(Field.SHIPPED)
            if lb.value
        ),
        counted=Field.SHIPPED in fields,
        ahead=bool(_AHEAD.search(text)) or Field.PROMISED_DATE in fields,
        billed=Field.INVOICE in fields
        and bool(fields & {Field.TOTAL, Field.AMOUNT, Field.UNIT_PRICE}),
        writes=bool(_WRITES.search(text)),
        reported=bool(_REPORTED.search(text)),
        carried=Field.CARRIER in fields,
        excused=excused,
    )


_COMPOUNDS: tuple[tuple[str, Kind], ...] = (
    ("rechnung", "invoice"),
    ("gutschrift", "credit_memo"),
    ("bestatigung", "order_ack"),
)
"""How one-word titles of German may end."""


def _title(sheet: Sheet, subject: str) -> tuple[Kind | None, Kind | None]:
    """Return the kind that the largest title names, and the one a heading label names.

    The first among equals. A heading label is "Order response: 4711".
    """
    best: tuple[float, Kind] | None = None
    label: Kind | None = None
    labels = {
        (lb.row, lb.start)
        for lb in sheet.labels
        if lb.value and lb.field is not Field.NOTICE
    }
    usual = median(row.height for row in sheet.rows) if sheet.rows else 0.0
    for index, row in enumerate(sheet.rows[:_TITLE_ROWS]):
        if index in sheet.tabled:
            continue
        for start, kind, height, colon in _titles(row):
            if (index, start) in labels and not colon and height < _LARGER * usual:
                continue
            if colon:
                label = label or kind
            elif best is None or height > best[0] * _LARGER:
                best = (height, kind)
    if best:
        return best[1], label
    norms = tuple(t for t in phrase(subject) if not t.isdigit() and t != NUMBER)
    return title_kinds().get(norms), label


def _titles(row: Row) -> Iterator[tuple[int, Kind, float, bool]]:
    """Yield cells that are a title, perhaps with a number: first word, kind, height, colon.

    "Invoice No." is a label, "Invoice 4711" and "Invoice No. 4711" are titles.
    """
    at = 0
    for cell in row.cells:
        words, start = cell.words, at
        at += len(words)
        if len(words) > 4 and all(len(word.text) == 1 for word in words):  # noqa: PLR2004  # letters set apart
            words = (words[0]._replace(text="".join(w.text for w in words)),)
        opening = tuple(takewhile(lambda w: not any(map(str.isdigit, w.text)), words))
        norms = [t.norm for t in tokens_of(opening)]
        colon = ":" in norms
        norms = [n for n in norms if n.isalnum() or n == NUMBER]
        if norms[-1:] == [NUMBER]:
            if len(opening) == len(words) and not colon:
                continue
            norms = norms[:-1]
        kind = title_kinds().get(tuple(norms))
        if kind is None and len(norms) == 1:
            kind = next((k for end, k in _COMPOUNDS if norms[0].endswith(end)), None)
        if kind:
            yield start, kind, max(word.bottom - word.top for word in words), colon
