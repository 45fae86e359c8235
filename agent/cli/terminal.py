"""Terminals that do not speak UTF-8: what they cannot show is spelled out."""

import codecs
from io import TextIOWrapper
from typing import TextIO

_ERRORS = "nightclerk-spelled"


def speak_its_letters(*streams: TextIO) -> None:
    """Let no letter that a terminal has not got end a night that went well."""
    codecs.register_error(_ERRORS, _spelled)
    for stream in streams:
        if isinstance(stream, TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors=_ERRORS)


def _spelled(error: UnicodeError) -> tuple[str, int]:
    r"""Return the letters as JSON spells them, so that ``--json`` stays JSON.

    >>> _spelled(UnicodeEncodeError("ascii", "a–😀", 1, 3, ""))[0]
    '\\u2013\\ud83d\\ude00'
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    pairs = (units[at : at + 2].hex() for at in range(0, len(units), 2))
    return "".join(f"\\u{pair}" for pair in pairs), error.end
