"""The text of a mail without what it only quotes."""

import re
from bisect import bisect_right
from dataclasses import replace

from extractors.values import Document, Mail, Table

_QUOTED = re.compile(r"^\s*>")
_REPLY = re.compile(
    r"^\s*(?:-{2,}\s*(?:original message|urspr[üu]ngliche nachricht|message d'origine"
    r"|mensaje original|messaggio originale|oorspronkelijk bericht)"
    r"|on .{6,80} wrote:|am .{6,80} schrieb .{0,60}:|le .{6,80} a [ée]crit\s?:"
    r"|el .{6,80} escribi[óo]:|il .{6,80} ha scritto:|op .{6,80} schreef .{0,60}:)",
    re.IGNORECASE,
)
_HEADER = re.compile(r"^\s*(?:from|von|de|da|van):\s.*[@<]", re.IGNORECASE)
_ANSWER = re.compile(r"^\s*(?:re|aw|sv|antw|r)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)


def is_answer(mail: Mail) -> bool:
    """Say whether a mail answers another one, as its subject begins."""
    return bool(_ANSWER.match(mail.subject))


def unquoted(document: Document, mail: Mail | None) -> Document:
    """Return a body without quoted lines, and without the mail it answers.

    A forwarded mail is kept: it is what was sent.
    """
    if not document.body or not document.text:
        return document
    answers = mail is not None and is_answer(mail)
    at = 0
    gone: list[tuple[int, int]] = []
    for line in document.text.split("\n"):
        end = at + len(line) + 1
        if _REPLY.match(line) or (answers and _HEADER.match(line)):
            gone.append((at, len(document.text) + 1))
            break
        if _QUOTED.match(line):
            gone.append((at, end))
        at = end
    if not gone:
        return document

    starts = [low for low, _ in gone]

    def kept(offset: int) -> bool:
        before = bisect_right(starts, offset)
        return not before or offset >= gone[before - 1][1]

    pages = tuple(
        replace(p, words=tuple(w for w in p.words if kept(w.offset)))
        for p in document.pages
    )
    tables = tuple(
        Table(t.page, tuple(row for row in t.rows if all(kept(c.offset) for c in row)))
        for t in document.tables
    )
    return replace(document, pages=pages, tables=tables)
