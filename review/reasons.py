"""What each reason code means to an operator, and what to do about it."""

from types import MappingProxyType
from typing import Literal, NamedTuple

from extractors.codes import Reason


class Advice(NamedTuple):
    """Words for a person."""

    meaning: str
    todo: str


Family = Literal["notice", "invoice"]
"""What a finding is about."""


def advice(code: Reason, family: Family = "notice") -> Advice:
    """Return the words for *code*; every code has some, which a test holds."""
    if family == "invoice" and code in OF_INVOICES:
        return OF_INVOICES[code]
    return ADVICE[code]


ADVICE: MappingProxyType[Reason, Advice] = MappingProxyType(
    {
        Reason.UNREADABLE: Advice(
            "The document could not be read.",
            "Open it from the mail and enter it by hand.",
        ),
        Reason.ENCRYPTED: Advice(
            "The PDF needs a password.",
            "Ask the vendor for an open copy, or name the password's variable:"
            " `[reading] pdf_passwords`, `--pdf-password`.",
        ),
        Reason.DAMAGED: Advice(
            "The file is broken.", "Ask the vendor to send it again."
        ),
        Reason.TOO_LARGE: Advice(
            "Reading it would need more memory, pages or parts than a document may.",
            "Look at it before opening it; it may be meant to harm.",
        ),
        Reason.TIMEOUT: Advice(
            "Reading it took too long and was broken off.",
            "Look at it before opening it; it may be meant to harm.",
        ),
        Reason.SCAN_NO_TEXT: Advice(
            "It is a picture without text.", "Read it by eye and enter it by hand."
        ),
        Reason.OCR_ONLY: Advice(
            "A value was only recognised from a picture.",
            "Compare it with the picture.",
        ),
        Reason.UNKNOWN_DOCUMENT: Advice(
            "No reader knows what kind of document this is.",
            "Look at it and decide what it is.",
        ),
        Reason.MULTIPLE_DOCUMENTS: Advice(
            "Several documents are in one file and cannot be told apart.",
            "Split them by hand.",
        ),
        Reason.PAGES_MISSING: Advice(
            "The document counts more pages than came.", "Ask the vendor for the rest."
        ),
        Reason.ARITHMETIC_LINE: Advice(
            "A line's quantity, price and amount do not agree.",
            "Ask the vendor which of them is right.",
        ),
        Reason.ARITHMETIC_TOTAL: Advice(
            "Lines, charges and total do not agree.",
            "Ask the vendor which of them is right.",
        ),
        Reason.UNGROUNDED_VALUE: Advice(
            "A reader gave a value that is not printed in the document.",
            "Nothing of that value is used; read the document yourself.",
        ),
        Reason.READERS_DISAGREE: Advice(
            "Two readers read different values.", "Compare both readings with the page."
        ),
        Reason.XML_DISAGREES: Advice(
            "The embedded data and the printed page differ.",
            "Ask the vendor which of them is right.",
        ),
        Reason.SCHEMA_INVALID: Advice(
            "The model's answer did not have the asked form.",
            "Read the document yourself.",
        ),
        Reason.CURRENCY_MISMATCH: Advice(
            "The currency is not the purchase order's.",
            "Ask the vendor for a document in the agreed currency.",
        ),
        Reason.DATE_IMPLAUSIBLE: Advice(
            "A date is ambiguous or cannot be right.", "Read the date in the document."
        ),
        Reason.DUE_DATE_DIFFERS: Advice(
            "The printed due date is not the one of the terms agreed with the vendor.",
            "Nothing: the bill is due by the agreed terms; tell the vendor, or change"
            " `terms_days`.",
        ),
        Reason.LANGUAGE_UNSUPPORTED: Advice(
            "The document is in a language no reader knows.", "Read it yourself."
        ),
        Reason.HIDDEN_TEXT: Advice(
            "The document holds text that nobody can see.",
            "Do not act on it before asking the sender by phone.",
        ),
        Reason.INJECTION_TEXT: Advice(
            "The text tries to give instructions to the agent.",
            "Do not act on it before asking the sender by phone.",
        ),
        Reason.CLOUD_LINK: Advice(
            "The document lies behind a link, which is never followed.",
            "Open it yourself if you trust the sender.",
        ),
        Reason.TYPE_MISMATCH: Advice(
            "A file is of another kind than its name says, or a program.",
            "Do not open it before asking the sender by phone.",
        ),
        Reason.INCOMPLETE_READING: Advice(
            "Something that matters was left unread, or nobody but the model read it.",
            "Read the document and finish by hand.",
        ),
        Reason.SENDER_UNAUTHENTICATED: Advice(
            "The receiving server does not vouch for the sender.",
            "Ask the vendor by phone, at the number you have on file.",
        ),
        Reason.LOOKALIKE_DOMAIN: Advice(
            "The sender's domain resembles a vendor's and is another.",
            "Treat it as fraud.",
        ),
        Reason.OWN_NAME_OUTSIDE: Advice(
            "Somebody outside writes under our company's name or one of our people's.",
            "Ask that person face to face or by phone; treat it as fraud until then.",
        ),
        Reason.REPLY_TO_ELSEWHERE: Advice(
            "Replies would go to another organisation than the sender's.",
            "Ask the vendor by phone, at the number you have on file.",
        ),
        Reason.FIRST_TIME_SENDER: Advice(
            "This address of a known vendor writes for the first time.",
            "If it is genuine, add it to the vendor's senders.",
        ),
        Reason.VENDOR_UNKNOWN: Advice(
            "The sender is pinned to no vendor.",
            "If it is a vendor of yours, pin it in vendors.toml.",
        ),
        Reason.VENDOR_ON_HOLD: Advice(
            "The vendor is on hold.", "Decide whether the hold still stands."
        ),
        Reason.PAYEE_CHANGED: Advice(
            "Bank or remittance data differ from what is known.",
            "Call the vendor at the number on file; never at one from the mail.",
        ),
        Reason.BILL_TO_OTHER: Advice(
            "The invoice asks another company than ours for the money.",
            "Ask for one to us; if the name is ours, add it to [company] names.",
        ),
        Reason.ISSUER_OTHER_VENDOR: Advice(
            "The invoice bears the name of another vendor than the one who sent it.",
            "Ask both vendors by phone, at the numbers on file, whose it is.",
        ),
        Reason.PO_MISSING: Advice(
            "No purchase order number of ours is printed.", "Find the order by hand."
        ),
        Reason.PO_NOT_FOUND: Advice(
            "No order bears this purchase order number.",
            "Look for a typing error; it is looked up again every night.",
        ),
        Reason.PO_AMBIGUOUS: Advice(
            "Several orders bear this purchase order number.",
            "Finish the right one by hand and make the number unique.",
        ),
        Reason.PO_CLOSED: Advice(
            "The purchase order is closed.", "Reopen it or reject the document."
        ),
        Reason.PO_OTHER_VENDOR: Advice(
            "The purchase order or the goods belong to another vendor.",
            "Ask both vendors; something is mixed up or worse.",
        ),
        Reason.ORDER_NOT_FOUND: Advice(
            "The order named in the notice is not known.",
            "Look for a typing error; it is looked up again every night.",
        ),
        Reason.ORDER_CANCELLED: Advice(
            "The order was cancelled, and the vendor says it shipped.",
            "Call the vendor to stop or return the goods.",
        ),
        Reason.ORDER_ON_HOLD: Advice(
            "The order is on hold in the shop.",
            "Release the hold in the shop; the next night fulfils it.",
        ),
        Reason.ORDER_ALREADY_FULFILLED: Advice(
            "The shop shows this order as fulfilled.",
            "With the same tracking number nothing is to do; else compare both.",
        ),
        Reason.AMAZON_ORDER_AMBIGUOUS: Advice(
            "The order cannot be tied to one Amazon order.",
            "Confirm the right one by hand.",
        ),
        Reason.SEVERAL_POS: Advice(
            "One document speaks of several purchase orders.",
            "Nothing; each is decided by itself, a billed line with its own order.",
        ),
        Reason.SKU_UNMAPPED: Advice(
            "The part number is none of the order's.",
            "Find out which line is meant; make it an alias, or finish by hand.",
        ),
        Reason.SKU_AMBIGUOUS: Advice(
            "The part number fits several lines.",
            "Find out which line is meant and finish by hand.",
        ),
        Reason.ALIAS_CONFLICT: Advice(
            "What was decided about this part number contradicts itself or the order.",
            "Decide which SKU it stands for.",
        ),
        Reason.SUBSTITUTE_ITEM: Advice(
            "The vendor sent another article instead.",
            "Find out who agreed to it before fulfilling or paying.",
        ),
        Reason.LINE_NOT_ON_PO: Advice(
            "A line is not on the purchase order.",
            "Ask the vendor why it was sent or billed.",
        ),
        Reason.LINE_MISSING_FROM_INVOICE: Advice(
            "A line of the purchase order is not on the invoice.",
            "Nothing, unless it should have been.",
        ),
        Reason.UOM_MISMATCH: Advice(
            "The unit of measure is another than ordered.",
            "Say how many of ours one of theirs is, or convert it by hand.",
        ),
        Reason.PACK_SIZE_MISMATCH: Advice(
            "The pack size is another than ordered.",
            "Say how many of ours one of theirs is, or convert it by hand.",
        ),
        Reason.QTY_OVER_PO: Advice(
            "More is billed than was ordered.", "Argue or approve."
        ),
        Reason.QTY_OVER_SHIPPED: Advice(
            "More is billed than was shipped.", "Wait for the goods or argue."
        ),
        Reason.QTY_OVER_REMAINING: Advice(
            "More is shipped or billed than is left.",
            "Look for an earlier notice or invoice of the same goods.",
        ),
        Reason.QTY_SHORT: Advice(
            "Less is billed than was shipped.", "Nothing; a further invoice may come."
        ),
        Reason.PARTIAL: Advice(
            "Only a part of the order went.", "Nothing; the rest stays open."
        ),
        Reason.OVER_SHIPPED: Advice(
            "More was shipped than is left to ship.", "Ask the vendor what was sent."
        ),
        Reason.PRICE_OVER: Advice(
            "A price is higher than ordered.", "Argue or approve."
        ),
        Reason.PRICE_UNDER: Advice(
            "A price is lower than ordered.",
            "Nothing, unless it is a mistake you want to correct.",
        ),
        Reason.WITHIN_TOLERANCE: Advice(
            "A difference lies within the vendor's tolerance.", "Nothing."
        ),
        Reason.TOLERANCE_BUDGET_SPENT: Advice(
            "The month's tolerance for this vendor is used up.", "Approve or argue."
        ),
        Reason.DISCOUNT_MISSING: Advice(
            "An agreed discount was not given.", "Ask for a corrected invoice."
        ),
        Reason.PRICE_BREAK_WRONG: Advice(
            "The quantity earns another price.", "Ask for a corrected invoice."
        ),
        Reason.FREIGHT_UNEXPECTED: Advice(
            "Freight is billed that nobody ordered.", "Argue or approve."
        ),
        Reason.FREIGHT_OVER: Advice(
            "Freight is higher than agreed.", "Argue or approve."
        ),
        Reason.SURCHARGE_UNAUTHORISED: Advice(
            "A surcharge is billed that was not agreed.", "Argue or approve."
        ),
        Reason.TAX_UNEXPECTED: Advice(
            "Tax is billed where none is due.", "Ask for a corrected invoice."
        ),
        Reason.ALLOWANCE_WRONG: Advice(
            "An allowance or a credit differs from what was agreed.",
            "Ask for a corrected invoice.",
        ),
        Reason.UNEXPLAINED_RESIDUAL: Advice(
            "An amount is left that no line explains.", "Ask the vendor what it is for."
        ),
        Reason.DUPLICATE_EXACT: Advice(
            "This invoice is known already.", "Nothing; it is not billed twice."
        ),
        Reason.DUPLICATE_SUSPECT: Advice(
            "It is much like an invoice that is known already.", "Compare both."
        ),
        Reason.REVISED_INVOICE: Advice(
            "It replaces an earlier invoice.", "Decide which one stands."
        ),
        Reason.CREDIT_REBILL_PAIR: Advice(
            "A credit belongs to an invoice that is known, or that is billed anew.",
            "Book the credit by hand; it is never billed.",
        ),
        Reason.STATEMENT_NOT_INVOICE: Advice(
            "It is a statement of account and not an invoice.",
            "Nothing; it is never billed.",
        ),
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

OF_INVOICES: MappingProxyType[Reason, Advice] = MappingProxyType(
    {
        Reason.INCOMPLETE_READING: Advice(
            "Something that a bill needs was left unread, or a model alone read it.",
            "Read the document, and enter the bill by hand.",
        ),
        Reason.PO_MISSING: Advice(
            "No purchase order number of ours is printed.",
            "Find the order and enter the bill by hand; ask the vendor to print it.",
        ),
        Reason.PO_NOT_FOUND: Advice(
            "The books have no order of this vendor with this number.",
            "Look for a typing error; it is looked up again every night.",
        ),
        Reason.PO_AMBIGUOUS: Advice(
            "Several orders of the books bear this purchase order number.",
            "Make the number unique in the books; the next night decides again.",
        ),
        Reason.PO_CLOSED: Advice(
            "The purchase order is closed in the books.",
            "Reopen it there, or reject the invoice.",
        ),
        Reason.SKU_UNMAPPED: Advice(
            "A part number is none of ours, and nobody has said what it stands for.",
            "Say which SKU it is, agent review alias; the next night bills it.",
        ),
        Reason.SKU_AMBIGUOUS: Advice(
            "A billed line may be several lines of the order.",
            "Say which SKU it is, agent review alias, or enter the bill by hand.",
        ),
        Reason.ALIAS_CONFLICT: Advice(
            "What was said about this part number speaks against the order.",
            "Say what it stands for now, agent review alias; until then it only"
            " suggests.",
        ),
        Reason.SUBSTITUTE_ITEM: Advice(
            "Another article is billed than was ordered.",
            "Find out who agreed to it; pay only for what came.",
        ),
        Reason.LINE_NOT_ON_PO: Advice(
            "A billed line is not on the purchase order.",
            "Ask the vendor why it is billed.",
        ),
        Reason.UOM_MISMATCH: Advice(
            "It is billed in another unit than ordered.",
            "Say how many of ours one of theirs is: agent review alias --factor.",
        ),
        Reason.PACK_SIZE_MISMATCH: Advice(
            "It is billed in another pack size than ordered.",
            "Say how many of ours one of theirs is: agent review alias --factor.",
        ),
        Reason.QTY_OVER_REMAINING: Advice(
            "More is billed than is left to bill on the order.",
            "Look for an earlier bill of the same goods, then argue or approve.",
        ),
        Reason.DUPLICATE_EXACT: Advice(
            "This invoice is known already.",
            "Nothing is billed twice; reject it to close it.",
        ),
        Reason.DUPLICATE_SUSPECT: Advice(
            "It is much like an invoice that is known already.",
            "Compare both, then approve or reject it.",
        ),
        Reason.REVISED_INVOICE: Advice(
            "It replaces an earlier invoice.",
            "Decide which one stands, and reject the other.",
        ),
        Reason.READBACK_MISMATCH: Advice(
            "The books show something else than what was sent, or refused it.",
            "Compare the bill in the books with the invoice.",
        ),
        Reason.RESOLVED_OUTSIDE: Advice(
            "Somebody billed it in the books by hand.", "Nothing."
        ),
    }
)
"""Where an invoice needs other words than a ship notice."""
