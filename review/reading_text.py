"""A reading as a picture for people: plain text, aligned, every value escaped."""

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from extractors.values import (
    Document,
    Evidence,
    Extraction,
    Issue,
    Mail,
    PaymentDetail,
    Reading,
)
from review.columns import aligned
from review.escape import shortened
from review.names import COLUMNS, KINDS, PAYMENTS
from review.places import Places
from review.reading_json import cited_facts, record_json
from review.reasons import advice

_LONGEST_VALUE = 60
_LONGEST_CELL = 36
_NONE = "–"
_NUMBERS = frozenset(
    {
        "quantity", "agreed", "ordered", "backordered",
        "unit_price", "list_price", "discount", "price_basis", "amount",
    }
)  # fmt: skip
_SUMS = ("subtotal", "allowances", "charges", "freight", "tax", "total")
_NAMES = {"price_basis": "price per", "po_number": "PO"}
_MOST_PAYMENTS = 6


def reading_text(path: str, reading: Reading) -> list[str]:
    """Return the lines that tell a person what was read in one file.

    An issue is said once: under the record it holds, or below all of them.
    """
    told = Counter(key for e in reading.extractions for key in set(_keys(e.issues)))
    common = {key for key, count in told.items() if count > 1}
    places = Places.among(reading.documents)
    below: dict[tuple[str, str], Issue] = {
        key: issue
        for issue in (
            *(i for e in reading.extractions for i in e.issues),
            *reading.issues,
        )
        if (key := _key(issue)) in common or key not in told
    }
    return [
        f"{shortened(path)} · {KINDS[reading.kind]}",
        *_head(reading),
        *(
            line
            for extraction in reading.extractions
            for line in _extraction(extraction, reading.documents, places, common)
        ),
        *(f"  ! {i.code}: {shortened(i.detail)}" for i in below.values()),
        "",
    ]


def _key(issue: Issue) -> tuple[str, str]:
    return issue.code, issue.detail


def _keys(issues: Sequence[Issue]) -> list[tuple[str, str]]:
    return [_key(issue) for issue in issues]


def _head(reading: Reading) -> list[str]:
    mails = [mail for mail in (reading.mail, *reading.forwarded) if mail]
    lines = aligned([["mail", *_mail(mail)] for mail in mails])
    documents = aligned([["document", *_document(d)] for d in reading.documents])
    for document, line in zip(reading.documents, documents, strict=True):
        lines.append(line)
        if document.reason:
            lines.append(f"  → {advice(document.reason).todo}")
    return ["  " + line for line in lines]


def _mail(mail: Mail) -> list[str]:
    sender = mail.senders[0].address if mail.senders else ""
    subject = shortened(mail.subject, _LONGEST_VALUE) or "no subject"
    return [f"“{subject}”", f"from {shortened(sender) or 'nobody'}"]


def _document(document: Document) -> list[str]:
    count = len(document.pages)
    pages = [f"{count} page{'' if count == 1 else 's'}"] if count else []
    state = document.status + (" off a picture" if document.ocr else "")
    if document.reason:
        state += f": {document.reason}"
        state += f" ({shortened(document.detail)})" if document.detail else ""
    return [_name(document), ", ".join([document.media_type, *pages, state])]


def _name(document: Document) -> str:
    fallback = "text of the mail" if document.body else "without a name"
    return shortened(document.name, _LONGEST_CELL) or fallback


