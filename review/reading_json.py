"""A reading as the JSON object that ``agent read --json`` promises."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from extractors.values import (
    Cited,
    Document,
    Evidence,
    Extraction,
    Issue,
    MoneyDocument,
    MoneyLine,
    NoticeLine,
    Reading,
    ShipNotice,
)

MONEY_FIELDS = (
    "number", "date", "po_number", "vendor", "customer", "currency",
    "subtotal", "freight", "tax", "total",
)  # fmt: skip
MONEY_COLUMNS = ("sku", "description", "quantity", "unit_price", "amount")
FURTHER_FIELDS = ("charges", "allowances")
"""Of a document of money: shown to people, not among what ``--json`` promises."""
NOTICE_FIELDS = (
    "po_number",
    "order_number",
    "carrier",
    "tracking_numbers",
    "ship_date",
)
NOTICE_COLUMNS = ("sku", "quantity")


def reading_json(path: str, reading: Reading) -> dict[str, Any]:
    """Return one file's reading; values are strings or null, never numbers."""
    return {
        "path": path,
        "kind": reading.kind,
        "documents": [_document(document) for document in reading.documents],
        "records": [record_json(e) for e in reading.extractions if e.record],
        "issues": [_issue(issue) for issue in _issues(reading)],
    }


def record_json(extraction: Extraction) -> dict[str, Any]:
    """Return what one reader made of one document, evidence and issues included."""
    record = extraction.record
    head = {"kind": record.kind if record else None, "reader": extraction.reader}
    fields, lines = _fields(record), _lines(record)
    return {
        **head,
        "fields": fields,
        "lines": lines,
        "evidence": {
            name: _place(cited.evidence)
            for name, cited in cited_facts(extraction)
            if _is_given(name, fields, lines)
        },
        "issues": [_issue(issue) for issue in extraction.issues],
    }


def _is_given(
    name: str, fields: dict[str, Any], lines: list[dict[str, str | None]]
) -> bool:
    """Say whether a fact is among the fields and columns, which are promised."""
    stem, _, column = name.partition(".")
    return column in lines[0] if column else stem.partition("[")[0] in fields


def further_fields(record: ShipNotice | MoneyDocument | None) -> dict[str, str]:
    """Return what a document of money says besides the promised fields."""
    if not isinstance(record, MoneyDocument):
        return {}
    found = {name: _plain(getattr(record, name)) for name in FURTHER_FIELDS}
    return {name: value for name, value in found.items() if value}


def cited_facts(extraction: Extraction) -> Iterator[tuple[str, Cited[Any]]]:
    """Yield every cited fact of a record under its name, such as ``lines[0].sku``."""
    record = extraction.record
    if record is None:
        return
    money = isinstance(record, MoneyDocument)
    names = MONEY_FIELDS + FURTHER_FIELDS if money else NOTICE_FIELDS
    for name in names:
        cited = getattr(record, name, None)
        if cited is not None:
            yield name, cited
    if isinstance(record, ShipNotice):
        for index, tracking in enumerate(record.tracking):
            yield f"tracking_numbers[{index}]", tracking.number
    for index, line in enumerate(record.lines):
        for name in type(line).model_fields:
            cited = getattr(line, name)
            if isinstance(cited, Cited):
                yield f"lines[{index}].{name}", cited


def _issues(reading: Reading) -> Iterator[Issue]:
    """Yield what is wrong with the file, and with readers that made no record."""
    yield from reading.issues
    for extraction in reading.extractions:
        if extraction.record is None:
            yield from extraction.issues


def _document(document: Document) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "name": document.name,
        "media_type": document.media_type,
        "pages": len(document.pages),
        "status": document.status,
        "reason": document.reason.value if document.reason else None,
    }
    return {**shown, "ocr": True} if document.ocr else shown


def _issue(issue: Issue) -> dict[str, Any]:
    return {"code": issue.code.value, "detail": issue.detail}


def _fields(record: ShipNotice | MoneyDocument | None) -> dict[str, Any]:
    match record:
        case ShipNotice():
            numbers = [tracking.number.value for tracking in record.tracking]
            facts: dict[str, Any] = {
                name: _plain(getattr(record, name, None)) for name in NOTICE_FIELDS
            }
            return {**facts, "tracking_numbers": numbers}
        case MoneyDocument():
            return {name: _plain(getattr(record, name)) for name in MONEY_FIELDS}
        case None:
            return {}


def _lines(record: ShipNotice | MoneyDocument | None) -> list[dict[str, str | None]]:
    if record is None:
        return []
    columns = MONEY_COLUMNS if isinstance(record, MoneyDocument) else NOTICE_COLUMNS
    return [_line(line, columns) for line in record.lines]


def _line(line: NoticeLine | MoneyLine, columns: tuple[str, ...]) -> dict[str, Any]:
    return {name: _plain(getattr(line, name)) for name in columns}


def _plain(fact: Cited[Any] | str | None) -> str | None:
    """Return a value as text: decimals without exponent, days as ISO 8601 writes them.

    >>> from extractors.values import Cited, Evidence
    >>> where = Evidence(document="", page=1, quote="1.2E3")
    >>> _plain(Cited(value=Decimal("1.2E+3"), evidence=where))
    '1200'
    """
    value = fact.value if isinstance(fact, Cited) else fact
    match value:
        case None | "":
            return None
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _place(evidence: Evidence) -> dict[str, Any]:
    place: dict[str, Any] = {
        "document": evidence.document,
        "page": evidence.page,
        "box": list(evidence.box) if evidence.box else None,
    }
    if evidence.offset is not None:
        place["offset"] = evidence.offset
    return {**place, "quote": evidence.quote}
