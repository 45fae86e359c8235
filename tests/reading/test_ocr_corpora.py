"""A real scan of a hard invoice: what is given of it is true, all else is left out."""

import json
import os
from pathlib import Path

import pytest

from agent.reading.confined import ConfinedReader
from agent.reading.scans import NO_SCANS, Scans
from extractors.codec import decode
from extractors.codes import Reason
from extractors.values import MoneyDocument, Reading
from tests.programs import needs

CORPORA = os.environ.get("NIGHTCLERK_CORPORA", "")
pytestmark = [
    pytest.mark.corpora,
    pytest.mark.slow,
    pytest.mark.skipif(not CORPORA, reason="NIGHTCLERK_CORPORA is not set"),
]
FOLDER = Path(CORPORA, "invoices-azure")


def read(name: str, scans: Scans) -> Reading:
    reader = ConfinedReader()
    try:
        content = (FOLDER / name).read_bytes()
        return decode(reader.read(content, name, scans=scans).data)
    finally:
        reader.close()


def scan() -> dict[str, object]:
    """Return the truth of the one file without text."""
    lines = (FOLDER / "truth.jsonl").read_text().splitlines()
    [truth] = [t for t in map(json.loads, lines) if "no_text" in t["flags"]]
    return dict(truth)


@needs("tesseract")
def test_a_hard_scan_is_not_guessed_at() -> None:
    truth = scan()
    reading = read(str(truth["file"]), Scans(seconds=600))
    totals = truth["totals"]
    assert isinstance(totals, dict)

    for extraction in reading.extractions:
        assert Reason.OCR_ONLY in {issue.code for issue in extraction.issues}
        record = extraction.record
        if not isinstance(record, MoneyDocument):
            continue
        for name in ("number", "date", "po_number"):
            cited = getattr(record, name)
            assert cited is None or str(cited.value) == truth[name]
        for name in ("subtotal", "tax", "total"):
            cited = getattr(record, name)
            assert cited is None or float(cited.value) == float(totals[name])
        assert record.lines == () or len(record.lines) == 2


def test_without_a_recogniser_it_is_unreadable() -> None:
    reading = read(str(scan()["file"]), NO_SCANS)

    [document] = reading.documents
    assert document.reason is Reason.SCAN_NO_TEXT
    assert reading.extractions == ()
