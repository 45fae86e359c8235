"""The query language: ``select … from … where … order by …``, read into a value."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from sandbox.quickbooks.words import RefusedError

MOST = 1000
_USUAL = 100
_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^'\\]|\\.)*')|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<word>[A-Za-z_][\w.]*)|(?P<sign><=|>=|[=<>(),*]))",
    re.DOTALL,
)
_COMPARED = ("=", "<", ">", "<=", ">=")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Condition(NamedTuple):
    """One condition; a resource has to meet all of them."""

    name: str
    operator: str
    """A comparison, ``in`` or ``like``."""
    values: tuple[str, ...]


class Order(NamedTuple):
    """One property to sort by."""

    name: str
    descending: bool


@dataclass(frozen=True, kw_only=True)
class Query:
    """What is asked for."""

    entity: str
    names: tuple[str, ...]
    """Properties, ``*`` for the usual ones; empty: only how many there are."""
    conditions: tuple[Condition, ...] = ()
    order: tuple[Order, ...] = ()
    start: int = 1
    most: int = _USUAL


def parse(text: str) -> Query:
    r"""Read a query.

    Raises:
        RefusedError: It is not of the language.

    >>> parse("select * from Bill where DocNumber = 'A\\'1'").conditions[0].values
    ("A'1",)
    """
    return _Parser(text).query()


class _Token(NamedTuple):
    kind: str
    text: str
    column: int


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = _tokens(text)
        self._at = 0

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def query(self) -> Query:
        self._need("select")
        names = self._names()
        self._need("from")
        entity = self._word()
        conditions = self._conditions() if self._takes("where") else ()
        order: tuple[Order, ...] = ()
        if self._takes("orderby") or (self._takes("order") and self._need("by")):
            order = self._order()
        start = self._count() if self._takes("startposition") else 1
        most = self._count() if self._takes("maxresults") else _USUAL
        if self._next.kind != "end":
            raise self._unexpected()
        if start < 1 or not 1 <= most <= MOST:
            detail = f"startposition begins at 1, maxresults is 1 to {MOST}"
            raise RefusedError("4001", f"QueryValidationError: {detail}")
        return Query(
            entity=entity,
            names=names,
            conditions=conditions,
            order=order,
            start=start,
            most=most,
        )

    def _names(self) -> tuple[str, ...]:
        if self._takes("count"):
            for sign in "(*)":
                self._need(sign)
            return ()
        names = [self._take().text if self._is("*") else self._word()]
        while self._takes(","):
            names.append(self._word())
        return tuple(names)

    def _conditions(self) -> tuple[Condition, ...]:
        found = [self._condition()]
        while self._takes("and"):
            found.append(self._condition())
        return tuple(found)

    def _condition(self) -> Condition:
        name = self._word()
        if self._next.text in _COMPARED:
            return Condition(name, self._take().text, (self._value(),))
        if self._takes("like"):
            return Condition(name, "like", (self._value(),))
        self._need("in")
        self._need("(")
        values = [self._value()]
        while self._takes(","):
            values.append(self._value())
        self._need(")")
        return Condition(name, "in", tuple(values))

    def _order(self) -> tuple[Order, ...]:
        found = []
        while True:
            name = self._word()
            descending = self._takes("desc") or (self._takes("asc") and False)
            found.append(Order(name, descending))
            if not self._takes(","):
                return tuple(found)

    def _value(self) -> str:
        token = self._next
        if token.kind == "text":
            return _ESCAPED.sub(r"\1", self._take().text[1:-1])
        if token.kind == "number" or token.text.lower() in ("true", "false"):
            return self._take().text
        raise self._unexpected()

    def _count(self) -> int:
        if not self._next.text.isdigit():
            raise self._unexpected()
        return int(self._take().text)

    def _word(self) -> str:
        if self._next.kind != "word":
            raise self._unexpected()
        return self._take().text

    def _is(self, word: str) -> bool:
        token = self._next
        return token.kind in ("word", "sign") and token.text.lower() == word

    def _takes(self, word: str) -> bool:
        found = self._is(word)
        self._at += found
        return found

    def _need(self, word: str) -> bool:
        if not self._takes(word):
            raise self._unexpected()
        return True

    def _take(self) -> _Token:
        token = self._next
        self._at += 1
        return token

    def _unexpected(self) -> RefusedError:
        return _refused(self._next.text or "<EOF>", self._next.column)


def _tokens(text: str) -> list[_Token]:
    tokens = []
    at = 0
    end = len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None:
            raise _refused(text[at:].lstrip()[:1], at + 1)
        kind = str(found.lastgroup)
        tokens.append(_Token(kind, found[kind], found.start(kind) + 1))
        at = found.end()
    return [*tokens, _Token("end", "", end + 1)]


def _refused(text: str, column: int) -> RefusedError:
    return RefusedError(
        "4000",
        f'QueryParserError: Encountered "{text}" at line 1, column {column}.',
    )
