"""HTML of a mail → the text a person sees, and its tables.

Rows stay on one line with their columns lined up, also in the tables that only lay out
a page, so that the text reads as it looks.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from lxml import etree  # type: ignore[import-untyped]  # has no stubs

from extractors.files.blocks import Block, Spanning, tabulate
from extractors.files.concealed import Struck, struck_out, text_of
from extractors.files.hidden import (
    Paint,
    is_hidden,
    is_struck,
    is_turned,
    repaint,
    sheet_styles,
    style_of,
)
from extractors.values import Table

MAX_HTML = 1024 * 1024
"""Characters that are looked at."""
_MAX_DEPTH = 150
_MAX_CELLS = 20_000
_MAX_SPAN = 100


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_UNSHOWN = _tags(
    "script style head title template svg math object embed iframe audio video canvas "
    "map select textarea input datalist meta link base param source track"
)
_STRUCK = _tags("s strike del")
_APART = _tags("p h1 h2 h3 h4 h5 h6 ul ol dl blockquote pre table hr fieldset")
"""Blocks that a blank line parts from what is around them."""
_BLOCKS = _APART | _tags(
    "div li dt dd section article header footer nav aside main address center form "
    "figure figcaption details summary legend tr td th thead tbody tfoot caption"
)
_SPAN = re.compile(r"[0-9]{1,5}")
_BLANKS = re.compile(r"[\s\u00a0\u200b\u200c\u200d\u034f\u00ad\ufeff]+")


class HtmlText(NamedTuple):
    """What is seen of an HTML document."""

    text: str
    tables: tuple[Table, ...]
    cut: bool
    """It was larger, deeper or had more cells than is read."""
    hidden: tuple[str, ...] = ()
    """Texts that are not to be seen, each as its element holds it."""
    struck: tuple[Struck, ...] = ()


def read_html(markup: str) -> HtmlText:
    """Return the visible text; broken mark-up is read as browsers would."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True,
        huge_tree=True,
    )  # fmt: skip
    source = markup[:MAX_HTML].replace("\x00", "").encode("utf-8", "replace")
    root = etree.fromstring(source, parser) if source.strip() else None
    if root is None:
        return HtmlText("", (), cut=False)
    sheet = " ".join(e.text or "" for e in root.iter("style"))
    painted = "background" in sheet
    walk = _Walk(sheet_styles(sheet[:MAX_HTML], colours=not painted))
    flow = _Flow()
    walk.element(root, flow, Paint(ground="" if painted else "ffffff"), 0)
    text, tables = flow.done().text()
    cut = walk.cut or len(markup) > MAX_HTML
    return HtmlText(text, tables, cut, tuple(walk.hidden), tuple(walk.struck))


class _Flow:
    """Text that runs on in lines, with blocks between them."""

    def __init__(self) -> None:
        self.block = Block()
        self._line = ""
        self._apart = False

    def write(self, text: str) -> None:
        text = _BLANKS.sub(" ", text)
        if self._line.endswith(" ") or not self._line:
            text = text.lstrip(" ")
        self._line += text

    def end_line(self, *, apart: bool = False) -> None:
        """End the line, if any; *apart* asks for a blank line before the next."""
        line = self._line.rstrip()
        self._line = ""
        if line:
            self.put(Block([line]))
        self._apart = self._apart or apart

    def break_line(self) -> None:
        """End the line, even an empty one, as ``<br>`` does."""
        if self._line.strip():
            self.end_line()
        else:
            self._apart = True

    def put(self, block: Block) -> None:
        if self._apart and self.block.lines and self.block.lines[-1]:
            self.block.lines.append("")
        self._apart = False
        self.block.stack(block)

    def done(self) -> Block:
        self.end_line()
        return self.block


