"""The control port: faults, logs, state, clock. Tests steer the sandbox with it."""

from typing import Any, Protocol

from sandbox.clock import Clock
from sandbox.exchange import Answer, Request, as_json
from sandbox.faults import FaultPlan

Json = dict[str, Any]


class Steered(Protocol):
    """What can be steered: the running sandbox."""

    faults: FaultPlan
    clock: Clock

    def arm(self, **fault: Any) -> None:
        """Let something go wrong."""

    def log(self, service: str) -> list[Json]:
        """Return every request a service got."""

    def writes(self, service: str) -> list[Json]:
        """Return every write a service applied."""

    def final(self) -> Json:
        """Return what was added to the world so far."""

    def reset(self) -> None:
        """Forget faults, writes and requests."""

    def ready(self) -> Json:
        """Return every address and key."""


class Control:
    """Answers requests on the control port; the README lists them."""

    def __init__(self, box: Steered) -> None:
        self._box = box
        self._routes = {
            ("GET", "/ready"): lambda _: box.ready(),
            ("GET", "/faults"): lambda _: box.faults.listing(),
            ("POST", "/faults"): self._arm,
            ("DELETE", "/faults"): self._disarm,
            ("GET", "/log"): lambda asked: self._each(box.log, asked),
            ("GET", "/writes"): lambda asked: self._each(box.writes, asked),
            ("GET", "/state"): lambda _: box.final(),
            ("POST", "/clock"): self._advance,
            ("POST", "/reset"): self._reset,
        }

    def answer(self, request: Request) -> Answer:
        """Do what is asked; what cannot be done is a 400 with the reason."""
        route = self._routes.get((request.method, request.path))
        if route is None:
            known = ", ".join(f"{method} {path}" for method, path in self._routes)
            return as_json({"error": f"there are: {known}"}, status=404)
        try:
            return as_json(route(request))
        except (KeyError, TypeError, ValueError) as wrong:
            return as_json({"error": str(wrong)}, status=400)

    def _each(self, read: Any, asked: Request) -> Json:
        """Return what *read* gives for the service asked for, or for each."""
        names = asked.query.get("service")
        names = names or [name for name in self._box.ready() if name != "control"]
        return {name: read(name) for name in names}

    def _arm(self, asked: Request) -> list[Json]:
        told = asked.json
        for fault in told if isinstance(told, list) else [told]:
            self._box.arm(**fault)
        return self._box.faults.listing()

    def _disarm(self, _: Request) -> list[Json]:
        self._box.faults.disarm()
        return self._box.faults.listing()

    def _advance(self, asked: Request) -> Json:
        self._box.clock.advance(float(asked.json["advance"]))
        return {"now": self._box.clock.stamp()}

    def _reset(self, _: Request) -> Json:
        self._box.reset()
        return self._box.final()
