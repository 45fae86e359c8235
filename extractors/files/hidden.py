"""Which elements of an HTML mail are not seen by the person who reads it.

Text nobody sees proves nothing, and it is where instructions to a model are put. Only
what a glance at the element and its ancestors tells is told; nothing is laid out.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

_SIMPLE = re.compile(r"[a-z0-9]*([.#][\w-]+)")
_EVERY_SCREEN = re.compile(
    r"@media\s+(?:only\s+)?(?:screen|all)\s*\{((?:[^{}]|\{[^{}]*\})*)\}"
)
_AT_RULE = re.compile(r"@[^{;@]*(?:;|\{(?:[^{}]|\{[^{}]*\})*\})")
_LENGTH = re.compile(r"(-?\d{0,6}\.?\d{1,6})\s*(px|pt|em|rem|ex|ch|vw|vh|%|)")
_FONT = re.compile(
    r"(?:^|\s)(\d{0,4}\.?\d{1,4})(px|pt|em|rem|%|)(?=\s{0,3}/|(?<=[a-z%])\s)"
)
"""The size in a font's short form: a unit or the height of the line follows it."""
_RGB = re.compile(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+%?))?\s*\)")
_NOTHING = re.compile(
    r"scale(?:3d|[xy])?\(\s*(?:0|0?\.0\d*)\s*[,)]|matrix\(\s*0\s*,\s*0\s*,\s*0"
)
"""Transformed into a point."""
_CLIPPED = re.compile(
    r"inset\(\s*(?:[5-9]\d|\d{3,})(?:\.\d+)?%|(?:circle|ellipse)\(\s*0(?![.\d])"
    r"|rect\(\s*(\d+)(?:px)?[\s,]+\1(?:px)?[\s,]+\1(?:px)?[\s,]+\1(?:px)?\s*\)"
)
"""Cut down to nothing."""
_NAMED = {"white": "ffffff", "black": "000000"}
_CLEAR = "transparent"
_SMALLEST = {"px": 1.0, "pt": 1.0, "em": 0.1, "rem": 0.1, "%": 5.0, "": 1.0}
"""A font of this size or less is not read."""
_PIXELS = {"em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "pt": 1.33, "%": 8.0,
           "vw": 8.0, "vh": 6.0}  # fmt: skip
"""About as many to one of the unit."""
_FAR = -500.0
"""Pixels: text this far left or above is off the screen."""
_FAINT = 0.05
"""Of full ink: text with as little of it is not seen."""
_ALIKE = 12
"""Of 255 in red, green or blue: two colours that differ no more look the same."""


class Paint(NamedTuple):
    """The colours that text has here, six hex digits; "" where they are not known."""

    ink: str = "000000"
    ground: str = "ffffff"

    @property
    def seen(self) -> bool:
        """Whether text shows; where a colour is not known it does."""
        if not self.ink or not self.ground:
            return True
        pairs = zip(bytes.fromhex(self.ink), bytes.fromhex(self.ground), strict=True)
        return any(abs(one - other) > _ALIKE for one, other in pairs)


def declarations(style: str) -> dict[str, str]:
    """Return the properties of a style attribute, lower case, the last one winning."""
    parts = (part.partition(":") for part in _said(style).split(";"))
    return {
        name.strip(): value.replace("!important", "").strip()
        for name, colon, value in parts
        if colon
    }


def _said(style: str) -> str:
    """Return *style* in small letters, without comments."""
    if "/*" not in style:
        return style.lower()
    kept, at = [], 0
    while (begin := style.find("/*", at)) >= 0:
        kept.append(style[at:begin])
        end = style.find("*/", begin + 2)
        at = end + 2 if end >= 0 else len(style)
    return "".join([*kept, style[at:]]).lower()


def sheet_styles(sheet: str, *, colours: bool) -> dict[str, dict[str, str]]:
    """Return what a sheet says of classes (".x") and names ("#x") on every screen.

    Args:
        sheet: All style elements of a document.
        colours: Those of text count, too. Where the sheet paints grounds, more than a
            look at the element decides what stands on what.
    """
    text = _AT_RULE.sub("", _EVERY_SCREEN.sub(r"\1", _said(sheet)))
    styles: dict[str, dict[str, str]] = {}
    for rule in text.split("}"):
        before, _, body = rule.rpartition("{")
        selectors = before.rpartition("{")[2]
        said = declarations(body)
        if not colours:
            said.pop("color", None)
        for selector in selectors.split(","):
            if match := _SIMPLE.fullmatch(selector.strip()):
                styles.setdefault(match[1], {}).update(said)
    return styles


