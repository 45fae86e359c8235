"""XML: every value knows its place, and nothing hostile is expanded or fetched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.codes import Reason
from extractors.structured.citing import Cite
from extractors.structured.xml_tree import Node, XmlError, parse_xml
from extractors.values import Document

LAUGHS = """<?xml version="1.0"?><!DOCTYPE Invoice [<!ENTITY a "ha">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
]><Invoice><ID>&c;</ID></Invoice>"""
OUTSIDE = '<!DOCTYPE i [<!ENTITY f SYSTEM "file:///etc/hostname">]><i>&f;</i>'


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(LAUGHS, Reason.SCHEMA_INVALID, id="a billion laughs"),
        pytest.param(OUTSIDE, Reason.SCHEMA_INVALID, id="a file of this machine"),
        pytest.param(
            '<!DOCTYPE i SYSTEM "http://127.0.0.1/x.dtd"><i/>',
            Reason.SCHEMA_INVALID,
            id="a declaration elsewhere",
        ),
        pytest.param(
            "<a>&unknown;</a>", Reason.DAMAGED, id="an entity nobody declared"
        ),
        pytest.param("<a>" * 61 + "</a>" * 61, Reason.TOO_LARGE, id="too deep"),
        pytest.param(
            f"<a>{'<b/>' * 100_000}</a>", Reason.TOO_LARGE, id="too many elements"
        ),
        pytest.param(f"<a>{'x' * 4_000_000}</a>", Reason.TOO_LARGE, id="too long"),
        pytest.param("<a><b></a>", Reason.DAMAGED, id="not well-formed"),
        pytest.param("", Reason.DAMAGED, id="empty"),
        pytest.param("<a>\ud800</a>", Reason.DAMAGED, id="half a character"),
    ],
)
def test_what_is_refused(text: str, reason: Reason) -> None:
    with pytest.raises(XmlError) as caught:
        parse_xml(text)

    assert caught.value.reason is reason


def test_sixty_deep_is_read() -> None:
    assert parse_xml("<a>" * 60 + "x" + "</a>" * 60).name == "a"


def test_paths_and_namespaces() -> None:
    root = parse_xml('<n:a xmlns:n="urn:x" n:k="1"><n:b/><n:b><c>2</c></n:b></n:a>')

    assert (root.namespace, root.name, root.attributes) == ("urn:x", "a", {"k": "1"})
    assert [n.text for n in root.all("b/c")] == ["2"]
    assert root.first("b", "b/c") == next(root.all("b/c"))


SAFE = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufffe"),
    max_size=30,
)


def escaped(text: str) -> str:
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    return text.replace("]]>", "]]&gt;")


@given(st.lists(SAFE, max_size=8), SAFE)
def test_every_value_is_quoted_from_its_place(values: list[str], before: str) -> None:
    """The quote is a slice of the text, and the value is made of the quote."""
    comment = before.replace("-", "")
    inside = "".join(f"<v>{escaped(v)}</v>" for v in values)
    text = f"<!--{comment}--><r>{inside}</r>"
    document = Document("0" * 64, "x.xml", "application/xml", text=text)

    cited = [Cite(document).text(node) for node in parse_xml(text).all("v")]

    assert [c.value if c else "" for c in cited] == [v.strip() for v in values]
    for c in filter(None, cited):
        start = c.evidence.offset or 0
        assert text[start : start + len(c.evidence.quote)] == c.evidence.quote
        assert (
            c.evidence.quote.replace("&amp;", "&")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            == c.value
            or "&" in c.value
        )


def test_a_protected_section_is_quoted_without_its_marks() -> None:
    text = "<r><v><![CDATA[A & B]]></v></r>"
    document = Document("0" * 64, "x.xml", "application/xml", text=text)

    cited = Cite(document).text(parse_xml(text).first("v"))

    assert cited is not None
    assert (cited.value, cited.evidence.quote, cited.evidence.offset) == (
        "A & B",
        "A & B",
        text.index("A & B"),
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.50", "12.50"),
        ("-3", "-3"),
        ("1,250.00", None),
        ("1e9", None),
        ("NaN", None),
    ],
)
def test_decimals(text: str, value: str | None) -> None:
    source = f"<r><v>{text}</v></r>"
    document = Document("0" * 64, "x.xml", "application/xml", text=source)

    cited = Cite(document).decimal(parse_xml(source).first("v"))

    assert (str(cited.value) if cited else None) == value


def test_nothing_comes_of_an_empty_element() -> None:
    document = Document("0" * 64, "x.xml", "application/xml", text="<r/>")

    assert Cite(document).text(Node("", "v", {})) is None
