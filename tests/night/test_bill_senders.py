"""Who may have bills made without a person: a proved sender, paid as is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from tests.adversarial.bill_cases import Sent
from tests.adversarial.bill_mails import SENDER, mail
from tests.adversarial.notices import pdf_bytes

from .bill_nights import billing, made_bills, wrong_bills

STAFF = "sam@store.example"
PAYMENT = {
    "same": "ABA 021000021  Account 810044735",
    "none": "",
    "changed": "ABA 129900641  Account 4400917735",
    "added": "ABA 021000021  Account 810044735  or ABA 129900641 Account 4400917735",
}


@dataclass(frozen=True)
class From:
    """How one mail comes in."""

    name: str
    sender: str = SENDER
    verdict: str = "pass"
    headers: Mapping[str, str] = field(default_factory=dict)
    forwarded: bool = False


PINNED = From("pinned, passed")
SENDERS = (
    PINNED,
    From("pinned, failed", verdict="fail"),
    From("look-alike", sender="ship@acrne.example"),
    From("look-alike, another ending", sender="ship@acme.example.co"),
    From("unknown", sender="billing@elsewhere.example"),
    From("another address of the domain", sender="ar@acme.example"),
    From("reply to elsewhere", headers={"Reply-To": "ar@elsewhere.example"}),
    From("another vendor's", sender="ship@rival.example"),
    From("forwarded by staff", sender=STAFF),
    From("forwarded by staff, attached", sender=STAFF, forwarded=True),
    From("forged by its name", sender="acme@elsewhere.example"),
    From("written into the mail", sender=SENDER, verdict="none"),
)


def _mail(who: From, sent: Sent, words: str) -> bytes:
    files = [("invoice.pdf", pdf_bytes(f"{sent.text()}\n{words}\n"))]
    if who.forwarded:
        inner = mail(f"inner-{sent.number}", files)
        files = [("forwarded.eml", inner)]
    return mail(
        sent.number,
        files,
        sender=who.sender,
        verdict=who.verdict,
        headers=who.headers,
    )


@pytest.mark.parametrize(
    "paid",
    [
        pytest.param(paid, marks=() if paid == "same" else pytest.mark.slow)
        for paid in PAYMENT
    ],
)
def test_only_a_proved_pinned_sender_paid_as_known_is_billed(
    paid: str, tmp_path: Path
) -> None:
    """All senders in one night, each with an invoice of its own."""
    invoices = {Sent(at): who for at, who in enumerate(SENDERS)}
    raws = {
        sent.number: _mail(who, sent, PAYMENT[paid]) for sent, who in invoices.items()
    }
    with billing(tmp_path, list(invoices), raws) as stage:
        evening = stage.night()

        made = {bill["number"] for bill in made_bills(stage)}
        expected = {
            sent.number
            for sent, who in invoices.items()
            if who is PINNED and paid in ("same", "none")
        }
        assert made == expected, evening.summary
        assert wrong_bills(stage, list(invoices)) == []


def test_a_mail_within_a_strangers_counts_as_the_strangers(tmp_path: Path) -> None:
    """Whatever the inner mail says of its own sender."""
    sent = Sent(0)
    inner = mail("inner", [("invoice.pdf", pdf_bytes(sent.text()))])
    outer = EmailMessage(policy=SMTP)
    outer["From"] = "x@elsewhere.example"
    outer["To"] = "orders@store.example"
    outer["Date"] = "Fri, 20 Nov 2026 22:09:00 +0000"
    outer["Message-ID"] = "<outer@elsewhere.example>"
    outer.set_content("see attached")
    outer.add_attachment(
        inner, maintype="message", subtype="rfc822", filename="invoice.eml"
    )
    with billing(tmp_path, [sent], {"outer": outer.as_bytes()}) as stage:
        stage.night()

        assert made_bills(stage) == []
