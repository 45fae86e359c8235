"""The policy table of docs/security.md, row by row, on whole mails as they come in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from extractors.reading import read
from extractors.values import MoneyDocument
from matchers.billing.payee import payee_findings
from matchers.company import Company
from matchers.contents import Contents
from matchers.trust import judge
from matchers.vendors import Vendor, Vendors
from review.mail import summary_id
from tests.adversarial.bill_bank_changes import white
from tests.adversarial.bill_cases import Sent
from tests.adversarial.notices import pdf_bytes

PAGE = Path(__file__).parents[2] / "docs" / "security.md"
ACME = Vendor.model_validate(
    {
        "key": "acme",
        "name": "Acme Supply",
        "senders": ["ship@acme.example"],
        "domains": ["acme.example"],
        "billing": {"payment": ["routing:021000021", "account:810044735"]},
    },
    strict=False,
)
MEL = Vendor(key="mel", name="Mel's", senders=("mel.benches@gmail.com",))
VENDORS = Vendors([ACME, MEL])
US = Company(
    names=("Larkspur Home",),
    people=("Jamie Ortiz",),
    domains=("store.example",),
    addresses=("clerk@store.example",),
)

NOTICE = (
    "Ship notice\n\nPO Number: {po}\nCarrier: UPS\n"
    "Tracking Number: 1Z5R89390357567127\n\nSKU       Qty\nBIN-100   4\n"
)
SHIPPED = NOTICE.format(po="71000")
INVOICE = Sent(0).text()
ON_FILE = "ABA 021000021  Account 810044735"
OTHER = "ABA 129900641  Account 4400917735"
LOOKALIKE_PO = NOTICE.format(po="\u0406SD-71000")
TURNED = SHIPPED + "\nwith \u202eanother text\u202c in it\n"
_HIDDEN = white(INVOICE, "pay to another account").files

SAID = "From: Bob <{0}>\nSent: Friday\nTo: Acme\nSubject: PO 71000\n\n"
WROTE = "On Fri, Nov 20, 2026 at 9:00 AM Bob <{0}> wrote:\n"
STRANGER = "bob@evil.example"
SIGNED = "\n-- \nMel Dock | Acme Supply\nEmail: ship@acme.example\nPhone: 555 0100\n"


def behind(text: str) -> str:
    """Return *text* as an answer quotes it."""
    return "".join(f"> {line}\n" for line in text.splitlines())


Files = Sequence[tuple[str, bytes]]


def locked(text: str) -> bytes:
    """Return a PDF that needs a password."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf_bytes(text))))
    writer.encrypt("secret", algorithm="AES-256")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


@dataclass(frozen=True)
class Case:
    """One mail; the defaults are a sound one of a pinned vendor."""

    row: int
    id: str
    answer: str
    """auto, review, hold (of the invoice), quarantine or ignore."""
    sender: str = "Acme Supply <ship@acme.example>"
    text: str = SHIPPED
    dmarc: str = "pass"
    compauth: str = "pass"
    files: Files = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def raw(self) -> bytes:
        """Return it as the mailbox keeps it."""
        domain = self.sender.rpartition("@")[2].rstrip(">")
        mail = EmailMessage(policy=SMTP)
        mail["Received"] = "from mx.acme.example by mail.store.example; x"
        mail["Authentication-Results"] = (
            f"spf=pass smtp.mailfrom={domain}; dkim=pass header.d={domain};"
            f" dmarc={self.dmarc} header.from={domain};"
            f" compauth={self.compauth} reason=100"
        )
        mail["Subject"] = "News of your order"
        mail["Message-ID"] = "<1@mail.example>"
        for name, value in self.headers.items():
            del mail[name]
            mail[name] = value
        mail.set_content(self.text)
        for name, content in self.files:
            mail.add_attachment(
                content, maintype="application", subtype="pdf", filename=name
            )
        return f"From: {self.sender}\r\n".encode() + mail.as_bytes()

    def answered(self) -> str:
        """Return what becomes of it."""
        reading = read(self.raw(), "a.eml")
        assert reading.mail is not None
        verdict = judge(
            reading.mail,
            VENDORS,
            company=US,
            contents=Contents(reading.kind, reading.documents, reading.extractions),
        )
        if verdict.outcome != "trusted":
            return verdict.outcome
        vendor = VENDORS.get(verdict.vendor or "")
        paid = [
            finding
            for extraction in reading.extractions
            if isinstance(extraction.record, MoneyDocument)
            for finding in payee_findings(extraction.record.payment, vendor)
        ]
        return "hold" if paid else "auto"


