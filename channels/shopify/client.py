"""One GraphQL call: sent, tried again where that is safe, and understood."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from channels.errors import (
    AuthorizationError,
    ChannelError,
    DriftAfterWriteError,
    OutcomeUnknownError,
    RateLimitedError,
    SchemaDriftError,
    UnavailableError,
)
from channels.http import (
    LONGEST_WAIT,
    Answer,
    Call,
    NoSenseError,
    Patience,
    no_answer,
    parsed,
    retry_after,
)
from channels.record import Record
from channels.shopify.answers import Throttled, data, refusal
from channels.shopify.costs import CostPlan
from channels.shopify.documents import document
from channels.shopify.tokens import Tokens
from channels.timing import Timing

if TYPE_CHECKING:
    from channels.wire import Wire

_OK, _UNAUTHORIZED, _TOO_MANY, _SERVER_ERROR = 200, 401, 429, 500


class AdminClient:
    """Calls documents of one store; one at a time."""

    def __init__(
        self,
        shop: str,
        *,
        url: str,
        version: str,
        wire: "Wire",
        tokens: Tokens,
        timing: Timing,
    ) -> None:
        self._shop = shop
        self._url = url
        self._version = version
        self._wire = wire
        self._tokens = tokens
        self._timing = timing
        self._plan = CostPlan()

    def read(self, name: str, variables: Mapping[str, Any]) -> Record:
        """Return the ``data`` of a document that changes nothing we care about."""
        return self._call(Call(self._shop, name, write=False), variables, {})

    def write(self, name: str, variables: Mapping[str, Any], request_id: str) -> Record:
        """Return the ``data`` of a document that changes the store.

        It goes out once: only what certainly was not executed is sent again.
        """
        call = Call(self._shop, name, write=True)
        return self._call(call, variables, {"X-Request-ID": request_id})

    def patience(self) -> Patience:
        """Return what one call may take of tries and waiting."""
        return Patience(self._timing.sleep, self._timing.jitter)

    def _call(
        self, call: Call, variables: Mapping[str, Any], extra: Mapping[str, str]
    ) -> Record:
        query = {"query": document(call.operation), "variables": dict(variables)}
        body = json.dumps(query)
        patience = self.patience()
        renewed = False
        self._pace(call, patience)
        while True:
            answer = self._answered(call, body, extra, patience)
            if answer.status == _UNAUTHORIZED:
                if renewed or not self._tokens.renewable:
                    raise AuthorizationError(
                        f"{call} was refused: the store's token is not accepted;"
                        " give a new one"
                    )
                self._tokens.drop()
                renewed = True
            elif answer.status == _TOO_MANY:
                self._come_back(call, answer, patience)
            elif answer.status != _OK:
                status = answer.status
                failed = (
                    no_answer(call, f"HTTP {status}")
                    if status >= _SERVER_ERROR
                    else refusal(call, status)
                )
                self._again(patience, failed)
            else:
                found = self._understood(call, answer, patience)
                if found is not None:
                    return found

    def _answered(
        self, call: Call, body: str, extra: Mapping[str, str], patience: Patience
    ) -> Answer:
        """Return a whole answer, whatever its status."""
        while True:
            try:
                headers = {
                    "Content-Type": "application/json",
                    "X-Shopify-Access-Token": self._tokens.current(),
                    **extra,
                }
                return self._wire.ask(
                    call, "POST", self._url, headers=headers, content=body
                )
            except (UnavailableError, OutcomeUnknownError) as error:
                self._again(patience, error)

    def _pace(self, call: Call, patience: Patience) -> None:
        seconds = self._plan.delay(call.operation, self._timing.monotonic())
        if seconds and not patience.wait(seconds):
            raise RateLimitedError(f"{call} has to wait too long", seconds)

    def _understood(
        self, call: Call, answer: Answer, patience: Patience
    ) -> Record | None:
        """Return the data; None when the call was too early and we have waited."""
        try:
            value = parsed(answer.body)
        except NoSenseError as error:
            self._again(patience, no_answer(call, f"no JSON, {error}"))
            return None
        self._same_version(call, answer)
        if isinstance(value, dict):
            self._learn(call, value.get("extensions"))
        try:
            found = data(call, value)
        except UnavailableError as error:
            self._again(patience, error)
            return None
        if isinstance(found, Throttled):
            if patience.wait(found.seconds):
                return None
            raise RateLimitedError(
                f"{call} was not let in for too long: nothing was done",
                min(found.seconds, LONGEST_WAIT),
            )
        return found

    def _learn(self, call: Call, extensions: Any) -> None:
        try:
            self._plan.learn(call.operation, extensions, self._timing.monotonic())
        except SchemaDriftError:
            if not call.write:
                raise
            # what was written matters more here than what it cost

    def _same_version(self, call: Call, answer: Answer) -> None:
        served = answer.headers.get("X-Shopify-API-Version")
        if served in (None, self._version):
            return
        drift = DriftAfterWriteError if call.write else SchemaDriftError
        raise drift(
            f"{call} was asked in version {self._version} and answered in"
            f" {served!r}: set api_version to one that is still served"
        )

    def _come_back(self, call: Call, answer: Answer, patience: Patience) -> None:
        header = answer.headers.get("Retry-After")
        seconds = retry_after(header, self._timing.clock())
        if not patience.wait(seconds):
            raise RateLimitedError(
                f"{call} was put off for too long: nothing was done",
                None if seconds is None else min(seconds, LONGEST_WAIT),
            )

    @staticmethod
    def _again(patience: Patience, error: ChannelError) -> None:
        """Wait for another try, or raise *error* where it is final or patience ends."""
        if isinstance(error, OutcomeUnknownError) or not error.retryable:
            raise error
        if not patience.wait():
            raise error
