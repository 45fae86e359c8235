"""The command line as a whole; its commands stand in the ``*_app`` modules."""

import sys

import typer

from agent.cli.mailbox_app import mailbox
from agent.cli.night_app import night
from agent.cli.reading_app import reading
from agent.cli.review_app import review
from agent.cli.store_app import store_commands
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
# In the order of the help; those without a name stand beside the others.
app.add_typer(night)
app.add_typer(reading)
app.add_typer(store_commands)
app.add_typer(review, name="review")
app.add_typer(vendor, name="vendor")
app.add_typer(mailbox, name="mailbox")

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
