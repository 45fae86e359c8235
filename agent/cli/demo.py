"""``agent demo``: one whole night of a world, on local servers, with no keys."""

import json
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

import agent
from agent.cli.check import Comparison, compare, load_expectation
from agent.cli.failures import UsageError
from agent.cli.history import load_history
from agent.cli.output import Progress, night_json, say, say_json, write_summary
from agent.cli.places import DEMO, MARKER, marker_text
from agent.cli.usage import cpu_seconds
from agent.clock import world_clock
from agent.folder import StoreFolder
from agent.ledger.ledger import Ledger
from agent.night import NightBusyError
from agent.reading.pool import Usage
from agent.run import prepare
from agent.settings.load import load_settings
from agent.settings.values import MailboxSettings, Settings
from agent.switch import SWITCH
from agent.work import Night
from review.columns import aligned

SINCE = timedelta(days=3)
_ALL_DAYS = 3650


class ServersError(UsageError):
    """The local servers do not accept their own state."""


@dataclass(frozen=True, slots=True)
class Places:
    """The parts of a demo's folder."""

    root: Path

    @property
    def store(self) -> StoreFolder:
        """The night's store."""
        return StoreFolder(self.root / "store")

    @property
    def services(self) -> Path:
        """The state of the local servers, kept for the next command."""
        return self.root / "services"


def demo(
    *,
    world: Path | None,
    store: Path,
    mailbox: str = "folder",
    again: bool,
    fresh_ledger: bool,
    check: bool,
    model: bool,
    as_json: bool,
) -> int:
    """Run the demo and return its exit status."""
    try:
        return _demo(
            world=world,
            store=store,
            mailbox=mailbox,
            again=again,
            fresh_ledger=fresh_ledger,
            check=check,
            model=model,
            as_json=as_json,
        )
    except ServersError as error:
        if not (check and again):
            raise
        # What stops the servers is in their journals: say what differs there.
        sys.stderr.write(f"error: {error}\n")
        world = _world(world)
        differs = compare(load_expectation(world), _final(world, Places(store)), None)
        if as_json:
            say_json({"wrong": differs.wrong})
        return 0 if _passed(differs, as_json=as_json) else 1


def _demo(
    *,
    world: Path | None,
    store: Path,
    mailbox: str,
    again: bool,
    fresh_ledger: bool,
    check: bool,
    model: bool,
    as_json: bool,
) -> int:
    began = time.perf_counter()
    world = _world(world)
    places = Places(store)
    _prepare(places, world, again=again, fresh_ledger=fresh_ledger)
    settings = load_settings(world / "agent.toml")
    expected = load_expectation(world) if check else None
    instant = settings.world.instant
    if instant is None:
        raise UsageError(
            "the world states no instant; add [world] instant to its agent.toml"
        )
    load_history(world, places.store, instant)
    with (
        services(world, places.services, instant) as addresses,
        _mail(settings, mailbox, world) as told,
    ):
        settings = local(told, addresses, model=model, mailbox=mailbox)
        progress = Progress(quiet=as_json)
        usage = Usage()
        with prepare(
            settings,
            base=world,
            folder=places.store,
            clock=world_clock(instant),
            sleep=time.sleep,
            since=settings.store.since or instant - SINCE,
            progress=progress,
            usage=usage,
        ) as night:
            result = night()
    progress.end()
    _remember(places, instant)
    comparison = None if expected is None else _compare(expected, world, places)
    files = write_summary(result.report, places.store.summaries)
    seconds = time.perf_counter() - began
    if as_json:
        wrong = comparison.wrong if comparison else _wrong(world, places)
        body = night_json(
            result.report, wrong=wrong, seconds=seconds, cpu_seconds=cpu_seconds(usage)
        )
        say_json(body)
    else:
        _tell(result, files, places, seconds)
    if comparison is not None and not _passed(comparison, as_json=as_json):
        return 1
    return result.exit_status


