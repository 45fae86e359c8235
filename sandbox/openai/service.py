"""Chat completions from a script: answers found by the document's hash."""

import json
import re
import threading
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sandbox import world as worlds
from sandbox.clock import Clock
from sandbox.exchange import Answer, Request, as_json
from sandbox.journal import Journal
from sandbox.openai.strict import emptiest, violations
from sandbox.settings import Settings

API_KEY = "sk-sandbox"
MODEL = "sandbox-reader"
CHARACTERS_PER_TOKEN = 4

_SHA256 = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_KINDS = {400: "invalid_request_error", 401: "invalid_request_error", 429: "requests"}

Json = dict[str, Any]


class OpenAIService:
    """A model that has learnt its answers by heart and otherwise claims nothing."""

    name = "openai"

    def __init__(
        self, world: Path, journal: Journal, clock: Clock, settings: Settings
    ) -> None:
        del settings
        self._world = world
        self._journal = journal
        self._clock = clock
        self._lock = threading.Lock()
        self.url = ""
        self.restart()

    def restart(self) -> None:
        """Begin again with the world and the answers already given."""
        with self._lock:
            told = worlds.load(self._world, "model.json")
            self._answers: Json = told.get("answers", {})
            given = (entry["document"] for entry in self._journal.all())
            self._given: Counter[str] = Counter(given)

    def ready(self) -> Json:
        """Return what a client needs to know."""
        return {"base_url": f"{self.url}/v1", "api_key": API_KEY, "model": MODEL}

    def operation(self, request: Request) -> str:
        """Name the call: ``chat`` or ``models``."""
        known = {"/v1/chat/completions": "chat", "/v1/models": "models"}
        return known.get(request.path, "unknown")

    def answer(self, request: Request) -> Answer:
        """Answer one call."""
        if request.headers.get("authorization") != f"Bearer {API_KEY}":
            return self.refusal("token_expired", request)
        operation = self.operation(request)
        if operation == "models":
            card = {"id": MODEL, "object": "model", "created": 0, "owned_by": "sandbox"}
            return as_json({"object": "list", "data": [card]})
        if operation != "chat":
            return _error(404, "Unknown request URL.", "unknown_url")
        told = request.json
        if not isinstance(told, dict) or not isinstance(told.get("messages"), list):
            return _error(400, "'messages' is a required property.", None)
        schema, strict = _schema_in(told)
        if strict and (wrong := violations(schema)):
            return _error(400, f"Invalid schema for response_format: {wrong[0]}", None)
        return self._completion(told, schema)

    def refusal(self, kind: str, request: Request) -> Answer:
        """Return the service's own words for a fault."""
        del request
        match kind:
            case "rate_limited":
                return _error(429, "Rate limit reached.", "rate_limit_exceeded")
            case "token_expired":
                return _error(401, "Incorrect API key provided.", "invalid_api_key")
            case "scope_missing" | "access_denied":
                words = "You have insufficient permissions for this operation."
                return _error(403, words, "insufficient_permissions")
            case "rejected" | "partial":
                return _error(400, "The request was refused.", "invalid_value")
            case _:
                raise ValueError(f"no such fault at a model: {kind}")

    def _completion(self, told: Json, schema: Json) -> Answer:
        document = _document_in(told["messages"])
        script = self._next(document)
        if delay := float(script.get("delay", 0)):
            threading.Event().wait(delay)
        status = int(script.get("status", 200))
        if status != 200:  # noqa: PLR2004  # the one good status
            return _error(
                status, str(script.get("message", "Scripted.")), script.get("code")
            )
        content = script.get("content", emptiest(schema))
        text = content if isinstance(content, str) else json.dumps(content)
        message: Json = {"role": "assistant", "content": text, "refusal": None}
        finish = script.get("finish_reason", "stop")
        if script.get("refusal"):
            message |= {"content": None, "refusal": script["refusal"]}
        elif told.get("tools"):
            name = told["tools"][0]["function"]["name"]
            call = {"name": name, "arguments": text}
            message |= {
                "content": None,
                "tool_calls": [{"id": "call_1", "type": "function", "function": call}],
            }
            finish = script.get("finish_reason", "tool_calls")
        return as_json(
            {
                "id": f"chatcmpl-{document[:12] or 'unknown'}-{self._given[document]}",
                "object": "chat.completion",
                "created": int(self._clock.now().timestamp()),
                "model": told.get("model", MODEL),
                "choices": [
                    {
                        "index": 0,
                        "message": message,
                        "finish_reason": finish,
                        "logprobs": None,
                    }
                ],
                "usage": script.get("usage") or _usage(told["messages"], text),
            }
        )

    def _next(self, document: str) -> Json:
        """Return the document's next scripted answer, the last one from then on."""
        with self._lock:
            at = self._given[document]
            self._given[document] += 1
            self._journal.append({"operation": "chat", "document": document})
        script = self._answers.get(document, {})
        if isinstance(script, list):
            script = script[min(at, len(script) - 1)] if script else {}
        return dict(script)


def _document_in(messages: Iterable[Json]) -> str:
    """Return the hash in the last user message that has one; empty when none has."""
    for message in reversed(list(messages)):
        if message.get("role") != "user":
            continue
        found = _SHA256.findall(_text(message.get("content")))
        if found:
            return str(found[-1])
    return ""


def _text(content: Any) -> str:
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content)
    return str(content or "")


def _schema_in(told: Json) -> tuple[Json, bool]:
    """Return the schema to be answered, and whether it is asked for strictly."""
    asked = (told.get("response_format") or {}).get("json_schema")
    if asked:
        return asked.get("schema", {}), bool(asked.get("strict"))
    tools = told.get("tools")
    if tools:
        function = tools[0]["function"]
        return function.get("parameters", {}), bool(function.get("strict"))
    return {"type": "object"}, False


def _usage(messages: Iterable[Json], text: str) -> Json:
    asked = sum(len(_text(m.get("content"))) for m in messages) // CHARACTERS_PER_TOKEN
    answered = len(text) // CHARACTERS_PER_TOKEN + 1
    return {
        "prompt_tokens": asked,
        "completion_tokens": answered,
        "total_tokens": asked + answered,
        "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0},
    }


def _error(status: int, message: str, code: str | None) -> Answer:
    kind = _KINDS.get(status, "server_error")
    error = {"message": message, "type": kind, "param": None, "code": code}
    return as_json({"error": error}, status=status)
