"""Every command with its help; what a command needs is imported when it runs."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from agent.cli.mailbox_app import mailbox
from agent.cli.options import AGENT_TOML, Json, Settings, Store, named
from agent.cli.review_app import review
from agent.cli.vendor_app import vendor

app = typer.Typer(
    name="agent",
    help="Nightclerk reads the night's mail, fulfils what is certain, and says what it"
    " did.\n\nStart with:  agent demo",
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)

INTERRUPTED = 130
"""What typer makes of Ctrl-C."""


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit status; errors are on stderr by then."""
    from agent.cli.failures import report
    from agent.cli.terminal import speak_its_letters

    speak_its_letters(sys.stdout, sys.stderr)
    try:
        app(arguments, prog_name="agent")
    except SystemExit as stop:
        if stop.code == INTERRUPTED:
            sys.stderr.write("interrupted; what was done is kept, run it again\n")
            return 3
        return stop.code if isinstance(stop.code, int) else 1
    except Exception as error:  # noqa: BLE001  # raised again unless a person can act
        return report(error)
    return 0


@app.command()
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


@app.command("run")
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


@app.command()
def read(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…",
            parser=named,
            help="Mail, PDF, CSV, XLSX, ZIP …, folders, or - for standard input.",
        ),
    ],
    evidence: Annotated[
        Path | None,
        typer.Option(
            "--evidence",
            metavar="OUT",
            parser=named,
            help="Show each value where it is printed: a .html or .png file, or a"
            " folder for both.",
            show_default=False,
        ),
    ] = None,
    pdf_password: Annotated[
        list[str] | None,
        typer.Option(
            "--pdf-password",
            metavar="VARIABLE",
            help="Environment variable with a password of protected PDFs; may be"
            " given again.",
            show_default=False,
        ),
    ] = None,
    *,
    full: Annotated[
        bool,
        typer.Option("--full", help="Show many files in full, not a line for each."),
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object for each file.")
    ] = False,
) -> None:
    """Say what is read in files; no services, nothing is stored.

    Exit status: 0 every file was opened, whatever was in it; 1 one could not be; 2
    there is none of that name. The others are read all the same. More than ten files
    are a line each, and at the end what could not be read.

    Examples:

        agent read notice.eml packing-slip.pdf --json

        agent read invoice.pdf --evidence invoice.html
    """
    from agent.cli.reading import read_files

    raise typer.Exit(
        read_files(
            files,
            as_json=json,
            full=full,
            evidence=evidence,
            variables=pdf_password or [],
        )
    )


@app.command("eval")
def evaluate(
    sets: Annotated[
        list[Path] | None,
        typer.Option(
            "--set",
            metavar="DIR",
            parser=named,
            help="A folder with truth.jsonl or expected.json, or of such folders;"
            " may be given again. Without it: NIGHTCLERK_CORPORA.",
            show_default=False,
        ),
    ] = None,
    *,
    without_xml: Annotated[
        bool,
        typer.Option("--without-xml", help="Take embedded files out of PDFs first."),
    ] = False,
    replay: Annotated[
        Path | None,
        typer.Option(
            "--replay",
            metavar="FILE",
            help="A model's answers, as in model.json; nobody is asked.",
            show_default=False,
        ),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(
            "--compare",
            metavar="FILE",
            help="Name each document that changed since that run.",
            show_default=False,
        ),
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option(
            "--save",
            metavar="FILE",
            help="Keep this run to compare with.",
            show_default=False,
        ),
    ] = None,
    details: Annotated[
        bool,
        typer.Option("--details", help="List every value missing or wrong."),
    ] = False,
    json: Json = False,
) -> None:
    """Hold what is read against the truth, document by document; offline.

    Exit status: 0, whatever the figures; 1 with --compare, when something that was
    right is wrong now; 2 a set or file that cannot be used.

    Examples:

        agent eval --set fixtures --save before.json

        agent eval --set fixtures --compare before.json
    """
    from agent.cli.evaluation import evaluate as command

    raise typer.Exit(
        command(
            sets or [],
            without_xml=without_xml,
            replay=replay,
            compare=compare,
            save=save,
            details=details,
            as_json=json,
        )
    )


@app.command()
def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="N12, I12, E5, a PO, an order, an invoice, a hash …"
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
    """
    from agent.cli.show import show as command

    raise typer.Exit(command(name, store, as_json=json))


@app.command()
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


@app.command()
def status(store: Store = None, json: Json = False) -> None:
    """Say whether the nights are healthy; 1 if not.

    Example:

        agent status --store /var/lib/nightclerk || page-somebody
    """
    from agent.cli.status import status as command

    raise typer.Exit(command(store, as_json=json))


@app.command()
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


app.add_typer(review, name="review")
app.add_typer(vendor, name="vendor")
app.add_typer(mailbox, name="mailbox")


@app.command()
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


@app.command()
def resume(store: Store = None) -> None:
    """Clear the kill switch; the next run goes on."""
    from agent.cli.switching import resume as command

    raise typer.Exit(command(store))
