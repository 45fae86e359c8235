"""What is said of a parcel: its carrier, its number, its dates."""

from types import MappingProxyType

from extractors.codes import Reason
from review.advice.values import Advice

OF_SHIPMENTS: MappingProxyType[Reason, Advice] = MappingProxyType(
    {
        Reason.TRACKING_CHECK_DIGIT: Advice(
            "The tracking number's check digit is wrong: a typing error, most likely.",
            "Ask the vendor for the right number.",
        ),
        Reason.TRACKING_UNVERIFIED: Advice(
            "The tracking number has no format that is known.",
            "Check it on the carrier's page and enter it by hand.",
        ),
        Reason.CARRIER_AMBIGUOUS: Advice(
            "The number fits several carriers, and the notice does not settle which.",
            "Check it on the carriers' pages.",
        ),
        Reason.CARRIER_UNKNOWN: Advice(
            "The carrier is not known.", "Enter the shipment by hand."
        ),
        Reason.TRACKING_REUSED: Advice(
            "The tracking number is used on another order.",
            "Ask the vendor which of the orders it belongs to.",
        ),
        Reason.TRACKING_SEVERAL: Advice(
            "The shipment has several tracking numbers.", "Nothing."
        ),
        Reason.CARRIER_UNSUPPORTED_BY_MARKETPLACE: Advice(
            "The marketplace has no code for this carrier.",
            "Nothing; it is confirmed under the carrier's name.",
        ),
        Reason.SHIP_DATE_FUTURE: Advice(
            "The ship date lies in the future.",
            "Wait, or ask the vendor whether it went.",
        ),
        Reason.SHIP_DATE_INFERRED: Advice(
            "No ship date is printed; the mail's date was taken.", "Nothing."
        ),
        Reason.SHIP_AFTER_PROMISE: Advice(
            "It shipped later than promised.", "Tell the customer, if you want to."
        ),
        Reason.NO_TRACKING_EXPECTED: Advice(
            "The notice says that no tracking number will come, as with an own truck.",
            "Fulfil it by hand; a policy row can make this a known exception.",
        ),
        Reason.NO_TRACKING: Advice(
            "The notice has no tracking number.", "Ask the vendor for it."
        ),
        Reason.ALREADY_SENT_OTHER_TRACKING: Advice(
            "The same goods are fulfilled with another tracking number.",
            "Compare both and correct the shop by hand.",
        ),
        Reason.PARCEL_CONTENTS_UNKNOWN: Advice(
            "It is not printed which line is in which parcel, and that is needed.",
            "Ask the vendor, or enter it by hand.",
        ),
        Reason.QUANTITY_UNKNOWN: Advice(
            "A line prints no quantity shipped.", "Ask the vendor, or enter it by hand."
        ),
    }
)
