"""What only a statement of account says, where no title names it.

It lists invoices, orders and payments, so that single words of it are those of an
invoice or an acknowledgement. Words of two kinds together are a statement's.
"""

import re

from extractors.layout.sheet import Sheet


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b".replace(" ", r"\s+"), re.IGNORECASE)


_NAMED = _any(
    r"statements? of accounts?|account statement|kontoauszug|saldenliste"
    r"|relev[ée] de (?:compte|factures)|extrait de compte|estado de (?:la )?cuenta"
    r"|extracto de cuenta|estratto conto|rekening(?:overzicht|afschrift)"
)
_CARRIED = _any(
    r"(?:previous|prior|opening|beginning|closing|ending|new|running|last) balance"
    r"|balance (?:brought )?forward|saldovortrag|(?:anfangs|end)saldo"
    r"|(?:alter|neuer) saldo|(?:ancien|nouveau) solde"
    r"|solde (?:ant[ée]rieur|pr[ée]c[ée]dent|initial|final)"
    r"|saldo (?:anterior|inicial|final|precedente|iniziale|finale)|nuevo saldo"
    r"|(?:vorig|nieuw) saldo|(?:begin|eind)saldo"
)
_AGED = re.compile(
    r"(?<![\d-])(?:0|1|31|61|91)\s?[-–]\s?(?:30|60|90|120)(?![\d-])"
    r"|(?:\b(?:over|über|plus de|más de|oltre|meer dan)|>)\s?(?:90|120)\b"
    r"|\b(?:90|120)\s?\+",
    re.IGNORECASE,
)
_PAID = _any(
    r"payments? received|payments? (?:and|&) credits|payment - ?thank you"
    r"|zahlungseingang|zahlungseing[äa]nge|paiements? re[çc]us?|pagos? recibidos?"
    r"|pagament[oi] ricevut[oi]|ontvangen betaling(?:en)?"
)
_ACCOUNTS: tuple[frozenset[str], ...] = tuple(
    frozenset(words.split())
    for words in (
        "charges payments balance",
        "charges credits balance",
        "debit credit balance",
        "debits credits balance",
        "amount payment balance",
        "soll haben saldo",
        "débit crédit solde",
        "debe haber saldo",
        "cargos abonos saldo",
        "dare avere saldo",
        "debet credit saldo",
    )
)
"""The columns of an account, on one row."""
_MONEY = re.compile(r"\d[.,]\d\d\b")
_ENOUGH = 2
_HEAD = 16
"""Rows of a sheet among which its name stands."""
_WORDS = 10
"""A longer cell is a sentence."""


def says_stated(sheet: Sheet) -> bool:
    """Say whether a sheet with amounts is a statement of account by its words."""
    text = sheet.text
    if not _MONEY.search(text):
        return False
    rows = [frozenset(row.text.casefold().split()) for row in sheet.rows]
    told = (
        bool(_CARRIED.search(text)),
        len({m[0] for m in _AGED.finditer(text)}) >= _ENOUGH,
        bool(_PAID.search(text)),
        any(columns <= row for row in rows for columns in _ACCOUNTS),
    )
    return sum(told) >= _ENOUGH or any(
        len(cell.words) <= _WORDS and _NAMED.search(cell.text)
        for row in sheet.rows[:_HEAD]
        for cell in row.cells
    )
