"""Questions in the service's query language, made of nothing that could end a text.

A number from a mail may hold anything. The service's rules for escaping are not those
of the library, so what could need escaping is never sent, and who asks compares again.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

Entity = Literal[
    "Account",
    "Attachable",
    "Bill",
    "Item",
    "Preferences",
    "PurchaseOrder",
    "Term",
    "Vendor",
]
PAGE = 1000
"""The most rows the service gives at once."""
_LISTED = 30
"""Ids asked for at once."""

_VALUE = re.compile(r"[A-Za-z0-9 ._/#-]{1,21}")
_FIELD = re.compile(r"[A-Za-z]+(?:\.[A-Za-z]+)*")

EVERY = "Active IN (true, false)"
"""Inactive ones too, which the service leaves out by itself."""


def askable(value: str) -> bool:
    """Say whether *value* may stand in a question.

    >>> askable("INV-77/2 #b"), askable("x' OR 1"), askable("a" * 22)
    (True, False, False)
    """
    return _VALUE.fullmatch(value) is not None


def equals(field: str, value: str) -> str:
    """Return the condition that *field* is *value*.

    >>> equals("DocNumber", "INV-77")
    "DocNumber = 'INV-77'"
    """
    return f"{_field(field)} = {_text(value)}"


def since(field: str, day: date) -> str:
    """Return the condition that *field* is no earlier than *day*."""
    return f"{_field(field)} >= '{day.isoformat()}'"


def among(field: str, values: Iterable[str]) -> Iterator[str]:
    """Yield the conditions that together say *field* is one of *values*."""
    texts = [_text(value) for value in sorted(set(values))]
    for at in range(0, len(texts), _LISTED):
        yield f"{_field(field)} IN ({', '.join(texts[at : at + _LISTED])})"


def select(entity: Entity, *conditions: str, start: int = 1) -> str:
    """Return the question for one page.

    Args:
        entity: What is asked for.
        conditions: All of which must hold, made by the functions above.
        start: Place of the first row, from 1.
    """
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    order = "" if entity == "Preferences" else " ORDERBY Id"
    page = f"STARTPOSITION {start} MAXRESULTS {PAGE}"
    shown = "*, Sku" if entity == "Item" else "*"
    return f"SELECT {shown} FROM {entity}{where}{order} {page}"  # noqa: S608  # see above


def _text(value: str) -> str:
    if not askable(value):
        raise ValueError(f"{value!r} holds characters that are never sent in a query")
    return f"'{value}'"


def _field(name: str) -> str:
    if not _FIELD.fullmatch(name):
        raise ValueError(f"{name!r} is no field")
    return name
