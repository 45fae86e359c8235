"""Header fields of a message: split, unfolded and decoded, whatever a stranger wrote.

Written for hostile input: every loop is linear in the bytes given, and only charsets
that mail really uses are looked up, as ``unicode_escape`` would be reachable too.
"""

import binascii
import re
from typing import NamedTuple

MAX_HEADER = 256 * 1024
"""Bytes of one header that are looked at."""
_MAX_VALUE = 32 * 1024
_MAX_PARAMETERS = 400
_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:")
_END = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|(?:us-)?ascii|iso-?8859-?\d{1,2}|latin-?1|"
    r"(?:windows|cp)-?125\d|koi8-[ru]|shift[-_]?jis|gb(?:k|2312|18030)|big5|"
    r"euc-(?:jp|kr)|iso-2022-(?:jp|kr)",
)
_ENCODED = re.compile(r"=\?([^?\s]{1,40})\?([bBqQ])\?([^?]*)\?=([ \t\r\n]+(?==\?))?")
_QUOTED = re.compile(rb"=([0-9A-Fa-f]{2})")
_PARAMETER = re.compile(
    r';\s*([^=;\s"]{1,80})\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)', re.DOTALL
)
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]+")
_INDEX = re.compile(r"[0-9]{1,3}")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
"""Control characters, and what Unicode calls default-ignorable."""
_BREAKS = re.compile(r"[\t\r\n\u2028\u2029]+")


class Field(NamedTuple):
    """One field of a header: lower-case name and unfolded, undecoded value."""

    name: str
    value: str


class Header(NamedTuple):
    """The header of a message or a part, and what stands behind it."""

    fields: list[Field]
    body: int
    """Where the body begins."""
    cut: bool
    """There was more of it than is looked at."""
    torn: bool
    """Other readers may see its end elsewhere, and have found another body signed."""


def split_header(content: bytes, start: int, end: int) -> Header:
    """Return the fields of the header that begins at *start*.

    A line that is no field and continues none ends the header, as if a blank line stood
    before it. A line of blanks continues a field, as RFC 5322 has it.
    """
    body, limit = _body_start(content, start, end)
    cut = limit - start > MAX_HEADER
    fields: list[tuple[bytes, list[bytes]]] = []
    at = start
    for line in content[start : min(limit, start + MAX_HEADER)].split(b"\n"):
        bare = line.rstrip(b"\r")
        if bare[:1] in {b" ", b"\t"} and fields:
            fields[-1][1].append(bare)
        elif match := _FIELD.match(bare):
            fields.append((match[1].lower(), [bare[match.end() :]]))
        elif bare and not bare.startswith((b"From ", b">From ")) and bare.strip():
            return Header(_unfolded(fields), at, cut, torn=True)
        at += len(line) + 1
    torn = _ends_otherwise(content[start:limit], content[limit : min(limit + 4, end)])
    return Header(_unfolded(fields), body, cut, torn)


def _body_start(content: bytes, start: int, end: int) -> tuple[int, int]:
    """Return where the body begins and where the header ends."""
    if blank := re.compile(rb"[ \t]*\r?\n").match(content, start, end):
        return blank.end(), start
    if found := _END.search(content, start, end):
        return found.end(), found.start()
    return end, end


def _ends_otherwise(header: bytes, blank: bytes) -> bool:
    """Say whether the first line ends in CR LF and the *blank* one does not."""
    first, line_end, _ = (header + blank[:2]).partition(b"\n")
    return bool(line_end) and first.endswith(b"\r") and blank not in {b"", b"\r\n\r\n"}


def _unfolded(fields: list[tuple[bytes, list[bytes]]]) -> list[Field]:
    return [
        Field(name.decode("ascii", "replace"), raw_text(b"".join(lines)[:_MAX_VALUE]))
        for name, lines in fields
    ]


