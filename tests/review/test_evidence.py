"""Marks on pages and in texts: where they fall, what they are called, all escaped."""

from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from extractors.values import (
    Cited,
    Document,
    Evidence,
    Extraction,
    NoticeLine,
    Page,
    Picture,
    Reading,
    ShipNotice,
)
from review.columns import aligned
from review.evidence import Mark, marked, pieces
from review.evidence_html import Shown, evidence_file, evidence_foot, evidence_head
from review.evidence_picture import marked_png, plain_png
from review.reading_text import reading_text

HOSTILE = "<script>alert(1)</script>\"'&\x1b[2J\u202e"


def cited(value: Any, quote: str, **place: Any) -> Cited[Any]:
    return Cited(
        value=value,
        evidence=Evidence(**{"document": "d", "page": 1, **place}, quote=quote),
    )


def reading(text: str, notice: ShipNotice, *, printed: bool = False) -> Reading:
    document = Document(
        sha256="d",
        name="a.pdf" if printed else "",
        media_type="application/pdf" if printed else "text/plain",
        pages=(Page(1, 200.0, 100.0, (), printed),),
        text="" if printed else text,
        body=not printed,
    )
    made = Extraction(document="d", reader="layout", version="1", record=notice)
    return Reading(kind="ship_notice", documents=(document,), extractions=(made,))


def html(read: Reading, pictures: dict[int, bytes] | None = None) -> str:
    shown = [Shown(document, pictures or {}) for document in marked(read)]
    body = evidence_file(HOSTILE, read.kind, shown, 1)
    return evidence_head("Evidence") + body + evidence_foot()


