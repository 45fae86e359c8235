"""One call to the books: in its turn, sent, tried again where safe, and judged."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from operator import methodcaller
from typing import TYPE_CHECKING, Any

from channels.bucket import Bucket
from channels.errors import (
    DriftAfterWriteError,
    NotExecutedError,
    RateLimitedError,
    SchemaDriftError,
)
from channels.http import (
    Answer,
    Call,
    Patience,
    quoted,
)
from channels.quickbooks.answers import TokenRefusedError, judged
from channels.quickbooks.config import QuickBooksConfig
from channels.quickbooks.query import PAGE, Entity, select
from channels.quickbooks.store import TokenStore
from channels.quickbooks.tokens import Tokens
from channels.record import Record
from channels.timing import Timing

if TYPE_CHECKING:
    from channels.quickbooks.library import Company, IntuitGrants
    from channels.wire import Wire

ROUTES = frozenset({("POST", "query"), ("POST", "bill"), ("POST", "upload")})
"""Every request there is, by method and the last word of its path."""
_PARAMETERS = frozenset({"minorversion", "requestid"})
_CHANGING = frozenset({"Id", "SyncToken", "sparse"})
"""Fields that would make of a new bill the change of an old one."""
_ABOUT_A_PAGE = frozenset({"startPosition", "maxResults", "totalCount"})
_RATE, _BURST = 8.0, 10
"""Calls a second and at once: 500 a minute, 10 a second."""
_LONGEST_TURN = 120.0
_TOO_FAST = 60.0
"""Seconds the service wants to be left alone where it names none."""
_MOST_PAGES = 500


class ForbiddenCallError(Exception):
    """Something of ours would send what nothing of ours may send."""


class Client:
    """Calls one company's books, one call at a time."""

    def __init__(
        self,
        name: str,
        config: QuickBooksConfig,
        store: TokenStore,
        timing: Timing,
    ) -> None:
        self._name = name
        self._config = config
        self._timing = timing
        self._bucket = Bucket(rate=_RATE, burst=_BURST, monotonic=timing.monotonic)
        self._call = Call(name, "nothing", write=False)
        self.tokens = Tokens(
            name,
            config,
            store,
            grants=lambda: self._grants,
            clock=timing.clock,
            monotonic=timing.monotonic,
        )

    def rows(self, entity: Entity, *conditions: str) -> Iterator[Record]:
        """Yield every row that meets all *conditions*, page after page."""
        call = Call(self._name, f"query {entity}", write=False)
        start = 1
        for _ in range(_MOST_PAGES):
            asked = select(entity, *conditions, start=start)
            answer = self._made(call, methodcaller("query", asked))
            page = Record(answer, call.operation).record("QueryResponse")
            found = _rows(page, entity)
            yield from found
            if len(found) < PAGE:
                return
            start += len(found)
        raise SchemaDriftError(f"{call} gives pages without end")

    def create_bill(self, body: Mapping[str, Any], request_id: str) -> str:
        """Send one new bill and return its id."""
        call = Call(self._name, "bill", write=True)
        text = json.dumps(body)
        answer = self._made(
            call, lambda c: c.create_object("Bill", text, request_id=request_id)
        )
        with _after_a_write():
            return Record(answer, call.operation).record("Bill").text("Id")

    def upload(self, metadata: Mapping[str, Any], content: bytes) -> str:
        """Send one file and return its id."""
        call = Call(self._name, "upload", write=True)
        text = json.dumps(metadata)
        answer = self._made(
            call, lambda c: c.create_object("Attachable", text, _file_bytes=content)
        )
        with _after_a_write():
            made = Record(answer, call.operation).records("AttachableResponse")
            return _only(made, call).record("Attachable").text("Id")

    def _made(self, call: Call, ask: Callable[[Any], Any]) -> Any:
        """Make one call; a write that may have happened is never made again."""
        patience = Patience(
            self._timing.sleep, self._timing.jitter, seconds=_LONGEST_TURN
        )
        self._call = call
        renewed = False
        self._turn()
        while True:
            try:
                return ask(self._company)
            except TokenRefusedError:
                if renewed:
                    raise
                self.tokens.drop()
                renewed = True
            except RateLimitedError as error:
                seconds = error.retry_after
                if not patience.wait(_TOO_FAST if seconds is None else seconds):
                    raise
                self._turn()
            except NotExecutedError:
                if not patience.wait():
                    raise
                self._turn()

    def _turn(self) -> None:
        if self._config.keeps_rates:
            self._bucket.take(self._waited)

    def _waited(self, seconds: float) -> bool:
        self._timing.sleep(seconds)
        return True

    def _send(
        self, method: str, url: str, *, headers: Any, params: Any, content: Any
    ) -> Answer:
        """Send what the library made of a call and return a plain success."""
        call = self._call
        self._check(method, url, params, content)
        sent = {
            **headers,
            "Authorization": f"Bearer {self.tokens.current()}",
            "Accept-Encoding": "identity",
        }
        answer = self._wire.ask(
            call, method, url, headers=sent, params=params, content=content
        )
        failure = judged(call, answer, self._timing.clock())
        if failure is not None:
            raise failure
        return answer

    @staticmethod
    def _check_body(content: Any) -> None:
        if _CHANGING & set(json.loads(content)):
            raise ForbiddenCallError("a bill that is there already is never changed")

    def _check(self, method: str, url: str, params: Any, content: Any) -> None:
        """Let through what :data:`ROUTES` names and nothing else.

        The library knows how to change, delete and pay; none of it leaves here.
        """
        base, _, last = url.rpartition("/")
        if base != self._config.address or (method, last) not in ROUTES:
            raise ForbiddenCallError(f"{method} {url} is never sent")
        if surplus := set(params) - _PARAMETERS:
            raise ForbiddenCallError(f"{last} is never sent with {sorted(surplus)}")
        if last == "bill":
            self._check_body(content)

    @cached_property
    def _wire(self) -> "Wire":
        from channels.wire import Wire  # noqa: PLC0415  # httpx only where it is used

        config = self._config
        return Wire(
            self._timing.monotonic, timeout=config.timeout, deadline=config.deadline
        )

    @cached_property
    def _company(self) -> "Company":
        from channels.quickbooks.library import company  # noqa: PLC0415  # see Wire

        return company(self._config, self._send)

    @cached_property
    def _grants(self) -> "IntuitGrants":
        from channels.quickbooks.library import IntuitGrants  # noqa: PLC0415  # see Wire

        return IntuitGrants(self._name, self._config, self._wire)


@contextmanager
def _after_a_write() -> Iterator[None]:
    """Keep in mind that what is not understood has been done."""
    try:
        yield
    except SchemaDriftError as error:
        raise DriftAfterWriteError(str(error)) from None


def _rows(page: Record, entity: str) -> tuple[Record, ...]:
    """Return the rows of one page; rows under another name must not look like none."""
    if others := page.others({entity, *_ABOUT_A_PAGE}):
        raise SchemaDriftError(
            f"{page.where} holds {quoted(', '.join(others))} as well"
        )
    found = page.optional_records(entity)
    said = page.optional_amount("maxResults")
    if said is not None and said != len(found):
        raise SchemaDriftError(f"{page.where} says {said} rows and holds {len(found)}")
    return found


def _only(found: Sequence[Record], call: Call) -> Record:
    if len(found) != 1:
        raise SchemaDriftError(f"{call} was answered with {len(found)} files")
    return found[0]
