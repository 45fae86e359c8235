"""An answer held against the page; pure, so a kept one reads the same offline."""

from channels.model.values import Answer, Asked
from extractors.codes import Reason
from extractors.grounding import ground as notices
from extractors.grounding import money_ground as money
from extractors.grounding.money_wire import WireMoneyDocuments
from extractors.grounding.wire import (
    MalformedAnswerError,
    WireModel,
    WireShipNotices,
    parse_as,
)
from extractors.values import Document, Extraction, Issue

WIRE: dict[Asked, type[WireModel]] = {
    "ship_notice": WireShipNotices,
    "money": WireMoneyDocuments,
}
"""What an answer must look like."""
RULES: dict[Asked, str] = {"ship_notice": notices.VERSION, "money": money.VERSION}
"""Which rules hold it against the page."""


def interpret(
    answer: Answer, document: Document, version: str, kind: Asked = "ship_notice"
) -> tuple[Extraction, ...]:
    """Return what of an answer holds.

    Args:
        answer: Of tonight or kept.
        document: The one it speaks of.
        version: To be stored with every extraction.
        kind: What was asked.
    """
    if answer.outcome == "answered":
        try:
            return _grounded(answer.content, document, version, kind)
        except MalformedAnswerError as error:
            detail = f"the model's answer is not of the schema: {error}"
            issue = Issue(code=Reason.SCHEMA_INVALID, detail=detail)
    elif answer.outcome == "malformed":
        detail = "the model's answer is not of the schema, also when asked again"
        issue = Issue(code=Reason.SCHEMA_INVALID, detail=detail)
    else:
        detail = {
            "refused": "the model refused to answer",
            "truncated": "the model's answer was cut off before its end",
        }[answer.outcome]
        issue = Issue(code=Reason.INCOMPLETE_READING, detail=detail)
    return nothing_read(document, version, issue)


def _grounded(
    content: str, document: Document, version: str, kind: Asked
) -> tuple[Extraction, ...]:
    if kind == "money":
        wire = parse_as(WireMoneyDocuments, content)
        return money.ground_money(wire, document, version)
    return notices.ground(parse_as(WireShipNotices, content), document, version)


def nothing_read(
    document: Document, version: str, issue: Issue
) -> tuple[Extraction, ...]:
    """Return that a document gave no record, and why."""
    return (
        Extraction(
            document=document.sha256,
            reader="model",
            version=version,
            record=None,
            issues=(issue,),
        ),
    )
