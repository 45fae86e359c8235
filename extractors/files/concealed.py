"""What of the text of an HTML mail is not said: hidden, or struck out.

Mails hide text without harm: what an inbox shows beside the subject, and parts made
for other screens, which say what is seen, too. A value that stands nowhere else is
told, and so are words meant for a machine.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from lxml import etree  # type: ignore[import-untyped]  # has no stubs

from extractors.codes import Reason
from extractors.files.struck import form
from extractors.values import Issue

_MOST = 20_000
"""Characters of hidden text that are looked at."""
_ASKED = 100
"""Hidden values that are looked for among those that are seen."""
_NEAR = 20
"""Elements beside one that is struck out, among which its neighbours are looked for."""
_FEWEST = 3
"""Digits: with fewer, a number is no order, parcel, amount or day."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_SIGNS = ".,:;!?()[]{}<>\"'*|#"
_COUNT = re.compile(
    r"\b(?:qty|quantity|pcs|pieces|units|menge|quantit[éà]|cantidad|aantal)\b\W{0,3}\d+"
    r"|\b\d+ ?(?:x|×|ea|pcs|pieces|units|stk|stück)\b",
    re.IGNORECASE,
)
_TO_A_MACHINE = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.]{0,40}"
    r"\b(?:instruction|prompt|rule|previous|prior|above|earlier|polic|check)"
    r"|\b(?:language model|llm|chat ?bot|chatgpt|gpt|ai (?:assistant|model|agent))s?\b"
    r"|\b(?:system|developer) (?:prompt|message|instruction)"
    r"|\byou are (?:now )?an? (?:\w+ ){0,3}(?:assistant|agent|model|bot|ai)\b",
    re.IGNORECASE,
)
_STROKES = re.compile("[\u0335-\u0338]+")
"""Drawn over the character before."""
_STRUCK = re.compile(
    r"(?<!~)~~(?=[^\s~])([^~\n]{1,200})(?<!\s)~~(?!~)"
    "|(?:[^\u0335-\u0338\n][\u0335-\u0338]+)+"
)
_WORD = 80
"""Characters beside what is struck out."""
_CELLS = frozenset({"td", "th", "tr", "li", "table", "body", "html"})
"""What stands in another one of these is another value."""


class Struck(NamedTuple):
    """A text with a line through it, and the words on either side."""

    text: str
    before: str
    after: str


def struck_out(node: Any) -> Struck:
    """Return what an element that is struck out says, with its neighbours."""
    sides = _beside(node, "getprevious"), _beside(node, "getnext")
    return Struck(_line(text_of(node)), *sides)


def without_struck(text: str) -> tuple[str, list[Struck]]:
    """Return plain text with blanks for what is struck out in it, and that.

    As ``~~10~~``, or with a stroke over each character.

    >>> without_struck("Qty ~~10~~ 4")
    ('Qty        4', [Struck(text='10', before='Qty ', after=' 4')])
    """
    found: list[Struck] = []

    def blank(match: re.Match[str]) -> str:
        said = _STROKES.sub("", match[1] or match[0])
        if not any(map(str.isdigit, said)):
            return match[0]
        begin = text.rfind("\n", 0, match.start()) + 1
        end = text.find("\n", match.end())
        before = text[max(begin, match.start() - _WORD) : match.start()]
        after = text[match.end() : match.end() + _WORD if end < 0 else end][:_WORD]
        found.append(Struck(_line(said), before, after))
        return " " * len(match[0])

    if "~~" not in text and (text.isascii() or not _STROKES.search(text)):
        return text, found
    return _STRUCK.sub(blank, text), found


def text_of(node: Any) -> str:
    """Return all text in an element, with a blank where one of its cells begins."""
    parts = []
    for event, element in etree.iterwalk(node, events=("start", "end")):
        if element.tag in _CELLS or element.tag == "br":
            parts.append(" ")
        if event == "start":
            parts.append(element.text or "")
        elif element is not node:
            parts.append(element.tail or "")
    return "".join(parts)


def _line(text: str) -> str:
    return " ".join(text.split())


def _beside(node: Any, step: str) -> str:
    """Return the nearest text before or after an element, within its cell."""
    behind = step == "getnext"
    for _ in range(_NEAR):
        if node is None or node.tag in _CELLS:
            break
        other, parent = getattr(node, step)(), node.getparent()
        between = node if behind else other
        told = "" if between is None else between.tail
        if not behind and other is None and parent is not None:
            told = parent.text
        if told and told.strip():
            return _line(told)
        if other is None:
            node = parent
            continue
        if isinstance(other.tag, str) and (text := _line(text_of(other))):
            return text
        node = other
    return ""


def concealed(
    hidden: Sequence[str], struck: Sequence[Struck], seen: str
) -> Iterator[Issue]:
    """Yield what is told of texts that were left out.

    Args:
        hidden: Nobody sees them.
        struck: A line goes through them.
        seen: All other text of the document.
    """
    if hidden and (told := _telling(_line(" ".join(hidden)[:_MOST]), seen)):
        detail = f"words that are not to be seen: {told:.80}"
        yield Issue(code=Reason.HIDDEN_TEXT, detail=detail)
    left = [one.text for one in struck if not _is_replaced(one)]
    if told := " ".join(filter(None, left)):
        detail = f"words that are struck through: {told:.80}"
        yield Issue(code=Reason.INCOMPLETE_READING, detail=detail)


def _telling(hidden: str, seen: str) -> str:
    """Return what hidden text says that is not seen as well; "" for nothing."""
    if match := _TO_A_MACHINE.search(hidden):
        return hidden[match.start() :]
    values = [word for word in hidden.split() if _is_value(word)]
    values += [match[0] for match in _COUNT.finditer(hidden)]
    plain = _letters(seen) if values else ""
    asked = list(dict.fromkeys(values))[:_ASKED]
    return " ".join(value for value in asked if _letters(value) not in plain)


def _is_value(word: str) -> bool:
    bare = word.strip(_SIGNS)
    few = sum(map(str.isdigit, bare)) < _FEWEST
    return not few and "://" not in bare and not _YEAR.fullmatch(bare)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).upper()


def _is_replaced(struck: Struck) -> bool:
    """Say whether another value of its form stands right beside what is struck out."""
    values = [w for w in struck.text.split() if any(map(str.isdigit, w))]
    forms = {form(value) for value in values}
    beside = (*struck.before.split()[-1:], *struck.after.split()[:1])
    return len(forms) == 1 and any(form(word) in forms for word in beside)
