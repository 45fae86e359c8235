"""``agent mailbox`` with its commands; what one needs is imported when it runs."""

from typing import Annotated

import typer

from agent.cli.options import AGENT_TOML, Json, Settings, Store

mailbox = typer.Typer(
    help="Sign in to a mailbox, and look which folders it has.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
Name = Annotated[str, typer.Argument(metavar="NAME", help="As in [mailboxes.NAME].")]


@mailbox.command()
def login(name: Name, settings: Settings = AGENT_TOML, store: Store = None) -> None:
    """Sign in to a mailbox in Outlook that a person opens: login = "device_code".

    Shows a code and an address, and waits until you have entered it there. Nights use
    the login in silence; it lies in the store, where nobody else may read it.

    Exit status: 0 signed in, and the mailbox can be read; 2 usage or settings; 3 not.

    Example:

        agent mailbox login orders
    """
    from agent.cli.mailbox import login as command

    raise typer.Exit(command(settings, store, name))


@mailbox.command()
def folders(
    name: Name,
    settings: Settings = AGENT_TOML,
    store: Store = None,
    json: Json = False,
) -> None:
    """List the folders of an account, as the settings may name them.

    Example:

        agent mailbox folders orders
    """
    from agent.cli.mailbox import folders as command

    raise typer.Exit(command(settings, store, name, as_json=json))
