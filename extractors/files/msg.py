"""Outlook's .msg files: a message with its texts and files, as MIME would give it.

Source: [MS-OXMSG]; each property is a stream named by its number and type.
"""

import re
from collections.abc import Iterator
from itertools import islice

from extractors.codes import Reason
from extractors.files.compound import MARK, Compound, CompoundError
from extractors.mail.facts import mail_of
from extractors.mail.headers import clean, raw_text, split_header
from extractors.mail.mime import MAX_PARTS, Message, Part
from extractors.values import Issue, Mail

_PROPERTY = "__substg1.0_"
_UNICODE, _STRING, _BINARY, _OBJECT = "001F", "001E", "0102", "000D"
_SUBJECT, _HEADERS = "0037", "007D"
_SENDER_NAME, _SENDER, _SENDER_SMTP = "0C1A", "0C1F", "5D01"
_TEXT, _HTML = "1000", "1013"
_DATA, _SHORT_NAME, _NAME, _TYPE, _CONTENT_ID = "3701", "3704", "3707", "370E", "3712"
_FILE = re.compile(r"__attach_version1\.0_#[0-9A-Fa-f]{8}/")
_MAX_DEPTH = 5
_MAX_NAME = 255


def is_msg(content: bytes) -> bool:
    """Say whether *content* is a compound file that holds a message."""
    return (
        content.startswith(MARK)
        and "__properties_version1.0".encode("utf-16-le") in content
    )


def message_of(content: bytes) -> Message:
    """Take a .msg file apart; what cannot be read is a part with a reason."""
    try:
        file = Compound(content)
        mail = mail_of(split_header(*_header(file, ""))[0], content)
        message = Message(mail)
        message.parts += islice(_parts(file, "", 0, message.forwarded), MAX_PARTS + 1)
    except CompoundError as error:
        message = Message(mail_of([], content))
        detail = str(error)
        message.parts = [Part(declared="", reason=Reason.DAMAGED, detail=detail)]
    if len(message.parts) > MAX_PARTS:
        del message.parts[MAX_PARTS:]
        detail = f"more than {MAX_PARTS} parts"
        message.issues.append(Issue(code=Reason.TOO_LARGE, detail=detail))
    return message


def _header(file: Compound, folder: str) -> tuple[bytes, int, int]:
    """Return the header the message came with, or one made of its properties."""
    text = _string(file, folder, _HEADERS)
    if not text.strip():
        address = _string(file, folder, _SENDER_SMTP) or _string(file, folder, _SENDER)
        name = clean(_string(file, folder, _SENDER_NAME)).replace('"', "")
        subject = clean(_string(file, folder, _SUBJECT))
        text = f'From: "{name}" <{clean(address)}>\nSubject: {subject}\n'
    header = text.encode("utf-8", "replace") + b"\n\n"
    return header, 0, len(header)


def _parts(
    file: Compound, folder: str, depth: int, forwarded: list[Mail]
) -> Iterator[Part]:
    """Yield the texts and files of the message that lies in *folder*.

    Args:
        file: That holds it.
        folder: "" of the message itself.
        depth: How many messages it lies in.
        forwarded: Filled with the messages inside it.
    """
    text = _string(file, folder, _TEXT)
    if text.strip():
        content = text.encode("utf-8", "replace")
        yield Part(content, "", "text/plain", "utf-8", body=True, alternative=depth + 1)
    markup = file.read(f"{folder}{_PROPERTY}{_HTML}{_BINARY}")
    if not markup:
        markup = _string(file, folder, _HTML).encode("utf-8", "replace")
    if markup.strip():
        yield Part(markup, "", "text/html", body=True, alternative=depth + 1)
    for inside in _files(file, folder):
        message = f"{inside}{_PROPERTY}{_DATA}{_OBJECT}/"
        if any(path.startswith(message) for path in file):
            if depth < _MAX_DEPTH:
                header = _header(file, message)
                forwarded.append(mail_of(split_header(*header)[0], header[0]))
                yield from _parts(file, message, depth + 1, forwarded)
            else:
                detail = f"nested deeper than {_MAX_DEPTH}"
                yield Part(reason=Reason.TOO_LARGE, detail=detail)
            continue
        yield _file(file, inside)


def _files(file: Compound, folder: str) -> list[str]:
    """Return the folders of the files that belong to the message in *folder*."""
    size = len(folder)
    found = (_FILE.match(path, size) for path in file if path.startswith(folder))
    return sorted({match.string[: match.end()] for match in found if match})


def _file(file: Compound, folder: str) -> Part:
    name = _string(file, folder, _NAME) or _string(file, folder, _SHORT_NAME)
    return Part(
        file.read(f"{folder}{_PROPERTY}{_DATA}{_BINARY}"),
        clean(name)[:_MAX_NAME],
        _string(file, folder, _TYPE).lower(),
        inline=bool(_string(file, folder, _CONTENT_ID)),
    )


def _string(file: Compound, folder: str, number: str) -> str:
    path = f"{folder}{_PROPERTY}{number}"
    if wide := file.read(path + _UNICODE):
        return wide.decode("utf-16-le", "replace").rstrip("\0")
    return raw_text(file.read(path + _STRING)).rstrip("\0")
