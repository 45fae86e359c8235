"""What kind of document a sheet is, from its title, its labels and its words."""

import re
from datetime import timedelta
from typing import NamedTuple

from extractors.layout.dates import dates_in
from extractors.layout.heads import NUMBERS
from extractors.layout.labels import Label
from extractors.layout.parsing import order_numbers
from extractors.layout.sheet import Sheet
from extractors.layout.statements import says_stated
from extractors.layout.titles import TITLE_ROWS, says_agreed, says_unmade, title_of
from extractors.layout.vocabulary import Field
from extractors.sought import Sought, folded
from extractors.values import Kind


def _any(*phrases: str, before: str = "") -> Sought:
    """Return patterns for some phrases, whole words, after none of *before*."""
    return Sought(*(rf"\b(?={phrase}){before}(?:{phrase})" for phrase in phrases))


_AHEAD = _any(
    r"will (?:be )?ship",
    r"ships? (?:by|on or)\b",
    r"to be shipped\b",
    r"is scheduled\b",
    r"expect(?:s|ed|ing)? to ship\b",
    r"out of stock\b",
)
_RECEIVED = _any(
    r"thank you for your (?:purchase )?order\b",
    r"(?:we have )?received your (?:(?:purchase )?order|p\.?o\.?)\b",
    r"order (?:has been|was) (?:received|entered|accepted|placed)\b",
    r"confirming receipt\b",
)
_SHIPPED = _any(
    r"(?:has|have|had|were|was|just|now|already|been|is|are|we(?:'ve)?|that) (?:been )?"
    r"(?:shipped|dispatched|despatched|sent out|tendered|picked up|left)\b",
    r"shipped (?:on|via|today|from|out|complete|yesterday|with|by|to)\b",
    r"left our\b",
    r"on (?:its|the|their) way\b",
    r"went out\b",
    r"(?:shipping|shipment) (?:confirmation|notification|notice|details)\b",
    r"ship notice\b",
    r"(?:versandt|versendet|exp[ée]di[ée]e?s?|enviad[oa]s?|spedit[oaie]|verzonden)\b",
    before=r"(?<!not )(?<!not yet )(?<!\bbe )(?<!when )(?<!once )"
    r"(?<!nothing )(?<!none )(?<!neither )",
)
_WRITES = _any(
    r"my (?:order|package|parcel|shipment|item|delivery|account)",
    r"i (?:ordered|received|bought|placed|purchased|need|want|would|have|haven'?t)",
    r"i (?:am|was|can'?t|still|just)",
    r"i'(?:d|m|ve)\b",
    r"where is",
    r"where's",
    r"when will",
    r"has(?:n'?t| not) (?:arrived|come|been delivered)",
    r"(?:can|could|would|do|did) you",
    r"please (?:advise|let me|confirm|cancel|send)",
    r"still waiting",
    r"refund",
    r"arrived damaged",
    r"mein(?:e|er)? bestellung",
    r"ma commande",
    r"mi pedido",
)
_REPORTED = _any(
    r"delivered\b",
    r"picked up\b",
    r"collected\b",
    r"out for delivery\b",
    r"on its way\b",
    r"arriving\b",
    r"(?:estimated|scheduled) delivery\b",
    r"track (?:your )?package\b",
    r"your (?:package|parcel|shipment)\b",
    r"label created\b",
    r"in transit\b",
)
_DENIED = _any(
    r"not an? (?:invoice|bill)\b",
    r"do not pay from this\b",
    r"dies ist keine rechnung\b",
    r"ceci n['’]est pas une facture\b",
    r"no es una factura\b",
    r"non [eè] una fattura\b",
    r"dit is geen factuur\b",
)
_ANSWER = re.compile(r"\s*(?:re|aw|sv|antw)\s*:", re.IGNORECASE)

_COMING = _any(r"to follow\b", r"follows\b", r"will (?:follow|be (?:sent|mailed))\b")

_AMOUNTS = frozenset({Field.TOTAL, Field.AMOUNT, Field.UNIT_PRICE})
_SOON = timedelta(days=2)
"""A ship date this long after the mail may still be one of goods that left."""


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
    received: bool
    """It says that an order came in."""
    billed: bool
    """Invoice number and amounts are labelled."""
    credited: bool
    """The number of a credit is labelled, and amounts are."""
    writes: bool
    """A person writes in the first person."""
    reported: bool
    """It tells how a parcel is getting on."""
    carried: bool = False
    """A carrier is labelled, or numbers have a column."""
    excused: bool = False
    """It says why there is no tracking number."""
    agreed: bool = False
    """It is titled or numbered as an order or contract, and amounts are labelled."""

    denied: bool = False
    """It says that it is no invoice."""
    stated: bool = False
    """It has the words of a statement of account."""

    @property
    def evidence(self) -> bool:
        """Anything is printed that only a shipment has."""
        return self.numbers or self.dated or self.counted or self.excused


