"""What the morning summary says, as values; every number comes out of the ledger."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from extractors.codes import Reason, Severity


@dataclass(frozen=True, slots=True)
class Proof:
    """Where the words lie that a person may want to see."""

    document: str
    """Name of the document as the sender wrote it."""
    page: int | None
    """None where the document is a text, which has no pages."""
    quote: str
    sha256: str = ""
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits for a person, or was noted as known."""

    id: str
    """What ``agent show`` and ``agent explain`` take."""
    code: Reason | None
    """None: nothing is wrong with it, tonight's mode keeps it."""
    severity: Severity
    title: str
    """One line: order, vendor, what is wrong."""
    why: str
    """One sentence with both sides."""
    todo: str
    """What to do about it."""
    message_id: str
    subject: str
    sender: str
    received: datetime | None
    evidence: Proof | None = None
    also: tuple[Reason, ...] = ()
    """Further codes of the same notice."""


@dataclass(frozen=True, slots=True)
class DoneLine:
    """One notice whose business is finished."""

    id: str
    po_number: str
    vendor: str
    order: str
    """The shop's name for it, ``#1001``."""
    carrier: str
    tracking: tuple[str, ...]
    lines: tuple[str, ...]
    """``4 × BIN-100``."""
    marketplace_order: str | None
    note: str = ""
    """Empty, or why nothing had to be written."""


@dataclass(frozen=True, slots=True)
class BilledLine:
    """One invoice whose business is finished, by our bill or without it."""

    id: str
    number: str
    po_number: str
    vendor: str
    total: str
    """``1,234.50 USD``."""
    lines: int
    memo: str
    """What the bill says of the rules that let it pass."""
    note: str = ""
    """Empty, or why nothing had to be written."""


@dataclass(frozen=True, slots=True)
class MailLine:
    """One message that led to nothing tonight."""

    message_id: str
    kind: str
    subject: str
    sender: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail of a vendor's that is no notice and asks for no money."""

    id: str
    """``M31``, as ``agent show`` takes it."""
    orders: tuple[str, ...]
    """Orders of ours that it names, as printed."""
    subject: str
    sender: str
    vendor: str
    """Its name in our settings."""
    message_id: str
    differs: bool = False
    """An acknowledgement that prints another quantity than was ordered."""


@dataclass(frozen=True, slots=True)
class TroubleLine:
    """One service that did not work as it should."""

    channel: str
    code: Reason
    detail: str


Ending = Literal["complete", "not finished", "stopped"]


@dataclass(frozen=True, slots=True)
class NoticeCounts:
    """Ship notices, one per purchase order and notice."""

    processed: int
    done: int
    flagged: int
    known: int
    waiting: int = 0
    """Nothing wrong with them: decided again by itself."""


@dataclass(frozen=True, slots=True)
class InvoiceCounts:
    """Invoices alone: what else speaks of money asks for no bill."""

    processed: int = 0
    billed: int = 0
    flagged: int = 0
    known: int = 0
    waiting: int = 0
    settled: int = 0
    """Closed without a bill of ours: billed by hand, or rejected."""


@dataclass(frozen=True, slots=True)
class NightReport:
    """One night, told in two minutes."""

    store: str
    night: str
    mode: str
    ending: Ending
    started_at: datetime
    """In the store's own time zone."""
    messages: int
    notices: NoticeCounts
    fulfillments: int
    """Written to shops tonight and read back."""
    confirmations: int
    """Written to marketplaces tonight and read back."""
    fulfillments_now: int = 0
    """Those of this run alone: a resumed or repeated night writes only the rest."""
    confirmations_now: int = 0
    invoices: InvoiceCounts = field(default_factory=InvoiceCounts)
    bills: int = 0
    """Written to the books tonight and read back."""
    bills_now: int = 0
    items: tuple[Item, ...] = ()
    known: tuple[Item, ...] = ()
    waiting: tuple[Item, ...] = ()
    done: tuple[DoneLine, ...] = ()
    billed: tuple[BilledLine, ...] = ()
    settled: tuple[BilledLine, ...] = ()
    """Invoices that were closed without a bill of ours."""
    planned: tuple[str, ...] = ()
    """Effects of shadow and draft nights, one line each."""
    letters: tuple[Letter, ...] = ()
    """What vendors wrote beside notices and invoices, what presses most first."""
    other_mail: dict[str, int] = field(default_factory=dict)
    """Messages of other kinds: left for a person, by kind."""
    quarantined: tuple[MailLine, ...] = ()
    set_aside: tuple[MailLine, ...] = ()
    unsettled: tuple[MailLine, ...] = ()
    """Believed mail in which something was left unread that no notice speaks of."""
    trouble: tuple[TroubleLine, ...] = ()
    model_would_ask: int = 0
    """Documents a model would have been asked about; none is configured."""
    model_asked: int = 0
    model_cost_usd: str = "0"
    notes: tuple[str, ...] = ()
    """What an operator should know of the run itself."""
    chain_head: str = ""
    chain_length: int = 0
