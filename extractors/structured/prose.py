"""What the elements of an electronic document say in words, laid out as a page.

Notes, terms, reasons and remarks are read by people and by nobody else. As a page they
meet the same cautions, and the same look for where to pay, as words that are printed.
"""

import re
import textwrap
from dataclasses import replace

from extractors.files import media
from extractors.files.grid import text_page
from extractors.structured.xml_tree import Node, XmlError, leaves, parse_xml
from extractors.values import Document

_WORDED = re.compile(
    r"(?:Note|Content|Description|Information|Reason|Comment|Text|Remarks?|Terms"
    r"|Conditions?|Clause|Subject)$"
)
"""Names of elements that hold words, be it a single one: "PAID"."""
_WIDE = 240
"""Characters of a line; a longer one is wrapped, for a page ends somewhere."""
_APART = "\n\n\n"
"""Between two elements: no paragraph goes on over them."""
_NO_BREAK = re.compile(r"[ \t\x0b\x0c\x85\u2028\u2029]+")


def prose_of(document: Document) -> Document | None:
    """Return the words of an XML document as a page; None where it has none."""
    if document.media_type != media.XML or document.status != "read":
        return None
    try:
        root = parse_xml(document.text)
    except XmlError:
        return None
    said = dict.fromkeys(_laid_out(leaf.node) for leaf in leaves(root))
    text = _APART.join(filter(None, said))
    if not text:
        return None
    return replace(
        document,
        media_type=media.TEXT,
        text=text,
        pages=(text_page(text),),
        within="",
    )


def _laid_out(node: Node) -> str:
    """Return an element's words line by line; "" where it holds a mere value."""
    lines = [_NO_BREAK.sub(" ", line).strip() for line in node.text.split("\n")]
    lines = [part for line in lines for part in _wrapped(line)]
    worded = _WORDED.search(node.name) or any(" " in line for line in lines)
    return "\n".join(lines) if worded else ""


def _wrapped(line: str) -> list[str]:
    """Return a line in parts that are not too wide."""
    if len(line) <= _WIDE and line.isprintable():
        return [line] if line else []
    return textwrap.wrap(line, _WIDE)
