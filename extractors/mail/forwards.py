"""Who wrote what a mail only passes on: messages attached to it or quoted in it.

Nothing vouches for these names: an inner header is text like any other. They can only
take belief away, where the sender himself says that somebody else wrote it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.mail.addresses import addresses
from extractors.values import Address, Document, Mail

_MOST = 20
"""Authors of one mail that are kept."""
_BLOCK = 8
"""Lines in which a header repeated in a text has all its fields."""
_LONGEST = 1_000
_ANSWER = re.compile(r"^\s*(?:re|aw|sv|antw|r)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
_AUTHOR = re.compile(
    r"^[\s>*]*(?:from|von|de|da|van|från|fra)\s*:[\s*]*(\S.*)$", re.IGNORECASE
)
_SENT = re.compile(
    r"^[\s>*]*(?:sent|date|gesendet|datum|envoy[ée]|enviado(?: el)?|fecha|inviato|data"
    r"|verzonden|skickat|sendt)\s*:",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"^[\s>*]*(?:subject|betreff|objet|asunto|oggetto|onderwerp|ämne|emne|assunto)\s*:",
    re.IGNORECASE,
)
_MAILTO = re.compile(r"[\[(<]\s*mailto:\s*([^\s\])>]+)\s*[\])>]+", re.IGNORECASE)


def with_authors(
    mail: Mail, attached: Iterable[Mail], documents: Iterable[Document] = ()
) -> Mail:
    """Return *mail* with the authors of all it passes on, each once.

    Args:
        mail: The outer one.
        attached: Messages found inside it.
        documents: What was read of it; a header quoted in its text names an author. Of
            an answer it names whom it answers, and that part is not read.
    """
    found = dict.fromkeys(_only_sender(inner.senders) for inner in attached)
    if not _ANSWER.match(mail.subject):
        for document in documents:
            if document.body:
                found |= dict.fromkeys(quoted_authors(document.text))
    return replace(mail, forwarded=tuple(found)[:_MOST])


def quoted_authors(text: str) -> Iterator[Address]:
    r"""Yield the author of each header block in *text*: From, a date and a subject.

    >>> block = "From: A <a@v.example>\nSent: Monday\nTo: us\nSubject: PO 1\n"
    >>> [author.address for author in quoted_authors(block)]
    ['a@v.example']
    """
    lines = [line[:_LONGEST] for line in text.splitlines()]
    for number, line in enumerate(lines):
        author = _AUTHOR.match(line)
        if author is None:
            continue
        block = lines[number + 1 : number + _BLOCK]
        if any(map(_SENT.match, block)) and any(map(_SUBJECT.match, block)):
            yield _only_sender(addresses([_MAILTO.sub(r"<\1>", author[1])]))


def _only_sender(senders: Sequence[Address]) -> Address:
    """Return the one who can be read; several are as good as none."""
    if len(senders) == 1:
        return Address("", senders[0].address)
    return Address("", "")
