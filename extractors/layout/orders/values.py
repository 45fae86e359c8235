"""Purchase orders of a sheet: where they are named, and what part is theirs."""

import re
from typing import NamedTuple

from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Place
from extractors.layout.page.tables.values import Layout, TableRow

_IGNORED = re.compile(r"[^A-Z0-9]")
_SPELT = re.compile(r"^p\.?o\.?[\W_]+", re.IGNORECASE)
_LED = re.compile(r"^PO(?=\d)")


class Anchor(NamedTuple):
    """A place that names one or more purchase orders."""

    place: Place
    numbers: tuple[Run, ...]
    label: str
    """Normalised, empty for a number that is its own label."""
    form: bool
    """A label as forms have them, not a word in a sentence."""


class Scope(NamedTuple):
    """The part of a sheet that speaks of one purchase order."""

    number: Run | None
    """None: the sheet names none."""
    anchor: Anchor | None
    begin: Place
    end: Place
    rows: tuple[tuple[Layout, TableRow], ...] = ()
    """Rows of tables in which this order has its own column."""
    other: Run | None = None
    """An order number of nobody said whose, where the rows are told apart by it."""


class Orders(NamedTuple):
    """The scopes of a sheet, and what belongs to none."""

    scopes: tuple[Scope, ...]
    shared: tuple[Place, Place]
    """The stretch whose carrier and date hold for all scopes."""
    ambiguous: str = ""
    """Why parts cannot be told apart; empty when they can."""
    anchors: tuple[Anchor, ...] = ()
    """All places that name an order, those without a part as well."""


START = Place(-1)
END = Place(10**9)


def order_key(text: str) -> str:
    """Return what two spellings of one order number have in common.

    >>> order_key("PO-04711 "), order_key("#04711")
    ('04711', '04711')
    """
    return _LED.sub("", _IGNORED.sub("", text.upper()))


def written_alike(one: str, other: str) -> bool:
    """Say whether two order numbers have digits and letters in the same places.

    A vendor's own number and ours, or a shop's, seldom do.

    >>> written_alike("PO-A48", "A51"), written_alike("48201", "SO-991")
    (True, False)
    """
    forms = [
        "".join("0" if c.isdigit() else "a" for c in order_key(_SPELT.sub("", number)))
        for number in (one, other)
    ]
    return forms[0] == forms[1]
