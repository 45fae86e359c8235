"""One file in, all that can be read of it out; what cannot is there with a reason."""

import base64
import io
import zipfile
from email.message import EmailMessage

import pytest

from extractors.codec import decode, encode
from extractors.codes import Reason
from extractors.reading import outline, read
from extractors.values import Document, Reading

BROKEN_PDF = b"%PDF-1.7\nno objects"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"x" * 100
TABLE = "<table><tr><th>SKU<th>Qty<tr><td>AB-1<td>2</table>"


def mail(**parts: bytes) -> EmailMessage:
    """Return a mail with files attached under the names given, ``__`` for a dot."""
    message = EmailMessage()
    message["From"] = "Ann <ann@vendor.example>"
    message["Subject"] = "PO 48960"
    message["Message-ID"] = "<1@vendor.example>"
    message.set_content("See attached.")
    for name, content in parts.items():
        message.add_attachment(
            content, "application", "octet-stream", filename=name.replace("__", ".")
        )
    return message


def documents(message: EmailMessage) -> list[Document]:
    return list(read(message.as_bytes(), "").documents)


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in members.items():
            target.writestr(name.replace("__", "."), content)
    return out.getvalue()


def test_the_text_of_the_mail_is_a_document() -> None:
    [body] = documents(mail())

    assert (body.body, body.text.strip(), body.status) == (
        True,
        "See attached.",
        "read",
    )
    assert [w.text for w in body.pages[0].words] == ["See", "attached."]


@pytest.mark.parametrize(
    ("name", "content", "kind", "status", "reason"),
    [
        ("a__pdf", BROKEN_PDF, "application/pdf", "unreadable", Reason.DAMAGED),
        ("a__png", PICTURE, "image/png", "unreadable", Reason.DAMAGED),
        ("a__exe", b"MZ\x00\x01\x02", "application/x-msdownload", "quarantined",
         Reason.UNKNOWN_DOCUMENT),
        ("a__bin", b"\x00\x01\x02", "application/octet-stream", "quarantined",
         Reason.UNKNOWN_DOCUMENT),
        ("a__zip", b"PK\x03\x04...", "application/zip", "unreadable", Reason.DAMAGED),
        ("a__csv", b"SKU,Qty\nAB-1,2\n", "text/csv", "read", None),
        ("a__txt", b"hello", "text/plain", "read", None),
        ("a__pdf", b"hello", "text/plain", "read", None),
        ("a__txt", TABLE.encode(), "text/html", "read", None),
        ("a__xml", b"<?xml version='1.0'?><a/>", "application/xml", "read", None),
        ("a__txt", b"", "text/plain", "read", None),
    ],
)  # fmt: skip
def test_an_attachment_is_what_its_bytes_say(
    name: str, content: bytes, kind: str, status: str, reason: Reason | None
) -> None:
    _, document = documents(mail(**{name: content}))

    assert document.name == name.replace("__", ".")
    assert (document.media_type, document.status, document.reason) == (
        kind, status, reason,
    )  # fmt: skip


def test_files_of_an_archive_are_documents_and_archives_in_it_stay_closed() -> None:
    inner = archive(c__txt=b"deep")
    _, *found = documents(mail(x__zip=archive(a__txt=b"one", b__zip=inner)))

    assert [(d.name, d.status, d.reason) for d in found] == [
        ("a.txt", "read", None),
        ("b.zip", "unreadable", Reason.TOO_LARGE),
    ]


def test_the_same_file_twice_is_one_document() -> None:
    _, *found = documents(mail(a__txt=b"same", b__txt=b"same", c__txt=b"other"))

    assert [d.name for d in found] == ["a.txt", "c.txt"]


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        pytest.param(TABLE, "text/html", id="HTML with a table"),
        pytest.param("<p>See attached.", "text/plain", id="HTML without one"),
        pytest.param("", "text/plain", id="empty HTML"),
    ],
)
def test_the_better_alternative_is_the_text(markup: str, kind: str) -> None:
    message = mail()
    message.add_alternative(markup, subtype="html")

    [body] = documents(message)
    assert (body.media_type, body.body) == (kind, True)


def test_a_small_picture_in_the_text_is_decoration() -> None:
    message = mail()
    message.add_attachment(PICTURE, "image", "png", disposition="inline", cid="<logo>")

    _, logo = documents(message)
    assert logo.status == "read"


def test_a_forwarded_mail_is_read_with_its_files() -> None:
    outer = EmailMessage()
    outer["From"] = "me@store.example"
    outer.set_content("please book")
    outer.add_attachment(mail(a__csv=b"SKU,Qty\nAB-1,2\n"))

    reading = read(outer.as_bytes(), "")
    assert [m.message_id for m in reading.forwarded] == ["<1@vendor.example>"]
    assert [d.text.strip() for d in reading.documents] == [
        "please book", "See attached.", "SKU\tQty\nAB-1\t2",
    ]  # fmt: skip


def test_a_file_by_itself_is_no_mail() -> None:
    reading = read(b"SKU,Qty\nAB-1,2\n", "list.csv")

    assert reading.mail is None
    assert [d.media_type for d in reading.documents] == ["text/csv"]


@pytest.mark.parametrize("name", ["", "a.eml", "a.EML"])
def test_what_came_as_mail_is_one_even_without_a_header(name: str) -> None:
    reading = read(b"just some words\n", name)

    assert reading.mail is not None
    assert [d.body for d in reading.documents] == [True]


def test_a_mail_that_speaks_of_a_pdf_is_a_mail() -> None:
    reading = read(b"Subject: %PDF-1.7\r\nFrom: a@b.example\r\n\r\nhello", "")

    assert reading.mail
    assert reading.mail.subject == "%PDF-1.7"


def test_an_outline_names_everything_and_reads_nothing() -> None:
    content = mail(a__pdf=BROKEN_PDF).as_bytes()

    reading = outline(content, "", Reason.TIMEOUT, "no answer")
    assert reading.mail
    assert reading.mail.senders[0].address == "ann@vendor.example"
    assert [(d.name, d.status, d.reason) for d in reading.documents] == [
        ("", "unreadable", Reason.TIMEOUT),
        ("a.pdf", "unreadable", Reason.TIMEOUT),
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00",
        mail(a__pdf=BROKEN_PDF, b__zip=archive(a__csv=b"a,b\n1,2\n")).as_bytes(),
        b"From: a@b.example\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.b64encode(b"hello"),
    ],
)
def test_a_reading_survives_its_codec(content: bytes) -> None:
    reading: Reading = read(content, "")

    assert decode(encode(reading)) == reading
