"""The lists of tags in DKIM signatures and in the keys that domains publish."""

import re
from collections.abc import Mapping

MAX_FIELD = 4 * 1024
"""Characters of a signature; those of real senders have about 1,000."""
_MAX_KEY = 1_200
"""Characters of a key's record; 4,096 bits take 750."""
_TAG = re.compile(r"\s*([a-z]+)\s*=(.*)", re.DOTALL)
_BLANKS = " \t\r\n"


def tags_of(value: str) -> dict[str, str]:
    """Return the tags of a signature or key; none where a word of it is unclear.

    >>> tags_of("v=DKIM1; p=AB=; ")
    {'v': 'DKIM1', 'p': 'AB='}
    >>> tags_of("d=a.example; d=b.example")
    {}
    """
    tags: dict[str, str] = {}
    for piece in value[: MAX_FIELD + 1].split(";"):
        if not piece.strip(_BLANKS):
            continue
        match = _TAG.fullmatch(piece)
        if match is None or match[1] in tags:
            return {}
        tags[match[1]] = match[2].strip(_BLANKS)
    return tags


def names_in(value: str) -> frozenset[str]:
    """Return what stands between the colons of a tag's *value*, lower case.

    >>> sorted(names_in("From : To:Subject"))
    ['from', 'subject', 'to']
    """
    return frozenset(name.strip(_BLANKS).lower() for name in value.split(":"))


def serves(record: str, signature: Mapping[str, str]) -> bool:
    """Say whether the key in *record* was published for such a *signature*.

    The library that verifies reads neither flags, nor hashes, nor services: a key in
    testing, one for other signatures and one for something else than mail are none.
    """
    key = tags_of(record) if len(record) <= _MAX_KEY else {}
    flags = names_in(key.get("t", ""))
    identity = signature.get("i", "").rpartition("@")[2].lower()
    elsewhere = identity not in {"", signature["d"].lower()}
    return (
        bool(key.get("p"))
        and signature["a"].startswith(key.get("k", "rsa") + "-")
        and "sha256" in names_in(key.get("h", "sha256"))
        and not {"*", "email"}.isdisjoint(names_in(key.get("s", "*")))
        and "y" not in flags
        and not ("s" in flags and elsewhere)
    )
