"""The second reader: asks once about a document, keeps the answer, believes nothing."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from channels.errors import AuthorizationError, ChannelError, UnavailableError
from channels.model.budget import Budget, BudgetSpentError
from channels.model.client import Client
from channels.model.completion import Completion
from channels.model.failures import FormRefusedError
from channels.model.forms import FORMS, Form
from channels.model.interpretation import RULES, WIRE, interpret, nothing_read
from channels.model.prices import Prices, Usage
from channels.model.request import (
    Parameters,
    Question,
    instructions,
    request_body,
    request_key,
)
from channels.model.values import Answer, Answers, Asked, Attempt, ModelAnswer
from extractors.codes import Reason
from extractors.grounding.transcript import transcript
from extractors.values import Document, Issue
from prompts.prompt import load

_MOST_CHARACTERS = 60_000
"""Of one document: about 20,000 tokens, more than any notice."""
_FAILURES = 3
"""Documents in a row without an answer, after which the model is left alone."""
_CHARACTERS_PER_TOKEN = 3
_PICTURE_TOKENS = 2_000
"""Of one page where the server counts nothing."""
_NOTHING = Decimal()


class ModelReader:
    """Reads documents with a language model.

    Args:
        forms: How the server may be asked, the first that it takes; a form it refuses
            is not tried again tonight.
    """

    def __init__(
        self,
        client: Client,
        parameters: Parameters,
        answers: Answers,
        *,
        prices: Prices,
        budget: Budget,
        now: Callable[[], datetime],
        forms: Sequence[Form] = FORMS,
    ) -> None:
        self._client = client
        self._parameters = parameters
        self._answers = answers
        self._prices = prices
        self._budget = budget
        self._now = now
        self._forms = tuple(forms)
        self._left = list(forms)
        self._failures = 0
        self.stopped: ChannelError | None = None
        """Why nothing more is asked tonight; None while it goes on."""

    @property
    def form(self) -> Form:
        """How the server is asked at present."""
        return self._left[0]

    @property
    def cost(self) -> Decimal:
        """US dollars of tonight, also of what gave nothing."""
        return self._budget.usd

    def read(
        self,
        document: Document,
        kind: Asked = "ship_notice",
        pictures: Sequence[bytes] = (),
    ) -> ModelAnswer:
        """Return what the model says about *document* and what of it is printed there.

        An answer kept from earlier is used without a question.

        Args:
            document: Its rows are sent, and nothing that is not in them is believed.
            kind: What is asked.
            pictures: PNG files of the pages of a document recognised from pictures.

        Raises:
            BudgetSpentError: Tonight's allowance is used up; so for every later call.
            AuthorizationError: Key or model is refused; so for every later call.
            ChannelError: There was no answer; the other readers stand alone.
        """
        rows = transcript(document)
        question = Question(document.sha256, rows, load(kind), WIRE[kind], pictures)
        if problem := _not_askable(rows):
            version = self._version(question, kind, self.form)
            return ModelAnswer("", None, nothing_read(document, version, problem))
        form, key, answer = self._kept(question)
        attempts: tuple[Attempt, ...] = ()
        if answer is None:
            form, key, answer, attempts = self._ask(question)
        version = self._version(question, kind, form)
        read = interpret(answer, document, version, kind)
        return ModelAnswer(key, answer, read, attempts)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _version(self, question: Question, kind: Asked, form: Form) -> str:
        digest = instructions(question, form).digest
        return f"{RULES[kind]} {self._parameters.model} {digest}"

    def _kept(self, question: Question) -> tuple[Form, str, Answer | None]:
        """Return the answer that was kept in any of the forms, if there is one."""
        key = ""
        for form in self._forms:
            key = request_key(request_body(self._parameters, question, form))
            stored = self._answers.get(key)
            try:
                if stored is not None:
                    return form, key, Answer.model_validate_json(stored)
            except ValidationError:  # of another version of ours: ask again
                continue
        return self.form, key, None

    def _ask(self, question: Question) -> tuple[Form, str, Answer, tuple[Attempt, ...]]:
        """Ask in the strictest form that the server takes."""
        if self.stopped:
            raise self.stopped
        try:
            self._budget.check()
        except BudgetSpentError as error:
            self.stopped = error
            raise
        while True:
            try:
                return self._asked_as(self.form, question)
            except FormRefusedError as error:
                if len(self._left) == 1:
                    self._failed(error)
                    raise
                del self._left[0]
            except ChannelError as error:
                self._failed(error)
                raise

    def _asked_as(
        self, form: Form, question: Question
    ) -> tuple[Form, str, Answer, tuple[Attempt, ...]]:
        body = request_body(self._parameters, question, form)
        key = request_key(body)
        attempts: list[Attempt] = []

        def paid(answer: Completion) -> None:
            attempt = self._attempt(body, answer)
            attempts.append(attempt)
            self._answers.attempt(
                key, len(attempts), attempt, self._parameters.model, self._now()
            )

        answer = self._client.ask(body, question.answer, paid)
        self._failures = 0
        self._answers.put(
            key,
            answer.model_dump_json(),
            document=question.document,
            model=self._parameters.model,
            prompt=instructions(question, form).digest,
            input_tokens=sum(a.usage.input for a in attempts),
            cached_tokens=sum(a.usage.cached for a in attempts),
            output_tokens=sum(a.usage.output for a in attempts),
            cost_usd=sum((a.cost for a in attempts), start=_NOTHING),
            at=self._now(),
        )
        return form, key, answer, tuple(attempts)

    def _attempt(self, body: dict[str, Any], answer: Completion) -> Attempt:
        """Count one answer that has to be paid for, whatever it is worth."""
        usage = answer.usage or _estimated(body, answer)
        cost = self._prices.cost(self._parameters.model, usage)
        self._budget.add(cost, usage.tokens)
        return Attempt(usage, cost, answer.ending)

    def _failed(self, error: ChannelError) -> None:
        """Stop for the night where the next document would fare no better."""
        self._failures += 1
        hopeless = BudgetSpentError | AuthorizationError | FormRefusedError
        if isinstance(error, hopeless):
            self.stopped = error
        elif self._failures >= _FAILURES:
            self.stopped = UnavailableError(
                f"{self._failures} documents in a row got no answer from the model;"
                f" the last time: {error}"
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
    parts = list(_parts(body))
    text = sum(len(part) for part in parts if part is not None)
    pictures = sum(part is None for part in parts) * _PICTURE_TOKENS
    got = len(answer.content or "")
    return Usage(
        text // _CHARACTERS_PER_TOKEN + pictures, 0, got // _CHARACTERS_PER_TOKEN
    )


def _parts(body: dict[str, Any]) -> Iterator[str | None]:
    """Yield every text that was sent, the schema's too; None for a picture."""
    yield str([body.get("response_format"), body.get("tools")])
    for message in body["messages"]:
        content = message["content"]
        if isinstance(content, str):
            yield content
        else:
            yield from (part.get("text") for part in content)
