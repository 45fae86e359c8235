"""Canonical forms of the identifiers we compare; only equal forms match."""

import re
import unicodedata

_DASHES = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
)
_EDGES = " #:.,;-_"
_LABEL = re.compile(
    r"^(?:P\.? ?O\.?|PURCHASE ORDER)(?: ?(?:NO\.?|NUMBER))?"
    r"(?=[ #:.\-_0-9])[ #:.\-_]*(?=[A-Z0-9])"
)
_AROUND = re.compile(r" *([-/_.]) *")
_BETWEEN = re.compile(r"(?<=[A-Z])[ _.\-]+(?=[0-9])|(?<=[0-9])[ _.\-]+(?=[A-Z])")
_DIGIT = re.compile(r"[0-9]")
_NO_TOKEN = re.compile(r"[^0-9A-Z]+")
_MARKETPLACE_ORDER = re.compile(r"\b[0-9]{3}-[0-9]{7}-[0-9]{7}\b", re.ASCII)
_US_ZIP, _US_ZIP_PLUS_4 = 5, 9


def canonical_po(printed: str) -> str:
    """Return the form under which an order number is looked up; empty when it is none.

    Case, a leading ``#`` or "PO" label, blanks, and separators between letters and
    digits do not count. Separators between digits do: ``1041-2`` and ``10412`` may be
    two orders. Whatever is not ASCII after NFKC may imitate another number and is
    refused, as is a text without a digit.

    >>> canonical_po("P.O. # isd 104-2"), canonical_po("#1001"), canonical_po("rush")
    ('ISD104-2', '1001', '')
    """
    text = unicodedata.normalize("NFKC", printed).translate(_DASHES).upper()
    text = " ".join(text.split())
    if not text.isascii() or not _DIGIT.search(text):
        return ""
    before = ""
    while text != before:
        before = text
        text = _LABEL.sub("", text.strip(_EDGES))
        text = _BETWEEN.sub("", _AROUND.sub(r"\1", text.strip(_EDGES)))
    return text


def canonical_sku(printed: str) -> str:
    """Return *printed* without blanks, in upper case, with one kind of dash.

    >>> canonical_sku("rk-48 x24")
    'RK-48X24'
    """
    text = unicodedata.normalize("NFKC", printed).translate(_DASHES).upper()
    return "".join(text.split())


def canonical_tracking(printed: str) -> str:
    """Return the letters and digits of a tracking number, in upper case."""
    return _NO_TOKEN.sub("", unicodedata.normalize("NFKC", printed).upper())


def canonical_postal_code(printed: str) -> str:
    """Return letters and digits only; of a ZIP+4 the first five.

    >>> canonical_postal_code("60601-1234"), canonical_postal_code("k1a 0b1")
    ('60601', 'K1A0B1')
    """
    text = _NO_TOKEN.sub("", printed.upper())
    if text.isdigit() and len(text) == _US_ZIP_PLUS_4:
        return text[:_US_ZIP]
    return text


def canonical_name(printed: str) -> str:
    """Return a vendor's name without differences of case and blanks."""
    return " ".join(unicodedata.normalize("NFKC", printed).casefold().split())


def marketplace_ids(text: str) -> frozenset[str]:
    """Return the marketplace order ids printed in *text*."""
    return frozenset(_MARKETPLACE_ORDER.findall(text))