class _Verbatim(_Flow):
    """Text whose blanks and line ends are kept."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""

    def write(self, text: str) -> None:
        self._text += text

    def break_line(self) -> None:
        self._text += "\n"

    def end_line(self, *, apart: bool = False) -> None:
        """End the line, if any."""
        if apart or not self._text.endswith("\n"):
            self._text += "\n"

    def put(self, block: Block) -> None:
        self._text += "\n".join(block.lines)

    def done(self) -> Block:
        lines = self._text.expandtabs().splitlines()
        return Block([line.rstrip() for line in lines])


class _Walk:
    """One pass over the tree."""

    def __init__(self, sheet: Mapping[str, dict[str, str]]) -> None:
        self.sheet = sheet
        self.cut = False
        self.hidden: list[str] = []
        self.struck: list[Struck] = []
        self._cells = 0

    def element(self, node: Any, flow: _Flow, paint: Paint, depth: int) -> None:
        """Write what is seen of *node* and all that is in it."""
        tag = node.tag
        if not isinstance(tag, str) or tag in _UNSHOWN:
            return
        attributes: Mapping[str, str] = node.attrib
        style = style_of(attributes, self.sheet) if attributes else {}
        if self._left_out(node, style):
            return
        if attributes:
            paint = repaint(paint, attributes, style)
        if depth > _MAX_DEPTH:
            self.cut = True
            return
        if tag == "br":
            flow.break_line()
            return
        apart = tag in _APART
        if tag in _BLOCKS:
            flow.end_line(apart=apart)
        if tag == "table":
            flow.put(tabulate(list(self._rows(node, paint, depth))))
        elif tag == "pre":
            lines = _Verbatim()
            self._content(node, lines, paint, depth)
            flow.put(lines.done())
        else:
            self._content(node, flow, paint, depth)
        if tag in _BLOCKS:
            flow.end_line(apart=apart)

    def _left_out(self, node: Any, style: dict[str, str]) -> bool:
        """Say whether nothing of an element is read, and keep what it holds."""
        attributes = node.attrib
        if attributes and (
            is_hidden(attributes, style) or is_turned(node.tag, attributes, style)
        ):
            self.hidden.append(text_of(node))
        elif node.tag in _STRUCK or is_struck(style):
            self.struck.append(struck_out(node))
        else:
            return False
        return True

    def _content(self, node: Any, flow: _Flow, paint: Paint, depth: int) -> None:
        write = flow.write if paint.seen else self.hidden.append
        if node.text:
            write(node.text)
        for child in node:
            self.element(child, flow, paint, depth + 1)
            if child.tail:
                write(child.tail)

    def _rows(self, table: Any, paint: Paint, depth: int) -> Iterator[list[Spanning]]:
        """Yield the rows of a table, its cells read and given their columns."""
        taken: dict[int, int] = {}
        """Columns that a cell above still fills, and for how many rows."""
        for row, row_paint in self._row_nodes(table, paint):
            cells: list[Spanning] = []
            column = 0
            for node in row:
                if node.tag not in {"td", "th"}:
                    continue
                self._cells += 1
                if self._cells > _MAX_CELLS:
                    self.cut = True
                    return
                while taken.get(column, 0) > 0:
                    column += 1
                flow = _Flow()
                self.element(node, flow, row_paint, depth + 2)
                columns = _span(node, "colspan")
                if (rows := _span(node, "rowspan")) > 1:
                    taken |= {column + n: rows for n in range(columns)}
                cells.append(Spanning(_bare(flow.done()), column, columns))
                column += columns
            taken = {c: n - 1 for c, n in taken.items() if n > 1}
            yield cells

    def _row_nodes(self, table: Any, paint: Paint) -> Iterator[tuple[Any, Paint]]:
        for child in table:
            if child.tag not in {"tr", "thead", "tbody", "tfoot", "caption"}:
                continue
            attributes = child.attrib
            style = style_of(attributes, self.sheet)
            if self._left_out(child, style):
                continue
            inside = repaint(paint, attributes, style)
            if child.tag == "tr":
                yield child, inside
            elif child.tag == "caption":
                cell = etree.Element("tr")
                cell.append(_as_cell(child))
                yield cell, inside
            else:
                yield from self._row_nodes(child, inside)


def _as_cell(caption: Any) -> Any:
    cell = etree.Element("td")
    cell.text = " ".join("".join(caption.itertext()).split())
    return cell


def _bare(block: Block) -> Block:
    """Return the block without blank lines at its ends."""
    while block.lines and not block.lines[-1]:
        block.lines.pop()
    return block


def _span(node: Any, name: str) -> int:
    text = node.get(name, "").strip()
    return min(max(int(text), 1), _MAX_SPAN) if _SPAN.fullmatch(text) else 1
