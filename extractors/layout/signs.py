"""What decides the kind of a document: its title, its labels and its words."""

import re
from datetime import timedelta
from typing import Protocol

from extractors.layout.page.dates import dates_in
from extractors.layout.page.heads import NUMBERS
from extractors.layout.page.labels import Label
from extractors.layout.page.listed import next_entry
from extractors.layout.page.parsing import order_numbers
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.tables.values import Layout
from extractors.layout.page.vocabulary import Field
from extractors.layout.statements import says_stated
from extractors.layout.titles import TITLE_ROWS, says_agreed, says_unmade, title_of
from extractors.once import once
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
    r"shipped:? \d{1,4}[/.-]\d",
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


class Told(Protocol):
    """What was read of a shipment in a document."""

    @property
    def po(self) -> bool:
        """One of our order numbers is in it, or in the subject of its mail."""

    @property
    def numbers(self) -> bool:
        """Tracking numbers that count are printed."""

    @property
    def excused(self) -> bool:
        """It says why there is no tracking number."""


class Signs:
    """What decides a document's kind, each sign read once, when it is asked for.

    Most documents are what their title says; what else could be read is not.
    """

    def __init__(self, sheet: Sheet, told: Told, subject: str) -> None:
        """Take what to read.

        Args:
            sheet: The document.
            told: What it tells of a shipment.
            subject: Of the mail, where the sheet is its text.
        """
        self._sheet = sheet
        self._told = told
        self._subject = subject

    @once
    def _titles(self) -> tuple[Kind | None, Kind | None]:
        return title_of(self._sheet, self._subject)

    @once
    def _text(self) -> str:
        text = self._sheet.text
        return text if _ANSWER.match(self._subject) else f"{self._subject}\n{text}"

    @once
    def _low(self) -> str:
        return folded(self._text)

    @once
    def _fields(self) -> frozenset[Field]:
        """What labels with a value and columns announce."""
        labels = {lb.field for lb in self._sheet.labels if lb.value and lb.form}
        columns = (c.field for table in self._sheet.tables for c in table.columns)
        return frozenset(labels.union(field for field in columns if field))

    @property
    def title(self) -> Kind | None:
        """Of the highest title on its first page."""
        return self._titles[0]

    @property
    def label(self) -> Kind | None:
        """Of the first heading that is a label of its own number."""
        return self._titles[1]

    @property
    def po(self) -> bool:
        """One of our order numbers is in it, or in the subject of its mail."""
        return self._told.po

    @property
    def numbers(self) -> bool:
        """Tracking numbers that count are printed."""
        return self._told.numbers

    @property
    def excused(self) -> bool:
        """It says why there is no tracking number."""
        return self._told.excused

    @once
    def shipped(self) -> bool:
        """It says that goods have left."""
        return _SHIPPED.found(" ".join(self._text.split()))

    @once
    def dated(self) -> bool:
        """A ship date is labelled."""
        return _dated(self._sheet)

    @property
    def counted(self) -> bool:
        """A column or label of shipped quantities is printed."""
        return Field.SHIPPED in self._fields

    @once
    def ahead(self) -> bool:
        """It speaks of shipping as still to come."""
        found = _AHEAD.found(self._text, self._low)
        return found or Field.PROMISED_DATE in self._fields

    @once
    def received(self) -> bool:
        """It says that an order came in."""
        return _RECEIVED.found(self._text, self._low)

    @once
    def billed(self) -> bool:
        """Invoice number and amounts are labelled."""
        return self._priced and _billed(self._sheet)

    @once
    def credited(self) -> bool:
        """The number of a credit is labelled, and amounts are."""
        return self._priced and any(map(_names_credit, self._sheet.of(Field.CREDIT)))

    @once
    def writes(self) -> bool:
        """A person writes in the first person."""
        return _WRITES.found(self._text, self._low)

    @once
    def reported(self) -> bool:
        """It tells how a parcel is getting on."""
        return _REPORTED.found(self._text, self._low)

    @once
    def carried(self) -> bool:
        """A carrier is labelled, or numbers have a column."""
        listed = any(t.has(*NUMBERS) for t in self._sheet.tables)
        return listed or Field.CARRIER in self._fields

    @once
    def agreed(self) -> bool:
        """A title or number is an order's or contract's, and amounts are labelled."""
        return self._priced and _agreed(self._sheet)

    @once
    def denied(self) -> bool:
        """It says that it is no invoice."""
        text = " ".join(self._sheet.text.split())
        return _DENIED.found(text) or says_unmade(self._sheet)

    @once
    def stated(self) -> bool:
        """It has the words of a statement of account."""
        return says_stated(self._sheet)

    @property
    def evidence(self) -> bool:
        """Anything is printed that only a shipment has."""
        return self.dated or self.counted or self.numbers or self.excused

    @property
    def _priced(self) -> bool:
        return bool(self._fields & _AMOUNTS)


def _billed(sheet: Sheet) -> bool:
    """Say whether the number of an invoice is labelled, not of one still to come.

    A column with the numbers of several lists them, as a reminder does.
    """
    columns = [_numbers(table) for table in sheet.tables if table.has(Field.INVOICE)]
    labels = [lb for lb in sheet.of(Field.INVOICE) if lb.form]
    if any(len(numbers) > 1 for numbers in columns) or any(
        lb.stacked and _listed(sheet, lb) for lb in labels
    ):
        return False
    return bool(columns) or any(
        lb.value and not _COMING.search(lb.value.text) for lb in labels
    )


_DIGITS = re.compile(r"\d+")


def _listed(sheet: Sheet, label: Label) -> bool:
    """Say whether another number of the same form stands under the value of a label."""
    entry = next_entry(sheet.rows, label)
    if entry is None or label.value is None or not label.value.numbered:
        return False
    one, other = (_DIGITS.sub("0", run.text) for run in (label.value, entry))
    return one == other and entry.text != label.value.text


def _numbers(table: Layout) -> frozenset[str]:
    """Return the different numbers in a table's column of invoices."""
    texts = (table.text(row, Field.INVOICE) for row in table.rows)
    return frozenset(t for t in texts if any(map(str.isdigit, t)))


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
    if label.numbered or label.text.endswith(("nummer", "nr")):
        return True
    heads = label.form and not label.start and label.row < TITLE_ROWS
    return (
        heads and " " in label.text and bool(label.value and order_numbers(label.value))
    )


def _numbered_contract(label: Label) -> bool:
    return label.text == "contract" and label.numbered
