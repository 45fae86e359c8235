"""Where to pay, said in a header, in the name of a file or in mark-up alone."""

from email.message import EmailMessage

import pytest

from extractors.codes import Reason
from extractors.files import media
from extractors.payment.unread import may_say_where_to_pay
from extractors.reading import read
from extractors.values import Document, MoneyDocument

WORDS = "our bank details have changed: ABA 021000021 Account 7720041863"
SAID = {"routing:021000021", "account:7720041863"}
INVOICE = """INVOICE

Invoice Number: 88213
Invoice Date: 11/20/2026
PO Number: 4471

Item     Qty   Unit Price   Amount
RK-48    2     50.00        100.00

Total Due: 100.00
"""


def said(mail: EmailMessage) -> set[str]:
    reading = read(mail.as_bytes(), "")
    return {
        detail.fingerprint
        for extraction in reading.extractions
        if isinstance(extraction.record, MoneyDocument)
        for detail in extraction.record.payment
    }


def invoice(
    *,
    subject: str = "Invoice 88213",
    name: str = "Acme",
    html: str = "",
    file: str = "",
) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = f'"{name}" <ar@acme.example>'
    mail["Subject"] = subject
    mail["Message-ID"] = "<1@acme.example>"
    mail.set_content(INVOICE)
    if html:
        mail.add_attachment(html, subtype="html", filename="more.html")
    if file:
        mail.add_attachment(b"\x00\x01\x02", "application", "x-thing", filename=file)
    return mail


@pytest.mark.parametrize(
    "mail",
    [
        invoice(subject=WORDS),
        invoice(name=WORDS.replace(":", "")),
        invoice(file=f"{WORDS.replace(':', '')}.bin"),
        invoice(file=f"{WORDS.replace(' ', '_').replace(':', '')}.bin"),
        invoice(html=f'<p>Hello<img src="x" alt="{WORDS}"></p>'),
        invoice(html=f'<p>Hello <a title="{WORDS}" href="x">there</a></p>'),
    ],
)
def test_it_counts_as_in_the_text(mail: EmailMessage) -> None:
    told = said(mail)

    assert told >= SAID
    assert any(fingerprint.startswith("announced:") for fingerprint in told)


def test_usual_names_say_nothing() -> None:
    mail = invoice(
        subject="Invoice 88213 for your PO 4471 is due",
        name="Acme Accounts Receivable",
        html='<p>Hello<img alt="Acme logo" title="Visit us"></p>',
        file="Invoice_88213_PO4471.bin",
    )

    assert said(mail) == set()


@pytest.mark.parametrize(
    ("kind", "reason", "unread"),
    [
        (media.PDF, Reason.ENCRYPTED, True),
        (media.UNKNOWN, Reason.UNKNOWN_DOCUMENT, True),
        ("application/rtf", Reason.UNKNOWN_DOCUMENT, True),
        ("image/gif", Reason.SCAN_NO_TEXT, True),
        (media.TEXT, None, False),
        ("application/pkcs7-signature", None, False),
    ],
)
def test_what_is_not_read_may_say_it(
    kind: str, reason: Reason | None, *, unread: bool
) -> None:
    document = Document(sha256="0" * 64, name="a", media_type=kind, reason=reason)

    assert may_say_where_to_pay(document) is unread


def test_a_picture_without_words_says_nothing() -> None:
    logo = Document(
        sha256="0" * 64,
        name="logo.png",
        media_type="image/png",
        reason=Reason.SCAN_NO_TEXT,
        pictures=(1,),
    )

    assert not may_say_where_to_pay(logo)
