"""Addresses of a header field, read before any name is decoded.

An encoded display name may decode to something that looks like an address; it never
becomes one here. What cannot be read with certainty keeps its text and no address.
"""

import re
from collections.abc import Iterable

from extractors.mail.headers import decode_words
from extractors.values import Address

_MAX_ADDRESSES = 200
_MAX_NAME = 300
_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*"?|\((?:[^()\\]|\\.)*\)?|<[^<>]*>?|[,;]|[^"(<,;]+|.', re.DOTALL
)
_ADDRESS = re.compile(r"[^\s<>(),;:\"@\[\]\\]{1,64}@[^\s<>(),;:\"@\[\]\\_]{1,255}")


def addresses(values: Iterable[str]) -> tuple[Address, ...]:
    """Return every mailbox of the fields given, at most 200, in their order."""
    found: list[Address] = []
    for value in values:
        pending = ""
        for name, angles, is_last in _mailboxes(value):
            if not angles and not name:
                continue
            if not angles and not is_last and "@" not in name:
                # "Vendor, Inc. <a@b.c>": the comma was part of the name.
                pending = f"{pending}{name}, "
                continue
            label, pending = pending + name, ""
            if not angles and _ADDRESS.fullmatch(label):
                found.append(Address("", label.lower()))
            else:
                found.extend(_named(label, angles or [""]))
            if len(found) >= _MAX_ADDRESSES:
                return tuple(found[:_MAX_ADDRESSES])
    return tuple(found)


def _named(label: str, angles: list[str]) -> list[Address]:
    name = decode_words(label.strip().strip(","))[:_MAX_NAME]
    return [
        Address(name, angle.lower() if _ADDRESS.fullmatch(angle) else "")
        for angle in angles
    ]


def _mailboxes(value: str) -> Iterable[tuple[str, list[str], bool]]:
    """Yield each mailbox's text, its bracketed addresses, and whether it is last."""
    text: list[str] = []
    comments: list[str] = []
    angles: list[str] = []
    for match in _TOKEN.finditer(value):
        token = match[0]
        if token in {",", ";"}:
            yield _label(text, comments), angles, False
            text, comments, angles = [], [], []
        elif token[0] == '"':
            text.append(re.sub(r"\\(.)", r"\1", token.strip('"')))
        elif token[0] == "(":
            comments.append(token.strip("()"))
        elif token[0] == "<":
            # Without its bracket it is malformed, and no address.
            angles.append(token[1:-1].strip() if token.endswith(">") else "")
            if not angles[-1]:
                text.append(token)
        else:
            text.append(token)
    yield _label(text, comments), angles, True


def _label(text: list[str], comments: list[str]) -> str:
    joined = "".join(text).strip()
    member = joined.rpartition(":")[2].strip()  # of a group; its name says nothing
    if not member or _ADDRESS.fullmatch(member):
        return member
    return joined or " ".join(comments)
