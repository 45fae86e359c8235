"""What comes wrapped in other files is read as if it had come with the mail itself."""

import io
import struct
import zipfile
from email.message import EmailMessage

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.codes import Reason
from extractors.files.within import document_in
from extractors.reading import read
from extractors.values import Reading, ShipNotice

from .outlook import MESSAGE, compound

SLIP = (
    "PACKING SLIP",
    "Purchase Order: 48960",
    "Carrier: UPS",
    "Tracking Number: 1Z5R89390357567127",
)
ORDER = b"""<?xml version="1.0"?>
<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
<cbc:ID>48962</cbc:ID><cbc:IssueDate>2026-11-19</cbc:IssueDate></Order>"""
SHEET = b"PO,SKU,Qty shipped,Tracking number\n48963,AB-1234,2,1Z5R89390357567127\n"


def pdf(*lines: str, files: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for n, line in enumerate(lines):
        canvas.drawString(72, 720 - 18 * n, line)
    canvas.save()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(out.getvalue()))
    for name, content in (files or {}).items():
        writer.add_attachment(name, content)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in files.items():
            target.writestr(name.replace("_", "."), content)
    return out.getvalue()


def winmail(name: str, content: bytes) -> bytes:
    """Return a winmail.dat as Outlook sends it, with one file."""

    def attribute(level: int, number: int, value: bytes) -> bytes:
        head = struct.pack("<BHHI", level, number, 6, len(value))
        return head + value + struct.pack("<H", sum(value) & 0xFFFF)

    return (
        b"\x78\x9f\x3e\x22\x01\x00"
        + attribute(1, 0x8008, b"IPM.Note\0")
        + attribute(2, 0x9002, bytes(14))
        + attribute(2, 0x8010, name.encode() + b"\0")
        + attribute(2, 0x800F, content)
    )


def mail(name: str, content: bytes) -> Reading:
    message = EmailMessage()
    message["From"], message["Message-ID"] = "jo@mill.example", "<1@mill.example>"
    message["Subject"] = "Your order has shipped"
    message.set_content("See the file.")
    message.add_attachment(
        content, maintype="application", subtype="octet-stream", filename=name
    )
    return read(message.as_bytes(), "a.eml")


FILES = {
    "a slip": ("slip.pdf", pdf(*SLIP)),
    "a sheet": ("lines.csv", SHEET),
    "a page with XML": ("order.pdf", pdf("Order 48962", files={"order.xml": ORDER})),
    "an archive": ("all.zip", archive(slip_pdf=pdf(*SLIP), lines_csv=SHEET)),
}


@pytest.mark.parametrize(("name", "content"), FILES.values(), ids=FILES.keys())
def test_the_file_of_a_winmail_reads_as_one_of_the_mail(
    name: str, content: bytes
) -> None:
    plain, wrapped = mail(name, content), mail("winmail.dat", winmail(name, content))

    assert plain.extractions
    assert wrapped.extractions == plain.extractions
    assert wrapped.documents == plain.documents
    assert wrapped.issues == plain.issues


def test_a_winmail_in_a_winmail_stays_closed() -> None:
    inner = winmail("slip.pdf", pdf(*SLIP))

    reading = mail("winmail.dat", winmail("winmail.dat", inner))

    assert [d.reason for d in reading.documents if not d.body] == [Reason.TOO_LARGE]


def test_the_invoices_of_an_archive_bring_their_xml() -> None:
    reading = mail("a.zip", archive(order_pdf=FILES["a page with XML"][1]))

    assert [d.name for d in reading.documents if not d.body] == [
        "order.pdf",
        "order.xml",
    ]


def portfolio(depth: int) -> bytes:
    """Return a cover page with files in it, of which one is such a cover again."""
    inner = {"slip.pdf": pdf(*SLIP), "lines.csv": SHEET}
    if depth:
        inner["more.pdf"] = portfolio(depth - 1)
    return pdf("Open this portfolio with another programme.", files=inner)


def test_the_files_of_a_portfolio_are_read() -> None:
    reading = mail("all.pdf", portfolio(0))

    names = {d.name for d in reading.documents if not d.body}
    assert names == {"all.pdf", "slip.pdf", "lines.csv"}
    notices = [e.record for e in reading.extractions]
    assert {
        n.po_number.value for n in notices if isinstance(n, ShipNotice) and n.po_number
    } == {"48960", "48963"}
    assert reading.issues == ()


def test_what_a_portfolio_holds_deeper_is_said_to_be_closed() -> None:
    reading = mail("all.pdf", portfolio(2))

    [issue] = reading.issues
    assert issue.code is Reason.TOO_LARGE
    assert issue.detail == "more.pdf: 3 file(s) in it were not opened"


def test_more_files_than_are_opened_are_said_to_be_there() -> None:
    files = {f"{n}.csv": SHEET + b"%d" % n for n in range(60)}

    reading = mail("all.pdf", pdf("Portfolio", files=files))

    assert len(reading.documents) == 52  # the mail's text, the cover, 50 files
    details = [issue.detail for issue in reading.issues]
    assert "all.pdf: 10 file(s) in it were not opened" in details