def _extraction(
    extraction: Extraction,
    documents: Sequence[Document],
    places: Places,
    told: Container[tuple[str, str]],
) -> Iterator[str]:
    """Yield one record.

    Args:
        extraction: That made it.
        documents: Of the reading.
        places: In these.
        told: Issues that are said elsewhere.
    """
    kind = extraction.record.kind if extraction.record else None
    where = next((_name(d) for d in documents if d.sha256 == extraction.document), "")
    yield ""
    what = KINDS[kind] if kind else "no record"
    yield f"  {what}, read by {extraction.reader}" + (f" in {where}" if where else "")
    facts = {name: evidence for name, _, evidence in cited_facts(extraction)}
    shown = record_json(extraction)
    rows = [*_rows(shown, facts, places), *_payments(extraction, places)]
    yield from ("    " + line for line in aligned(rows))
    if shown["lines"]:
        yield from ("    " + line for line in _lines(shown["lines"]))
    if shown.get("complete") is False and shown["lines"]:
        yield "    Only a part of the order went, the notice says."
    for code, detail in dict.fromkeys(_keys(extraction.issues)):
        if (code, detail) not in told:
            yield f"    ! {code}: {shortened(detail)}"


def _rows(
    record: Mapping[str, Any], facts: Mapping[str, Evidence], places: Places
) -> Iterator[list[str]]:
    """Yield a row for each field: its name, its value, and how it is printed where."""
    fields = record["fields"]
    sums = {name: fields[name] for name in _SUMS if name in fields}
    for name, value in {
        **{n: fields[n] for n in fields if n not in sums},
        **sums,
    }.items():
        label = name.replace("_", " ")
        if not value:
            yield [label, _NONE]
        elif isinstance(value, str):
            yield [label, *_value(value, facts[name], places)]
        for index, one in enumerate(value if isinstance(value, list) else ()):
            place = _value(one, facts[f"{name}[{index}]"], places)
            yield ["" if index else label, *place]
        if name == "charges" or (name == "subtotal" and "charges" not in fields):
            yield from _charges(record, facts, places)


def _charges(
    record: Mapping[str, Any], facts: Mapping[str, Evidence], places: Places
) -> Iterator[list[str]]:
    """Yield what is charged for, or taken off, under the words it is printed with."""
    for index, charge in enumerate(record.get("named_charges", ())):
        if charge["kind"] == "tax":
            continue
        evidence = facts[f"named_charges[{index}].amount"]
        label = shortened(charge["label"], _LONGEST_CELL)
        sign = "-" if charge["kind"] == "allowance" else ""
        amount = sign + charge["amount"]
        yield [f"  {charge['kind']}", amount, places.of(evidence), f"“{label}”"]


def _payments(extraction: Extraction, places: Places) -> Iterator[list[str]]:
    """Yield where the document says that it is to be paid to."""
    found: dict[str, PaymentDetail] = {}
    for detail in getattr(extraction.record, "payment", ()):
        found.setdefault(detail.fingerprint, detail)
    for detail in list(found.values())[:_MOST_PAYMENTS]:
        place = places.of(detail.evidence) + (", hidden" if detail.hidden else "")
        quote = shortened(detail.evidence.quote, _LONGEST_VALUE)
        yield [f"pay: {PAYMENTS[detail.kind]}", quote, place]
    if (more := len(found) - _MOST_PAYMENTS) > 0:
        yield ["", f"and {more} more; --json has them"]


def _value(value: str, evidence: Evidence, places: Places) -> list[str]:
    """Return the value, its place, and the words where they are not the value."""
    shown = [shortened(value, _LONGEST_VALUE), places.of(evidence)]
    if evidence.quote == value:
        return shown
    return [*shown, f"“{shortened(evidence.quote, _LONGEST_VALUE)}”"]


def _lines(lines: Sequence[Mapping[str, str | None]]) -> list[str]:
    columns = [c for c in COLUMNS if any(line.get(c) for line in lines)]
    columns.sort(key=lambda column: column == "description")  # the longest comes last
    head = ["line", *(_NAMES.get(c, c.replace("_", " ")) for c in columns)]
    rows = [
        [str(n), *(shortened(line.get(c) or _NONE, _LONGEST_CELL) for c in columns)]
        for n, line in enumerate(lines, start=1)
    ]
    right = frozenset({0} | {n for n, c in enumerate(columns, 1) if c in _NUMBERS})
    return aligned([head, *rows], right)
