"""The parts of a message, read: the best of each set of forms, each file once."""

from collections.abc import Callable, Iterable

from extractors.alternatives import agreed
from extractors.files import media
from extractors.files.source import Documents, Source, document_of
from extractors.mail.mime import Message, Part
from extractors.values import Document, Issue, Mail

Read = Callable[[Source], Documents]
"""Reads one file, whatever it is."""
_MUCH_MORE = 4
"""Times the words of the plain text: that one only sends to the other."""


def read_parts(message: Message, known: Source, read: Read) -> Documents:
    """Read all parts of *message*.

    Args:
        message: Taken apart.
        known: What holds for every part: passwords, recognised words, how deep it lies.
        read: Reads one of them.

    Returns:
        Their documents and issues, and the messages that were files among them.
    """
    documents: dict[str, Document] = {}
    issues: list[Issue] = []
    mails: list[Mail] = []
    for group in _alternatives(message.parts):
        forms = [_read_part(part, known, read) for part in group]
        chosen = agreed(_best(forms, group), forms, message.mail)
        issues += chosen.issues
        mails += chosen.mails
        for document in chosen.documents:
            documents.setdefault(document.sha256, document)
    return Documents(tuple(documents.values()), tuple(issues), tuple(mails))


def _alternatives(parts: Iterable[Part]) -> Iterable[list[Part]]:
    """Group the texts that say the same; everything else stands alone."""
    groups: dict[int, list[Part]] = {}
    alone = -1
    for part in parts:
        key = part.alternative if part.body and part.alternative else alone
        groups.setdefault(key, []).append(part)
        alone -= key == alone
    return groups.values()


def _best(reads: list[Documents], group: list[Part]) -> Documents:
    """Read the HTML where it holds tables or says much more, else the plain text."""
    if len(reads) == 1:
        return reads[0]
    pairs = list(zip(reads, group, strict=True))
    html = [read for read, part in pairs if part.declared == media.HTML]
    plain = [read for read, part in pairs if part.declared != media.HTML]
    said = max((_words(r) for r in plain), default=0)
    told = [
        r
        for r in html
        if any(d.tables for d in r.documents) or _words(r) > _MUCH_MORE * said
    ]
    shown = [
        r for r in (*told, *plain, *html) if any(d.text.strip() for d in r.documents)
    ]
    best = (shown or plain or html)[0]
    unseen = [
        d
        for r in html
        if r is not best
        for d in r.documents
        if d.media_type == media.LINKED_DATA
    ]
    return best._replace(documents=(*best.documents, *unseen))


def _words(read: Documents) -> int:
    """Return how many words a form has, without the addresses of links."""
    words = (word for d in read.documents if d.body for word in d.text.split())
    return sum(1 for word in words if "://" not in word)


def _read_part(part: Part, known: Source, read: Read) -> Documents:
    source = known._replace(
        content=part.content,
        name=part.name,
        declared=part.declared,
        charset=part.charset,
        body=part.body,
        inline=part.inline,
    )
    if part.reason:
        unread = document_of(
            source,
            media_type=media.sniff(part.content),
            status="unreadable",
            reason=part.reason,
            detail=part.detail,
        )
        return Documents((unread,))
    return read(source)
