"""What a chat completion asks for, and whether it comes as a server wants it."""

import contextlib
import json
import re
from collections.abc import Iterable
from typing import Any

from sandbox.exchange import Request

API_KEY = "sk-sandbox"
_CALLERS = ("http-referer", "x-title")
"""Headers by which a caller names itself; the journal keeps them."""
_PATH = re.compile(
    r"(?:/v1|(?P<deployment>/openai/deployments/[^/]+))/(?P<what>chat/completions|models)"
)
_SHA256 = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")

Json = dict[str, Any]


def operation_of(request: Request) -> str:
    """Name the call: ``chat`` or ``models``."""
    match = _PATH.fullmatch(request.path)
    if match is None:
        return "unknown"
    return "chat" if match["what"] == "chat/completions" else "models"


def is_deployment(request: Request) -> bool:
    """Say whether it came to an address as Azure has them."""
    match = _PATH.fullmatch(request.path)
    return match is not None and match["deployment"] is not None


def is_known(request: Request) -> bool:
    """Say whether it brings the key, where each kind of address wants it."""
    if is_deployment(request):
        return request.headers.get("api-key") == API_KEY
    return request.headers.get("authorization") == f"Bearer {API_KEY}"


def form_of(told: Json) -> str:
    """Return how JSON is asked for: as ``response_format`` says, else by a tool."""
    form = (told.get("response_format") or {}).get("type")
    return str(form or ("tool" if told.get("tools") else "text"))


def caller_of(request: Request) -> Json:
    """Return by which names the caller goes."""
    return {n: request.headers[n] for n in _CALLERS if n in request.headers}


def document_in(messages: Iterable[Json]) -> str:
    """Return the hash in the last user message that has one; empty when none has."""
    for message in reversed(list(messages)):
        if message.get("role") != "user":
            continue
        found = _SHA256.findall(text_of(message.get("content")))
        if found:
            return str(found[-1])
    return ""


def text_of(content: Any) -> str:
    """Return what a message says in words."""
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content)
    return str(content or "")


def schema_in(told: Json) -> tuple[Json, bool]:
    """Return the schema to be answered, and whether it is asked for strictly."""
    asked = (told.get("response_format") or {}).get("json_schema")
    if asked:
        return asked.get("schema", {}), bool(asked.get("strict"))
    tools = told.get("tools")
    if tools:
        function = tools[0]["function"]
        return function.get("parameters", {}), bool(function.get("strict"))
    return _told_in_words(told["messages"]), False


def _told_in_words(messages: Iterable[Json]) -> Json:
    """Return the schema that stands at the end of the instructions, if one does."""
    for message in messages:
        if message.get("role") != "system":
            continue
        words = text_of(message.get("content")).rstrip().rpartition("\n")[2]
        with contextlib.suppress(ValueError):
            schema = json.loads(words)
            if isinstance(schema, dict):
                return schema
    return {"type": "object"}
