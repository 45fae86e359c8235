"""Answers that a model gave earlier, joined to what the other readers say; offline."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from channels.model.completion import unwrapped
from channels.model.interpretation import WIRE, interpret
from channels.model.values import Answer, Asked, Outcome
from extractors.grounding.agreement import agree
from extractors.grounding.wire import MalformedAnswerError, parse_as
from extractors.values import Document, Extraction, MoneyDocument, Reading

_VERSION = "replayed"


class Replayed:
    """Kept answers by the SHA-256 of the document that they speak of.

    Args:
        answers: The model's own words, as an object or as text.
    """

    def __init__(self, answers: Mapping[str, Any]) -> None:
        self._answers = answers
        self.used = 0
        """Documents that had one."""

    @classmethod
    def load(cls, file: Path) -> "Replayed":
        """Read a file such as a world's ``model.json``.

        Raises:
            OSError: It cannot be opened.
            ValueError: It holds no ``answers`` by document.
        """
        text = file.read_text(encoding="utf-8", errors="replace")
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ValueError(f"{str(file)!r} is no JSON: {error}") from error
        answers = value.get("answers") if isinstance(value, dict) else None
        if not isinstance(answers, dict):
            raise ValueError(  # noqa: TRY004  # of a file's words, not of an argument
                f"{str(file)!r}: no object with 'answers' in it"
            )
        return cls(answers)

    def joined(self, reading: Reading) -> Reading:
        """Return a reading as both readers together see it."""
        extractions: list[Extraction] = []
        told = {document.sha256: document for document in reading.documents}
        for sha256, document in told.items():
            ours = [e for e in reading.extractions if e.document == sha256]
            extractions += self._agreed(document, ours)
        rest = [e for e in reading.extractions if e.document not in told]
        return replace(reading, extractions=(*extractions, *rest))

    def _agreed(
        self, document: Document, ours: list[Extraction]
    ) -> tuple[Extraction, ...]:
        kept = self._answers.get(document.sha256)
        if isinstance(kept, list):
            kept = kept[-1] if kept else None  # one for each time it was asked
        if not isinstance(kept, dict) or "content" not in kept:
            return tuple(ours)
        self.used += 1
        content = kept["content"]
        words = content if isinstance(content, str) else json.dumps(content)
        words = unwrapped(words)
        answer = Answer(outcome=_outcome(kept), content=words)
        kind = _asked(words, ours)
        return agree(ours, interpret(answer, document, _VERSION, kind))


def _outcome(kept: dict[str, Any]) -> Outcome:
    """Return what came of asking, as the model's server tells it."""
    if kept.get("refusal"):
        return "refused"
    cut = kept.get("finish_reason") in ("length", "content_filter")
    return "truncated" if cut else "answered"


def _asked(words: str, ours: list[Extraction]) -> Asked:
    """Return what was asked: the schema that *words* fit, else what the page is."""
    for kind, form in WIRE.items():
        with suppress(MalformedAnswerError):
            parse_as(form, words)
            return kind
    money = any(isinstance(e.record, MoneyDocument) for e in ours)
    return "money" if money else "ship_notice"
