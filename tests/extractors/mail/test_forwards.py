"""Who wrote what a mail passes on, attached or quoted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.mail.forwards import quoted_authors
from extractors.reading import read

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
        pytest.param(message("Re: PO 1", OUTLOOK), [], id="an answer"),
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
        pytest.param(message("PO 1", "PO 1 has shipped"), [], id="nothing passed on"),
    ],
)
def test_of_a_message(content: bytes, authors: list[str]) -> None:
    mail = read(content, "").mail
    assert mail is not None
    assert [author.address for author in mail.forwarded] == authors


@given(st.text(alphabet="From:Sent@<>\n> *,subject", max_size=200))
def test_never_raises(text: str) -> None:
    list(quoted_authors(text))
