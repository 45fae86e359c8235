"""A sandbox whose model gives scripted answers, and our reader on it."""

import json
import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import sandbox
from channels.model.budget import Budget
from channels.model.client import Client, Connection, Timing
from channels.model.prices import load_prices
from channels.model.reader import ModelReader
from channels.model.request import Parameters
from channels.model.values import Attempt
from extractors.values import Document

NOW = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)


class Kept(dict[str, str]):
    """Answers in memory; costs are remembered beside them."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[dict[str, Any]] = []
        self.paid: list[tuple[str, int, Attempt]] = []

    def attempt(self, key: str, number: int, attempt: Attempt, *_told: object) -> None:
        self.paid.append((key, number, attempt))

    def put(self, key: str, content: str, **told: Any) -> None:
        self[key] = content
        self.told.append(told)


class Desk:
    """A running sandbox and readers on it."""

    def __init__(self, world: Path, state: Path) -> None:
        world.mkdir()
        (world / "model.json").write_text('{"answers": {}}')
        self.world = world
        self.box = sandbox.Box(world, state, services=("openai",), now=NOW)
        self.kept = Kept()
        self.slept: list[float] = []
        self.readers: list[ModelReader] = []

    def script(self, of: Document, *answers: dict[str, Any]) -> None:
        """Let the model give *answers* about a document, one per call."""
        self.script_all({of.sha256: list(answers)})

    def script_all(self, answers: dict[str, list[dict[str, Any]]]) -> None:
        """Let the model give answers about documents, by their hash."""
        path = self.world / "model.json"
        told = json.loads(path.read_text())
        told["answers"] |= answers
        path.write_text(json.dumps(told))
        self.box.reset()

    def refuse(self, **messages: str | dict[str, Any]) -> None:
        """Let the server refuse forms of a question, each with its words."""
        path = self.world / "model.json"
        told = json.loads(path.read_text())
        told["refuses"] = {
            form: {"message": said} if isinstance(said, str) else said
            for form, said in messages.items()
        }
        path.write_text(json.dumps(told))
        self.box.reset()

    def reader(self, **change: Any) -> ModelReader:
        ready = self.box.ready()["openai"]
        connection = Connection(
            change.pop("api_key", ready["api_key"]),
            change.pop("base_url", ready["base_url"]),
        )
        timing = Timing(
            time.monotonic,
            self.slept.append,
            lambda: 0.5,
            call_seconds=change.pop("call_seconds", 5.0),
            document_seconds=change.pop("document_seconds", 10.0),
        )
        options = {
            "prices": load_prices(),
            "budget": Budget(Decimal(5)),
            "now": lambda: NOW,
            **change,
        }
        reader = ModelReader(
            Client(connection, timing),
            Parameters("gpt-5.4-mini"),
            self.kept,
            **options,
        )
        self.readers.append(reader)
        return reader

    def stop(self) -> None:
        for reader in self.readers:
            reader.close()
        self.box.stop()

    def calls(self) -> list[dict[str, Any]]:
        return [e["body"] for e in self.box.log("openai") if e["operation"] == "chat"]
