"""What a language model is asked to answer about a document of money.

Strings as printed, each with the row it was copied from; strict as the schema of ship
notices is. Nothing here is believed: ``extractors.grounding.money_ground`` looks for it
on the page.
"""

from typing import Literal

from pydantic import Field

from extractors.grounding.wire import WireModel


class WireValue(WireModel):
    """One printed value."""

    text: str = Field(description="the value as printed, nothing else of its row")
    evidence: str = Field(description="the row of the document it stands on, copied")


class WireMoneyLine(WireModel):
    """One line that is ordered or charged for."""

    sku: str | None = Field(description="the item number, as printed")
    description: str | None = Field(description="the article's name, as printed")
    quantity: str | None = Field(
        description="what is charged for or ordered by this document, as printed"
    )
    unit: str | None = Field(description="the unit of measure, as printed")
    unit_price: str | None = Field(description="as printed, before any discount")
    price_basis: str | None = Field(
        description="how many units the price is for, if printed, such as 100"
    )
    discount: str | None = Field(description="the line's own rate or amount off")
    amount: str | None = Field(description="of the whole line, as printed")
    evidence: str = Field(description="the row with the numbers of the line, copied")


class WireCharge(WireModel):
    """One amount that is added to all lines together, or taken off them."""

    kind: Literal["charge", "allowance", "tax"]
    label: str = Field(description="the words that name it, as printed")
    amount: str = Field(description="as printed")
    evidence: str = Field(description="the row of the document it stands on, copied")


class WireMoney(WireModel):
    """What one document of money says."""

    kind: Literal["invoice", "credit_memo", "order_ack", "statement", "purchase_order"]
    number: WireValue | None = Field(description="the document's own number")
    date: WireValue | None = Field(description="the day it was made out")
    po_number: WireValue | None = Field(
        description="the customer's purchase order number that it names"
    )
    vendor: WireValue | None = Field(description="the name of who sells")
    customer: WireValue | None = Field(description="the name of who buys")
    currency: WireValue | None = Field(description="its sign or code, as printed")
    subtotal: WireValue | None = Field(description="the sum of the lines")
    freight: WireValue | None = Field(description="freight, shipping, postage")
    tax: WireValue | None = Field(description="the tax, if only one is printed")
    total: WireValue | None = Field(
        description="of the whole, tax included, before payments"
    )
    lines: list[WireMoneyLine]
    charges: list[WireCharge] = Field(
        description="all else that is added or taken off, and each of several taxes"
    )


class WireMoneyDocuments(WireModel):
    """The documents of money in one file: mostly one, none where it is no such."""

    documents: list[WireMoney]
