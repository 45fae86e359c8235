"""Characters that nobody sees: taken out of a text, and noted where they can deceive.

Most are harmless, such as the places where a long word may break: what is shown is the
text without them. A few show a text in another order than it is read in, or carry a
text of their own past every eye.
"""

import re

from extractors.codes import Reason
from extractors.values import Issue

_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    f"\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb{_SELECTORS}\U000e0000-\U000e007f]+"
)
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007f]{2,7}")
"""The flag of a part of a country: an emoji spelt with tags."""
_DECEIVING = re.compile(
    f"[\u202b\u202e\u2067\U000e0000-\U000e007f]|[{_SELECTORS}]{{2}}"
)
"""Text from right to left by force, tags, and selectors that select nothing. Those from
left to right come with copied telephone numbers and change nothing."""
_TURNED = re.compile("[\u202b\u202e\u2067][^\u202c\u2069\n<>]*")
"""What is shown from right to left by force, up to its end, its line's, or a tag."""
_TURNING = frozenset("\u202b\u202c\u202e\u2067\u2069")
_WITHIN = re.compile(
    f"(?:(?<=[0-9A-Za-z])|(?<=[0-9][.,]))(?:{_UNSEEN.pattern})(?=[0-9])"
    f"|(?<=[0-9])(?:{_UNSEEN.pattern})(?=[A-Za-z]|[.,][0-9])"
)
"""Inside a value: beside a digit, and no break between words. Between the letters of
words they are usual, as places where a long one may break."""
_REFERENCE = re.compile(
    r"&(?:#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))|(shy|zwnj|zwj|lrm|rlm|zerowidthspace"
    r"|nobreak));?",
    re.IGNORECASE,
)
_LAST = 0x10FFFF
_SPELT_BY_NAME = "\u200b"
"""For all that are written by their names: each is as harmless as the other."""


def shown(text: str) -> str:
    r"""Return *text* without the characters nobody sees, and what they turn round.

    What is written there is not what is shown.

    >>> shown("PO\u200b17, not \u202e71")
    'PO17, not '
    """
    if not _UNSEEN.search(text):
        return text
    return _UNSEEN.sub("", _TURNED.sub("", text))


def shown_markup(markup: str) -> str:
    """Return HTML without the characters nobody sees, however they are written."""
    return shown(_REFERENCE.sub(_resolved, markup))


def _resolved(match: re.Match[str]) -> str:
    code = _code(match)
    character = "" if code is None or code > _LAST else chr(code)
    if character in _TURNING:
        return character
    return "" if code is None or _UNSEEN.match(character) else match[0]


def _code(match: re.Match[str]) -> int | None:
    if match[1]:
        return int(match[1], 16)
    return int(match[2]) if match[2] else None


def deceiving(
    text: str, *, markup: bool = False, drawn: bool = False
) -> tuple[Issue, ...]:
    """Return the issue that *text* holds characters which deceive who reads it.

    Args:
        text: As it came.
        markup: It is HTML, in which characters can be written by their number.
        drawn: Its characters have places on a page, where a soft hyphen is often drawn;
            only those that turn or carry text are looked for.
    """
    if markup:
        text = _REFERENCE.sub(_spelt, text)
    if text.isascii():
        return ()
    plain = _FLAG.sub("", text)
    if _DECEIVING.search(plain):
        detail = "characters nobody sees, which turn or carry text"
    elif not drawn and _WITHIN.search(plain):
        detail = "characters nobody sees, inside a number"
    else:
        return ()
    return (Issue(code=Reason.HIDDEN_TEXT, detail=detail),)


def _spelt(match: re.Match[str]) -> str:
    code = _code(match)
    if code is None:
        return _SPELT_BY_NAME
    return chr(code) if code <= _LAST else match[0]
