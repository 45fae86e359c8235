"""Raw message → the facts of its header and its parts, whatever a stranger sent.

The structure is read here and not by the ``email`` package, whose parser recurses,
knows no bounds and spends most of a night's time on lines of base64. Nothing is
dropped: what cannot be read is a part with a reason.
"""

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from extractors.codes import Reason
from extractors.files.media import is_mail
from extractors.mail.facts import mail_of
from extractors.mail.headers import Field, parameters, split_header, unbase64
from extractors.values import Issue, Mail

MAX_PARTS = 200
MAX_DEPTH = 20
MAX_PART = 40 * 1024 * 1024
"""Bytes of one decoded part."""
_MAX_NAME = 255
_BLANK_LINES = b" \t\r\n"
_FIRST_BOUNDARY = re.compile(rb"^--([^\s]{5,70})[ \t]*\r?$", re.MULTILINE)
_UU_BEGIN = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n", re.MULTILINE)
_UU_END = re.compile(rb"^end[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


class Part(NamedTuple):
    """One leaf of a message: a text of the mail itself, or a file that came with it."""

    content: bytes = b""
    """Decoded."""
    name: str = ""
    declared: str = ""
    """Lower-case media type as declared."""
    charset: str = ""
    body: bool = False
    """A text of the mail itself."""
    alternative: int = 0
    """Parts of one number above 0 say the same in several forms."""
    inline: bool = False
    """Shown inside the text, as logos are."""
    reason: Reason | None = None
    detail: str = ""


@dataclass(slots=True)
class Message:
    """One message taken apart; *parts* are also those of the messages inside it."""

    mail: Mail
    parts: list[Part] = field(default_factory=list)
    forwarded: list[Mail] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


class _Entity(NamedTuple):
    """A stretch of bytes that is a header and a body."""

    content: bytes
    start: int
    end: int
    depth: int
    alternative: int
    message: bool = False
    """Its header is a mail's."""
    default: str = "text/plain"


def parse(content: bytes) -> Message:
    """Take a message apart; never raises on what the bytes say, and in linear time."""
    message: Message | None = None
    waiting = [_Entity(content, 0, len(content), 0, 0, message=True)]
    taken = alternatives = 0
    while waiting:
        entity = waiting.pop()
        header = split_header(entity.content, entity.start, entity.end)
        fields, body = header.fields, header.body
        if entity.message:
            mail = mail_of(fields, entity.content[entity.start : entity.end])
            if message is None:
                # What was found signed need not be what is read here.
                message = Message(
                    replace(mail, authentication=()) if header.torn else mail
                )
            else:
                message.forwarded.append(mail)
        assert message is not None  # noqa: S101  # the first entity is a message
        if header.cut:
            detail = "a header beyond 256 KB was cut"
            message.issues.append(Issue(code=Reason.TOO_LARGE, detail=detail))
        taken += 1
        if taken > MAX_PARTS:
            message.parts.append(_too_much(f"more than {MAX_PARTS} parts"))
            break
        inner = list(_children(entity, fields, body, alternatives + 1))
        if inner and entity.depth >= MAX_DEPTH:
            message.parts.append(_too_much(f"nested deeper than {MAX_DEPTH}"))
        elif inner:
            alternatives += 1
            waiting.extend(reversed(inner[: MAX_PARTS + 1]))
        else:
            message.parts.extend(_leaf(entity, fields, body))
    assert message is not None  # noqa: S101  # at least one turn was taken
    return message


def _too_much(detail: str) -> Part:
    return Part(declared="multipart/mixed", reason=Reason.TOO_LARGE, detail=detail)


def _children(
    entity: _Entity, fields: list[Field], body: int, number: int
) -> Iterator[_Entity]:
    """Yield what a multipart or an enclosed message holds; nothing of a leaf."""
    kind, parameter = parameters(_value(fields, "content-type") or entity.default)
    content, end, depth = entity.content, entity.end, entity.depth + 1
    if kind in {"message/rfc822", "message/global", "message/news"}:
        raw = _decoded(content[body:end], _value(fields, "content-transfer-encoding"))
        inner = raw.lstrip(b"\r\n")
        if is_mail(inner):
            yield _Entity(inner, 0, len(inner), depth, 0, message=True)
        return
    if not kind.startswith("multipart/"):
        return
    alternative = entity.alternative
    if kind == "multipart/alternative":
        alternative = number
    default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
    for start, stop in _sections(content, body, end, parameter.get("boundary", "")):
        yield _Entity(content, start, stop, depth, alternative, default=default)


def _sections(
    content: bytes, body: int, end: int, boundary: str
) -> Iterator[tuple[int, int]]:
    """Yield begin and end of each section; a missing or wrong boundary is guessed."""
    mark = boundary.encode("utf-8", "replace").rstrip()
    if not mark or content.find(b"--" + mark, body, end) < 0:
        found = _FIRST_BOUNDARY.search(content, body, end)
        if not found:
            return
        mark = found[1]
    line = re.compile(
        rb"(?:^|\r?\n)--" + re.escape(mark) + rb"(--)?[ \t]*(?:\r?\n|\Z)", re.MULTILINE
    )
    at, begin, count = body, -1, 0
    while count <= MAX_PARTS + 1:
        found = line.search(content, at, end)
        if begin >= 0:
            count += 1
            yield begin, found.start() if found else end
        if not found or found[1]:
            return
        # The line break that ends this boundary may begin the next one.
        begin = found.end()
        at = begin - 1 if content[begin - 1 : begin] == b"\n" else begin


def _leaf(entity: _Entity, fields: list[Field], body: int) -> Iterator[Part]:
    declared = _value(fields, "content-type") or entity.default
    kind, parameter = parameters(declared)
    place, place_parameter = parameters(_value(fields, "content-disposition"))
    name = place_parameter.get("filename") or parameter.get("name") or ""
    encoding = _value(fields, "content-transfer-encoding")
    content = _decoded(entity.content[body : entity.end], encoding)
    if kind.startswith("multipart/"):
        kind = "text/plain"  # without any section it is read as what it shows
    text = kind.startswith("text/") or not kind
    is_body = (
        kind in {"text/plain", "text/html", ""} and not name and place != "attachment"
    )
    part = Part(
        content=content,
        name=name[:_MAX_NAME],
        declared=kind or "text/plain",
        charset=parameter.get("charset", ""),
        body=is_body,
        alternative=entity.alternative,
        inline=place == "inline" or bool(_value(fields, "content-id")),
    )
    if len(content) > MAX_PART:
        detail = f"{len(content)} bytes"
        yield part._replace(content=b"", reason=Reason.TOO_LARGE, detail=detail)
    elif text and is_body and b"begin " in content:
        yield from _without_uuencoded(part)
    elif content.strip(_BLANK_LINES) or not is_body:
        yield part


def _value(fields: list[Field], name: str) -> str:
    return next((f.value for f in fields if f.name == name), "").strip()


def _decoded(raw: bytes, encoding: str) -> bytes:
    """Undo the transfer encoding as far as it is the one that is named."""
    match encoding.partition(";")[0].strip().lower():
        case "base64":
            return unbase64(raw)
        case "quoted-printable":
            return quopri.decodestring(raw)
        case "x-uuencode" | "uuencode" | "x-uue":
            found = _UU_BEGIN.search(raw)
            return _unuuencoded(raw[found.end() :]) if found else raw
        case _:
            return raw


def _without_uuencoded(part: Part) -> Iterator[Part]:
    """Yield the text without the files that uuencode put into it, then these."""
    files: list[Part] = []
    text, at = bytearray(), 0
    while (begin := _UU_BEGIN.search(part.content, at)) and len(files) < MAX_PARTS:
        end = _UU_END.search(part.content, begin.end())
        if not end:
            break
        text += part.content[at : begin.start()]
        raw = _unuuencoded(part.content[begin.end() : end.start()])
        name = begin[1].decode("utf-8", "replace").strip()
        files.append(Part(raw, name[:_MAX_NAME], "application/octet-stream"))
        at = end.end()
    text += part.content[at:]
    if not files or text.strip(_BLANK_LINES):
        yield part._replace(content=bytes(text) if files else part.content)
    yield from files


def _unuuencoded(raw: bytes) -> bytes:
    pieces = []
    for line in raw.splitlines():
        if line.strip() == b"end":
            break
        try:
            pieces.append(binascii.a2b_uu(line))
        except binascii.Error:
            # Broken encoders write too many characters; the length byte is right.
            count = (((line[0] - 32) & 63) * 4 + 5) // 3 if line else 0
            try:
                pieces.append(binascii.a2b_uu(line[:count]))
            except binascii.Error:
                continue
    return b"".join(pieces)
