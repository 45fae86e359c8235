"""Who wrote what a mail passes on, attached or quoted."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.mail.quoting import quoted_authors
from extractors.reading import read
from tests.adversarial.notices import pdf_bytes

GMAIL = (
    "FYI\n\n---------- Forwarded message ---------\nFrom: Dock <dock@v.example>\n"
    "Date: Fri, Nov 20, 2026 at 4:41 PM\nSubject: PO 1\nTo: Mel <mel@v.example>\n\n1\n"
)
OUTLOOK = (
    "________________________________\nFrom: Dock [mailto:dock@v.example]\n"
    "Sent: Friday, November 20, 2026 4:41 PM\nTo: Mel\nCc: Kim\nSubject: PO 1\n"
)


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        pytest.param(GMAIL, ["dock@v.example"], id="Gmail"),
        pytest.param(OUTLOOK, ["dock@v.example"], id="Outlook"),
        pytest.param(
            OUTLOOK.replace("From", "*From").replace("Sent", "> Sent"),
            ["dock@v.example"],
            id="bold and quoted",
        ),
        pytest.param(
            "Von: Lager <lager@v.example>\nGesendet: Freitag\nAn: uns\nBetreff: PO 1",
            ["lager@v.example"],
            id="German",
        ),
        pytest.param(
            "De : Quai <quai@v.example>\nEnvoyé : vendredi\nÀ : nous\nObjet : PO 1",
            ["quai@v.example"],
            id="French",
        ),
        pytest.param(
            "From: Dock\nSent: Friday\nTo: Mel\nSubject: PO 1", [""], id="a name only"
        ),
        pytest.param(
            "From: A <a@v.example>, B <b@e.example>\nDate: 1\nSubject: x",
            [""],
            id="two authors",
        ),
        pytest.param(
            GMAIL + OUTLOOK.replace("v.example", "e.example"),
            ["dock@v.example", "dock@e.example"],
            id="one within the other",
        ),
        pytest.param(
            "From: A <a@e.example>\nTo: us\nSubject: x", ["a@e.example"], id="no day"
        ),
        pytest.param(
            OUTLOOK.replace("Cc: Kim", "Cc: " + ";\n ".join("klmnopqrstu")),
            ["dock@v.example"],
            id="many receivers",
        ),
        pytest.param(
            "From: Dock\nSent: Friday\nTo: "
            + ";\n ".join("abcdefghijk")
            + "\nSubject: PO 1",
            [""],
            id="many receivers, a name only",
        ),
        pytest.param(
            "From:\nA <a@e.example>\nSent:\nFriday\nSubject:\nx",
            ["a@e.example"],
            id="values below their labels",
        ),
        pytest.param(
            "| From: A <a@e.example>\n| Sent: Fri\n| Subject: x",
            ["a@e.example"],
            id="behind bars",
        ),
        pytest.param(
            "F\u200brom: A <a@e.example>\nSent: Fri", ["a@e.example"], id="unseen"
        ),
        pytest.param(
            "De: A <a@e.example>\nEnviada em: sexta\nPara: X\nAssunto: x",
            ["a@e.example"],
            id="Portuguese",
        ),
        pytest.param(
            "Od: A <a@e.example>\nWysłano: piątek\nDo: X\nTemat: x",
            ["a@e.example"],
            id="Polish",
        ),
        pytest.param(
            "发件人: A <a@e.example>\n发送时间: 2026年\n主题: x",
            ["a@e.example"],
            id="Chinese",
        ),
        pytest.param(
            "Ngombo: A <a@e.example>\nTareb: 3\nLopu: x",
            ["a@e.example"],
            id="a language nobody knows",
        ),
        pytest.param(
            "----- Forwarded by Ann/V on 11/20/26 -----\n\nA <a@e.example>\n\nTo\nAnn",
            [""],
            id="Lotus Notes",
        ),
        pytest.param(
            "A <a@e.example>  Fri, Nov 20, 2026\nTo: Ann <ann@v.example>",
            ["a@e.example"],
            id="printed by Gmail",
        ),
        pytest.param("Begin forwarded message:\n\nPO 1", [""], id="a marker alone"),
        pytest.param("--- Mensaje reenviado ---\nPO 1", [""], id="a Spanish marker"),
        pytest.param(
            "On Fri, Nov 20, 2026 at 9:00 AM A <a@e.example> wrote:\n> PO 1\n> x",
            ["a@e.example"],
            id="wrote",
        ),
        pytest.param(
            "On Fri, Nov 20, 2026 at 9:00 AM A\n<a@e.example> wrote:\nPO 1",
            ["a@e.example"],
            id="wrote, folded",
        ),
        pytest.param(
            "On Fri, Nov 20, 2026 at 9:00 AM A\n<a@e.example>\nwrote:\nPO 1",
            ["a@e.example"],
            id="wrote, folded twice",
        ),
        pytest.param(
            "Am 20.11.2026 um 9:00 schrieb A <a@e.example>:\nPO 1",
            ["a@e.example"],
            id="schrieb",
        ),
        pytest.param(
            "Le ven. 20 nov. 2026 à 9:00, A <a@e.example> a écrit :\nPO 1",
            ["a@e.example"],
            id="a écrit",
        ),
        pytest.param("On Friday somebody wrote:\nPO 1", [""], id="somebody wrote"),
        pytest.param("See\n> PO 1\n> has shipped", [""], id="nobody's quotation"),
        pytest.param(
            "From: a@v.example <b@e.example>\nSent: x", [""], id="an address for a name"
        ),
        pytest.param(
            "Mel Dock\nEmail: mel@v.example\nPhone: 555 0100\nFax: 555 0101\nTo: go",
            [],
            id="a signature",
        ),
        pytest.param(
            "Ship to: Ann Lee\nEmail: Ann <ann@c.example>\nCarrier: UPS\nPO: 1",
            [],
            id="a customer's address",
        ),
        pytest.param(
            "Questions? Write to help@v.example\nTo: dock", [], id="a contact"
        ),
        pytest.param("From: warehouse 3\nTo: Dallas\nDate: today", [], id="a route"),
        pytest.param("Ships from: a@v.example", [], id="a sentence"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_quoted_authors(text: str, authors: list[str]) -> None:
    assert [author.address for author in quoted_authors(text)] == authors


def message(subject: str, body: str, more: str = "") -> bytes:
    return (
        f"From: Mel <mel@v.example>\r\nSubject: {subject}\r\nDate: Fri, 20 Nov 2026"
        f" 10:00:00 +0000\r\n{more}\r\n{body}"
    ).encode()


ATTACHED = (
    "--b\r\nContent-Type: text/plain\r\n\r\nsee below\r\n--b\r\nContent-Type:"
    " message/rfc822\r\n\r\nFrom: x@e.example\r\nSubject: PO 1\r\n\r\nPO 1\r\n--b--\r\n"
)
MULTIPART = 'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n'


@pytest.mark.parametrize(
    ("content", "authors"),
    [
        pytest.param(message("FW: PO 1", GMAIL), ["dock@v.example"], id="quoted"),
        pytest.param(message("Re: PO 1", OUTLOOK), ["dock@v.example"], id="an answer"),
        pytest.param(
            message("FW", ATTACHED, MULTIPART), ["x@e.example"], id="attached"
        ),
        pytest.param(
            message("Re: FW", ATTACHED, MULTIPART),
            ["x@e.example"],
            id="attached to an answer",
        ),
        pytest.param(
            message("FW", ATTACHED.replace("From: x@e.example\r\n", ""), MULTIPART),
            [""],
            id="attached, unsigned",
        ),
        pytest.param(message("FW: PO 1", "PO 1 has shipped"), [""], id="nobody's"),
        pytest.param(message("[Ext] ENC: PO 1", "PO 1"), [""], id="nobody's, tagged"),
        pytest.param(message("RE: WG: PO 1", "PO 1"), [""], id="answered, nobody's"),
        pytest.param(message("PO 1 (fwd)", "PO 1"), [""], id="nobody's, of old"),
        pytest.param(
            message("Re: PO 1", "It has shipped."), [], id="an answer, nothing quoted"
        ),
        pytest.param(
            message(
                "Re: PO 1",
                "OK.\n\nOn Fri, Nov 20, 2026 Pat <pat@us.example> wrote:\n> PO 1\n",
            ),
            ["pat@us.example"],
            id="an answer that quotes our order",
        ),
        pytest.param(message("PO 1", "PO 1 has shipped"), [], id="nothing passed on"),
    ],
)
def test_of_a_message(content: bytes, authors: list[str]) -> None:
    mail = read(content, "").mail
    assert mail is not None
    assert [author.address for author in mail.forwarded] == authors


SAVED = (
    "--b\r\nContent-Type: text/plain\r\n\r\nsee file\r\n--b\r\nContent-Type:"
    " text/html\r\nContent-Disposition: attachment; filename=mail.html\r\n\r\n"
    "<p><b>From:</b> Bob &lt;bob@e.example&gt;<br><b>Sent:</b> Friday<br><b>Subject:"
    "</b> x</p>\r\n--b--\r\n"
)


def test_a_saved_mail_names_its_author() -> None:
    mail = read(message("PO 1", SAVED, MULTIPART), "").mail
    assert mail is not None
    assert [author.address for author in mail.forwarded] == ["bob@e.example"]


def test_a_printed_mail_names_its_author() -> None:
    page = pdf_bytes("From: Bob <bob@e.example>\nSent: Friday\nTo: Mel\nSubject: x\n")
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "Mel <mel@v.example>", "PO 1"
    outer.set_content("see file")
    outer.add_attachment(page, maintype="application", subtype="pdf", filename="m.pdf")
    mail = read(outer.as_bytes(), "").mail
    assert mail is not None
    assert [author.address for author in mail.forwarded] == ["bob@e.example"]


def test_too_many_authors_are_nobody() -> None:
    blocks = "".join(f"From: a{n}@v.example\nSent: x\n\n" for n in range(30))
    mail = read(message("FW: x", blocks), "").mail
    assert mail is not None
    assert mail.forwarded[0].address == ""
    assert len(mail.forwarded) == 20


@given(st.text(alphabet="From:Sent@<>\n> *,subject", max_size=200))
def test_never_raises(text: str) -> None:
    list(quoted_authors(text))
