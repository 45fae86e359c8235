"""Who wrote what a mail only passes on: messages attached to it or quoted in it.

Nothing vouches for these names: an inner header is text like any other. They can only
take belief away, where the sender himself says that somebody else wrote it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.layout.page.rows import page_rows
from extractors.mail.quoting import NOBODY, quoted_authors
from extractors.mail.quoting_words import ANSWERS, FORWARDS
from extractors.values import Address, Document, Mail

_MOST = 20
"""Authors of one mail that are kept; one more, and there is one nobody can read."""
_BEGINNING = re.compile(
    r"\s*(?:\[[^\]]{0,60}\]\s*)*([^\W\d_][\w\u0307.-]{0,15})\s*(?:[\[(]\d+[\])])?"
    r"\s*(?:[:\uff1a]|$)"
)
_ENDING = re.compile(r"[\[(]fwd\.?[\])]\s*$", re.IGNORECASE)


def with_authors(
    mail: Mail, attached: Iterable[Mail], documents: Iterable[Document] = ()
) -> Mail:
    """Return *mail* with the authors of all it passes on, each once.

    Args:
        mail: The outer one.
        attached: Messages found inside it.
        documents: What was read of it; a header quoted in a text names an author, and
            so does one in a file that is a mail, saved or printed.
    """
    found = dict.fromkeys(_only_sender(inner.senders) for inner in attached)
    for document in documents:
        for text in _texts(document):
            found |= dict.fromkeys(quoted_authors(text, body=document.body))
    if not found and says_passed_on(mail.subject):
        found[NOBODY] = None
    if len(found) > _MOST:
        found = {NOBODY: None, **found}
    return replace(mail, forwarded=tuple(found)[:_MOST])


def says_passed_on(subject: str) -> bool:
    """Say whether a subject is that of a forward, or of the answer to one.

    >>> says_passed_on("[External] AW: WG: PO 1"), says_passed_on("Re: PO 1")
    (True, False)
    """
    at = 0
    while begins := _BEGINNING.match(subject, at):
        word = begins[1].lower()
        if word in FORWARDS:
            return True
        if word not in ANSWERS:
            break
        at = begins.end()
    return bool(_ENDING.search(subject))


def _texts(document: Document) -> Iterator[str]:
    """Yield the texts in which a header may be quoted: the whole, or a first page."""
    if document.text:
        yield document.text
    elif document.pages:
        yield "\n".join(row.line.text for row in page_rows(document.pages[0]))


def _only_sender(senders: Sequence[Address]) -> Address:
    """Return the one who can be read; several are as good as none."""
    return Address("", senders[0].address) if len(senders) == 1 else NOBODY