def kind_of(signs: Signs, *, body: bool) -> Kind:
    """Return the kind these signs make; ``other`` where they say too little.

    Args:
        signs: Of one document.
        body: It is the text of a mail, which has no title and may be anybody's.
    """
    titled = _titled(signs, body=body)
    if titled:
        return "other" if titled == "invoice" and signs.denied else titled
    formal = signs.numbers and (signs.dated or signs.counted or signs.carried)
    asks = body and signs.writes and not signs.shipped and not formal
    if signs.po and not asks:
        if _tells_of_shipping(signs, body=body):
            return "ship_notice"
        if signs.received or (signs.ahead and not body):
            return "order_ack"
    shipment = signs.dated or signs.counted or signs.excused
    if signs.agreed and not body and not shipment:
        return "order_ack"
    if body and signs.writes and not signs.numbers:
        return "customer"
    return "carrier" if body and signs.numbers and signs.reported else "other"


def _titled(signs: Signs, *, body: bool) -> Kind | None:
    """Return the kind that a title or a label of the document's own number names."""
    if signs.title == "ship_notice" and not body:
        return "ship_notice" if signs.evidence or signs.po else "other"
    if signs.title and signs.title != "ship_notice":
        told_in_text = body and signs.po and signs.shipped
        # A subject such as "order status" without an order of ours is a question.
        asked = body and signs.title == "order_ack" and not signs.po
        return None if told_in_text or asked else signs.title
    if signs.stated and not (body and signs.shipped):
        return "statement"
    if signs.credited:
        return "credit_memo"
    if signs.billed and not (body and signs.shipped):
        return "invoice"
    # "Estimate: 4711" on an order is no title.
    labelled = signs.label and signs.label != "ship_notice"
    labelled = labelled and not (signs.label == "other" and signs.agreed)
    return signs.label if labelled and not body and not signs.numbers else None


def _tells_of_shipping(signs: Signs, *, body: bool) -> bool:
    """Say whether a document that names our order says that its goods left."""
    if signs.ahead and not (signs.shipped or signs.dated):
        return False
    told = signs.shipped or signs.title == "ship_notice" or signs.numbers
    told = told or (signs.excused and signs.reported)
    if signs.evidence and (told or not (body or signs.ahead or signs.received)):
        return True
    if signs.dated and (signs.carried or signs.counted or signs.excused):
        return not signs.ahead and not signs.received
    return signs.shipped and not signs.ahead


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
    low = folded(text)
    title, label = title_of(sheet, subject)
    return Signs(
        title=title,
        label=label,
        po=po,
        numbers=numbers,
        shipped=_SHIPPED.found(" ".join(text.split()), low),
        dated=_dated(sheet),
        counted=Field.SHIPPED in fields,
        ahead=_AHEAD.found(text, low) or Field.PROMISED_DATE in fields,
        received=_RECEIVED.found(text, low),
        billed=_billed(sheet) and bool(fields & _AMOUNTS),
        credited=any(map(_names_credit, sheet.of(Field.CREDIT)))
        and bool(fields & _AMOUNTS),
        writes=_WRITES.found(text, low),
        reported=_REPORTED.found(text, low),
        carried=Field.CARRIER in fields or any(t.has(*NUMBERS) for t in sheet.tables),
        excused=excused,
        agreed=_agreed(sheet) and bool(fields & _AMOUNTS),
        denied=_DENIED.found(" ".join(sheet.text.split()), low) or says_unmade(sheet),
        stated=says_stated(sheet),
    )


def _billed(sheet: Sheet) -> bool:
    """Say whether the number of an invoice is labelled, not of one still to come."""
    return any(t.has(Field.INVOICE) for t in sheet.tables) or any(
        lb.form and lb.value and not _COMING.search(lb.value.text)
        for lb in sheet.of(Field.INVOICE)
    )


def _dated(sheet: Sheet) -> bool:
    """Say whether a ship date is labelled that is no day to come."""
    runs = [lb.value for lb in sheet.of(Field.SHIP_DATE, Field.SHIPPED) if lb.value]
    for table in sheet.tables:
        for row in table.rows:
            runs += table.cell(row, Field.SHIP_DATE)
    days = [d.value for run in runs for d in dates_in(run.text, sheet.order)]
    near = sheet.near
    return any(near is None or day is None or day - near <= _SOON for day in days)


_NUMBERED = frozenset({"contract #", "contract revision", "order rev"})
"""Labels that number an order or contract."""


def _agreed(sheet: Sheet) -> bool:
    """Say whether a sheet is titled or numbered as an order or contract."""
    if any(lb.text in _NUMBERED or _numbered_contract(lb) for lb in sheet.labels):
        return True
    return says_agreed(sheet)


def _names_credit(label: Label) -> bool:
    """Say whether a label announces the number of a credit, not its amount."""
    if label.numbered:
        return True
    heads = label.form and not label.start and label.row < TITLE_ROWS
    return (
        heads and " " in label.text and bool(label.value and order_numbers(label.value))
    )


def _numbered_contract(label: Label) -> bool:
    return label.text == "contract" and label.numbered
