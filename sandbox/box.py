"""The running sandbox: its services, their ports, its control port."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from filelock import FileLock, Timeout

from sandbox.clock import Clock, instant
from sandbox.control import Control
from sandbox.exchange import Answer, Delivery, Endpoint, Reply, Request
from sandbox.faults import Fault, FaultPlan, read_fault
from sandbox.final import final_state, journal_path, requests_path
from sandbox.journal import Journal, read_lines
from sandbox.server import Server
from sandbox.settings import Settings
from sandbox.spoil import spoil
from sandbox.world import instant_of

_SETTLE_SECONDS = 5.0
SERVICES = ("shopify", "amazon", "quickbooks", "openai", "graph")
Json = dict[str, Any]


class Service(Endpoint, Protocol):
    """An endpoint that keeps state and can say how it is reached."""

    url: str

    def restart(self) -> None:
        """Begin again with the world and what the journal holds."""

    def ready(self) -> Json:
        """Return what a client needs to know."""


class _Running(NamedTuple):
    service: Service
    writes: Journal
    requests: Journal


class Box:
    """All services of one world, running."""

    def __init__(
        self,
        world: Path,
        state: Path,
        *,
        services: Sequence[str] = SERVICES,
        now: datetime | None = None,
        settings: Settings | None = None,
    ) -> None:
        self.world = world
        self.state = state
        state.mkdir(parents=True, exist_ok=True)
        self.faults = FaultPlan()
        self.clock = Clock(_beginning(world, state, now))
        self._running: dict[str, _Running] = {}
        control = Control(self)
        with ExitStack() as opened:
            opened.enter_context(_alone(state))
            for name in services:
                one = self._start(name, settings or Settings(), opened)
                self._running[name] = one
            self._control = Server(lambda r: Reply(control.answer(r)), self.clock)
            opened.callback(self._control.stop)
            self._opened = opened.pop_all()

    def _start(self, name: str, settings: Settings, opened: ExitStack) -> _Running:
        make = _make(name)
        writes = Journal(journal_path(self.state, name), durable=True)
        opened.callback(writes.close)
        requests = Journal(requests_path(self.state, name), durable=False)
        opened.callback(requests.close)
        service = make(self.world, writes, self.clock, settings)
        server = Server(self._respond(service, requests), self.clock)
        opened.callback(server.stop)
        service.url = server.url
        return _Running(service, writes, requests)

    def _respond(self, service: Service, log: Journal) -> Callable[[Request], Reply]:
        writing = threading.Lock()

        def respond(request: Request) -> Reply:
            began = time.monotonic()
            operation = service.operation(request)
            fault = self.faults.due(service.name, operation, request)
            answer = self._answered(service, request, fault)
            entry = _logged(request, operation, answer, fault)
            milliseconds = round((time.monotonic() - began) * 1000, 1)
            with writing:
                log.append({"at": self.clock.stamp(), **entry, "ms": milliseconds})
            if fault is None:
                return Reply(answer)
            return Reply(answer, fault.delivery, fault.seconds)

        return respond

    def _answered(
        self, service: Service, request: Request, fault: Fault | None
    ) -> Answer:
        if fault is None:
            return service.answer(request)
        real = service.answer(request) if fault.commits else None
        return spoil(fault, real, service, request, self.clock.now())

    def ready(self) -> Json:
        """Return every address and key, as printed on the ready line."""
        told: Json = {name: one.service.ready() for name, one in self._running.items()}
        return told | {"control": self._control.url}

    def arm(self, **fault: Any) -> None:
        """Let something go wrong; the keywords are those of :class:`Fault`."""
        self.faults.arm(read_fault(fault))

    def log(self, service: str) -> list[Json]:
        """Return every request a service got, oldest first."""
        return read_lines(requests_path(self.state, service))

    def writes(self, service: str) -> list[Json]:
        """Return every write a service applied, oldest first."""
        return read_lines(journal_path(self.state, service))

    def final(self) -> Json:
        """Return what was added to the world so far."""
        return final_state(self.world, self.state)

    def reset(self) -> None:
        """Forget faults, writes and requests: the world as it was."""
        self.faults.disarm()
        for one in self._running.values():
            one.writes.clear()
            one.requests.clear()
            one.service.restart()

    def stop(self) -> None:
        """Close every port and file; what was written stays."""
        self._opened.close()


@contextmanager
def start(world: Path, state: Path, **options: Any) -> Iterator[Box]:
    """Run a sandbox here until the block ends; options as of :class:`Box`."""
    box = Box(world, state, **options)
    try:
        yield box
    finally:
        box.stop()


@contextmanager
def _alone(state: Path) -> Iterator[None]:
    """Hold *state* for this sandbox; one that was just killed may take a moment to go.

    Raises:
        BlockingIOError: Another sandbox runs on it.
    """
    try:
        with FileLock(
            state / "sandbox.lock", timeout=_SETTLE_SECONDS, thread_local=False
        ):
            yield
    except Timeout:
        raise BlockingIOError(f"another sandbox runs on {state}") from None


def _make(name: str) -> Callable[[Path, Journal, Clock, Settings], Service]:
    """Return a service's class; each is imported when it is asked for."""
    match name:
        case "shopify":
            from sandbox.shopify.service import ShopifyService  # noqa: PLC0415  # graphql takes its time

            return ShopifyService
        case "amazon":
            from sandbox.amazon.service import AmazonService  # noqa: PLC0415  # as above

            return AmazonService
        case "quickbooks":
            from sandbox.quickbooks.service import QuickBooksService  # noqa: PLC0415  # as above

            return QuickBooksService
        case "openai":
            from sandbox.openai.service import OpenAIService  # noqa: PLC0415  # as above

            return OpenAIService
        case "graph":
            from sandbox.graph.service import GraphService  # noqa: PLC0415  # as above

            return GraphService
        case _:
            raise ValueError(f"no service {name!r} (there are: {', '.join(SERVICES)})")


def _beginning(world: Path, state: Path, now: datetime | None) -> datetime:
    """Return where the clock starts: never before what is already written."""
    start = now or instant_of(world)
    written = [
        instant(entry["at"])
        for name in SERVICES
        for entry in read_lines(journal_path(state, name))
        if "at" in entry
    ]
    return max([start, *written])


def _logged(
    request: Request, operation: str, answer: Answer, fault: Fault | None
) -> Json:
    """Return what the journal of requests keeps: everything asked, but no secret."""
    body: Any = request.json
    if operation in ("token", "revoke"):
        body = {
            key: value for key, value in request.form.items() if key == "grant_type"
        }
    elif request.headers.get("content-type", "").startswith("multipart/"):
        body = {"bytes": len(request.body)}
    elif body is None and request.body:
        body = request.body.decode("utf-8", "replace")
    lost = fault is not None and fault.delivery in (
        Delivery.NOTHING,
        Delivery.DROP,
        Delivery.RESET,
    )
    return {
        "method": request.method,
        "target": request.target,
        "operation": operation,
        "body": body,
        "status": None if lost else answer.status,
        "fault": fault.fault if fault else None,
    }


def as_line(told: Json) -> str:
    """Return *told* as one line of JSON."""
    return json.dumps(told, separators=(",", ":"))
