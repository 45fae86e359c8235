"""Odd files, each in a confined reader: ``python benchmarks/odd_files.py DIR…``.

For every folder: how many files, how many killed their reader or showed a fault of
ours, the longest wait, the largest memory, and in how many a ship notice was found.
"""

import argparse
import sys
import time
from pathlib import Path
from typing import NamedTuple

from agent.reading.confined import ConfinedReader
from extractors.codec import decode
from extractors.values import ShipNotice


class Figures(NamedTuple):
    """What one folder gave."""

    files: int = 0
    killed: int = 0
    faults: int = 0
    seconds: float = 0.0
    """Of the slowest."""
    peak_bytes: int = 0
    notices: int = 0


def measure(folder: Path, reader: ConfinedReader) -> Figures:
    """Read every PDF and mail below *folder*."""
    figures = Figures()
    for path in sorted(folder.rglob("*")):
        if path.suffix not in {".pdf", ".eml"}:
            continue
        began = time.perf_counter()
        outcome = reader.read(path.read_bytes(), path.name)
        seconds = time.perf_counter() - began
        records = [e.record for e in decode(outcome.data).extractions]
        figures = Figures(
            figures.files + 1,
            figures.killed + outcome.killed,
            figures.faults + bool(outcome.fault),
            max(figures.seconds, seconds),
            max(figures.peak_bytes, outcome.peak_bytes),
            figures.notices + any(isinstance(r, ShipNotice) for r in records),
        )
    return figures


def main() -> int:
    """Measure the folders that are named and print a line for each."""
    told = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    told.add_argument("folders", type=Path, nargs="+", metavar="DIR")
    folders: list[Path] = told.parse_args().folders
    reader = ConfinedReader()
    for folder in folders:
        figures = measure(folder, reader)
        sys.stdout.write(
            f"{folder.name}: {figures.files} files, {figures.killed} killed,"
            f" {figures.faults} faults, slowest {figures.seconds:.1f} s, peak"
            f" {figures.peak_bytes >> 20} MB, {figures.notices} with a ship notice\n"
        )
    reader.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
