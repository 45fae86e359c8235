"""JSON text → a tree that knows where each value stands."""

import json
import re
from dataclasses import dataclass

_MAX_DEPTH = 30
_MAX_VALUES = 5_000
_STRINGS = json.JSONDecoder(strict=False)
_BLANK = re.compile(r"[ \t\n\r]*")
_LITERAL = re.compile(r"-?\d{1,18}(?:\.\d{1,12})?(?:[eE][+-]?\d{1,3})?|true|false|null")


class JsonError(ValueError):
    """The text is no JSON, or too deep."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A string or another single value."""

    text: str
    """Escapes resolved; a number as written."""
    start: int
    """Index of its first character in the document's text, quotes left out."""
    end: int


def parse_json(text: str) -> object:
    """Return dictionaries, lists and leaves.

    Raises:
        JsonError: It is no JSON, too deep or has too many values.
    """
    reader = _Reader(text)
    try:
        tree = reader.value(0)
    except (json.JSONDecodeError, IndexError) as error:
        raise JsonError(f"no JSON: {error}") from None
    if reader.skip() != len(text):
        raise JsonError(f"no JSON after character {reader.at}")
    return tree


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self._values = 0

    def skip(self) -> int:
        """Go past blanks and return where that is."""
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def value(self, depth: int) -> object:
        """Read one value."""
        self._values += 1
        if depth > _MAX_DEPTH or self._values > _MAX_VALUES:
            raise JsonError("too many values, or too deep")
        mark = self.text[self.skip()]
        if mark == "{":
            return self._object(depth)
        if mark == "[":
            return self._list(depth)
        if mark == '"':
            return self._string()
        found = _LITERAL.match(self.text, self.at)
        if found is None:
            raise JsonError(f"no JSON at character {self.at}")
        self.at = found.end()
        return Leaf(found[0], found.start(), found.end())

    def _object(self, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        self.at += 1
        while self._more("}", first=not found):
            if self.text[self.skip()] != '"':
                raise JsonError(f"no name at character {self.at}")
            name = self._string().text
            self._expect(":")
            found.setdefault(name, self.value(depth + 1))
        return found

    def _list(self, depth: int) -> list[object]:
        found: list[object] = []
        self.at += 1
        while self._more("]", first=not found):
            found.append(self.value(depth + 1))
        return found

    def _string(self) -> Leaf:
        start = self.at + 1
        text, self.at = _STRINGS.raw_decode(self.text, self.at)
        return Leaf(text, start, self.at - 1)

    def _more(self, closing: str, *, first: bool) -> bool:
        """Say whether another member follows, past the comma or the closing mark."""
        if self.text[self.skip()] == closing:
            self.at += 1
            return False
        if not first:
            self._expect(",")
        return True

    def _expect(self, mark: str) -> None:
        if self.text[self.skip()] != mark:
            raise JsonError(f"no {mark!r} at character {self.at}")
        self.at += 1
