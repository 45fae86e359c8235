"""Which elements of an HTML mail are not seen by the person who reads it.

Text nobody sees proves nothing, and it is where instructions to a model are put. Only
what a glance at the element and its ancestors tells is told; nothing is laid out.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

_DECLARATION = re.compile(r"([a-z-]+)\s*:\s*([^;]*)")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CLASS = re.compile(r"(?:[a-z]+)?\.([\w-]+)")
_AT_RULE = re.compile(r"@[^{;]*(?:;|\{(?:[^{}]|\{[^{}]*\})*\})")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|%|)")
_RGB = re.compile(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+%?))?\s*\)")
_NAMED = {"white": "ffffff", "black": "000000", "transparent": ""}
_SMALLEST = {"px": 1.0, "pt": 1.0, "em": 0.1, "rem": 0.1, "%": 5.0, "": 1.0}
"""A font of this size or less is not read."""
_FAR = -500.0
"""Pixels: text this far left or above is off the screen."""


class Paint(NamedTuple):
    """The colours that text has here, six hex digits; "" where they are not known."""

    ink: str = "000000"
    ground: str = "ffffff"


def declarations(style: str) -> dict[str, str]:
    """Return the properties of a style attribute, lower case, the last one winning."""
    text = _COMMENT.sub("", style).lower()
    return {
        name: value.replace("!important", "").strip()
        for name, value in _DECLARATION.findall(text)
    }


def hidden_classes(sheet: str) -> frozenset[str]:
    """Return the classes that a style sheet hides outright, on every screen."""
    text = _AT_RULE.sub("", _COMMENT.sub("", sheet).lower())
    names: set[str] = set()
    for selectors, body in _RULE.findall(text):
        if _unseen(declarations(body)):
            for selector in selectors.split(","):
                if match := _CLASS.fullmatch(selector.strip()):
                    names.add(match[1])
    return frozenset(names)


def is_hidden(
    attributes: Mapping[str, str], style: dict[str, str], classes: frozenset[str]
) -> bool:
    """Say whether an element itself hides all that is in it."""
    if "hidden" in attributes or attributes.get("aria-hidden", "").lower() == "true":
        return True
    if classes and not classes.isdisjoint(attributes.get("class", "").lower().split()):
        return True
    return bool(style) and _unseen(style)


def _unseen(style: dict[str, str]) -> bool:
    get = style.get
    if get("display") == "none" or get("visibility") in {"hidden", "collapse"}:
        return True
    if (
        "line-through"
        in f"{get('text-decoration', '')} {get('text-decoration-line', '')}"
    ):
        return True  # struck out: no longer said
    if get("mso-hide") == "all" or _number(get("opacity", "1")) == 0:
        return True
    size = _LENGTH.fullmatch(get("font-size", ""))
    if size and float(size[1]) <= _SMALLEST[size[2]]:
        return True
    if "hidden" in get("overflow", "") and any(
        _number(get(name, "auto")) == 0
        for name in ("height", "max-height", "width", "max-width")
    ):
        return True
    return any(
        (_number(get(name, "")) or 0) < _FAR
        for name in ("text-indent", "left", "top", "margin-left", "margin-top")
    )


def _number(value: str) -> float | None:
    match = _LENGTH.match(value)
    return float(match[1]) if match else None


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
        if value and value.lower() not in {"transparent", "inherit", "initial"}:
            ground = _colour(value)
    short = style.get("background")
    if short and short not in {"none", "transparent", "inherit"}:
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
