"""Lines we ordered, and billed lines beside those they stand for."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from matchers.billing.aliases import Candidate
from matchers.billing.positions import Position
from matchers.billing.values import PurchaseOrder, PurchaseOrderLine
from matchers.values import Finding


@dataclass(frozen=True)
class OrderedLine:
    """One line we ordered, with what is billed of it."""

    order: PurchaseOrder
    line: PurchaseOrderLine
    sku: str
    """Canonical."""
    before: Decimal
    """Billed by earlier invoices."""

    @property
    def key(self) -> tuple[str, str]:
        """Ids of the order and of its line."""
        return self.order.id, self.line.id

    @cached_property
    def price(self) -> Fraction:
        """What one of ours was ordered for."""
        return Fraction(self.line.unit_price)

    @cached_property
    def left(self) -> Decimal:
        """What is left to bill; nought where more is billed than ordered."""
        return max(self.line.quantity - self.before, Decimal(0))


@dataclass(frozen=True)
class Identified:
    """One position, and the lines of orders it may stand for."""

    position: Position
    sku: str = ""
    """Ours, canonical; empty where none was found."""
    rule: str = ""
    """``sku``, ``alias`` or ``once``."""
    factor: Decimal = Decimal(1)
    lines: tuple[OrderedLine, ...] = ()
    """Of one order; empty where it cannot be compared."""
    findings: tuple[Finding, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @cached_property
    def quantity(self) -> Decimal:
        """In our units."""
        return self.position.quantity * self.factor

    @cached_property
    def net(self) -> Fraction:
        """What one of ours costs."""
        if self.factor == 1:
            return self.position.net
        return self.position.net / Fraction(self.factor)