def _world(named: Path | None) -> Path:
    world = named or Path(agent.__file__).resolve().parent.parent / "fixtures"
    if not (world / "agent.toml").is_file():
        raise UsageError(
            f"{world} is no world: it has no agent.toml; name one with --world"
        )
    return world.resolve()


def _prepare(places: Places, world: Path, *, again: bool, fresh_ledger: bool) -> None:
    root = places.root
    if again:
        if not (root / MARKER).exists():
            raise UsageError(f"there is no demo in {root} yet; run: agent demo")
        if fresh_ledger:
            _forget(places.store)
        return
    if fresh_ledger:
        raise UsageError("--fresh-ledger goes with --again")
    if root.exists() and any(root.iterdir()) and not (root / MARKER).exists():
        raise UsageError(
            f"{root} holds something else; name another folder with --store"
        )
    if root.exists():
        _empty(places)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    (root / MARKER).write_text(marker_text(world), encoding="utf-8")


def _empty(places: Places) -> None:
    """Remove what an earlier demo left but the kill switch.

    Not while it is still at work there.

    Raises:
        NightBusyError: It is.
    """
    if places.store.lock.exists():
        try:
            with FileLock(places.store.lock, timeout=0):
                pass
        except Timeout:
            raise NightBusyError(
                "another demo is working in this folder; wait for it to end, or name"
                " another with --store"
            ) from None
    _forget(places.store)
    for inside in places.root.iterdir():
        if inside == places.store.root:
            continue
        _remove(inside)


def _forget(store: StoreFolder) -> None:
    """Remove what is in the store; what was stopped stays so until resume."""
    if store.root.is_symlink():
        store.root.unlink()
    for inside in store.root.iterdir() if store.root.is_dir() else ():
        if inside.name != SWITCH:
            _remove(inside)


def _remove(inside: Path) -> None:
    if inside.is_dir() and not inside.is_symlink():
        shutil.rmtree(inside)
    else:
        inside.unlink()