def style_of(
    attributes: Mapping[str, str], sheet: Mapping[str, dict[str, str]]
) -> dict[str, str]:
    """Return the properties that an element has, its own before those of the sheet."""
    style: dict[str, str] = {}
    if sheet:
        for name in attributes.get("class", "").lower().split():
            style |= sheet.get(f".{name}", {})
        style |= sheet.get(f"#{attributes.get('id', '').lower()}", {})
    if "style" in attributes:
        style |= declarations(attributes["style"])
    return style


def is_struck(style: Mapping[str, str]) -> bool:
    """Say whether a line goes through the text of an element: it is no longer said."""
    decoration = style.get("text-decoration", "")
    return "line-through" in f"{decoration} {style.get('text-decoration-line', '')}"


def is_turned(
    tag: str, attributes: Mapping[str, str], style: Mapping[str, str]
) -> bool:
    """Say whether an element shows its letters and digits from last to first."""
    if tag == "bdo":
        return attributes.get("dir", "").lower() == "rtl"
    forced = bool(style) and "override" in style.get("unicode-bidi", "")
    return forced and style.get("direction") != "ltr"


def is_hidden(attributes: Mapping[str, str], style: Mapping[str, str]) -> bool:
    """Say whether an element itself hides all that is in it."""
    if "hidden" in attributes or attributes.get("aria-hidden", "").lower() == "true":
        return True
    return bool(style) and (_is_left_out(style) or _is_shrunk(style) or _is_far(style))


def _is_left_out(style: Mapping[str, str]) -> bool:
    get = style.get
    return (
        get("display") == "none"
        or get("visibility") in {"hidden", "collapse"}
        or get("content-visibility") == "hidden"
        or get("mso-hide") == "all"
        or (_number(get("opacity", "1")) or 0) <= _FAINT
        or get("color") == _CLEAR
        or _is_clear(get("color", ""))
    )


def _is_shrunk(style: Mapping[str, str]) -> bool:
    get = style.get
    size = _LENGTH.fullmatch(get("font-size", "")) or _FONT.search(get("font", ""))
    if size and size[2] in _SMALLEST and float(size[1]) <= _SMALLEST[size[2]]:
        return True
    if _NOTHING.search(get("transform", "")):
        return True
    if _CLIPPED.search(get("clip-path", "")) or _CLIPPED.search(get("clip", "")):
        return True
    if "hidden" not in get("overflow", ""):
        return False
    sizes = [_number(get(n, "auto")) for n in ("height", "max-height", "width")]
    return 0 in (*sizes, _number(get("max-width", "auto"))) or sizes[0] == sizes[2] == 1


def _is_far(style: Mapping[str, str]) -> bool:
    return any(
        (match := _LENGTH.match(style.get(name, ""))) is not None
        and float(match[1]) * _PIXELS.get(match[2], 1.0) < _FAR
        for name in ("text-indent", "left", "top", "margin-left", "margin-top")
    )


def _number(value: str) -> float | None:
    match = _LENGTH.match(value)
    return float(match[1]) if match else None


def _is_clear(colour: str) -> bool:
    """Say whether a colour lets all through."""
    match = _RGB.fullmatch(colour)
    if match is None or not match[4]:
        return False
    share = float(match[4].rstrip("%")) / (100 if match[4].endswith("%") else 1)
    return share <= _FAINT


def repaint(
    paint: Paint, attributes: Mapping[str, str], style: dict[str, str]
) -> Paint:
    """Return the colours inside an element."""
    ink, ground = paint
    for value in (attributes.get("color"), style.get("color")):
        if value:
            ink = _colour(value)
    if "background" in attributes or "background-image" in style:
        ground = ""
    for value in (attributes.get("bgcolor"), style.get("background-color")):
        if value and value.lower() not in {_CLEAR, "inherit", "initial"}:
            ground = _colour(value)
    short = style.get("background")
    if short and short not in {"none", _CLEAR, "inherit"}:
        ground = _colour(short.split("url(")[0].strip()) if "url(" not in short else ""
    return Paint(ink, ground)


def _colour(value: str) -> str:
    text = value.strip().lower()
    if text in _NAMED:
        return _NAMED[text]
    if match := _RGB.fullmatch(text):
        return "".join(f"{min(int(n[:3]), 255):02x}" for n in match.groups()[:3])
    digits = text.removeprefix("#")
    if not re.fullmatch(r"[0-9a-f]{3}|[0-9a-f]{6}", digits):
        return ""
    return digits if len(digits) == 6 else "".join(2 * d for d in digits)  # noqa: PLR2004  # full form
