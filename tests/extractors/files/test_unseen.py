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
        ("PO \u202e71\u202c 18", "PO  18"),
        ("PO \u2067a17\u2069 18\n\u202e91\n20", "PO  18\n\n20"),
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
    assert shown_markup("<i>a &#x202E;71</i> b &#8238;81&#8236;c") == "<i>a </i> b c"


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
def test_a_text_that_deceives_is_noted_and_what_it_turns_is_not_read(kind: str) -> None:
    content = "PO \u200b48960 \u202e17171\u202c".encode()
    read = read_documents(Source(content, "", kind, "utf-8", body=True))

    [document] = read.documents
    assert document.text.split() == ["PO", "48960"]
    assert [i.code for i in document.issues] == [Reason.HIDDEN_TEXT]
    assert document.issues == read.issues


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("PO 48\u200b201", False),
        ("1Z999AA1\u200b0123456784", False),
        ("AB\u200c100", False),
        ("1.\u200b000", False),
        ("<p>PO 48&zwnj;201</p>", True),
        ("<p>PO 48&#8203;201</p>", True),
        ("<p>1Z5&shy;R89390357567127</p>", True),
    ],
)
def test_one_inside_a_number_is_told(text: str, *, markup: bool) -> None:
    [issue] = deceiving(text, markup=markup)
    assert issue.code is Reason.HIDDEN_TEXT
    assert "inside a number" in issue.detail


@pytest.mark.parametrize(
    "text",
    [
        "Ver\u00adsand\u00adbe\u00adst\u00e4\u00adti\u00adgung vom 3.4.",
        "PO 48201\u200b shipped",
        "\u200c \u200c 48201",
        "Call \u202a555 0100\u202c today",
        "1\ufe0f\u20e3 first",
    ],
)
def test_one_beside_a_number_is_not(text: str) -> None:
    assert deceiving(text) == ()
