"""The second reader: asks once about a document, keeps the answer, believes nothing."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from channels.errors import AuthorizationError, ChannelError, UnavailableError
from channels.model.budget import Budget, BudgetSpentError
from channels.model.client import Client
from channels.model.completion import Completion
from channels.model.prices import Prices, Usage
from channels.model.request import Parameters, request_body, request_key
from channels.model.values import Answer, Answers, Asked, Attempt, ModelAnswer
from extractors.codes import Reason
from extractors.grounding import ground as notices
from extractors.grounding import money_ground as money
from extractors.grounding.money_wire import WireMoneyDocuments
from extractors.grounding.transcript import transcript
from extractors.grounding.wire import (
    MalformedAnswerError,
    WireModel,
    WireShipNotices,
    parse_as,
)
from extractors.values import Document, Extraction, Issue
from prompts.prompt import Prompt, load

_FORMS: dict[Asked, tuple[type[WireModel], str]] = {
    "ship_notice": (WireShipNotices, notices.VERSION),
    "money": (WireMoneyDocuments, money.VERSION),
}
"""What an answer must look like, and which rules hold it against the page."""

_MOST_CHARACTERS = 60_000
"""Of one document: about 20,000 tokens, more than any notice."""
_FAILURES = 3
"""Documents in a row without an answer, after which the model is left alone."""
_CHARACTERS_PER_TOKEN = 3
_NOTHING = Decimal()


class ModelReader:
    """Reads documents with a language model."""

    def __init__(
        self,
        client: Client,
        parameters: Parameters,
        answers: Answers,
        *,
        prices: Prices,
        budget: Budget,
        now: Callable[[], datetime],
    ) -> None:
        self._client = client
        self._parameters = parameters
        self._answers = answers
        self._prices = prices
        self._budget = budget
        self._now = now
        self._failures = 0
        self.stopped: ChannelError | None = None
        """Why nothing more is asked tonight; None while it goes on."""

    def read(self, document: Document, kind: Asked = "ship_notice") -> ModelAnswer:
        """Return what the model says about *document* and what of it is printed there.

        An answer kept from earlier is used without a question.

        Raises:
            BudgetSpentError: Tonight's allowance is used up; so for every later call.
            AuthorizationError: Key or model is refused; so for every later call.
            ChannelError: There was no answer; the other readers stand alone.
        """
        prompt = load(kind)
        form, rules = _FORMS[kind]
        version = f"{rules} {self._parameters.model} {prompt.digest}"
        rows = transcript(document)
        if problem := _not_askable(rows):
            return ModelAnswer("", None, _without(document, version, problem))
        body = request_body(
            self._parameters,
            prompt,
            form,
            document=document.sha256,
            rows=rows,
        )
        key = request_key(body)
        attempts: tuple[Attempt, ...] = ()
        answer = self._kept(key)
        if answer is None:
            answer, attempts = self._ask(body, key, document, prompt, form)
        read = interpret(answer, document, version, kind)
        return ModelAnswer(key, answer, read, attempts)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _kept(self, key: str) -> Answer | None:
        stored = self._answers.get(key)
        try:
            return None if stored is None else Answer.model_validate_json(stored)
        except ValidationError:  # of another version of ours: ask again
            return None

    def _ask(
        self,
        body: dict[str, Any],
        key: str,
        document: Document,
        prompt: Prompt,
        form: type[WireModel],
    ) -> tuple[Answer, tuple[Attempt, ...]]:
        if self.stopped:
            raise self.stopped
        try:
            self._budget.check()
        except BudgetSpentError as error:
            self.stopped = error
            raise
        attempts: list[Attempt] = []

        def paid(answer: Completion) -> None:
            usage = answer.usage or _estimated(body, answer)
            cost = self._prices.cost(self._parameters.model, usage)
            self._budget.add(cost, usage.tokens)
            attempts.append(Attempt(usage, cost))

        try:
            answer = self._client.ask(body, form, paid)
        except ChannelError as error:
            self._failed(error)
            raise
        self._failures = 0
        self._answers.put(
            key,
            answer.model_dump_json(),
            document=document.sha256,
            model=self._parameters.model,
            prompt=prompt.digest,
            input_tokens=sum(a.usage.input for a in attempts),
            cached_tokens=sum(a.usage.cached for a in attempts),
            output_tokens=sum(a.usage.output for a in attempts),
            cost_usd=sum((a.cost for a in attempts), start=_NOTHING),
            at=self._now(),
        )
        return answer, tuple(attempts)

    def _failed(self, error: ChannelError) -> None:
        """Stop for the night where the next document would fare no better."""
        self._failures += 1
        if isinstance(error, BudgetSpentError | AuthorizationError):
            self.stopped = error
        elif self._failures >= _FAILURES:
            self.stopped = UnavailableError(
                f"{self._failures} documents in a row got no answer from the model;"
                f" the last time: {error}"
            )


def interpret(
    answer: Answer, document: Document, version: str, kind: Asked = "ship_notice"
) -> tuple[Extraction, ...]:
    """Return what of an answer holds; pure, so a kept answer reads the same offline.

    Args:
        answer: Of tonight or kept.
        document: The one it speaks of.
        version: To be stored with every extraction.
        kind: What was asked.
    """
    if answer.outcome == "answered":
        try:
            return _grounded(answer.content, document, version, kind)
        except MalformedAnswerError as error:
            detail = f"the model's answer is not of the schema: {error}"
            issue = Issue(code=Reason.SCHEMA_INVALID, detail=detail)
    elif answer.outcome == "malformed":
        detail = "the model's answer is not of the schema, also when asked again"
        issue = Issue(code=Reason.SCHEMA_INVALID, detail=detail)
    else:
        detail = {
            "refused": "the model refused to answer",
            "truncated": "the model's answer was cut off before its end",
        }[answer.outcome]
        issue = Issue(code=Reason.INCOMPLETE_READING, detail=detail)
    return _without(document, version, issue)


def _grounded(
    content: str, document: Document, version: str, kind: Asked
) -> tuple[Extraction, ...]:
    if kind == "money":
        wire = parse_as(WireMoneyDocuments, content)
        return money.ground_money(wire, document, version)
    return notices.ground(parse_as(WireShipNotices, content), document, version)


def _without(document: Document, version: str, issue: Issue) -> tuple[Extraction, ...]:
    return (
        Extraction(
            document=document.sha256,
            reader="model",
            version=version,
            record=None,
            issues=(issue,),
        ),
    )


def _not_askable(rows: Sequence[str]) -> Issue | None:
    """Return why a document is not sent at all."""
    if not any(rows):
        detail = "the document has no text that a model could be asked about"
        return Issue(code=Reason.SCAN_NO_TEXT, detail=detail)
    length = sum(len(row) + 1 for row in rows)
    if length > _MOST_CHARACTERS:
        detail = f"{length} characters, at most {_MOST_CHARACTERS} are sent to a model"
        return Issue(code=Reason.TOO_LARGE, detail=detail)
    return None


def _estimated(body: dict[str, Any], answer: Completion) -> Usage:
    """Return a generous count where the server counts nothing."""
    sent = sum(len(message["content"]) for message in body["messages"])
    sent += len(str(body["response_format"]))
    got = len(answer.content or "")
    return Usage(sent // _CHARACTERS_PER_TOKEN, 0, got // _CHARACTERS_PER_TOKEN)
