"""An effect as a value: an action, where it is written, and how it stands."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Literal

from extractors.codes import Reason
from matchers.billing.values import AttachDocument, CreateBill
from matchers.values import Action, ConfirmShipment, FulfillOrder

State = Literal[
    "planned",
    "approved",
    "sending",
    "done",
    "unknown",
    "deferred",
    "rejected",
    "shadow",
    "dead_letter",
]
OPEN: tuple[State, ...] = ("planned", "approved", "sending", "unknown", "deferred")
IN_DOUBT: tuple[State, ...] = ("sending", "unknown")
PERHAPS = Reason.HALF_DONE
"""Deferred for this it was sent and not seen: what goes out again must be the same."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One row: an action, its state, and how often it was sent."""

    id: int
    key: str
    channel: str
    """``shops:main`` or ``marketplaces:us``."""
    notice: str
    run: int
    """Row id of the night that planned it, or sent it last."""
    action: Action
    payload_sha: str
    """Of what is to be written; an approval binds it."""
    request_id: str
    """Fixed before the first call, the same on every retry."""
    state: State
    attempts: int
    remote: str | None
    reason: Reason | None
    evidence: str
    changed_at: datetime


def channel_of(action: Action) -> str:
    """Return the instance an action writes to, as settings name it."""
    match action:
        case FulfillOrder():
            return f"shops:{action.shop}"
        case ConfirmShipment():
            return f"marketplaces:{action.marketplace}"
        case CreateBill() | AttachDocument():
            return f"books:{action.books}"


def request_id_of(key: str) -> str:
    """Return the request id that belongs to *key* on every night and machine."""
    return sha256(key.encode()).hexdigest()[:32]
