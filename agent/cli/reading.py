"""``agent read``: what is read in files, as a picture for people or one JSON a line."""

import json
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from agent.cli.evidence import evidence_writer
from agent.cli.inputs import Faults, Inputs
from agent.cli.output import Progress, say
from agent.reading.pool import read_many
from agent.reading.protocol import NONE_KNOWN, Passwords
from agent.reading.scans import Scans
from extractors.values import Reading
from review.escape import json_line
from review.reading_json import reading_json
from review.reading_summary import Glance
from review.reading_text import reading_text

MANY = 10
"""Files beyond which each is a line."""
_TOGETHER = 4
"""Files given to a reader at once: few, so that no core waits for the last of them."""


def read_files(
    files: list[Path],
    *,
    as_json: bool,
    full: bool = False,
    evidence: Path | None = None,
    variables: Sequence[str] = (),
) -> int:
    """Read every file and print what was found.

    Returns:
        0; 1 when a file could not be opened; 2 when there is none of that name.

    Args:
        files: And folders, which are read at any depth; patterns; ``-`` is piped in.
        as_json: One object a line, for machines.
        full: Show many files as one is shown, instead of a line for each.
        evidence: Where values are to be shown on their pages.
        variables: Of the environment, that hold passwords of protected files.

    Raises:
        SettingsError: One of them is not set.
    """
    passwords = _passwords(variables) if variables else NONE_KNOWN
    faults = Faults()
    inputs = Inputs(files, faults)
    count = len(inputs.files)
    progress = Progress(quiet=count == 1 or sys.stdout.isatty())
    glance = Glance() if count > MANY and not (as_json or full) else None
    readings = read_many(
        inputs.loaded(), chunk=_TOGETHER, passwords=passwords, scans=Scans()
    )
    listening = True
    with evidence_writer(evidence, passwords) as writer:
        try:
            for done, (path, reading) in enumerate(readings, start=1):
                progress("reading", done, count)
                if listening:
                    listening = _said(_shown(path, reading, glance, as_json=as_json))
                if writer and (content := inputs.content_of(Path(path))) is not None:
                    writer.add(Path(path), content, reading)
                if not (listening or writer):
                    break
        finally:
            progress.end()
    if glance and listening:
        _said(glance.closing(faults.count))
    return faults.status


def _said(lines: Iterable[str]) -> bool:
    """Print *lines*; False where nobody listens any more."""
    try:
        for line in lines:
            say(line)
    except BrokenPipeError:
        # Whoever read our output has seen enough; the interpreter flushes once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return False
    return True


def _passwords(variables: Sequence[str]) -> Passwords:
    from agent.settings.secrets import pdf_passwords  # noqa: PLC0415  # a tenth of a second

    return pdf_passwords(variables, os.environ, "--pdf-password")


def _shown(
    path: str, reading: Reading, glance: Glance | None, *, as_json: bool
) -> list[str]:
    """Return what is printed of one file."""
    if glance is not None:
        return [glance.add(path, reading)]
    if not as_json:
        return reading_text(path, reading)
    shown = reading_json(path, reading)
    line = json_line(shown)
    try:
        line.encode(sys.stdout.encoding)
    except UnicodeEncodeError:  # a terminal that has no such letters, or half a letter
        line = json.dumps(shown)
    return [line]
