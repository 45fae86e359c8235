"""How many went of how many that were ordered: "2 of 10"."""

import re
from collections.abc import Sequence

_SHARE = re.compile(
    r"(?<![\w.,/-])(?P<count>\d{1,4})\s*"
    r"(?:(?P<word>\b(?:of|out of|von|sur|de|di|van)\b)|/)"
    r"\s*(?P<whole>\d{1,4})(?![\w/-]|[.,]\d)",
    re.IGNORECASE,
)
_PACKED = re.compile(
    r"\b(?:box(?:es)?|cartons?|ctn|packages?|pkg|parcels?|pallets?|skids?|pages?|cases?"
    r"|shipments?|part|paket|karton|colis|pagina|page|seite|bulto|collo|doos)\W*$",
    re.IGNORECASE,
)
"""Words before such a pair that make it the number of a parcel."""


def share_of(text: str) -> re.Match[str] | None:
    """Return the one "2 of 10" of a line, if it counts no parcels.

    Its groups are ``count`` and ``whole``, and ``word``, which is None for a slash.

    >>> share_of("SR-4872 2 of 10 ea")["count"], share_of("Box 1 of 2")
    ('2', None)
    """
    found = [m for m in _SHARE.finditer(text) if not _PACKED.search(text[: m.start()])]
    return found[0] if len(found) == 1 else None


def whole_share(text: str) -> re.Match[str] | None:
    """Return the "2 of 10" that a text is, written with a word; groups as above.

    >>> [bool(whole_share(text)) for text in ("2 of 2", "2/2", "2 of 4 ea")]
    [True, False, False]
    """
    match = _SHARE.fullmatch(text)
    return match if match and match["word"] else None


def numbers_parcels(texts: Sequence[str]) -> bool:
    """Say whether the cells of a column number parcels: "1 of 2", then "2 of 2"."""
    shares = [share for text in texts if (share := whole_share(text))]
    counts = [int(share["count"]) for share in shares]
    wholes = {int(share["whole"]) for share in shares}
    return len(counts) > 1 and len(wholes) == 1 and counts == sorted({*counts})
