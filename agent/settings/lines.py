"""On which line of a TOML text a key stands; ``tomllib`` does not tell."""

import re
from collections.abc import Sequence

_HEADER = re.compile(r"^\s*(\[{1,2})\s*([^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_\-.\"']+)\s*=")


def line_of(text: str, path: Sequence[str]) -> int | None:
    r"""Return the line (from 1) of the key at *path*, or of its nearest table.

    Indexes of arrays of tables are given as digits. None when nothing of it is there.

    >>> line_of("[a]\nb = 1\n[[c]]\nd = 1\n[[c]]\nd = 2\n", ["c", "1", "d"])
    6
    """
    wanted = list(path)
    best: tuple[int, int] | None = None
    table: list[str] = []
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = _parts(header[2])
            if header[1] == "[[":
                name = ".".join(table)
                counts[name] = counts.get(name, -1) + 1
                table = [*table, str(counts[name])]
            here = table
        elif key := _KEY.match(line):
            here = [*table, *_parts(key[1])]
        else:
            continue
        depth = min(len(here), len(wanted))
        if not depth or here[:depth] != wanted[:depth]:
            continue
        if best is None or depth > best[0]:
            best = (depth, number)
    return None if best is None else best[1]


def _parts(dotted: str) -> list[str]:
    return [part.strip().strip("\"'") for part in dotted.split(".")]
