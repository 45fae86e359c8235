"""Patterns that are tried only where the letters stand that they cannot do without.

Most texts hold none of the words that most patterns are about. To look for a few
letters in a text costs a hundredth of what it costs to try a pattern at every place.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from extractors.needs import APART, Needs, has_groups, needs_of, openings_of
from extractors.once import once

_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)
"""An escaped character, a set of characters, or what divides a pattern."""
_TELLING = 3
"""Letters that tell well enough where a match may begin."""
_BLANKS = str.maketrans(dict.fromkeys(APART, " "))


def folded(text: str) -> str:
    r"""Return *text* in small letters, so that the needs of a pattern are found in it.

    >>> folded("RECHNUNG"), folded("BANKVERB\u0130NDUNG"), folded("\u212aonto")
    ('rechnung', 'bankverbindung', 'konto')
    """
    if text.isascii():
        return text.lower()
    # What a pattern without regard to case takes for a letter of ASCII, and whose small
    # letter is another: the i with a dot, the one without, and the long s.
    low = text.replace("\u0130", "i").lower()
    return low.replace("\u0131", "i").replace("\u017f", "s")


class Held:
    """Which letters stand in some words, for many patterns that need the same."""

    def __init__(self, words: Iterable[str]) -> None:
        low = folded(" ".join(words)).translate(_BLANKS)
        # No piece is made of digits and signs alone.
        self._low = " ".join(
            [word for word in set(low.split()) if word != word.upper()]
        )
        self._known: dict[str, bool] = {}

    def __contains__(self, piece: str) -> bool:
        known = self._known.get(piece)
        if known is None:
            known = self._known[piece] = piece in self._low
        return known


class Texts:
    """Some texts, of which those are found at once that hold certain letters."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take the texts as printed; folding keeps the place of every character."""
        many = list(texts)
        self._starts = [0, *accumulate(len(text) + 1 for text in many)]
        self._low = folded("\n".join(many))

    def holding(self, pieces: Iterable[str]) -> set[int]:
        """Return which of the texts, folded, hold one of some pieces."""
        found: set[int] = set()
        for piece in pieces:
            at = self._low.find(piece)
            while at >= 0:
                after = bisect_right(self._starts, at)
                found.add(after - 1)
                at = self._low.find(piece, self._starts[after])
        return found


class _Source:
    """A pattern as it is written: most are never tried, and so never compiled."""

    def __init__(self, text: str, flags: re.RegexFlag) -> None:
        self._text = text
        self._flags = flags

    @once
    def pattern(self) -> re.Pattern[str]:
        """The same compiled."""
        return re.compile(self._text, self._flags)

    @once
    def opening(self) -> re.Pattern[str] | None:
        """How a match begins in the folded text; None where that is not certain.

        Letters alone are found ten times as fast as words at the edge of which the
        pattern looks around first.
        """
        letters = {o[:_TELLING] for o in openings_of(self._text, self._flags)}
        return (
            re.compile("|".join(map(re.escape, sorted(letters)))) if letters else None
        )


class _Alternative(NamedTuple):
    source: _Source
    needs: Needs

    @property
    def pattern(self) -> re.Pattern[str]:
        return self.source.pattern

    def search(self, text: str, low: str, at: int = 0) -> re.Match[str] | None:
        """Return the first match from a place on; *low* is the text folded."""
        pattern, opening = self.source.pattern, self.source.opening
        if opening is None:
            return pattern.search(text, at)
        while begin := opening.search(low, at):
            at = begin.start()
            if found := pattern.match(text, at):
                return found
            at += 1
        return None

    def within(self, low: str | Held) -> "_Alternative":
        """Return the same for words of a folded text in which it is possible."""
        held = [tuple([p for p in pieces if p in low]) for pieces in self.needs]
        return self._replace(needs=tuple(held))

    def possible(self, low: str | Held) -> bool:
        for pieces in self.needs:
            for piece in pieces:
                if piece in low:
                    break
            else:
                return False
        return True


class Sought:
    """Patterns as alternatives of one: at each place the first that matches counts.

    It finds what they find with bars between them. An alternative is not tried on a
    text that does not hold the letters it needs.
    """

    def __init__(self, *patterns: str, flags: re.RegexFlag = re.IGNORECASE) -> None:
        """Take patterns, each as :mod:`re` has it; none matches the empty text."""
        self._hold(
            tuple(
                _Alternative(_Source(branch, flags), needs_of(branch, flags))
                for pattern in patterns
                for branch in _branches(pattern, flags)
            )
        )

    def _hold(self, alternatives: tuple[_Alternative, ...]) -> None:
        self.alternatives = alternatives
        # Without needs it may match anywhere: the empty text is in every other.
        rarest = {p for one in alternatives for p in (one.needs or (("",),))[0]}
        self.pieces = tuple(
            sorted(p for p in rarest if not any(o in p for o in rarest - {p}))
        )
        """Of which one stands in every folded text with a match."""

    def also(self, other: "Sought") -> "Sought":
        """Return what finds both: at one place its own, before those of *other*."""
        both = Sought()
        both._hold((*self.alternatives, *other.alternatives))
        return both

    def within(self, low: str | Held) -> "Sought":
        """Return the alternatives that may match in words of a folded text.

        None of the pieces that they need crosses a blank: in which order the words
        stand, and how often, is all the same.
        """
        some = Sought()
        some._hold(tuple([one.within(low) for one in self._possible(low)]))
        return some

    def possible(self, low: str) -> bool:
        """Say whether a folded text holds what one of the alternatives needs."""
        return bool(self._possible(low))

    def finditer(self, text: str, low: str | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches in *text*; *low* is the same folded, if at hand."""
        low = folded(text) if low is None else low
        tried = self._possible(low)
        return _leftmost(tried, text, low) if tried else iter(())

    def found(self, text: str, low: str | None = None) -> bool:
        """Say whether one is in *text*; *low* is the same folded, if at hand."""
        low = folded(text) if low is None else low
        return any(one.search(text, low) for one in self._possible(low))

    def search(self, text: str, low: str | None = None) -> re.Match[str] | None:
        """Return the first match in *text*; *low* is the same folded, if at hand."""
        return next(self.finditer(text, low), None)

    def _possible(self, low: str | Held) -> tuple[_Alternative, ...]:
        for piece in self.pieces:
            if piece in low:
                break
        else:
            return ()
        return tuple([one for one in self.alternatives if one.possible(low)])


def _leftmost(
    tried: Sequence[_Alternative], text: str, low: str
) -> Iterator[re.Match[str]]:
    """Yield the matches of alternatives, the first at each place, without overlaps."""
    ahead = [(one, found) for one in tried if (found := one.search(text, low))]
    while ahead:
        first = min([found for _, found in ahead], key=re.Match.start)
        yield first
        end = first.end()
        ahead = [
            (one, match)
            for one, known in ahead
            if (match := known if known.start() >= end else one.search(text, low, end))
        ]


def _branches(pattern: str, flags: re.RegexFlag) -> list[str]:
    """Split a pattern at the bars outside its brackets; one with groups stays whole."""
    if flags & re.VERBOSE or has_groups(pattern, flags):
        return [pattern]
    branches, depth, begin = [], 0, 0
    for piece in _PIECE.finditer(pattern):
        depth += (piece[0] == "(") - (piece[0] == ")")
        if piece[0] == "|" and not depth:
            branches.append(pattern[begin : piece.start()])
            begin = piece.end()
    return [*branches, pattern[begin:]]
