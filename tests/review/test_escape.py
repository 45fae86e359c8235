"""What a stranger wrote is shown as text: nothing in it is seen and not said."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.escape import LONGEST, json_line, shortened, visible

HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param(
            "Caf\u00e9 \u2013 50 % & <b>", "Caf\u00e9 \u2013 50 % & <b>", id="plain"
        ),
        pytest.param("\x1b[2J\x1b]0;t\x07", "\\x1b[2J\\x1b]0;t\\x07", id="terminal"),
        pytest.param("\x9b2J", "\\x9b2J", id="the eight-bit form"),
        pytest.param("a\rb\nc\td", "a\\x0db\\x0ac\\x09d", id="line breaks"),
        pytest.param("\u202efdp.exe", "\\u202efdp.exe", id="turned round"),
        pytest.param("a\u2066b\u2069", "a\\u2066b\\u2069", id="isolated"),
        pytest.param("PO\u200b4711\ufeff", "PO\\u200b4711\\ufeff", id="zero width"),
        pytest.param("a\u00adb", "a\\xadb", id="a soft hyphen"),
        pytest.param("\U000e0041", "\\U000e0041", id="a tag character"),
        pytest.param("\u2028\u2029", "\\u2028\\u2029", id="separators"),
        pytest.param("\ue000\ud800", "\\ue000\\ud800", id="no characters at all"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(alphabet=st.characters()))
def test_nothing_unseen_is_left(text: str) -> None:
    shown = visible(text)
    assert not {unicodedata.category(character) for character in shown} & HIDDEN
    assert visible(shown) == shown
    assert len(shortened(text)) <= LONGEST


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Caf\u00e9 \U0001f4e6", '"Caf\u00e9 \U0001f4e6"', id="plain"),
        pytest.param("\x1b[2J\x9b2J", '"\\u001b[2J\\u009b2J"', id="terminal"),
        pytest.param("\u202efdp.exe", '"\\u202efdp.exe"', id="turned round"),
        pytest.param("PO\U000e0041", '"PO\\udb40\\udc41"', id="a tag character"),
        pytest.param(
            "\U000e0001\U000e007f", '"\\udb40\\udc01\\udb40\\udc7f"', id="all tags"
        ),
        pytest.param("\U000f0000", '"\\udb80\\udc00"', id="private, beyond the plane"),
        pytest.param("\ud800", '"\\ud800"', id="half a character"),
    ],
)
def test_what_would_not_be_seen_is_spelled_in_json(text: str, shown: str) -> None:
    assert json_line(text) == shown
    assert json.loads(shown) == text


@given(st.text() | st.text(alphabet=st.characters(categories=sorted(HIDDEN - {"Cs"}))))
def test_no_line_of_json_hides_anything_or_loses_it(text: str) -> None:
    line = json_line({text: [text]})
    assert not {unicodedata.category(character) for character in line} & HIDDEN
    assert json.loads(line) == {text: [text]}


ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("folder", ["agent", "channels", "review", "extractors"])
def test_no_spreadsheet_is_written(folder: str) -> None:
    """Whoever writes the first one has to keep formulas out of its cells."""
    writers = ("csv.writer", "csv.DictWriter", "Workbook(")
    found = [
        path.name
        for path in (ROOT / folder).rglob("*.py")
        if any(writer in path.read_text(encoding="utf-8") for writer in writers)
    ]
    assert found == []
