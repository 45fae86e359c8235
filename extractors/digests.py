"""Identities made of bytes."""

from hashlib import sha256


def content_digest(content: bytes) -> str:
    """Return the identity of a document: the SHA-256 of its bytes."""
    return sha256(content).hexdigest()


def message_digest(raw: bytes) -> str:
    r"""Return the identity of a mail: its SHA-256 with every line end made CRLF.

    A mailbox may store the same message with other line ends.

    >>> message_digest(b"A: b\r\n\r\nc\r\n") == message_digest(b"A: b\n\nc\n")
    True
    """
    lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return sha256(lines.replace(b"\n", b"\r\n")).hexdigest()
