"""A bulk run: started, waited for, and its file read line by line."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from channels.errors import (
    AuthorizationError,
    RateLimitedError,
    RejectedError,
    SchemaDriftError,
    UnavailableError,
)
from channels.http import BrokenOffError, Call, NoSenseError, NotSentError, parsed
from channels.record import Record
from channels.shopify.answers import user_errors
from channels.shopify.client import AdminClient
from channels.shopify.config import ShopifyConfig
from channels.timing import Timing

if TYPE_CHECKING:
    from channels.wire import Wire

_STATUSES = frozenset(
    {"CANCELED", "CANCELING", "COMPLETED", "CREATED", "EXPIRED", "FAILED", "RUNNING"}
)
_UNDER_WAY = frozenset({"CANCELING", "CREATED", "RUNNING"})
_BUSY = frozenset({"LIMIT_REACHED", "OPERATION_IN_PROGRESS"})
_FILE_BYTES = 128 * 2**20
"""Shopify's own limit is 100 MB."""
_LONGEST_PAUSE = 15.0


class BulkRun:
    """Runs one query over the whole store."""

    def __init__(
        self,
        shop: str,
        config: ShopifyConfig,
        client: AdminClient,
        wire: "Wire",
        timing: Timing,
    ) -> None:
        self._call = Call(shop, "bulk_run", write=False)
        self._config = config
        self._client = client
        self._wire = wire
        self._timing = timing

    def lines(self, query: str) -> list[Record]:
        """Return every line of the result of *query*, parents before children.

        Raises:
            UnavailableError: The run failed, or its file has no end.
        """
        finished = self._wait(self._start(query))
        url = finished.optional_text("url")
        roots = finished.big_count("rootObjectCount")
        if not url:
            if roots:
                raise UnavailableError(f"{self._call} gave no file")
            return []
        self._check(url)
        lines = self._fetched(url)
        parents = sum(not line.optional_text("__parentId") for line in lines)
        if parents < roots:
            raise UnavailableError(
                f"{self._call} gave {parents} of {roots} records: the file is not whole"
            )
        return lines

    def _start(self, query: str) -> Record:
        patience = self._client.patience()
        while True:
            answer = self._client.read("bulk_run", {"query": query})
            payload = answer.record("bulkOperationRunQuery")
            errors = payload.records("userErrors")
            busy = {error.optional_text("code") for error in errors} & _BUSY
            if not busy:
                break
            if not patience.wait(_LONGEST_PAUSE):
                raise RateLimitedError(
                    f"{self._call} cannot start, others are still running"
                )
        user_errors(self._call, payload, "bulkOperation")
        return payload.record("bulkOperation")

    def _wait(self, run: Record) -> Record:
        pause, waited = 0.1, 0.0
        key = run.text("id")
        while True:
            answer = self._client.read("bulk_poll", {"id": key})
            run = answer.record("bulkOperation")
            status = run.one_of("status", _STATUSES)
            if status == "COMPLETED":
                return run
            if status not in _UNDER_WAY:
                raise self._failed(status, run.optional_text("errorCode"))
            if waited >= self._config.bulk_seconds:
                raise UnavailableError(f"{self._call} is not done after {waited:.0f} s")
            self._timing.sleep(pause)
            waited += pause
            pause = min(pause * 2, _LONGEST_PAUSE)

    def _failed(self, status: str, code: str) -> Exception:
        if code == "ACCESS_DENIED":
            return AuthorizationError(
                f"{self._call} needs the scope read_orders, which the app has not"
            )
        if status == "CANCELED":
            return RejectedError(f"{self._call} was cancelled by somebody")
        return UnavailableError(
            f"{self._call} ended as {status} ({code or 'no reason given'})"
        )

    def _check(self, url: str) -> None:
        """Let only an encrypted address through, or the local server's own."""
        parts = urlsplit(url)
        if parts.scheme == "https" and parts.hostname:
            return
        own = urlsplit(self._config.endpoint)
        if self._config.endpoint and (parts.scheme, parts.netloc) == (
            own.scheme,
            own.netloc,
        ):
            return
        raise SchemaDriftError(
            f"{self._call} names a file that is not at an https address"
        )

    def _fetched(self, url: str) -> list[Record]:
        patience = self._client.patience()
        while True:
            try:
                return list(self._read(url))
            except (NotSentError, BrokenOffError, NoSenseError) as error:
                if not patience.wait():
                    raise UnavailableError(
                        f"{self._call}: the file could not be had whole ({error})"
                    ) from None

    def _read(self, url: str) -> Iterator[Record]:
        lines = self._wire.lines(
            url, seconds=self._config.bulk_seconds, limit=_FILE_BYTES
        )
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield Record(parsed(line), f"line {number}")
