"""Draw the papers of suppliers, each by the program that its source is written for.

python tests/evaluation/gold/suppliers/draw.py [NAME ...]

Needs Chromium, LibreOffice, groff and Ghostscript. ``truth.jsonl`` is written by hand.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import canvas
import sheets

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[3]))

from fixtures.generate import producers  # noqa: E402  # found from the root only

SIZE = 8.2
"""Of a line printer's type, in points."""


def writer(source: Path) -> bytes:
    """Return a page of the word processor's."""
    return office(source, "HTML (StarWriter)", "writer_pdf_Export")


def calc(source: Path) -> bytes:
    """Return a spreadsheet, printed: widths in the first row, ``*`` before bold."""
    widths, *rows = source.read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as folder:
        sheet = Path(folder, f"{source.stem}.fods")
        sheet.write_text(sheets.sheet(widths.split("\t"), rows), encoding="utf-8")
        return office(sheet, "OpenDocument Spreadsheet Flat XML", "calc_pdf_Export")


def office(source: Path, read: str, export: str) -> bytes:
    """Return what LibreOffice makes of *source*, read and exported by these filters."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            producers.LIBREOFFICE,
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            f"--infilter={read}",
            "--convert-to",
            f"pdf:{export}",
            "--outdir",
            folder,
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        [target] = Path(folder).glob("*.pdf")
        return producers.settle(target.read_bytes())


def troff(source: Path) -> bytes:
    """Return a page set by troff and its tables."""
    return distilled(piped(["groff", "-t", "-Tps", "-K", "utf8"], source.read_bytes()))


def printer(source: Path) -> bytes:
    """Return what a line printer's driver makes of plain text."""
    shown = source.read_text(encoding="ascii").splitlines()
    lines = [
        "%!PS",
        "<< /PageSize [792 612] >> setpagedevice",
        f"/Courier findfont {SIZE} scalefont setfont",
    ]
    for i, text in enumerate(shown):
        safe = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        lines.append(f"40 {570 - i * SIZE * 1.35:.2f} moveto ({safe}) show")
    return distilled("\n".join([*lines, "showpage"]).encode())


def distilled(postscript: bytes) -> bytes:
    """Return PostScript as Ghostscript writes it to PDF."""
    options = ["-q", "-dNOPAUSE", "-dBATCH", "-sDEVICE=pdfwrite", "-sOutputFile=-"]
    return producers.settle(piped(["gs", *options, "-"], postscript))


def piped(command: list[str], content: bytes) -> bytes:
    """Return what *command* makes of *content*."""
    ran = subprocess.run(command, input=content, check=True, capture_output=True)
    return ran.stdout


BY_ENDING = {
    ".writer.html": writer,
    ".tsv": calc,
    ".tr": troff,
    ".txt": printer,
    ".html": lambda source: producers.chromium(source.read_text(encoding="utf-8")),
}
"""The first ending that fits says who draws it."""


def main(wanted: set[str]) -> None:
    """Draw the papers named, or all."""
    for source in sorted((HERE / "sources").iterdir()):
        name = source.name.partition(".")[0]
        if not wanted or name in wanted:
            draw = next(d for e, d in BY_ENDING.items() if source.name.endswith(e))
            (HERE / f"{name}.pdf").write_bytes(draw(source))
    for name, paper in canvas.PAPERS.items():
        if not wanted or name in wanted:
            (HERE / f"{name}.pdf").write_bytes(paper())


if __name__ == "__main__":
    main(set(sys.argv[1:]))
