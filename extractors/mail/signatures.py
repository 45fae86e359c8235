"""DKIM signatures of a message, verified by ourselves.

The bytes are a stranger's and the library's expressions are not linear in them: how
much is looked at is bounded here, and blanks are put together before it sees a body.
A signature that lets something be added after it was made is none.
"""

import re
from collections import Counter
from collections.abc import Callable
from typing import Literal, NamedTuple

from extractors.mail.headers import split_header

MAX_MESSAGE = 10 * 1024 * 1024
MAX_HEADER = 128 * 1024
_MAX_FIELD = 4 * 1024
_MAX_KEY = 1_200
"""Characters of a key's record; 4,096 bits take 750."""
_MAX_SIGNATURES = 5
Keys = Callable[[str], str | None]
"""Name of a key, as in ``s1._domainkey.vendor.example`` → its record, or None."""

_HOST = re.compile(r"(?=.{3,200}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})+")
_ALGORITHMS = frozenset({"rsa-sha256", "ed25519-sha256"})
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
_TAG = re.compile(r"\s*([a-z]+)\s*=(.*)", re.DOTALL)
_BLANKS = re.compile(rb"[ \t]+")
_TESTING = re.compile(r"(?:^|;)\s*t\s*=\s*(?:[a-z]+\s*:\s*)*y\b", re.IGNORECASE)


class Signature(NamedTuple):
    """One signature and what became of it."""

    domain: str
    """Who signed, lower case; a host name."""
    result: Literal["pass", "fail"]
    whole: bool = False
    """The form of the message is signed too: nobody cut its body otherwise since."""


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
    fields, body, _ = split_header(content, 0, len(content))
    if body > MAX_HEADER:
        return ()
    counts = Counter(field.name for field in fields)
    sound = not any(counts[name] > 1 for name in _ONCE)
    found: list[Signature] = []
    signed = [field.value for field in fields if field.name == "dkim-signature"]
    for index, value in enumerate(signed):
        tags = _tags(value)
        domain = tags.get("d", "").lower()
        if not _HOST.fullmatch(domain) or not wanted(domain):
            continue
        result: Literal["pass", "fail"] = "fail"
        if sound and _acceptable(tags, value) and _verified(content, index, tags, keys):
            result = "pass"
        covered = {name.strip().lower() for name in tags.get("h", "").split(":")}
        whole = "content-type" in covered or not counts["content-type"]
        found.append(Signature(domain, result, whole and result == "pass"))
        if len(found) == _MAX_SIGNATURES:
            break
    return tuple(found)


def _tags(value: str) -> dict[str, str]:
    """Return the tags of a signature; none where it cannot be read with certainty."""
    tags: dict[str, str] = {}
    for piece in value[: _MAX_FIELD + 1].split(";"):
        if not piece.strip():
            continue
        match = _TAG.fullmatch(piece)
        if match is None or match[1] in tags:
            return {}
        tags[match[1]] = match[2].strip()
    return tags


def _acceptable(tags: dict[str, str], value: str) -> bool:
    """Say whether what is signed is all that is read."""
    covered = {name.strip().lower() for name in tags.get("h", "").split(":")}
    return (
        len(value) <= _MAX_FIELD
        and "l" not in tags  # more may stand behind that many bytes
        and tags.get("a", "") in _ALGORITHMS
        and {"from", "subject"} <= covered
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
        record = keys(name.decode("ascii").rstrip(".").lower())
        if record is None or len(record) > _MAX_KEY or _TESTING.search(record):
            return None
        return record.encode("ascii", "replace")

    forms = tags.get("c", "").split("/")
    relaxed = len(forms) > 1 and forms[1].strip() == "relaxed"
    message = _without_blanks(content) if relaxed else content
    try:
        signed = DKIM(message, logger=_Silent())
        return bool(signed.verify(index, dnsfunc=key))
    except (DKIMException, ValueError, IndexError, KeyError, ArithmeticError):
        return False


def _without_blanks(content: bytes) -> bytes:
    """Put blanks of the body together, as the relaxed form does; one pass."""
    _, body, _ = split_header(content, 0, len(content))
    return content[:body] + _BLANKS.sub(b" ", content[body:])


class _Silent:
    """Takes what the library would write to a log: pieces of a stranger's mail."""

    def debug(self, *_: object) -> None:
        """Write nothing."""

    error = warning = info = debug
