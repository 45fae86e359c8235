"""Faults on demand: what can go wrong, and which exchange it happens to."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from sandbox.exchange import Delivery, Request


@dataclass(frozen=True)
class _Kind:
    commit: bool
    """Whether the service does what was asked before things go wrong."""
    delivery: Delivery = Delivery.WHOLE


KINDS = {
    "refused": _Kind(commit=True, delivery=Delivery.REFUSE),
    "reset": _Kind(commit=False, delivery=Delivery.RESET),
    "timeout_before": _Kind(commit=False, delivery=Delivery.NOTHING),
    "timeout_after": _Kind(commit=True, delivery=Delivery.NOTHING),
    "drop_before": _Kind(commit=False, delivery=Delivery.DROP),
    "drop_after": _Kind(commit=True, delivery=Delivery.DROP),
    "rate_limited": _Kind(commit=False),
    "error_before": _Kind(commit=False),
    "error_after": _Kind(commit=True),
    "html": _Kind(commit=False),
    "truncated": _Kind(commit=True),
    "cut": _Kind(commit=True, delivery=Delivery.CUT),
    "rejected": _Kind(commit=False),
    "partial": _Kind(commit=False),
    "token_expired": _Kind(commit=False),
    "scope_missing": _Kind(commit=False),
    "access_denied": _Kind(commit=False),
    "throttled": _Kind(commit=False),
    "slow_body": _Kind(commit=True, delivery=Delivery.TRICKLE),
    "drift_enum": _Kind(commit=True),
    "drift_null": _Kind(commit=True),
    "stale_read": _Kind(commit=False),
    "drop_link": _Kind(commit=False),
    "duplicate_docnumber": _Kind(commit=False),
    "closed_period": _Kind(commit=False),
    "sync_lost": _Kind(commit=False),
    "empty_page": _Kind(commit=False),
    "foreign_link": _Kind(commit=False),
    "claims_challenge": _Kind(commit=False),
    "hang": _Kind(commit=False, delivery=Delivery.NOTHING),
}
"""Every fault that can be asked for; sandbox/README.md describes each."""

ANY = "*"


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One order to go wrong."""

    service: str = ANY
    operation: str = ANY
    fault: str
    times: int | None = 1
    """How often; None: from then on always."""
    after_calls: int = 0
    """How many matching calls go well first."""
    match: str = ""
    """Only requests whose target or body holds this text."""
    commit: bool | None = None
    """Whether the act happens nevertheless; None: as the kind usually does."""
    status: int = 500
    """For the error kinds."""
    retry_after: str | int | None = 1
    """For ``rate_limited``: seconds, ``date``, ``absurd``, or None for no header."""
    seconds: float = 600.0
    """How long nothing, a trickle or a refusal lasts at most."""

    def __post_init__(self) -> None:
        if self.fault not in KINDS:
            known = ", ".join(sorted(KINDS))
            raise ValueError(f"no fault {self.fault!r} (there are: {known})")

    @property
    def commits(self) -> bool:
        """Whether the service really does what was asked."""
        return KINDS[self.fault].commit if self.commit is None else self.commit

    @property
    def delivery(self) -> Delivery:
        """How the answer travels."""
        return KINDS[self.fault].delivery

    def concerns(self, service: str, operation: str, request: Request) -> bool:
        """Say whether this exchange is one of those meant."""
        return (
            self.service in (ANY, service)
            and self.operation in (ANY, operation)
            and (self.match in request.target or self.match.encode() in request.body)
        )


def read_fault(told: Mapping[str, Any]) -> Fault:
    """Read one fault as it is posted or written in a file.

    Raises:
        ValueError: A key or the kind is unknown.
    """
    known = {field.name for field in fields(Fault)}
    unknown = sorted(set(told) - known)
    if unknown or "fault" not in told:
        raise ValueError(f"a fault has {sorted(known)}; not understood: {unknown}")
    return Fault(**told)


class FaultPlan:
    """The faults that are armed, oldest first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._armed: list[tuple[Fault, list[int]]] = []

    def arm(self, fault: Fault) -> None:
        """Add one more."""
        with self._lock:
            self._armed.append((fault, [0]))

    def disarm(self) -> None:
        """Let everything go well again."""
        with self._lock:
            self._armed.clear()

    def listing(self) -> list[dict[str, Any]]:
        """Return what is armed and how many calls each has seen."""
        with self._lock:
            return [vars(fault) | {"seen": seen[0]} for fault, seen in self._armed]

    def due(self, service: str, operation: str, request: Request) -> Fault | None:
        """Return the fault this exchange gets; it counts for all that it concerns."""
        with self._lock:
            chosen = None
            for fault, seen in self._armed:
                if not fault.concerns(service, operation, request):
                    continue
                seen[0] += 1
                last = None if fault.times is None else fault.after_calls + fault.times
                if seen[0] > fault.after_calls and (last is None or seen[0] <= last):
                    chosen = chosen or fault
            return chosen
