"""The values of reading: pages of words, cited facts, records, and what went wrong."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Generic, Literal, NamedTuple, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from extractors.codes import Reason

T = TypeVar("T")
Day = date
"""The same type under a name that no field hides: a field called ``date`` does."""


class Value(BaseModel):
    """A frozen, strict value that survives a JSON round trip unchanged."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Word(NamedTuple):
    """One run of non-blank characters and where it is printed."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    offset: int = -1
    """Index of the first character in the document's text; -1 on a printed page."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as displayed, origin top left, in points.

    Pages of documents without a printed page (mail bodies, sheets) lie on a grid of
    characters: one column is 1 wide, one line 2 high, and every word has its offset.
    """

    number: int
    """Counts from 1."""
    width: float
    height: float
    words: tuple[Word, ...]
    """In the order the document gives them."""
    printed: bool = True
    """False: a character grid; evidence then carries an offset and no box."""
    turned: float = 0.0
    """Degrees clockwise that its lines are turned, where a machine read them off a
    picture; the words stand where they are displayed all the same."""

    def __hash__(self) -> int:
        """Hash what tells most pages apart, and not each of thousands of words."""
        return hash((self.number, self.width, len(self.words), self.words[:1]))


class Picture(NamedTuple):
    """One page as displayed, drawn for a person."""

    width: int
    """Pixels."""
    height: int
    pixels: bytes
    """Rows from the top, three bytes each for red, green and blue."""


class Cell(NamedTuple):
    """One cell of a table that the document itself marks up (HTML, CSV, XLSX)."""

    text: str
    offset: int
    """Where the text begins in the document's text."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table given as such by the document; rows may differ in length."""

    page: int
    rows: tuple[tuple[Cell, ...], ...]


DocumentStatus = Literal["read", "unreadable", "quarantined"]


@dataclass(frozen=True, slots=True)
class Document:
    """A body or an attachment, as pages of words with boxes."""

    sha256: str
    """Of its bytes: the same PDF in two mails is one document."""
    name: str
    """As the sender wrote it: shown escaped, never used as a path."""
    media_type: str
    """Sniffed from the bytes, not as declared."""
    pages: tuple[Page, ...] = ()
    text: str = ""
    """Of a document without printed pages; offsets count its characters."""
    tables: tuple[Table, ...] = ()
    body: bool = False
    """True for the text of the mail itself."""
    status: DocumentStatus = "read"
    reason: Reason | None = None
    """Why it was not read; only with a status other than read."""
    detail: str = ""
    ocr: bool = False
    """A machine read its words, or some of them, off a picture."""
    size: int = 0
    """Bytes."""
    within: str = ""
    """SHA-256 of the document it is embedded in; "" of what came by itself."""
    issues: tuple["Issue", ...] = ()
    """What is wrong with it though it was read; each record made from it has them."""
    pictures: tuple[int, ...] = ()
    """Pages that are pictures but for a few words, recognised or not."""


class Evidence(Value):
    """Where a fact is printed."""

    document: str
    """SHA-256 of the document's bytes."""
    page: int
    box: tuple[float, float, float, float] | None = None
    """x0, top, x1, bottom in points from the top left; None off the printed page."""
    offset: int | None = None
    """Character index in the document's text; None on a printed page."""
    quote: str
    """The characters as printed; the value was made from nothing else."""


class Cited(Value, Generic[T]):
    """A fact together with its evidence."""

    value: T
    evidence: Evidence


class Issue(Value):
    """One thing a reader could not do or does not trust."""

    code: Reason
    detail: str = ""
    evidence: Evidence | None = None


class Tracking(Value):
    """One parcel's or shipment's number."""

    number: Cited[str]
    """Upper case, without blanks or dashes."""
    carrier: str | None = None
    """SCAC of the one carrier the number, its label and the document agree on."""
    verified: bool = True
    """False: printed as a tracking number, but it has no known format."""
    url: str | None = None
    """The carrier's own tracking page, built from our table, never from the mail."""


class NoticeLine(Value):
    """One line of a ship notice."""

    sku: Cited[str] | None = None
    description: str = ""
    quantity: Cited[int] | None = None
    """Shipped with this notice."""
    backordered: Cited[int] | None = None
    ordered: Cited[int] | None = None
    tracking: Cited[str] | None = None
    """The parcel this line went in, where its row names one."""


class ShipNotice(Value):
    """The vendor says goods of one purchase order left (ASN, X12 856)."""

    kind: Literal["ship_notice"] = "ship_notice"
    po_number: Cited[str] | None
    """Our order to the vendor, as printed."""
    order_number: Cited[str] | None = None
    """A further order number printed with it, such as the shop's or Amazon's."""
    carrier: Cited[str] | None = None
    """SCAC; the quote holds the name as printed."""
    tracking: tuple[Tracking, ...] = ()
    ship_date: Cited[date] | None = None
    lines: tuple[NoticeLine, ...] = ()
    """Empty: no article is named; *complete* tells whether all of the order went."""
    complete: bool = False
    """Nothing printed says that only a part of the order went; without lines, moreover,
    it is plainly said that all of it did."""
    no_tracking: Cited[str] | None = None
    """The words that say no tracking number is to be expected (own truck, pickup)."""


