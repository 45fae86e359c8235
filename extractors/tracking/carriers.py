"""Carriers named in a text, words that say none is needed, and tracking pages."""

import re
from functools import cache
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote

from extractors.sought import Sought
from extractors.tracking.carrier_table import CARRIERS, SHARED_NAMES, Carrier, Mode

__all__ = [
    "BY_SCAC",
    "CARRIERS",
    "Carrier",
    "Mention",
    "Mode",
    "carrier_in",
    "no_tracking_in",
    "no_tracking_possible",
    "tracking_url",
]


class Mention(NamedTuple):
    """A carrier named in a text."""

    scacs: tuple[str, ...]
    """Several where the name fits several networks; the number then decides."""
    text: str
    """As printed."""
    start: int
    end: int

    @property
    def scac(self) -> str | None:
        """The one carrier meant; None while the name fits several."""
        return self.scacs[0] if len(self.scacs) == 1 else None


BY_SCAC = MappingProxyType({carrier.scac: carrier for carrier in CARRIERS})

_AS_WRITTEN = frozenset(
    {"ABF", "DPD", "FDX", "GLS", "LSO", "R & L", "R + L", "US Mail", "UPS", "YRC"}
)
"""Words that are also something else when they are not in capitals."""
_CAPITALISED = frozenset({"Estes", "Veho", "Yodel", "Saia", "Averitt", "TForce"})
"""Names that begin with a capital in running text."""

_NOT_UPS = (
    r"(?!\s+(?i:stores?|batter|back-?up|systems?|units?|modules?|power|and\s+downs))"
)
"""UPS is an uninterruptible power supply, too, and a shop in the high street."""
_NOT_FEDEX = r"(?!\s+(?i:office|kinko))"


def tracking_url(scac: str, number: str) -> str | None:
    """Return the carrier's own page for *number*, or None where we know none.

    >>> tracking_url("UPSN", "1Z5R89390357567127")
    'https://www.ups.com/track?tracknum=1Z5R89390357567127'
    """
    carrier = BY_SCAC.get(scac)
    if carrier is None or carrier.url is None:
        return None
    return carrier.url.format(quote(number, safe=""))


def carrier_in(text: str, *, labelled: bool = False) -> tuple[Mention, ...]:
    """Return the carriers named in *text*, in order, the longest name at each place.

    Args:
        text: Any text; names are whole words.
        labelled: *text* is the value of a label such as "Ship via": small letters
            then count for names that are also common words.

    >>> [m.scacs for m in carrier_in("2 groups went by UPS Ground")]
    [('UPSN',)]
    """
    pattern, meanings = _names(labelled)
    return tuple(
        Mention(meanings[_key(found[0])], found[0], found.start(), found.end())
        for found in pattern.finditer(text)
    )


def _key(name: str) -> str:
    return re.sub(r"[\s\-]", "", name).upper()


@cache
def _names(labelled: bool) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:  # noqa: FBT001  # private, two callers' worth of cache
    """Return one pattern for all names, longest first, and what each means."""
    named: list[tuple[str, tuple[str, ...]]] = [
        (alias, (carrier.scac,)) for carrier in CARRIERS for alias in carrier.aliases
    ]
    named += SHARED_NAMES
    named.sort(key=lambda row: -len(row[0]))
    pattern = re.compile(rf"(?<![^\W_])(?:{_branches(named, labelled)})(?![^\W_])")
    return pattern, {_key(alias): scacs for alias, scacs in named}


def _branches(named: list[tuple[str, tuple[str, ...]]], labelled: bool) -> str:  # noqa: FBT001  # as above
    """Group the names by their first letter: one look rules out all the others.

    Tried one by one at every place they make a mail of quotation marks slow.
    """
    groups: dict[str, list[str]] = {}
    for alias, _ in named:
        branch = _branch(alias, labelled=labelled)
        groups.setdefault(alias[0].upper(), []).append(branch)
    return "|".join(
        f"(?=(?i:{re.escape(initial)}))(?:{'|'.join(branches)})"
        for initial, branches in groups.items()
    )


