"""What the layout reader makes of real documents of money, field by field.

    NIGHTCLERK_CORPORA=DIR python benchmarks/money.py [--show FIELD] [SET ...]

Embedded files are left out: only the page is read. Variants of one document count as
one. A value that differs from a truth which the page does not print is counted apart.
"""

import argparse
import json
import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from extractors import layout
from extractors.files.documents import Source, read_documents
from extractors.values import Document, Kind, MoneyDocument

SETS = ("invoices-xml", "invoices-vrdu", "invoices-azure")
FIELDS = (
    "kind",
    "number",
    "date",
    "po_number",
    "vendor",
    "customer",
    "currency",
    "subtotal",
    "freight",
    "tax",
    "total",
)
OUTCOMES = ("correct", "near", "wrong", "missing", "spurious", "unprinted")
_NEAR = 5
"""Characters that a true number inside the printed one has at least."""


class Case(NamedTuple):
    """One file with its truth and what was read of it."""

    name: str
    document: str
    """What variants of one document share."""
    truth: Mapping[str, Any]
    outcomes: Mapping[str, str]
    read: Mapping[str, str | None]
    issues: tuple[str, ...]


def score(
    truth: Mapping[str, Any], record: MoneyDocument | None, kind: Kind, text: str
) -> dict[str, str]:
    """Return an outcome for each field the truth speaks of.

    Args:
        truth: A line of a set's ``truth.jsonl``.
        record: What was read; None for nothing.
        kind: What the document was taken for.
        text: Of its pages, to tell truths that are printed nowhere.
    """
    wanted = wanted_of(truth)
    read = printed(record)
    outcomes = {
        name: _outcome(name, wanted[name], read.get(name), text)
        for name in FIELDS
        if name in wanted and name != "kind"
    }
    if "kind" in truth:
        right = kind in {truth["kind"], truth.get("xml_kind")}
        outcomes["kind"] = "correct" if right else "wrong"
    return outcomes


def wanted_of(truth: Mapping[str, Any]) -> dict[str, str | None]:
    """Return the fields of a truth by our names; left out what it does not speak of."""
    totals = truth.get("totals", truth)
    names = {
        "number": truth.get("number"),
        "date": truth.get("date"),
        "po_number": truth.get("po_number"),
        "vendor": truth.get("seller"),
        "customer": truth.get("buyer", truth.get("advertiser")),
        "currency": truth.get("currency"),
        "subtotal": totals.get("line_total", totals.get("subtotal")),
        "freight": totals.get("freight"),
        "tax": totals.get("tax"),
        "total": totals.get("total"),
    }
    if "totals" in truth:
        return names
    return {name: names[name] for name in ("number", "customer", "total")}


def printed(record: MoneyDocument | None) -> dict[str, str | None]:
    """Return the fields of a record as text."""
    if record is None:
        return {}
    values = {name: getattr(record, name) for name in FIELDS if name != "kind"}
    return {name: str(v.value) if v else None for name, v in values.items()}


def _outcome(name: str, wanted: str | None, read: str | None, text: str) -> str:
    if read is None:
        return "absent" if wanted is None else "missing"
    if wanted is None:
        return "spurious"
    if _agree(name, wanted, read):
        return "correct"
    plain = _plain(wanted)
    if (
        name in {"number", "po_number"}
        and len(plain) >= _NEAR
        and plain in _plain(read)
    ):
        return "near"
    return "wrong" if _stands(name, wanted, text) else "unprinted"


def _agree(name: str, wanted: str, read: str) -> bool:
    if name in {"subtotal", "freight", "tax", "total"}:
        # Credit memos print amounts with or without a sign for one truth.
        return abs(Decimal(wanted)) == abs(Decimal(read))
    if name in {"vendor", "customer"}:
        return _plain(wanted) in _plain(read) or _plain(read) in _plain(wanted)
    return _plain(wanted) == _plain(read)


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _stands(name: str, wanted: str, text: str) -> bool:
    """Say whether a true value is printed anywhere on the pages."""
    if name in {"subtotal", "freight", "tax", "total"}:
        digits = f"{abs(Decimal(wanted)):.2f}".replace(".", "")
        return digits in "".join(c for c in text if c.isalnum())
    return name == "date" or _plain(wanted) in _plain(text)


def read_page(content: bytes, name: str) -> tuple[Kind, MoneyDocument | None, Document]:
    """Read the pages of one file, nothing that is embedded in it."""
    document = read_documents(Source(content, name)).documents[0]
    kind, extractions, _ = layout.extract((document,), None)
    records = [e.record for e in extractions if isinstance(e.record, MoneyDocument)]
    return kind, records[0] if records else None, document


def cases(corpora: Path, name: str) -> Iterator[Case]:
    """Read every file of a set; those of invoices-xml only in their real layouts."""
    folder = corpora / name
    for line in (folder / "truth.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        if truth.get("render", "layout") != "layout":
            continue
        content = (folder / truth["file"]).read_bytes()
        document = read_documents(Source(content, truth["file"])).documents[0]
        kind, found, _ = layout.extract((document,), None)
        extraction = next(
            (e for e in found if isinstance(e.record, MoneyDocument)), None
        )
        record = extraction.record if extraction else None
        text = " ".join(w.text for page in document.pages for w in page.words)
        money = record if isinstance(record, MoneyDocument) else None
        yield Case(
            truth["file"],
            truth.get("document", truth["file"]),
            truth,
            score(truth, money, kind, text),
            {**printed(money), "kind": kind},
            tuple(i.code.value for i in extraction.issues) if extraction else (),
        )


def table(found: list[Case]) -> dict[str, Counter[str]]:
    """Add up outcomes by field, each document with the weight 1."""
    variants: dict[str, list[Case]] = defaultdict(list)
    for case in found:
        variants[case.document].append(case)
    sums: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
    for group in variants.values():
        for name in FIELDS:
            said = [case.outcomes[name] for case in group if name in case.outcomes]
            for outcome in said:
                sums[name][outcome] += Decimal(1) / len(said)  # type: ignore[assignment]
    return sums


def main() -> None:
    """Print the table of every set, and the files whose field is not right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--show", default="", help="list what is not right in fields")
    options = parser.parse_args()
    corpora = Path(os.environ["NIGHTCLERK_CORPORA"])
    for name in options.sets:
        found = list(cases(corpora, name))
        print(f"\n{name}: {len({c.document for c in found})} documents")
        print(f"{'field':<10}" + "".join(f"{o:>10}" for o in OUTCOMES))
        for field, counts in table(found).items():
            if counts:
                shown = "".join(f"{float(counts[o]):>10.1f}" for o in OUTCOMES)
                print(f"{field:<10}{shown}")
        for field in filter(None, options.show.split(",")):
            for case in found:
                outcome = case.outcomes.get(field, "correct")
                if outcome not in {"correct", "absent"}:
                    wanted = wanted_of(case.truth).get(field, case.truth.get("kind"))
                    read = case.read.get(field)
                    print(f"  {field} {outcome} {case.name[-48:]} {wanted!r} {read!r}")


if __name__ == "__main__":
    main()
