"""From words to evidence: the quote as printed, and where."""

from typing import TypeVar

from extractors.codes import Reason
from extractors.layout.page.rows import Run
from extractors.layout.page.tokens import cut
from extractors.values import Cited, Document, Evidence, Issue

T = TypeVar("T")


def evidence_of(document: Document, run: Run) -> Evidence | None:
    """Return where *run* is printed; None where its words do not stand together.

    On a printed page the quote is the words with single blanks and the box holds them
    all; in a text it is the slice from the first character to the last.
    """
    if not run.words or any(_broken(word.text) for word in run.words):
        return None
    first, last = run.words[0], run.words[-1]
    if first.offset < 0:
        box = (run.x0, run.top, run.x1, run.bottom)
        return Evidence(
            document=document.sha256, page=run.page, box=box, quote=run.text
        )
    quote = document.text[first.offset : last.offset + len(last.text)]
    if "".join(quote.split()) != "".join(word.text for word in run.words):
        return None
    return Evidence(
        document=document.sha256, page=run.page, offset=first.offset, quote=quote
    )


def _broken(text: str) -> bool:
    """Say whether a word holds half a character, which no text can hold."""
    return not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text)


def cite(document: Document, run: Run, value: T) -> Cited[T] | None:
    """Return *value* with the evidence *run* gives it, if it gives any."""
    evidence = evidence_of(document, run)
    return None if evidence is None else Cited(value=value, evidence=evidence)


def issue_at(document: Document, run: Run, code: Reason, detail: str) -> Issue:
    """Return what is wrong at *run*, with the evidence that it gives, if any."""
    return Issue(code=code, detail=detail, evidence=evidence_of(document, run))


def part(run: Run, start: int, end: int) -> Run | None:
    """Return the words of ``run.text[start:end]``; words at its ends may be cut."""
    if start <= 0 and end >= len(run.text) > 0:
        return run
    words = []
    at = 0
    for word in run.words:
        low, high = max(start - at, 0), min(end - at, len(word.text))
        if low < high:
            whole = low == 0 and high == len(word.text)
            words.append(word if whole else cut(word, low, high))
        at += len(word.text) + 1
    return Run(run.page, tuple(words)) if words else None