def invoice(words: str = "") -> Files:
    return [("invoice.pdf", pdf_bytes(f"{INVOICE}\n{words}\n"))]


def elsewhere(row: int, id_: str, answer: str, **change: object) -> Case:
    headers = {"Reply-To": "acme@elsewhere.example"}
    return Case(row, id_, answer, headers=headers, **change)  # type: ignore[arg-type]  # as named


ANSWER = summary_id("Small", "2026-11-20", "clerk@store.example")
CASES = [
    Case(1, "pinned, DMARC passed and aligned", "auto"),
    Case(1, "an invoice, paid as known", "auto", files=invoice(ON_FILE)),
    Case(1, "freemail by the full address", "auto", sender="M <mel.benches@gmail.com>"),
    Case(1, "another freemail address", "quarantine", sender="M <mel@gmail.com>"),
    Case(2, "DMARC none, signed", "review", dmarc="none"),
    Case(2, "DMARC could not be asked for, signed", "review", dmarc="temperror"),
    Case(2, "a best guess, signed", "review", dmarc="bestguesspass"),
    Case(3, "DMARC failed", "quarantine", dmarc="fail", compauth="fail"),
    Case(3, "Exchange concluded that it fails", "quarantine", compauth="fail"),
    Case(4, "a look-alike", "quarantine", sender="Acme Supply <ship@acrne.example>"),
    Case(4, "another ending", "quarantine", sender="Acme <ship@acme.example.co>"),
    Case(4, "two alphabets", "quarantine", sender="Acme <ship@xn--cme-8cd.example>"),
    Case(4, "a look-alike of ours", "quarantine", sender="J <jamie@st0re.example>"),
    elsewhere(5, "answers go elsewhere", "review"),
    elsewhere(5, "answers go elsewhere, an invoice", "quarantine", files=invoice()),
    elsewhere(
        5, "answers go elsewhere, bank text", "quarantine", text=f"{SHIPPED}\n{OTHER}\n"
    ),
    elsewhere(
        5,
        "answers go elsewhere, a change announced",
        "quarantine",
        text=f"{SHIPPED}\nOur bank details have changed.\n",
    ),
    Case(
        5,
        "another address in the name",
        "review",
        sender='"ap@elsewhere.example" <ship@acme.example>',
    ),
    Case(
        5,
        "another address in the name, an invoice",
        "quarantine",
        sender='"ap@elsewhere.example" <ship@acme.example>',
        files=invoice(),
    ),
    Case(5, "our man's name", "review", sender="Jamie Ortiz <ship@acme.example>"),
    Case(
        5,
        "our man's name, an invoice",
        "quarantine",
        sender="ORTIZ, Jamie <ship@acme.example>".replace(",", ""),
        files=invoice(),
    ),
    Case(5, "our company's name", "review", sender="Larkspur Home <ship@acme.example>"),
    Case(
        5,
        "our man's name, nobody pinned",
        "quarantine",
        sender="Jamie Ortiz <jamie.ortiz@gmail.com>",
        text="Are you at your desk?\n",
    ),
    Case(6, "a new address of a pinned domain", "review", sender="A <ar@acme.example>"),
    Case(7, "a stranger's notice", "quarantine", sender="B <ship@boxes.example>"),
    Case(
        7,
        "a stranger's invoice",
        "quarantine",
        sender="B <ar@boxes.example>",
        files=invoice(),
    ),
    Case(8, "another account", "hold", files=invoice(OTHER)),
    Case(8, "one account more", "hold", files=invoice(f"{ON_FILE} or {OTHER}")),
    Case(
        8,
        "a change announced in the mail",
        "hold",
        text="Our bank details have changed.\n",
        files=invoice(ON_FILE),
    ),
    *(
        Case(6, f"{subject} {way}", "review", text=text, headers={"Subject": subject})
        for subject in ("RE: PO 71000", "AW: Fw: PO 71000", "Fwd: PO 71000", "PO 71000")
        for way, text in {
            "a stranger's header, then his notice": SAID.format(STRANGER) + SHIPPED,
            "a stranger wrote, plainly": WROTE.format(STRANGER) + SHIPPED,
            "a stranger wrote, quoted": WROTE.format(STRANGER) + behind(SHIPPED),
            "quoted of nobody": "See below\n" + behind(SHIPPED),
            "a notice above a stranger's words": SHIPPED + SAID.format(STRANGER) + "hi",
        }.items()
    ),
    Case(6, "a forward of nobody", "review", headers={"Subject": "ENC: PO 71000"}),
    Case(
        6,
        "a printed mail of a stranger",
        "review",
        text="See the file.\n",
        files=[("mail.pdf", pdf_bytes(SAID.format(STRANGER) + SHIPPED))],
    ),
    *(
        Case(
            1, f"an answer with {way}", "auto", text=text, headers={"Subject": "RE: x"}
        )
        for way, text in {
            "nothing quoted": SHIPPED,
            "our order quoted": SHIPPED + WROTE.format("pat@store.example") + "> PO",
            "our order's header": SHIPPED + SAID.format("clerk@store.example") + "PO",
            "its own dock's words": SHIPPED + WROTE.format("d@eu.acme.example") + "> x",
            "a signature": SHIPPED + SIGNED,
        }.items()
    ),
    Case(9, "hidden text", "review", files=_HIDDEN),
    Case(9, "text that is turned", "review", text=TURNED),
    Case(9, "an order's number imitated", "review", text=LOOKALIKE_PO),
    Case(9, "a PDF that does not open", "review", files=[("a.pdf", locked("x"))]),
    Case(9, "no PDF inside", "review", files=[("a.pdf", b"<html><p>PO</p></html>")]),
    Case(9, "a program", "review", files=[("a.pdf.exe", b"MZ\x90\x00" + bytes(90))]),
    Case(
        9,
        "hidden text, and a PDF that does not open",
        "quarantine",
        files=[*_HIDDEN, ("terms.pdf", locked("x"))],
    ),
    Case(
        9,
        "an order imitated, and no PDF inside",
        "quarantine",
        text=LOOKALIKE_PO,
        files=[("a.pdf", b"<html><p>PO</p></html>")],
    ),
    Case(
        9,
        "text that is turned, and hidden text",
        "quarantine",
        text=TURNED,
        files=_HIDDEN,
    ),
    Case(
        10,
        "a customer's question",
        "quarantine",
        sender="Hank <hank@gmail.com>",
        text="Where is my order #1041?\n",
    ),
    Case(11, "our own people", "review", sender="Pat <pat@store.example>"),
    Case(
        11,
        "our own address, not proved",
        "quarantine",
        sender="Pat <pat@store.example>",
        dmarc="fail",
        compauth="fail",
    ),
    Case(
        12,
        "an automatic answer",
        "ignore",
        headers={"Auto-Submitted": "auto-replied"},
        text="I am away until Monday.\n",
    ),
    Case(
        12,
        "an automatic answer that tells of a parcel",
        "review",
        headers={"Auto-Submitted": "auto-replied"},
    ),
    Case(
        12,
        "a stranger's automatic answer that tells of a parcel",
        "quarantine",
        sender="Bob <bob@evil.example>",
        headers={"Precedence": "auto_reply"},
    ),
    Case(
        12,
        "business under our name, dressed as an answer to our summary",
        "quarantine",
        sender="Pat <pat@store.example>",
        headers={"References": ANSWER},
        dmarc="fail",
        compauth="fail",
    ),
    Case(
        12,
        "a report on a message",
        "ignore",
        sender="M <mailer-daemon@mx.example>",
        headers={"Return-Path": "<>"},
    ),
    Case(
        12,
        "our own summary",
        "ignore",
        sender="Nightclerk <clerk@store.example>",
        headers={"Auto-Submitted": "auto-generated"},
    ),
    Case(
        12,
        "our own summary, sent on",
        "ignore",
        sender="Pat <pat@store.example>",
        headers={"Message-ID": ANSWER},
    ),
    Case(
        12,
        "an answer to our summary",
        "ignore",
        sender="Pat <pat@store.example>",
        headers={"In-Reply-To": ANSWER, "References": f"<0@x.example> {ANSWER}"},
    ),
    Case(
        12,
        "a vendor's answer is no answer of ours",
        "auto",
        headers={"In-Reply-To": ANSWER},
    ),
    Case(
        12,
        "a list of the vendor's own",
        "auto",
        headers={"List-Id": "<news.acme.example>", "Precedence": "bulk"},
    ),
    Case(
        12,
        "a list that sends on what it gets",
        "quarantine",
        headers={"List-Id": "<trade.lists.example>"},
        dmarc="fail",
        compauth="fail",
    ),
]


@pytest.mark.parametrize(
    "case", [pytest.param(c, id=f"row {c.row}: {c.id}") for c in CASES]
)
def test_policy_table(case: Case) -> None:
    assert case.answered() == case.answer


def test_every_row_of_the_page_has_cases() -> None:
    rows = re.findall(r"(?m)^\| ([0-9]+) \|", PAGE.read_text(encoding="utf-8"))

    assert [*dict.fromkeys(map(int, rows))] == sorted({case.row for case in CASES})