@contextmanager
def services(world: Path, state: Path, instant: datetime) -> Iterator[dict[str, Any]]:
    """Start the local servers on *world*, yield their addresses, end them."""
    state.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "sandbox", "--world", str(world)]
    command += ["--state", str(state), "--now", instant.isoformat(), "--while-stdin"]
    with subprocess.Popen(  # noqa: S603  # our own module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None  # noqa: S101  # piped above
        try:
            line = process.stdout.readline()
            if not line:
                raise ServersError("the local servers did not start; see above")
            yield json.loads(line)
        finally:
            process.terminate()


@contextmanager
def _mail(settings: Settings, mailbox: str, world: Path) -> Iterator[Settings]:
    """Yield *settings* with the world's folders in IMAP accounts, where it is asked."""
    if mailbox != "imap":
        yield settings
        return
    from agent.cli.demo_imap import accounts  # noqa: PLC0415  # only where it is asked

    with accounts(settings.mailboxes, world) as told:
        yield settings.model_copy(update={"mailboxes": told})


def local(
    settings: Settings,
    addresses: dict[str, Any],
    *,
    model: bool,
    mailbox: str = "folder",
) -> Settings:
    """Return *settings* with every channel pointed at the local servers."""
    shops = {
        name: shop.model_copy(
            update={
                "endpoint": addresses["shopify"]["url"],
                "token": _secret(addresses["shopify"]["token"]),
                "client_id": None,
                "client_secret": None,
            }
        )
        for name, shop in settings.shops.items()
    }
    markets = {
        name: market.model_copy(
            update={
                "endpoint": addresses["amazon"]["url"],
                "token_endpoint": None,
                "refresh_token": _secret(addresses["amazon"]["refresh_token"]),
                "client_id": addresses["amazon"]["client_id"],
                "client_secret": _secret(addresses["amazon"]["client_secret"]),
            }
        )
        for name, market in settings.marketplaces.items()
    }
    books = {
        name: company.model_copy(
            update={
                "endpoint": addresses["quickbooks"]["url"],
                "realm": addresses["quickbooks"]["realm"],
                "token_endpoint": addresses["quickbooks"]["token_url"],
                "refresh_token": _secret(addresses["quickbooks"]["refresh_token"]),
                "client_id": addresses["quickbooks"]["client_id"],
                "client_secret": _secret(addresses["quickbooks"]["client_secret"]),
            }
        )
        for name, company in settings.books.items()
    }
    mailboxes = {
        name: _outlook(box, addresses["graph"])
        if (mailbox, box.kind) == ("graph", "folder")
        else box
        for name, box in settings.mailboxes.items()
    }
    reader = settings.llm.model_copy(
        update={
            "base_url": addresses["openai"]["base_url"],
            "api_key": _secret(addresses["openai"]["api_key"]) if model else None,
        }
    )
    return settings.model_copy(
        update={
            "mailboxes": mailboxes,
            "shops": shops,
            "marketplaces": markets,
            "books": books,
            "llm": reader,
            "summary": None,  # a demo writes to nobody
        }
    )


def _outlook(mailbox: MailboxSettings, address: dict[str, str]) -> MailboxSettings:
    """Return a folder's mailbox as the local server gives it."""
    return mailbox.model_copy(
        update={
            "kind": "graph",
            "username": address["user"],
            "tenant": address["tenant"],
            "client_id": address["client_id"],
            "client_secret": _secret(address["client_secret"]),
            "endpoint": address["url"],
            "first_days": _ALL_DAYS,
        }
    )


def _secret(value: str) -> object:
    from pydantic import SecretStr  # noqa: PLC0415  # beside its one use

    return SecretStr(value)


def _remember(places: Places, instant: datetime) -> None:
    """Note the world's instant, by which ``agent status`` judges a demo's nights."""
    ledger = Ledger(places.store.ledger)
    with closing(ledger), ledger.transaction():
        ledger.store.set_mark("world_instant", instant.isoformat())


def _final(world: Path, places: Places) -> dict[str, Any]:
    from sandbox.final import final_state  # noqa: PLC0415  # after the servers ended

    return final_state(world, places.services)


def _compare(expected: dict[str, Any], world: Path, places: Places) -> Comparison:
    ledger = Ledger(places.store.ledger)
    try:
        return compare(expected, _final(world, places), ledger)
    finally:
        ledger.close()


def _wrong(world: Path, places: Places) -> int | None:
    """Return how many writes were wrong, or None where the world does not say."""
    try:
        expected = load_expectation(world)
    except UsageError:
        return None
    return compare(expected, _final(world, places), None).wrong


def _tell(
    result: Night, files: tuple[Path, Path], places: Places, seconds: float
) -> None:
    from review.text import summary_text  # noqa: PLC0415  # not with --json

    say(summary_text(result.report))
    page, text = files
    night = result.report.night
    say(f"took {seconds:.1f} s; this was the night of {night} of a demo store.\n")
    say(f"summary   {page}\n          {text}")
    say(f"store     {places.store.root}\nledger    {places.store.ledger}")
    say(f"services  {places.services}  (what the local servers were told)\n")
    where = "" if places.root == DEMO else f" --store {shlex.quote(str(places.root))}"
    hints = [(f"agent demo --again{where}", "the same night again: nothing is written")]
    for item in (*result.report.items, *result.report.known)[:1]:
        why = "why it was flagged, with evidence"
        hints.append((f"agent explain {item.id}{where}", why))
    hints.append((f"agent status{where}", "is the night healthy?"))
    for place, line in enumerate(aligned(hints)):
        say(f"{'' if place else 'next:':6} {line}")


def _passed(comparison: Comparison, *, as_json: bool) -> bool:
    for line in comparison.differences:
        sys.stderr.write(f"differs: {line}\n")
    if not comparison.differences and not as_json:
        say("check: as expected, message by message and write by write; 0 wrong")
    return not comparison.differences
