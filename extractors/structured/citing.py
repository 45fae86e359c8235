"""Elements of a tree → cited values: text, decimals, dates."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from extractors.structured.xml_tree import Node
from extractors.values import Cited, Document, Evidence

T = TypeVar("T")
_DECIMAL = re.compile(r"[+-]?(?:\d{1,18}(?:\.\d{0,12})?|\.\d{1,12})")
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?[\d:.]*(?:Z|[+-]\d{2}:?\d{2})?)?")
_NAUGHT = frozenset({"NA", "N/A", "NONE", "-", "0"})
"""Written where the format wants a reference and there is none."""
_MAX_VALUE = 500


class Cite:
    """Makes cited values of one document's elements."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def text(self, node: Node | None) -> Cited[str] | None:
        """Return the characters of an element, blanks as written within."""
        return self._cited(node, _text)

    def reference(self, node: Node | None) -> Cited[str] | None:
        """Return a number of another document; None for the words that say "none"."""
        return self._cited(node, _reference)

    def decimal(self, node: Node | None) -> Cited[Decimal] | None:
        """Return a number as XML writes it: a point, no marks between thousands."""
        return self._cited(node, decimal_of)

    def day(self, node: Node | None) -> Cited[date] | None:
        """Return a day, written 2026-11-20 or 20261120, a time after it ignored."""
        return self._cited(node, day_of)

    def total(self, nodes: Iterable[Node]) -> Cited[Decimal] | None:
        """Return the sum of elements; the quote runs from the first to the last."""
        parts = [self.decimal(node) for node in nodes]
        known = [part for part in parts if part is not None]
        if not known or len(known) != len(parts):
            return None
        if len(known) == 1:
            return known[0]
        spans = [_span(part.evidence) for part in known]
        begin, end = min(s for s, _ in spans), max(e for _, e in spans)
        evidence = self._evidence(begin, self._document.text[begin:end])
        return Cited(value=sum((p.value for p in known), Decimal(0)), evidence=evidence)

    def _cited(
        self, node: Node | None, read: Callable[[str], T | None]
    ) -> Cited[T] | None:
        if node is None or node.start < 0:
            return None
        value = read(node.text)
        evidence = self._place(node)
        if value is None or evidence is None:
            return None
        return Cited(value=value, evidence=evidence)

    def _place(self, node: Node) -> Evidence | None:
        """Return where an element's characters stand, escapes as written."""
        written = self._document.text[node.start : node.end]
        shift = written.find(node.text)
        quote = node.text
        if shift < 0:
            quote = written.strip()
            shift = written.find(quote)
        if not quote or "<" in quote:
            return None
        return self._evidence(node.start + shift, quote)

    def _evidence(self, offset: int, quote: str) -> Evidence:
        return Evidence(
            document=self._document.sha256, page=1, offset=offset, quote=quote
        )


def _span(evidence: Evidence) -> tuple[int, int]:
    begin = evidence.offset or 0
    return begin, begin + len(evidence.quote)


def _text(text: str) -> str | None:
    return text if 0 < len(text) <= _MAX_VALUE else None


def _reference(text: str) -> str | None:
    return None if text.upper() in _NAUGHT else _text(text)


def decimal_of(text: str) -> Decimal | None:
    """Return the number an XML decimal writes; None for anything else.

    >>> decimal_of("12.50"), decimal_of("1,250.00")
    (Decimal('12.50'), None)
    """
    return Decimal(text) if _DECIMAL.fullmatch(text) else None


def day_of(text: str) -> date | None:
    """Return the day of an ISO date or time stamp, with or without dashes.

    >>> day_of("20261120"), day_of("2026-11-20T08:00:00Z"), day_of("20.11.2026")
    (datetime.date(2026, 11, 20), datetime.date(2026, 11, 20), None)
    """
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
