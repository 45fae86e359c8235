"""What a worksheet does not show of what its cells hold.

The values alone do not tell: rows and columns are hidden, a font is white on white or
struck through, and a formula that nobody has worked out yet has no value.
"""

import re
from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from lxml import etree  # type: ignore[import-untyped]  # has no stubs

from extractors.codes import Reason
from extractors.values import Issue

UNKNOWN = "#?"
"""Stands for the value of a formula that the file does not hold."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_WHITE = "FFFFFF"
_LAST = 20_000
"""More columns than any worksheet has."""
_PLACE = re.compile(r"[A-Z]{1,3}")
_BUILT_IN = 164
"""Number formats below it are the programme's own, and show their values."""
_SHOWS_NOTHING = ";;;"


class Styles(NamedTuple):
    """Numbers of the styles of a workbook that take from a cell's value."""

    hidden: frozenset[int]
    """Written in white on white, or by a number format that shows nothing."""
    struck: frozenset[int]
    texts: frozenset[int] = frozenset()
    """Numbers of its shared texts of which a part is struck through."""


class Marks(NamedTuple):
    """Of one worksheet; rows and columns count from 1."""

    rows: frozenset[int]
    """Hidden ones."""
    columns: frozenset[int]
    hidden: frozenset[tuple[int, int]]
    """Cells in a style that hides them: row, column."""
    struck: frozenset[tuple[int, int]]
    unknown: frozenset[tuple[int, int]]
    """Formulas without a value."""


def styles_of(book: Any) -> Styles:
    """Return the styles of an openpyxl workbook that hide a value or strike it out."""
    hidden, struck = set(), set()
    # Its public properties make an object for each cell, which takes too long.
    styles, fonts = book._cell_styles, book._fonts  # noqa: SLF001  # see above
    fills, formats = book._fills, book._number_formats  # noqa: SLF001  # see above
    for number, style in enumerate(styles):
        font = fonts[style.fontId]
        own = style.numFmtId - _BUILT_IN
        written = formats[own] if 0 <= own < len(formats) else ""
        filled = fills[style.fillId]
        bare = getattr(filled, "fill_type", None) in {None, "none"}
        white = _white(font.color) and (bare or _white(_filled_with(filled)))
        if white or written.strip() == _SHOWS_NOTHING:
            hidden.add(number)
        if font.strike:
            struck.add(number)
    return Styles(frozenset(hidden), frozenset(struck), frozenset(_struck_texts(book)))


def _struck_texts(book: Any) -> Iterator[int]:
    """Yield which shared texts of a workbook have struck words in them."""
    archive = book._archive  # noqa: SLF001  # openpyxl has opened it
    for name in archive.namelist():
        if not name.endswith("sharedStrings.xml") or b"strike" not in archive.read(
            name
        ):
            continue
        with archive.open(name) as source:
            for number, text in enumerate(_elements(source, "si")):
                if _has_struck(text):
                    yield number
                text.clear()


def _has_struck(element: Any) -> bool:
    marks = element.iter(f"{_MAIN}strike", f"{_MAIN}dstrike")
    return any(mark.get("val") not in {"0", "false"} for mark in marks)


def _filled_with(fill: Any) -> Any:
    """Return the colour of a solid fill; None of a pattern or a gradient."""
    return fill.fgColor if getattr(fill, "fill_type", None) == "solid" else None


def _white(color: Any) -> bool:
    if color is None:
        return False
    if color.type == "rgb":
        return str(color.rgb)[-6:].upper() == _WHITE
    # The first colour of a theme is its paper.
    return color.type == "theme" and color.theme == 0 and not color.tint


