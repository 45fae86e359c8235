"""Characters nobody sees are part of no value, and some of them hold a document."""

import pytest

from extractors.codes import Reason
from extractors.files.documents import Source, read_documents
from extractors.files.unseen import deceiving, shown, shown_markup

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("PO\u200b17", "PO17"),
        ("1Z5R\u00ad8939", "1Z5R8939"),
        ("\u202a+1 555\u202c", "+1 555"),
        ("PO 17\U000e0031\U000e0032", "PO 17"),
        ("\u2708\ufe0f", "\u2708"),
        ("Müller 50 €", "Müller 50 €"),
    ],
)
def test_what_is_shown(text: str, seen: str) -> None:
    assert shown(text) == seen


@pytest.mark.parametrize(
    "markup",
    ["PO\u200b17", "PO&#8203;17", "PO&#x200B;17", "PO&ZeroWidthSpace;17", "PO&shy;17"],
)
def test_what_is_shown_of_markup(markup: str) -> None:
    assert shown_markup(markup) == "PO17"
    assert shown_markup("a &amp; &#65; &#99999999; b") == "a &amp; &#65; &#99999999; b"


@pytest.mark.parametrize(
    "text", ["\u202e71 OP", "\u2067x", "17\U000e0031", "x\ufe0f\ufe01", "&#x202E;71"]
)
def test_what_deceives(text: str) -> None:
    [issue] = deceiving(text, markup=True)
    assert issue.code is Reason.HIDDEN_TEXT


@pytest.mark.parametrize(
    "text",
    ["PO 17", "\u202a+1 555\u202c", f"{ENGLAND}!", "\u2708\ufe0f", "a\u200bb", "א"],
)
def test_what_does_not(text: str) -> None:
    assert deceiving(text) == ()


@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_a_text_that_deceives_is_noted_and_read_as_shown(kind: str) -> None:
    content = "PO \u200b48960 \u202e17171\u202c".encode()
    read = read_documents(Source(content, "", kind, "utf-8", body=True))

    [document] = read.documents
    assert document.text.split() == ["PO", "48960", "17171"]
    assert [i.code for i in document.issues] == [Reason.HIDDEN_TEXT]
    assert document.issues == read.issues
