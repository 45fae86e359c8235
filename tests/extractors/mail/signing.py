"""A signer of our own, after RFC 6376: it shares nothing with what verifies.

It signs what no honest signer would: expired, in the future, under any key and tag.
"""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

PRIVATE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
MESSAGE = (
    b"From: Dock <dock@v.example>\r\nTo: us@n.example\r\nSubject: PO 1\r\n"
    b"Date: Fri, 20 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\nPO 1  has \t shipped \r\n\r\n"
)
COVERED = ("from", "to", "subject", "date", "content-type")
_BLANKS = re.compile(rb"[ \t]+")
_FIELD = re.compile(rb"([^:\r\n]+):((?:[^\r\n]|\r\n[ \t])*)\r\n")


def public(private: rsa.RSAPrivateKey = PRIVATE) -> str:
    """Return what stands behind ``p=`` in the key's record."""
    der = private.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return base64.b64encode(der).decode()


RECORD = f"v=DKIM1; k=rsa; p={public()}"


def signed(
    message: bytes = MESSAGE,
    *,
    form: str = "relaxed/relaxed",
    covered: Sequence[str] = COVERED,
    tags: Mapping[str, str | None] | None = None,
    private: rsa.RSAPrivateKey = PRIVATE,
) -> bytes:
    """Return *message* under a signature of ``v.example``.

    Args:
        message: With CR LF.
        form: Of header and body.
        covered: Fields in the order of ``h=``; one that is not there is signed as such.
        tags: In the place of the usual ones, or beside them; None leaves one out.
        private: The key.
    """
    of_header, _, of_body = form.partition("/")
    header, _, body = message.partition(b"\r\n\r\n")
    digest = hashlib.sha256(_body(body, of_body)).digest()
    usual: dict[str, str | None] = {
        "v": "1",
        "a": "rsa-sha256",
        "c": form,
        "d": "v.example",
        "s": "s1",
        "h": ":".join(covered),
        "bh": base64.b64encode(digest).decode(),
    }
    told = {name: text for name, text in (usual | dict(tags or {})).items() if text}
    listed = "; ".join(f"{name}={text}" for name, text in told.items())
    unsigned = f"DKIM-Signature: {listed}; b=".encode()
    text = _covered(header + b"\r\n", covered, of_header)
    text += _field(unsigned + b"\r\n", of_header)[:-2]
    made = private.sign(text, padding.PKCS1v15(), hashes.SHA256())
    return unsigned + base64.b64encode(made) + b"\r\n" + message


def _covered(header: bytes, names: Sequence[str], form: str) -> bytes:
    """Return the fields that are signed, each name from the bottom up."""
    left = [(m[1].lower(), m[0]) for m in _FIELD.finditer(header)]
    text = b""
    for name in names:
        at = [n for n, (found, _) in enumerate(left) if found == name.lower().encode()]
        if at:
            text += _field(left.pop(at[-1])[1], form)
    return text


def _field(raw: bytes, form: str) -> bytes:
    if form == "simple":
        return raw
    name, _, value = raw.partition(b":")
    unfolded = _BLANKS.sub(b" ", value.replace(b"\r\n", b"")).strip()
    return name.lower().rstrip() + b":" + unfolded + b"\r\n"


def _body(body: bytes, form: str) -> bytes:
    lines = body.split(b"\r\n")
    if form == "relaxed":
        lines = [_BLANKS.sub(b" ", line).rstrip(b" ") for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    empty = b"" if form == "relaxed" else b"\r\n"
    return b"".join(line + b"\r\n" for line in lines) or empty
