"""What the summary says beside its figures: idle policies, and vendors to promote."""

from datetime import datetime

from agent.clock import business_date
from agent.ledger.ledger import Ledger
from agent.promotion import offers
from agent.settings.values import Settings
from agent.wiring import policy_of
from matchers.vendors import Vendors


def tonights_notes(
    ledger: Ledger, vendors: Vendors, settings: Settings, *, run: int, now: datetime
) -> tuple[str, ...]:
    """Return the notes of one run; what it offers is remembered as offered."""
    today = business_date(now, settings.store.time_zone)
    [night] = [row.night for row in ledger.nights(1000) if row.id == run]
    needed = settings.store.promote_after
    return (
        *policy_of(settings).notes(today),
        *offers(ledger, vendors, needed=needed, night=night),
    )
