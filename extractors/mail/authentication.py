"""What the receiving server says of a sender: Authentication-Results, read strictly.

Exchange Online writes the field without the server's name that RFC 8601 wants first;
both forms are read. What is not understood to the last character says nothing: the
sender has then not been authenticated.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_LONGEST = 4_000
"""Characters; a longer field is nobody's honest verdict."""
_LONGEST_REASON = 80
_ONCE = frozenset({"spf", "dmarc", "compauth", "arc"})
"""Methods with one result; a message may bear several signatures."""
_PART = re.compile(r'"(?:[^"\\]|\\.)*"|[^";]|(;)', re.DOTALL)
_METHOD = re.compile(r"\s*([A-Za-z][\w-]*)(?:\s*/\s*\d+)?\s*=\s*([A-Za-z]+)(?=\s|$)")
_PROPERTY = re.compile(r'\s*([A-Za-z][\w.-]*)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s"=]+=*)')
_SERVER = re.compile(r"[\w.:-]+(?:\s+\d+)?")


_Result = tuple[str, dict[str, str]]
"""What came of one method, and its properties."""


class Authentication(NamedTuple):
    """One verdict; a method that is not mentioned is ``absent``."""

    spf: str = "absent"
    dkim: str = "absent"
    dmarc: str = "absent"
    compauth: str = "absent"
    """Exchange's own conclusion from everything."""
    reason: str = ""
    """Exchange's three digits behind *compauth*; 130: it believed a forwarder's ARC."""
    mailfrom: str = ""
    """Domain of the envelope sender that SPF was asked about, lower case."""
    dkim_domain: str = ""
    """Domain that signed, lower case."""
    header_from: str = ""
    """Domain of From as the server saw it, lower case."""
    server: str = ""
    """Who says so; empty in Exchange's form."""
    signers: tuple[str, ...] = ()
    """Domains of all signatures that passed; a message may bear several."""
    dkim_reason: str = ""
    """What is said beside *dkim*, lower case; empty for most."""

    @property
    def arc_override(self) -> bool:
        """The verdict rests on what a forwarder says it saw."""
        return self.reason == "130"


def authentication(value: str) -> Authentication | None:
    """Return the verdict of one field's *value*, or None when it cannot be relied on.

    None for a method given twice, comments or quotes that do not close, and anything
    that is no result.

    >>> authentication("mx.example; dmarc=pass (p=NONE) header.from=v.example").dmarc
    'pass'
    """
    if len(value) > _LONGEST:
        return None
    text = _without_comments(" ".join(value.split()))
    return None if text is None else _read(text)


def _read(text: str) -> Authentication | None:
    server = ""
    results: dict[str, _Result] = {}
    signatures: list[_Result] = []
    for index, part in enumerate(_parts(text)):
        method = _METHOD.match(part)
        if method is None:
            # Exchange also names the receiving domain between results.
            if part.strip() and not _SERVER.fullmatch(part.strip()):
                return None
            server = part.strip().lower() if index == 0 else server
            continue
        name = method[1].lower()
        properties = _properties(part[method.end() :])
        if properties is None or (name in results and name in _ONCE):
            return None
        results[name] = (method[2].lower(), properties)
        if name == "dkim":
            signatures.append(results[name])
    # Exchange sums up all signatures in one result; two were not written by it.
    if len(signatures) > 1 and not server:
        return None
    return _verdict(results, signatures, server.split(" ")[0])


def _verdict(
    results: dict[str, _Result], signatures: list[_Result], server: str
) -> Authentication:
    absent: _Result = ("absent", {})
    passed = [signature for signature in signatures if signature[0] == "pass"]
    spf, envelope = results.get("spf", absent)
    dkim, signature = (passed or signatures or [absent])[0]
    dmarc, header = results.get("dmarc", absent)
    compauth, conclusion = results.get("compauth", absent)
    return Authentication(
        spf=spf,
        dkim=dkim,
        dmarc=dmarc,
        compauth=compauth,
        reason=conclusion.get("reason", ""),
        mailfrom=_domain(envelope.get("smtp.mailfrom", "")),
        dkim_domain=_signer(signature),
        header_from=_domain(header.get("header.from", "")),
        server=server,
        signers=tuple(filter(None, map(_signer, (s for _, s in passed)))),
        dkim_reason=signature.get("reason", "")[:_LONGEST_REASON],
    )


def _signer(signature: dict[str, str]) -> str:
    return _domain(signature.get("header.d") or signature.get("header.i", ""))


def _without_comments(text: str) -> str | None:
    """Return *text* with a blank for every comment; None when one does not close."""
    kept: list[str] = []
    depth = 0
    quoted = escaped = False
    for character in text:
        if escaped:
            escaped = False
        elif character == "\\" and (quoted or depth):
            escaped = True
        elif character == '"' and not depth:
            quoted = not quoted
        elif character == "(" and not quoted:
            depth += 1
        elif character == ")" and not quoted:
            depth -= 1
            if depth < 0:
                return None
            kept.append(" ")
            continue
        if not depth:
            kept.append(character)
    return None if depth or quoted or escaped else "".join(kept)


def _parts(text: str) -> Iterator[str]:
    """Yield what stands between semicolons that are not quoted."""
    start = 0
    for match in _PART.finditer(text):
        if match[1]:
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]


def _properties(text: str) -> dict[str, str] | None:
    """Return the properties of one result; None when anything else stands there."""
    found: dict[str, str] = {}
    at = 0
    while text[at:].strip():
        match = _PROPERTY.match(text, at)
        if match is None or match[1].lower() in found:
            return None
        found[match[1].lower()] = match[2].strip('"').lower()
        at = match.end()
    return found


def _domain(value: str) -> str:
    """Return the domain of an address or the domain itself; "" for ``none``."""
    domain = value.rpartition("@")[2].strip("<>").rstrip(".")
    return "" if domain == "none" else domain
