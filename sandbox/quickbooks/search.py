"""Answering a query: which resources fit, in which order, which properties."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.clock import instant
from sandbox.quickbooks.language import Condition, Query, parse
from sandbox.quickbooks.properties import ON_REQUEST, QUERYABLE, SHOWN
from sandbox.quickbooks.store import Store
from sandbox.quickbooks.whole import LISTS, Json, exact
from sandbox.quickbooks.words import RefusedError

_COMMON = ("domain", "sparse", "Id")
_OPERATORS = {
    "=": lambda have, want: have == want,
    "<": lambda have, want: have < want,
    ">": lambda have, want: have > want,
    "<=": lambda have, want: have <= want,
    ">=": lambda have, want: have >= want,
}


def answered(store: Store, text: str) -> Json:
    """Return the answer to one query.

    Inactive vendors, items, accounts and terms are left out unless the query speaks of
    ``Active``.

    Raises:
        RefusedError: It cannot be read, or asks for what there is not.
    """
    query = parse(text)
    _check(query)
    found = [
        one
        for one in store.entities[query.entity].values()
        if all(_fits(one, condition) for condition in query.conditions)
        and (_asks_for_inactive(query) or one.get("Active", True))
    ]
    if not query.names:
        return {"QueryResponse": {"totalCount": len(found)}}
    found.sort(key=lambda one: (len(one["Id"]), one["Id"]))
    for order in reversed(query.order):
        found.sort(key=lambda one: _rank(one, order.name), reverse=order.descending)
    page = found[query.start - 1 : query.start - 1 + query.most]
    if not page:
        return {"QueryResponse": {}}
    shown = [show(query.entity, one, query.names) for one in page]
    return {
        "QueryResponse": {
            query.entity: shown,
            "startPosition": query.start,
            "maxResults": len(shown),
        }
    }


def show(entity: str, resource: Json, names: tuple[str, ...] = ("*",)) -> Json:
    """Return the properties of *resource* that are asked for by *names*.

    What is given on request only has to be named, beside ``*`` too.
    """
    kept = set(names)
    if "*" in kept:
        hidden = ON_REQUEST.get(entity, frozenset()) - kept
        return {key: part for key, part in resource.items() if key not in hidden}
    tops = {name.partition(".")[0] for name in kept} | set(_COMMON)
    return {key: part for key, part in resource.items() if key in tops} | {
        "sparse": True
    }


def _check(query: Query) -> None:
    if query.entity not in QUERYABLE:
        raise RefusedError(
            "4001",
            f"QueryValidationError: Invalid context declaration: {query.entity}",
        )
    known = QUERYABLE[query.entity] | SHOWN[query.entity]
    tested = [c.name for c in query.conditions] + [o.name for o in query.order]
    for name in (*(n for n in query.names if n != "*"), *tested):
        if name not in known:
            detail = f"Property {name} not found for Entity {query.entity}"
            raise RefusedError("4001", f"QueryValidationError: {detail}")
    for name in tested:
        if name not in QUERYABLE[query.entity]:
            detail = f"property '{name}' is not queryable"
            raise RefusedError("4001", f"QueryValidationError: {detail}")


def _asks_for_inactive(query: Query) -> bool:
    return query.entity not in LISTS or any(
        condition.name == "Active" for condition in query.conditions
    )


def _fits(resource: Json, condition: Condition) -> bool:
    return any(_meets(value, condition) for value in _values(resource, condition.name))


def _meets(value: Any, condition: Condition) -> bool:
    if condition.operator == "like":
        parts = map(re.escape, condition.values[0].split("%"))
        pattern = re.compile(".*".join(parts), re.IGNORECASE | re.DOTALL)
        return pattern.fullmatch(str(value)) is not None
    wanted = [_like(value, told, condition.name) for told in condition.values]
    have = _comparable(value, condition.name)
    if condition.operator == "in":
        return have in wanted
    return bool(_OPERATORS[condition.operator](have, wanted[0]))


def _values(resource: Any, name: str) -> Iterator[Any]:
    """Yield what is found under a dotted name; a list yields each of its parts."""
    if isinstance(resource, list):
        for part in resource:
            yield from _values(part, name)
    elif not name:
        yield resource["value"] if isinstance(resource, dict) else resource
    elif isinstance(resource, Mapping):
        first, _, rest = name.partition(".")
        for key, part in resource.items():
            if key.lower() == first.lower():
                yield from _values(part, rest)


def _comparable(value: Any, name: str) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return exact(value)
    return instant(value) if name.startswith("MetaData.") else str(value)


def _like(value: Any, told: str, name: str) -> Any:
    """Return *told* as the kind of thing *value* is.

    Raises:
        RefusedError: It is no such thing.
    """
    try:
        if isinstance(value, bool):
            return {"true": True, "false": False}[told.lower()]
        if isinstance(value, int | float):
            return _finite(told)
        if name.startswith("MetaData."):
            return instant(told)
        if name in ("TxnDate", "DueDate"):
            return date.fromisoformat(told).isoformat()
    except (KeyError, ValueError, OverflowError, InvalidOperation):
        detail = f"QueryValidationError: value {told} is not of the type of {name}"
        raise RefusedError("4001", detail) from None
    return told


def _finite(told: str) -> Decimal:
    value = Decimal(told)
    if not value.is_finite():
        raise ValueError(told)
    return value


def _rank(resource: Json, name: str) -> tuple[bool, Any]:
    value = next(_values(resource, name), None)
    return (value is not None, _comparable(value, name) if value is not None else 0)
