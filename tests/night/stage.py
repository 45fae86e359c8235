"""A stage for nights: a world, its services, one store, and time that waiting moves.

Everything is the real thing but the sleeping: who waits moves the one clock that the
night and the services share, and nobody really waits.
"""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr

from agent.cli.demo_servers import local
from agent.folder import StoreFolder
from agent.inputs import Night
from agent.ledger.ledger import Ledger
from agent.ledger.store import Connect, connect
from agent.run import prepare
from agent.settings.load import load_settings
from agent.settings.values import Settings
from extractors.reading import read
from review.text import summary_text
from sandbox.box import Box, start
from sandbox.exchange import Request
from sandbox.faults import Fault, FaultPlan
from tests.adversarial import notices

from . import small_world

TIMEOUT = 0.5
"""Seconds a call may take before it counts as lost; its whole answer, twice that."""
SETTLE = 120
"""Seconds a service may take to show what it accepted; only the clock has to wait."""
SINCE = timedelta(days=3)

BY_HAND = """mutation($told: FulfillmentInput!) {
  fulfillmentCreate(fulfillment: $told) { fulfillment { id } userErrors { message } }
}"""

Change = Callable[[Settings], Settings]


@dataclass(frozen=True, slots=True)
class Evening:
    """How one run ended, and what the owner reads of it."""

    night: Night

    @property
    def status(self) -> int:
        return self.night.exit_status

    @property
    def summary(self) -> str:
        return summary_text(self.night.report)

    @property
    def troubled(self) -> Counter[str]:
        """Return how many lines the summary has about each service."""
        return Counter(line.channel for line in self.night.report.trouble)

    @property
    def flagged(self) -> list[str]:
        """Return the reason of each notice that waits for a person."""
        return [item.code.value for item in self.night.report.items if item.code]

    @property
    def counts(self) -> tuple[int, int, int]:
        """Return the notices done, flagged and waiting."""
        notices = self.night.report.notices
        return notices.done, notices.flagged, notices.waiting


@dataclass
class Stage:
    """One world, played night after night on the same services and store."""

    world: Path
    box: Box
    store: StoreFolder
    waited: list[float] = field(default_factory=list)
    """Every wait that was asked for, in seconds."""

    def night(
        self,
        change: Change = lambda settings: settings,
        *,
        model: bool = False,
        since: bool = True,
        connect: Connect = connect,
    ) -> Evening:
        """Run one night on the store as it is.

        Args:
            change: What is different in tonight's settings.
            model: Whether a model is configured.
            since: Whether the night is told from when on mail is acted on.
            connect: How the ledger is opened.
        """
        settings = change(self._settings(model=model))
        instant = settings.world.instant
        assert instant is not None
        with prepare(
            settings,
            base=self.world,
            folder=self.store,
            clock=self.box.clock.now,
            sleep=self._wait,
            since=instant - SINCE if since else None,
            progress=lambda *_: None,
            connect=connect,
        ) as run:
            return Evening(run())

    def pass_days(self, days: int = 1) -> None:
        self.box.clock.advance(timedelta(days=days).total_seconds())

    def when(self, operation: str, do: Callable[[], object], *, nth: int = 1) -> None:
        """Do something of our own just before the *nth* such call is answered."""
        self.box.faults = _Hook(operation, nth, do)

    def edit_order(self, number: int, edit: Callable[[dict[str, Any]], object]) -> None:
        """Let somebody change an order in the shop, now."""
        path = self.world / "shopify.json"
        told = json.loads(path.read_text())
        [order] = [o for o in told["orders"] if o["id"].endswith(f"/{number}")]
        edit(order)
        path.write_text(json.dumps(told))
        self.box._running["shopify"].service.restart()

    def fulfil_by_hand(self, sale: small_world.Sale) -> None:
        """Let somebody ship *sale* in the shop's own admin."""
        told = {
            "lineItemsByFulfillmentOrder": [
                {
                    "fulfillmentOrderId": f"gid://shopify/FulfillmentOrder/{sale.number}",
                    "fulfillmentOrderLineItems": [
                        {"id": sale.line_id, "quantity": small_world.SHIPPED}
                    ],
                }
            ],
            "trackingInfo": {"company": "UPS", "number": sale.tracking},
        }
        ready = self.box.ready()["shopify"]
        answer = httpx.post(
            f"{ready['url']}/admin/api/{ready['api_version']}/graphql.json",
            headers={"X-Shopify-Access-Token": ready["token"]},
            json={"query": BY_HAND, "variables": {"told": told}},
        )
        assert answer.json()["data"]["fulfillmentCreate"]["userErrors"] == []

    def forget_store(self) -> None:
        shutil.rmtree(self.store.root)

    def put_mail(self, name: str, content: str | bytes) -> None:
        """Deliver one more message."""
        raw = content if isinstance(content, bytes) else crlf(content)
        (self.world / "emails" / name).write_bytes(raw)

    def _settings(self, *, model: bool) -> Settings:
        """Return the world's settings, pointed at the services; tokens are granted."""
        ready = self.box.ready()
        settings = local(load_settings(self.world / "agent.toml"), ready, model=model)
        granted = {
            "token": None,
            "client_id": ready["shopify"]["client_id"],
            "client_secret": SecretStr(ready["shopify"]["client_secret"]),
        }
        patience = {"timeout_seconds": TIMEOUT}
        return changed(
            settings,
            store={"settle_seconds": SETTLE},
            shops={"main": granted | patience},
            marketplaces={"us": patience},
            llm=patience,
        )

    def _wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.box.clock.advance(seconds)

    # --- what the services say ---------------------------------------------------

    @property
    def writes(self) -> list[dict[str, Any]]:
        return [w for name in ("shopify", "amazon") for w in self.box.writes(name)]

    @property
    def doubled(self) -> list[str]:
        """Return the business acts that the services' own journals hold twice."""
        acts = Counter(
            json.dumps(
                [w.get(key) for key in ("operation", "order_id", "lines", "items")]
            )
            for w in self.writes
        )
        return [act for act, times in acts.items() if times > 1]

    @property
    def seen(self) -> dict[str, Any]:
        """Return what was added to the services, as ``small_world.expected`` has it."""
        return small_world.seen(self.box.final())

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """Open the store's ledger to look into it."""
        ledger = Ledger(self.store.ledger)
        try:
            yield ledger
        finally:
            ledger.close()


