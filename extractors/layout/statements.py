"""What only a statement of account says, where no title names it.

It lists invoices, orders and payments, so that single words of it are those of an
invoice or an acknowledgement. Words of two kinds together are a statement's.
"""

import re

from extractors.layout.page.sheet import Sheet
from extractors.sought import Sought


def _any(*phrases: str) -> Sought:
    """Return patterns for some phrases, whole words with any blanks between them."""
    return Sought(*(rf"\b(?:{phrase})\b".replace(" ", r"\s+") for phrase in phrases))


_NAMED = _any(
    r"statements? of accounts?",
    r"account statement",
    r"kontoauszug",
    r"saldenliste",
    r"relev[ée] de (?:compte|factures)",
    r"extrait de compte",
    r"estado de (?:la )?cuenta",
    r"extracto de cuenta",
    r"estratto conto",
    r"rekening(?:overzicht|afschrift)",
)
_CARRIED = _any(
    r"(?:previous|prior|opening|beginning|closing|ending|new|running|last) balance",
    r"balance (?:brought )?forward",
    r"saldovortrag",
    r"(?:anfangs|end)saldo",
    r"(?:alter|neuer) saldo",
    r"(?:ancien|nouveau) solde",
    r"solde (?:ant[ée]rieur|pr[ée]c[ée]dent|initial|final)",
    r"saldo (?:anterior|inicial|final|precedente|iniziale|finale)",
    r"nuevo saldo",
    r"(?:vorig|nieuw) saldo",
    r"(?:begin|eind)saldo",
)
_AGED = re.compile(
    r"(?<![\d-])(?:0|1|31|61|91)\s?[-–]\s?(?:30|60|90|120)(?![\d-])"
    r"|(?:\b(?:over|über|plus de|más de|oltre|meer dan)|>)\s?(?:90|120)\b"
    r"|\b(?:90|120)\s?\+",
    re.IGNORECASE,
)
_PAID = _any(
    r"payments? received",
    r"payments? (?:and|&) credits",
    r"payment - ?thank you",
    r"zahlungseingang",
    r"zahlungseing[äa]nge",
    r"paiements? re[çc]us?",
    r"pagos? recibidos?",
    r"pagament[oi] ricevut[oi]",
    r"ontvangen betaling(?:en)?",
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
    low = sheet.low
    told = [
        _CARRIED.found(text, low),
        _PAID.found(text, low),
        _accounted(sheet),
    ]
    if any(told):
        told.append(len({m[0] for m in _AGED.finditer(text)}) >= _ENOUGH)
    if sum(told) >= _ENOUGH:
        return True
    return _NAMED.possible(low) and any(
        len(cell.words) <= _WORDS and _NAMED.found(cell.text)
        for row in sheet.rows[:_HEAD]
        for cell in row.cells
    )


def _accounted(sheet: Sheet) -> bool:
    """Say whether a row of a sheet has the columns of an account."""
    text = sheet.text.casefold()
    printed = [
        columns for columns in _ACCOUNTS if all(word in text for word in columns)
    ]
    return bool(printed) and any(
        columns.issubset(row.text.casefold().split())
        for row in sheet.rows
        for columns in printed
    )
