"""Orders of ours that a mail names, whatever it says of them."""

from collections.abc import Iterable, Iterator

from extractors.layout.bodies import unquoted
from extractors.layout.notices.subject import subject_document
from extractors.layout.orders.anchors import anchors_of
from extractors.layout.orders.values import order_key
from extractors.layout.page.citing import cite
from extractors.layout.page.parsing import order_numbers
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Sheet, sheet_of
from extractors.layout.page.vocabulary import Field
from extractors.values import Cited, Document, Extraction, Mail, MoneyDocument

_MOST = 100
"""Orders of one mail: with more, it is a list, and nobody is told each of them."""


def mentioned(
    documents: Iterable[Document], extractions: Iterable[Extraction], mail: Mail
) -> tuple[Cited[str], ...]:
    """Return the first orders that a mail names with a label of ours, each once.

    What it only quotes counts where it names none in words of its own: an answer speaks
    of what was asked. Nothing may be written for such an order: a customer's "your
    order" is one of these too.

    Args:
        documents: All of the mail's.
        extractions: What was read of them: the order of an attached paper is the one
            that its record has.
        mail: Its header; where its subject names an order, the evidence names the mail
            (its SHA-256), page 1, and the place in the subject.
    """
    bodies = [d for d in documents if d.body and d.status == "read" and d.pages]
    records = (extraction.record for extraction in extractions)
    own = [
        *_named(subject_document(mail)),
        *(number for body in bodies for number in _named(unquoted(body, mail))),
        *(r.po_number for r in records if isinstance(r, MoneyDocument) and r.po_number),
    ]
    found: dict[str, Cited[str]] = {}
    for number in own or (number for body in bodies for number in _named(body)):
        found.setdefault(order_key(number.value), number)
    return tuple(found.values())[:_MOST]


def _named(document: Document) -> Iterator[Cited[str]]:
    cited = (cite(document, run, run.text) for run in _numbers(sheet_of(document)))
    yield from filter(None, cited)


def _numbers(sheet: Sheet) -> Iterator[Run]:
    for anchor in anchors_of(sheet):
        yield from anchor.numbers
    for label in sheet.of(Field.YOUR_ORDER):
        yield from order_numbers(label.value) if label.value else ()
