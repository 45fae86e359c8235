"""Nights that die: a real process, killed at the k-th step, counted and not listed.

A step is just before or just after a commit of the ledger, or just before or just after
a request that leaves the process. Nobody keeps a list of them: a night without a kill
counts how many there are.

The designs beside the real one are controls. Each leaves out what the real one is for,
and must lose or double a write; a test that cannot go red proves nothing.
"""

import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import httpx

from agent import outbox, writers
from agent.cli.demo_servers import local
from agent.clock import world_clock
from agent.folder import StoreFolder
from agent.ledger.effect_values import Effect
from agent.reading import pool
from agent.run import prepare
from agent.settings.load import load_settings
from channels.amazon.marketplace import AmazonMarketplace
from channels.shopify.shop import ShopifyShop
from matchers.readback import Readback
from matchers.values import ShopOrder

Design = Literal["ours", "call_then_mark", "mark_then_call", "no_read_back"]


class Steps:
    """Counts steps, and kills this process at one of them."""

    def __init__(self, kill_at: int | None) -> None:
        self.count = 0
        self._kill_at = kill_at
        self._log: list[str] = []

    def step(self, name: str) -> None:
        self.count += 1
        self._log.append(name)
        if self.count == self._kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    @property
    def names(self) -> list[str]:
        return self._log


def counted_connection(steps: Steps) -> Callable[[Path], sqlite3.Connection]:
    """Return how to open a ledger whose every commit is two steps."""

    class Counted(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            if sql != "commit":
                return super().execute(sql, *values)
            steps.step("before commit")
            cursor = super().execute(sql, *values)
            steps.step("after commit")
            return cursor

    def connect(path: Path) -> sqlite3.Connection:
        return sqlite3.connect(path, isolation_level=None, factory=Counted)

    return connect


def count_requests(steps: Steps) -> None:
    """Make every request of this process two steps; both channels send by httpx."""
    send = httpx.HTTPTransport.handle_request

    def counted(self: httpx.HTTPTransport, request: httpx.Request) -> httpx.Response:
        name = f"{request.method} {request.url.path}"
        steps.step(f"before {name}")
        response = send(self, request)
        response.read()
        steps.step(f"after {name}")
        return response

    httpx.HTTPTransport.handle_request = counted  # type: ignore[method-assign]


def break_design(design: Design) -> None:
    """Leave out of the outbox what *design* names; for a process of its own."""
    if design == "ours":
        return
    _blind()
    if design == "call_then_mark":
        outbox.Outbox._deliver = _call_then_mark  # type: ignore[method-assign]
    if design == "mark_then_call":
        outbox.Outbox._deliver = _mark_then_call  # type: ignore[method-assign]


def _blind() -> None:
    """Nothing is ever read back, and an order looks as if nothing had been sent."""
    read_shop, read_market = ShopifyShop.order, AmazonMarketplace.order

    def shop_order(self: ShopifyShop, order_id: str) -> ShopOrder:
        order = read_shop(self, order_id)
        parts = tuple(
            part.model_copy(
                update={
                    "lines": tuple(
                        line.model_copy(update={"remaining": line.total})
                        for line in part.lines
                    )
                }
            )
            for part in order.fulfillment_orders or ()
        )
        return order.model_copy(
            update={"fulfillments": (), "fulfillment_orders": parts}
        )

    def market_order(self: AmazonMarketplace, order_id: str) -> Any:
        order = read_market(self, order_id)
        items = tuple(
            item.model_copy(update={"unfulfilled": item.ordered})
            for item in order.items
        )
        return order.model_copy(
            update={"packages": (), "items": items, "status": "UNSHIPPED"}
        )

    ShopifyShop.order = shop_order  # type: ignore[method-assign]
    AmazonMarketplace.order = market_order  # type: ignore[method-assign]

    def sent_is_done(self: Any, action: Any, record: Any) -> Readback:
        del self, record
        if action.key in _SENT:
            return Readback(status="done")
        return Readback(status="absent")

    for writer in (writers.FulfillmentWriter, writers.ConfirmationWriter):
        writer.read_back = sent_is_done  # type: ignore[method-assign]
        writer.send = _remembering(writer.send)  # type: ignore[method-assign]


_SENT: set[str] = set()
"""What this very process sent: a design without read-back believes itself alone."""


def _remembering(send: Callable[..., None]) -> Callable[..., None]:
    def remembered(self: Any, action: Any, request_id: str) -> None:
        send(self, action, request_id)
        _SENT.add(action.key)

    return remembered


def _call_then_mark(
    self: outbox.Outbox, effect: Effect, vendor: str, record: object
) -> None:
    del vendor, record
    self._writers[effect.channel].send(effect.action, effect.request_id)
    self._ledger.effects.settle(effect, "done", self._clock())


def _mark_then_call(
    self: outbox.Outbox, effect: Effect, vendor: str, record: object
) -> None:
    del vendor, record
    self._ledger.effects.settle(effect, "done", self._clock())
    self._writers[effect.channel].send(effect.action, effect.request_id)


def night(
    world: Path,
    store: Path,
    addresses: dict[str, Any],
    *,
    steps: Steps,
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Run one night of *world* in this process and return its exit status."""
    settings = local(load_settings(world / "agent.toml"), addresses, model=False)
    instant = settings.world.instant
    assert instant is not None
    with prepare(
        settings,
        base=world,
        folder=StoreFolder(store),
        clock=world_clock(instant),
        sleep=sleep,
        since=instant.replace(day=18),
        progress=lambda *_: None,
        connect=counted_connection(steps),
    ) as run:
        return run().exit_status


def forked(work: Callable[[], int]) -> int:
    """Run *work* in a fork of this process; return its status, negative when killed.

    It reads through our warm readers: one of its own takes five times as long to start
    as the night that uses it. No step is taken while a reader is being asked, so none
    is left with half a question.
    """
    readers = pool._idle[:]
    child = os.fork()
    if child == 0:
        status = 1
        for reader in readers:
            reader._files = sys.maxsize  # it is ours: no fork may end it
        pool._idle.extend(readers)
        try:
            status = work()
        finally:
            os._exit(status)
    _, ended = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(ended)
