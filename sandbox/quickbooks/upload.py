"""Attachments: files sent beside their metadata, kept under their hash."""

import base64
import binascii
import hashlib
import json
import os
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import HeaderParser
from pathlib import Path
from typing import Any, NamedTuple

from sandbox.exchange import Request
from sandbox.quickbooks.store import Store
from sandbox.quickbooks.whole import Json
from sandbox.quickbooks.words import RefusedError, unknown_reference

_META, _CONTENT = "file_metadata_", "file_content_"


class Upload(NamedTuple):
    """One file of a request."""

    metadata: Json
    content: bytes
    name: str
    media_type: str


def uploads(request: Request) -> list[Upload]:
    """Return the files of a multipart request, each with its metadata.

    Raises:
        RefusedError: It is no such request.
    """
    parts = dict(_parts(request))
    files = []
    for name, (head, body) in parts.items():
        if not name.startswith(_CONTENT):
            continue
        _, told = parts.get(_META + name.removeprefix(_CONTENT), (None, b"{}"))
        metadata = _metadata(told)
        file_name = metadata.get("FileName") or head.get_filename() or "attachment"
        media_type = metadata.get("ContentType") or head.get_content_type()
        content = _decoded(head, body)
        files.append(Upload(metadata, content, str(file_name), str(media_type)))
    if not files:
        raise RefusedError("2010", "The upload holds no file.")
    return files


def plan(store: Store, file: Upload, stamp: str) -> Json:
    """Return the attachable that *file* becomes; *stamp* says when.

    Raises:
        RefusedError: It is to be attached to something that does not exist.
    """
    references = [_reference(told) for told in file.metadata.get("AttachableRef", [])]
    for reference in references:
        entity = reference["EntityRef"]
        if entity["value"] not in store.entities.get(entity["type"], {}):
            raise unknown_reference(entity["type"], entity["value"])
    attachable_id = store.new_id("Attachable")
    note = {"Note": file.metadata["Note"]} if file.metadata.get("Note") else {}
    return {
        "Id": attachable_id,
        "SyncToken": "0",
        "domain": "QBO",
        "sparse": False,
        "MetaData": {"CreateTime": stamp, "LastUpdatedTime": stamp},
        "FileName": file.name,
        "ContentType": file.media_type,
        "Size": len(file.content),
        **note,
        "AttachableRef": references,
        "FileAccessUri": f"/v3/company/{store.realm}/download/{attachable_id}",
    }


class Files:
    """Contents on disk, found by their SHA-256."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, content: bytes) -> str:
        """Put *content* on disk and return its hash; it is there when this returns."""
        digest = hashlib.sha256(content).hexdigest()
        self._folder.mkdir(exist_ok=True)
        partial = self._folder / f".{digest}"
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(self._folder / digest)
        return digest

    def read(self, digest: str) -> bytes | None:
        """Return what lies under a hash, if anything does."""
        path = self._folder / digest
        known = re.fullmatch(r"[0-9a-f]{64}", digest) and path.exists()
        return path.read_bytes() if known else None


def _reference(told: Any) -> Json:
    entity = told.get("EntityRef") if isinstance(told, dict) else None
    if not isinstance(entity, dict):
        raise RefusedError("2010", "An AttachableRef names no entity.")
    return {
        "EntityRef": {
            "type": str(entity.get("type")),
            "value": str(entity.get("value")),
        },
        "IncludeOnSend": bool(told.get("IncludeOnSend")),
    }


def _parts(request: Request) -> Iterator[tuple[str, tuple[Message, bytes]]]:
    """Yield the parts by name; lines may end in a bare line feed."""
    told = Message()
    told["Content-Type"] = request.headers.get("content-type", "")
    boundary = told.get_boundary()
    if boundary is None:
        raise RefusedError("2010", "The upload is no multipart form.")
    mark = re.escape(boundary.encode())
    between = re.compile(rb"(?:\r?\n|\A)--" + mark + rb"(?:--)?[ \t]*(?=\r?\n|\Z)")
    for part in between.split(request.body)[1:]:
        whole = part.lstrip(b"\r\n")
        separator = re.search(rb"\r?\n\r?\n", whole)
        if separator is None:
            continue
        head, body = whole[: separator.start()], whole[separator.end() :]
        read = HeaderParser().parsestr(head.decode("utf-8", "replace"))
        name = read.get_param("name", header="content-disposition")
        yield str(name), (read, body)


def _metadata(told: bytes) -> Json:
    try:
        metadata = json.loads(told)
    except ValueError:
        metadata = None
    if not isinstance(metadata, dict) or not isinstance(
        metadata.get("AttachableRef", []), list
    ):
        raise RefusedError("2010", "The metadata of the file is no JSON object.")
    return metadata


def _decoded(head: Message, body: bytes) -> bytes:
    if head.get("Content-Transfer-Encoding", "").lower() != "base64":
        return body
    try:
        return base64.b64decode(b"".join(body.split()), validate=True)
    except binascii.Error:
        raise RefusedError("2010", "The content of the file is no base64.") from None
