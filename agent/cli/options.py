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
Settings = Annotated[
    Path, typer.Option("--settings", metavar="FILE", help="The settings file.")
]
AGENT_TOML = Path("agent.toml")
"""Where settings are looked for when none are named."""
