"""Names that money is to be paid to, beside a label that says so."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.layout.page.citing import part
from extractors.layout.page.rows import Row, Run
from extractors.payment.addresses import canonical
from extractors.sought import Held, Sought, Texts, folded

_PAYEE = (
    r"(?:beneficiar(?:y|io|ia|is)|b.n.ficiaire|beg.nstigte[rn]?|begunstigde|payee"
    r"|pay(?:able)?\s+to|remit(?:\s+payments?)?\s+to|zahlungsempf.nger|zahlbar\s+an)"
    r"(?:\s+(?:name|del\s+pago|des\s+zahlungsempf.ngers))?"
)
_HOLDER = (
    r"(?:(?:bank\s+)?account\s+(?:holder(?:.s)?|owner|name)(?:\s+name)?|name\s+on\s+account"
    r"|kontoinhaber|titulaire(?:\s+du\s+compte)?|titular(?:\s+de\s+la\s+cuenta)?"
    r"|intestatario|intestato\s+a|rekeninghouder|(?:tnv|tn\.v|t\.nv|t\.n\.v)\.?)"
)
_PAYEES = Sought(rf"\b{_PAYEE}\s*(?::|$)\s*", rf"^{_PAYEE}\s*[:.\-]?\s+(?=[A-Z0-9])")
_HOLDERS = Sought(rf"\b{_HOLDER}\s*(?::|$)\s*")
"""Who an account belongs to: a customer's account with the vendor is called so too."""
_BANKING = Sought(
    r"\b(?:bank\w*|aba|routing|iban|bic|swift|ach|wires?|blz|sepa|sort\s+code|beneficiary"
    r"|kontonummer|remit\w*)\b"
)
_NEXT = re.compile(
    r"\s*(?:[;|]|\s{3}|\b(?:bank(?:ing|\s+name)?|aba|routing|iban|bic|swift|acc(?:oun)?t"
    r"|account|a/c|address|sort\s+code|branch|currency|reference|ref|konto\w*|blz|banque"
    r"|banco|banca|p\.?\s?o\.?\s+box|phone|tel|fax|e-?mail)\b\s*(?:name|no|number|nr)?"
    r"\W{0,2}[:#]|\bp\.?\s?o\.?\s+box\b|[0-9]).*$",
    re.IGNORECASE,
)
"""What follows a name on its line and is none: another label, an address, a number."""
_NO_NAME = re.compile(
    r"(?:US|OUR|THE|ABOVE|YOUR|ADDRESS|THIS|SAME|BELOW|AS|AT|BY|TO|FOR|BANK|ACCOUNT"
    r"|REMIT|PAY|SHIP|BILL|SOLD|INVOICE|DATE|TERMS|PAGE|TOTAL|AMOUNT|PLEASE|NAME|CUSTOMER"
    r"|PO|MAKE|SEND|CHECKS?|ACH|WIRE|IBAN|BIC|SWIFT|ROUTING|ABA|N/?A)\b",
    re.IGNORECASE,
)
_A_LABEL = re.compile(r":|\b(?:numm?ero?|number|nr|id|code|dat[eu]m?)\b", re.IGNORECASE)
"""What stands in the next cell is a label of its own."""
_LEAST, _MOST = 3, 60
"""Letters and digits of a name."""
_NEAR = 4
"""Rows around a label in which a bank is spoken of."""


class Name(NamedTuple):
    """A name to pay to, and where it is printed."""

    value: str
    """Its letters and digits, in capitals."""
    run: Run


class NameLabels(NamedTuple):
    """What stands beside a name to pay to."""

    payees: Sought
    holders: Sought

    def within(self, low: Held) -> "NameLabels":
        """Return those that may stand among some words."""
        return NameLabels(self.payees.within(low), self.holders.within(low))


NAME_LABELS = NameLabels(_PAYEES, _HOLDERS)


def payee_names(
    rows: Sequence[Row], labels: NameLabels = NAME_LABELS
) -> Iterator[Name]:
    """Yield the names that the cells of a page say are to be paid.

    A name stands behind its label, in the next cell of its row, or below it.

    Args:
        rows: Of the page.
        labels: Those of *NAME_LABELS* that may stand in it.
    """
    for at, number, end in _labels(rows, labels):
        cells = rows[at].cells
        cell = cells[number]
        behind = part(cell, end, len(cell.text))
        below = rows[at + 1].cells if at + 1 < len(rows) else ()
        under = (c for c in below if abs(c.x0 - cell.x0) <= cell.bottom - cell.top)
        found = behind or next(iter((*cells[number + 1 :], *under)), None)
        name = _name(found) if found is not None else None
        if name is not None:
            yield name


def _labels(rows: Sequence[Row], labels: NameLabels) -> Iterator[tuple[int, int, int]]:
    """Yield the row and the cell of each label, and where in its text it ends."""
    pieces = (*labels.payees.pieces, *labels.holders.pieces)
    if not pieces:
        return
    for at in sorted(Texts(row.text for row in rows).holding(pieces)):
        for number, cell in enumerate(rows[at].cells):
            said = folded(cell.text)
            match = labels.payees.search(cell.text, said)
            if match is None:
                match = labels.holders.search(cell.text, said)
                if match is None or not _beside_a_bank(rows, at):
                    continue
            yield at, number, match.end()


def _beside_a_bank(rows: Sequence[Row], at: int) -> bool:
    near = rows[max(0, at - _NEAR) : at + _NEAR + 1]
    return any(_BANKING.found(row.text) for row in near)


def _name(cell: Run) -> Name | None:
    text = _NEXT.sub("", cell.text).strip(" ,.;:-")
    value = canonical(text)
    if (
        not _LEAST <= len(value) <= _MOST
        or _NO_NAME.match(text)
        or _A_LABEL.search(text)
    ):
        return None
    start = cell.text.find(text)
    run = part(cell, start, start + len(text))
    return Name(value, run) if run is not None else None
