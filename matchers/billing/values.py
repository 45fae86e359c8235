"""The values of billing: the books as read, what was received, and what is written."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, field_validator

from extractors.values import Day, Evidence, Value

Money = Decimal
"""An amount in the currency its record names."""
NotNegative = Annotated[Decimal, Field(ge=0)]
Percent = Annotated[Decimal, Field(ge=0, le=100)]

_PAYMENT = re.compile(
    r"\s*(?:iban|bic|routing|account|remit_to|payment_contact)\s*:.*[^\W_].*",
    re.IGNORECASE | re.DOTALL,
)
"""A kind, and a value of which a letter or digit is left when signs are taken off."""


class Item(Value):
    """One product or service the books know."""

    id: str
    sku: str = ""
    name: str
    active: bool = True


class Payee(Value):
    """One vendor as the books know it; its bank data is never read."""

    id: str
    name: str
    currency: str = ""
    active: bool = True


class PurchaseOrderLine(Value):
    """One line we ordered."""

    id: str
    """What a bill's line is linked to; not the line's number."""
    item_id: str
    """Empty: a line of text or on an account."""
    sku: str = ""
    """Of the item, as the books have it."""
    description: str = ""
    quantity: Decimal
    unit_price: Money
    amount: Money


class PurchaseOrder(Value):
    """One order of ours to a vendor, as read at one instant."""

    books: str
    """Name of the configured instance, ``main`` in ``[books.main]``."""
    id: str
    number: str
    """DocNumber; the books do not keep it unique."""
    vendor_id: str
    date: Day
    currency: str = ""
    """Empty: the company's own."""
    open: bool
    total: Money
    lines: tuple[PurchaseOrderLine, ...] = ()
    read_at: datetime


class BillLine(Value):
    """One line of a bill, on an item or on an account."""

    item_id: str = ""
    account_id: str = ""
    description: str = ""
    quantity: Decimal = Decimal(0)
    unit_price: Money = Decimal(0)
    amount: Money
    po_id: str = ""
    """The purchase order the line is linked to, as the books show it; "" for none."""
    po_line_id: str = ""


class Bill(Value):
    """One bill the books hold."""

    books: str
    id: str
    number: str
    vendor_id: str
    date: Day
    currency: str = ""
    total: Money
    lines: tuple[BillLine, ...] = ()
    memo: str = ""
    attachments: tuple[str, ...] | None = None
    """File names; None: not asked for."""
    read_at: datetime


class Receipt(Value):
    """Goods of one purchase order that a ship notice says have left.

    In dropship the vendor's notice stands for the goods receipt.
    """

    po_number: str
    """Canonical, see :func:`matchers.keys.canonical_po`."""
    sku: str | None
    """Canonical; None: the notice speaks of the whole order."""
    quantity: Decimal = Decimal(0)
    """Of *sku*; meaningless without one."""
    document: str
    """SHA-256 of the notice's document, or who entered it."""


class Alias(Value):
    """A vendor's part number for one of our SKUs, as a person decided it."""

    vendor: str
    part_number: str
    """Canonical."""
    sku: str
    """Ours, canonical."""
    factor: Annotated[Decimal, Field(gt=0)] = Decimal(1)
    """How many of ours one of theirs is: a box of 12 counts 12."""
    unit: str = ""
    """Of measure, as printed on the document it was decided on; a later document that
    counts in another is not covered by it."""
    source: str = ""
    """Who decided it, when, and on which document; for people."""
    conflicted: bool = False
    """Later evidence spoke against it: it suggests and no longer decides."""


class Billed(Value):
    """An invoice or bill that is known, for finding it a second time."""

    vendor: str
    """Key of the vendor; of another one in the books ``books:ID``."""
    number: str
    """As printed."""
    date: Day | None
    total: Money | None
    currency: str = ""
    kind: Literal["invoice", "credit_memo", "bill"]
    source: str
    """``I12`` of the ledger, or ``books:main:ID``."""
    document: str = ""
    """SHA-256 of its document, where there is one: the same bytes are no duplicate."""
    rejected: bool = False
    """A person closed it without a bill: another document under its number may be the
    corrected one."""


