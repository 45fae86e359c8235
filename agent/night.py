"""One night: mail in, read, held against the orders, acted on, told in the morning."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from filelock import FileLock, Timeout

from agent.clock import night_of
from agent.folder import StoreFolder
from agent.inputs import Inputs, Night
from agent.ledger.ledger import Ledger
from agent.ledger.store import back_up, digest_of
from agent.version import CODE_VERSION
from agent.wiring import policy_of
from agent.work import Work, worse
from review.values import Ending


class NightBusyError(Exception):
    """Another run holds the store."""


class SinceNeededError(Exception):
    """The first night of a store must be told since when mail is to be acted on."""


def run_night(inputs: Inputs) -> Night:
    """Run one night to its end and return its report; running it again is safe.

    Raises:
        NightBusyError: Another run holds the store; nothing was done.
        SinceNeededError: A first night without *since*; nothing was done.
        LedgerError: The ledger or its backup is not sound; nothing was done.
    """
    with _alone(inputs.folder), _ledger(inputs) as ledger:
        since = _since(ledger, inputs)
        run = _begin(ledger, inputs)
        work = Work(inputs, ledger, run)
        work.outbox.resolve_doubts(wait=False)
        whole = work.fetch(since)
        work.read()
        known = work.orders()
        ending: Ending = "complete"
        if known is None:
            ending = "not finished"
        else:
            work.read_again(known)
            ending = work.decide(known)
        # Goods of tonight's notices have left by now: their invoices may be billed.
        ending = worse(ending, work.bill())
        if ending == "complete" and not whole:
            ending = "not finished"
        work.mark()
        return work.end(ending)


@contextmanager
def _alone(folder: StoreFolder) -> Iterator[None]:
    folder.root.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with FileLock(folder.lock, timeout=0):
            yield
    except Timeout:
        raise NightBusyError(
            "another run is working on this store; wait for it to end"
        ) from None


@contextmanager
def _ledger(inputs: Inputs) -> Iterator[Ledger]:
    ledger = Ledger(inputs.folder.ledger, connect=inputs.connect)
    try:
        yield ledger
    finally:
        ledger.close()


def _since(ledger: Ledger, inputs: Inputs) -> datetime:
    """Return from when mail is acted on; asked once, kept for every later night."""
    if (kept := ledger.store.mark("since")) is not None:
        return datetime.fromisoformat(kept)
    since = inputs.since or inputs.settings.store.since
    if since is None:
        offered = (inputs.clock() - timedelta(days=3)).date()
        raise SinceNeededError(
            "the first night must know from when on mail is acted on; older mail is"
            f" only indexed. For the last three days: --since {offered}"
        )
    with ledger.transaction():
        ledger.store.set_mark("since", since.isoformat())
    return since


def _begin(ledger: Ledger, inputs: Inputs) -> int:
    now = inputs.clock()
    settings = inputs.settings
    name = f"{night_of(now, settings.store.time_zone)}-{now:%Y%m%dT%H%M%S%f}"
    back_up(ledger.store, inputs.folder.backups, name, keep=settings.store.backups)
    return ledger.begin_night(
        str(night_of(now, settings.store.time_zone)),
        settings.store.mode,
        code_version=CODE_VERSION,
        inputs=json.dumps(
            {
                **inputs.digests,
                "policy": digest_of(policy_of(settings).model_dump_json()),
            }
        ),
        at=now,
    )
