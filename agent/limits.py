"""Tonight's caps: what settings allow, lowered by what earlier nights did."""

from agent.caps import Caps, MoneyCaps, limit_by_history, money_by_history
from agent.ledger.ledger import Ledger
from agent.settings.values import CapSettings

_NIGHTS = 30


def caps_tonight(ledger: Ledger, settings: CapSettings, run: int) -> Caps:
    """Return the caps of *run*, with what earlier runs of its night sent counted in."""
    caps = Caps(
        per_kind={
            kind: limit_by_history(
                limit,
                ledger.effects.done_by_night(kind, _NIGHTS),
                settings.median_factor,
            )
            for kind, limit in (
                ("fulfill_order", settings.fulfillments),
                ("confirm_shipment", settings.confirmations),
                ("create_bill", settings.bills),
            )
        },
        per_vendor=settings.per_vendor,
        money=MoneyCaps(
            bill=settings.bill_amount,
            vendor=settings.bills_vendor_amount,
            night=money_by_history(
                settings.bills_amount,
                ledger.effects.billed_by_night(_NIGHTS),
                settings.median_factor,
            ),
        ),
    )
    for effect in ledger.effects.sent_in(ledger.runs_of(run)):
        caps.count(effect.action, ledger.vendor_of(effect.notice))
    return caps
