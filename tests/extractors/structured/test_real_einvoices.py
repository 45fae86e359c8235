"""Published electronic invoices: nothing wrong, next to nothing missing."""

import json
import os
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractors.reading import read
from extractors.values import MoneyDocument

CORPORA = os.environ.get("NIGHTCLERK_CORPORA")
FACTS = {
    "number": "number",
    "date": "date",
    "po_number": "po_number",
    "seller": "vendor",
    "buyer": "customer",
    "currency": "currency",
}
SUMS = {"line_total": "subtotal", "freight": "freight", "tax": "tax", "total": "total"}
COLUMNS = ("sku", "quantity", "unit_price", "amount")


def outcome(truth: str | None, read_: Any) -> str:
    value = None if read_ is None else read_.value
    if isinstance(value, Decimal) and truth is not None:
        return "right" if value == Decimal(truth) else "wrong"
    if value is None:
        return "right" if truth is None else "missing"
    return "right" if str(value) == truth else "wrong"


def scored(record: MoneyDocument, truth: dict[str, Any]) -> Counter[str]:
    found = Counter(outcome(truth[t], getattr(record, f)) for t, f in FACTS.items())
    totals = truth["totals"]
    found.update(outcome(totals[t], getattr(record, f)) for t, f in SUMS.items())
    found[("wrong", "right")[record.kind in (truth["kind"], truth["xml_kind"])]] += 1
    found["wrong"] += abs(len(record.lines) - len(truth["lines"]))
    for line, true in zip(record.lines, truth["lines"], strict=False):
        found.update(outcome(true[c], getattr(line, c)) for c in COLUMNS)
    return found


@pytest.mark.corpora
@pytest.mark.slow
@pytest.mark.skipif(not CORPORA, reason="needs NIGHTCLERK_CORPORA")
def test_all_of_them() -> None:
    folder = Path(CORPORA or "") / "invoices-xml"
    counts: Counter[str] = Counter()
    for row in (folder / "truth.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(row)
        if "xml_nearly_empty" in truth["flags"]:
            continue
        path = folder / truth["file"]
        read_ = read(path.read_bytes(), path.name).extractions
        [record] = [e.record for e in read_ if e.reader == "xml"]
        assert isinstance(record, MoneyDocument), path
        counts += scored(record, truth)

    assert counts["wrong"] == 0
    assert counts["right"] >= 0.99 * counts.total()
