"""The mailbox on the wire: tokens, delta of a folder, MIME, categories, drafts."""

import base64
import binascii
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sandbox.clock import Clock
from sandbox.exchange import Answer, Request, as_json
from sandbox.graph import delta, login
from sandbox.graph.folders import ROOT
from sandbox.graph.letters import FIELDS, addresses, attachments, is_wanted, wanted
from sandbox.graph.people import DEVICE_CODE, People
from sandbox.graph.refusals import refusal, refused
from sandbox.graph.routes import DEVICE_PAGE, Asked
from sandbox.graph.routes import asked as asked_of
from sandbox.graph.store import Json, Message, Store, draft_key
from sandbox.journal import Journal
from sandbox.settings import Settings
from sandbox.tokens import Tokens

MOST_AT_ONCE = 4
"""Requests one mailbox answers at the same time; a further one gets 429."""
FOREIGN = "http://localhost:9"
"""Where a link under ``foreign_link`` leads: another host."""


class GraphService:
    """One mailbox and the directory that opens it."""

    name = "graph"

    def __init__(
        self, world: Path, journal: Journal, clock: Clock, settings: Settings
    ) -> None:
        self._world = world
        self._journal = journal
        self._clock = clock
        self._settings = settings
        self._lock = threading.RLock()
        self._tokens = Tokens(clock, "sandbox-graph-", login.TOKEN_SECONDS)
        self._counting = threading.Lock()
        self._under_way = 0
        self.most_at_once = 0
        """The most requests that were ever under way together."""
        self.url = ""
        self.restart()

    def restart(self) -> None:
        """Begin again with the world and what the journal holds."""
        with self._lock:
            store = Store(self._world)
            self._journal.replay(store.apply, self._journal.all())
            self._store = store
            self._late: dict[str, int] = {}
            self._people = People(self._clock, store.user)

    def ready(self) -> Json:
        """Return what a client needs to know."""
        return {
            "url": self.url,
            "tenant": login.TENANT,
            "client_id": login.CLIENT_ID,
            "client_secret": login.CLIENT_SECRET,
            "user": self._store.user,
        }

    def operation(self, request: Request) -> str:
        """Name the call: token, discovery, delta, get_mime and so on."""
        return asked_of(request).operation

    def answer(self, request: Request) -> Answer:
        """Answer one call."""
        asked = asked_of(request)
        if asked.operation == "discovery":
            return as_json(login.discovery())
        if asked.operation == "token":
            return self._token(request)
        if asked.operation == "device_code":
            return self._people.begin(request.form, f"{self.url}{DEVICE_PAGE}")
        if asked.operation == "enter_code":
            return self._people.enter(request.form)
        with self._one_of_few() as free:
            time.sleep(self._settings.graph_seconds)
            if kind := self._closed(asked, request, free=free):
                return self.refusal(kind, request)
            with self._lock:
                return self._called(asked, request)

    def _closed(self, asked: Asked, request: Request, *, free: bool) -> str | None:
        """Return why a call does not reach the mailbox; None when it does."""
        if not free:
            return "rate_limited"
        if not self._tokens.valid(_bearer(request)):
            return "token_expired"
        if asked.operation == "unknown":
            return "no_route"
        mine = {self._store.user.lower(), *self._store.open}
        return None if asked.user.lower() in mine else "access_denied"

    def refusal(self, kind: str, request: Request) -> Answer:
        """Return the service's own words for a fault."""
        if self.operation(request) in {"token", "discovery", "device_code"}:
            return login.refusal(kind)
        if kind in {"empty_page", "foreign_link"}:
            return self._odd_page(kind, request)
        if kind in {"token_expired", "claims_challenge"}:
            self._tokens.revoke(_bearer(request))
        return refusal(kind)

    @contextmanager
    def _one_of_few(self) -> Iterator[bool]:
        """Count a request while it is under way; False when it is one too many."""
        with self._counting:
            self._under_way += 1
            self.most_at_once = max(self.most_at_once, self._under_way)
            free = self._under_way <= MOST_AT_ONCE
        try:
            yield free
        finally:
            with self._counting:
                self._under_way -= 1

    def _token(self, request: Request) -> Answer:
        if request.form.get("grant_type") in {DEVICE_CODE, "refresh_token"}:
            refused = self._people.refused(request.form)
            token = login.shaped(self._tokens.issue(), scp=self._store.scopes)
            return refused or self._people.granted(request.form, token)
        # An assertion is dated by the client's clock: that of the machine.
        certificate = self._store.certificate
        refused = login.refused(request.form, certificate, time.time())
        token = login.shaped(self._tokens.issue(), roles=self._store.roles)
        return refused or login.granted(token)

    def _called(self, asked: Asked, request: Request) -> Answer:
        immutable = 'IdType="ImmutableId"' in request.headers.get("prefer", "")
        if asked.operation in {"list_folders", "list_children"}:
            return self._folders(asked.name or ROOT, request)
        if asked.operation == "delta":
            return self._delta(asked.name, request, immutable=immutable)
        if asked.operation in {"list_messages", "list_inside"}:
            return self._list(asked.name, request, immutable=immutable)
        if asked.operation == "create_draft":
            return self._draft(request, immutable=immutable)
        message = self._store.find(asked.name)
        if message is None:
            return refusal("no_message")
        return self._about(message, asked.operation, request, immutable=immutable)

    def _about(
        self, message: Message, operation: str, request: Request, *, immutable: bool
    ) -> Answer:
        """Answer a call about one message."""
        if operation == "get_mime":
            return Answer(200, message.content, media_type="text/plain")
        if operation == "list_attachments":
            return as_json({"value": attachments(message.clouds)})
        if operation == "get_message":
            named = request.query.get("$select", ())
            fields = [field for value in named for field in value.split(",")]
            return as_json(self._shown(message, fields, immutable=immutable))
        told = request.json if isinstance(request.json, dict) else {}
        change = self._change(message, operation, told)
        if change is None:
            return refusal("rejected")
        self._write(operation, id=message.key, **change)
        if operation in {"delete_message", "send_draft"}:
            return Answer(204 if operation == "delete_message" else 202)
        status = 201 if operation == "move_message" else 200
        return as_json(delta.shown(message, immutable=immutable), status=status)

    def _change(self, message: Message, operation: str, told: Json) -> Json | None:
        """Return what a write changes; None when it is refused."""
        match operation:
            case "update_message":
                open_to = {"categories"} | (FIELDS if message.draft else set())
                return told if told and set(told) <= open_to else None
            case "move_message":
                folder = self._store.folders.find(str(told.get("destinationId", "")))
                return None if folder is None else {"folder": folder}
            case "send_draft":
                return self._sent(message) if message.draft else None
            case _:
                return {}

    def _draft(self, request: Request, *, immutable: bool) -> Answer:
        mime = request.body.decode("ascii", "replace")
        try:
            base64.b64decode(mime, validate=True)
        except binascii.Error:
            return refusal("rejected")
        key = draft_key(len(self._journal.all()))
        self._write("create_draft", id=key, mime=mime)
        made = delta.shown(self._store.messages[key], immutable=immutable)
        return as_json(made, status=201)

    def _sent(self, message: Message) -> Json:
        """Return what changes as a message goes out, and to whom it went."""
        self._late[message.key] = self._settings.graph_late_looks
        told: Json = {"to": addresses(message.fields)}
        if self._settings.graph_new_id_when_sent:
            told["becomes"] = draft_key(len(self._journal.all()))
        if not self._settings.graph_keeps_message_id:
            told["internetMessageId"] = f"<{message.key[-24:]}@exchange.example>"
        return told

    def _shown(
        self, message: Message, fields: Sequence[str], *, immutable: bool
    ) -> Json:
        """Return a message as a look at it shows it: what was sent may come late."""
        told = delta.shown(message, fields, immutable=immutable)
        if self._late.get(message.key, 0) > 0:
            self._late[message.key] -= 1
            told |= {"isDraft": True}
        return told

    def _list(self, name: str, request: Request, *, immutable: bool) -> Answer:
        """Return the messages of one folder, or of all, that a filter asks for."""
        folder = self._store.folders.find(name) if name else None
        if name and folder is None:
            return refusal("no_folder")
        asked = wanted(request.query.get("$filter", []))
        if asked is None:
            return refused(400, "ErrorInvalidUrlQuery", "The filter is not supported.")
        named = [
            f for value in request.query.get("$select", ()) for f in value.split(",")
        ]
        every = [
            self._shown(each, named, immutable=immutable)
            for each in self._store.messages.values()
            if folder in {None, self._seen_in(each)} and is_wanted(each.fields, asked)
        ]
        return as_json({"value": every})

    def _seen_in(self, message: Message) -> str:
        late = self._late.get(message.key, 0) > 0
        return "drafts" if late else message.folder

    def _delta(self, name: str, request: Request, *, immutable: bool) -> Answer:
        folder = self._store.folders.find(name)
        if folder is None:
            return refusal("no_folder")
        self._look_around(request)
        try:
            at = delta.position(folder, request.query, len(self._store.changes))
        except delta.SyncStateError:
            return refusal("sync_lost")
        except delta.QueryError as error:
            return refused(400, "ErrorInvalidUrlQuery", str(error))
        size = _page_size(request.headers.get("prefer", ""))
        entries, rest = delta.page(self._store, at, size, immutable=immutable)
        if rest is not None:
            return self._page(entries, "nextLink", name, f"$skiptoken={rest.token()}")
        return self._page(entries, "deltaLink", name, f"$deltatoken={at.token()}")

    def _odd_page(self, kind: str, request: Request) -> Answer:
        """Return a page without entries whose link leads here again, or elsewhere."""
        name = asked_of(request).name
        with self._lock:
            self._look_around(request)
            at = delta.position(name, request.query, len(self._store.changes))
            answer = self._page([], "nextLink", name, f"$skiptoken={at.token()}")
        if kind == "empty_page":
            return answer
        body = answer.body.replace(self.url.encode(), FOREIGN.encode())
        return Answer(answer.status, body)

    def _page(self, entries: Sequence[Json], link: str, name: str, rest: str) -> Answer:
        user, folder = quote(self._store.user), quote(name)
        where = f"{self.url}/v1.0/users/{user}/mailFolders/{folder}/messages/delta()"
        return as_json({"value": entries, f"@odata.{link}": f"{where}?{rest}"})

    def _folders(self, parent: str, request: Request) -> Answer:
        """Return a page of the folders inside one."""
        found = parent if parent == ROOT else self._store.folders.find(parent)
        if found is None:
            return refusal("no_folder")
        inside = self._store.folders.children(found)
        start = int(request.query.get("$skip", ["0"])[0])
        size = _page_size(request.headers.get("prefer", ""))
        told: Json = {"value": inside[start : start + size]}
        if start + size < len(inside):
            link = f"{self.url}{request.path}?$skip={start + size}"
            told["@odata.nextLink"] = link
        return as_json(told)

    def _look_around(self, request: Request) -> None:
        """Take in what came and went in the mail folder, when a round begins."""
        if "$skiptoken" not in request.query:
            for entry in self._store.news():
                self._write(**entry)

    def _write(self, operation: str, **told: object) -> None:
        entry = {"at": self._clock.stamp(), "operation": operation, **told}
        self._store.apply(self._journal.append(entry))


def _page_size(prefer: str) -> int:
    asked = re.search(r"odata\.maxpagesize=(\d{1,4})", prefer)
    return max(1, int(asked[1])) if asked else delta.PAGE


def _bearer(request: Request) -> str:
    return login.bare(request.headers.get("authorization", ""))
