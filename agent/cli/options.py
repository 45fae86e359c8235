"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer


def named(name: str | Path) -> Path:
    """Return a name as the path it is; to be the ``parser`` of what names one.

    Raises:
        typer.BadParameter: It is empty. A path would take that for this very folder.
    """
    if not str(name):
        raise typer.BadParameter(
            "an empty name: is a variable not set? This folder is '.'"
        )
    return Path(name)


Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead.")]
Store = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="DIR",
        parser=named,
        help="The store's folder.",
        show_default=False,
    ),
]
Settings = Annotated[
    Path,
    typer.Option("--settings", metavar="FILE", parser=named, help="The settings file."),
]
AGENT_TOML = Path("agent.toml")
"""Where settings are looked for when none are named."""
