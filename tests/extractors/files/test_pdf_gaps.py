"""Words of one stroke that stand columns apart, and those spaced out on purpose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.files.pdf_gaps import parted, stretched

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
