"""A recogniser's table, whatever stands in it: words with boxes, or nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.ocr.sightings import recognised_page, sightings
from extractors.ocr.values import (
    NOTHING,
    Recognised,
    RecognisedPage,
    Scan,
    Sighting,
    decode_recognised,
    encode_recognised,
)
from extractors.values import Word

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\t"
HEAD += "height\tconf\ttext"
SCAN = Scan(1700, 2200, 200, 0.0, 612.0, 792.0, b"")


def row(text: str, confidence: object = 96.5, level: int = 5) -> str:
    return f"{level}\t1\t1\t1\t1\t1\t100\t200\t50\t20\t{confidence}\t{text}"


def table(*rows: str) -> bytes:
    return "\n".join((HEAD, *rows)).encode()


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        ([row("48201")], ["48201"]),
        ([row("", -1, 4), row("48201")], ["48201"]),
        ([row("48\u200b201")], ["48201"]),
        ([row(" "), row("a", "nan?"), row("a", -1)], []),
        (["5\t1\t1", "", "nonsense", "5" * 500], []),
        ([row("a\x07b")], []),
    ],
)
def test_words_of_a_table(rows: list[str], texts: list[str]) -> None:
    assert [s.text for s in sightings(table(*rows))] == texts


@given(st.binary(max_size=300))
def test_any_answer_is_survived(answer: bytes) -> None:
    assert sightings(answer) == [] or answer


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("|48201", ["48201"]),
        ("[PO-1]", ["PO-1"]),
        ("|", []),
        ("~~", []),
        ("...", []),
        ("$", ["$"]),
        ("#", ["#"]),
    ],
)
def test_rulings_are_no_words(text: str, kept: list[str]) -> None:
    seen = Sighting(text, 100, 200, 50, 20, 96.0)
    page = recognised_page([seen], SCAN)

    assert [word.text for word in page.words] == kept


def test_a_word_stands_in_points_and_doubt_is_kept() -> None:
    seen = [Sighting(t, 100, 200, 50, 20, c) for t, c in [("sure", 90), ("dirt", 31)]]
    page = recognised_page(seen, SCAN)

    assert page.words[0] == Word("sure", 36.0, 72.0, 54.0, 79.2)
    assert page.doubtful == (1,)


def test_what_was_recognised_goes_over_the_pipe() -> None:
    page = RecognisedPage((Word("é", 1.0, 2.0, 3.0, 4.0),), (0,), 90.5)
    told = Recognised({("d", 2): page, ("d", 3): RecognisedPage(failed="no")}, "why")

    assert decode_recognised(encode_recognised(told)) == told
    assert decode_recognised(b"") == NOTHING