class MoneyLine(Value):
    """One line of an invoice or of another document of money."""

    sku: Cited[str] | None = None
    description: str = ""
    quantity: Cited[Decimal] | None = None
    unit: str = ""
    """Of measure, as printed; empty where none is."""
    po_number: Cited[str] | None = None
    """Of the line, where a document bills several orders."""
    unit_price: Cited[Decimal] | None = None
    """What one unit, or one basis of them, costs."""
    list_price: Cited[Decimal] | None = None
    """What it costs before a rate is taken off the line; *unit_price* is None then,
    unless the reduced price is printed, too."""
    discount: Cited[Decimal] | None = None
    """The line's own, as printed: a rate, or an amount off the line."""
    price_basis: Cited[Decimal] | None = None
    """How many units the price is for; None: for one."""
    amount: Cited[Decimal] | None = None
    """Of the line after its own discount, before tax."""
    ordered: Cited[Decimal] | None = None
    """Of an invoice: what was asked for, where it is told apart from what is shipped
    and charged for, which is *quantity*."""
    agreed: Cited[Decimal] | None = None
    """On an acknowledgement: the quantity the vendor agreed to, where it is told apart
    from the ordered one, which is *quantity*. The amount is made from this."""


class MoneyCharge(Value):
    """One amount of a document as a whole: freight, a surcharge, an allowance."""

    label: str
    """As printed."""
    kind: Literal["freight", "surcharge", "allowance", "tax"]
    amount: Cited[Decimal]
    """Without a sign; an allowance is taken off."""


PaymentKind = Literal[
    "iban", "bic", "routing", "account", "remit_to", "payment_contact", "announced"
]


class PaymentDetail(Value):
    """Something that says where to pay, wherever in the mail it stands."""

    kind: PaymentKind
    """``announced``: words that say payment details have changed."""
    value: str
    """Canonical: without blanks, in capitals; of an address its letters and digits."""
    evidence: Evidence
    hidden: bool = False
    """It stands where no reader would see it."""

    @property
    def fingerprint(self) -> str:
        """How a vendor's record names it: ``iban:DE89…``."""
        return f"{self.kind}:{self.value}"


class MoneyDocument(Value):
    """An invoice or one of its kin; fields that are not certain stay None."""

    kind: Literal["invoice", "credit_memo", "order_ack", "statement", "purchase_order"]
    number: Cited[str] | None = None
    date: Cited[Day] | None = None
    due: Cited[Day] | None = None
    """By which it is to be paid, where a day is printed."""
    terms_days: Cited[int] | None = None
    """In how many days it is to be paid, where that is printed: 30 of "net 30"."""
    po_number: Cited[str] | None = None
    vendor: Cited[str] | None = None
    customer: Cited[str] | None = None
    bill_to: Cited[str] | None = None
    """Who is asked for the money, where a label says just that: never who merely gets
    the goods, who may be a customer of ours."""
    currency: Cited[str] | None = None
    subtotal: Cited[Decimal] | None = None
    """Of the lines, before charges and allowances of the whole."""
    charges: Cited[Decimal] | None = None
    """All that is added to the lines as a whole, freight included."""
    allowances: Cited[Decimal] | None = None
    """All that is taken off the lines as a whole, written without a sign."""
    freight: Cited[Decimal] | None = None
    tax: Cited[Decimal] | None = None
    total: Cited[Decimal] | None = None
    lines: tuple[MoneyLine, ...] = ()
    named_charges: tuple[MoneyCharge, ...] = ()
    """What *charges*, *allowances* and *tax* are made of, where that is printed."""
    payment: tuple[PaymentDetail, ...] = ()
    """Of all documents of the mail it came with."""


Record = Annotated[ShipNotice | MoneyDocument, Field(discriminator="kind")]
Reader = Literal["xml", "markup", "table", "layout", "model"]
Kind = Literal[
    "invoice",
    "ship_notice",
    "purchase_order",
    "order_ack",
    "credit_memo",
    "statement",
    "customer",
    "carrier",
    "other",
    "unreadable",
]


class Extraction(Value):
    """What one reader made of one document: a record or none, plus issues."""

    document: str
    """SHA-256 of the document."""
    reader: Reader
    version: str
    """Of the reader; with the model, its name and the prompt's digest as well."""
    record: Record | None
    issues: tuple[Issue, ...] = ()


class Address(NamedTuple):
    """One mailbox of a header field, parsed before its name was decoded."""

    name: str
    address: str
    """Lower case ``local@domain``; empty when it could not be parsed."""


@dataclass(frozen=True, slots=True)
class Mail:
    """The facts of a message's header that code decides on."""

    message_id: str
    sha256: str
    """Of the raw bytes after CRLF normalisation."""
    date: datetime | None
    subject: str
    senders: tuple[Address, ...]
    """Every address of every From field; one is the only trustworthy count."""
    reply_to: tuple[Address, ...] = ()
    recipients: tuple[Address, ...] = ()
    authentication: tuple[str, ...] = ()
    """Authentication-Results fields from the top, only those above the first Received
    field that is not the receiver's own."""
    headers: tuple[tuple[str, str], ...] = ()
    """Further fields that classify: Auto-Submitted, List-Id, Return-Path and so on."""
    forwarded: tuple[Address, ...] = ()
    """Who wrote the messages forwarded inside, attached or quoted, as these say; one
    whose author cannot be read has no address."""
    checked: str = ""
    """What we found of its signatures ourselves, in the form of Authentication-Results;
    empty where that was not asked for."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read of one file: the mail, its documents and their extractions."""

    kind: Kind
    documents: tuple[Document, ...]
    extractions: tuple[Extraction, ...] = ()
    mail: Mail | None = None
    """None for a file that is no mail."""
    issues: tuple[Issue, ...] = ()
    forwarded: tuple[Mail, ...] = field(default=())
    """Messages found inside this one; their documents are among *documents*."""
    orders: tuple[Cited[str], ...] = ()
    """Orders of ours that a mail names which is no notice and asks for no money."""
