"""A pattern is never kept from a text in which it would find something."""

import re
from collections.abc import Iterator
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.payment import addresses, announced, banks
from extractors.sought import Sought, alternatives, folded, possible_in

MODULES = (addresses, announced, banks)


def _all_of(module: ModuleType) -> Iterator[tuple[str, Sought]]:
    for name, value in vars(module).items():
        for number, one in enumerate(value if isinstance(value, tuple) else (value,)):
            if isinstance(one, Sought):
                yield f"{module.__name__}.{name}[{number}]", one


SOUGHT = dict(pair for module in MODULES for pair in _all_of(module))
TEXTS = st.text(
    alphabet=" .,:-$@\n09aeinotsAKS\u0130\u0131\u017f\u212a\xe9", max_size=8
)


@pytest.mark.parametrize("name", SOUGHT)
@settings(max_examples=10)
@given(data=st.data())
def test_whatever_matches_is_possible(name: str, data: st.DataObject) -> None:
    """The needs of each pattern follow from the pattern."""
    sought = SOUGHT[name]
    found = data.draw(st.from_regex(sought.pattern))
    text = f"{data.draw(TEXTS)}{found}{data.draw(TEXTS)}"

    assert sought.pattern.search(found)
    assert sought.possible(folded(found))
    assert [m.span() for m in sought.finditer(text)] == [
        m.span() for m in sought.pattern.finditer(text)
    ]


@settings(max_examples=20)
@given(st.lists(st.sampled_from(announced.ANNOUNCED), max_size=3), st.data())
def test_patterns_apart_find_what_one_finds(
    held: list[Sought], data: st.DataObject
) -> None:
    """One after the other they find what they find joined by bars."""
    pieces = [data.draw(st.from_regex(sought.pattern)) for sought in held]
    text = data.draw(TEXTS).join(["", *pieces, ""])
    low = folded(text)
    joined = "|".join(f"(?:{s.pattern.pattern})" for s in announced.ANNOUNCED)
    expected = [m.span() for m in re.finditer(joined, text, re.IGNORECASE)]

    kept = possible_in(announced.ANNOUNCED, low)

    assert [m.span() for m in alternatives(announced.ANNOUNCED, text)] == expected
    assert [m.span() for m in alternatives(kept, text, low)] == expected


@pytest.mark.parametrize("letter", "abcdefghijklmnopqrstuvwxyz")
def test_every_letter_taken_for_another_is_folded_to_it(letter: str) -> None:
    """What a pattern without regard to case takes for a letter of ASCII folds to it."""
    taken = re.findall(letter, "".join(map(chr, range(0x2FFFF))), re.IGNORECASE)

    assert {folded(one) for one in taken} == {letter}
    assert {folded(f"\xe9{one}x") for one in taken} == {f"\xe9{letter}x"}


def test_a_text_without_what_is_needed_is_not_tried() -> None:
    sought = Sought(r"\bbank\s+(?:has|have)\s+moved\b", "bank", "moved")

    assert sought.search("Our BANK has Moved.")
    assert not sought.possible("our bank has closed.")
    assert list(sought.finditer("moved")) == []
