"""A change of bank that stands where no reader of ours looks: held all the same."""

import io
import zipfile
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

from tests.adversarial.bill_cases import Sent
from tests.adversarial.bill_mails import mail
from tests.adversarial.notices import pdf_bytes

from .bill_nights import billing, codes_of, made_bills

WORDS = "Our bank details have changed: ABA 129900641 Account 4400917735"


def _zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, content)
    return packed.getvalue()


WORD = _zipped("word/document.xml", f"<w:t>{WORDS}</w:t>".encode())
FILES = {
    "letter.docx": WORD,
    "letter.zip": _zipped("letter.docx", WORD),
    "letter.rtf": b"{\\rtf1 " + WORDS.encode() + b"}",
    "letter.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + WORDS.encode(),
    "letter.7z": b"7z\xbc\xaf\x27\x1c" + b"\0" * 200,
    "letter.pages": b"\x00\x01\x02\x03" * 90,
}


def _with_file(raw: bytes, name: str, content: bytes) -> bytes:
    message = message_from_bytes(raw, policy=SMTP)
    message.add_attachment(content, "application", "octet-stream", filename=name)
    return message.as_bytes()


def _mail(sent: Sent, headers: dict[str, str] | None = None) -> bytes:
    files = [("invoice.pdf", pdf_bytes(sent.text()))]
    return mail(sent.number, files, "The invoice is attached.\n", headers=headers)


def test_an_unread_file_holds_the_invoice_beside_it(tmp_path: Path) -> None:
    sent = [Sent(at) for at in range(len(FILES))]
    raws = {
        each.number: _with_file(_mail(each), name, content)
        for each, (name, content) in zip(sent, FILES.items(), strict=True)
    }
    with billing(tmp_path, sent, raws) as stage:
        evening = stage.night()

        assert made_bills(stage) == [], evening.summary
        for each in sent:
            assert codes_of(stage, each.number)


def test_a_subject_and_a_file_of_words_with_replies_elsewhere(tmp_path: Path) -> None:
    """Neither is believed: both are about money, or may be."""
    sent = [Sent(0), Sent(1)]
    elsewhere = {"Reply-To": "pay@elsewhere.example"}
    body = "Your order has shipped, tracking 1Z5R89390357567127\n"
    raws = {
        "subject": mail("s", [], body, headers={**elsewhere, "Subject": WORDS}),
        "file": _with_file(mail("f", [], body, headers=elsewhere), "letter.docx", WORD),
    }
    with billing(tmp_path, sent, raws) as stage:
        stage.night()

        with stage.ledger() as ledger:
            stored = list(ledger.mail.stored_in([1]))
        assert {message.trust for message in stored} == {"quarantine"}
