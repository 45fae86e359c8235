"""JSON Schemas as strict structured output takes them, and their emptiest answer."""

from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]


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
    if "const" in part:
        return part["const"]
    if "enum" in part:
        return None if None in part["enum"] else part["enum"][-1]
    choices = part.get("anyOf") or part.get("oneOf")
    if choices:
        values = [_emptiest(choice, root) for choice in choices]
        return None if None in values else values[0]
    kinds = part.get("type", "null")
    kind = kinds if isinstance(kinds, str) else min(kinds, key=lambda k: k != "null")
    match kind:
        case "object":
            inner = part.get("properties") or {}
            return {name: _emptiest(told, root) for name, told in inner.items()}
        case "array":
            return []
        case "string":
            return ""
        case "integer" | "number":
            return 0
        case "boolean":
            return False
    return None


def _referred(reference: str, root: Schema) -> Schema:
    found: Any = root
    for step in reference.removeprefix("#/").split("/"):
        found = {} if step == "#" else found[step]
    return root if reference == "#" else found
