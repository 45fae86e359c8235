"""Which of our SKUs a billed line is: by our number or an alias, never by likeness."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from extractors.codes import Reason
from extractors.layout.money.packs import packs_in
from matchers.billing.aliases import Candidate, candidates, canonical_part
from matchers.billing.findings import found
from matchers.billing.ordered import Identified, OrderedLine
from matchers.billing.positions import Position
from matchers.billing.standing import BooksStanding
from matchers.billing.units import (
    COUNTS,
    Counted,
    counted,
    packs_differ,
    stated_packs,
    unit_stated,
)
from matchers.billing.values import Alias
from matchers.findings import listed, quoted
from matchers.keys import canonical_po, canonical_sku
from matchers.values import Finding


class Identifier:
    """Finds the ordered lines for the positions of one invoice."""

    def __init__(
        self,
        standing: BooksStanding,
        vendor: str,
        once: Iterable[Alias],
        ordered: Sequence[OrderedLine],
        positions: Sequence[Position],
    ) -> None:
        """Take what one invoice is held against."""
        self._standing = standing
        self._vendor = vendor
        self._ordered = ordered
        self._once = {canonical_part(a.part_number): a for a in once if a.part_number}
        self._by_sku: dict[str, list[OrderedLine]] = {}
        for line in ordered:
            self._by_sku.setdefault(line.sku, []).append(line)
        self._billed_parts = {canonical_sku(p.part) for p in positions if p.part}

    def identify(self, position: Position) -> Identified:
        """Return what *position* is of ours."""
        part = canonical_part(position.part)
        if not part:
            return self._unmapped(position, "prints no part number")
        deciding = list(self._standing.aliased.deciding(self._vendor, part))
        if part in self._once:
            deciding = [self._once[part]]
        meant = {canonical_sku(alias.sku) for alias in deciding}
        if part in self._by_sku:
            return self._by_our_sku(position, part, meant - {part}, deciding)
        if len(meant) > 1 or len({a.factor for a in deciding}) > 1:
            return self._several(position, meant)
        if meant:
            rule = "once" if part in self._once else "alias"
            return self._of(position, meant.pop(), rule, deciding[0])
        if self._standing.items.by_sku(part):
            return self._of(position, part, "sku", None)
        return self._unmapped(position, "is none of our SKUs, and no alias names one")

    def _by_our_sku(
        self, position: Position, part: str, others: set[str], aliases: list[Alias]
    ) -> Identified:
        """Take our own number; an alias of it may only say how many one is."""
        if not others:
            return self._of(position, part, "sku", aliases[0] if aliases else None)
        code = (
            Reason.SKU_AMBIGUOUS
            if any(sku in self._by_sku for sku in others)
            else Reason.ALIAS_CONFLICT
        )
        finding = found(
            code,
            f"{_shown(position)} is our SKU on this order, and an alias names"
            f" {listed(others)}",
            rule="alias_our_sku/1",
            subjects=(position.subject, part, *sorted(others)),
            evidence=position.evidence,
        )
        return Identified(position, part, findings=(finding,))

    def _several(self, position: Position, meant: set[str]) -> Identified:
        finding = found(
            Reason.SKU_AMBIGUOUS,
            f"{_shown(position)} has aliases for {listed(meant)}"
            if len(meant) > 1
            else f"{_shown(position)} has aliases with different factors",
            rule="aliases_differ/1",
            subjects=(position.subject, *sorted(meant)),
            evidence=position.evidence,
        )
        why = "an alias names it"
        choices = tuple(Candidate(sku, why) for sku in sorted(meant))
        return Identified(
            position, findings=(finding,), candidates=choices, unit=_unit(position)
        )

    def _of(
        self, position: Position, sku: str, rule: str, alias: Alias | None
    ) -> Identified:
        """Return *position* as *sku*: on one order, in our units, or why not."""
        lines = self._by_sku.get(sku, [])
        if position.line.po_number is not None:
            printed = canonical_po(position.line.po_number.value)
            lines = [o for o in lines if canonical_po(o.order.number) == printed]
        ours = self._said_of(sku, lines)
        counts = _counted(position, alias, ours)
        if alias is None and _proved(position, counts, lines):
            rule = f"pack of {counts.size}"
            counts = Counted(Decimal(counts.size or 1))
        problems: list[Finding] = []
        if not lines:
            problems.append(self._not_ordered(position, sku))
        elif len({o.order.id for o in lines}) > 1:
            numbers = {o.order.number for o in lines}
            problems.append(
                found(
                    Reason.SKU_AMBIGUOUS,
                    f"{_shown(position)} is on the purchase orders {listed(numbers)},"
                    " and the line names none of them",
                    rule="order_of_line/1",
                    subjects=(position.subject, sku),
                    evidence=position.evidence,
                )
            )
        elif counts.problem is not None:
            problems.append(_miscounted(position, sku, counts, ours))
        else:
            problems += self._objections(position, sku, rule, counts.factor, lines)
        return Identified(
            position,
            sku,
            rule,
            counts.factor,
            () if problems else tuple(lines),
            tuple(problems),
            unit=_unit(position, ours),
        )

    def _said_of(self, sku: str, lines: Sequence[OrderedLine]) -> list[str]:
        """Return what the order and the books say of an article."""
        names = [item.name for item in self._standing.items.by_sku(sku)]
        return [*(o.line.description for o in lines), *names]

    def _objections(
        self,
        position: Position,
        sku: str,
        rule: str,
        factor: Decimal,
        lines: Sequence[OrderedLine],
    ) -> Iterable[Finding]:
        quantity, net = position.quantity * factor, position.net
        if factor != 1:
            net /= Fraction(factor)
        if len(lines) == 1 and _recounted(lines[0], quantity, net):
            yield found(
                Reason.UOM_MISMATCH,
                f"{_shown(position)}: {quantity:f} are billed for what"
                f" {lines[0].line.quantity:f} were ordered for; the units differ",
                rule="recounted/1",
                subjects=(position.subject, sku),
                expected=f"{lines[0].line.quantity:f}",
                actual=f"{quantity:f}",
                evidence=position.evidence,
            )
        if rule == "sku" or any(_alike(o, quantity, net) for o in lines):
            return
        other = self._fits_exactly(quantity, net)
        if other is not None:
            yield found(
                Reason.ALIAS_CONFLICT,
                f"the alias of {_shown(position)} names {quoted(sku)}, whose price and"
                f" quantity are others; {quoted(other.line.sku)} has exactly both",
                rule="alias_conflict/1",
                subjects=(position.subject, sku, other.sku),
                expected=other.line.sku,
                actual=sku,
                evidence=position.evidence,
                suggestions=(f"{position.part} is {other.line.sku}",),
            )

    def _fits_exactly(self, quantity: Decimal, net: Fraction) -> OrderedLine | None:
        """Return the one open line of this quantity and price nobody else bills."""
        fits = [
            o
            for o in self._ordered
            if o.left == quantity and o.price == net and o.sku not in self._billed_parts
        ]
        return fits[0] if len(fits) == 1 else None

    def _not_ordered(self, position: Position, sku: str) -> Finding:
        """Say that a known SKU is on none of the orders, or stands for one that is."""
        said = canonical_sku(position.line.description)
        instead = [o for o in self._ordered if o.sku and o.sku in said]
        replaced = instead[0] if len(instead) == 1 else None
        replaced = replaced or self._fits_exactly(position.quantity, position.net)
        if replaced is not None:
            return found(
                Reason.SUBSTITUTE_ITEM,
                f"{_shown(position)} was not ordered and seems to stand for"
                f" {quoted(replaced.line.sku)}",
                rule="substitute/1",
                subjects=(position.subject, sku, replaced.sku),
                expected=replaced.line.sku,
                actual=sku,
                evidence=position.evidence,
                at_stake=position.amount,
            )
        return found(
            Reason.LINE_NOT_ON_PO,
            f"{_shown(position)} for {position.amount:f} is not on the purchase order",
            rule="line_ordered/1",
            subjects=(position.subject, sku),
            actual=sku,
            evidence=position.evidence,
            at_stake=position.amount,
        )

    def _unmapped(self, position: Position, why: str) -> Identified:
        choices = candidates(
            position.part,
            position.line.description,
            _price(position.net),
            position.quantity,
            lines=[o.line for o in self._ordered if o.left and o.line.item_id],
            items=self._standing.items,
            suggested=self._standing.aliased.suggesting(self._vendor, position.part),
        )
        finding = found(
            Reason.SKU_UNMAPPED,
            f"{_shown(position)} {why}",
            rule="line_sku/1",
            subjects=(position.subject, position.part),
            actual=position.part,
            evidence=position.evidence,
            at_stake=position.amount,
            suggestions=tuple(f"{c.sku}: {c.why}" for c in choices),
        )
        return Identified(
            position, findings=(finding,), candidates=choices, unit=_unit(position)
        )


def _counted(position: Position, alias: Alias | None, ours: Sequence[str]) -> Counted:
    line = position.line
    basis = line.price_basis.value if line.price_basis else None
    told = (pack for pack in packs_in(line.unit) if pack.unit not in COUNTS)
    packs = (*stated_packs(line.description, ours), *told)
    return counted(line.unit, basis, alias, packs, _unit(position))


def _unit(position: Position, ours: Iterable[str] = ()) -> str:
    """Return the unit a line counts in, by all its words that are not ours as well."""
    packs = stated_packs(position.line.description, ours)
    return unit_stated(position.line.unit, packs)


def _proved(position: Position, counts: Counted, lines: Sequence[OrderedLine]) -> bool:
    """Say whether the order's price proves how many of ours one of theirs is.

    It costs exactly so many times the ordered price as it says it holds, and that many
    are left to bill.
    """
    if counts.problem is None or counts.size is None or not lines:
        return False
    same = all(o.price and o.price * counts.size == position.net for o in lines)
    left = sum((o.left for o in lines), Decimal(0))
    return same and position.quantity * counts.size <= left


def _miscounted(
    position: Position, sku: str, counts: Counted, ours: Sequence[str]
) -> Finding:
    differ = packs_differ(stated_packs(position.line.description, ours), ours)
    detail = counts.detail
    if differ is not None:
        detail = (
            f"it is billed in packs of {differ[0]}, ordered in packs of {differ[1]}"
        )
    return found(
        counts.problem or Reason.UOM_MISMATCH,
        f"{_shown(position)}: {detail}",
        rule="pack_size/2" if differ else "unit/2",
        subjects=(position.subject, sku),
        expected=differ[1] if differ else "",
        actual=differ[0] if differ else _unit(position, ours),
        evidence=position.evidence,
        at_stake=position.amount,
        suggestions=("say how many of ours one of theirs is",),
    )


def _recounted(line: OrderedLine, quantity: Decimal, net: Fraction) -> bool:
    """Say whether the same worth is billed in a unit so many times as large."""
    if quantity == line.line.quantity or line.price <= 0 or net == line.price:
        return False
    times = line.price / net if net else Fraction(0)
    whole = 1 in {times.numerator, times.denominator}
    return whole and Fraction(quantity) == Fraction(line.line.quantity) * times


def _alike(line: OrderedLine, quantity: Decimal, net: Fraction) -> bool:
    return line.line.quantity == quantity or line.price == net


def _price(net: Fraction) -> Decimal:
    return Decimal(net.numerator) / net.denominator


def _shown(position: Position) -> str:
    return f"{position.subject}, {quoted(position.part or position.line.description)}"
