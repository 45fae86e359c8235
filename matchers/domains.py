"""Domains: who owns one, and which ones are made to look like another.

Likeness only explains; whom we believe is decided by exact comparison.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tldextract import TLDExtract

FREEMAIL = frozenset(
    {
        "126.com",
        "163.com",
        "aol.com",
        "att.net",
        "bellsouth.net",
        "comcast.net",
        "cox.net",
        "fastmail.com",
        "free.fr",
        "gmail.com",
        "gmx.com",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.com",
        "hotmail.fr",
        "icloud.com",
        "laposte.net",
        "live.com",
        "mac.com",
        "mail.com",
        "mail.ru",
        "me.com",
        "msn.com",
        "orange.fr",
        "outlook.com",
        "pm.me",
        "proton.me",
        "protonmail.com",
        "qq.com",
        "rocketmail.com",
        "sbcglobal.net",
        "t-online.de",
        "verizon.net",
        "web.de",
        "yahoo.ca",
        "yahoo.co.uk",
        "yahoo.com",
        "yandex.com",
        "yandex.ru",
        "ymail.com",
        "zoho.com",
        "zohomail.com",
    }
)
"""Domains where anybody gets an address: they name a provider, not a sender."""

_LOOKS = (
    ("a", "\u0430\u03b1\u0251\u0101"),
    ("b", "\u044c\u0184\u13cf"),
    ("c", "\u0441\u03f2\u1d04"),
    ("d", "\u0501\u0257\u217e"),
    ("e", "\u0435\u0454\u212e\u04bd"),
    ("f", "\u0192\u017f\ua799"),
    ("g", "\u0261\u0581\u018d"),
    ("h", "\u04bb\u0570\u13c2"),
    ("i", "\u0456\u0131\u03b9\u0269\u04cf\u2170"),
    ("j", "\u0458\u03f3"),
    ("k", "\u043a\u03ba\u049b"),
    ("l", "\u04c0\u01c0\u217c\u0142\u2113"),
    ("m", "\u043c\u217f\u028d"),
    ("n", "\u0578\u057c\u03b7\u0438"),
    ("o", "\u043e\u03bf\u0585\u0e50\u00f8\u03c3"),
    ("p", "\u0440\u03c1\u2374"),
    ("q", "\u051b\u0563"),
    ("r", "\u0433\u1d26\u0280"),
    ("s", "\u0455\u01bd\ua731"),
    ("t", "\u0442\u03c4\u1d1b"),
    ("u", "\u057d\u03c5\u028b\u1d1c"),
    ("v", "\u03bd\u0475\u2174\u1d20"),
    ("w", "\u051d\u0461\u1d21\u03c9"),
    ("x", "\u0445\u03c7\u2179"),
    ("y", "\u0443\u03b3\u04af\u028f"),
    ("z", "\u1d22\u0290"),
)
"""Latin small letters and those of other alphabets that are drawn like them."""
_LETTER = str.maketrans({drawn: letter for letter, alike in _LOOKS for drawn in alike})
_GROUPS = (
    ("rn", "m"),
    ("vv", "w"),
    ("cl", "d"),
    ("0", "o"),
    ("1", "l"),
    ("i", "l"),
    ("5", "s"),
    ("3", "e"),
    ("8", "b"),
    ("6", "b"),
    ("9", "g"),
    ("2", "z"),
)
_NAMEABLE = 5
"""Letters; a shorter name is part of too many other words."""
_COMPARABLE = 4
_LONG = 8
_WRITTEN_TOGETHER = frozenset({"CJK", "HIRAGANA", "KATAKANA"})


def ascii_domain(domain: str) -> str:
    """Return *domain* in lower case, its labels as DNS has them where they can be.

    >>> ascii_domain("B\u00fccher.Example.")
    'xn--bcher-kva.example'
    """
    lowered = domain.strip().rstrip(".").lower()
    if lowered.isascii():
        return lowered
    try:
        return lowered.encode("idna").decode("ascii")
    except UnicodeError:
        return lowered


def canonical_address(address: str) -> str:
    """Return *address* in lower case, its domain as DNS has it."""
    local, at, domain = address.rpartition("@")
    return f"{local.lower()}{at}{ascii_domain(domain)}"


@cache
def _suffixes() -> "TLDExtract":
    # A tenth of a second, and only mail needs it; nothing is fetched or cached on disk.
    from tldextract import TLDExtract  # noqa: PLC0415  # see above

    return TLDExtract(
        suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True
    )


def organisation(domain: str) -> str:
    """Return the domain its owner registered, by the public suffix list, or "".

    >>> organisation("mail.vendor.co.uk"), organisation("a.vendor.example")
    ('vendor.co.uk', 'vendor.example')
    """
    name = ascii_domain(domain)
    labels = name.split(".")
    if not all(labels) or labels[-1].strip("]").isdigit():
        return ""  # nothing at all, or the address of a machine
    found = _suffixes()(name)
    if found.suffix:
        return found.top_domain_under_public_suffix
    # The list's own rule for what it does not name: the last label is the suffix.
    return ".".join(labels[-2:]) if len(labels) > 1 else ""


def same_organisation(one: str, other: str) -> bool:
    """Say whether both domains belong to one owner."""
    return ascii_domain(one) == ascii_domain(other) != "" or (
        organisation(one) == organisation(other) != ""
    )


def mixed_script(domain: str) -> bool:
    """Say whether a label of *domain* mixes alphabets, as no honest one does."""
    return any(len(_scripts(label)) > 1 for label in _shown(domain).split("."))


def _scripts(label: str) -> set[str]:
    scripts = {
        unicodedata.name(letter, "UNKNOWN").split(" ")[0]
        for letter in label
        if letter.isalpha()
    }
    return {"CJK"} if scripts <= _WRITTEN_TOGETHER and scripts else scripts


def lookalike(domain: str, known: Iterable[str]) -> str | None:
    """Return the first of the *known* domains that *domain* is made to look like.

    A domain of the same owner looks like nobody but itself.
    """
    owner = organisation(domain)
    if not owner:
        return None
    label = skeleton(owner.partition(".")[0])
    host = skeleton(_shown(domain).replace(".", ""))
    for other in sorted(known):
        theirs = organisation(other)
        if not theirs or theirs == owner:
            continue
        name = skeleton(theirs.partition(".")[0])
        if _alike(label, name) or (len(name) >= _NAMEABLE and name in host):
            return other
    return None


def _alike(label: str, name: str) -> bool:
    from rapidfuzz.distance import OSA  # noqa: PLC0415  # costs ten milliseconds

    if label == name:
        return True
    if len(name) < _COMPARABLE:
        return False
    most = 2 if len(name) >= _LONG else 1
    return bool(OSA.distance(label, name, score_cutoff=most) <= most)


def skeleton(label: str) -> str:
    """Return *label* as the eye takes it: Latin letters, one for each likeness.

    >>> skeleton("rnicr0-s\u043eft") == skeleton("microsoft")
    True
    """
    letters = unicodedata.normalize("NFKD", _shown(label)).translate(_LETTER)
    drawn = "".join(
        letter
        for letter in letters
        if not unicodedata.combining(letter) and unicodedata.category(letter) != "Cf"
    )
    for group, alike in _GROUPS:
        drawn = drawn.replace(group, alike)
    return drawn.replace("-", "")


def _shown(domain: str) -> str:
    """Return *domain* as a mail program shows it."""
    return ".".join(_shown_label(label) for label in domain.lower().split("."))


def _shown_label(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label.encode("ascii").decode("idna")
    except UnicodeError:
        return label