def _branch(alias: str, *, labelled: bool) -> str:
    words = r"[\s\-]{0,2}".join(re.escape(word) for word in alias.split())
    guard = {"UPS": _NOT_UPS, "Fed Ex": _NOT_FEDEX}.get(alias, "")
    if labelled:
        return f"(?i:{words}){guard}"
    if alias in _AS_WRITTEN:
        return words + guard
    if alias in _CAPITALISED:
        return f"{words[0]}(?i:{words[1:]})"
    # "pick-ups ground" names nobody.
    return rf"(?<!\w-)(?i:{words}){guard}"


def _any(*phrases: str) -> Sought:
    """Return patterns for some phrases, whole words."""
    return Sought(*(rf"(?<![^\W_])(?:{phrase})(?![^\W_])" for phrase in phrases))


_NO_TRACKING = _any(
    r"(?:our|own|company|house|vendor)(?:'s)?[ ](?:own[ ])?(?:delivery[ ])?"
    r"(?:trucks?|fleet|vans?|drivers?)",
    r"(?:local|private|shop|factory)[ ](?:delivery[ ])?(?:trucks?|fleet|vans?)",
    r"(?:local|hand|own|in[- ]house|direct truck)[ -]deliver(?:y|ed)",
    r"deliver(?:y|ed)[ ]by[ ](?:hand|(?:our|own)[ ][a-z]+)",
    r"(?<!we )(?<!they )(?<!you )(?<!i )(?<!it )(?<!driver )(?<!drivers )"
    r"(?<!carrier )(?<!who )(?<!he )(?<!she )(?<!dispatch )(?<!agent )"
    r"will[ -]?call"
    r"(?![ ](?:you|ahead|when|to|the|before|for|us|with|in|on|back|if|upon|prior|him"
    r"|her|them|your|our|consignee|recipient|and|at|as|this|that|once|after|a)\b)",
    r"(?:customer|cust\.?|client|buyer|consignee|store|dock|counter)"
    r"[ -]pick(?:ed)?[ -]?up",
    r"(?:to[ ]be[ ])?picked[ ]up[ ](?:by|at)[ ](?:the[ ])?"
    r"(?:customer|client|buyer|consignee|will[ ]call|counter|our[ ]dock)",
    r"no[ ]tracking(?:[ ](?:numbers?|no\.?|#|info(?:rmation)?))?"
    r"(?:[ ](?:is|are|will[ ]be))?"
    r"(?:[ ](?:available|required|needed|necessary|provided|applicable|expected))?",
    r"(?:without|w/o)[ ](?:a[ ])?tracking",
    r"non[- ]?tracked",
    r"tracking(?:[ ](?:numbers?|no\.?|#))?[ ]?[:=][ ]?(?:none|n/?a|not[ ]applicable)",
)
_DENIED = re.compile(
    r"(?<![^\W_])(?:not?|never|unless|instead of)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)


def no_tracking_in(text: str) -> tuple[Mention, ...]:
    """Return the words in *text* that say no tracking number is to be expected.

    Own trucks, local delivery, will call, customer pickup, and plain statements. A
    denial ("not for local delivery") does not count; an advertisement ("we offer local
    delivery") does, so ask about the words of the shipment itself.

    >>> [m.text for m in no_tracking_in("Ship via: Our Truck")]
    ['Our Truck']
    """
    return tuple(
        Mention((), found[0], found.start(), found.end())
        for found in _NO_TRACKING.finditer(text)
        if not _DENIED.search(text, max(0, found.start() - 40), found.start())
    )


def no_tracking_possible(low: str) -> bool:
    """Say whether a folded text holds letters that such words cannot do without."""
    return _NO_TRACKING.possible(low)
