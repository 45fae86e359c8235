"""One HTTP exchange as values: what was asked and what is answered."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import Any, NamedTuple, Protocol
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Request:
    """What a client asked."""

    method: str
    target: str
    """Path and query as sent."""
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes

    @cached_property
    def path(self) -> str:
        """The path without the query, still percent-encoded."""
        return urlsplit(self.target).path

    @cached_property
    def query(self) -> dict[str, list[str]]:
        """The query's values by name, decoded."""
        return parse_qs(urlsplit(self.target).query, keep_blank_values=True)

    @cached_property
    def json(self) -> Any:
        """The body read as JSON; None when it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    @cached_property
    def form(self) -> dict[str, str]:
        """The body read as a form or as a JSON object of strings."""
        if isinstance(self.json, dict):
            return {str(key): str(value) for key, value in self.json.items()}
        fields = parse_qs(self.body.decode("utf-8", "replace"))
        return {name: values[-1] for name, values in fields.items()}


@dataclass(frozen=True)
class Answer:
    """What is answered."""

    status: int
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    media_type: str = "application/json"

    def with_headers(self, *headers: tuple[str, str]) -> "Answer":
        """Return this answer with *headers* added."""
        return Answer(self.status, self.body, self.headers + headers, self.media_type)


def as_json(
    content: Any, *, status: int = 200, headers: tuple[tuple[str, str], ...] = ()
) -> Answer:
    """Return *content* as a JSON answer."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer(status, body, headers)


HTML = (
    b"<!DOCTYPE html><html><head><title>Error</title></head><body>Sorry</body></html>"
)


def as_html(status: int) -> Answer:
    """Return a page as a proxy in between would answer it."""
    return Answer(status, HTML, media_type="text/html; charset=utf-8")


class Delivery(Enum):
    """How an answer reaches the client, if it does."""

    WHOLE = auto()
    NOTHING = auto()
    """No byte, until the client gives up."""
    DROP = auto()
    """The connection is closed without a byte."""
    RESET = auto()
    """The connection is torn down (RST) without a byte."""
    CUT = auto()
    """Half of the announced body, then the connection is closed."""
    TRICKLE = auto()
    """A few bytes a second."""
    REFUSE = auto()
    """Whole; afterwards nobody listens for a while."""


class Reply(NamedTuple):
    """An answer, and how it travels."""

    answer: Answer
    delivery: Delivery = Delivery.WHOLE
    seconds: float = 0.0
    """How long a delivery that is not whole may last."""


class Endpoint(Protocol):
    """One service the sandbox speaks for."""

    name: str

    def operation(self, request: Request) -> str:
        """Name what *request* asks for, in snake_case."""

    def answer(self, request: Request) -> Answer:
        """Do what is asked; every write is on disk when this returns."""

    def refusal(self, kind: str, request: Request) -> Answer:
        """Return this service's own words for one kind of fault, doing nothing.

        Raises:
            ValueError: The service has no such fault.
        """
