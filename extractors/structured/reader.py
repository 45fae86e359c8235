"""The structured readers' entrance: what a file's documents say by themselves."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.codes import Reason
from extractors.layout.notices.combine import Said, combined
from extractors.layout.notices.ship_notice import Notice
from extractors.structured.einvoice import read_einvoice
from extractors.structured.lines import one_of_several
from extractors.structured.markup import orders_named, read_markup
from extractors.structured.page import (
    held_against,
    other_order,
    other_parcel,
    same_number,
    without_unseen_order,
)
from extractors.structured.rivals import with_rivals
from extractors.structured.table import read_table
from extractors.values import (
    Cited,
    Document,
    Extraction,
    Issue,
    Kind,
    MoneyDocument,
    ShipNotice,
)

_WEIGHT: tuple[Kind, ...] = (
    "invoice",
    "credit_memo",
    "statement",
    "order_ack",
    "purchase_order",
)
"""What a file is that brings several kinds."""
_SAYS_LITTLE: tuple[Kind, ...] = ("other", "unreadable", "carrier")
"""Kinds of a mail's text that the mark-up behind it may make more precise."""


class Structured(NamedTuple):
    """What the structured readers understood."""

    extractions: tuple[Extraction, ...]
    rest: tuple[Document, ...]
    """The documents that are left to the layout reader."""


def extract(documents: Sequence[Document]) -> Structured:
    """Read the documents that say what they mean; nobody else reads those.

    An extraction may hold an issue only: the document looked like one we know.
    """
    said = tuple(e for d in documents for e in _read(d))
    understood = {e.document for e in said}
    return Structured(said, tuple(d for d in documents if d.sha256 not in understood))


def _read(document: Document) -> tuple[Extraction, ...]:
    xml = read_einvoice(document)
    return (xml,) if xml else (*read_table(document), *read_markup(document))


def reconciled(
    documents: Sequence[Document],
    said: Sequence[Extraction],
    seen: Sequence[Extraction],
) -> tuple[Extraction, ...]:
    """Hold what was said against what is seen on the pages.

    A page that agrees adds nothing; one that does not is shown beside, and the issue is
    on the structured record. Notices of one order become one.

    Args:
        documents: All of the file's or mail's.
        said: By the structured readers.
        seen: By the layout reader.
    """
    if not said:
        return with_rivals(seen)
    checked: list[Extraction] = []
    agreed: set[int] = set()
    for one in said:
        twins = [n for n, other in enumerate(seen) if _shows(other, one, documents)]
        page = _page_of(one, documents)
        pages = [
            d
            for d in documents
            if d.sha256 == page or (d.body and one.reader == "markup")
        ]
        source = next((d.text for d in documents if d.sha256 == one.document), "")
        issues = held_against(one, pages, [seen[n] for n in twins], source)
        issues = (*issues, *_several(one, said, documents))
        if not issues:
            agreed.update(twins)
        record = without_unseen_order(one.record, pages)
        update = {"record": record, "issues": (*one.issues, *issues)}
        checked.append(one.model_copy(update=update))
    named = [number for d in documents for number in orders_named(d)]
    left = [
        _beside_orders(other, named, documents)
        for n, other in enumerate(seen)
        if n not in agreed
    ]
    if any(_names_order(one) for one in (*said, *seen)):
        unsaid = [one for one in checked if not one.record and one.reader == "markup"]
        left = [_against(one, unsaid, documents) for one in left]
        checked = [one for one in checked if one.record or one.reader != "markup"]
    return with_rivals(_one_notice_each(documents, (*checked, *left)))


