"""``agent read --evidence``: every value shown where it is printed, HTML or PNG."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from agent.cli.failures import UsageError
from agent.reading.confined import ConfinedReader
from agent.reading.protocol import NONE_KNOWN, Passwords
from extractors.values import Page, Picture, Reading
from review.evidence import MarkedDocument, marked
from review.evidence_html import Shown, evidence_file, evidence_foot, evidence_head
from review.evidence_picture import marked_png, plain_png

_PAGES = frozenset({".html", ".htm"})
_TITLE = "What was read, and where it is printed"


class EvidenceWriter(Protocol):
    """Takes one file after the other."""

    def add(self, file: Path, content: bytes, reading: Reading) -> None:
        """Write down where the values of *file* are printed."""


@contextmanager
def evidence_writer(
    target: Path | None, passwords: Passwords = NONE_KNOWN
) -> Iterator[EvidenceWriter | None]:
    """Yield a writer for what ``--evidence`` names; None without it.

    Args:
        target: Where to.
        passwords: What protected files open with.

    Raises:
        UsageError: It is neither an ``.html`` or ``.png`` file nor a folder, or
            cannot be written.
    """
    if target is None:
        yield None
        return
    suffix = target.suffix.lower()
    if suffix not in _PAGES | {".png"} and (suffix or target.is_file()):
        raise UsageError(
            f"--evidence {str(target)!r}: name a file that ends in .html or .png,"
            " or a folder"
        )
    folder = target.parent
    if not folder.is_dir():
        raise UsageError(f"--evidence {str(target)!r}: no folder {str(folder)!r}")
    try:
        if not suffix:
            target.mkdir(exist_ok=True)
        out = target.open("w", encoding="utf-8") if suffix in _PAGES else None
    except OSError as error:
        raise UsageError(f"--evidence {str(target)!r}: {error.strerror}") from error
    reader = _Drawing(ConfinedReader(), passwords)
    try:
        if out is not None:
            with out:
                page = _Html(out, reader)
                try:
                    yield page
                finally:  # what was shown until an interruption is a whole page
                    page.end()
        elif suffix:
            yield _Pictures(target.parent, target.stem, reader)
        else:
            yield _Folder(target, reader)
    finally:
        reader.close()


class _Drawing:
    """Draws pages in a confined process."""

    def __init__(self, reader: ConfinedReader, passwords: Passwords) -> None:
        self._reader = reader
        self._passwords = passwords

    def draw(
        self, content: bytes, document: MarkedDocument, page: Page
    ) -> Picture | None:
        """Return the picture of a page; None where it cannot be drawn."""
        sha256 = document.document.sha256
        return self._reader.draw(content, "", sha256, page.number, self._passwords)

    def close(self) -> None:
        """End the process."""
        self._reader.close()


class _Html:
    """One page for all files, written as they come: only one is ever in memory."""

    def __init__(self, out: IO[str], reader: _Drawing) -> None:
        self._out = out
        self._reader = reader
        self._count = 0
        out.write(evidence_head(_TITLE))

    def add(self, file: Path, content: bytes, reading: Reading) -> None:
        self._count += 1
        shown = [
            Shown(document, _plain(self._reader, content, document))
            for document in marked(reading)
        ]
        self._out.write(evidence_file(str(file), reading.kind, shown, self._count))

    def end(self) -> None:
        self._out.write(evidence_foot())


def _plain(
    reader: _Drawing, content: bytes, document: MarkedDocument
) -> dict[int, bytes]:
    drawn = {p.number: reader.draw(content, document, p) for p in document.pages}
    return {number: plain_png(picture) for number, picture in drawn.items() if picture}


class _Pictures:
    """A PNG for each printed page: NAME.png, NAME-2.png and so on."""

    def __init__(self, folder: Path, stem: str, reader: _Drawing) -> None:
        self._folder = folder
        self._stem = stem
        self._reader = reader
        self._count = 0

    def add(self, file: Path, content: bytes, reading: Reading) -> None:  # noqa: ARG002  # the names are ours, not the file's
        for document in marked(reading):
            for page in document.pages:
                picture = self._reader.draw(content, document, page)
                if picture is None:
                    continue
                self._count += 1
                name = self._stem + (f"-{self._count}" if self._count > 1 else "")
                png = marked_png(picture, page, document.on(page))
                (self._folder / f"{name}.png").write_bytes(png)


class _Folder:
    """For each file a page in HTML and its pictures, named as it was counted."""

    def __init__(self, folder: Path, reader: _Drawing) -> None:
        self._folder = folder
        self._reader = reader
        self._count = 0

    def add(self, file: Path, content: bytes, reading: Reading) -> None:
        self._count += 1
        name = f"{self._count:04}"
        with (self._folder / f"{name}.html").open("w", encoding="utf-8") as out:
            page = _Html(out, self._reader)
            page.add(file, content, reading)
            page.end()
        _Pictures(self._folder, name, self._reader).add(file, content, reading)
