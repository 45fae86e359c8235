"""Every mail of the demo night, read in this process: what comes out holds together."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from extractors.codec import decode, encode
from extractors.reading import read
from extractors.values import Cited, Evidence, Reading

EMAILS = Path(__file__).parents[2] / "fixtures" / "emails"


def evidence_in(value: Any) -> Iterator[Evidence]:
    if isinstance(value, Cited):
        yield value.evidence
    elif isinstance(value, BaseModel):
        for _, part in value:
            yield from evidence_in(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from evidence_in(part)


def misplaced(reading: Reading, evidence: Evidence) -> str | None:
    """Return what *evidence* names that is not where it says."""
    if reading.mail and evidence.document == reading.mail.sha256:  # its subject
        assert evidence.offset is not None
        there = reading.mail.subject[evidence.offset :]
        return None if there.startswith(evidence.quote) else evidence.quote
    documents = {document.sha256: document for document in reading.documents}
    document = documents[evidence.document]
    page = next(page for page in document.pages if page.number == evidence.page)
    if not page.printed:
        assert evidence.offset is not None
        there = document.text[evidence.offset :]
    else:
        assert evidence.box is not None
        x0, top, x1, bottom = evidence.box
        there = " ".join(
            word.text
            for word in page.words
            if x0 - 1 < word.x1
            and word.x0 < x1 + 1
            and top - 1 < word.bottom
            and word.top < bottom + 1
        )
    first = evidence.quote.split()[0]
    return None if first in there[: 10_000 if page.printed else len(first)] else first


@pytest.mark.parametrize(
    "mail",
    [
        pytest.param(mail, id=str(mail.relative_to(EMAILS)))
        for mail in sorted(EMAILS.rglob("*.eml"))
    ],
)
def test_what_is_read_survives_and_stands_where_it_says(mail: Path) -> None:
    reading = read(mail.read_bytes(), "")
    records = tuple(extraction.record for extraction in reading.extractions)

    assert decode(encode(reading)) == reading
    assert [e for e in evidence_in(records) if misplaced(reading, e)] == []
