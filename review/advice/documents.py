"""What is said of a document, of its sender, and of where it wants the money."""

from types import MappingProxyType

from extractors.codes import Reason
from review.advice.values import Advice

OF_DOCUMENTS: MappingProxyType[Reason, Advice] = MappingProxyType(
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
            "A long sheet: ask for it in parts. Anything else: look before opening it;"
            " it may be meant to harm.",
        ),
        Reason.TIMEOUT: Advice(
            "Reading it took too long and was broken off.",
            "A long sheet: ask for it in parts. Anything else: look before opening it;"
            " it may be meant to harm.",
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
        Reason.UNCLEAR_WORDS: Advice(
            "A sentence about an invoice may speak against paying it.",
            "Read it; one that two invoices were approved with is not asked again.",
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
    }
)
