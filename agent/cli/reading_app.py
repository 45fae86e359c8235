"""``agent read`` and ``agent eval``; what one needs is imported when it runs."""

from pathlib import Path
from typing import Annotated

import typer

from agent.cli.options import Json, named

reading = typer.Typer(rich_markup_mode=None)


@reading.command()
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


@reading.command("eval")
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
            parser=named,
            help="A model's answers, as in model.json; nobody is asked.",
            show_default=False,
        ),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option(
            "--compare",
            metavar="FILE",
            parser=named,
            help="Name each document that changed since that run.",
            show_default=False,
        ),
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option(
            "--save",
            metavar="FILE",
            parser=named,
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
