"""JSON Schemas as strict structured output takes them, and their emptiest answer."""

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
_NOTHING = {"string": "", "integer": 0, "number": 0, "boolean": False}
"""Of each kind the value that says least; null where there is none."""


def violations(schema: Schema) -> list[str]:
    """Return why a strict request with *schema* is refused; nothing when it is fine."""
    return list(_violations(schema, "()"))


def _violations(schema: Schema, where: str) -> Iterator[str]:
    properties = schema.get("properties")
    if schema.get("type") == "object" or properties is not None:
        properties = properties or {}
        if schema.get("additionalProperties") is not False:
            yield f"In context={where}, 'additionalProperties' is required to be false."
        missing = sorted(set(properties) - set(schema.get("required", ())))
        if missing:
            yield f"In context={where}, 'required' lacks {', '.join(missing)}."
        if "default" in schema:
            yield f"In context={where}, 'default' is not permitted."
    for group in ("properties", "$defs", "definitions"):
        for name, part in (schema.get(group) or {}).items():
            if "default" in part:
                yield f"In context=('{name}',), 'default' is not permitted."
            yield from _violations(part, f"('{name}',)")
    for part in schema.get("anyOf", ()):
        yield from _violations(part, where)
    if isinstance(schema.get("items"), dict):
        yield from _violations(schema["items"], where)


def emptiest(schema: Schema) -> Any:
    """Return an answer that fits *schema* and claims nothing.

    >>> emptiest({"type": "object", "properties": {
    ...     "po": {"anyOf": [{"type": "string"}, {"type": "null"}]},
    ...     "lines": {"type": "array", "items": {}}}})
    {'po': None, 'lines': []}
    """
    return _emptiest(schema, schema)


def _emptiest(part: Schema, root: Schema) -> Any:
    if "$ref" in part:
        return _emptiest(_referred(str(part["$ref"]), root), root)
    fixed = [part["const"]] if "const" in part else part.get("enum")
    if fixed:
        return None if None in fixed else fixed[-1]
    choices = part.get("anyOf") or part.get("oneOf")
    if choices:
        values = [_emptiest(choice, root) for choice in choices]
        return None if None in values else values[0]
    kinds = part.get("type", "null")
    kind = kinds if isinstance(kinds, str) else min(kinds, key=lambda k: k != "null")
    if kind == "object":
        inner = part.get("properties") or {}
        return {name: _emptiest(told, root) for name, told in inner.items()}
    return [] if kind == "array" else _NOTHING.get(kind)


def _referred(reference: str, root: Schema) -> Schema:
    found: Any = root
    for step in reference.removeprefix("#/").split("/"):
        found = {} if step == "#" else found[step]
    return root if reference == "#" else found
