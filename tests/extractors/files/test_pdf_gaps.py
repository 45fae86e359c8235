"""Words of one stroke that stand columns apart, and those spaced out on purpose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.files.pdf_gaps import loses_blanks, parted, rejoined, stretched

HEIGHT = 10.0


def boxes(*lefts: float) -> list[tuple[float, float, float, float]]:
    """Return the boxes of letters five points wide that begin at *lefts*."""
    return [(left, HEIGHT, left + 5.0, 0.0) for left in lefts]


@pytest.mark.parametrize(
    ("text", "lefts", "pieces"),
    [
        pytest.param("66", (0, 50), ["6", "6"], id="two columns"),
        pytest.param("no.71", (0, 5, 10, 30, 35), ["no.", "71"], id="label and value"),
        pytest.param("66", (0, 5), ["66"], id="a number"),
        pytest.param("1,5", (0, 6, 9), ["1,5"], id="kerned"),
        pytest.param("PAID", (0, 20, 40, 60), ["PAID"], id="spaced out"),
    ],
)
def test_a_word_ends_at_a_wide_gap(
    text: str, lefts: tuple[float, ...], pieces: list[str]
) -> None:
    assert [piece for piece, _ in parted(text, boxes(*lefts))] == pieces


@given(st.lists(st.floats(0, 40), min_size=1, max_size=12))
def test_no_letter_is_lost(steps: list[float]) -> None:
    lefts = [sum(steps[: n + 1]) for n in range(len(steps))]
    text = "".join("abcdefghijkl"[: len(steps)])
    found = list(parted(text, boxes(*lefts)))

    assert "".join(piece for piece, _ in found) == text
    assert all(left <= right for _, (left, _, right, _) in found)


def test_only_a_word_wider_than_its_letters_is_looked_at() -> None:
    columns = ([0.0, 20.0], [HEIGHT] * 2, [10.0, 75.0], [0.0] * 2)

    assert stretched(["12", "66"], columns)
    assert not stretched(["12", "a longer word"], columns)


GLUED = ("Fatturan.", boxes(0, 5, 10, 15, 20, 25, 30, 38, 43))
"""A blank is lost between its words."""
PLAIN = ("Portafoglio", boxes(*range(0, 55, 5)))


def test_a_page_with_blanks_lost_is_known_by_a_sample() -> None:
    assert loses_blanks([GLUED, PLAIN])
    assert not loses_blanks([PLAIN])


def test_a_font_with_wrong_widths_loses_no_blanks() -> None:
    lefts = (0, 9, 14, 23, 32, 37, 46)

    assert not loses_blanks([("letters", boxes(*lefts))])


def test_what_only_kerning_keeps_apart_is_one_word() -> None:
    texts = ["Cornmar", "ket,", "8", "9"]
    columns = ([0.0, 35.4, 60.0, 65.2], [10.0] * 4, [35.0, 55.0, 65.0, 70.0], [0.0] * 4)
    rejoined(texts, columns)

    assert texts == ["Cornmarket,", "8", "9"]
    assert columns[0] == [0.0, 60.0, 65.2]
    assert columns[2] == [55.0, 65.0, 70.0]
