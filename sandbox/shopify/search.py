"""The Admin API's search syntax over plain orders and variants.

Values are compared by words, as at Shopify: ``po_number:4711`` finds "PO-4711" and
"4711-B" too, so whoever searches has to look at what came back. Terms side by side must
all hold; ``OR``, ``-``/``NOT``, parentheses, comparisons and a trailing ``*`` work; an
unknown field is left out of the search with a warning.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.clock import instant

Json = Mapping[str, Any]
Test = Callable[[Json], bool]

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<paren>[()])
    | (?P<word>(?:AND|OR|NOT)(?=[\s(]))
    | (?P<minus>-)?
      (?:(?P<field>[A-Za-z_][\w.\-$]*):(?P<comparison>>=|<=|>|<)?)?
      (?:'(?P<single>(?:[^'\\]|\\.)*)'|"(?P<double>(?:[^"\\]|\\.)*)"|(?P<bare>[^\s()]+))
    )""",
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W_]+")


@dataclass
class Query:
    """A search that was understood, and what of it was not."""

    matches: Test
    warnings: list[dict[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Fields:
    """What can be searched on one type."""

    words: Mapping[str, Callable[[Json], Iterable[str | None]]]
    """Fields compared by words."""
    dates: Mapping[str, str]
    """Fields compared as instants, with the property that holds them."""
    exact: Mapping[str, Callable[[Json, str], bool]]
    """Fields with a meaning of their own."""
    default: tuple[str, ...]
    """Which word fields a term without a field looks at."""


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def holds(value: str | None, sought: str) -> bool:
    """Say whether the words of *sought* stand side by side in *value*.

    >>> holds("PO-4711-B", "4711"), holds("PO-4711", "471"), holds("PO-4711", "471*")
    (True, False, True)
    """
    have, want = _words(value or ""), _words(sought)
    if not want:
        return False
    prefix = sought.rstrip().endswith("*")
    for at in range(len(have) - len(want) + 1):
        part = have[at : at + len(want)]
        if part == want:
            return True
        if prefix and part[:-1] == want[:-1] and part[-1].startswith(want[-1]):
            return True
    return False


def parse(text: str, fields: Fields) -> Query:
    """Read a search; an empty one finds everything."""
    return _Parser(text, fields).read()


class _Parser:
    def __init__(self, text: str, fields: Fields) -> None:
        self._tokens = [m for m in _TOKEN.finditer(text) if m.group().strip()]
        self._at = 0
        self._fields = fields
        self._warnings: list[dict[str, str]] = []

    def read(self) -> Query:
        return Query(self._either(), self._warnings)

    def _peek(self) -> re.Match[str] | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _either(self) -> Test:
        choices = [self._all()]
        while (token := self._peek()) and token["word"] == "OR":
            self._at += 1
            choices.append(self._all())
        return lambda thing: any(test(thing) for test in choices)

    def _all(self) -> Test:
        tests: list[Test] = []
        while (token := self._peek()) and token["word"] != "OR":
            if token["paren"] == ")":
                break
            self._at += 1
            if token["word"] == "AND":
                continue
            tests.append(self._one(token))
        return lambda thing: all(test(thing) for test in tests)

    def _one(self, token: re.Match[str]) -> Test:
        if token["word"] == "NOT":
            following = self._peek()
            if following is None or following["paren"] == ")" or following["word"]:
                return lambda _: True
            self._at += 1
            return _negated(self._one(following))
        if token["paren"] == "(":
            inner = self._either()
            if (closing := self._peek()) and closing["paren"] == ")":
                self._at += 1
            return inner
        test = self._term(token)
        return _negated(test) if token["minus"] else test

    def _term(self, token: re.Match[str]) -> Test:
        quoted = token["single"] if token["single"] is not None else token["double"]
        value = token["bare"] if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
        name = token["field"]
        if name is None:
            tests = [
                _by_words(self._fields.words[n], value) for n in self._fields.default
            ]
            return lambda thing: any(test(thing) for test in tests)
        if name in self._fields.dates:
            return self._by_date(name, token["comparison"], value)
        if name in self._fields.exact:
            exact = self._fields.exact[name]
            return lambda thing: exact(thing, value)
        if name.startswith("metafields."):
            return _by_metafield(name, value)
        if name in self._fields.words:
            return _by_words(self._fields.words[name], value)
        self._warn(name, "invalid_field", "Invalid search field for this query.")
        return lambda _: True

    def _by_date(self, name: str, comparison: str | None, value: str) -> Test:
        try:
            sought = instant(value)
        except ValueError:
            self._warn(name, "invalid_value", "Input `" + value + "` is not a date.")
            return lambda _: True
        key = self._fields.dates[name]
        compare: dict[str | None, Callable[[int], bool]] = {
            ">=": lambda sign: sign >= 0,
            ">": lambda sign: sign > 0,
            "<=": lambda sign: sign <= 0,
            "<": lambda sign: sign < 0,
            None: lambda sign: sign == 0,
        }

        def test(thing: Json) -> bool:
            if not thing.get(key):
                return False
            have = instant(thing[key])
            return compare[comparison]((have > sought) - (have < sought))

        return test

    def _warn(self, name: str, code: str, message: str) -> None:
        self._warnings.append({"field": name, "message": message, "code": code})


def _negated(test: Test) -> Test:
    return lambda thing: not test(thing)


def _by_words(read: Callable[[Json], Iterable[str | None]], sought: str) -> Test:
    if sought == "*":
        return lambda thing: any(read(thing))
    return lambda thing: any(holds(value, sought) for value in read(thing))


def _by_metafield(name: str, sought: str) -> Test:
    _, _, rest = name.partition(".")
    namespace, _, key = rest.partition(".")

    def test(thing: Json) -> bool:
        return any(
            (told["namespace"], told["key"]) == (namespace, key)
            and (sought == "*" or holds(told["value"], sought))
            for told in thing["metafields"]
        )

    return test


def _order_status(order: Json, sought: str) -> bool:
    cancelled, closed = bool(order["cancelledAt"]), bool(order["closedAt"])
    return {
        "open": not cancelled and not closed,
        "closed": closed,
        "cancelled": cancelled,
        "not_closed": not closed,
    }.get(sought.lower(), True)


_SHIPPED = {
    "shipped": ("FULFILLED",),
    "fulfilled": ("FULFILLED",),
    "partial": ("PARTIALLY_FULFILLED",),
    "unshipped": ("UNFULFILLED", "ON_HOLD", "SCHEDULED", "IN_PROGRESS"),
    "unfulfilled": ("UNFULFILLED", "ON_HOLD", "SCHEDULED", "IN_PROGRESS"),
}


def _shipped(order: Json, sought: str) -> bool:
    wanted = _SHIPPED.get(sought.lower(), (sought.upper(),))
    return order["displayFulfillmentStatus"] in wanted


def _has_id(thing: Json, sought: str) -> bool:
    return str(thing["id"]).rpartition("/")[2] == sought.rpartition("/")[2]


ORDERS = Fields(
    words={
        "name": lambda o: (o["name"],),
        "po_number": lambda o: (o["poNumber"],),
        "source_identifier": lambda o: (o["sourceIdentifier"],),
        "source_name": lambda o: (o["sourceName"],),
        "email": lambda o: (o["email"],),
        "tag": lambda o: o["tags"],
        "sku": lambda o: [line["sku"] for line in o["lineItems"]],
    },
    dates={
        "created_at": "createdAt",
        "updated_at": "updatedAt",
        "processed_at": "processedAt",
    },
    exact={
        "id": _has_id,
        "status": _order_status,
        "fulfillment_status": _shipped,
        "tag_not": lambda o, tag: not any(holds(have, tag) for have in o["tags"]),
    },
    default=("name", "po_number", "email", "source_identifier", "tag"),
)
VARIANTS = Fields(
    words={
        "sku": lambda v: (v["sku"],),
        "barcode": lambda v: (v["barcode"],),
        "title": lambda v: (v["title"],),
        "vendor": lambda v: (v["product"]["vendor"],),
    },
    dates={"updated_at": "updatedAt"},
    exact={
        "id": _has_id,
        "product_id": lambda v, sought: _has_id(v["product"], sought),
    },
    default=("sku", "title", "barcode"),
)