class Tags(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = dict(attrs)
        self.ids += [v for k, v in attrs if k == "id" and v]
        self.links += [v for k, v in attrs if k == "href" and v]
        self.sources += [v for k, v in attrs if k == "src" and v]
        assert not [name for name in given if name.startswith("on")]


def test_text_is_shown_with_its_marks() -> None:
    po = cited("77", "77", offset=4)
    page = html(reading("PO: 77 today", ShipNotice(po_number=po)))

    assert ">77</a></mark>" in page
    assert ">purchase order</small>" in page
    assert Tags(page).ids == ["f1-d1-0-po_number", "f1-d1-0-po_number-said"]


def test_every_link_leads_to_a_mark() -> None:
    lines = tuple(
        NoticeLine(sku=cited("A", "A", offset=n), quantity=cited(1, "1", offset=n + 20))
        for n in range(3)
    )
    notice = ShipNotice(po_number=cited("7", "7", offset=50), lines=lines)
    tags = Tags(html(reading("A" * 20 + "1" * 20 + " " * 10 + "7", notice)))

    assert len(tags.ids) == len(set(tags.ids)) == 14
    assert {link.removeprefix("#") for link in tags.links} == set(tags.ids)


def test_a_place_with_two_values_is_the_place_of_both() -> None:
    """The order's parcel is the one of its line as well."""
    parcel = cited("1Z", "1Z", offset=4)
    notice = ShipNotice(
        po_number=cited("4", "4 1", offset=2),
        lines=(NoticeLine(sku=parcel, tracking=parcel),),
    )
    tags = Tags(html(reading("PO4 1Z x", notice)))

    assert len(tags.ids) == len(set(tags.ids))
    assert {link.removeprefix("#") for link in tags.links} <= set(tags.ids)


def test_strangers_words_are_text_only() -> None:
    po = cited(HOSTILE, HOSTILE, offset=3)
    page = html(
        reading(f"PO {HOSTILE} </pre><img src=x onerror=y>", ShipNotice(po_number=po))
    )
    tags = Tags(page)

    assert "script" not in tags.tags
    assert "img" not in tags.tags
    assert "\x1b" not in page
    assert "\u202e" not in page


@given(st.text(max_size=60), st.text(max_size=10), st.integers(-2, 70))
def test_any_text_is_escaped_and_whole(text: str, quote: str, offset: int) -> None:
    po = cited(quote or "x", quote, offset=max(offset, 0))
    read = reading(text, ShipNotice(po_number=po))
    [document] = marked(read)

    assert "".join(piece.text for piece in pieces(text, document.marks)) == text
    assert set(Tags(html(read)).tags) <= {
        "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3",
        "h4", "section", "span", "code", "div", "pre", "mark", "small", "p", "ul", "li",
        "table", "tr", "td", "a",
    }  # fmt: skip


def test_boxes_lie_where_the_page_has_them() -> None:
    po = cited("77", "77", box=(101.0, 51.0, 149.0, 59.0))
    read = reading("", ShipNotice(po_number=po), printed=True)
    page = html(read, {1: plain_png(Picture(2, 1, bytes(6)))})

    assert 'viewBox="0 0 200.00 100.00"' in page
    assert 'x="100.00" y="50.00" width="50.00" height="10.00"' in page
    assert [s[:22] for s in Tags(page).sources] == ["data:image/png;base64,"]


def test_a_page_points_to_the_file_in_it_that_was_read() -> None:
    page = Page(1, 200.0, 100.0, ())
    paper = Document(
        sha256="p", name="a.pdf", media_type="application/pdf", pages=(page,)
    )
    read = reading("7", ShipNotice(po_number=cited("7", "7", offset=0)))
    inner = replace(read.documents[0], name="a.xml", body=False, within="p")

    alone = html(Reading(kind="other", documents=(paper,)))
    both = html(replace(read, documents=(paper, inner)))

    assert "Nothing was read here." in alone
    assert "Nothing was read here." not in both
    assert "What it says was read in a.xml, a file in it, shown below." in both


def test_a_page_that_cannot_be_drawn_says_so() -> None:
    po = cited("77", "77", box=(101.0, 51.0, 149.0, 59.0))
    page = html(reading("", ShipNotice(po_number=po), printed=True))

    assert "Page 1 could not be drawn." in page
    assert ">77</a>" not in page.replace('">77</a>', "")


def mark(box: tuple[float, float, float, float], label: str = "total") -> Mark:
    return Mark(
        "total",
        "total",
        "0-total",
        label,
        "9",
        "9",
        "#ff0000",
        "amounts",
        1,
        box,
        "p. 1",
    )


def test_a_box_is_drawn_around_the_words() -> None:
    picture = Picture(400, 200, b"\xff" * 3 * 400 * 200)
    png = marked_png(picture, Page(1, 200, 100, ()), [mark((50, 50, 100, 60), "")])
    image = Image.open(BytesIO(png)).convert("RGB")

    red = [
        (x, y)
        for x in range(400)
        for y in range(200)
        if image.getpixel((x, y)) == (255, 0, 0)
    ]
    assert (min(red), max(red)) == ((98, 98), (202, 122))
    assert image.getpixel((150, 110)) == (255, 225, 225)
    assert min(image.getpixel((210, 110))) > 250  # type: ignore[type-var,arg-type]  # three bytes


EDGES = st.floats(allow_nan=False, allow_infinity=True)


@given(st.tuples(EDGES, EDGES, EDGES, EDGES), st.text(max_size=8))
def test_any_box_can_be_drawn(
    box: tuple[float, float, float, float], label: str
) -> None:
    picture = Picture(20, 10, b"\xff" * 600)

    assert marked_png(picture, Page(1, 20, 10, ()), [mark(box, label)])


@pytest.mark.parametrize(
    ("quote", "end"),
    [("77", 6), ("7 7", 6), ("7", 5), ("78", 6)],
    ids=["as it stands", "a blank more", "a part", "not there"],
)
def test_a_mark_ends_where_its_quote_does(quote: str, end: int) -> None:
    po = cited("77", quote, offset=4)
    [document] = marked(reading("PO: 77 today", ShipNotice(po_number=po)))

    assert (document.marks[0].start, document.marks[0].end) == (4, end)


def test_a_picture_for_people_is_aligned_and_escaped() -> None:
    lines = (
        NoticeLine(sku=cited("A-1", "A-1", offset=0), quantity=cited(3, "3", offset=1)),
        NoticeLine(sku=cited("LONGER-2", "LONGER-2", offset=2)),
    )
    notice = ShipNotice(po_number=cited("7", HOSTILE, offset=9), lines=lines)
    shown = reading_text(HOSTILE, reading("x", notice))

    assert [line for line in shown if "\x1b" in line or "\u202e" in line] == []
    assert shown[shown.index("    line  sku       quantity") + 1 :][:2] == [
        "       1  A-1              3",
        "       2  LONGER-2         –",
    ]


def test_wide_letters_take_two_columns() -> None:
    assert aligned([["東京", "a"], ["abcde", "b"]]) == ["東京   a", "abcde  b"]