def message(author: str, subject: str, *files: tuple[str, bytes]) -> bytes:
    """Return a mail as bytes."""
    made = EmailMessage()
    made["From"], made["Message-ID"] = author, "<2@mill.example>"
    made["Subject"] = subject
    made.set_content("See the file.")
    for name, content in files:
        made.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return made.as_bytes()


INNER = message("al@other.example", "Shipped", ("slip.pdf", pdf(*SLIP)))
SAVED = compound(MESSAGE)


def names(reading: Reading) -> list[str]:
    return [d.name for d in reading.documents if not d.body]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("all.zip", archive(mail_eml=INNER)),
        ("mail.eml", INNER),
        ("mail", INNER),
        ("all.pdf", pdf("Open this.", files={"mail.eml": INNER})),
    ],
    ids=["in an archive", "as a file", "without a suffix", "in a portfolio"],
)
def test_a_mail_that_is_a_file_is_opened(name: str, content: bytes) -> None:
    reading = mail(name, content)

    assert "slip.pdf" in names(reading)
    assert [m.subject for m in reading.forwarded] == ["Shipped"]
    [notice] = [e.record for e in reading.extractions if e.record]
    assert isinstance(notice, ShipNotice)
    assert notice.po_number
    assert notice.po_number.value == "48960"
    assert reading.issues == ()


@pytest.mark.parametrize(
    ("name", "content", "author"),
    [
        ("all.zip", archive(mail_eml=INNER), "al@other.example"),
        ("mail.eml", INNER, "al@other.example"),
        ("mail.msg", SAVED, "jo@mill.example"),
        ("all.zip", archive(mail_msg=SAVED), "jo@mill.example"),
        ("winmail.dat", winmail("mail.msg", SAVED), ""),
    ],
)
def test_who_wrote_a_mail_in_a_file_is_known(
    name: str, content: bytes, author: str
) -> None:
    """Nobody vouches for what he passes on; he has to be seen to pass it on."""
    reading = mail(name, content)

    assert reading.mail
    found = [a.address for a in reading.mail.forwarded]
    assert found == ([author] if author else [])


def test_a_message_in_a_saved_message_names_its_author() -> None:
    inner = {
        f"__attach_version1.0_#00000000/__substg1.0_3701000D/{path}": content
        for path, content in MESSAGE.items()
    }
    outer = {"__properties_version1.0": b"", "__substg1.0_1000001F": b"x\0"}
    reading = read(compound(outer | inner), "mail.msg")

    assert reading.mail
    assert [a.address for a in reading.mail.forwarded] == ["jo@mill.example"]


CLOSED = {
    "an archive in an archive": (
        "all.zip",
        archive(in_zip=archive(slip_pdf=pdf(*SLIP))),
        "in.zip: an archive inside another file is not opened",
    ),
    "an archive in a mail in an archive": (
        "all.zip",
        archive(m_eml=message("a@b.example", "S", ("in.zip", archive(a_csv=SHEET)))),
        "in.zip: an archive inside another file is not opened",
    ),
    "a mail in a mail": (
        "m.eml",
        message("a@b.example", "S", ("in.eml", INNER)),
        "in.eml: a mail inside another mail's file is not opened",
    ),
    "a message in a mail": (
        "m.eml",
        message("a@b.example", "S", ("in.msg", SAVED)),
        "in.msg: a message inside another mail's file is not opened",
    ),
}


@pytest.mark.parametrize(
    ("name", "content", "said"), CLOSED.values(), ids=CLOSED.keys()
)
def test_what_lies_too_deep_is_named(name: str, content: bytes, said: str) -> None:
    reading = mail(name, content)

    assert said in [i.detail for i in reading.issues]
    assert Reason.TOO_LARGE in {d.reason for d in reading.documents}


def test_a_text_that_begins_as_a_mail_does_is_a_text() -> None:
    slip = b"Date: 2026-11-19\nTo: Shop\nFrom: Mill\n\nPurchase order: 48960\n"

    assert names(mail("slip.txt", slip)) == ["slip.txt"]
    assert mail("slip.txt", slip).forwarded == ()


@pytest.mark.parametrize(("mails", "issues"), [(1, 0), (2, 1)])
def test_several_mails_in_one_file_are_said_to_be_several(
    mails: int, issues: int
) -> None:
    one = b"From jo@mill.example Thu Nov 19 10:00:00 2026\n" + INNER
    reading = read(b"\n".join([one] * mails), "inbox.mbox")

    found = [i for i in reading.issues if i.code is Reason.MULTIPLE_DOCUMENTS]
    assert len(found) == issues


def test_a_file_deep_inside_is_found_again() -> None:
    slip = pdf(*SLIP)
    whole = message("a@b.example", "S", ("a.zip", archive(mail_eml=INNER)))
    [document] = [d for d in read(whole, "").documents if d.name == "slip.pdf"]

    assert document_in(whole, document.sha256)
    assert document.size == len(slip)
