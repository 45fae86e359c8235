"""A reading as a picture for people: plain text, aligned, every value escaped."""

from collections.abc import Iterator, Sequence

from extractors.values import Cited, Document, Extraction, Mail, Reading
from review.columns import aligned
from review.escape import shortened
from review.reading_json import cited_facts, further_fields, record_json
from review.reasons import advice

_LONGEST_VALUE = 60
_LONGEST_CELL = 36
_NONE = "–"
_NUMBERS = frozenset({"quantity", "unit_price", "amount"})
_KINDS = {
    "invoice": "invoice",
    "ship_notice": "ship notice",
    "purchase_order": "purchase order",
    "order_ack": "order acknowledgement",
    "credit_memo": "credit memo",
    "statement": "statement",
    "customer": "mail of a customer",
    "carrier": "mail of a carrier",
    "other": "nothing that is read further",
    "unreadable": "unreadable",
}


def reading_text(path: str, reading: Reading) -> list[str]:
    """Return the lines that tell a person what was read in one file."""
    return [
        f"{shortened(path)} · {_KINDS[reading.kind]}",
        *_head(reading),
        *(
            line
            for extraction in reading.extractions
            for line in _extraction(extraction, reading.documents)
        ),
        *(f"  ! {i.code}: {shortened(i.detail)}" for i in reading.issues),
        "",
    ]


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


def _extraction(extraction: Extraction, documents: Sequence[Document]) -> Iterator[str]:
    kind = extraction.record.kind if extraction.record else None
    where = next((_name(d) for d in documents if d.sha256 == extraction.document), "")
    yield ""
    what = _KINDS[kind] if kind else "no record"
    yield f"  {what}, read by {extraction.reader}" + (f" in {where}" if where else "")
    facts = dict(cited_facts(extraction))
    shown = record_json(extraction)
    fields = {**shown["fields"], **further_fields(extraction.record)}
    yield from ("    " + line for line in aligned(list(_rows(fields, facts))))
    if shown["lines"]:
        yield from ("    " + line for line in _lines(shown["lines"]))
    for issue in extraction.issues:
        yield f"    ! {issue.code}: {shortened(issue.detail)}"


def _rows(
    fields: dict[str, str | list[str] | None], facts: dict[str, Cited[object]]
) -> Iterator[list[str]]:
    """Yield a row for each field: its name, its value, and how it is printed where."""
    for name, value in fields.items():
        label = name.replace("_", " ")
        if not value:
            yield [label, _NONE]
        elif isinstance(value, str):
            yield [
                label,
                shortened(value, _LONGEST_VALUE),
                *_printed(value, facts[name]),
            ]
        for index, one in enumerate(value if isinstance(value, list) else ()):
            place = _printed(one, facts[f"{name}[{index}]"])
            yield ["" if index else label, shortened(one, _LONGEST_VALUE), *place]


def _printed(value: str, fact: Cited[object]) -> list[str]:
    """Return the page, and the words where they are not the value itself."""
    evidence = fact.evidence
    quote = evidence.quote
    page = f"p. {evidence.page}"
    if evidence.offset is not None and evidence.box is None:
        page = f"character {evidence.offset}"
    return [page] if quote == value else [page, f"“{shortened(quote, _LONGEST_VALUE)}”"]


def _lines(lines: Sequence[dict[str, str | None]]) -> list[str]:
    columns = [c for c in lines[0] if any(line[c] for line in lines)]
    columns.sort(key=lambda column: column == "description")  # the longest comes last
    head = ["line", *(column.replace("_", " ") for column in columns)]
    rows = [
        [str(count), *(shortened(line[c] or _NONE, _LONGEST_CELL) for c in columns)]
        for count, line in enumerate(lines, start=1)
    ]
    right = frozenset({0} | {n for n, c in enumerate(columns, 1) if c in _NUMBERS})
    return aligned([head, *rows], right)
