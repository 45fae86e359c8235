"""``agent review`` with its commands; what one needs is imported when it runs."""

from getpass import getuser
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from agent.cli.options import Json, Store

review = typer.Typer(
    help="See and decide what waits for your word.",
    rich_markup_mode=None,
    no_args_is_help=True,
)


def _said(text: str) -> str:
    """Refuse a word kept with a decision that says nothing."""
    if not text.strip():
        raise typer.BadParameter("expected some words, for they are kept with it")
    return text


def _account() -> str:
    """Return the login name this runs under; empty where the system knows none."""
    try:
        return getuser()
    except (OSError, KeyError, ImportError):  # an id without an account; no accounts
        return ""


def _named(person: str) -> str:
    """Refuse a decision of nobody's."""
    if not person.strip():
        raise typer.BadParameter("nobody says so; give your name: --by NAME")
    return person


By = Annotated[
    str,
    typer.Option(
        "--by",
        envvar="USER",
        default_factory=_account,
        show_envvar=False,
        show_default=False,
        help="Who says so, kept with it; else $USER, or whose account it is.",
        callback=_named,
    ),
]
Name = Annotated[str, typer.Argument(metavar="ID", help="I12 or E5 of the list.")]
Hash = Annotated[str, typer.Option("--hash", help="The hash shown with it.")]


@review.command("list")
def review_list(store: Store = None, json: Json = False) -> None:
    """List what waits: invoices that are held, and writes planned in draft mode.

    Each has the hash that a decision names. Changed payment details come first.

    Example:

        agent review list
    """
    from agent.cli.review import list_waiting

    raise typer.Exit(list_waiting(store, as_json=json))


@review.command()
def show(
    name: Name,
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Every line, however many agree.")
    ] = False,
    store: Store = None,
    json: Json = False,
) -> None:
    """Show an invoice beside its order, and what is written if you approve it.

    Of a long invoice the lines that differ are shown, with their neighbours.

    Examples:

        agent review show I12

        agent review show I12 --all
    """
    from agent.cli.review import show as command

    raise typer.Exit(command(name, store, as_json=json, everything=everything))


@review.command()
def approve(
    name: Name,
    shown: Hash,
    by: By,
    store: Store = None,
    json: Json = False,
) -> None:
    """Approve an invoice or one planned write; the next run sends it.

    It goes out only if it is then still what the hash stands for. Exit status 2: it is
    not what was shown, nothing would be written, or it is closed.

    Examples:

        agent review approve I12 --hash 3f0c1ab29d41

        agent review approve E5 --hash 90ab12cd34ef
    """
    from agent.cli.review import approve as command

    raise typer.Exit(command(name, shown, by, store, as_json=json))


@review.command()
def reject(
    name: Name,
    shown: Hash,
    reason: Annotated[
        str, typer.Option("--reason", help="Why; kept with it.", callback=_said)
    ],
    by: By,
    store: Store = None,
    *,
    json: Json = False,
) -> None:
    """Reject an invoice or one planned write; it is closed and never sent.

    Exit status 2: it is not what was shown, or there is nothing to decide; 3: a run is
    under way.

    Examples:

        agent review reject I12 --hash 3f0c1ab29d41 --reason "price not agreed"

        agent review reject E5 --hash 90ab12cd34ef --reason "customer cancelled"
    """
    from agent.cli.review import reject as command

    raise typer.Exit(command(name, shown, reason, by, store, as_json=json))


class _AliasGroup(TyperGroup):
    """Takes ``alias I12 SKU`` for ``alias add I12 SKU``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and not args[0].startswith("-") and args[0] not in self.commands:
            args = ["add", *args]
        return super().parse_args(ctx, args)


alias = typer.Typer(
    cls=_AliasGroup,
    help="Say what a vendor's part number stands for, and see what was said.\n\n"
    "Example:\n\n    agent review alias I12 BIN-100",
    rich_markup_mode=None,
    no_args_is_help=True,
)
review.add_typer(alias, name="alias")


@alias.command("add")
def alias_add(
    name: Annotated[str, typer.Argument(metavar="ID", help="I12 of the list.")],
    sku: Annotated[str, typer.Argument(metavar="SKU", help="Ours, as in the books.")],
    line: Annotated[
        int | None,
        typer.Option(
            "--line", metavar="N", help="Line of the invoice.", show_default=False
        ),
    ] = None,
    part: Annotated[
        str | None,
        typer.Option(
            "--part",
            metavar="NUMBER",
            help="The part number on it, instead of its line.",
            show_default=False,
        ),
    ] = None,
    *,
    factor: Annotated[
        str,
        typer.Option(
            "--factor", metavar="F", help="How many of ours one of theirs is."
        ),
    ] = "1",
    by: By,
    store: Store = None,
    always: Annotated[
        bool,
        typer.Option("--always/--once", help="For all documents, or this one alone."),
    ] = True,
    json: Json = False,
) -> None:
    """Say which SKU of ours a vendor's part number stands for.

    "add" may be left out. The line must be named where several are unknown. The next
    run bills the invoice if all else agrees.

    Examples:

        agent review alias I12 BIN-100

        agent review alias I12 BIN-100 --line 3 --factor 12 --once
    """
    from agent.cli.review_alias import add

    raise typer.Exit(
        add(
            name,
            sku,
            line=line,
            part=part,
            factor=factor,
            once=not always,
            person=by,
            store=store,
            as_json=json,
        )
    )


@alias.command("list")
def alias_list(store: Store = None, json: Json = False) -> None:
    """List every alias: who decided it, on what, how often it served.

    Example:

        agent review alias list
    """
    from agent.cli.review_alias import list_all

    raise typer.Exit(list_all(store, as_json=json))


@alias.command("revoke")
def alias_revoke(
    name: Annotated[str, typer.Argument(metavar="ID", help="A3 of the list.")],
    by: By,
    store: Store = None,
    json: Json = False,
) -> None:
    """Take an alias back; what was billed by it stays as it is.

    Example:

        agent review alias revoke A3
    """
    from agent.cli.review_alias import revoke

    raise typer.Exit(revoke(name, by, store, as_json=json))
