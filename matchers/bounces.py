"""Answers no person wrote, and our own summary: nothing need be done about them."""

import re

from extractors.values import Mail

AUTOMATIC = "an automatic answer"
_MACHINES = re.compile(r"(?:mailer-daemon|postmaster|mail-daemon)@", re.IGNORECASE)
_ANSWER = re.compile(
    r"\s*(?:automatic reply|auto(?:matic|mated)?[- ]?(?:reply|response)|out[- ]of[- ]"
    r"(?:the[- ])?office|ooo|undeliverable|undelivered mail|"
    r"delivery status notification|delivery failure|mail delivery failed|"
    r"returned mail|read)\s*(?::|\(|$|\bre\b)",
    re.IGNORECASE,
)
_SUMMARY = re.compile(r"<summary-[0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9a-f]{12}@[^<>\s]+>")
"""Our summary's Message-ID; keep in sync with ``review.mail.summary_id``."""


def our_summary(mail: Mail) -> bool:
    """Say whether *mail* is our morning summary, or answers it.

    Whoever forges that has his mail ignored.
    """
    answered = (v for n, v in mail.headers if n in {"In-Reply-To", "References"})
    return any(map(_SUMMARY.search, (mail.message_id, *answered)))


def made_by_machine(mail: Mail) -> bool:
    """Say whether *mail* itself says that no person sent it."""
    return _submitted(mail) == "auto-generated"


def _submitted(mail: Mail) -> str:
    values = (v for name, v in mail.headers if name.lower() == "auto-submitted")
    return next(values, "no").split(";")[0].strip().lower()


def automatic_reply(mail: Mail) -> str:
    """Return one sentence on why nothing need be done about *mail*, or "".

    Machines also send the notices we are here to read: that a mail was made by one
    ("auto-generated") says nothing until something else says that it is an answer.
    """
    fields: dict[str, str] = {}
    for name, value in mail.headers:
        fields.setdefault(name.lower(), value.strip().lower())
    submitted = _submitted(mail)
    if submitted == "auto-replied" or "x-autoreply" in fields:
        return AUTOMATIC
    if fields.get("precedence") == "auto_reply":
        return AUTOMATIC
    if submitted == "auto-generated" and _ANSWER.match(mail.subject):
        return AUTOMATIC
    if fields.get("content-type", "").startswith("multipart/report"):
        return "a report on a message sent earlier"
    returned = fields.get("return-path") == "<>" or "x-failed-recipients" in fields
    if returned and any(_MACHINES.match(sender.address) for sender in mail.senders):
        return "a message that came back"
    return ""
