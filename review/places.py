"""Where a fact stands, in words: a page, a line, a row and column, an element.

An offset into a text means nothing to a person. Each kind of document is told by what
somebody who opens it can find again.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import cache
from itertools import accumulate

from extractors.values import Document, Evidence

_TAG = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<[?!][^>]*>"
    r"|<(?P<end>/)?(?:[\w.-]+:)?(?P<name>[\w.-]+)(?:[^>\"']|\"[^\"]*\"|'[^']*')*?"
    r"(?P<empty>/)?>",
    re.DOTALL,
)
_KEY = re.compile(r'"((?:[^"\\]|\\.){1,60})"\s*:')
_LONGEST = 36
"""Characters of a path."""
_ALPHABET = 26


class Places:
    """Says where facts stand in the documents they are cited from."""

    def __init__(self, find: Callable[[str], Document | None]) -> None:
        self._find = cache(find)
        """Returns the document of a hash, if it is there."""
        self._elements: dict[str, tuple[list[int], list[str]]] = {}

    @classmethod
    def among(cls, documents: Iterable[Document]) -> "Places":
        """Return the places in *documents*."""
        return cls({document.sha256: document for document in documents}.get)

    def of(self, evidence: Evidence) -> str:
        """Return the place in a few words."""
        offset = evidence.offset
        if offset is None or evidence.box is not None:
            return f"p. {evidence.page}"
        document = self._find(evidence.document)
        if document is None:
            return f"p. {evidence.page}"
        if document.tables and document.media_type in SHEETS:
            return _cell(document, offset)
        if document.media_type == "application/xml":
            return _short(self.path(document, offset)) or f"character {offset}"
        if document.media_type == "application/ld+json":
            return _key(document.text, offset)
        return f"line {document.text.count(chr(10), 0, offset) + 1}"

    def path(self, document: Document, offset: int) -> str:
        """Return the names of the elements that *offset* of an XML lies in."""
        if document.sha256 not in self._elements:
            self._elements[document.sha256] = _elements(document.text)
        starts, paths = self._elements[document.sha256]
        found = bisect_right(starts, offset) - 1
        return paths[found] if found >= 0 else ""


SHEETS = frozenset(
    {
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)


def _elements(text: str) -> tuple[list[int], list[str]]:
    """Return where each stretch of an XML begins, and the path of elements it is in.

    >>> _elements("<a><b:c>1</b:c><d/>2</a>")
    ([3, 8, 15, 19, 24], ['a', 'a/c', 'a', 'a', ''])
    """
    starts: list[int] = []
    paths: list[str] = []
    open_: list[str] = []
    for tag in _TAG.finditer(text):
        name = tag["name"]
        if not name:
            continue
        if tag["end"]:
            if name in open_:
                while open_.pop() != name:
                    pass
        elif not tag["empty"]:
            open_.append(name)
        starts.append(tag.end())
        paths.append("/".join(open_))
    return starts, paths


def _short(path: str) -> str:
    """Return the element that holds a value, and its parent where there is room.

    >>> _short("Invoice/ExchangedDocument/ID"), _short("a/" + "b" * 30 + "/DuePayable")
    ('ExchangedDocument/ID', '…/DuePayable')
    """
    names = path.split("/")
    shown = "/".join(names[-2:])
    return shown if len(shown) <= _LONGEST else f"…/{names[-1]}"


def _cell(document: Document, offset: int) -> str:
    """Return the row and column of a sheet's cell, as a spreadsheet names them."""
    lines = document.text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    row = bisect_right(starts, offset) - 1
    column = document.text.count("\t", starts[row], offset)
    return f"row {row + 1}, column {_letters(column)}"


def _letters(column: int) -> str:
    """Return a column's name.

    >>> [_letters(n) for n in (0, 25, 26)]
    ['A', 'Z', 'AA']
    """
    rest, last = divmod(column, _ALPHABET)
    return (_letters(rest - 1) if rest else "") + chr(ord("A") + last)


def _key(text: str, offset: int) -> str:
    """Return the key whose value stands at *offset* of a JSON text.

    >>> _key('{"a": "1", "b": "22"}', 17)
    'b'
    """
    keys = [m[1] for m in _KEY.finditer(text, 0, offset)]
    return keys[-1] if keys else f"character {offset}"
