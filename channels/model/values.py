"""What came of asking the model about one document."""

from datetime import datetime
from decimal import Decimal
from typing import Literal, NamedTuple, Protocol

from channels.model.prices import Usage
from extractors.values import Extraction, Value

Outcome = Literal["answered", "malformed", "refused", "truncated"]
Ending = Literal["whole", "refused", "truncated"]
"""How one answer ended, before anybody looks into it."""
Asked = Literal["ship_notice", "money"]
"""What a document may be asked about; the name of its prompt as well."""


class Answer(Value):
    """What the model said in the end; the form in which it is kept."""

    outcome: Outcome
    content: str
    """The answer's text as it came, also of a failed one; a refusal's words."""


class Attempt(NamedTuple):
    """One answer that was paid for."""

    usage: Usage
    cost: Decimal
    """US dollars."""
    ending: Ending = "whole"


class ModelAnswer(NamedTuple):
    """One document read by the model, tonight or earlier."""

    key: str
    """Hash of everything sent; empty when the document cannot be asked about."""
    answer: Answer | None
    """None when the document cannot be asked about; the extraction says why."""
    extractions: tuple[Extraction, ...]
    """One per notice, or one without a record."""
    attempts: tuple[Attempt, ...] = ()
    """Empty when the answer was kept from earlier."""

    @property
    def cost(self) -> Decimal:
        """US dollars, all attempts together."""
        return sum((attempt.cost for attempt in self.attempts), Decimal())


class Answers(Protocol):
    """Where answers are kept."""

    def get(self, key: str) -> str | None:
        """Return what was kept under *key*."""

    def attempt(
        self, key: str, number: int, attempt: Attempt, model: str, at: datetime
    ) -> None:
        """Keep what one answer cost as soon as it is there, of use or not.

        Args:
            key: Of the question.
            number: Among the answers to it, from 1.
            attempt: Tokens, cost and how it ended.
            model: Who was asked.
            at: When it came.
        """

    def put(
        self,
        key: str,
        content: str,
        *,
        document: str,
        model: str,
        prompt: str,
        input_tokens: int,
        cached_tokens: int,
        output_tokens: int,
        cost_usd: Decimal,
        at: datetime,
    ) -> None:
        """Keep one answer with what it cost, all attempts together."""
