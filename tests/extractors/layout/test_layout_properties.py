"""Whatever the words: nothing raises, all evidence holds, the same in gives the same out."""

# ruff: noqa: E501  # tables of cases read across

import json
import re
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import layout
from extractors.files.grid import text_page
from extractors.layout.money.currencies import CODES, SIGNS
from extractors.layout.page.vocabulary import label_fields
from extractors.values import (
    Cell,
    Cited,
    Document,
    Evidence,
    Extraction,
    Page,
    Table,
    Value,
    Word,
)

PHRASES = sorted(" ".join(words) for words in label_fields())
NUMBERS = [
    "1Z5R89390357567127",
    "9400 1112 0255 5842 3326 69",
    "986578788855",
    "012-3456789",
    "111-1234567-1234567",
    "PO4711",
    "PO-4711",
    "4711",
    "11/18/2026",
    "18.11.2026",
    "Nov 18, 2026",
    "AB-100",
    "2",
    "0",
    "2.00",
    "$19.00",
]
WORDS = [
    "UPS", "FedEx", "Ground", "Estes", "shipped", "via", "has", "for", "and", ":", "#", "-", "|",
    "Partial", "shipment", "Packing", "Slip", "Invoice", "will", "call", "of", ",", "x", "/",
]  # fmt: skip

texts = st.one_of(
    st.sampled_from(NUMBERS),
    st.sampled_from(WORDS),
    st.sampled_from(PHRASES),
    st.sampled_from(PHRASES).map(lambda p: p.title() + ":"),
    st.text(min_size=1, max_size=12),
)
parts = st.lists(
    st.tuples(texts, st.sampled_from([" ", "  ", "\n", "   ", "\n\n", ""])), max_size=60
)


@st.composite
def printed_pages(draw: st.DrawFn) -> tuple[Page, ...]:
    pages = []
    for number in range(1, draw(st.integers(1, 2)) + 1):
        words = []
        for _ in range(draw(st.integers(0, 50))):
            x = draw(st.sampled_from([40.0, 120.0, 121.5, 200.0, 300.0, 420.0]))
            y = draw(st.sampled_from([50.0, 62.0, 74.0, 75.5, 86.0, 120.0, 300.0]))
            for text in draw(texts).split():
                width = 5.0 * len(text)
                words.append(Word(text, x, y, x + width, y + 9))
                x += width + 2.5
        pages.append(Page(number, 612, 792, tuple(words)))
    return tuple(pages)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    if draw(st.booleans()):
        return Document("a" * 64, "a.pdf", "application/pdf", draw(printed_pages()))
    text = "".join(a + b for a, b in draw(parts))
    rows = []
    at = 0
    for line in text.split("\n"):
        cells = [
            Cell(match[0], at + match.start())
            for match in re.finditer(r"\S+(?: \S+)*", line)
        ]
        if cells:
            rows.append(tuple(cells))
        at += len(line) + 1
    tables = (Table(1, tuple(rows)),) if draw(st.booleans()) and rows else ()
    body = draw(st.booleans())
    return Document(
        "b" * 64, "b", "text/plain", (text_page(text),), text, tables, body=body
    )


def cited(value: Any) -> Iterator[Cited[Any]]:
    """Yield every cited fact in a record."""
    if isinstance(value, Cited):
        yield value
    elif isinstance(value, Value):
        for name in type(value).model_fields:
            yield from cited(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from cited(item)


def holds(evidence: Evidence, document: Document) -> bool:
    """Say whether the quote is printed where the evidence says."""
    assert evidence.document == document.sha256
    if evidence.offset is not None:
        end = evidence.offset + len(evidence.quote)
        return document.text[evidence.offset : end] == evidence.quote
    assert evidence.box is not None
    x0, top, x1, bottom = evidence.box
    inside = [
        w.text
        for w in document.pages[evidence.page - 1].words
        if w.x0 >= x0 and w.x1 <= x1 and w.top >= top and w.bottom <= bottom
    ]
    return all(
        any(part in text for text in inside) for part in evidence.quote.split(" ")
    )


def from_quote(one: Cited[Any]) -> bool:
    """Say whether a text value has no character that its quote has not."""
    if not isinstance(one.value, str) or len(one.value) == 4:
        return True  # dates and counts are parsed, SCACs looked up
    if one.value in CODES:
        return any(sign in one.evidence.quote for sign in (*SIGNS, one.value))
    plain = re.sub(r"[\W_]", "", one.evidence.quote).upper()
    return re.sub(r"[\W_]", "", one.value).upper() in plain


@settings(max_examples=150, deadline=None)
@given(documents())
def test_evidence_holds_and_nothing_raises(document: Document) -> None:
    kind, extractions, issues = layout.extract((document,), None)

    assert (kind, extractions, issues) == layout.extract((document,), None)
    for extraction in extractions:
        assert (
            Extraction.model_validate_json(extraction.model_dump_json()) == extraction
        )
        for one in cited(extraction.record):
            assert holds(one.evidence, document)
            assert from_quote(one)
        for issue in extraction.issues:
            assert issue.evidence is None or holds(issue.evidence, document)
            json.dumps(issue.detail)


@settings(max_examples=50, deadline=None)
@given(st.lists(documents(), max_size=3))
def test_one_record_for_each_order(several: list[Document]) -> None:
    """Each order has one record, and no number is lost between several documents."""
    _, extractions, _ = layout.extract(tuple(several), None)
    numbers = [
        e.record.po_number.value
        for e in extractions
        if e.record and e.record.kind == "ship_notice" and e.record.po_number
    ]

    assert len(numbers) == len(set(numbers))
