"""A number of a table, and where it stands."""

from decimal import Decimal
from typing import NamedTuple

from extractors.layout.page.rows import Run


class Number(NamedTuple):
    """A number printed in a table."""

    value: Decimal
    run: Run
    row: int
    """Index of its visual row."""
    middle: float
    """Height on its page."""
    height: float
    decimals: int
    percent: bool
    money: bool
    mark: str
    """A letter in brackets before it, "" without one: "(R) 6,00"."""
    plain: bool
    """Little else stands in its cell."""

    @property
    def page(self) -> int:
        """Where it is printed."""
        return self.run.page
