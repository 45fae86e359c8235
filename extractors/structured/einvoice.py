"""XML, by itself or embedded in a PDF → the record of an electronic document."""

import re
from collections.abc import Callable

from extractors.files import media
from extractors.structured.cii import is_cii, read_cii
from extractors.structured.despatch import is_despatch, read_despatch
from extractors.structured.paid_to import paid_to
from extractors.structured.standing import standing_issues
from extractors.structured.ubl import is_ubl, read_ubl
from extractors.structured.xml_tree import Node, XmlError, parse_xml
from extractors.values import Document, Extraction, Issue, MoneyDocument, Record

VERSION = "xml/4"
"""Changes with every change of what is read."""
_BUSINESS = re.compile(
    r"<(?:!DOCTYPE\s+)?(?:[\w.-]{1,40}:)?(?:CrossIndustry(?:Invoice|Document)|SCRDM\w{1,60}"
    r"|Invoice|CreditNote|Order|OrderResponse|OrderResponseSimple|DespatchAdvice)[\s>]"
)
_Read = Callable[[Node, Document], tuple[Record | None, tuple[Issue, ...]]]
_FORMATS: tuple[tuple[Callable[[Node], bool], _Read], ...] = (
    (is_despatch, read_despatch),
    (is_ubl, read_ubl),
    (is_cii, read_cii),
)
_LOOKED_AT = 8_000
"""Characters among which the root of such a document stands; comments precede it."""


def read_einvoice(document: Document) -> Extraction | None:
    """Return what an XML document says, or None where it is no such document.

    A document that looks like one and cannot be read gives no record and an issue.
    """
    if document.media_type != media.XML or document.status != "read":
        return None
    try:
        root = parse_xml(document.text)
    except XmlError as error:
        if not _BUSINESS.search(document.text, 0, _LOOKED_AT):
            return None
        detail = f"{document.name or 'the XML'}: {error.detail}"
        issue = Issue(code=error.reason, detail=detail)
        return _extraction(document, None, (issue,))
    for knows, read in _FORMATS:
        if knows(root):
            record, issues = read(root, document)
            if isinstance(record, MoneyDocument):
                issues = (*issues, *standing_issues(root, record))
                paid = paid_to(root, document, record)
                record = record.model_copy(update={"payment": paid})
            return _extraction(document, record, issues)
    return None


def _extraction(
    document: Document, record: Record | None, issues: tuple[Issue, ...]
) -> Extraction:
    return Extraction(
        document=document.sha256,
        reader="xml",
        version=VERSION,
        record=record,
        issues=issues,
    )
