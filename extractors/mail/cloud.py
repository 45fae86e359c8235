"""Links to files that lie elsewhere: named to a person, never followed."""

import re
from collections.abc import Iterable
from itertools import islice

from extractors.codes import Reason
from extractors.mail.mime import Part
from extractors.values import Document, Issue

HOSTS = frozenset(
    {
        "1drv.ms",
        "acrobat.adobe.com",
        "box.com",
        "docs.google.com",
        "drive.google.com",
        "dropbox.com",
        "documentcloud.adobe.com",
        "drive.usercontent.google.com",
        "dropboxusercontent.com",
        "egnyte.com",
        "filemail.com",
        "filetransfer.io",
        "fromsmash.com",
        "hightail.com",
        "icloud.com",
        "mediafire.com",
        "mega.nz",
        "onedrive.live.com",
        "sharefile.com",
        "sharepoint.com",
        "sendgb.com",
        "smash.com",
        "transfernow.net",
        "we.tl",
        "wetransfer.com",
    }
)
"""Services that keep files for others; their sub-domains count as they do."""
_MAX_LINKS = 2_000
_LINK = re.compile(
    rb"https?://([a-z0-9.-]{4,100})(/[a-z0-9_%?:!~-][^\s\"'<>]{0,500})", re.IGNORECASE
)
_SUBJECT = re.compile(
    rb"invoice|packing|packlist|statement|credit-?memo|ship(?:ping|ment)?-?notice"
    rb"|\basn\b|rechnung|lieferschein|facture|bordereau|factura|albaran|fattura|factuur",
    re.IGNORECASE,
)
_FILE = re.compile(
    rb"\.(?:pdf|csv|xlsx?|xml|zip|edi|tiff?)(?:$|[?&#])"
    rb"|\b(?:download|attachments?|getfile|export)\b",
    re.IGNORECASE,
)
"""A link of a vendor's own portal is a file when it says so, and what is in it."""


def cloud_hosts(texts: Iterable[bytes]) -> tuple[str, ...]:
    """Return the hosts that links to files in the texts lead to, each once, sorted."""
    found: set[str] = set()
    for text in texts:
        for match in islice(_LINK.finditer(text), _MAX_LINKS):
            host = match[1].decode("ascii").lower().rstrip(".")
            labels = host.split(".")
            found |= HOSTS & {".".join(labels[n:]) for n in range(len(labels) - 1)}
            if _SUBJECT.search(match[2]) and _FILE.search(match[2]):
                found.add(host)
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
