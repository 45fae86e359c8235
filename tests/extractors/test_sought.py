"""A pattern is never kept from a text in which it would find something."""

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import extractors
from extractors.needs import needs_of, openings_of
from extractors.payment.announced import ANNOUNCED
from extractors.sought import Held, Sought, Texts, folded


def _held(value: object) -> Iterator[Sought]:
    if isinstance(value, Sought):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _held(one)


SOUGHT = [
    sought
    for found in pkgutil.walk_packages(extractors.__path__, "extractors.")
    for value in vars(importlib.import_module(found.name)).values()
    for sought in _held(value)
]
TEXTS = st.text(
    alphabet=" .,:-$@\n09aeinotsAKS\u0130\u0131\u017f\u212a\xe9", max_size=8
)
LEAVES = st.sampled_from(
    ["a", "S", "ki", "pay", "7", r"\s", r"\w", "[ab]", ".", "-", "é"]
)
PATTERNS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda b: f"(?:{'|'.join(b)})"),
        st.tuples(inner, st.sampled_from(["?", "+", "{2}", "{0,2}?"])).map(
            lambda repeated: f"(?:{repeated[0]}){repeated[1]}"
        ),
        inner.map(lambda held: f"({held})"),
    ),
    max_leaves=8,
)


def test_every_pattern_compiles() -> None:
    """Most are compiled when a text first needs them, which may be never."""
    assert all(one.pattern for sought in SOUGHT for one in sought.alternatives)


@settings(max_examples=200)
@given(PATTERNS, st.sampled_from([re.NOFLAG, re.IGNORECASE]), st.data())
def test_every_match_holds_what_its_pattern_needs(
    pattern: str, flags: re.RegexFlag, data: st.DataObject
) -> None:
    low = folded(data.draw(st.from_regex(re.compile(pattern, flags), fullmatch=True)))

    for pieces in needs_of(pattern, flags):
        assert any(piece in low for piece in pieces)
    begins = tuple(openings_of(pattern, flags))
    assert not begins or low.startswith(begins)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_alternatives_apart_find_what_one_pattern_finds(data: st.DataObject) -> None:
    """One after the other they find what they find with bars between them."""
    sought = data.draw(st.sampled_from(SOUGHT))
    held = data.draw(st.lists(st.sampled_from(sought.alternatives), max_size=2))
    pieces = [data.draw(st.from_regex(one.pattern)) for one in held]
    text = data.draw(TEXTS).join(["", *pieces, ""])
    low = folded(text)
    joined = "|".join(f"(?:{one.pattern.pattern}\n)" for one in sought.alternatives)
    if not sought.alternatives[0].pattern.flags & re.VERBOSE:
        joined = joined.replace("\n)", ")")
    flags = sought.alternatives[0].pattern.flags
    expected = [match.span() for match in re.finditer(joined, text, flags)]

    assert [match.span() for match in sought.finditer(text)] == expected
    assert [match.span() for match in sought.within(low).finditer(text)] == expected
    assert all(one.possible(folded(p)) for one, p in zip(held, pieces, strict=True))


@pytest.mark.parametrize("letter", "abcdefghijklmnopqrstuvwxyz")
def test_every_letter_taken_for_another_is_folded_to_it(letter: str) -> None:
    """What a pattern without regard to case takes for a letter of ASCII folds to it."""
    taken = re.findall(letter, "".join(map(chr, range(0x2FFFF))), re.IGNORECASE)

    assert {folded(one) for one in taken} == {letter}
    assert {folded(f"\xe9{one}x") for one in taken} == {f"\xe9{letter}x"}


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [
        (r"\bbank(?:ing)?\b", (("bank",),)),
        (r"new\s+(?:payee|account)s?", (("account", "payee"), ("new",))),
        (r"(?:bank)?\s*moved", (("moved",),)),
        (r"(?:pay|\w+)", ()),
        (r"a/c|acct", (("a/c", "acct"),)),
        (r"pays?|payable|wire", (("pay", "wire"),)),
        (r"(?!bank)x", ()),
        (r"pay at https?://12", (("http",), ("pay",))),
        (r"<bank>|<iban=", (("bank", "iban"),)),
        ("é{3}", ()),
    ],
)
def test_needs_follow_from_the_pattern(
    pattern: str, needs: tuple[tuple[str, ...], ...]
) -> None:
    assert needs_of(pattern, 0) == needs


@pytest.mark.parametrize(
    ("pattern", "begins"),
    [
        (r"\b(?:bank|wire)\b", {"bank", "wire"}),
        (r"\b(?:bank|buy)\b", {"b"}),
        (r"(?:tax )?invoice", {"tax", "invoice"}),
        (r"(?<!\w)(?:new){2}|Old", {"new", "old"}),
        ("pay(?=able)(?:able)?", {"pay"}),
        (r"\w+ bank", set()),
        ("(?:tax)?", set()),
        ("(?:é|a)b", set()),
    ],
)
def test_openings_follow_from_the_pattern(pattern: str, begins: set[str]) -> None:
    assert openings_of(pattern, 0) == begins


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        ("a|b|c", 3),
        (r"a\|b", 1),
        ("[|]|a", 2),
        ("(?:a|b)", 1),
        ("(a)|b", 1),
        ("[]|]", 1),
    ],
)
def test_a_pattern_is_split_at_its_outer_bars(pattern: str, count: int) -> None:
    assert len(Sought(pattern).alternatives) == count


def test_a_text_without_what_is_needed_is_not_tried() -> None:
    sought = Sought(r"\bbank\s+(?:has|have)\s+moved\b")

    assert sought.search("Our BANK has Moved.")
    assert not sought.possible("our bank has closed.")
    assert list(sought.finditer("moved")) == []
    assert not ANNOUNCED.within("thank you for your business").alternatives


@given(
    st.lists(st.text(alphabet="aAkK\u0130\u212a 1<=\n", max_size=6), max_size=5),
    st.lists(st.sampled_from(["a", "k", "ki", "ak", "1a"]), max_size=3),
)
def test_texts_are_told_by_the_letters_they_hold(
    texts: list[str], pieces: list[str]
) -> None:
    expected = {
        index
        for index, text in enumerate(texts)
        if any(piece in folded(text) for piece in pieces)
    }

    assert Texts(texts).holding(pieces) == expected


@given(st.lists(st.text(alphabet='aB1.<>"= \u0130', max_size=5), max_size=4))
def test_words_hold_what_each_of_them_holds(words: list[str]) -> None:
    """Whatever needs a letter and none of what divides the words of mark-up."""
    held = Held(words)

    for piece in ("a", "b", "ab", "1a", "a.", ".b", "i"):
        assert (piece in held) == any(piece in folded(word) for word in words)


def test_patterns_of_two_are_found_together() -> None:
    both = Sought("bank", "pay").also(Sought("wire"))

    assert [m[0] for m in both.finditer("Wire or pay the BANK")] == [
        "Wire",
        "pay",
        "BANK",
    ]
