"""Text on a grid of characters."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.files.grid import text_page


def test_a_word_lies_where_its_characters_stand() -> None:
    page = text_page("PO 123\n\n  Qty\t5")

    assert [(w.text, w.x0, w.top, w.x1, w.bottom, w.offset) for w in page.words] == [
        ("PO", 0, 0, 2, 2, 0),
        ("123", 3, 0, 6, 2, 3),
        ("Qty", 2, 4, 5, 6, 10),
        ("5", 8, 4, 9, 6, 14),
    ]
    assert (page.width, page.height, page.printed) == (9, 6, False)


def test_stops_line_up_columns_of_any_width() -> None:
    page = text_page("a\tbb\nlonger than eight\tc", stops=(20,))

    assert [w.x0 for w in page.words if w.text in {"bb", "c"}] == [20, 20]


@given(st.text(max_size=200))
def test_every_offset_finds_its_word(text: str) -> None:
    page = text_page(text)

    for word in page.words:
        assert text[word.offset : word.offset + len(word.text)] == word.text
    assert "".join(w.text for w in page.words) == "".join(
        c for c in text if not c.isspace() and c not in _INVISIBLE
    )


_INVISIBLE = {chr(n) for n in range(33)} | {"\x7f", "\u200b", "\ufeff"}
