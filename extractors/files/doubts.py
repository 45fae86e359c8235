"""What is wrong with a document goes with every record made from it."""

from collections.abc import Iterable

from extractors.values import Document, Extraction


def with_doubts(extraction: Extraction, documents: Iterable[Document]) -> Extraction:
    """Return *extraction* with the issues of each document that it rests on.

    Those are the document it was made from, the one that this is embedded in, and any
    other that a fact of it is cited from: a record must not act because half of it
    stands in a sound document.
    """
    known = tuple(documents)
    doubted = [document for document in known if document.issues]
    if not doubted:
        return extraction
    own = {extraction.document}
    own |= {d.within for d in known if d.sha256 == extraction.document}
    cited = extraction.record.model_dump_json() if extraction.record else ""
    added = [
        issue
        for document in doubted
        if document.sha256 in own or document.sha256 in cited
        for issue in document.issues
        if issue not in extraction.issues
    ]
    if not added:
        return extraction
    return extraction.model_copy(update={"issues": (*extraction.issues, *added)})
