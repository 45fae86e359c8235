"""A world: one store's folder, read as it lies there and never changed."""

import json
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sandbox.clock import instant

FALLBACK = datetime(2026, 1, 1, tzinfo=UTC)
_CONNECTION = {"nodes", "edges", "pageInfo"}
_CHANGED = {"updatedAt", "lastUpdatedTime", "LastUpdatedTime"}


class WorldError(ValueError):
    """A file of a world is not what it has to be; names the file."""


def load(world: Path, name: str) -> dict[str, Any]:
    """Return the service's state in *world*, empty when the world has none.

    Connections, written as ``{"nodes": …}`` or ``{"edges": …}``, come as plain lists.

    Raises:
        WorldError: The file holds no JSON object.
    """
    path = world / name
    if not path.exists():
        return {}
    return {key: plain(part) for key, part in _object(path).items()}


def _object(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_bytes())
    except ValueError as error:
        raise WorldError(f"{path} is not JSON, expected an object: {error}") from None
    if not isinstance(told, dict):
        raise WorldError(f"{path} holds no JSON object, expected {{…}}")
    return told


def plain(value: Any) -> Any:
    """Return *value* with every GraphQL connection in it unwrapped to a list.

    >>> plain({"tags": {"edges": [{"node": 1}]}, "lines": {"nodes": [2]}})
    {'tags': [1], 'lines': [2]}
    """
    if isinstance(value, list):
        return [plain(part) for part in value]
    if not isinstance(value, dict):
        return value
    if value and value.keys() <= _CONNECTION:
        if "nodes" in value:
            return plain(value["nodes"])
        return [plain(edge["node"]) for edge in value.get("edges", [])]
    return {key: plain(part) for key, part in value.items()}


def instant_of(world: Path) -> datetime:
    """Return when the night begins: as the world says, else after its last change.

    A fixed instant stands in for a world without any date, so that nothing ever depends
    on the machine's calendar.
    """
    settings = world / "agent.toml"
    if settings.exists():
        told = (
            tomllib.loads(settings.read_text("utf-8")).get("world", {}).get("instant")
        )
        if isinstance(told, datetime):
            return told if told.tzinfo else told.replace(tzinfo=UTC)
        if isinstance(told, str):
            return instant(told)
    expected = world / "expected.json"
    if expected.exists():
        told = _object(expected).get("instant")
        if told:
            return instant(told)
    names = ("shopify.json", "amazon.json", "quickbooks.json")
    files = [world / name for name in names]
    changes = [
        change for path in files if path.exists() for change in _changes(_object(path))
    ]
    return max(changes) + timedelta(minutes=1) if changes else FALLBACK


def _changes(value: Any) -> Iterator[datetime]:
    if isinstance(value, list):
        for part in value:
            yield from _changes(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            if key in _CHANGED and isinstance(part, str):
                yield instant(part)
            else:
                yield from _changes(part)
