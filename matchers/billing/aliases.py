"""Vendors' part numbers for our SKUs: looked up exactly, ranked only for a person."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from rapidfuzz import fuzz, process

from matchers.billing.items import Items
from matchers.billing.values import Alias, ComparedLine, Money, PurchaseOrderLine
from matchers.keys import canonical_sku

MOST = 5
"""Candidates a person is shown."""
_ALIKE = 60
"""Of 100: texts less alike than this are no candidates."""
_FITS = 1000
"""Weight of one exact agreement over any likeness of texts."""


def canonical_part(printed: str) -> str:
    """Return the form under which a part number is looked up."""
    return canonical_sku(printed)


class Aliases:
    """What people decided about part numbers, by vendor and canonical number."""

    def __init__(self, aliases: Iterable[Alias] = ()) -> None:
        """Index *aliases*; one of nothing is left out, it would match everything."""
        self._by_part: dict[tuple[str, str], list[Alias]] = defaultdict(list)
        for alias in aliases:
            part = canonical_part(alias.part_number)
            if part and alias.factor > 0:
                self._by_part[alias.vendor, part].append(alias)

    def deciding(self, vendor: str, printed: str) -> tuple[Alias, ...]:
        """Return those that decide; several with different SKUs decide nothing."""
        return tuple(a for a in self._all(vendor, printed) if not a.conflicted)

    def suggesting(self, vendor: str, printed: str) -> tuple[Alias, ...]:
        """Return those against which later evidence spoke."""
        return tuple(a for a in self._all(vendor, printed) if a.conflicted)

    def _all(self, vendor: str, printed: str) -> list[Alias]:
        return self._by_part.get((vendor, canonical_part(printed)), [])

    def ours(self, vendor: str, printed: str) -> tuple[str, Decimal] | None:
        """Return our SKU and how many of it one is, where all that decide agree."""
        meant = {
            (canonical_sku(a.sku), a.factor) for a in self.deciding(vendor, printed)
        }
        return meant.pop() if len(meant) == 1 else None


class Candidate(NamedTuple):
    """One SKU that may be meant, and why."""

    sku: str
    why: str


def candidates(
    part: str,
    description: str,
    price: Money | None,
    quantity: Decimal | None,
    *,
    lines: Iterable[PurchaseOrderLine],
    items: Items,
    suggested: Iterable[Alias] = (),
) -> tuple[Candidate, ...]:
    """Return what a person may choose from, most fitting first; it decides nothing.

    Open lines of the order come before all other items: the same price and the same
    quantity weigh more than any likeness of texts.

    Args:
        part: As printed; may be empty.
        description: As printed.
        price: Of one, net.
        quantity: As printed.
        lines: Of the order, those with something left to bill.
        items: All of ours, looked at where the order gives too few.
        suggested: Aliases that no longer decide.
    """
    ranked: dict[str, Candidate] = {}
    for alias in suggested:
        ranked[alias.sku] = Candidate(alias.sku, "an earlier decision, since doubted")
    printed = f"{part} {description}".strip()
    scored = []
    for place, line in enumerate(lines):
        text = f"{line.sku} {line.description}".strip()
        alike = fuzz.token_set_ratio(printed.lower(), text.lower())
        same = [price == line.unit_price, quantity == line.quantity]
        why = ["on this order", *_said(same), f"text alike {alike:.0f} of 100"]
        scored.append((-(sum(same) * _FITS + alike), place, line.sku, ", ".join(why)))
    for _, _, sku, why_ in sorted(scored):
        if sku:
            ranked.setdefault(sku, Candidate(sku, why_))
    if len(ranked) < MOST and printed:
        near = process.extract(
            printed.upper(),
            items.names,
            scorer=fuzz.WRatio,
            limit=MOST,
            score_cutoff=_ALIKE,
        )
        for _, alike, sku in near:
            why_ = f"an item of ours, text alike {alike:.0f} of 100"
            ranked.setdefault(sku, Candidate(sku, why_))
    return tuple(ranked.values())[:MOST]


def _said(same: list[bool]) -> list[str]:
    return [
        word
        for word, holds in zip(("same price", "same quantity"), same, strict=True)
        if holds
    ]


def learned(
    line: ComparedLine, *, vendor: str, sku: str, factor: Decimal, source: str
) -> Alias:
    """Return the alias that a person's decision on *line* makes.

    Args:
        line: As it was shown.
        vendor: Key of the vendor.
        sku: Ours, as the person chose it.
        factor: How many of ours one of theirs is.
        source: Who, when, and on which document.

    Raises:
        ValueError: When the line prints no part number, or *factor* is not above 0.
    """
    part = canonical_part(line.part_number)
    if not part:
        raise ValueError(f"line {line.line + 1} prints no part number to learn")
    if factor <= 0:
        raise ValueError(f"a factor above 0 is needed, got {factor}")
    return Alias(
        vendor=vendor,
        part_number=part,
        sku=canonical_sku(sku),
        factor=factor,
        unit=line.unit,
        source=source,
    )
