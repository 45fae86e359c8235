"""Lines we ordered, and billed lines beside those they stand for."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from matchers.billing.aliases import Candidate
from matchers.billing.positions import Position
from matchers.billing.values import PurchaseOrder, PurchaseOrderLine
from matchers.keys import canonical_sku
from matchers.values import Finding


@dataclass(frozen=True, slots=True)
class OrderedLine:
    """One line we ordered, with what is billed of it."""

    order: PurchaseOrder
    line: PurchaseOrderLine
    key: tuple[str, str]
    """Ids of the order and of its line."""
    sku: str
    """Canonical."""
    price: Fraction
    """What one of ours was ordered for."""
    before: Decimal
    """Billed by earlier invoices."""
    left: Decimal
    """What is left to bill; nought where more is billed than ordered."""

    @classmethod
    def of(
        cls, order: PurchaseOrder, line: PurchaseOrderLine, before: Decimal
    ) -> "OrderedLine":
        """Return *line* of *order*, of which so many are billed before."""
        return cls(
            order,
            line,
            (order.id, line.id),
            canonical_sku(line.sku),
            Fraction(line.unit_price),
            before,
            max(line.quantity - before, Decimal(0)),
        )


@dataclass(frozen=True, slots=True)
class Identified:
    """One position, and the lines of orders it may stand for."""

    position: Position
    sku: str = ""
    """Ours, canonical; empty where none was found."""
    rule: str = ""
    """``sku``, ``alias`` or ``once``; ``pack of 12`` where a price proves that."""
    factor: Decimal = Decimal(1)
    lines: tuple[OrderedLine, ...] = ()
    """Of one order; empty where it cannot be compared."""
    findings: tuple[Finding, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    unit: str = ""
    """It counts in by all its words; empty for single pieces."""

    @property
    def quantity(self) -> Decimal:
        """In our units."""
        return self.position.quantity * self.factor

    @property
    def net(self) -> Fraction:
        """What one of ours costs."""
        if self.factor == 1:
            return self.position.net
        return self.position.net / Fraction(self.factor)
