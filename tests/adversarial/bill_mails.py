"""A vendor's mail with its files, as the receiving server left it in the mailbox."""

from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from email.policy import SMTP

SENDER = "ship@acme.example"


def mail(
    number: str,
    files: Sequence[tuple[str, bytes]] = (),
    body: str = "Please see the attached invoice.\n",
    *,
    sender: str = SENDER,
    verdict: str = "pass",
    headers: Mapping[str, str] | None = None,
    html: str = "",
) -> bytes:
    """Return one mail as the mailbox keeps it: the receiver's fields first.

    Args:
        number: Names the message.
        files: Names and contents of attachments; ``.eml`` is a mail within.
        body: Its text.
        sender: Its From.
        verdict: What the receiving server says of the sender: pass or fail.
        headers: Further fields.
        html: The same text as HTML, if it has that as well.
    """
    domain = sender.partition("@")[2]
    made = EmailMessage(policy=SMTP)
    made["Received"] = (
        "from mx.example (10.0.0.1) by mail.store.example;"
        " Fri, 20 Nov 2026 22:10:00 +0000"
    )
    made["Authentication-Results"] = (
        f"spf={verdict} (sender IP is 192.0.2.1) smtp.mailfrom={domain};"
        f" dkim={verdict} (signature) header.d={domain};"
        f" dmarc={verdict} action=none header.from={domain};"
        f"compauth={verdict} reason=100"
    )
    made["From"] = f"Acme Supply <{sender}>"
    made["To"] = "orders@store.example"
    made["Subject"] = f"Invoice {number}"
    made["Date"] = "Fri, 20 Nov 2026 22:09:00 +0000"
    made["Message-ID"] = f"<{number}@{domain}>"
    for name, value in (headers or {}).items():
        del made[name]
        made[name] = value
    made.set_content(body)
    if html:
        made.add_alternative(html, subtype="html")
    for name, content in files:
        kind = (
            ("message", "rfc822") if name.endswith(".eml") else ("application", "pdf")
        )
        made.add_attachment(content, maintype=kind[0], subtype=kind[1], filename=name)
    return made.as_bytes()
