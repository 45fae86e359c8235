"""The morning summary as a mail: the text and the page, which say the same."""

from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from review.escape import shortened
from review.headline import title
from review.html import summary_html
from review.text import summary_text
from review.values import NightReport

AGAIN = "Sent again, as no answer came the first time: "


def summary_id(store: str, night: str, sender: str) -> str:
    """Return the Message-ID of a night's summary: the same on every try.

    >>> summary_id("Small", "2026-11-20", "clerk@store.example")
    '<summary-2026-11-20-ade22aec3b73@store.example>'
    """
    digest = sha256(f"{store}\n{night}\n{sender}".encode()).hexdigest()[:12]
    return f"<summary-{night}-{digest}@{sender.rpartition('@')[2]}>"


def summary_mail(
    report: NightReport,
    *,
    sender: str,
    to: Sequence[str],
    at: datetime,
    again: bool = False,
) -> bytes:
    """Return the whole mail.

    Args:
        report: What it says.
        sender: Address it comes from.
        to: Addresses it goes to.
        at: When it is sent, aware.
        again: It may have arrived already; the subject says so.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = ", ".join(to)
    mail["Subject"] = (AGAIN if again else "") + shortened(title(report), 200)
    mail["Date"] = at
    mail["Message-ID"] = summary_id(report.store, report.night, sender)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(summary_text(report))
    mail.add_alternative(summary_html(report), subtype="html")
    return bytes(mail)
