"""When a vendor may be promoted to auto: offered with its figures, never taken."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from agent.ledger.ledger import Ledger
from agent.vendor_history import CaseOutcome, clean_in_a_row, outcomes
from matchers.vendors import Vendor, Vendors

AGAIN = timedelta(days=7)
"""After which an offer that nobody took up is made again."""
_PROMOTABLE = frozenset({"shadow", "draft"})


def may_be_promoted(
    vendor: Vendor, found: Iterable[CaseOutcome], *, needed: int
) -> bool:
    """Say whether enough of a vendor's last documents were clean and confirmed.

    Args:
        vendor: As it is set now; one that is off, or at auto, is never promoted.
        found: Its documents, oldest first.
        needed: How many; 0: it is never offered.
    """
    return vendor.automation in _PROMOTABLE and 0 < needed <= clean_in_a_row(found)


def command_of(vendor: Vendor) -> str:
    """Return what a person types to promote a vendor."""
    return f"agent vendor pin {vendor.key} --automation auto"


def offers(
    ledger: Ledger, vendors: Vendors, *, needed: int, night: str
) -> tuple[str, ...]:
    """Return tonight's offers as sentences, and remember that they were made.

    One that was not taken up comes again after a week, or once as many more documents
    were clean; in between the morning is quiet.

    Args:
        ledger: Where the documents are, and the offers made.
        vendors: As tonight's settings have them.
        needed: As above.
        night: Of the business, ISO 8601.
    """
    return tuple(_offers(ledger, vendors, needed, night))


def _offers(ledger: Ledger, vendors: Vendors, needed: int, night: str) -> Iterator[str]:
    for vendor in vendors:
        if vendor.automation not in _PROMOTABLE or needed < 1:
            continue
        found = outcomes(ledger, vendor.key)
        count = clean_in_a_row(found)
        if count < needed:
            continue
        name = f"promotion_offered:{vendor.key}"
        if not _due(ledger.store.mark(name), count, needed=needed, night=night):
            continue
        with ledger.transaction():
            ledger.store.set_mark(name, f"{night} {count}")
        certain = sum(outcome.certain for outcome in found)
        yield (
            f"{vendor.name} may be promoted: its last {count} documents were clean and"
            f" confirmed by a person; of {len(found)} in all {certain} would have gone"
            f" out by themselves. Look: agent vendor report {vendor.key}. Take it:"
            f" {command_of(vendor)}"
        )


def _due(mark: str | None, count: int, *, needed: int, night: str) -> bool:
    """Say whether an offer is to be made, after the one that *mark* tells of."""
    if mark is None:
        return True
    before, _, counted = mark.partition(" ")
    waited = date.fromisoformat(night) - date.fromisoformat(before)
    grown = count - int(counted)
    # Fewer than last time: it failed meanwhile, and has proved itself anew.
    return before == night or waited >= AGAIN or grown >= needed or grown < 0
