"""How fast documents are read to the end: pages into facts, and many files at once.

    python benchmarks/reading.py FOLDER [--documents 100] [--rounds 3] [--files 1000]

First, in one process: each born-digital PDF through ``read`` (words, rows, tables,
facts, evidence) and through pdfplumber's ``extract_words`` alone, in turns, so that a
busy machine hurts both alike. What it costs to see whether words are seen is named
apart. Then ``agent read`` over many copies of the files: how busy the cores are, and
whether the memory of the readers grows.
"""

import argparse
import gc
import io
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pdfplumber

from extractors.files.pdf import MAX_PAGES, PdfError, read_pdf
from extractors.reading import read

SLOW = 30
"""Files that pdfplumber reads too: one takes it as long as ten take us."""
LARGEST = 400_000
"""Bytes of a file that is read a thousand times."""
TICK = 0.25
"""Seconds between two looks at the readers' memory."""
AGENT = Path(sys.executable).with_name("agent")


class Timed(NamedTuple):
    """CPU seconds that one document took."""

    pages: int
    whole: float
    seeing: float
    """Of *whole*: what seeing whether words are seen took."""


def main() -> None:
    """Measure, and print one line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--files", type=int, default=1000)
    chosen = parser.parse_args()
    found = sorted(chosen.folder.rglob("*.pdf"))
    files = born_digital(found[:: max(len(found) // chosen.documents, 1)])
    one_process(files, chosen.rounds)
    if chosen.files:
        many_files(files, chosen.files)


def born_digital(files: Iterable[Path]) -> list[bytes]:
    """Return the files with a text layer of their own."""
    found = []
    for file in files:
        content = file.read_bytes()
        try:
            scan = read_pdf(content).ocr
        except PdfError:
            continue
        if not scan:
            found.append(content)
    return found


def one_process(files: Sequence[bytes], rounds: int) -> None:
    """Compare reading to the end with another library's words alone."""
    ours = [[document(content) for content in files] for _ in range(rounds)]
    both = files[:: max(len(files) // SLOW, 1)]
    ratios, plumbers = [], []
    for content in both:
        mine, theirs = document(content), seconds(plumbed, content)
        plumbers.append((mine.pages, theirs))
        ratios.append((mine.whole - mine.seeing, mine.whole, theirs))
    fastest = [min(turns, key=lambda t: t.whole) for turns in zip(*ours, strict=True)]
    pages = sum(t.pages for t in fastest)
    bare = sum(t.whole - t.seeing for t in fastest)
    whole = sum(t.whole for t in fastest)
    apart, together, theirs = map(sum, zip(*ratios, strict=True))
    each = statistics.quantiles([t.whole for t in fastest], n=20)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    say("documents, pages", f"{len(files)}, {pages}")
    say("pages/s to the end, without seeing", f"{pages / bare:.0f}")
    say("pages/s to the end, seeing included", f"{pages / whole:.0f}")
    say("pages/s of pdfplumber's words", f"{sum(p for p, _ in plumbers) / theirs:.1f}")
    say("ours against it, without seeing", f"{theirs / apart:.1f} x")
    say("ours against it, seeing included", f"{theirs / together:.1f} x")
    say("p95 of a document, CPU ms", f"{each[-1] * 1000:.0f}")
    say("peak memory, both libraries, MB", str(peak))


def document(content: bytes) -> Timed:
    """Read one document to the end."""
    pages = len(read_pdf(content).pages)
    whole = seconds(lambda c: read(c, "a.pdf"), content)
    seen = seconds(read_pdf, content)
    blind = seconds(lambda c: read_pdf(c, look=False), content)
    return Timed(pages, whole, max(seen - blind, 0.0))


def plumbed(content: bytes) -> None:
    """Read words with boxes through pdfplumber."""
    with pdfplumber.open(io.BytesIO(content)) as opened:
        for page in opened.pages[:MAX_PAGES]:
            page.extract_words()
            page.close()


def seconds(work: Callable[[bytes], object], content: bytes) -> float:
    """Return the CPU seconds of one call; another one's garbage is not its own."""
    gc.collect()
    gc.disable()
    begin = time.process_time()
    work(content)
    spent = time.process_time() - begin
    gc.enable()
    return spent


def many_files(files: Sequence[bytes], count: int) -> None:
    """Let ``agent read`` read *count* files, and watch its readers."""
    small = [content for content in files if len(content) <= LARGEST]
    folder = Path(tempfile.mkdtemp())
    try:
        for number in range(count):
            name = folder / f"{number:05}.pdf"
            name.write_bytes(small[number % len(small)])
        before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        with subprocess.Popen(
            [AGENT, "read", folder, "--json"], stdout=subprocess.DEVNULL
        ) as process:
            sizes = watched(process)
        wall = time.monotonic() - begin
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    finally:
        shutil.rmtree(folder)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    cores = len(os.sched_getaffinity(0))
    quarter = max(len(sizes) // 4, 1)
    first = statistics.median(sizes[:quarter]) / 2**20
    last = statistics.median(sizes[-quarter:]) / 2**20
    say(f"agent read, {count} files: files/s", f"{count / wall:.1f}")
    say(f"use of {cores} cores", f"{100 * cpu / wall / cores:.0f} %")
    say("memory of all its processes, MB", f"{first:.0f}, at the end {last:.0f}")


def watched(process: "subprocess.Popen[bytes]") -> list[int]:
    """Return the memory of a process and its children, over time, until it ends."""
    sizes: list[int] = []
    while process.poll() is None:
        sizes.append(sum(map(resident, family(process.pid))))
        time.sleep(TICK)
    return [size for size in sizes if size] or [0]


def family(pid: int) -> Iterator[int]:
    """Yield a process, those that any of its threads started, and theirs in turn."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in children.read_text().split():
                yield from family(int(child))


def resident(pid: int) -> int:
    """Return the bytes a process has in memory; 0 when it is gone.

    What several share counts once among them: a reader's child begins as its copy.
    """
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def say(name: str, figure: str) -> None:
    """Print one figure."""
    sys.stdout.write(f"{name:<44}{figure}\n")


if __name__ == "__main__":
    main()
