"""``agent demo`` and ``agent run``; what one needs is imported when it runs."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from agent.cli.options import AGENT_TOML, Json, Settings, Store, named

night = typer.Typer(rich_markup_mode=None)


@night.command()
def demo(
    world: Annotated[
        Path | None,
        typer.Option(
            "--world",
            metavar="DIR",
            parser=named,
            help="Another world than the built-in one.",
        ),
    ] = None,
    store: Annotated[
        Path,
        typer.Option(
            "--store",
            metavar="DIR",
            parser=named,
            help="Where the demo's store goes.",
        ),
    ] = Path("nightclerk-demo"),
    *,
    mailbox: Annotated[
        Literal["folder", "graph", "imap"],
        typer.Option("--mailbox", help="Where the mail lies; the night is the same."),
    ] = "folder",
    again: Annotated[
        bool,
        typer.Option("--again", help="Run once more on the same store and services."),
    ] = False,
    fresh_ledger: Annotated[
        bool,
        typer.Option("--fresh-ledger", help="With --again: forget the ledger first."),
    ] = False,
    check: Annotated[
        bool,
        typer.Option("--check", help="Compare with expected.json; 1 if it differs."),
    ] = False,
    model: Annotated[
        bool, typer.Option("--model", help="Let the scripted model read as well.")
    ] = False,
    json: Json = False,
) -> None:
    """Run one whole night against local servers: no keys, no services.

    Examples:

        agent demo

        agent demo --again

        agent demo --check --json
    """
    from agent.cli.demo import demo as command

    raise typer.Exit(
        command(
            world=world,
            store=store,
            mailbox=mailbox,
            again=again,
            fresh_ledger=fresh_ledger,
            check=check,
            model=model,
            as_json=json,
        )
    )


@night.command("run")
def run_night(
    settings: Settings = AGENT_TOML,
    store: Store = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar="DATE", help="First night: act on mail from here on."
        ),
    ] = None,
    *,
    shadow: Annotated[
        bool, typer.Option("--shadow", help="Plan everything, write nothing.")
    ] = False,
    json: Json = False,
) -> None:
    """Run one night with the configured services; safe to run twice.

    Exit status: 0 the night is complete, flagged or not; 2 usage or settings; 3 not
    finished (a service was down: run it again); 4 stopped by the kill switch.

    Example:

        agent run --settings agent.toml --since 2026-11-18
    """
    from agent.cli.nightly import run_configured

    raise typer.Exit(
        run_configured(settings, store, since=since, shadow=shadow, as_json=json)
    )
