"""Messages as Outlook saves them, and what goes into them."""

import io
import struct
from itertools import pairwise

import pypdf
from reportlab.pdfgen.canvas import Canvas

from extractors.files.compound import MARK

END, FREE = 0xFFFFFFFE, 0xFFFFFFFF
SECTOR = 512


def pdf(text: str, password: str = "") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 700, text)
    canvas.save()
    if not password:
        return out.getvalue()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(out.getvalue()))
    writer.encrypt(password, algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


def compound(streams: dict[str, bytes]) -> bytes:
    """Return a compound file; every stream is padded so that it has its own sectors."""
    names = {path: streams[path].ljust(4096, b"\0") for path in streams}
    folders = sorted({p[: n + 1] for p in names for n, c in enumerate(p) if c == "/"})
    paths = ["", *folders, *names]
    number = {path: n for n, path in enumerate(paths)}
    children: dict[str, list[str]] = {path: [] for path in ("", *folders)}
    for path in paths[1:]:
        children[path.rstrip("/").rpartition("/")[0] + "/" * ("/" in path[:-1])].append(
            path
        )
    sectors: list[bytes] = []
    table: list[int] = []

    def put(content: bytes) -> int:
        start = len(sectors)
        pieces = [content[n : n + SECTOR] for n in range(0, len(content), SECTOR)]
        sectors.extend(piece.ljust(SECTOR, b"\0") for piece in pieces)
        table.extend([*range(start + 1, start + len(pieces)), END])
        return start

    places = {path: put(content) for path, content in names.items()}
    after = {one: other for kids in children.values() for one, other in pairwise(kids)}
    entries = b""
    for path in paths:
        name = (path.rstrip("/").rpartition("/")[2] or "Root Entry").encode("utf-16-le")
        kind = 2 if path in names else 5 if not path else 1
        kids = children.get(path, [])
        entries += name.ljust(64, b"\0") + struct.pack("<HBB", len(name) + 2, kind, 1)
        entries += struct.pack(
            "<III",
            FREE,
            number[after[path]] if path in after else FREE,
            number[kids[0]] if kids else FREE,
        )
        entries += bytes(36)
        size = len(streams[path]) if path in names else 0
        size = max(size, 4096) if path in names else 0
        entries += struct.pack("<IQ", places.get(path, END), size)
    directory = put(entries)
    count = (len(table) + 1) // 127 + 1
    first = len(sectors)
    table += [0xFFFFFFFD] * count
    flat = struct.pack(f"<{len(table)}I", *table).ljust(count * SECTOR, b"\xff")
    sectors.append(flat)
    header = MARK + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIII", 0, count, directory, 0, 4096, END)
    header += struct.pack("<III", 0, END, 0)
    header += struct.pack(
        "<109I", *range(first, first + count), *[FREE] * (109 - count)
    )
    return header + b"".join(sectors)


def wide(text: str) -> bytes:
    return text.encode("utf-16-le")


FILE = "__attach_version1.0_#00000000/"
MESSAGE = {
    "__properties_version1.0": b"",
    "__substg1.0_007D001F": wide(
        "From: Jo <jo@mill.example>\r\nMessage-ID: <1@mill.example>\r\nSubject: S\r\n"
    ),
    "__substg1.0_1000001F": wide("Purchase order 48960 has shipped."),
    f"{FILE}__substg1.0_3707001F": wide("slip.pdf"),
    f"{FILE}__substg1.0_37010102": pdf("PO 48961"),
}
