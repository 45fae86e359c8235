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
    """Answers requests on the control port."""

    def __init__(self, box: Steered) -> None:
        self._box = box

    def answer(self, request: Request) -> Answer:
        """Answer one control request; the README lists them."""
        try:
            return self._answer(request)
        except (TypeError, ValueError) as wrong:
            return as_json({"error": str(wrong)}, status=400)

    def _answer(self, request: Request) -> Answer:
        box = self._box
        service = (request.query.get("service") or [""])[0]
        names = [service] if service else [n for n in box.ready() if n != "control"]
        match (request.method, request.path):
            case ("POST", "/faults"):
                told = request.json
                for fault in told if isinstance(told, list) else [told]:
                    box.arm(**fault)
                return as_json(box.faults.listing(), status=201)
            case ("GET", "/faults"):
                return as_json(box.faults.listing())
            case ("DELETE", "/faults"):
                box.faults.disarm()
                return as_json([])
            case ("GET", "/log"):
                return as_json({name: box.log(name) for name in names})
            case ("GET", "/writes"):
                return as_json({name: box.writes(name) for name in names})
            case ("GET", "/state"):
                return as_json(box.final())
            case ("GET", "/ready"):
                return as_json(box.ready())
            case ("POST", "/clock"):
                box.clock.advance(float(request.json["advance"]))
                return as_json({"now": box.clock.stamp()})
            case ("POST", "/reset"):
                box.reset()
                return as_json(box.final())
        return as_json({"error": f"no {request.method} {request.path}"}, status=404)
