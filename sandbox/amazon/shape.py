"""Whether a body has the shape a swagger model describes.

Knows what the model of ``confirmShipment`` uses: types, required properties, arrays,
enumerations, references and instants.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from sandbox.clock import instant

Json = Mapping[str, Any]

_KINDS = {"object": dict, "array": list, "string": str, "integer": int}


@cache
def definitions() -> Json:
    """Return the model's definitions."""
    text = files(__package__).joinpath("confirm_shipment.json").read_text("utf-8")
    found: Json = json.loads(text)["definitions"]
    return found


def problems(body: Any, name: str) -> list[str]:
    """Return what is wrong with *body* as a *name*, one sentence each."""
    return list(_problems(body, {"$ref": f"#/definitions/{name}"}, "payload"))


def _problems(value: Any, shape: Json, where: str) -> Iterator[str]:
    if "$ref" in shape:
        name = str(shape["$ref"]).rpartition("/")[2]
        yield from _problems(value, definitions()[name], where)
    elif not _is(value, shape.get("type")):
        yield f"{where} must be of type {shape['type']}."
    elif isinstance(value, dict):
        yield from _object_problems(value, shape, where)
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from _problems(part, shape["items"], f"{where}[{at}]")
    elif "enum" in shape and value not in shape["enum"]:
        yield f"{where} must be one of {', '.join(shape['enum'])}."
    elif shape.get("format") == "date-time" and not _is_instant(value):
        yield f"{where} must be an ISO 8601 date and time."


def _object_problems(value: Json, shape: Json, where: str) -> Iterator[str]:
    for name in shape.get("required", ()):
        if name not in value:
            yield f"{where}.{name} is required."
    for name, part in shape.get("properties", {}).items():
        if name in value:
            yield from _problems(value[name], part, f"{where}.{name}")


def _is(value: Any, kind: str | None) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return kind is None or isinstance(value, _KINDS[kind])


def _is_instant(value: str) -> bool:
    """Say whether *value* is a date and a time of day, not a date alone.

    >>> _is_instant("2026-11-20T12:00:00Z"), _is_instant("2026-11-20")
    (True, False)
    """
    if "T" not in value:
        return False
    try:
        instant(value)
    except ValueError:
        return False
    return True
