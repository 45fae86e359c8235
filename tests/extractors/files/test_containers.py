"""Files that hold other files: Outlook's messages, winmail.dat, protected PDFs."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.codes import Reason
from extractors.files.compound import Compound, CompoundError
from extractors.files.documents import Source, read_documents
from extractors.files.tnef import TnefError, unpack
from extractors.reading import read

from .outlook import FILE, MESSAGE, SECTOR, compound, pdf, wide


def words(document: object) -> list[str]:
    return [word.text for page in document.pages for word in page.words]  # type: ignore[attr-defined]


def test_a_message_that_outlook_saved_is_read_as_a_mail() -> None:
    reading = read(compound(MESSAGE), "mail.msg")

    assert reading.mail is not None
    assert reading.mail.message_id == "<1@mill.example>"
    assert reading.mail.senders[0].address == "jo@mill.example"
    [body, slip] = reading.documents
    assert body.body
    assert "48960" in body.text
    assert slip.name == "slip.pdf"
    assert words(slip) == ["PO", "48961"]


def test_a_message_inside_a_message_is_read() -> None:
    inner = {
        f"{FILE}__substg1.0_3701000D/{path}": content
        for path, content in MESSAGE.items()
    }
    outer = {"__properties_version1.0": b"", "__substg1.0_1000001F": wide("See below")}
    reading = read(compound(outer | inner), "mail.msg")

    assert [d.body for d in reading.documents] == [True, True, False]


def test_a_message_attached_to_a_mail_is_read() -> None:
    both = MESSAGE | {"__substg1.0_10130102": b"<p>Purchase order <b>48960</b></p>"}
    read_ = read_documents(Source(compound(both), "mail.msg"))

    assert [d.name for d in read_.documents] == ["", "slip.pdf"]


@given(st.data())
def test_a_damaged_compound_file_has_a_reason(data: st.DataObject) -> None:
    content = bytearray(compound(MESSAGE))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(8, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    cut = bytes(content[: data.draw(st.integers(8, len(content)))])

    reading = read(cut, "mail.msg")
    assert all(d.reason for d in reading.documents if d.status != "read")


def test_a_chain_without_an_end_is_damage() -> None:
    content = bytearray(compound({"a": b"x"}))
    table = len(content) - SECTOR
    content[table : table + 4] = struct.pack("<I", 0)

    with pytest.raises(CompoundError):
        Compound(bytes(content)).read("a")


def attribute(level: int, number: int, data: bytes) -> bytes:
    head = struct.pack("<BHHI", level, number, 6, len(data))
    return head + data + struct.pack("<H", sum(data) & 0xFFFF)


def properties(*values: tuple[int, int, bytes]) -> bytes:
    out = struct.pack("<I", len(values))
    for kind, key, value in values:
        padded = value.ljust((len(value) + 3) // 4 * 4, b"\0")
        out += struct.pack("<HHII", kind, key, 1, len(value)) + padded
    return out


def winmail(content: bytes) -> bytes:
    return (
        b"\x78\x9f\x3e\x22\x01\x00"
        + attribute(1, 0x8008, b"IPM.Note\0")
        + attribute(2, 0x9002, bytes(14))
        + attribute(2, 0x8010, b"SLIP~1.PDF\0")
        + attribute(2, 0x800F, content)
        + attribute(2, 0x9005, properties((0x1F, 0x3707, wide("packing slip.pdf\0"))))
    )


def test_the_files_of_a_winmail_are_read() -> None:
    content = pdf("PO 48960")
    [document] = read_documents(Source(winmail(content), "winmail.dat")).documents

    assert document.name == "packing slip.pdf"
    assert words(document) == ["PO", "48960"]


def test_a_winmail_without_files_is_read_and_empty() -> None:
    [document] = read_documents(Source(b"\x78\x9f\x3e\x22\x01\x00")).documents

    assert (document.status, document.pages) == ("read", ())


def test_a_cut_winmail_is_damaged() -> None:
    [document] = read_documents(Source(winmail(b"x" * 100)[:90])).documents

    assert document.reason is Reason.DAMAGED


@given(st.binary(max_size=300))
def test_unpacking_gives_files_or_says_why_not(tail: bytes) -> None:
    for content in (tail, b"\x78\x9f\x3e\x22\x01\x00" + tail, winmail(tail)[:-1]):
        try:
            files = unpack(content)
        except TnefError:
            continue
        assert all(file.content for file in files)


@pytest.mark.parametrize(
    ("passwords", "reason"),
    [((), Reason.ENCRYPTED), (("wrong",), Reason.ENCRYPTED), (("no", "mill"), None)],
)
def test_a_protected_pdf_opens_with_a_known_password(
    passwords: tuple[str, ...], reason: Reason | None
) -> None:
    [document] = read(pdf("PO 48960", "mill"), "a.pdf", passwords).documents

    assert document.reason is reason
    assert bool(words(document)) is (reason is None)


LINK = "Your documents: https://{}/x1y2"


@pytest.mark.parametrize(
    ("host", "named"),
    [
        ("drive.google.com", True),
        ("mill.sharepoint.com", True),
        ("WWW.Dropbox.com", True),
        ("we.tl", True),
        ("mill.box.com", True),
        ("1drv.ms", True),
        ("mill-my.sharepoint.com", True),
        ("mill.wetransfer.com", True),
        ("mill.example", False),
        ("mill.example/portal/invoices/4711.pdf?token=1&a=", True),
        ("portal.mill.example/packing-slips/download", True),
        ("mill.example/invoices", False),
        ("mill.example/catalogue.pdf?", False),
        ("mill.example/orders/48960", False),
        ("notdropbox.com", False),
        ("dropbox.com.mill.example", False),
    ],
)
def test_a_link_to_a_file_is_named_and_not_followed(*, host: str, named: bool) -> None:
    mail = f"From: jo@mill.example\r\nSubject: files\r\n\r\n{LINK.format(host)}\r\n"
    reading = read(mail.encode(), "")

    assert (Reason.CLOUD_LINK in {i.code for i in reading.issues}) is named


def test_a_mail_that_brings_a_file_needs_no_link() -> None:
    content = (
        b"From: jo@mill.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        b"--b\r\n\r\nhttps://drive.google.com/x1\r\n--b\r\nContent-Type: text/csv\r\n"
        b"Content-Disposition: attachment; filename=a.csv\r\n\r\n"
        b"a,b\r\n1,2\r\n--b--\r\n"
    )

    assert read(content, "").issues == ()
