"""What an amount is, from the words of its label."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple

from extractors.layout.page.tokens import NUMBER, phrase
from extractors.layout.page.vocabulary import phrases

SURE = 3
"""The words leave no doubt that it is the amount of the whole."""
PLAIN = 2
VAGUE = 1
_KEPT = 4096
"""Texts whose role is kept: every row is asked about from several sides."""
_LONGEST = 9
"""Words: anything longer is a sentence and no label."""

_SALES = frozenset({"sales", "amount"})
"""What the goods come to, where it is said beside a total."""


class Role(StrEnum):
    """What an amount among the sums of a document is."""

    LINES = "lines"
    """All lines together, before charges and allowances."""
    NET = "net"
    """What the tax is reckoned from."""
    FREIGHT = "freight"
    CHARGE = "charge"
    ALLOWANCE = "allowance"
    CASH = "cash"
    """What may be taken off by whoever pays in time: a term, and none of the sums."""
    TAX = "tax"
    WITHIN = "within"
    """A tax named as included: its amount, or the sum that includes it."""
    TOTAL = "total"
    """All together, tax included, before anything was paid."""
    PREPAID = "prepaid"
    DUE = "due"
    """What is left to pay."""


class Said(NamedTuple):
    """What a label says of the amount beside or below it."""

    role: Role
    strength: int


@cache
def _words() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for heading, words in phrases("extractors.layout.money", "roles.txt"):
        found.setdefault(heading, set()).update(words)
    return {heading: frozenset(words) for heading, words in found.items()}


@cache
def _telling() -> frozenset[str]:
    """Return the words of which every label of a sum has one."""
    return _SALES.union(*_words().values())


@lru_cache(maxsize=_KEPT)
def role_of(text: str) -> Said | None:
    """Return what a label says; None where it speaks of no sum of a document.

    >>> role_of("Total excl. VAT").role, role_of("Summe inkl. USt:").role
    (<Role.NET: 'net'>, <Role.TOTAL: 'total'>)
    >>> role_of("VAT No.") is None
    True
    """
    words = [t for t in phrase(text) if not t[0].isdigit()]
    if _telling().isdisjoint(words) or len(words) > _LONGEST or NUMBER in words:
        return None

    def has(*headings: str) -> bool:
        return any(w in _words()[h] for h in headings for w in words)

    if set(words) == _SALES:
        return Said(Role.LINES, PLAIN)
    if has("taxable"):
        return Said(Role.NET, PLAIN)
    if has("cash") or (has("allowance") and has("in_time")):
        return Said(Role.CASH, PLAIN)
    if has("none"):
        return None
    return _taxed(has) if has("tax") else _plain(has, words)


def _taxed(has: Callable[..., bool]) -> Said | None:
    """Return what a label says that names a tax."""
    if has("excluding") and not has("including"):
        return Said(Role.NET, PLAIN) if has("total", "gross", "net") else None
    if has("gross"):
        return Said(Role.TOTAL, SURE)
    if has("including"):
        # "Total incl. VAT" is a total; "Total includes VAT of 8.33" gives the tax.
        sure = has("total") and not has("contains")
        return Said(Role.TOTAL if sure else Role.WITHIN, SURE)
    return Said(Role.TAX, PLAIN if has("total") else VAGUE)


def _plain(has: Callable[..., bool], words: Sequence[str]) -> Said | None:
    """Return what a label says that names no tax."""
    # Prepaid freight is what the vendor laid out and charges.
    laid_out = Role.FREIGHT if has("freight") else Role.PREPAID
    for heading, role in (
        ("prepaid", laid_out),
        ("due", Role.DUE),
        ("allowance", Role.ALLOWANCE),
        ("freight", Role.FREIGHT),
    ):
        if has(heading):
            return Said(role, PLAIN)
    if has("charge") and has("moved"):
        return Said(Role.FREIGHT, PLAIN)
    if has("charge"):
        everything = "charges" in words and "total" in words
        return Said(Role.TOTAL, VAGUE) if everything else Said(Role.CHARGE, PLAIN)
    if has("gross") and not has("excluding"):
        return Said(Role.TOTAL, SURE)
    for heading, role in (
        ("lines", Role.LINES),
        ("gross", Role.NET),
        ("net", Role.NET),
        ("excluding", Role.NET),
    ):
        if has(heading):
            return Said(role, PLAIN)
    bare = {"amount", "betrag", "importe", "importo", "montant", "bedrag"}
    vague = VAGUE if set(words) <= bare else PLAIN
    return Said(Role.TOTAL, vague) if has("total") else None
