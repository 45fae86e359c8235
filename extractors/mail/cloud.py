"""Links to files that lie with a cloud service: named to a person, never followed."""

import re
from collections.abc import Iterable

from extractors.codes import Reason
from extractors.mail.mime import Part
from extractors.values import Document, Issue

HOSTS = frozenset(
    {
        "1drv.ms",
        "app.box.com",
        "docs.google.com",
        "drive.google.com",
        "dropbox.com",
        "dropboxusercontent.com",
        "egnyte.com",
        "filemail.com",
        "hightail.com",
        "icloud.com",
        "mega.nz",
        "onedrive.live.com",
        "sharefile.com",
        "sharepoint.com",
        "smash.com",
        "transfernow.net",
        "we.tl",
        "wetransfer.com",
    }
)
"""Services that keep files for others; their sub-domains count as they do."""
_MAX_LINKS = 2_000
_LINK = re.compile(rb"https?://([a-z0-9.-]{4,100})/[a-z0-9_%?:!~-]", re.IGNORECASE)


def cloud_hosts(texts: Iterable[bytes]) -> tuple[str, ...]:
    """Return the services that links in the texts lead to, each once, sorted."""
    found: set[str] = set()
    for text in texts:
        for count, match in enumerate(_LINK.finditer(text)):
            if count >= _MAX_LINKS:
                break
            labels = match[1].decode("ascii").lower().rstrip(".").split(".")
            found |= HOSTS & {".".join(labels[n:]) for n in range(len(labels) - 1)}
    return tuple(sorted(found))


def cloud_issues(
    parts: Iterable[Part], documents: Iterable[Document]
) -> tuple[Issue, ...]:
    """Return the issue of a mail that brings a link to a file and no file."""
    if any(_is_file(document) for document in documents):
        return ()
    hosts = cloud_hosts(part.content for part in parts if part.body)
    if not hosts:
        return ()
    detail = f"a file may lie at {', '.join(hosts)}; links are never followed"
    return (Issue(code=Reason.CLOUD_LINK, detail=detail),)


def _is_file(document: Document) -> bool:
    """Say whether a document came with a mail as a file, unlike its text and logos."""
    decoration = document.media_type.startswith("image/") and document.reason is None
    return not (document.body or document.within or decoration)
