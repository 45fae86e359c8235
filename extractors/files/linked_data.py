"""What the HTML of a mail says for machines: schema.org as JSON-LD or microdata.

Microdata comes out as the JSON-LD that would say the same, so there is one reader.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # has no stubs

MAX_SCRIPTS = 10
MAX_SCRIPT = 100_000
"""Characters; a longer one is no mark-up of a parcel or an order."""
_MAX_HTML = 1024 * 1024
_MAX_DEPTH = 100
_OPENING = re.compile(
    r"<script\b[^>]{0,200}?\btype\s*=\s*[\"']?application/ld\+json\b[^>]{0,200}>",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"</script", re.IGNORECASE)
_SCHEMA = re.compile(r"https?://schema\.org/(\w{1,60})\s*")
_ATTRIBUTES = {"meta": "content", "link": "href", "a": "href", "time": "datetime"}
"""Where elements that show no text hold their value."""
_TEXT = 500


def linked_data(markup: str) -> tuple[str, ...]:
    """Return the JSON texts of an HTML document that speak of schema.org's things.

    Their form is not checked.
    """
    markup = markup[:_MAX_HTML]
    texts: list[str] = []
    if "application/ld+json" in markup:
        scripts = islice(_scripts(markup), MAX_SCRIPTS)
        texts += [text for text in scripts if "schema.org" in text]
    if "itemscope" in markup and "schema.org" in markup:
        things = list(islice(_microdata(markup), MAX_SCRIPTS))
        if things:
            texts.append(json.dumps(things, ensure_ascii=False, indent=1)[:MAX_SCRIPT])
    return tuple(texts)


def _scripts(markup: str) -> Iterator[str]:
    at = 0
    while opening := _OPENING.search(markup, at):
        closing = _CLOSING.search(markup, opening.end())
        if closing is None:
            return
        at = closing.end()
        if closing.start() - opening.end() <= MAX_SCRIPT:
            yield markup[opening.end() : closing.start()].strip()


def _microdata(markup: str) -> Iterator[dict[str, Any]]:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return  # nothing but comments
    if root is None:
        return
    for node in root.iter():
        if isinstance(node.tag, str) and "itemprop" not in node.attrib:
            thing = _thing(node, 0)
            if thing:
                yield thing


def _thing(node: Any, depth: int) -> dict[str, Any] | None:
    """Return what an element with a type of schema.org says of its thing."""
    kind = _SCHEMA.fullmatch(node.get("itemtype", ""))
    if kind is None or "itemscope" not in node.attrib or depth > _MAX_DEPTH:
        return None
    thing: dict[str, Any] = {"@type": kind[1]}
    for name, value in _properties(node, depth + 1):
        if name not in thing:
            thing[name] = value
        elif isinstance(thing[name], list):
            thing[name].append(value)
        else:
            thing[name] = [thing[name], value]
    return thing


def _properties(node: Any, depth: int) -> Iterator[tuple[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    for child in node:
        if not isinstance(child.tag, str):
            continue
        name = child.get("itemprop")
        if name:
            thing = _thing(child, depth)
            yield name[:_TEXT], thing if thing is not None else _value(child)
        if "itemscope" not in child.attrib:
            yield from _properties(child, depth + 1)


def _value(node: Any) -> str:
    shown = node.get(_ATTRIBUTES.get(node.tag, "content")) or node.get("content")
    text = shown if shown is not None else "".join(node.itertext())
    return " ".join(text.split())[:_TEXT]
