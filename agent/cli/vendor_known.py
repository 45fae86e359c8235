"""What the commands of ``agent vendor`` look things up in."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from agent.cli.failures import UsageError
from agent.cli.places import existing_store, settings_to_read
from agent.ledger.ledger import Ledger
from agent.ledger.snapshots import channels, newest
from agent.settings.load import load_settings, load_vendors
from agent.settings.values import Settings
from matchers.billing.standing import payees_of
from matchers.billing.statements import payee_fault
from matchers.billing.values import Payee
from matchers.vendors import Vendor, Vendors


def known(settings: Path) -> tuple[Settings, Vendors]:
    """Return the settings and the vendors they name, for looking only."""
    settings = settings_to_read(settings)
    loaded = load_settings(settings)
    return loaded, load_vendors(settings.parent / loaded.vendors)


def vendor_of(pinned: Vendors, key: str) -> Vendor:
    """Return the vendor of *key*; UsageError names those there are."""
    vendor = pinned.get(key)
    if vendor is None:
        keys = ", ".join(each.key for each in pinned) or "none"
        raise UsageError(f"no vendor {key!r}; there are: {keys}")
    return vendor


def in_the_books(ledger: Ledger, vendor: Vendor) -> str | None:
    """Return who a vendor is in the books, or why nobody; None where none were read."""
    read = channels(ledger.store, "books")
    if not read:
        return None
    payees = [
        Payee.model_validate(record)
        for channel in read
        for record in newest(ledger.store, channel)
        if record.keys() == Payee.model_fields.keys()
    ]
    found = payees_of(vendor, payees)
    if len(found) != 1:
        return payee_fault(vendor, found)
    inactive = "" if found[0].active else ", inactive"
    return f"{found[0].name} ({found[0].id}{inactive})"


@contextmanager
def ledger_of(store: Path | None, *, needed: bool = False) -> Iterator[Ledger | None]:
    """Open the store's ledger; None where there is none and none is needed."""
    try:
        folder = existing_store(store)
    except UsageError:
        if needed or store is not None:
            raise
        yield None
        return
    with closing(Ledger(folder.ledger)) as ledger:
        yield ledger
