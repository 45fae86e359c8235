"""Chat completions from a script: answers found by the document's hash."""

import json
import threading
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sandbox import world as worlds
from sandbox.clock import Clock
from sandbox.exchange import Answer, Request, as_json
from sandbox.journal import Journal
from sandbox.openai.asked import (
    API_KEY,
    caller_of,
    document_in,
    form_of,
    is_deployment,
    is_known,
    operation_of,
    schema_in,
    text_of,
)
from sandbox.openai.strict import emptiest, violations
from sandbox.settings import Settings

MODEL = "sandbox-reader"
CHARACTERS_PER_TOKEN = 4

_KINDS = {400: "invalid_request_error", 401: "invalid_request_error", 429: "requests"}

Json = dict[str, Any]


class OpenAIService:
    """A model that has learnt its answers by heart and otherwise claims nothing.

    What ``model.json`` names in ``refuses`` it does not take: ``json_schema``, ``tool``
    or ``json_object``, each with the message and status of such a server.
    """

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
            self._refuses: Json = told.get("refuses", {})
            given = (entry["document"] for entry in self._journal.all())
            self._given: Counter[str] = Counter(given)

    def ready(self) -> Json:
        """Return what a client needs to know."""
        return {
            "base_url": f"{self.url}/v1",
            "azure_url": f"{self.url}/openai/deployments/{MODEL}",
            "api_key": API_KEY,
            "model": MODEL,
        }

    def operation(self, request: Request) -> str:
        """Name the call: ``chat`` or ``models``."""
        return operation_of(request)

    def answer(self, request: Request) -> Answer:
        """Answer one call."""
        if not is_known(request):
            return self.refusal("token_expired", request)
        if is_deployment(request) and "api-version" not in request.query:
            return _error(404, "Resource not found", "404")
        match self.operation(request):
            case "models":
                card = {"id": MODEL, "object": "model", "created": 0}
                data = [card | {"owned_by": "sandbox"}]
                return as_json({"object": "list", "data": data})
            case "chat":
                return self._chat(request)
            case _:
                return _error(404, "Unknown request URL.", "unknown_url")

    def _chat(self, request: Request) -> Answer:
        told = request.json
        if not isinstance(told, dict) or not isinstance(told.get("messages"), list):
            return _error(400, "'messages' is a required property.", None)
        if refused := self._refuses.get(form_of(told)):
            status = int(refused.get("status", 400))
            return _error(status, str(refused["message"]), refused.get("code"))
        schema, strict = schema_in(told)
        if strict and (wrong := violations(schema)):
            return _error(400, f"Invalid schema for response_format: {wrong[0]}", None)
        return self._completion(told, schema, caller_of(request))

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

    def _completion(self, told: Json, schema: Json, caller: Json) -> Answer:
        document = document_in(told["messages"])
        script = self._next(document, caller)
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

    def _next(self, document: str, caller: Json) -> Json:
        """Return the document's next scripted answer, the last one from then on."""
        with self._lock:
            at = self._given[document]
            self._given[document] += 1
            told = {"operation": "chat", "document": document}
            self._journal.append(told | ({"caller": caller} if caller else {}))
        script = self._answers.get(document, {})
        if isinstance(script, list):
            script = script[min(at, len(script) - 1)] if script else {}
        return dict(script)


def _usage(messages: Iterable[Json], text: str) -> Json:
    asked = (
        sum(len(text_of(m.get("content"))) for m in messages) // CHARACTERS_PER_TOKEN
    )
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
