"""Making a stranger's text harmless wherever it is shown."""

import json
import re
import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_NOT_PLAIN = re.compile(r"[^ -~]")
LONGEST = 200
"""Characters of a stranger's line that are shown; the rest is in the store."""


def visible(text: str) -> str:
    r"""Return *text* on one line, each control or invisible character spelled out.

    >>> visible("a\x1b[2Jb\u202ec\n")
    'a\\x1b[2Jb\\u202ec\\x0a'
    """
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if unicodedata.category(character) not in _HIDDEN:
        return character
    code = ord(character)
    if code < 0x100:  # noqa: PLR2004  # one byte
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004  # one plane


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return *text* made visible and cut at *longest* characters with an ellipsis."""
    shown = visible(text)
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def json_line(value: object) -> str:
    r"""Return *value* as JSON on one line; what would not be seen is spelled out.

    A terminal may take ``--json`` too, and U+009B begins a command there. What is read
    from the line is the text as it was.

    >>> json_line({"subject": "Caf\u00e9\x9b2J"})
    '{"subject": "Café\\u009b2J"}'
    """
    text = json.dumps(value, ensure_ascii=False, default=str)
    return _NOT_PLAIN.sub(lambda found: _in_json(found[0]), text)


def _in_json(character: str) -> str:
    if unicodedata.category(character) not in _HIDDEN:
        return character
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
