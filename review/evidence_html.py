"""Evidence as one self-contained HTML page: no script, nothing fetched."""

import base64
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from extractors.values import Page
from review.escape import shortened, visible
from review.evidence import Mark, MarkedDocument, pieces


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
        path=path, kind=kind, documents=documents, number=number
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


def _overlay(marks: tuple[Mark, ...], page: Page) -> list[dict[str, object]]:
    """Return boxes in per cent of the page, so that the picture may have any size."""
    shown: list[dict[str, object]] = []
    for mark in marks:
        if mark.box is None or not page.width or not page.height:
            continue
        x0, top, x1, bottom = mark.box
        style = (
            f"left:{100 * (x0 - 1) / page.width:.3f}%;"
            f"top:{100 * (top - 1) / page.height:.3f}%;"
            f"width:{100 * (x1 - x0 + 2) / page.width:.3f}%;"
            f"height:{100 * (bottom - top + 2) / page.height:.3f}%;"
        )
        shown.append({"mark": mark, "style": style})
    return shown


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
    environment.globals["pieces"] = pieces
    environment.globals["overlay"] = _overlay
    return environment.get_template(name)


def _source(name: str) -> str:
    return files("review").joinpath("templates", name).read_text(encoding="utf-8")
