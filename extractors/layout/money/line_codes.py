"""The article's number of a line: the vendor's, not ours, not the barcode's."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractors.layout.money.line_roles import Role, meaning_of
from extractors.layout.page.broken import whole
from extractors.layout.page.citing import part
from extractors.layout.page.parsing import bracketed, code_like, code_shaped
from extractors.layout.page.rows import Run
from extractors.layout.page.tokens import NUMBER, normalised

_LABELLED = re.compile(r"(?P<label>[^:]{1,40}?)\s?:\s?(?P<code>[^\s:]+(?: \d{1,3})?)$")
_CODE = re.compile(r"[^\W_][\w./#+*\-]*")
_KIND = re.compile(r"\((?P<kind>[A-Z]{3,5})\)")
_BARCODE = re.compile(r"\d{8}|\d{12,14}")
_VENDORS = frozenset(
    {
        "se", "seller", "sellers", "sup", "supplier", "suppliers", "vendor", "vendors",
        "vend", "lief", "lieferant", "lieferanten", "fo", "fourn", "fournisseur",
        "proveedor", "prov", "fornitore", "forn", "leverancier", "lev", "our", "unsere",
        "notre", "sku", "mfr", "mfg",
    }
)  # fmt: skip
_BUYERS = frozenset(
    {
        "by", "buyer", "buyers", "customer", "customers", "cust", "kunde", "kunden",
        "kd", "client", "ach", "acheteur", "achat", "cliente", "klant", "your", "ihre",
        "votre", "su",
    }
)  # fmt: skip
_BARS = frozenset({"gtin", "ean", "upc", "gln", "isbn", "jan", "barcode"})
_VAGUE = frozenset({"ref", "reference", "code", "referencia", "#"})
"""What also stands before numbers of accounts and projects."""
_SET_IN = 0.5
"""Heights of type that a name under a code begins further right, at least."""
_PARTS = 2
"""Words of a code under its label, at most."""
_LETTERS = 2
"""Capitals and digits that make a word without digits a code, at least."""


class Code(NamedTuple):
    """A number of an article as printed."""

    run: Run
    role: Role | None
    """None: nothing but its column says whose it is."""


def sku_of(columns: Sequence[tuple[frozenset[Role], Sequence[Run]]]) -> Run | None:
    """Return the vendor's number of the article; None where it could be several.

    Args:
        columns: What each column that may hold it says over itself, and its lines.
    """
    codes = [
        code
        for roles, lines in columns
        for code in _codes(
            roles, lines if Role.DESCRIPTION in roles else _own(whole(tuple(lines)))
        )
    ]
    for wanted in (Role.SKU, None):
        found = {code.run.text: code.run for code in codes if code.role is wanted}
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


def _own(lines: Sequence[Run]) -> Sequence[Run]:
    """Return the lines of a cell of codes without the name that is set in below one.

    More of a code stands flush with its beginning, and is no two words of letters.
    """
    for number, line in enumerate(lines[1:], 1):
        first = lines[0]
        within = line.x0 - first.x0 >= _SET_IN * (first.bottom - first.top)
        named = len(line.words) > 1 and all(w.text.isalpha() for w in line.words[:2])
        if within and named and len(first.words) == 1 and code_like(first.text):
            return lines[:number]
    return lines


def labelled_code(lines: Sequence[Run]) -> tuple[int, Run] | None:
    """Return the vendor's number under a name: "Item # 4711" in a line of its own.

    Args:
        lines: Of the cell with the article's name.

    Returns:
        Which line it is, and the number; None where there is none, or several.
    """
    found = [
        (number, code.run)
        for number, line in enumerate(lines)
        for code in _led(line)
        if code.role is Role.SKU
    ]
    return found[0] if len({run.text for _, run in found}) == 1 else None


def _led(line: Run) -> list[Code]:
    """Return the code in a line that is nothing but a label and a code."""
    labelled = _LABELLED.fullmatch(line.text)
    if labelled:
        label = part(line, labelled.start("label"), labelled.end("label"))
        value = part(line, labelled.start("code"), labelled.end("code"))
        return _labelled(label, value)
    *before, last = line.words
    norms = [n for word in before for n, _, _ in normalised(word.text)]
    if NUMBER not in norms or not any(map(str.isdigit, last.text)):
        return []
    return _labelled(Run(line.page, tuple(before)), Run(line.page, (last,)))


def _codes(roles: frozenset[Role], lines: Sequence[Run]) -> list[Code]:
    """Return the codes in one cell, line by line."""
    found: list[Code] = []
    label: Run | None = None
    open_ended = False  # The label ends its line: the value stands in the next.
    for number, line in enumerate(lines):
        kind = _KIND.fullmatch(line.text.strip())
        labelled = _LABELLED.fullmatch(line.text)
        if kind and found:
            role = Role.GTIN if kind["kind"].casefold() in _BARS else None
            found[-1] = found[-1]._replace(role=role)
        elif labelled:
            label = part(line, labelled.start("label"), labelled.end("label"))
            open_ended = False
            value = part(line, labelled.start("code"), labelled.end("code"))
            found += _labelled(label, value)
        elif line.text.endswith(":"):
            label, open_ended = line, True
        elif label is not None and open_ended and len(line.words) <= _PARTS:
            found += _labelled(label, line)
            open_ended = False
        elif label is not None:
            found += _wrapped(found, _plain(roles, line, number), line)
        elif ":" not in line.text:
            plain = _plain(roles, line, number)
            mixed = roles & {Role.DESCRIPTION, Role.ITEM}
            if plain or (found and not mixed):
                # What is no code may go on with the one above.
                found.append(plain or Code(line, found[-1].role))
    whose = roles & {Role.SKU, Role.BUYER_SKU, Role.GTIN}
    if len(whose) == 1:
        found = [c._replace(role=c.role or next(iter(whose))) for c in found]
    return found


def _wrapped(found: Sequence[Code], plain: Code | None, line: Run) -> list[Code]:
    """Return what follows a labelled code: a barcode, or more of the vendor's number.

    A number that may go on is no certain number.
    """
    if plain is not None and plain.role is Role.GTIN:
        return [plain]
    goes_on = bool(found) and found[-1].role is Role.SKU
    return [Code(line, Role.SKU)] if goes_on else []


def _labelled(label: Run | None, run: Run | None) -> list[Code]:
    """Return the code a label announces, if it is one of an article."""
    if run is None or label is None or not _CODE.match(run.text):
        return []
    norms = {norm for word in label.words for norm, _, _ in normalised(word.text)}
    norms = {norm for norm in norms if norm.isalnum() or norm == NUMBER}
    if norms & _BARS:
        return [Code(run, Role.GTIN)]
    if norms & _BUYERS:
        return [Code(run, Role.BUYER_SKU)]
    if norms & _VENDORS:
        return [Code(run, Role.SKU)]
    roles = meaning_of(label.words)
    named = roles.roles & {Role.SKU, Role.BUYER_SKU, Role.GTIN}
    if norms <= _VAGUE or not roles.whole or len(named) != 1:
        return []
    return [Code(run, next(iter(named)))]


def _plain(roles: frozenset[Role], line: Run, number: int) -> Code | None:
    """Return the code a line is, or begins with, without a label before it."""
    if not number and (led := bracketed(line)):
        return Code(led, None)
    words = line.words
    if len(words) > 1 and _KIND.fullmatch(words[-1].text):
        words = words[:-1]
        if line.words[-1].text.strip("()").casefold() in _BARS:
            return Code(Run(line.page, words), Role.GTIN)
    run = Run(line.page, words)
    mixed = roles & {Role.DESCRIPTION, Role.ITEM}
    text = run.text
    if (mixed and number) or len(words) != 1 or not _CODE.fullmatch(text):
        return None
    if _BARCODE.fullmatch(text) and (Role.GTIN in roles or barcode(text)):
        return Code(run, Role.GTIN)
    digits = any(map(str.isdigit, text))
    lettered = Role.DESCRIPTION not in roles and code_shaped(text)
    if mixed and not ((digits and (not text.isdigit() or len(text) > 3)) or lettered):  # noqa: PLR2004  # "12" is a count
        return None
    code = digits or (text.isupper() and len(text) >= _LETTERS)
    return Code(run, None) if code else None


def barcode(text: str) -> bool:
    """Say whether digits end with a barcode's check digit.

    >>> barcode("4000050986428"), barcode("4000050986429")
    (True, False)
    """
    digits = [int(c) for c in reversed(text)]
    odd, even = sum(digits[1::2]), sum(digits[2::2])
    return (10 - (3 * odd + even) % 10) % 10 == digits[0]
