"""Words that tell goods that went from goods that stayed."""

import re

BEHIND = re.compile(
    r"\b(?:back[ -]?order(?:ed|s)?|b/o|out of stock|not (?:yet )?shipped|unshipped"
    r"|to follow|cancel+ed|discontinued|pending|will ship|ships? (?:on|by|in|later)"
    r"|r[üu]ckstand|reliquat|pendiente)\b",
    re.IGNORECASE,
)
"""What is said of goods that did not go."""
_GONE = re.compile(
    r"\b(?:shipped|shipment|included|enclosed|packed|contents|items)\b", re.IGNORECASE
)
_LONGEST = 6
"""Words of a heading; longer lines are sentences."""


def heads(text: str) -> bool:
    """Say whether a line is a heading that tells what went or what stayed.

    >>> heads("Items back-ordered"), heads("We are sorry that these did not ship today")
    (True, False)
    """
    short = len(text.split()) <= _LONGEST
    return short and bool(BEHIND.search(text) or _GONE.search(text))
