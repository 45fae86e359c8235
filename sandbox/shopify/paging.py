"""Connections: one page of a plain list, as the Admin API pages."""

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from graphql import GraphQLError

from sandbox.shopify.complete import Json

MOST_IN_A_PAGE = 250


def page(found: Sequence[Json], name: str, asked: Mapping[str, Any]) -> Json:
    """Return the page of *found* that *asked* describes, as a connection.

    Args:
        found: Everything there is, in order.
        name: The field's name, for what is said when the arguments are wrong.
        asked: ``first`` or ``last``, ``after`` or ``before``, ``reverse``. With neither
            end given the connection is whole; :func:`check_size` refuses that where
            pages are obligatory.

    Raises:
        GraphQLError: There is no such cursor.
    """
    if asked.get("reverse"):
        found = found[::-1]
    start, stop = 0, len(found)
    if asked.get("after"):
        start = _position(found, asked["after"], name) + 1
    if asked.get("before"):
        stop = _position(found, asked["before"], name)
    first, last = asked.get("first"), asked.get("last")
    if first is not None:
        stop = min(stop, start + first)
    elif last is not None:
        start = max(start, stop - last)
    chosen = found[start:stop]
    return {
        "nodes": chosen,
        "edges": [{"node": thing, "cursor": cursor_of(thing)} for thing in chosen],
        "pageInfo": {
            "hasNextPage": stop < len(found),
            "hasPreviousPage": start > 0,
            "startCursor": cursor_of(chosen[0]) if chosen else None,
            "endCursor": cursor_of(chosen[-1]) if chosen else None,
        },
    }


def check_size(name: str, asked: Mapping[str, Any]) -> None:
    """Refuse a connection without an end, with both, or with too large a page.

    Raises:
        GraphQLError: It is asked for in a way that Shopify refuses.
    """
    sizes = [asked[end] for end in ("first", "last") if asked.get(end) is not None]
    if len(sizes) != 1:
        raise _wrong(f"you must provide one of first or last for {name}")
    if not 0 < sizes[0] <= MOST_IN_A_PAGE:
        raise _wrong(f"{name} takes 1 to {MOST_IN_A_PAGE}, not {sizes[0]}")


def cursor_of(thing: Mapping[str, Any]) -> str:
    """Return where *thing* stands, for ``after`` and ``before``."""
    return base64.urlsafe_b64encode(str(thing["id"]).encode()).decode()


def _position(found: Sequence[Json], cursor: str, name: str) -> int:
    for at, thing in enumerate(found):
        if cursor_of(thing) == cursor:
            return at
    raise _wrong(f"Invalid cursor for {name}: {cursor!r}")


def _wrong(message: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": "BAD_USER_INPUT"})
