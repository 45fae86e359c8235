"""Answers that a model gave earlier, joined to what the other readers say; offline."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from channels.model.reader import interpret
from channels.model.values import Answer, Asked
from extractors.grounding.agreement import agree
from extractors.values import Document, Extraction, Reading

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
        value = json.loads(file.read_text(encoding="utf-8"))
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
        refused = bool(kept.get("refusal"))
        answer = Answer(outcome="refused" if refused else "answered", content=words)
        return agree(ours, interpret(answer, document, _VERSION, _asked(words)))


def _asked(words: str) -> Asked:
    """Return what an answer was asked for, which its outermost name tells."""
    return "ship_notice" if '"notices"' in words else "money"
