"""``agent read``: what is read in files, as a picture for people or one JSON a line."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from agent.cli.evidence import EvidenceWriter, evidence_writer
from agent.cli.output import Progress, say
from agent.reading.pool import read_many
from agent.reading.protocol import NONE_KNOWN, Passwords
from agent.reading.scans import Scans
from extractors.values import Reading
from review.escape import shortened
from review.reading_json import reading_json
from review.reading_text import reading_text

LARGEST = 50 * 1024 * 1024
"""Bytes of a file that is opened at all."""
_TOGETHER = 4
"""Files given to a reader at once: few, so that no core waits for the last of them."""


def read_files(
    files: list[Path],
    *,
    as_json: bool,
    evidence: Path | None = None,
    variables: Sequence[str] = (),
) -> int:
    """Read every file and print what was found.

    Returns:
        0; 1 when a file could not be opened; 2 when there is none of that name.

    Args:
        files: And folders, which are read at any depth.
        as_json: One object a line, for machines.
        evidence: Where values are to be shown on their pages.
        variables: Of the environment, that hold passwords of protected files.

    Raises:
        SettingsError: One of them is not set.
    """
    passwords = _passwords(variables) if variables else NONE_KNOWN
    faults = _Faults()
    found = list(_expanded(files, faults))
    progress = Progress(quiet=len(found) == 1 or sys.stdout.isatty())
    readings = read_many(
        _loaded(found, faults), chunk=_TOGETHER, passwords=passwords, scans=Scans()
    )
    with evidence_writer(evidence, passwords) as writer:
        try:
            for count, (path, reading) in enumerate(readings, start=1):
                progress("reading", count, len(found))
                try:
                    _show(path, reading, as_json=as_json)
                except BrokenPipeError:
                    _stop_speaking()
                    if writer is None:
                        break
                _prove(writer, path, reading, faults)
        finally:
            progress.end()
    return faults.status


def _stop_speaking() -> None:
    """Write no more: whoever read our output has seen enough."""
    # The interpreter flushes once more when it ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _passwords(variables: Sequence[str]) -> Passwords:
    from agent.settings.secrets import pdf_passwords  # noqa: PLC0415  # a tenth of a second

    return pdf_passwords(variables, os.environ, "--pdf-password")


class _Faults:
    """What could not be opened, each said in one line as it happens."""

    def __init__(self) -> None:
        self.status = 0

    def say(self, file: Path, why: str) -> None:
        self.status = max(self.status, 1)
        sys.stderr.write(f"error: {shortened(str(file))}: {why}\n")

    def failed(self, file: Path, error: OSError) -> None:
        self.say(file, error.strerror or str(error))
        if isinstance(error, FileNotFoundError):
            self.status = 2


def _expanded(files: Iterable[Path], faults: _Faults) -> Iterator[Path]:
    """Yield the files, and those in folders at any depth, hidden ones left out."""
    for file in files:
        if not file.is_dir():
            yield file
            continue
        inside = list(_inside(file, faults))
        if not inside:
            faults.say(file, "a folder without files")
        yield from inside


def _inside(folder: Path, faults: _Faults) -> Iterator[Path]:
    def failed(error: OSError) -> None:
        faults.failed(Path(error.filename), error)

    for root, folders, names in os.walk(folder, onerror=failed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, n) for n in sorted(names) if not n.startswith("."))


def _loaded(files: list[Path], faults: _Faults) -> Iterator[tuple[str, bytes, str]]:
    for file in files:
        try:
            content = content_of(file)
        except OSError as error:
            faults.failed(file, error)
        else:
            yield str(file), content, file.name


def content_of(file: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        OSError: It is not there, not ours to read, no file, or larger than LARGEST.
    """
    # A pipe that nobody writes to is empty then, and not waited for.
    with os.fdopen(os.open(file, os.O_RDONLY | os.O_NONBLOCK), "rb") as opened:
        content = opened.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise OSError(f"larger than {LARGEST >> 20} MiB")
    return content


def _show(path: str, reading: Reading, *, as_json: bool) -> None:
    if not as_json:
        for line in reading_text(path, reading):
            say(line)
        return
    shown = reading_json(path, reading)
    line = json.dumps(shown, ensure_ascii=False)
    try:
        line.encode(sys.stdout.encoding)
    except UnicodeEncodeError:  # a terminal that has no such letters, or half a letter
        line = json.dumps(shown)
    sys.stdout.write(line + "\n")


def _prove(
    writer: EvidenceWriter | None, path: str, reading: Reading, faults: _Faults
) -> None:
    if writer is None:
        return
    file = Path(path)
    try:
        content = content_of(file)
    except OSError as error:
        faults.failed(file, error)
    else:
        writer.add(file, content, reading)
