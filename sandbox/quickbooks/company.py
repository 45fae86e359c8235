"""One company's books: what is asked of them once the caller is let in."""

from collections.abc import Callable
from typing import Any

from sandbox.clock import Clock
from sandbox.exchange import Answer, Request
from sandbox.quickbooks import batch, bills, search, upload
from sandbox.quickbooks.routes import Route
from sandbox.quickbooks.store import Store
from sandbox.quickbooks.whole import Json, printed
from sandbox.quickbooks.words import RefusedError, fault

LONGEST_REQUEST_ID = 50


class Company:
    """Calls on a store; a write is committed before it is answered."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        files: upload.Files,
        commit: Callable[[Json], Json],
        *,
        drop_links: bool = False,
    ) -> None:
        self._store = store
        self._clock = clock
        self._files = files
        self._commit = commit
        self._drop_links = drop_links
        self._calls: dict[str, Callable[[Route, Request], Json]] = {
            "query": lambda _, request: self._found(_query_in(request)),
            "read": lambda asked, _: self._read(asked),
            "create_bill": lambda _, request: self._create_bill(request),
            "batch": lambda _, request: self._batch(request),
            "upload": lambda _, request: self._uploaded(request),
        }

    def called(self, asked: Route, request: Request) -> Json:
        """Do what is asked and return the answer.

        Raises:
            RefusedError: The books would not do it; nothing changed.
        """
        call = self._calls.get(asked.operation)
        if call is None:
            detail = f"Operation {request.method} {asked.name} is not supported."
            raise RefusedError("500", detail)
        return call(asked, request)

    def download(self, url: str, attachable: str) -> Answer:
        """Answer with an address that opens without a token, as plain text.

        Raises:
            RefusedError: No content was uploaded under this id.
        """
        digest = self._store.contents.get(attachable)
        if digest is None:
            raise _not_found("Attachable", attachable)
        address = f"{url}/files/{digest}"
        return Answer(200, address.encode(), media_type="text/plain")

    def _found(self, text: str) -> Json:
        return search.answered(self._store, text)

    def _read(self, asked: Route) -> Json:
        known = self._store.entities[asked.name]
        found = known.get(asked.id)
        if asked.name == "CompanyInfo" and asked.id == self._store.realm:
            found = self._store.company
        elif asked.name == "Preferences" and not asked.id:
            found = self._store.preferences
        if found is None:
            raise _not_found(asked.name, asked.id)
        return {asked.name: search.show(asked.name, found)}

    def _create_bill(self, request: Request) -> Json:
        again = "allowduplicatedocnum" in _one(request, "include")
        return self._created(request.json, _request_id(request), again=again)

    def _created(self, body: Any, request_id: str, *, again: bool = False) -> Json:
        """Make a bill; under a request id that is known, the first answer comes again.

        Whatever was sent the second time: the books do not compare.
        """
        entry = self._store.by_request.get(request_id)
        if entry is None:
            bill = bills.plan(
                self._store,
                body,
                self._clock.now(),
                again=again,
                drop_links=self._drop_links,
            )
            entry = self._commit(
                {"operation": "create_bill", "request_id": request_id, "bill": bill}
            )
        return {"Bill": entry["bill"]}

    def _batch(self, request: Request) -> Json:
        request_id = _request_id(request)
        return batch.answered(request.json, request_id, self._found, self._created)

    def _uploaded(self, request: Request) -> Json:
        files = upload.uploads(request)
        return {"AttachableResponse": [self._kept(file) for file in files]}

    def _kept(self, file: upload.Upload) -> Json:
        """Keep one file; one that cannot be attached is a fault inside the answer."""
        stamp = printed(self._clock.now())
        try:
            attachable = upload.plan(self._store, file, stamp)
        except RefusedError as refused:
            return fault(refused)
        digest = self._files.keep(file.content)
        entry = {"operation": "upload", "attachable": attachable, "sha256": digest}
        return {"Attachable": self._commit(entry)["attachable"]}


def _query_in(request: Request) -> str:
    if request.method == "GET":
        return _one(request, "query")
    return request.body.decode("utf-8", "replace")


def _one(request: Request, name: str) -> str:
    return request.query.get(name, [""])[-1]


def _request_id(request: Request) -> str:
    told = _one(request, "requestid")
    if len(told) > LONGEST_REQUEST_ID:
        detail = f"requestid: max {LONGEST_REQUEST_ID} characters"
        raise RefusedError("2050", detail)
    return told


def _not_found(name: str, value: str) -> RefusedError:
    return RefusedError("610", f"Object Not Found : no {name} {value}")
