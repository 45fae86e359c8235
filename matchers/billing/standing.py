"""An invoice as it came in, and all that one night holds it against."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from extractors.values import Issue, MoneyDocument
from matchers.billing.aliases import Aliases
from matchers.billing.duplicates import KnownInvoices
from matchers.billing.history import BilledBefore, Received
from matchers.billing.items import Items
from matchers.billing.orders import PurchaseOrders
from matchers.billing.values import (
    Alias,
    Bill,
    Billed,
    CreateBill,
    Money,
    Payee,
    Receipt,
)
from matchers.company import Company
from matchers.keys import canonical_name
from matchers.policy import Policy
from matchers.trust import SenderVerdict
from matchers.vendors import Vendor


class InvoiceArrival(NamedTuple):
    """One document of money together with how it came in."""

    document: MoneyDocument
    sha256: str
    """Of the bytes it was read from."""
    name: str
    """Of its file, as the sender wrote it."""
    verdict: SenderVerdict
    vendor: Vendor | None
    """The vendor of the verdict, as configured; None where it names none."""
    mail_date: date
    """Business date of the mail."""
    reader: str
    """``model`` where nobody but the model read it: it is then never billed."""
    issues: tuple[Issue, ...] = ()
    """Of the extraction, its document and its mail."""
    nights_open: int = 0
    """How many nights it has been decided on already."""
    item: str = ""
    """Its id in the ledger, ``I12``: written into the bill, and no duplicate of it."""
    once: tuple[Alias, ...] = ()
    """Aliases a person decided for this document alone."""
    later: frozenset[str] = frozenset()
    """Ids of invoices that came in after it: it repeats none of them."""


class BooksSettings(NamedTuple):
    """Accounts of one instance of the books; an empty one takes no bill's line."""

    ap_account: str = ""
    freight_account: str = ""
    tax_account: str = ""
    currency: str = "USD"
    """The company's own, ISO 4217."""


@dataclass(frozen=True)
class BooksStanding:
    """All that one night holds an invoice against; its indexes are made once."""

    books: str
    """Name of the configured instance, ``main`` in ``[books.main]``."""
    items: Items
    payees: tuple[Payee, ...]
    orders: PurchaseOrders
    policy: Policy
    today: date
    """Business date of *now*."""
    now: datetime
    settings: BooksSettings = field(default_factory=BooksSettings)
    bills: tuple[Bill, ...] = ()
    """Of the books, with the orders their lines are linked to."""
    receipts: tuple[Receipt, ...] = ()
    aliases: tuple[Alias, ...] = ()
    billed: tuple[Billed, ...] = ()
    """Earlier invoices of the ledger and bills of the books."""
    tonight: tuple[Billed, ...] = ()
    """Invoices of this night that were decided before, beside *billed*."""
    committed: tuple[CreateBill, ...] = ()
    """Ours of other invoices: planned tonight, or open in the ledger. One that *bills*
    shows already counts once."""
    spent: Mapping[str, Money] = field(default_factory=dict)
    """Vendor's key → what tolerance has cost this month."""
    closed_until: date | None = None
    """Last day of the closed period."""
    company: Company = field(default_factory=Company)
    """We ourselves."""
    vendors: tuple[Vendor, ...] = ()
    """All that are pinned."""
    accepted: frozenset[tuple[str, str]] = frozenset()
    """Sentences of a vendor's form, of :func:`matchers.billing.accepted.accepted`."""

    def after(
        self,
        committed: Iterable[CreateBill],
        spent: Mapping[str, Money],
        tonight: Iterable[Billed] = (),
    ) -> "BooksStanding":
        """Return the same night as it stands later; no index is made anew."""
        later = replace(
            self, committed=tuple(committed), spent=spent, tonight=tuple(tonight)
        )
        for name in ("known", "aliased", "received", "_posted", "_payees"):
            later.__dict__[name] = getattr(self, name)
        return later

    @cached_property
    def known(self) -> KnownInvoices:
        """Return the invoices and bills that are known, for duplicates."""
        return KnownInvoices(self.billed)

    @cached_property
    def aliased(self) -> Aliases:
        """Return the aliases by vendor and part number."""
        return Aliases(self.aliases)

    @cached_property
    def received(self) -> Received:
        """Return what left, by purchase order."""
        return Received(self.receipts)

    @cached_property
    def _posted(self) -> BilledBefore:
        return BilledBefore(self.bills)

    @cached_property
    def before(self) -> BilledBefore:
        """Return what is billed or about to be, by line of purchase order."""
        return self._posted.with_planned(self.committed)

    @cached_property
    def _payees(self) -> dict[str, tuple[Payee, ...]]:
        by_name: dict[str, tuple[Payee, ...]] = {}
        for payee in self.payees:
            for key in (f"id {payee.id}", f"name {canonical_name(payee.name)}"):
                by_name[key] = (*by_name.get(key, ()), payee)
        return by_name

    def payees_of(self, vendor: Vendor) -> tuple[Payee, ...]:
        """Return the payee a vendor is configured to be, else those of its name."""
        wanted = vendor.billing.payee
        key = f"id {wanted}" if wanted else f"name {canonical_name(vendor.name)}"
        return payees_of(vendor, self._payees.get(key, ()))


def payees_of(vendor: Vendor, payees: Iterable[Payee]) -> tuple[Payee, ...]:
    """Return the payee a vendor is configured to be, else those of its name."""
    if vendor.billing.payee:
        return tuple(payee for payee in payees if payee.id == vendor.billing.payee)
    name = canonical_name(vendor.name)
    named = tuple(payee for payee in payees if canonical_name(payee.name) == name)
    return tuple(payee for payee in named if payee.active) or named
