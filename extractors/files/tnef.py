"""winmail.dat: the files that Outlook packs into one attachment of its own.

Source: [MS-OXTNEF]. The text of the message stands in the mail as well, so only the
files are taken out.
"""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from extractors.mail.headers import clean, raw_text

MARK = b"\x78\x9f\x3e\x22"
MAX_FILES = 200
_BEGIN, _DATA, _TITLE, _PROPERTIES = 0x9002, 0x800F, 0x8010, 0x9005
_LONG_NAME, _CONTENT = 0x3707, 0x3701
_WIDE, _NARROW, _OBJECT, _BINARY = 0x1F, 0x1E, 0x0D, 0x102
_SEVERAL = 0x1000
_NAMED = 0x8000
_SIZES = {
    **dict.fromkeys((0x02, 0x03, 0x04, 0x0A, 0x0B), 4),
    **dict.fromkeys((0x05, 0x06, 0x07, 0x14, 0x40), 8),
    0x48: 16,
}
_LENGTHS = frozenset({_WIDE, _NARROW, _OBJECT, _BINARY})
_INTERFACE = 16
"""Bytes before an object, which say what it is."""
_MAX_NAME = 255


class Packed(NamedTuple):
    """One file of a winmail.dat."""

    content: bytes
    name: str


class TnefError(ValueError):
    """The file is damaged."""


def unpack(content: bytes) -> tuple[Packed, ...]:
    """Return the files in a winmail.dat, at most :data:`MAX_FILES`.

    Raises:
        TnefError: It ends in the middle, or is none.
    """
    files: list[Packed] = []
    for number, data in _attributes(content):
        if number == _BEGIN:
            if len(files) >= MAX_FILES:
                break
            files.append(Packed(b"", ""))
        elif files:
            files[-1] = _filled(files[-1], number, data)
    return tuple(file for file in files if file.content)


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    if not content.startswith(MARK):
        raise TnefError("no winmail.dat")
    at = len(MARK) + 2
    while at + 9 <= len(content):
        _, number, _, size = struct.unpack_from("<BHHI", content, at)
        begin = at + 9
        if begin + size > len(content):
            raise TnefError("it ends in the middle")
        yield number, content[begin : begin + size]
        at = begin + size + 2


def _filled(file: Packed, number: int, data: bytes) -> Packed:
    if number == _DATA:
        return file._replace(content=data)
    if number == _TITLE and not file.name:
        return file._replace(name=_name(raw_text(data)))
    if number == _PROPERTIES:
        for kind, key, value in _properties(data):
            if key == _LONG_NAME:
                wide = kind == _WIDE
                text = value.decode("utf-16-le", "replace") if wide else raw_text(value)
                file = file._replace(name=_name(text))
            elif key == _CONTENT and not file.content:
                skipped = _INTERFACE if kind == _OBJECT else 0
                file = file._replace(content=value[skipped:])
    return file


def _name(text: str) -> str:
    return clean(text.rstrip("\0"))[:_MAX_NAME]


def _properties(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield type, number and value of each property; stops at the first odd one."""
    try:
        [count] = struct.unpack_from("<I", data)
        at = 4
        for _ in range(min(count, len(data) // 4)):
            kind, key = struct.unpack_from("<HH", data, at)
            at += 4
            if key >= _NAMED:
                at = _after_name(data, at)
            plain = kind & ~_SEVERAL
            values = 1
            if kind & _SEVERAL or plain in _LENGTHS:
                [values] = struct.unpack_from("<I", data, at)
                at += 4
            for _ in range(min(values, len(data))):
                size = _SIZES.get(plain)
                if plain in _LENGTHS:
                    [size] = struct.unpack_from("<I", data, at)
                    at += 4
                if size is None or at + size > len(data):
                    return
                yield plain, key, data[at : at + size]
                at += (size + 3) // 4 * 4
    except struct.error:
        return


def _after_name(data: bytes, at: int) -> int:
    """Return where the value of a named property begins."""
    kind, size = struct.unpack_from("<II", data, at + 16)
    return at + 24 + ((size + 3) // 4 * 4 if kind else 0)
