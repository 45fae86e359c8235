"""What is said of an invoice where a ship notice takes other words."""

from types import MappingProxyType

from extractors.codes import Reason
from review.advice.values import Advice

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
