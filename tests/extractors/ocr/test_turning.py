"""Boxes on leaning pages: there and back again, and evidence moved with them."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.ocr.turning import Turn, as_displayed, levelled
from extractors.values import (
    Cited,
    Document,
    Evidence,
    Extraction,
    NoticeLine,
    Page,
    ShipNotice,
    Word,
)

quarters = st.sampled_from([0, 90, 180, 270])
leanings = st.floats(-5, 5)
sides = st.floats(200, 1000)


@given(quarters, leanings, sides, sides, st.data())
def test_a_box_comes_back(
    quarter: int, leaning: float, width: float, height: float, data: st.DataObject
) -> None:
    turn = Turn(quarter + leaning, width, height)
    x0 = data.draw(st.floats(0, width - 100))
    top = data.draw(st.floats(0, height - 30))
    box = (
        x0,
        top,
        x0 + data.draw(st.floats(1, 100)),
        top + data.draw(st.floats(1, 30)),
    )

    back = turn.level(turn.displayed(box))

    assert all(abs(one - other) < 0.05 for one, other in zip(back, box, strict=True))


@given(quarters, leanings, sides, sides)
def test_the_whole_page_lies_within_the_level_one(
    quarter: int, leaning: float, width: float, height: float
) -> None:
    turn = Turn(quarter + leaning, width, height)
    around = turn.displayed((0, 0, *turn.level_size))

    assert around[0] < 0.02
    assert around[1] < 0.02
    assert around[2] > width - 0.02
    assert around[3] > height - 0.02


def word(text: str, x0: float, top: float, turn: Turn) -> Word:
    return Word(text, *turn.displayed((x0, top, x0 + 40, top + 10)))


def test_rows_are_level_for_the_reader_and_evidence_is_as_displayed() -> None:
    turn = Turn(4.0, 612, 792)
    words = tuple(word(text, x, 300, turn) for text, x in [("a", 20), ("b", 500)])
    document = Document(
        "d", "scan", "application/pdf", (Page(1, 612, 792, words, turned=4.0),)
    )
    assert words[1].top - words[0].top > 30

    level = levelled(document)
    one, other = level.pages[0].words
    assert abs(one.top - other.top) < 0.05
    assert level.pages[0].turned == 0

    box = (other.x0, other.top, other.x1, other.bottom)
    cited = Cited(
        value="b", evidence=Evidence(document="d", page=1, box=box, quote="b")
    )
    record = ShipNotice(po_number=cited, lines=(NoticeLine(sku=cited),))
    extraction = Extraction(document="d", reader="layout", version="1", record=record)
    moved = as_displayed(extraction, (document,)).record

    assert isinstance(moved, ShipNotice)
    for shown in (moved.po_number, moved.lines[0].sku):
        assert shown
        assert shown.evidence.box
        assert all(
            abs(a - b) < 0.1
            for a, b in zip(shown.evidence.box, words[1][1:5], strict=True)
        )


def test_level_pages_stay_as_they_are() -> None:
    page = Page(1, 612, 792, (Word("a", 1, 2, 3, 4),))
    document = Document("d", "", "application/pdf", (page,))

    assert levelled(document) is document
