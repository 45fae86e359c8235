"""Evidence as one self-contained HTML page: no script, nothing fetched."""

import base64
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from extractors.values import Document
from review.escape import shortened, visible
from review.evidence import Mark, MarkedDocument, Piece, excerpts, pieces
from review.labels import HEIGHT, SIZE, drawable, labels
from review.names import KINDS, MEDIA
from review.places import SHEETS

_AROUND = 1.0
"""Points between the words and the box around them."""
_FOR_MACHINES = frozenset({"application/xml", "application/ld+json"})


class Shown(NamedTuple):
    """One document as the page shows it."""

    marked: MarkedDocument
    pictures: Mapping[int, bytes]
    """PNG files by page number; a page without one could not be drawn."""


def evidence_head(title: str) -> str:
    """Return the beginning of the page."""
    return _template("evidence_head.html").render(title=title)


def evidence_file(path: str, kind: str, documents: list[Shown], number: int) -> str:
    """Return the section of one file.

    Args:
        path: As it was named on the command line.
        kind: Of the reading.
        documents: Each with the pictures of its pages.
        number: Of the section, counted from 1; anchors are made from it.
    """
    return _template("evidence.html").render(
        path=path,
        kind=KINDS.get(kind, kind),
        documents=documents,
        number=number,
        around=_AROUND,
        label_size=SIZE,
        label_height=HEIGHT,
    )


def evidence_foot() -> str:
    """Return the end of the page."""
    return "</main></body></html>\n"


def _uri(png: bytes) -> Markup:
    """Return a picture as an address; nothing in base64 ends an attribute."""
    return Markup("data:image/png;base64," + base64.b64encode(png).decode("ascii"))  # noqa: S704  # as above


def _lines(text: str) -> str:
    """Return a text with its lines and tabs, every other control spelled out."""
    return "\n".join(
        "\t".join(visible(cell) for cell in line.split("\t"))
        for line in text.split("\n")
    )


def _boxed(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks whose boxes can be drawn."""
    return [mark for mark in marks if mark.box and drawable(mark.box)]


def _cut(shown: MarkedDocument) -> list[Piece]:
    """Return the text of a document, cut at its marks."""
    document = shown.document
    if _for_machines(document):
        return excerpts(document.text, shown.marks)
    return pieces(document.text, shown.marks)


def _for_machines(document: Document) -> bool:
    return document.media_type in _FOR_MACHINES


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["seen"] = shortened
    environment.filters["lines"] = _lines
    environment.filters["uri"] = _uri
    environment.globals["cut"] = _cut
    environment.globals["media"] = MEDIA
    environment.globals["sheets"] = SHEETS
    environment.globals["for_machines"] = _for_machines
    environment.globals["boxed"] = _boxed
    environment.globals["labels"] = labels
    return environment.get_template(name)


def _source(name: str) -> str:
    return files("review").joinpath("templates", name).read_text(encoding="utf-8")
