"""What a language model is asked to answer: strings as printed, nothing else.

The schema is strict as it stands: every field required, some nullable, no defaults, no
further keys. Nothing here is believed: ``extractors.grounding.ground`` looks for it on
a page.
"""

from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError


class WireModel(BaseModel):
    """One object of an answer."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


W = TypeVar("W", bound=WireModel)


class WireTracking(WireModel):
    """A tracking number."""

    number: str = Field(description="the tracking or PRO number, as printed")
    evidence: str = Field(description="the line of the document it stands on, copied")


class WireLine(WireModel):
    """A line of goods."""

    sku: str | None = Field(description="the item number, as printed")
    quantity_shipped: str | None = Field(
        description="shipped with this notice, as printed; never the quantity ordered"
    )
    quantity_backordered: str | None = Field(description="still to come, as printed")
    tracking_number: str | None = Field(
        description="the tracking number printed on this very line, if there is one"
    )
    evidence: str = Field(description="the line of the document, copied")


class WireNotice(WireModel):
    """What the document says of one purchase order."""

    po_number: str | None = Field(
        description="the purchase order number, as printed, with its prefix"
    )
    order_number: str | None = Field(
        description="a web shop's or marketplace's order number, as printed"
    )
    carrier: str | None = Field(description="who carries it, as printed")
    tracking: list[WireTracking]
    ship_date: str | None = Field(
        description="the day the goods left, as printed; no planned or printing date"
    )
    lines: list[WireLine] = Field(
        description="every line of goods of this order; empty only if none is printed"
    )
    evidence: str = Field(description="the line the order number stands on, copied")


class WireShipNotices(WireModel):
    """The shipments a document announces, one notice for each purchase order."""

    notices: list[WireNotice]


class MalformedAnswerError(ValueError):
    """The text is no answer of the schema; the message repeats none of it."""


def schema(model: type[WireModel] = WireShipNotices) -> dict[str, Any]:
    """Return the JSON schema that goes over the wire."""
    return model.model_json_schema()


def parse(content: str) -> WireShipNotices:
    """Return a model's answer about ship notices.

    Raises:
        MalformedAnswerError: It is no JSON, or other JSON than was asked for.
    """
    return parse_as(WireShipNotices, content)


def parse_as(model: type[W], content: str) -> W:
    """Return a model's answer of any schema.

    Raises:
        MalformedAnswerError: It is no JSON, or other JSON than was asked for.
    """
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        wrong = sorted({str(e["type"]) for e in error.errors(include_input=False)})
        raise MalformedAnswerError(", ".join(wrong)) from None
