"""DKIM signatures of a message, verified by ourselves.

The bytes are a stranger's and the library's expressions are not linear in them: how
much is looked at is bounded here, and blanks are put together before it sees a body.
A signature that lets something be added after it was made is none.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from extractors.mail.dkim_tags import MAX_FIELD, names_in, serves, tags_of
from extractors.mail.headers import split_header

MAX_MESSAGE = 10 * 1024 * 1024
MAX_HEADER = 128 * 1024
_MAX_SIGNATURES = 5
Keys = Callable[[str], str | None]
"""Name of a key, as in ``s1._domainkey.vendor.example`` → its record, or None."""

_HOST = re.compile(r"(?=.{3,200}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})+")
_JUDGED = "rsa-sha256"
_NOT_JUDGED = "ed25519-sha256"
"""RFC 8463: no sender is heard of that signs with nothing else, and the library needs
another one for it. It counts neither for nor against the sender."""
_ONCE = frozenset(
    {
        "from",
        "subject",
        "to",
        "date",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
    }
)
"""Fields of which a second one would be shown, or read, instead of the signed one."""
_FORM = frozenset({"content-type", "content-transfer-encoding"})
"""Fields that say how the body is to be read."""
_LINE_END = re.compile(rb"\r?\n")
_BLANKS = re.compile(rb"[ \t]+")


class Signature(NamedTuple):
    """One signature and what became of it."""

    domain: str
    """Who signed, lower case; a host name."""
    result: Literal["pass", "fail", "neutral"]
    """neutral: it was not judged."""
    whole: bool = False
    """The form of the message is signed too: nobody cut its body otherwise since."""
    reason: str = ""
    """Why it was not judged."""


def signatures(
    content: bytes, keys: Keys, wanted: Callable[[str], bool]
) -> tuple[Signature, ...]:
    """Verify the signatures of a raw message; never raises on what the bytes say.

    Args:
        content: As it came, with all of its header.
        keys: Looks up a record; what it raises goes through.
        wanted: Whose signatures count; others are not verified.

    Returns:
        Those that are wanted, at most five, from the top.
    """
    if len(content) > MAX_MESSAGE:
        return ()
    fields, body = split_header(content, 0, len(content))[:2]
    if body > MAX_HEADER:
        return ()
    counts = Counter(field.name for field in fields)
    sound = not any(counts[name] > 1 for name in _ONCE)
    found: list[Signature] = []
    signed = [field.value for field in fields if field.name == "dkim-signature"]
    for index, value in enumerate(signed):
        tags = tags_of(value)
        domain = tags.get("d", "").lower()
        if not _HOST.fullmatch(domain) or not wanted(domain):
            continue
        result: Literal["pass", "fail", "neutral"] = "fail"
        reason = ""
        if tags.get("a") == _NOT_JUDGED:
            result, reason = "neutral", f"{_NOT_JUDGED} is not judged here"
        elif sound and _acceptable(tags, value):
            result = "pass" if _verified(content, index, tags, keys) else "fail"
        form = {name for name in _FORM if counts[name]}
        whole = result == "pass" and form <= names_in(tags["h"])
        found.append(Signature(domain, result, whole, reason))
        if len(found) == _MAX_SIGNATURES:
            break
    return tuple(found)


def _acceptable(tags: dict[str, str], value: str) -> bool:
    """Say whether what is signed is all that is read."""
    return (
        len(value) <= MAX_FIELD
        and "l" not in tags  # more may stand behind that many bytes
        and tags.get("a") == _JUDGED
        and {"from", "subject"} <= names_in(tags.get("h", ""))
        and bool(_HOST.fullmatch(f"{tags.get('s', '')}.{tags['d']}".lower()))
    )


def _verified(content: bytes, index: int, tags: dict[str, str], keys: Keys) -> bool:
    # 50 ms, and only where it is asked for; it has no stubs.
    from dkim import (  # type: ignore[import-untyped]  # noqa: PLC0415
        DKIM,
        DKIMException,
    )

    def key(name: bytes, timeout: int = 0) -> bytes | None:
        del timeout
        asked = name.decode("ascii").rstrip(".").lower()
        if asked != f"{tags['s']}._domainkey.{tags['d']}".lower():
            return None
        record = keys(asked)
        if record is None or not serves(record, tags):
            return None
        return record.encode("ascii", "replace")

    forms = tags.get("c", "").split("/")
    relaxed = len(forms) > 1 and forms[1].strip() == "relaxed"
    message = _without_blanks(content) if relaxed else content
    try:
        signed = DKIM(message, logger=_Silent())
        if not _agrees(message, signed.headers, signed.body):
            return False
        return bool(signed.verify(index, dnsfunc=key))
    except (DKIMException, ValueError, IndexError, KeyError, ArithmeticError):
        return False


def _agrees(message: bytes, headers: Sequence[Sequence[bytes]], body: bytes) -> bool:
    """Say whether the library takes the message apart as our own reading does.

    Otherwise what it found signed is not what is read: a body that it takes for the
    end of a long field would be anybody's.
    """
    fields, start = split_header(message, 0, len(message))[:2]
    theirs = [name.decode("ascii", "replace").lower() for name, _ in headers]
    ours = [field.name for field in fields]
    return theirs == ours and body == _LINE_END.sub(b"\r\n", message[start:])


def _without_blanks(content: bytes) -> bytes:
    """Put blanks of the body together, as the relaxed form does; one pass.

    So does a line end at its end, which the library forgets behind a blank.
    """
    body = split_header(content, 0, len(content)).body
    end = b"" if content.endswith(b"\n") else b"\r\n"
    return content[:body] + _BLANKS.sub(b" ", content[body:]) + end


class _Silent:
    """Takes what the library would write to a log: pieces of a stranger's mail."""

    def debug(self, *_: object) -> None:
        """Write nothing."""

    error = warning = info = debug
