"""Making a stranger's text harmless wherever it is shown."""

import unicodedata

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
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
