"""How a server is asked for JSON of our schema: strictest first.

Every form ends in the same validation and the same grounding; a weaker one only makes
an answer that is not of the schema likelier, and so a second question.
"""

import json
from typing import Any, Literal, get_args

from extractors.grounding.wire import WireModel, schema

Form = Literal["json_schema", "tool", "json_object"]
FORMS: tuple[Form, ...] = get_args(Form)
"""In the order in which they are tried."""
OBJECT_PROMPT = "json_object"
"""The words that tell a server the schema which cannot be given one."""


def asked_as(form: Form, answer: type[WireModel]) -> dict[str, Any]:
    """Return the part of a request that names the schema of *answer*."""
    name, shape = answer.__name__, schema(answer)
    if form == "json_schema":
        told = {"name": name, "strict": True, "schema": shape}
        return {"response_format": {"type": "json_schema", "json_schema": told}}
    if form == "tool":
        function = {
            "name": name,
            "description": str(shape.get("description", "")),
            "strict": True,
            "parameters": shape,
        }
        return {
            "tools": [{"type": "function", "function": function}],
            "tool_choice": {"type": "function", "function": {"name": name}},
        }
    return {"response_format": {"type": "json_object"}}


def in_words(form: Form, answer: type[WireModel]) -> str:
    """Return the schema as text, for the one form that has no other place for it."""
    if form != "json_object":
        return ""
    return json.dumps(schema(answer), separators=(",", ":"))
