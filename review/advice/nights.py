"""What is said of a night: the services it asked, and what it waits for."""

from types import MappingProxyType

from extractors.codes import Reason
from review.advice.values import Advice

OF_NIGHTS: MappingProxyType[Reason, Advice] = MappingProxyType(
    {
        Reason.API_UNAVAILABLE: Advice(
            "The service did not answer.", "Nothing; it is tried again by itself."
        ),
        Reason.RATE_LIMITED: Advice(
            "The service asked to come back later.",
            "Nothing; it is tried again by itself.",
        ),
        Reason.AUTH_EXPIRED: Advice(
            "The service does not accept the credentials.",
            "Renew them; until then nothing is written there.",
        ),
        Reason.SCHEMA_DRIFT: Advice(
            "The service answered in a form it does not document.",
            "Look for an update of Nightclerk; until then nothing is written there.",
        ),
        Reason.SETTINGS_FAULT: Advice(
            "A setting of ours does not fit the books; the document is not at fault.",
            "Put the key right that is named; the next run decides it again.",
        ),
        Reason.STALE_SNAPSHOT: Advice(
            "What is known of the order is too old, or a newer decision replaced it.",
            "Nothing; it is read again by itself.",
        ),
        Reason.HALF_DONE: Advice(
            "A write's outcome is not known yet.",
            "Nothing; the service is asked again before anything is sent.",
        ),
        Reason.READBACK_MISMATCH: Advice(
            "The service shows something else than what was sent, or refused it.",
            "Compare the order in the service with the notice.",
        ),
        Reason.CAP_REACHED: Advice(
            "A cap of the night is reached.",
            "Look at what is left; raise the cap or run again tomorrow.",
        ),
        Reason.STOPPED: Advice("The kill switch is set.", "Run: agent resume"),
        Reason.PERIOD_CLOSED: Advice(
            "The accounting period is closed.", "Decide on the booking date."
        ),
        Reason.RESOLVED_OUTSIDE: Advice(
            "Somebody finished it in the service.", "Nothing."
        ),
        Reason.EXPECTED_SHIP_MISSING: Advice(
            "A shipment is overdue.", "Ask the vendor."
        ),
        Reason.SHIPPED_NOT_INVOICED: Advice(
            "Goods were shipped and not billed yet.", "Nothing, or ask for the invoice."
        ),
        Reason.INVOICED_NOT_SHIPPED: Advice(
            "Goods were billed and not shipped yet.", "Wait for the goods or argue."
        ),
        Reason.MARKETPLACE_DEADLINE_AT_RISK: Advice(
            "The marketplace's ship-by date is near.", "Ask the vendor today."
        ),
        Reason.CLAIM_UNANSWERED: Advice(
            "A claim has had no answer.", "Remind the vendor."
        ),
        Reason.FOLLOW_UP_DUE: Advice(
            "A reminder is due today.", "Send it, if it still makes sense."
        ),
        Reason.NIGHT_MISSING: Advice(
            "The last night did not run.", "Find out why and run it."
        ),
    }
)
