"""What is said of a notice or an invoice held against its order."""

from types import MappingProxyType

from extractors.codes import Reason
from review.advice.values import Advice

OF_ORDERS: MappingProxyType[Reason, Advice] = MappingProxyType(
    {
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
    }
)
