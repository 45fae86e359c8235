"""XML text → a small tree that knows where each value stands.

Expat reads it, because it tells the place of everything it reads. A document type
declaration is refused outright, so there are no entities to expand and nothing outside
to fetch; size, depth and the number of elements are bounded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from xml.parsers import expat  # no DTD, hence no entity, gets past the handlers below

from extractors.codes import Reason

MAX_XML = 4_000_000
"""Characters."""
_SMALL = 250_000
"""Characters of a document whose tree is kept for the next reader."""
_MAX_DEPTH = 60
_MAX_ELEMENTS = 100_000
_SEPARATOR = " "
"""Between a namespace and a name; neither holds a blank."""


class XmlError(Exception):
    """The text gives no tree; *reason* says why."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


@dataclass(slots=True)
class Node:
    """One element."""

    namespace: str
    name: str
    """Without prefix."""
    attributes: Mapping[str, str]
    children: list["Node"] = field(default_factory=list)
    text: str = ""
    """Its own characters, references resolved, blanks at the ends dropped."""
    start: int = -1
    """Index of the first character of its content in the document's text; -1: empty."""
    end: int = -1
    """Index after the last one."""

    def all(self, path: str) -> Iterator["Node"]:
        """Yield the elements a path of names ("A/B/C") leads to, in order."""
        name, _, rest = path.partition("/")
        for child in self.children:
            if child.name == name:
                if rest:
                    yield from child.all(rest)
                else:
                    yield child

    def first(self, *paths: str) -> "Node | None":
        """Return the first element with characters that any of the paths leads to."""
        return next((n for path in paths for n in self.all(path) if n.text), None)


class Leaf(NamedTuple):
    """An element with characters, and the names of those it stands in."""

    path: tuple[str, ...]
    """From the outermost to its own."""
    node: Node


def leaves(node: Node, within: tuple[str, ...] = ()) -> Iterator[Leaf]:
    """Yield every element below and including *node* that has characters, in order."""
    path = (*within, node.name)
    if node.text:
        yield Leaf(path, node)
    for child in node.children:
        yield from leaves(child, path)


def text_of(node: Node, path: str) -> str:
    """Return the characters of the first element a path leads to, "" for none."""
    found = node.first(path)
    return found.text if found else ""


def parse_xml(text: str) -> Node:
    """Return the root of an XML document, which is not to be changed.

    Raises:
        XmlError: It is not well-formed, declares a document type, or is too large.
    """
    if len(text) > MAX_XML:
        raise XmlError(Reason.TOO_LARGE, f"{len(text)} characters")
    return _kept(text) if len(text) <= _SMALL else _parsed(text)


def _parsed(text: str) -> Node:
    try:
        source = text.encode("utf-8")
    except UnicodeEncodeError:
        raise XmlError(Reason.DAMAGED, "half a character") from None
    return _Builder(source).tree()


_kept = lru_cache(maxsize=4)(_parsed)
"""The same for the few documents of a mail, each of which has several readers."""


class _Builder:
    """One pass over the bytes."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._open: list[Node] = []
        self._texts: list[list[str]] = []
        self._root: Node | None = None
        self._elements = 0
        self._at = (0, 0)
        """A place reached: bytes, and the characters they are."""
        parser = expat.ParserCreate("utf-8", _SEPARATOR)
        parser.buffer_text = False
        parser.StartDoctypeDeclHandler = _refuse
        parser.EntityDeclHandler = _refuse
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        self._parser = parser

    def tree(self) -> Node:
        """Return the root.

        Raises:
            XmlError: As :func:`parse_xml` says.
        """
        try:
            self._parser.Parse(self._source, True)  # noqa: FBT003  # "final": by position only
        except expat.ExpatError as error:
            raise XmlError(Reason.DAMAGED, f"no well-formed XML: {error}") from None
        if self._root is None:
            raise XmlError(Reason.DAMAGED, "no element")
        return self._root

    def _place(self) -> int:
        """Return the index of the character the parser stands at; they only grow."""
        index = self._parser.CurrentByteIndex
        bytes_, characters = self._at
        if index > bytes_:
            characters += len(self._source[bytes_:index].decode("utf-8", "replace"))
            self._at = (index, characters)
        return characters

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if len(self._open) >= _MAX_DEPTH or self._elements > _MAX_ELEMENTS:
            raise XmlError(Reason.TOO_LARGE, "too many elements, or too deep")
        namespace, _, local = name.rpartition(_SEPARATOR)
        plain = {
            key.rpartition(_SEPARATOR)[2]: text for key, text in attributes.items()
        }
        node = Node(namespace, local, plain)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self._root = node
        self._open.append(node)
        self._texts.append([])

    def _characters(self, text: str) -> None:
        node = self._open[-1]
        if node.start < 0:
            node.start = self._place()
        self._texts[-1].append(text)

    def _end(self, _name: str) -> None:
        node = self._open.pop()
        node.text = "".join(self._texts.pop()).strip()
        if node.start >= 0:
            node.end = self._place()


def _refuse(*_declared: object) -> None:
    raise XmlError(Reason.SCHEMA_INVALID, "it declares a document type: refused")
