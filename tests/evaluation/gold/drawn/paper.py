"""Paper to draw documents on: ink at points from the top left, tables by columns."""

import io
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

Row = Sequence[str]


class Column(NamedTuple):
    """Where the cells of one column stand: left edge, right edge or middle."""

    x: float
    align: str = "l"


class Paper:
    """One document, page after page."""

    def __init__(self, size: tuple[float, float] = LETTER) -> None:
        self._buffer = io.BytesIO()
        self._height = size[1]
        self._canvas = Canvas(self._buffer, pagesize=size, invariant=1)

    def ink(
        self,
        x: float,
        y: float,
        text: str,
        *,
        align: str = "l",
        size: float = 9,
        bold: bool = False,
        mono: bool = False,
        turn: float = 0,
    ) -> None:
        """Write *text* in one line, turned by degrees against the clock."""
        c = self._canvas
        c.saveState()
        face = "Courier" if mono else "Helvetica"
        c.setFont(f"{face}-Bold" if bold else face, size)
        c.translate(x, self._height - y)
        c.rotate(turn)
        draw = {"l": c.drawString, "r": c.drawRightString, "c": c.drawCentredString}
        draw[align](0, 0, text)
        c.restoreState()

    def block(self, x: float, y: float, lines: Iterable[str], **how: Any) -> float:
        """Write lines under each other; return where the next would stand."""
        for line in lines:
            self.ink(x, y, line, **how)
            y += 12
        return y

    def table(
        self,
        y: float,
        columns: Sequence[Column],
        rows: Iterable[Row],
        *,
        step: float = 14,
        **how: Any,
    ) -> float:
        """Write rows of cells; return where the next row would stand."""
        for row in rows:
            for column, cell in zip(columns, row, strict=True):
                self.ink(column.x, y, cell, align=column.align, **how)
            y += step
        return y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a frame."""
        self._canvas.rect(x0, self._height - y1, x1 - x0, y1 - y0)

    def page(self) -> None:
        """Begin the next page."""
        self._canvas.showPage()

    def done(self) -> bytes:
        """Return the file."""
        self._canvas.showPage()
        self._canvas.save()
        return self._buffer.getvalue()