def marks_of(source: IO[bytes], styles: Styles, most: int) -> Marks:
    """Scan a worksheet's XML.

    Args:
        source: Opened.
        styles: Of its workbook.
        most: Rows that are looked at.
    """
    rows: set[int] = set()
    columns: set[int] = set()
    hidden: set[tuple[int, int]] = set()
    struck: set[tuple[int, int]] = set()
    unknown: set[tuple[int, int]] = set()
    number = 0
    for element in _elements(source, "col", "row"):
        name = etree.QName(element).localname
        if name == "col":
            columns.update(_hidden_columns(element))
            continue
        number = _number(element.get("r"), number + 1)
        if number > most:
            break
        if _true(element.get("hidden")) or _zero(element.get("ht")):
            rows.add(number)
        for at, cell in _cells(element):
            style = _number(cell.get("s"), 0)
            if style in styles.hidden:
                hidden.add((number, at))
            if style in styles.struck or _is_struck(cell, styles):
                struck.add((number, at))
            if _is_unknown(cell):
                unknown.add((number, at))
        element.clear()
    return Marks(
        frozenset(rows),
        frozenset(columns),
        frozenset(hidden),
        frozenset(struck),
        frozenset(unknown),
    )


def _cells(row: Any) -> Iterator[tuple[int, Any]]:
    at = 0
    for cell in row:
        at = _column(cell.get("r"), at + 1)
        yield at, cell


def _is_struck(cell: Any, styles: Styles) -> bool:
    """Say whether a part of a cell's text is struck through."""
    kind = cell.get("t")
    if kind == "s" and styles.texts:
        return _number(cell.findtext(f"{_MAIN}v"), -1) in styles.texts
    return kind == "inlineStr" and _has_struck(cell)


def _is_unknown(cell: Any) -> bool:
    """Say whether a cell has a formula and no value; an empty text is a value."""
    parts = {p.tag.rpartition("}")[2]: p.text for p in cell if isinstance(p.tag, str)}
    return "f" in parts and not parts.get("v") and cell.get("t") != "str"


def _elements(source: IO[bytes], *names: str) -> Iterator[Any]:
    tags = [f"{_MAIN}{name}" for name in names]
    for _, element in etree.iterparse(
        source, events=("end",), tag=tags, resolve_entities=False, no_network=True
    ):
        yield element


def _hidden_columns(element: Any) -> range:
    if not (_true(element.get("hidden")) or _zero(element.get("width"))):
        return range(0)
    first = _number(element.get("min"), 1)
    last = min(_number(element.get("max"), first), first + _LAST)
    return range(first, last + 1)


def _true(text: str | None) -> bool:
    return text in {"1", "true"}


def _zero(text: str | None) -> bool:
    return text is not None and not text.strip("0.")


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else otherwise


def _column(text: str | None, otherwise: int) -> int:
    """Return the column of a cell called "AB12"."""
    place = _PLACE.match(text or "")
    if place is None:
        return otherwise
    column = 0
    for letter in place[0]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


class Shown:
    """The values of a worksheet as it shows them, and what it does not show."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._rows: set[int] = set()
        self._columns: set[int] = set()
        self._cells = self._struck = 0

    def row(self, number: int, texts: list[str]) -> list[str] | None:
        """Return a row without what is hidden; None of a hidden row."""
        marks = self._marks
        if number in marks.rows:
            if any(texts):
                self._rows.add(number)
            return None
        kept = []
        for column, text in enumerate(texts, 1):
            at = (number, column)
            if column in marks.columns:
                if text:
                    self._columns.add(column)
                continue
            if text and at in marks.hidden:
                self._cells += 1
                kept.append("")
            elif text and at in marks.struck:
                self._struck += 1
                kept.append("")
            else:
                kept.append(UNKNOWN if not text and at in marks.unknown else text)
        return kept

    def issues(self) -> Iterator[Issue]:
        """Yield what was not read of the rows so far, and why."""
        hidden = (
            (len(self._rows), "hidden rows"),
            (len(self._columns), "hidden columns"),
            (self._cells, "cells whose writing is not to be seen"),
        )
        told = ", ".join(f"{count} {what}" for count, what in hidden if count)
        if told:
            yield Issue(code=Reason.HIDDEN_TEXT, detail=f"not read: {told}")
        if self._struck:
            detail = f"not read: {self._struck} cells that are struck through"
            yield Issue(code=Reason.INCOMPLETE_READING, detail=detail)
