"""How far one vendor's notices may go tonight."""

from typing import get_args

from agent.ledger.effect_values import State
from agent.settings.values import Mode, StoreSettings
from matchers.values import Action
from matchers.vendors import Vendor

_ORDER: tuple[Mode, ...] = get_args(Mode)
"""From nothing at all to everything that is certain."""

_PLANNED: dict[Mode, State] = {
    "shadow": "shadow",
    "draft": "planned",
    "auto": "approved",
}


def mode_of(action: Action, vendor: Vendor, store: StoreSettings) -> Mode:
    """Return the narrowest of what store, kind of action and vendor allow."""
    allowed: list[Mode] = [store.mode, vendor.automation]
    # A bill's file goes where its bill goes.
    kind = "create_bill" if action.kind == "attach_document" else action.kind
    if kind in store.actions:
        allowed.append(store.actions[kind])
    return min(allowed, key=_ORDER.index)


def planned_state(mode: Mode) -> State | None:
    """Return the state an action is written down in; None: it is not."""
    return _PLANNED.get(mode)
