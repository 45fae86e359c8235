"""Patterns that are tried only where the letters stand that they cannot do without.

Most texts hold none of the words that most patterns are about. To look for a few
letters in a text costs a hundredth of what it costs to try a pattern at every place.
"""

import re
from collections.abc import Iterable, Iterator

_OF_ASCII = str.maketrans({"\u0131": "i", "\u017f": "s"})
"""Letters that a pattern without regard to case takes for those of ASCII, and whose
small letters are themselves."""


def folded(text: str) -> str:
    """Return *text* in small letters, so that the needs of a pattern are found in it.

    >>> folded("RECHNUNG"), folded("BANKVERBİNDUNG"), folded("\u212aonto")
    ('rechnung', 'bankverbindung', 'konto')
    """
    if text.isascii():
        return text.lower()
    return text.replace("İ", "i").lower().translate(_OF_ASCII)


class Sought:
    """A pattern, and what every match of it holds.

    It finds what the pattern finds; only a text that cannot match is not tried.
    """

    __slots__ = ("needs", "pattern")

    def __init__(
        self, pattern: str, *needs: str, flags: re.RegexFlag = re.IGNORECASE
    ) -> None:
        """Compile a pattern.

        Args:
            pattern: As :mod:`re` has it.
            needs: Of each, one of the pieces between its bars is in every match:
                letters of one word, small ones.
            flags: Of the pattern.
        """
        self.pattern = re.compile(pattern, flags)
        self.needs = tuple(tuple(need.split("|")) for need in needs)

    def possible(self, low: str) -> bool:
        """Say whether a folded text holds what the pattern needs."""
        for pieces in self.needs:
            for piece in pieces:
                if piece in low:
                    break
            else:
                return False
        return True

    def finditer(self, text: str, low: str | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches in *text*; *low* is the same folded, if at hand."""
        if self.possible(folded(text) if low is None else low):
            return self.pattern.finditer(text)
        return iter(())

    def search(self, text: str, low: str | None = None) -> re.Match[str] | None:
        """Return the first match in *text*; *low* as above."""
        if self.possible(folded(text) if low is None else low):
            return self.pattern.search(text)
        return None


def possible_in(patterns: Iterable[Sought], low: str) -> tuple[Sought, ...]:
    """Return the patterns that may match in a folded text or in words of it."""
    return tuple([sought for sought in patterns if sought.possible(low)])


def alternatives(
    patterns: Iterable[Sought], text: str, low: str | None = None
) -> Iterator[re.Match[str]]:
    """Yield the matches of patterns as if they were one, with bars between them.

    At each place the first pattern that matches there counts, and the next match
    begins where it ends.

    Args:
        patterns: In the order in which they are tried.
        text: What they are sought in.
        low: The same folded, where it is at hand.
    """
    low = folded(text) if low is None else low
    ahead = [match for sought in patterns if (match := sought.search(text, low))]
    while ahead:
        first = min(ahead, key=re.Match.start)
        yield first
        end = max(first.end(), first.start() + 1)
        ahead = [
            match
            for known in ahead
            if (match := known if known.start() >= end else known.re.search(text, end))
        ]