class _Hook(FaultPlan):
    """No fault, but somebody else's act at a certain moment of the night."""

    def __init__(self, operation: str, nth: int, do: Callable[[], object]) -> None:
        super().__init__()
        self._operation = operation
        self._left = nth
        self._do = do

    def due(self, service: str, operation: str, request: Request) -> Fault | None:
        if operation == self._operation:
            self._left -= 1
            if self._left == 0:
                self._do()
        return super().due(service, operation, request)


@contextmanager
def staged(
    root: Path, sales: Sequence[small_world.Sale] = small_world.SALES
) -> Iterator[Stage]:
    """Build a small world below *root*, with an honest model, and put it on stage."""
    world = small_world.build(root / "world", sales)
    answers = {
        document_of(crlf(small_world.message(sale))): honest(sale) for sale in sales
    }
    script(world, answers)
    with on_stage(world, root) as stage:
        yield stage


@contextmanager
def on_stage(world: Path, root: Path) -> Iterator[Stage]:
    """Start the services of *world*, with their state below *root*."""
    with start(world, root / "services") as box:
        yield Stage(world, box, StoreFolder(root / "store"))


def honest(sale: small_world.Sale) -> dict[str, Any]:
    """Return what an honest model says of the vendor's mail about *sale*."""
    rows = small_world.message(sale).partition("\n\n")[2].splitlines()
    number = notices.parcel(sale.tracking, _row(rows, sale.tracking))
    line = notices.line(sale.sku, str(small_world.SHIPPED), _row(rows, sale.sku))
    notice = notices.notice(
        str(sale.number),
        carrier="UPS Ground",
        tracking=[number],
        ship_date="11/20/2026",
        lines=[line],
        evidence=_row(rows, str(sale.number)),
    )
    return {"notices": [notice]}


def _row(rows: Sequence[str], words: str) -> str:
    return next(row for row in rows if words in row)


def document_of(mail: bytes, name: str = "") -> str:
    """Return the hash of a mail's text, or of its file called *name*."""
    documents = read(mail, "").documents
    return next(d.sha256 for d in documents if (d.name == name if name else d.body))


def script(world: Path, answers: dict[str, dict[str, Any]]) -> None:
    """Let the model of *world* answer so, by the documents' hashes."""
    told = {sha256: {"content": answer} for sha256, answer in answers.items()}
    (world / "model.json").write_text(json.dumps({"answers": told}))


def changed(settings: Settings, **tables: dict[str, Any]) -> Settings:
    """Return *settings* with some values of some tables replaced.

    ``shops`` and ``marketplaces`` are given by instance.
    """
    update: dict[str, Any] = {}
    for table, values in tables.items():
        now = getattr(settings, table)
        if isinstance(now, dict):
            update[table] = now | {
                name: now[name].model_copy(update=own) for name, own in values.items()
            }
        else:
            update[table] = now.model_copy(update=values)
    return settings.model_copy(update=update)


def crlf(text: str) -> bytes:
    """Return a message as it lies in a mailbox."""
    return text.replace("\n", "\r\n").encode()