class Allowance(Value):
    """What one vendor may charge beside its goods."""

    names: tuple[str, ...]
    """Words of the printed label in small letters, ``fuel`` in "Fuel surcharge"."""
    limit: NotNegative | None = None
    """For one invoice; None: whatever is printed."""
    account: str = ""
    """Account in the books; empty: the freight account of the books' settings."""

    @field_validator("names")
    @classmethod
    def _small_words(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if not names:
            raise ValueError("expected words of the charge's label, such as 'freight'")
        for name in names:
            if name != name.lower() or not re.search(r"[^\W\d_]", name):
                raise ValueError(
                    f"expected words in small letters such as 'freight', got {name!r}"
                )
        return names


class PriceBreak(Value):
    """What one of a SKU costs from a quantity on, as agreed with the vendor."""

    sku: str
    minimum: NotNegative
    unit_price: NotNegative


class BillingRules(Value):
    """How exactly one vendor's invoices must agree; without any: to the cent."""

    payee: str = ""
    """Id in the books; empty: the payee of exactly the vendor's name."""
    absolute: NotNegative = Decimal(0)
    """A unit price may be over by this much."""
    percent: Percent = Decimal(0)
    """And by this share of the ordered price; the smaller of the two counts where both
    are set."""
    monthly: NotNegative | None = None
    """What tolerance may cost in one month, all invoices together; None: no limit."""
    discount: Percent = Decimal(0)
    """Percent the vendor takes off its list prices; our orders are after it."""
    breaks: tuple[PriceBreak, ...] = ()
    charges: tuple[Allowance, ...] = ()
    tax: bool = False
    """Sales tax may be charged; it goes to the account of the books' settings."""
    payment: tuple[str, ...] = ()
    """Known payment details in their canonical form, ``iban:…``, ``routing:…``."""
    terms_days: Annotated[int, Field(ge=0, le=365)] | None = None

    @field_validator("payment")
    @classmethod
    def _kinds_with_values(cls, payment: tuple[str, ...]) -> tuple[str, ...]:
        for detail in payment:
            if not _PAYMENT.fullmatch(detail):
                raise ValueError(
                    "expected iban:, bic:, routing:, account:, remit_to: or"
                    f" payment_contact: with a value, got {detail!r}"
                )
        return payment


class CreateBillLine(Value):
    """One line of a bill to be made: an item linked to its order, or a charge."""

    item_id: str = ""
    account_id: str = ""
    description: str = ""
    quantity: Decimal = Decimal(0)
    unit_price: Money = Decimal(0)
    amount: Money
    po_id: str = ""
    po_line_id: str = ""
    ordered_at: Money | None = None
    """What one cost on the order when it was decided; nothing the books are told."""


class CreateBill(Value):
    """Create one bill in the books."""

    kind: Literal["create_bill"] = "create_bill"
    books: str
    vendor_id: str
    vendor_name: str
    number: str
    """As printed; what the books call DocNumber, at most 21 characters."""
    date: Day
    due: Day | None = None
    currency: str = ""
    lines: tuple[CreateBillLine, ...]
    total: Money
    """What the books must come to by themselves."""
    memo: str = ""
    """Names the rules that let it pass, for the bookkeeper."""
    document: str
    """SHA-256 of the invoice, which is attached."""
    document_name: str = ""

    @property
    def key(self) -> str:
        """The business act: one bill for one number of one vendor."""
        return f"bill:{self.books}:{self.vendor_id}:{self.number.upper()}"


class AttachDocument(Value):
    """Attach the invoice's file to the bill that was made from it."""

    kind: Literal["attach_document"] = "attach_document"
    books: str
    vendor_id: str
    number: str
    """Of the bill, which has no id yet when this is planned."""
    document: str
    """SHA-256 of the file."""
    name: str
    """Under which it is attached: made by us, never a stranger's."""

    @property
    def key(self) -> str:
        """The business act: one file at one bill."""
        bill = f"{self.books}:{self.vendor_id}:{self.number.upper()}"
        return f"attach:{bill}:{self.document}"


class BillRecord(Value):
    """What a bill about to be made depends on, as the books show it now."""

    orders: tuple[PurchaseOrder, ...] = ()
    bills: tuple[Bill, ...] = ()
    """All that carry the vendor and number, or are linked to one of the orders."""
    read_at: datetime


class ComparedLine(Value):
    """One line of an invoice beside the line of our order it stands for."""

    line: int
    """Index among the invoice's lines; -1: an ordered line the invoice leaves out."""
    part_number: str
    sku: str
    """Ours; empty where none was found."""
    rule: str
    """How it was found: ``sku``, ``alias``, ``once`` …; empty where it was not."""
    description: str = ""
    unit: str = ""
    """Of measure, as printed; for an alias that a person makes of this line."""
    order: str = ""
    """Number of the purchase order."""
    ordered: Decimal | None = None
    shipped: Decimal | None = None
    billed_before: Decimal = Decimal(0)
    billed: Decimal | None = None
    price_ordered: Money | None = None
    price_billed: Money | None = None
    amount: Money | None = None
    at_stake: Money = Decimal(0)
    """What paying it as billed would cost more than as ordered."""
    candidates: tuple[str, ...] = ()
    """SKUs that may be meant, most alike first; a person chooses."""
    evidence: Evidence | None = None
