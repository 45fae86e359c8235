"""The address that payments are to be sent to, under the words that announce it."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from extractors.layout.page.rows import Run
from extractors.sought import Sought

_LABEL = Sought(
    r"(?:kindly\s+|please\s+|or\s+)*(?:"
    r"remit(?:\s+(?:payments?|checks?|all\s+payments?|funds))?\s+to"
    r"|remit(?:tance)?(?:[\s-]to)?\s+address|(?:send|mail|direct|forward|make)\s+(?:\w+\s+)?"
    r"(?:remittances?|payments?|checks?|cheques?)\s+(?:payable\s+)?"
    r"(?:(?:and\s+)?(?:send|mail|remit|forward)\s+)?to"
    r"|pay(?:able)?\s+to(?:\s+the\s+order\s+of)?|by\s+(?:check|cheque|mail)\s+to|lockbox"
    r"|zahlbar\s+an|zahlungsempf.nger"
    r")\b\s*[:.\-]?\s*",
)
_NAMED = Sought(
    r"\b(?:checks?|cheques?|payments?)\s+(?:are\s+|is\s+)?(?:to\s+be\s+)?(?:made\s+)?"
    r"(?:payable|out)\s+to(?:\s+the\s+order\s+of)?\s*:?\s*"
    r"([A-Z0-9][\w&'.,-]*(?:\s(?:[A-Z0-9&][\w&'.,-]*|of|de|und|y|et))*)",
    flags=re.NOFLAG,
)
"""Who a check is made out to, by name alone."""
SOUGHT = (_LABEL, _NAMED)
"""Of which one is in every block with an address or a name to pay to."""
_NO_NAME = re.compile(r"(?:US|OUR|THE|ABOVE|YOUR)")
_END = re.compile(
    r"\b[A-Z]{2}\.?,?\s+[0-9]{5}(?:-[0-9]{4})?\s*$"
    r"|\b[A-Z][0-9][A-Z]\s?[0-9][A-Z][0-9]\s*$|\b[A-Z]{1,2}[0-9][0-9A-Z]?\s[0-9][A-Z]{2}\s*$",
    re.IGNORECASE,
)
"""The line that ends an address: state and ZIP, or another postal code."""
_ELSE = re.compile(
    r"\b(?:ach|wire\s+(?:transfer|to|instructions)|bank|routing|aba|iban|account|acct|tel|phone|fax|e-?mail|terms|total"
    r"|invoice|subtotal|freight|tax)\b|@",
    re.IGNORECASE,
)
_LINES = 6
_LEAST = 2


class Address(NamedTuple):
    """An address to pay to."""

    value: str
    """Its letters and digits, in capitals."""
    run: Run


def remit_to(block: Sequence[Run], low: str | None = None) -> Address | None:
    """Return the address a block announces; None where it announces none.

    "Please remit to the address above" is no address.

    Args:
        block: Its cells.
        low: Their text folded, where it is at hand.
    """
    if low is not None and not _LABEL.possible(low):
        return None
    for index, cell in enumerate(block):
        label = _label(cell.text)
        if label is None:
            continue
        rest = cell.text[label:].strip()
        below = list(block[index + 1 :])
        lines = [rest] if rest else []
        used = [cell] if rest else []
        for following in below:
            if len(lines) == _LINES or (lines and _END.search(lines[-1])):
                break
            if _ELSE.search(following.text):
                break
            lines.append(following.text)
            used.append(following)
        text = " ".join(lines)
        if used and _is_address(lines):
            words = tuple(word for part in used for word in part.words)
            return Address(canonical(text), Run(cell.page, words))
    return None


def made_out_to(cell: Run, low: str | None = None) -> tuple[str, int, int] | None:
    """Return the name that checks are made out to in one cell, and where it stands.

    *low* is its text folded, where that is at hand.
    """
    match = _NAMED.search(cell.text, low)
    value = canonical(match[1]) if match else ""
    if match is None or len(value) < _LEAST or _NO_NAME.fullmatch(value):
        return None
    return value, match.start(1), match.end(1)


def canonical(text: str) -> str:
    r"""Return the letters and digits of *text*, in capitals and without accents.

    >>> canonical("P.O. Box 12\nReno, NV 89510")
    'POBOX12RENONV89510'
    """
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if c.isalnum() and c.isascii()).upper()


def _label(text: str) -> int | None:
    """Return where a label in *text* ends: it ends the cell, or begins it."""
    labels = list(_LABEL.finditer(text))
    if not labels:
        return None
    first, last = labels[0], labels[-1]
    if last.end() == len(text):
        return last.end()
    begins = first.start() == 0 and not _ELSE.search(text, first.end())
    return first.end() if begins else None


def _is_address(lines: Sequence[str]) -> bool:
    ended = any(_END.search(line) for line in lines)
    numbered = any(c.isdigit() for line in lines for c in line)
    return ended or (len(lines) >= _LEAST and numbered)
