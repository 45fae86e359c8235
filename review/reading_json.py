"""A reading as the JSON object that ``agent read --json`` promises."""

from collections.abc import Iterable, Iterator
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
FURTHER_FIELDS = ("allowances", "charges")
"""Of a document of money: given where they are known."""
MONEY_COLUMNS = ("sku", "description", "quantity", "unit_price", "amount")
FURTHER_MONEY_COLUMNS = (
    "unit", "list_price", "discount", "price_basis", "po_number", "ordered", "agreed",
)  # fmt: skip
NOTICE_FIELDS = (
    "po_number",
    "order_number",
    "carrier",
    "tracking_numbers",
    "ship_date",
)
NOTICE_COLUMNS = ("sku", "quantity")
FURTHER_NOTICE_COLUMNS = ("description", "ordered", "backordered", "tracking")


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
    """Return what one reader made of one document, evidence and issues included.

    The fields and columns that are promised are always there. What few documents have
    is there where it is known: further fields and columns, ``named_charges``,
    ``payment``, ``tracking``, ``complete``.
    """
    record = extraction.record
    return {
        "kind": record.kind if record else None,
        "reader": extraction.reader,
        "fields": _fields(record),
        "lines": _lines(record),
        **_further(record),
        "evidence": {
            name: _place(evidence) for name, _, evidence in cited_facts(extraction)
        },
        "issues": [_issue(issue) for issue in extraction.issues],
    }


def cited_facts(extraction: Extraction) -> Iterator[tuple[str, str, Evidence]]:
    """Yield name, value and evidence of every fact of a record.

    A name is a path into what :func:`record_json` returns, such as ``lines[0].sku``.
    """
    match extraction.record:
        case MoneyDocument() as record:
            yield from _fields_cited(record, (*MONEY_FIELDS, *FURTHER_FIELDS))
            for index, charge in enumerate(record.named_charges):
                yield from _cited(f"named_charges[{index}].amount", charge.amount)
            yield from _lines_cited(record.lines)
            for index, payment in enumerate(record.payment):
                yield f"payment[{index}].value", payment.value, payment.evidence
        case ShipNotice() as record:
            yield from _fields_cited(record, (*NOTICE_FIELDS, "no_tracking"))
            for index, tracking in enumerate(record.tracking):
                yield from _cited(f"tracking_numbers[{index}]", tracking.number)
            yield from _lines_cited(record.lines)
        case None:
            return


def _fields_cited(
    record: MoneyDocument | ShipNotice, names: Iterable[str]
) -> Iterator[tuple[str, str, Evidence]]:
    for name in names:
        yield from _cited(name, getattr(record, name, None))


def _lines_cited(
    lines: Iterable[MoneyLine | NoticeLine],
) -> Iterator[tuple[str, str, Evidence]]:
    for index, line in enumerate(lines):
        for name in type(line).model_fields:
            yield from _cited(f"lines[{index}].{name}", getattr(line, name))


def _cited(name: str, cited: object) -> Iterator[tuple[str, str, Evidence]]:
    if isinstance(cited, Cited):
        yield name, _plain(cited) or "", cited.evidence


def _further(record: ShipNotice | MoneyDocument | None) -> dict[str, Any]:
    shown: dict[str, Any] = {}
    if isinstance(record, MoneyDocument):
        shown["named_charges"] = [
            {
                "kind": charge.kind,
                "label": charge.label,
                "amount": _plain(charge.amount),
            }
            for charge in record.named_charges
        ]
        shown["payment"] = [
            {"kind": detail.kind, "value": detail.value, "hidden": detail.hidden}
            for detail in record.payment
        ]
    if isinstance(record, ShipNotice):
        shown["tracking"] = [
            {
                "number": tracking.number.value,
                "carrier": tracking.carrier,
                "verified": tracking.verified,
                "url": tracking.url,
            }
            for tracking in record.tracking
        ]
    known = {name: given for name, given in shown.items() if given}
    incomplete = isinstance(record, ShipNotice) and not record.complete
    return {**known, "complete": False} if incomplete else known


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
    if document.detail:
        shown["detail"] = document.detail
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
            facts["tracking_numbers"] = numbers
            return {**facts, **_known(record, ("no_tracking",))}
        case MoneyDocument():
            facts = {name: _plain(getattr(record, name)) for name in MONEY_FIELDS}
            return {**facts, **_known(record, FURTHER_FIELDS)}
        case None:
            return {}


def _lines(record: ShipNotice | MoneyDocument | None) -> list[dict[str, str | None]]:
    if record is None:
        return []
    money = isinstance(record, MoneyDocument)
    promised: tuple[str, ...] = MONEY_COLUMNS if money else NOTICE_COLUMNS
    further: tuple[str, ...]
    further = FURTHER_MONEY_COLUMNS if money else FURTHER_NOTICE_COLUMNS
    return [
        {
            **{name: _plain(getattr(line, name)) for name in promised},
            **_known(line, further),
        }
        for line in record.lines
    ]


def _known(value: object, names: tuple[str, ...]) -> dict[str, str]:
    found = {name: _plain(getattr(value, name)) for name in names}
    return {name: text for name, text in found.items() if text}


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
