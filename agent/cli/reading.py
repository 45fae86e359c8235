"""``agent read``: what is read in files, as a picture for people or one JSON a line."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from agent.cli.output import Progress, say
from agent.reading.pool import read_many
from extractors.values import (
    Cited,
    Document,
    Evidence,
    Extraction,
    Issue,
    MoneyDocument,
    Reading,
    ShipNotice,
)
from review.escape import shortened

LARGEST = 50 * 1024 * 1024
"""Bytes of a file that is opened at all."""


def read_files(files: list[Path], *, as_json: bool) -> int:
    """Read every file and print what was found; 1 when one could not be opened."""
    failed = 0
    progress = Progress(quiet=as_json or len(files) == 1)
    loaded: list[tuple[str, bytes, str]] = []
    for file in files:
        try:
            loaded.append((str(file), _content(file), file.name))
        except OSError as error:
            failed = 1
            why = error.strerror or str(error)
            sys.stderr.write(f"error: {shortened(str(file))}: {why}\n")
    for count, (path, reading) in enumerate(read_many(loaded), start=1):
        progress("reading", count, len(loaded))
        if as_json:
            line = json.dumps(reading_json(path, reading), ensure_ascii=False)
            sys.stdout.write(line + "\n")
        else:
            for text in _picture(path, reading):
                say(text)
    progress.end()
    return failed


def _content(file: Path) -> bytes:
    if file.stat().st_size > LARGEST:
        raise OSError(f"larger than {LARGEST >> 20} MiB")
    return file.read_bytes()


# --- for machines -----------------------------------------------------------------


def reading_json(path: str, reading: Reading) -> dict[str, Any]:
    """Return one file's reading as DESIGN's ``agent read --json`` promises it."""
    return {
        "path": path,
        "kind": reading.kind,
        "documents": [_document(document) for document in reading.documents],
        "records": [_record(e) for e in reading.extractions if e.record is not None],
        "issues": [
            *map(_issue, reading.issues),
            *(
                _issue(issue)
                for extraction in reading.extractions
                if extraction.record is None
                for issue in extraction.issues
            ),
        ],
    }


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


def _record(extraction: Extraction) -> dict[str, Any]:
    record = extraction.record
    body: dict[str, Any]
    match record:
        case ShipNotice():
            body = _ship_notice(record)
        case MoneyDocument():
            body = _money(record)
        case None:
            body = {}
    head = {"kind": record.kind if record else None, "reader": extraction.reader}
    return {**head, **body, "issues": [_issue(issue) for issue in extraction.issues]}


def _ship_notice(notice: ShipNotice) -> dict[str, Any]:
    evidence: dict[str, Any] = {}
    for name in ("po_number", "order_number", "carrier", "ship_date"):
        _prove(evidence, name, getattr(notice, name))
    for index, tracking in enumerate(notice.tracking):
        _prove(evidence, f"tracking_numbers[{index}]", tracking.number)
    lines = []
    for index, line in enumerate(notice.lines):
        _prove(evidence, f"lines[{index}].sku", line.sku)
        _prove(evidence, f"lines[{index}].quantity", line.quantity)
        lines.append({"sku": _plain(line.sku), "quantity": _plain(line.quantity)})
    return {
        "fields": {
            "po_number": _plain(notice.po_number),
            "order_number": _plain(notice.order_number),
            "carrier": _plain(notice.carrier),
            "tracking_numbers": [t.number.value for t in notice.tracking],
            "ship_date": _plain(notice.ship_date),
        },
        "lines": lines,
        "evidence": evidence,
    }


_MONEY_FIELDS = (
    "number", "date", "po_number", "vendor", "customer", "currency",
    "subtotal", "freight", "tax", "total",
)  # fmt: skip
_MONEY_COLUMNS = ("sku", "quantity", "unit_price", "amount")


def _money(document: MoneyDocument) -> dict[str, Any]:
    evidence: dict[str, Any] = {}
    for name in _MONEY_FIELDS:
        _prove(evidence, name, getattr(document, name))
    lines = []
    for index, line in enumerate(document.lines):
        for name in _MONEY_COLUMNS:
            _prove(evidence, f"lines[{index}].{name}", getattr(line, name))
        columns = {name: _plain(getattr(line, name)) for name in _MONEY_COLUMNS}
        lines.append({**columns, "description": line.description})
    fields = {name: _plain(getattr(document, name)) for name in _MONEY_FIELDS}
    return {"fields": fields, "lines": lines, "evidence": evidence}


def _plain(cited: Cited[Any] | None) -> str | None:
    return None if cited is None else str(cited.value)


def _prove(evidence: dict[str, Any], name: str, cited: Cited[Any] | None) -> None:
    if cited is not None:
        evidence[name] = _place(cited.evidence)


def _place(evidence: Evidence) -> dict[str, Any]:
    place = {"document": evidence.document, "page": evidence.page}
    place |= {"box": list(evidence.box) if evidence.box else None}
    if evidence.offset is not None:
        place["offset"] = evidence.offset
    return {**place, "quote": evidence.quote}


# --- for people ----------------------------------------------------------------------


def _picture(path: str, reading: Reading) -> Iterator[str]:
    yield f"{shortened(path)}: {reading.kind}"
    if reading.mail is not None:
        sender = reading.mail.senders[0].address if reading.mail.senders else "nobody"
        yield f'  mail "{shortened(reading.mail.subject)}" from {shortened(sender)}'
    for document in reading.documents:
        what = f"{document.status} ({document.reason})" if document.reason else "read"
        name = shortened(document.name) or "text of the mail"
        pages = len(document.pages)
        yield f"  document {name}: {document.media_type}, {pages} p., {what}"
    for extraction in reading.extractions:
        yield from _fields(extraction)
    for issue in reading.issues:
        yield f"  ! {issue.code}: {shortened(issue.detail)}"
    yield ""


def _fields(extraction: Extraction) -> Iterator[str]:
    shown = _record(extraction)
    yield f"  {shown['kind'] or 'no record'} (read by: {extraction.reader})"
    for name, value in shown.get("fields", {}).items():
        listed = ", ".join(value) if isinstance(value, list) else value
        yield f"    {name:17} {shortened(listed) if listed else '–'}"
    for line in shown.get("lines", ()):
        cells = [shortened(str(value), 40) for value in line.values() if value]
        yield "    line              " + "  ".join(cells)
    for name, place in shown.get("evidence", {}).items():
        where = f"p. {place['page']}"
        yield f'      {name} printed as "{shortened(place["quote"], 60)}" ({where})'
    for issue in extraction.issues:
        yield f"    ! {issue.code}: {shortened(issue.detail)}"
