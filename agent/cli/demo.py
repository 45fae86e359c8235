"""``agent demo``: one whole night of a world, on local servers, with no keys."""

import shlex
import sys
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from agent.cli.check import Comparison, compare, load_expectation
from agent.cli.demo_folder import Places, make_ready, world_of
from agent.cli.demo_servers import ServersError, local, services, with_mail
from agent.cli.failures import UsageError
from agent.cli.history import load_history
from agent.cli.output import Progress, night_json, say, say_json, write_summary
from agent.cli.places import DEMO
from agent.cli.usage import cpu_seconds
from agent.clock import world_clock
from agent.inputs import Night
from agent.ledger.ledger import Ledger
from agent.reading.pool import Usage
from agent.run import prepare
from agent.settings.load import load_settings
from review.columns import aligned

SINCE = timedelta(days=3)


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
        world = world_of(world)
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
    world = world_of(world)
    places = Places(store)
    make_ready(places, world, again=again, fresh_ledger=fresh_ledger)
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
        with_mail(settings, mailbox, world) as told,
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
