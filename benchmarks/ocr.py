"""Scans: seconds and memory a page, and how much of what is printed is read.

    python benchmarks/ocr.py [--files N]

The PDFs of the demo mailbox are drawn at 150, 200 and 300 dots to the inch and saved as
pictures without a word, each straight, leaning by 1.7 degrees, upside down, and dirty.
The truth is what the same file gives where it is printed. A value is right, missing or
wrong; every record of a scan must be held, or the exit status is 1.
"""

import argparse
import random
import resource
import sys
from collections import Counter
from collections.abc import Iterator
from email import policy
from email.parser import BytesParser
from io import BytesIO
from pathlib import Path
from statistics import mean, quantiles

import pypdfium2
from PIL import Image

from agent.reading.confined import ConfinedReader
from agent.reading.scans import Scans
from extractors.codec import decode
from extractors.codes import Reason
from extractors.values import Cited, Reading, Value

MAILBOX = Path(__file__).resolve().parent.parent / "fixtures" / "emails" / "inbox"
WAYS = {"straight": 0.0, "leaning": 1.7, "upside down": 180.0, "dirty": 0.0}
DPI = (150, 200, 300)


def printed() -> Iterator[bytes]:
    """Yield every different PDF of the demo mailbox."""
    seen = set()
    for file in sorted(MAILBOX.glob("*.eml")):
        mail = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
        for part in mail.walk():
            content = part.get_payload(decode=True)
            if part.get_content_type() == "application/pdf" and content not in seen:
                seen.add(content)
                yield content


def scanned(content: bytes, dpi: int, way: str) -> tuple[bytes, int]:
    """Return the file as a scanner gives it, and its pages."""
    pages = []
    dots = random.Random(1)  # noqa: S311  # the same dirt every time
    for page in pypdfium2.PdfDocument(content):
        image = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        if way == "dirty":
            for _ in range(image.width * image.height // 300):
                at = dots.randrange(image.width), dots.randrange(image.height)
                image.putpixel(at, dots.randrange(256))
        pages.append(
            image.rotate(-WAYS[way], Image.Resampling.BICUBIC, fillcolor=255)
            if WAYS[way]
            else image
        )
    out = BytesIO()
    pages[0].save(
        out, "PDF", resolution=dpi, save_all=True, append_images=pages[1:], quality=80
    )
    return out.getvalue(), len(pages)


def values(reading: Reading) -> Counter[tuple[str, str]]:
    """Return every fact of every record."""
    found: Counter[tuple[str, str]] = Counter()
    for extraction in reading.extractions:
        if extraction.record is not None:
            found.update(_facts(extraction.record, ""))
    return found


def _facts(value: Value, path: str) -> Iterator[tuple[str, str]]:
    for name in type(value).model_fields:
        part = getattr(value, name)
        if isinstance(part, Cited):
            yield f"{path}{name}", str(part.value)
        elif isinstance(part, tuple):
            for each in part:
                yield from _facts(each, f"{path}{name}.")


def main() -> int:
    """Read every scan, print the tables, and return 1 when one is not held."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, default=12)
    count = parser.parse_args().files
    reader = ConfinedReader()
    free = 0
    print("| dpi | way | pages | CPU s a page | p90 | right | missing | wrong |")
    print("|---|---|---|---|---|---|---|---|")
    files = [(f, values(decode(reader.read(f, "a.pdf").data))) for f in printed()]
    peak = 0
    for dpi in DPI:
        for way in WAYS:
            seconds: list[float] = []
            tally: Counter[str] = Counter()
            for content, truth in [pair for pair in files if pair[1]][:count]:
                scan, pages = scanned(content, dpi, way)
                outcome = reader.read(scan, "scan.pdf", scans=Scans(seconds=600))
                seconds += [outcome.cpu_seconds / pages] * pages
                peak = max(peak, outcome.peak_bytes)
                reading = decode(outcome.data)
                given = values(reading)
                right = sum((given & truth).values())
                extra = sum((given - truth).values())
                lost = sum((truth - given).values())
                tally += Counter(right=right, wrong=extra, missing=max(lost - extra, 0))
                free += sum(
                    Reason.OCR_ONLY not in {issue.code for issue in e.issues}
                    for e in reading.extractions
                    if e.record is not None
                )
            print(
                f"| {dpi} | {way} | {len(seconds)} | {mean(seconds):.2f}"
                f" | {quantiles(seconds, n=10)[-1]:.2f} | {tally['right']}"
                f" | {tally['missing']} | {tally['wrong']} |",
                flush=True,
            )
    reader.close()
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"\nlargest memory: the reader {peak / 2**20:.0f} MB,"
        f" any process {largest:.0f} MB; records not held: {free}"
    )
    return 1 if free else 0


if __name__ == "__main__":
    sys.exit(main())
