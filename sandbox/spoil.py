"""What is answered under a fault."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any

from sandbox.exchange import Answer, Delivery, Endpoint, Request, as_html
from sandbox.faults import Fault

NEW_VALUE = "NEVER_SEEN_BEFORE"
"""Stands where a documented state should."""
ABSURD_SECONDS = 10**9
DATE_SECONDS = 2
"""How far ahead a ``Retry-After`` date lies."""
_STATES = {
    "status",
    "displayStatus",
    "displayFulfillmentStatus",
    "fulfillmentStatus",
    "finish_reason",
    "token_type",
    "POStatus",
    "DetailType",
    "TxnType",
}


def spoil(
    fault: Fault,
    real: Answer | None,
    service: Endpoint,
    request: Request,
    now: datetime,
) -> Answer:
    """Return what is answered under *fault*.

    Args:
        fault: What goes wrong.
        real: What the service answered; None when it was not asked.
        service: Who has words of its own for many faults.
        request: What was asked.
        now: The sandbox's time, for dates in headers.

    Raises:
        ValueError: The service knows no such fault.
    """
    if fault.fault == "rate_limited":
        wait = _retry_after(fault.retry_after, now)
        return service.refusal(fault.fault, request).with_headers(*wait)
    if fault.fault in ("error_before", "error_after"):
        return as_html(fault.status)
    if fault.fault == "html":
        return as_html(200)
    if real is None:
        untold = fault.delivery is not Delivery.WHOLE
        return Answer(200) if untold else service.refusal(fault.fault, request)
    changed = _CHANGES.get(fault.fault)
    return Answer(200, changed(real.body), real.headers) if changed else real


def _retry_after(told: str | int | None, now: datetime) -> tuple[tuple[str, str], ...]:
    if told is None:
        return ()
    if told == "date":
        moment = (now + timedelta(seconds=DATE_SECONDS)).replace(microsecond=0)
        return (("Retry-After", format_datetime(moment, usegmt=True)),)
    return (("Retry-After", str(ABSURD_SECONDS if told == "absurd" else told)),)


def _truncated(body: bytes) -> bytes:
    """Return the first half; of an empty body, the beginning of an object."""
    return body[: len(body) // 2] or b"{"


def _emptied(body: bytes) -> bytes:
    """Return the same properties with nothing in them."""
    content = _read(body)
    return json.dumps(
        dict.fromkeys(content) if isinstance(content, dict) else None
    ).encode()


def _renamed(body: bytes) -> bytes:
    """Return the same answer with states nobody documented."""
    return json.dumps(_with_new_states(_read(body))).encode()


def _read(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return {}


def _with_new_states(content: Any) -> Any:
    if isinstance(content, list):
        return [_with_new_states(part) for part in content]
    if not isinstance(content, dict):
        return content
    return {
        key: NEW_VALUE
        if key in _STATES and isinstance(part, str)
        else _with_new_states(part)
        for key, part in content.items()
    }


_CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "truncated": _truncated,
    "drift_enum": _renamed,
    "drift_null": _emptied,
}