def raw_text(raw: bytes) -> str:
    """Read undeclared bytes as UTF-8, and where they are not, as Windows-1252."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def decode_bytes(raw: bytes, charset: str) -> str:
    """Decode *raw* as declared if the charset is one that mail uses.

    Bytes that deny the declaration are read as Windows-1252 rather than lost.
    """
    name = charset.strip().lower()
    if not _CHARSET.fullmatch(name):
        return raw_text(raw)
    if name.startswith("gb"):
        name = "gb18030"  # the superset that Windows sends under the older names
    elif name in {"latin1", "latin-1", "iso-8859-1", "iso8859-1"}:
        name = "cp1252"  # likewise
    try:
        return raw.decode(name)
    except (UnicodeDecodeError, LookupError):
        return raw_text(raw)


def clean(text: str) -> str:
    """Drop what is not seen or turns writing round; line breaks become blanks."""
    return _UNSEEN.sub("", _BREAKS.sub(" ", text)).strip()


def decode_words(value: str) -> str:
    """Decode RFC 2047 encoded words, then clean the result of control characters."""
    pieces: list[str] = []
    held: tuple[str, bytearray] | None = None
    at = 0
    for match in _ENCODED.finditer(value):
        charset = match[1].split("*")[0].lower()
        between = value[at : match.start()]
        if held and (between or held[0] != charset):
            pieces.append(decode_bytes(bytes(held[1]), held[0]))
            held = None
        pieces.append(between)
        if held is None:
            held = (charset, bytearray())
        held[1].extend(_encoded_bytes(match[2], match[3]))
        at = match.end()
    if held:
        pieces.append(decode_bytes(bytes(held[1]), held[0]))
    pieces.append(value[at:])
    return clean("".join(pieces))


def _encoded_bytes(encoding: str, text: str) -> bytes:
    raw = text.encode("utf-8", "replace")
    if encoding in "bB":
        return unbase64(raw)
    return _QUOTED.sub(lambda m: bytes([int(m[1], 16)]), raw.replace(b"_", b" "))


def unbase64(raw: bytes) -> bytes:
    """Decode base64 as far as it is any; foreign characters are skipped.

    What follows a padding is decoded too: some senders encode line by line.
    """
    return b"".join(_unpadded(piece) for piece in raw.split(b"=") if piece)


def _unpadded(raw: bytes) -> bytes:
    try:
        return binascii.a2b_base64(raw + b"==")
    except binascii.Error:
        # One character too many: it holds six bits of a byte that never came.
        kept = _NOT_BASE64.sub(b"", raw)
        return binascii.a2b_base64(kept[: len(kept) // 4 * 4])


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """Return the lower-case main value and the parameters, RFC 2231 parts joined."""
    main = value.split(";", 1)[0].strip().lower()
    plain: dict[str, str] = {}
    split: dict[str, dict[int, tuple[str, bool]]] = {}
    for n, match in enumerate(_PARAMETER.finditer(value)):
        if n >= _MAX_PARAMETERS:
            break
        name, text = match[1].lower(), _unquoted(match[2])
        base, star, rest = name.partition("*")
        if not star:
            plain.setdefault(base, text)
            continue
        index, extended = rest.rstrip("*"), rest.endswith("*") or not rest
        place = int(index) if _INDEX.fullmatch(index) else 0
        split.setdefault(base, {}).setdefault(place, (text, extended))
    joined = {base: _joined(parts) for base, parts in split.items()}
    return clean(main), {k: decode_words(v) for k, v in plain.items()} | joined


def _unquoted(text: str) -> str:
    text = text.strip()
    if text[:1] == '"':
        return re.sub(r"\\(.)", r"\1", text.strip('"'))
    return text


def _joined(parts: dict[int, tuple[str, bool]]) -> str:
    charset, pieces = "", bytearray()
    for n, place in enumerate(sorted(parts)):
        text, extended = parts[place]
        if extended:
            if n == 0 and text.count("'") >= 2:  # noqa: PLR2004  # charset'language'text
                charset, _, text = text.split("'", 2)
            raw = text.encode("utf-8", "replace")
            raw = re.sub(rb"%([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), raw)
            pieces += raw
        else:
            pieces += text.encode("utf-8", "replace")
    return clean(decode_bytes(bytes(pieces), charset or "utf-8"))
