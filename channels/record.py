"""Reading a service's JSON by name, so that drift is said with the field's path."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from channels.errors import SchemaDriftError
from channels.http import quoted

_LONGEST_AMOUNT = 15
"""Digits before the point."""


class Record:
    """One JSON object of a service and where it lies in the answer."""

    def __init__(self, value: Any, where: str) -> None:
        if not isinstance(value, Mapping):
            raise _drift(where, "an object", value)
        self._value = value
        self.where = where
        """Path from the top of the answer, ``order.fulfillmentOrders``."""

    @property
    def filled(self) -> bool:
        """Whether any of its fields holds something."""
        return any(value is not None for value in self._value.values())

    def others(self, known: Collection[str]) -> tuple[str, ...]:
        """Return the names of fields that are none of those known."""
        return tuple(sorted(set(self._value) - set(known)))

    def text(self, key: str) -> str:
        """Return a text that must be there and not be empty."""
        found = self._value.get(key)
        if not isinstance(found, str) or not found:
            raise _drift(self._path(key), "a text", found)
        return _sound(found)

    def optional_text(self, key: str) -> str:
        """Return a text; empty where the service has none or leaves the field out."""
        found = self._value.get(key)
        if found is None:
            return ""
        if not isinstance(found, str):
            raise _drift(self._path(key), "a text or null", found)
        return _sound(found)

    def count(self, key: str) -> int:
        """Return a whole number that is not negative."""
        found = self._value.get(key)
        if not isinstance(found, int) or isinstance(found, bool) or found < 0:
            raise _drift(self._path(key), "a count", found)
        return found

    def big_count(self, key: str) -> int:
        """Return a count that may be printed as text, as 64-bit numbers are."""
        found = self._value.get(key)
        if isinstance(found, str) and found.isascii() and found.isdigit():
            return int(found)
        return self.count(key)

    def number(self, key: str) -> float:
        """Return a number that is not negative, whole or not; never for money."""
        found = self._value.get(key)
        if not isinstance(found, int | float) or isinstance(found, bool) or found < 0:
            raise _drift(self._path(key), "a number", found)
        return float(found)

    def amount(self, key: str) -> Decimal:
        """Return an exact number of either sign; the JSON must be read without floats.

        Money of every currency fits; what does not is no amount.
        """
        found = self._value.get(key)
        if isinstance(found, int) and not isinstance(found, bool):
            found = Decimal(found)
        if (
            not isinstance(found, Decimal)
            or not found.is_finite()
            or found.adjusted() >= _LONGEST_AMOUNT
        ):
            raise _drift(self._path(key), "an amount", found)
        return found

    def optional_amount(self, key: str) -> Decimal | None:
        """Return an exact number, or None where the service has none."""
        return None if self._value.get(key) is None else self.amount(key)

    def day(self, key: str) -> date:
        """Return a day, ``2026-11-21``."""
        found = self._value.get(key)
        try:
            return date.fromisoformat(found or "")
        except (TypeError, ValueError):
            raise _drift(self._path(key), "a day", found) from None

    def optional_day(self, key: str) -> date | None:
        """Return a day, or None where the service has none."""
        return None if self._value.get(key) in (None, "") else self.day(key)

    def flag(self, key: str) -> bool:
        """Return a truth value."""
        found = self._value.get(key)
        if not isinstance(found, bool):
            raise _drift(self._path(key), "true or false", found)
        return found

    def optional_flag(self, key: str) -> bool | None:
        """Return a truth value, or None where the service has none."""
        return None if self._value.get(key) is None else self.flag(key)

    def one_of(self, key: str, known: Collection[str]) -> str:
        """Return one of the service's own words; a new word is drift, not a guess."""
        found = self._value.get(key)
        if not isinstance(found, str) or found not in known:
            raise _drift(self._path(key), "one of " + ", ".join(sorted(known)), found)
        return found

    def instant(self, key: str) -> datetime:
        """Return an aware time."""
        found = self.optional_instant(key)
        if found is None:
            raise _drift(self._path(key), "a time", None)
        return found

    def optional_instant(self, key: str) -> datetime | None:
        """Return an aware time, or None where the service has none."""
        found = self._value.get(key)
        if found is None:
            return None
        try:
            when = datetime.fromisoformat(found)
        except (TypeError, ValueError):
            raise _drift(self._path(key), "a time", found) from None
        if when.tzinfo is None:
            raise _drift(self._path(key), "a time with its zone", found)
        return when

    def record(self, key: str) -> "Record":
        """Return an object that must be there."""
        return Record(self._value.get(key), self._path(key))

    def optional_record(self, key: str) -> "Record | None":
        """Return an object, or None where the service has none."""
        found = self._value.get(key)
        return None if found is None else Record(found, self._path(key))

    def records(self, key: str) -> tuple["Record", ...]:
        """Return a list of objects that must be there."""
        return tuple(
            Record(value, where) for value, where in self._items(key, required=True)
        )

    def optional_records(self, key: str) -> tuple["Record", ...]:
        """Return a list of objects; empty where the service has none."""
        return tuple(
            Record(value, where) for value, where in self._items(key, required=False)
        )

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts that must be there."""
        found = []
        for value, where in self._items(key, required=True):
            if not isinstance(value, str):
                raise _drift(where, "a text", value)
            found.append(_sound(value))
        return tuple(found)

    def _items(self, key: str, *, required: bool) -> Iterator[tuple[Any, str]]:
        found = self._value.get(key)
        if found is None and not required:
            return
        if not isinstance(found, list):
            raise _drift(self._path(key), "a list", found)
        for place, value in enumerate(found):
            yield value, f"{self._path(key)}[{place}]"

    def _path(self, key: str) -> str:
        return f"{self.where}.{key}"


def _sound(text: str) -> str:
    """Return *text* with halves of characters, which JSON can hold, made visible."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _drift(where: str, expected: str, found: object) -> SchemaDriftError:
    shown = quoted(found, 40) if isinstance(found, str) else type(found).__name__
    return SchemaDriftError(
        f"{where} should be {expected} and is {shown}: the service has changed, and"
        " nothing more is written there until the adapter knows it"
    )
