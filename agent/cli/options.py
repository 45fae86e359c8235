"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")]
Store = Annotated[
    Path | None,
    typer.Option(
        "--store", metavar="DIR", help="The store's folder.", show_default=False
    ),
]