def kind_of(
    kind: Kind,
    said: Sequence[Extraction],
    seen: Sequence[Extraction],
    documents: Sequence[Document],
) -> Kind:
    """Return what the whole is: what its structured documents say, where they do.

    An attached ship notice outweighs them; the text of a mail does not.

    Args:
        kind: What the layout reader takes the rest for.
        said: By the structured readers.
        seen: By the layout reader.
        documents: All of the file's or mail's.
    """
    decides = kind in _SAYS_LITTLE
    kinds = {
        e.record.kind for e in said if e.record and (decides or e.reader != "markup")
    }
    if not kinds:
        return kind
    bodies = {d.sha256 for d in documents if d.body}
    attached = any(
        isinstance(e.record, ShipNotice) and e.document not in bodies for e in seen
    )
    if "ship_notice" in kinds or (kind == "ship_notice" and attached):
        return "ship_notice"
    return next(k for k in _WEIGHT if k in kinds)


def _against(
    seen: Extraction, unsaid: Sequence[Extraction], documents: Sequence[Document]
) -> Extraction:
    """Return a notice with what mark-up without a record says against it."""
    if not isinstance(seen.record, ShipNotice):
        return seen
    texts = [d for d in documents if d.body]
    issues = list(seen.issues)
    for issue in (issue for one in unsaid for issue in one.issues):
        if issue.code is Reason.INCOMPLETE_READING:
            issues.append(issue)
        elif issue.code is Reason.PO_MISSING and issue.evidence:
            issues += other_parcel(seen.record, issue.evidence, texts)
    return seen.model_copy(update={"issues": tuple(dict.fromkeys(issues))})


def _beside_orders(
    seen: Extraction, named: Sequence[Cited[str]], documents: Sequence[Document]
) -> Extraction:
    """Return a notice with the orders that mark-up names instead of its own."""
    if not named or not isinstance(seen.record, ShipNotice):
        return seen
    texts = [d for d in documents if d.body]
    issues = (*seen.issues, *other_order(seen.record, named, texts))
    return seen.model_copy(update={"issues": tuple(dict.fromkeys(issues))})


def _several(
    one: Extraction, said: Sequence[Extraction], documents: Sequence[Document]
) -> Iterator[Issue]:
    """Yield an issue where the file's page has another such file embedded."""
    page = _page_of(one, documents)
    if one.reader != "xml" or not page:
        return
    beside = [
        other.record
        for other in said
        if isinstance(other.record, MoneyDocument)
        and other.reader == "xml"
        and _page_of(other, documents) == page
    ]
    if detail := one_of_several(beside):
        yield Issue(code=Reason.MULTIPLE_DOCUMENTS, detail=detail)


def _names_order(read: Extraction) -> bool:
    """Say whether it is a ship notice for an order of ours."""
    return isinstance(read.record, ShipNotice) and read.record.po_number is not None


def _page_of(one: Extraction, documents: Sequence[Document]) -> str:
    """Return the document an extraction's document is embedded in, or ""."""
    return next((d.within for d in documents if d.sha256 == one.document), "")


def _shows(seen: Extraction, said: Extraction, documents: Sequence[Document]) -> bool:
    """Say whether a page's reading is of the same document as a file's record."""
    one, other = said.record, seen.record
    if not isinstance(one, MoneyDocument) or not isinstance(other, MoneyDocument):
        return False
    return seen.document == _page_of(said, documents) or same_number(one, other)


def _one_notice_each(
    documents: Sequence[Document], read: Sequence[Extraction]
) -> tuple[Extraction, ...]:
    """Join the ship notices of several readers that speak of one order."""
    notices = [e for e in read if isinstance(e.record, ShipNotice)]
    if len({e.reader for e in notices}) < 2:  # noqa: PLR2004  # one reader has joined its own
        return tuple(read)
    places = {d.sha256: d for d in documents}
    by_document = {e.document: e for e in notices}
    said = [
        Said(places[e.document], Notice(e.record, e.issues))
        for e in notices
        if isinstance(e.record, ShipNotice)
    ]
    joined = [
        by_document[one.document.sha256].model_copy(
            update={"record": one.notice.record, "issues": one.notice.issues}
        )
        for one in combined(said)
    ]
    others = (e for e in read if not isinstance(e.record, ShipNotice))
    return (*others, *joined)
