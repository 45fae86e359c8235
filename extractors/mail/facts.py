"""Header fields → the facts of a mail that code decides on."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from extractors.digests import message_digest
from extractors.mail.addresses import addresses
from extractors.mail.headers import Field, clean, decode_words
from extractors.values import Mail

_CLASSIFYING = {
    name.lower(): name
    for name in (
        "Auto-Submitted",
        "Content-Type",
        "Delivered-To",
        "In-Reply-To",
        "List-Id",
        "List-Unsubscribe",
        "Precedence",
        "References",
        "Resent-From",
        "Return-Path",
        "Sender",
        "X-Auto-Response-Suppress",
        "X-Autoreply",
        "X-Failed-Recipients",
        "X-Forwarded-For",
        "X-Forwarded-To",
        "X-Original-To",
    )
}
_MAX_FIELDS = 40
_MAX_TEXT = 2_000
"""Characters of a subject or of a field that classifies."""
_RECEIVED_BY = re.compile(r"\bby\s+([^\s;()]+)", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9_-]{1,63}\.){1,20}[a-z][a-z0-9-]{1,62}", re.IGNORECASE)
_SHORT_LABEL = 3
"""A label this short before a country's makes one registry with it (``co.uk``)."""


def mail_of(fields: Sequence[Field], content: bytes) -> Mail:
    """Return the facts of the message whose bytes are *content*; never raises."""
    digest = message_digest(content)
    return Mail(
        message_id=_message_id(fields) or f"<{digest}@message-id.invalid>",
        sha256=digest,
        date=_date(next(_values(fields, "date"), "")),
        subject=decode_words(next(_values(fields, "subject"), ""))[:_MAX_TEXT],
        senders=addresses(_values(fields, "from")),
        reply_to=addresses(_values(fields, "reply-to")),
        recipients=addresses([*_values(fields, "to"), *_values(fields, "cc")]),
        authentication=_authentication(fields),
        headers=tuple(
            (_CLASSIFYING[f.name], decode_words(f.value)[:_MAX_TEXT])
            for f in fields
            if f.name in _CLASSIFYING
        )[:_MAX_FIELDS],
    )


def _values(fields: Sequence[Field], name: str) -> "filter[str]":
    return filter(None, (f.value for f in fields if f.name == name))


def _message_id(fields: Sequence[Field]) -> str:
    return clean(next(_values(fields, "message-id"), ""))[:_MAX_TEXT]


def _date(value: str) -> datetime | None:
    """Return the instant as written, in UTC where it names no zone; None if no date."""
    try:
        when = parsedate_to_datetime(clean(value))
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        when.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return when


def _authentication(fields: Sequence[Field]) -> tuple[str, ...]:
    """Return what the receiving server says of the sender, and nothing older.

    Servers put their verdict above or right below their own Received field. So fields
    count from the top while every Received is by the server on top; after a verdict the
    next Received ends it: what stands lower came with the message.
    """
    verdicts: list[str] = []
    own = ""
    for name, value in fields:
        if name == "authentication-results":
            verdict = clean(value)[:_MAX_TEXT]
            if not verdicts or _server(verdict) == _server(verdicts[0]):
                verdicts.append(verdict)
        elif name == "received":
            domain = _domain(value)
            if verdicts or (own and domain and domain != own):
                break
            own = own or domain
    return tuple(verdicts)


def _server(verdict: str) -> str:
    return verdict.partition(";")[0].strip().lower()


def _domain(received: str) -> str:
    """Return the registered domain of the server that wrote *received*, or ""."""
    by = _RECEIVED_BY.search(received)
    host = by[1].lower().rstrip(".") if by else ""
    if not _HOST.fullmatch(host):
        return ""  # an address literal or a name of the inner network
    labels = host.split(".")
    registry = len(labels[-1]) == 2 and len(labels[-2]) <= _SHORT_LABEL  # noqa: PLR2004  # a country's
    return ".".join(labels[-3 if registry else -2 :])
