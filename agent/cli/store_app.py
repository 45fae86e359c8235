"""What a store knows, and its kill switch; what one needs is imported when it runs."""

from typing import Annotated

import typer

from agent.cli.options import AGENT_TOML, Json, Settings, Store

store_commands = typer.Typer(rich_markup_mode=None)


@store_commands.command()
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="N12, I12, E5, M31, a PO, an order, an invoice, a night …",
        ),
    ],
    store: Store = None,
    json: Json = False,
) -> None:
    """Show all that is known of a message, notice, invoice, order, PO or effect.

    Examples:

        agent show N12

        agent show INV-20418

        agent show "#1044"

        agent show 2026-11-20
    """
    from agent.cli.show import show as command

    raise typer.Exit(command(name, store, as_json=json))


@store_commands.command()
def explain(
    name: Annotated[str, typer.Argument(metavar="ID", help="As for show.")],
    store: Store = None,
    json: Json = False,
) -> None:
    """Explain why something was or was not done, rule by rule.

    Example:

        agent explain N12
    """
    from agent.cli.explain import explain as command

    raise typer.Exit(command(name, store, as_json=json))


@store_commands.command()
def status(store: Store = None, json: Json = False) -> None:
    """Say whether the nights are healthy; 1 if not.

    Example:

        agent status --store /var/lib/nightclerk || page-somebody
    """
    from agent.cli.status import status as command

    raise typer.Exit(command(store, as_json=json))


@store_commands.command()
def doctor(
    settings: Settings = AGENT_TOML,
    store: Store = None,
    closed: Annotated[
        str,
        typer.Option(
            "--closed",
            metavar="ADDRESS",
            help="A mailbox that must not be open to the app.",
            show_default=False,
        ),
    ] = "",
    json: Json = False,
) -> None:
    """Try out the mailboxes and the way out of the summary, and say what to do.

    Nothing is changed, no mail is read, and none is sent.

    Exit status: 0 nothing is wrong; 1 something is; 2 usage or settings.

    Example:

        agent doctor --closed somebody.else@store.example
    """
    from agent.cli.doctor import doctor as command

    raise typer.Exit(command(settings, store, closed=closed, as_json=json))


@store_commands.command()
def stop(
    store: Store = None,
    reason: Annotated[
        str, typer.Option("--reason", help="Kept, and shown at resume.")
    ] = "",
) -> None:
    """Set the kill switch: nothing is written from now on.

    Example:

        agent stop --reason "wrong price list went out"
    """
    from agent.cli.switching import stop as command

    raise typer.Exit(command(store, reason))


@store_commands.command()
def resume(store: Store = None) -> None:
    """Clear the kill switch; the next run goes on."""
    from agent.cli.switching import resume as command

    raise typer.Exit(command(store))
