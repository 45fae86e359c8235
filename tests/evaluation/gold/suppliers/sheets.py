"""Plain rows as a flat OpenDocument spreadsheet."""

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape

NUMBER = re.compile(r"-?\$?\d[\d.,]{0,9}(?: ?€)?")
"""An amount or a quantity; longer ones are names of something, set left."""
NAMES = ("office", "style", "text", "table", "fo")
XMLNS = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:'
    f'{"xsl-fo-compatible" if name == "fo" else name}:1.0"'
    for name in NAMES
)
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {XMLNS} office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>
<style:page-layout style:name="pm"><style:page-layout-properties
 fo:page-width="27.94cm" fo:page-height="21.59cm" style:print-orientation="landscape"
 fo:margin="1.5cm"/></style:page-layout>
<style:style style:name="b" style:family="table-cell">
<style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="r" style:family="table-cell">
<style:paragraph-properties fo:text-align="end"/></style:style>
<style:style style:name="br" style:family="table-cell">
<style:paragraph-properties fo:text-align="end"/>
<style:text-properties fo:font-weight="bold"/></style:style>
"""


def sheet(widths: Iterable[str], rows: Iterable[str]) -> str:
    """Return the document.

    Args:
        widths: Of the columns, in centimetres.
        rows: Cells apart by tabs; ``*`` before a bold one. Amounts are set right.
    """
    styles = columns = ""
    for i, width in enumerate(widths):
        styles += (
            f'<style:style style:name="c{i}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width}cm"/>'
            "</style:style>"
        )
        columns += f'<table:table-column table:style-name="c{i}"/>'
    body = "".join(f"<table:table-row>{_cells(row)}</table:table-row>" for row in rows)
    return (
        f"{HEAD}{styles}</office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Default" style:page-layout-name="pm"/>'
        "</office:master-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="Sheet1">{columns}{body}</table:table>'
        "</office:spreadsheet></office:body></office:document>"
    )


def _cells(row: str) -> str:
    shown = ""
    for cell in row.split("\t"):
        if not cell:
            shown += "<table:table-cell/>"  # the text to its left may run over it
            continue
        text = escape(cell.removeprefix("*"))
        style = "b" * cell.startswith("*") + "r" * bool(NUMBER.fullmatch(text))
        named = f' table:style-name="{style}"' if style else ""
        shown += (
            f'<table:table-cell{named} office:value-type="string">'
            f"<text:p>{text}</text:p></table:table-cell>"
        )
    return shown
