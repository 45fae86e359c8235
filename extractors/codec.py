"""Reading ⇄ JSON bytes: compact, and exactly what it was.

It crosses the border of the confined child and lies in the ledger.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from extractors.codes import Reason
from extractors.values import (
    Address,
    Cell,
    Cited,
    Document,
    Extraction,
    Issue,
    Mail,
    Page,
    Reading,
    Table,
    Word,
)

VERSION = 1
_EXTRACTIONS = TypeAdapter(tuple[Extraction, ...])
_ISSUES = TypeAdapter(tuple[Issue, ...])
_ORDERS = TypeAdapter(tuple[Cited[str], ...])


class CodecError(ValueError):
    """The bytes are no reading of this version."""


def encode(reading: Reading) -> bytes:
    """Return *reading* as JSON; equal readings give equal bytes."""
    value = {
        "v": VERSION,
        "kind": reading.kind,
        "mail": _mail(reading.mail) if reading.mail else None,
        "forwarded": [_mail(mail) for mail in reading.forwarded],
        "documents": [_document(document) for document in reading.documents],
        "extractions": _EXTRACTIONS.dump_python(
            reading.extractions, mode="json", warnings=False
        ),
        "issues": _ISSUES.dump_python(reading.issues, mode="json"),
        "orders": _ORDERS.dump_python(reading.orders, mode="json"),
    }
    return _dump(value)


def decode(data: bytes) -> Reading:
    """Return the reading that :func:`encode` wrote.

    Raises:
        CodecError: It was not written by this version.
    """
    try:
        value = json.loads(data)
        return _reading_from(value)
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise CodecError(f"no reading of version {VERSION}: {error!r:.200}") from error


def encode_document(document: Document) -> bytes:
    """Return one document as JSON, as :func:`encode` writes it within a reading."""
    return _dump(_document(document))


def decode_document(data: bytes) -> Document:
    """Return the document that :func:`encode_document` wrote."""
    return _document_from(json.loads(data))


def encode_mail(mail: Mail) -> bytes:
    """Return the facts of one mail's header as JSON."""
    return _dump(_mail(mail))


def decode_mail(data: bytes) -> Mail:
    """Return the mail that :func:`encode_mail` wrote."""
    return _mail_from(json.loads(data))


def _dump(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return text.encode("ascii")


def _reading_from(value: dict[str, Any]) -> Reading:
    if value["v"] != VERSION:
        raise CodecError(f"version {value['v']!r}")
    return Reading(
        kind=value["kind"],
        mail=_mail_from(value["mail"]) if value["mail"] else None,
        forwarded=tuple(_mail_from(mail) for mail in value["forwarded"]),
        documents=tuple(_document_from(d) for d in value["documents"]),
        extractions=_EXTRACTIONS.validate_json(json.dumps(value["extractions"])),
        issues=_ISSUES.validate_json(json.dumps(value["issues"])),
        orders=_ORDERS.validate_json(json.dumps(value["orders"])),
    )


def _mail(mail: Mail) -> list[Any]:
    return [
        mail.message_id,
        mail.sha256,
        mail.date.isoformat() if mail.date else None,
        mail.subject,
        mail.senders,
        mail.reply_to,
        mail.recipients,
        mail.authentication,
        mail.headers,
        mail.forwarded,
        mail.checked,
    ]


def _mail_from(value: list[Any]) -> Mail:
    identity, sha256, date, subject, senders, reply_to, recipients, *rest = value
    authentication, headers, *later = rest
    # Rows written before these fields were kept lack them.
    forwarded, checked = later or ((), "")
    return Mail(
        message_id=identity,
        sha256=sha256,
        date=datetime.fromisoformat(date) if date else None,
        subject=subject,
        senders=_addresses(senders),
        reply_to=_addresses(reply_to),
        recipients=_addresses(recipients),
        authentication=tuple(authentication),
        headers=tuple((name, text) for name, text in headers),
        forwarded=_addresses(forwarded),
        checked=checked,
    )


def _addresses(values: Iterable[list[str]]) -> tuple[Address, ...]:
    return tuple(Address(*value) for value in values)


def _document(document: Document) -> dict[str, Any]:
    return {
        "sha256": document.sha256,
        "name": document.name,
        "media_type": document.media_type,
        "text": document.text,
        "body": document.body,
        "status": document.status,
        "reason": document.reason,
        "detail": document.detail,
        "ocr": document.ocr,
        "size": document.size,
        **({"within": document.within} if document.within else {}),
        **({"pictures": document.pictures} if document.pictures else {}),
        **({"issues": _issues(document)} if document.issues else {}),
        "pages": [_page(page) for page in document.pages],
        "tables": [[table.page, table.rows] for table in document.tables],
    }


def _document_from(value: dict[str, Any]) -> Document:
    pages, tables = value.pop("pages"), value.pop("tables")
    reason = value.pop("reason")
    issues = value.pop("issues", ())
    pictures = tuple(value.pop("pictures", ()))
    return Document(
        pictures=pictures,
        pages=tuple(_page_from(page) for page in pages),
        tables=tuple(
            Table(page, tuple(tuple(Cell(*cell) for cell in row) for row in rows))
            for page, rows in tables
        ),
        reason=Reason(reason) if reason else None,
        issues=_ISSUES.validate_json(json.dumps(issues)),
        **value,
    )


def _issues(document: Document) -> list[Any]:
    issues: list[Any] = _ISSUES.dump_python(document.issues, mode="json")
    return issues


def _page(page: Page) -> list[Any]:
    """Write a page as its facts and six columns, of which the offsets may be empty."""
    columns = [list(column) for column in zip(*page.words, strict=True)]
    if columns and set(columns[5]) == {-1}:
        columns[5] = []
    turned = [page.turned] if page.turned else []
    return [page.number, page.width, page.height, page.printed, columns, *turned]


def _page_from(value: list[Any]) -> Page:
    number, width, height, printed, columns, *turned = value
    words: tuple[Word, ...] = ()
    if columns:
        offsets = columns[5] or [-1] * len(columns[0])
        words = tuple(map(Word._make, zip(*columns[:5], offsets, strict=True)))
    return Page(number, width, height, words, printed, *turned)
