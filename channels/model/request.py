"""Exactly what is sent to the model for one document, and its hash."""

import json
from collections.abc import Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from extractors.grounding.wire import WireModel, schema
from prompts.prompt import Prompt


class Parameters(NamedTuple):
    """What is chosen of the model."""

    model: str
    max_output_tokens: int = 16_000
    reasoning_effort: str | None = None
    """None: not sent; servers that do not know it refuse it."""


def request_body(
    parameters: Parameters,
    prompt: Prompt,
    answer: type[WireModel],
    *,
    document: str,
    rows: Sequence[str],
) -> dict[str, Any]:
    """Return the body of the one request about a document.

    Instructions and schema come first and are always the same, so that a server can
    keep them; the stranger's text is a message of its own and nothing else is in it.

    Args:
        parameters: What is chosen of the model.
        prompt: The instructions.
        answer: What the answer must look like.
        document: SHA-256 of the document's bytes.
        rows: The document's visual rows.
    """
    body: dict[str, Any] = {
        "model": parameters.model,
        "messages": [
            {"role": "system", "content": prompt.text},
            {"role": "user", "content": "\n".join([f"document {document}", *rows])},
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": {
                "name": answer.__name__,
                "strict": True,
                "schema": schema(answer),
            },
        },
        "max_completion_tokens": parameters.max_output_tokens,
    }
    if parameters.reasoning_effort is not None:
        body["reasoning_effort"] = parameters.reasoning_effort
    return body


def request_key(body: dict[str, Any]) -> str:
    """Return the name an answer is kept under: the SHA-256 of everything sent."""
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()
