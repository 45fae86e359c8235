"""The books on the wire: tokens, queries, bills, attachments, batches."""

import threading
from pathlib import Path

from sandbox.bucket import Bucket
from sandbox.clock import Clock
from sandbox.exchange import Answer, Request, as_json
from sandbox.journal import Journal
from sandbox.quickbooks import login, upload
from sandbox.quickbooks.company import Company
from sandbox.quickbooks.routes import Route, route
from sandbox.quickbooks.store import WRITES, Store
from sandbox.quickbooks.whole import Json, pacific
from sandbox.quickbooks.words import (
    RefusedError,
    at_the_door,
    fault,
    on_demand,
    too_fast,
)
from sandbox.settings import Settings
from sandbox.state import State

_LIMITS = ((10, 10.0), (500, 500 / 60))
"""Calls at once and how many more a second: ten a second, five hundred a minute."""
_BATCH_LIMIT = (40, 40 / 60)
_READS = ("query", "read")
_BILLS = ("create_bill", "batch")
_OF_TOKENS = ("token", "revoke", "discovery")


class QuickBooksService:
    """One company's books, as one connected app sees them."""

    name = "quickbooks"

    def __init__(
        self, world: Path, journal: Journal, clock: Clock, settings: Settings
    ) -> None:
        self._journal = journal
        self._state = State(Store, world, journal)
        self._clock = clock
        self._settings = settings
        self._lock = threading.RLock()
        self._login = login.Login(clock, settings.quickbooks_grace, self._commit)
        self._files = upload.Files(journal.path.with_name("quickbooks.files"))
        self._requests = 0
        self.url = ""
        self.restart()

    def restart(self) -> None:
        """Begin again with the world and what the journal holds."""
        with self._lock:
            entries = self._journal.all()
            self._state.restart()
            self._login.restart(entries)
            self._buckets = [Bucket(*limit) for limit in _LIMITS]
            self._batches = Bucket(*_BATCH_LIMIT)

    def ready(self) -> Json:
        """Return what a client needs to know."""
        return {
            "url": self.url,
            "realm": self._state.store.realm,
            "client_id": login.CLIENT_ID,
            "client_secret": login.CLIENT_SECRET,
            "refresh_token": self._login.refresh_token,
            "token_url": self.url + login.TOKEN_PATH,
            "discovery_url": self.url + login.DISCOVERY_PATH,
        }

    def operation(self, request: Request) -> str:
        """Name the call, as in the README's list."""
        return route(request).operation

    def answer(self, request: Request) -> Answer:
        """Answer one call."""
        asked = route(request)
        with self._lock:
            if asked.operation in _OF_TOKENS:
                return self._login.answer(asked.operation, request, self.url)
            if asked.operation == "file":
                return self._file(asked.name)
            return self._refused_at_the_door(asked, request) or self._called(
                asked, request
            )

    def refusal(self, kind: str, request: Request) -> Answer:
        """Return the books' own words for a fault."""
        if self.operation(request) in _OF_TOKENS:
            return login.refusal(kind)
        if kind == "token_expired":
            self._login.expire(request)
        if kind == "stale_read":
            return self._stale(request)
        if kind == "drop_link":
            return self._unlinked(request)
        if kind == "rate_limited":
            return self._told(too_fast(), status=429)
        return at_the_door(kind) or self._on_demand(kind, request)

    def _refused_at_the_door(self, asked: Route, request: Request) -> Answer | None:
        """Return why a call does not get as far as the books; None when it does."""
        if not self._login.opens(request):
            return self.refusal("token_expired", request)
        if asked.realm != self._state.store.realm:
            return self.refusal("scope_missing", request)
        if self._settings.quickbooks_limits and not self._is_in_time(asked):
            return self.refusal("rate_limited", request)
        return None

    def _called(
        self, asked: Route, request: Request, *, drop_links: bool = False
    ) -> Answer:
        company = Company(
            self._state.store,
            self._clock,
            self._files,
            self._commit,
            drop_links=drop_links,
        )
        try:
            if asked.operation == "download":
                return company.download(self.url, asked.id)
            return self._told(company.called(asked, request))
        except RefusedError as refused:
            return self._told(fault(refused), status=400)

    def _file(self, digest: str) -> Answer:
        content = self._files.read(digest)
        if content is None:
            return Answer(404)
        return Answer(200, content, media_type="application/octet-stream")

    def _on_demand(self, kind: str, request: Request) -> Answer:
        refused = fault(on_demand(kind, request.json))
        if kind == "partial":
            return self._told({"QueryResponse": {}} | refused)
        return self._told(refused, status=400)

    def _stale(self, request: Request) -> Answer:
        """Answer a read as if the last write were not known yet."""
        if self.operation(request) not in _READS:
            raise ValueError("only a read can be stale")
        with self._lock:
            entries = self._journal.all()
            written = [at for at, e in enumerate(entries) if e["operation"] in WRITES]
            known = entries[: written[-1]] if written else entries
            with self._state.knowing(known):
                return self.answer(request)

    def _unlinked(self, request: Request) -> Answer:
        """Make a bill without the links that were asked for, and say it is done."""
        asked = route(request)
        if asked.operation not in _BILLS:
            raise ValueError("only a bill that is made can lose its links")
        with self._lock:
            return self._refused_at_the_door(asked, request) or self._called(
                asked, request, drop_links=True
            )

    def _commit(self, entry: Json) -> Json:
        """Put a checked write on disk, then into the state."""
        written = self._journal.append({"at": self._clock.stamp(), **entry})
        self._state.store.apply(written)
        self._login.apply(written)
        return written

    def _is_in_time(self, asked: Route) -> bool:
        """Count one call, unless one of the limits is reached."""
        batches = [self._batches] if asked.operation == "batch" else []
        buckets = [*self._buckets, *batches]
        return all(one.level >= 1 for one in buckets) and all(
            one.take(1) for one in buckets
        )

    def _told(self, content: Json, *, status: int = 200) -> Answer:
        self._requests += 1
        moment = pacific(self._clock.now()).isoformat(timespec="milliseconds")
        headers = (("intuit_tid", f"1-sandbox-{self._requests:08d}"),)
        return as_json(content | {"time": moment}, status=status, headers=headers)
