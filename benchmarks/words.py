"""How fast pages become words: ours beside pdfplumber, PDFium's plain text and PyMuPDF.

    python benchmarks/words.py FOLDER [--pymupdf-python PATH] [--rounds 3]

Readers take turns, file by file, so that a busy machine hurts all alike; what counts is
CPU time and the ratios. PyMuPDF is licensed under the AGPL and no dependency of ours:
PATH names the interpreter of another environment, which times itself.
"""

import argparse
import gc
import json
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium

from extractors.files.pdf import MAX_PAGES, PdfError, read_pdf

SLOW = 40
"""Files that pdfplumber reads too: one takes it as long as twenty take the others."""
PYMUPDF = """
import json, sys, time
import pymupdf
pymupdf.TOOLS.mupdf_display_errors(False)
for line in sys.stdin:
    begin = time.process_time()
    pages = 0
    try:
        with pymupdf.open(line.rstrip("\\n")) as document:
            for page in document.pages(0, min(len(document), MAX)):
                page.get_text("words")
                pages += 1
    except Exception:
        pages = 0
    print(json.dumps([pages, time.process_time() - begin]), flush=True)
""".replace("MAX", str(MAX_PAGES))

Reader = Callable[[Path], tuple[int, float]]
"""Reads a file; returns pages and CPU seconds."""


def timed(read: Callable[[bytes], int]) -> Reader:
    """Return *read* with its CPU time measured; a file it refuses has no pages.

    Another reader's garbage is not to be collected at its cost.
    """

    def reader(file: Path) -> tuple[int, float]:
        content = file.read_bytes()
        gc.collect()
        gc.disable()
        begin = time.process_time()
        try:
            pages = read(content)
        except Exception:  # noqa: BLE001  # every library has its own classes
            pages = 0
        seconds = time.process_time() - begin
        gc.enable()
        return pages, seconds

    return reader


def ours(content: bytes) -> int:
    """Read words with boxes."""
    return len(read_pdf(content, look=False).pages)


def looked(content: bytes) -> int:
    """Read words with boxes as the night does: those alone that are seen."""
    return len(read_pdf(content).pages)


def plain(content: bytes) -> int:
    """Read PDFium's plain text, no boxes."""
    return len(plain_text(content))


def plain_text(content: bytes) -> list[str]:
    """Return PDFium's plain text of each page."""
    texts = []
    with pdfium.PdfDocument(content) as document:
        for number in range(min(len(document), MAX_PAGES)):
            page = document[number]
            text_page = page.get_textpage()
            texts.append(text_page.get_text_range())
            text_page.close()
            page.close()
    return texts


def plumbed(content: bytes) -> int:
    """Read words with boxes through pdfplumber."""
    import io  # noqa: PLC0415  # beside its one use

    with pdfplumber.open(io.BytesIO(content)) as document:
        pages = document.pages[:MAX_PAGES]
        for page in pages:
            page.extract_words()
            page.close()
        return len(pages)


class Elsewhere:
    """PyMuPDF in an interpreter of its own, which times itself."""

    def __init__(self, python: str) -> None:
        self._process = subprocess.Popen(
            [python, "-c", PYMUPDF],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __call__(self, file: Path) -> tuple[int, float]:
        """Read a file there."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{file.resolve()}\n")
        self._process.stdin.flush()
        pages, seconds = json.loads(self._process.stdout.readline())
        return pages, seconds


def letters(texts: Iterable[str]) -> Counter[str]:
    """Count characters that leave ink, hyphens at line ends as what they print."""
    marks = {"\x02": "-", "\ufffe": "-", "\u00ad": "-"}
    return Counter(
        marks.get(c, c)
        for text in texts
        for c in text
        if not c.isspace() and (c > " " or c == "\x02") and c not in "\x7f\u200b\ufeff"
    )


def agreement(files: Iterable[Path]) -> float:
    """Return the share of PDFium's non-blank characters that our words have too."""
    same = total = 0
    for file in files:
        content = file.read_bytes()
        try:
            words = [
                w.text for p in read_pdf(content, look=False).pages for w in p.words
            ]
            texts = plain_text(content)
        except (PdfError, pdfium.PdfiumError):
            continue
        theirs = letters(texts)
        same += (theirs & letters(words)).total()
        total += theirs.total()
    return same / total if total else 1.0


def measure(
    readers: dict[str, Reader], files: list[Path], rounds: int
) -> dict[str, tuple[float, float]]:
    """Return pages a second of each reader, and its ratio to ours on the same files."""
    spent: dict[str, list[float]] = {name: [] for name in readers}
    ratio: dict[str, list[float]] = {name: [] for name in readers}
    pages = dict.fromkeys(readers, 0)
    for _ in range(rounds):
        seconds = dict.fromkeys(readers, 0.0)
        beside = dict.fromkeys(readers, 0.0)
        pages = dict.fromkeys(readers, 0)
        for number, file in enumerate(files):
            took = {}
            for name, read in readers.items():
                if name == "pdfplumber" and number >= SLOW:
                    continue
                count, took[name] = read(file)
                pages[name] += count
                seconds[name] += took[name]
            for name in took:
                beside[name] += took["ours"]
        for name in readers:
            spent[name].append(seconds[name])
            ratio[name].append(seconds[name] / beside[name])
    return {
        name: (
            pages[name] / statistics.median(spent[name]),
            statistics.median(ratio[name]),
        )
        for name in readers
    }


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pymupdf-python")
    parser.add_argument("--without-pdfplumber", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    files = sorted(options.folder.rglob("*.pdf"))
    readers: dict[str, Reader] = {
        "ours": timed(ours),
        "ours, seen words only": timed(looked),
        "PDFium plain text": timed(plain),
        "pdfplumber": timed(plumbed),
    }
    if options.without_pdfplumber:
        del readers["pdfplumber"]
    if options.pymupdf_python:
        readers["PyMuPDF"] = Elsewhere(options.pymupdf_python)
    if not files:
        sys.exit(f"no PDF below {options.folder}")
    print(f"{len(files)} files, {options.rounds} rounds")
    print(f"{'reader':22}{'pages/s':>10}{'ours is':>12}")
    for name, (speed, ratio) in measure(readers, files, options.rounds).items():
        print(f"{name:22}{speed:>10.1f}{ratio:>11.2f}x")
    print(f"same non-blank characters as PDFium's plain text: {agreement(files):.4%}")


if __name__ == "__main__":
    main()
