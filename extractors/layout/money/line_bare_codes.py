"""Article numbers under a heading that says nothing but "No."."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from extractors.layout.money.line_heads import Head
from extractors.layout.money.line_roles import Role
from extractors.layout.page.parsing import code_like
from extractors.layout.page.tokens import NUMBER, phrase

_CODED: Final = frozenset({Role.SKU, Role.BUYER_SKU, Role.GTIN, Role.ITEM})
_PLACE: Final = re.compile(r"\d+(?:\.\d+)*\.?")
"""What numbers the lines themselves: "10", "1.2"."""
_CODE: Final = re.compile(r"[A-Z0-9][A-Z0-9./#+-]+")
_DIGITS: Final = 5
"""Of an article's number without letters, at least."""


def bare_column(heads: Sequence[Head]) -> int | None:
    """Return the column under "No.", where none is headed as the articles' numbers."""
    if any(head.roles & _CODED for head in heads):
        return None
    found = [
        column
        for column, head in enumerate(heads)
        if phrase(" ".join(word.text for word in head.words)) == (NUMBER,)
    ]
    return found[0] if len(found) == 1 else None


def are_codes(texts: Sequence[str]) -> bool:
    """Say whether the texts of such a column are articles' numbers and count nothing.

    >>> are_codes(["1896-S", "70104"]), are_codes(["10010", "10020"])
    (True, False)
    """
    told = sum(map(code_like, texts))
    if not told or 2 * told < len(texts) or not all(map(_CODE.fullmatch, texts)):
        return False
    plain = [text for text in texts if _PLACE.fullmatch(text)]
    if any(not text.isdigit() or len(text) < _DIGITS for text in plain):
        return False
    numbers = [int(text) for text in plain]
    steps = {later - one for one, later in pairwise(numbers)}
    return len(plain) < len(texts) or (len(numbers) > 2 and len(steps) > 1)  # noqa: PLR2004  # two are always even
