"""Numbers of bank accounts, by their check digits and by the words around them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors.layout.page.rows import Run
from extractors.payment.numbers import COUNTRIES, is_iban, is_routing
from extractors.sought import Held, Sought, folded
from extractors.values import PaymentKind


class Found(NamedTuple):
    """One payment detail in a text."""

    kind: PaymentKind
    value: str
    start: int
    end: int


_BANKING = Sought(
    r"\b(?:routing|aba|rtn|ach|iban|bic|swift|sort\s*code|bsb|blz|beneficiary|eft|sepa"
    r"|wire\s+(?:transfers?|payments?|instructions?|details|to)|(?:by|via)\s+wire"
    r"|bank\s+(?:accounts?|details|transfers?|info(?:rmation)?|name|no|number)"
    r"|bankverbindung|bankleitzahl|kontonummer|virement|bonifico|transferencia"
    r"|rekeningnummer)\b",
)
"""Words beside which a long number is an account, whatever it is called."""
_A_BANK = Sought(
    r"\b(?:bank|banque|banco|banca|credit\s+union|savings|trust)\b",
)
_PAYING = Sought(
    r"\b(?:account|acct|a/c|konto|compte|cuenta|conto|pay|payable|payments?|remit"
    r"|remittances?|deposits?|transfers?)\b",
)
"""Words that make an account of a number where a bank is named as well: alone a bank
may be a customer."""
_COUNTRY = r"[A-Z][A-Z](?<!\w..)"
"""How an IBAN begins; written so that it is quick to find."""
_IBAN = re.compile(rf"{_COUNTRY}\s?[0-9]{{2}}(?:\s?[A-Z0-9]{{1,4}}){{2,8}}(?![A-Z0-9])")
_IBAN_MARKED = re.compile(
    r"\b[A-Za-z]{2}[ .-]?[0-9]{2}(?:[ .-]?[A-Za-z0-9]{4}){2,7}"
    r"(?:[ .-]?[A-Za-z0-9]{1,3})?(?![A-Za-z0-9])"
)
"""The same in small letters, or with marks between its groups."""
_IBAN_LABEL = Sought(
    r"\b(?i:iban)\b\W{0,8}([A-Z]{2}\s?[0-9]{2}(?:\s?[A-Z]{4}(?=\s?[0-9]))?"
    r"(?:\s?[0-9]{1,6}[A-Z]?)+)(?![A-Z0-9])",
    flags=re.NOFLAG,
)
"""Printed as an IBAN, whatever its check digits say."""
_BIC = Sought(
    r"\b(?:bic|swift)\b(?:\W{0,4}(?:code|no|number|bic|swift)\b)*\W{0,6}"
    r"([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b",
)
_ROUTING = Sought(
    r"\b(?:routing|aba|rtn|transit|sort\s*code|bsb|blz|bankleitzahl)\b[^0-9]{0,40}?"
    r"([0-9](?:[ -]?[0-9]){5,8})(?![0-9])",
)
_ACCOUNT = Sought(
    r"\b(?:account|acct|a/c|kontonummer|konto|kto|compte|cuenta|conto"
    r"|rekening(?:nummer)?)\b[^0-9X*]{0,30}?"
    r"((?:[X*]{2,}[ -]?)?[0-9](?:[ -]?[0-9]){3,19})(?![0-9])",
)
_LONG = re.compile(r"(?<![\w.,/-])[0-9](?:[ -]?[0-9]){5,19}(?![\w/-]|[.,][0-9])")
_PAIR = re.compile(
    r"(?<![\w.,/-])([0-9]{9})\s*(?:[/|,;–]|\s-\s)\s*"
    r"([0-9](?:[ -]?[0-9]){5,16})(?![\w/-]|[.,][0-9])"
)
"""A bank and an account of it, bare; the first is one by its check digit."""
_TO_PAY = Sought(
    r"\b(?:pay(?:able|ing|ments?|ee)?|remit(?:tances?)?|deposits?|transfers?|wires?|funds"
    r"|zahl\w*|.berweis\w*|pa[iy]e(?:ment|r|z)|pag(?:o|are|ar|amento)|betal\w*)\b",
)
_ELSEWHERE = Sought(
    r"\b(?:zelle|venmo|cash\s*app|paypal|bitcoin|btc|usdt|ethereum|crypto(?:currency)?"
    r"|western\s+union|moneygram)\b[^\n]{0,60}?"
    r"((?:[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|\$\w{3,20}|(?<![0-9])[0-9]{3}[-. ][0-9]{3}"
    r"[-. ][0-9]{4}|0x[0-9a-f]{40}|(?:bc1|[13T])[0-9a-z]{25,60})",
)
"""An account with who is no bank: a purse, or an address that money is sent to."""
_PHONE = re.compile(r"\(?[0-9]{3}\)?[ .-][0-9]{3}[ .-][0-9]{4}")
_ELSE = re.compile(
    r"(?:invoice|inv|order|p\.?o\.?|customer|cust|client|reference|ref|tax\s*id|ein"
    r"|fein|vat|ust|siret|siren|phone|tel|fax|zip|box|date|due|dated|order\s+no"
    r"|rechnung|kunde|facture|factura|fattura|factuur)"
    r"(?:\W{0,3}(?:no|nr|num|number|id))?\W{0,4}$",
    re.IGNORECASE,
)
"""What a number is that is no account, right before it."""
_BEFORE = 24


class BankWords(NamedTuple):
    """The words beside which numbers are looked for."""

    iban: Sought
    bic: Sought
    elsewhere: Sought
    routing: Sought
    to_pay: Sought
    banking: Sought
    bank: Sought
    paying: Sought
    account: Sought

    def within(self, low: Held) -> "BankWords":
        """Return those that may stand among some words."""
        return BankWords._make([sought.within(low) for sought in self])

    @property
    def pieces(self) -> frozenset[str]:
        """Of which one stands in every text with a detail, but for the numbers."""
        telling = self.iban, self.bic, self.elsewhere, self.routing, self.banking
        return frozenset(p for sought in (*telling, self.bank) for p in sought.pieces)


BANK_WORDS = BankWords(
    iban=_IBAN_LABEL,
    bic=_BIC,
    elsewhere=_ELSEWHERE,
    routing=_ROUTING,
    to_pay=_TO_PAY,
    banking=_BANKING,
    bank=_A_BANK,
    paying=_PAYING,
    account=_ACCOUNT,
)
_IBAN_BEGINS = re.compile(
    rf"{_COUNTRY}(?=\s?[0-9]{{2}}(?:$|\s?[A-Z0-9]))"
    r"|\b[A-Za-z]{2}(?=[ .-]?[0-9]{2}(?:$|[ .-]?[A-Za-z0-9]{4}"
    r"(?:$|[ .-]?[A-Za-z0-9]{4})))"
)
"""The country of such a number and what follows it, up to the end of a cell: the line
may break between any two groups."""
_WORD = re.compile(r"\w")
_NINE = re.compile(r"[0-9]{9}")
_PAIR_BEGINS = re.compile(r"[0-9]{9}(?<![\w.,/-].{9})\s*(?:$|[/|,;–-])")


def may_begin(cell: Run) -> bool:
    """Say whether a number may begin in a cell that counts with no word beside it."""
    text = cell.text
    if text[-2:].upper() in COUNTRIES and not _WORD.match(text[-3:-2]):
        return True
    if not cell.numbered:
        return False
    countries = (match[0].upper() for match in _IBAN_BEGINS.finditer(text))
    return not COUNTRIES.isdisjoint(countries) or bool(_PAIR_BEGINS.search(text))


def bank_details(
    text: str, low: str | None = None, words: BankWords = BANK_WORDS
) -> Iterator[Found]:
    """Yield the bank details in one paragraph or column of text.

    An account that is only called so may be the number a vendor has given its customer:
    it counts beside words of banking alone, and there every long number does that
    nothing else explains.

    Args:
        text: Of the paragraph.
        low: The same folded, where it is at hand.
        words: Those of *BANK_WORDS* that may stand in it.
    """
    low = folded(text) if low is None else low
    taken: list[tuple[int, int]] = []
    for found in _named(text, low, words):
        if not _overlaps(found, taken):
            taken.append((found.start, found.end))
            yield found
    if not _speaks_of_banking(text, low, words):
        return
    for found in (*_accounts(text, low, words), *_unnamed(text)):
        if not _overlaps(found, taken):
            taken.append((found.start, found.end))
            yield found


def _speaks_of_banking(text: str, low: str, words: BankWords) -> bool:
    named = words.bank.search(text, low) and words.paying.search(text, low)
    return bool(named or words.banking.search(text, low))


def _ibans(text: str) -> Iterator[Found]:
    for match in _IBAN.finditer(text):
        # What follows may be glued on by the wide net: the longest that checks counts.
        for end in range(match.end(), match.start() + 14, -1):
            number = _bare(text[match.start() : end])
            if is_iban(number):
                yield Found("iban", number, match.start(), end)
                break
    for match in _IBAN_MARKED.finditer(text):
        if is_iban(number := _bare(match[0])):
            yield Found("iban", number, match.start(), match.end())


def _named(text: str, low: str, words: BankWords) -> Iterator[Found]:
    yield from _ibans(text)
    for match in words.iban.finditer(text, low):
        yield Found("iban", _bare(match[1]), match.start(1), match.end(1))
    for match in words.bic.finditer(text, low):
        yield Found("bic", match[1].upper(), match.start(1), match.end(1))
    for match in words.elsewhere.finditer(text, low):
        value = re.sub(r"[^0-9A-Z]", "", match[1].upper())
        yield Found("account", value, match.start(1), match.end(1))
    for match in words.routing.finditer(text, low):
        yield Found("routing", _bare(match[1]), match.start(1), match.end(1))
    if _NINE.search(text) and words.to_pay.found(text, low):
        yield from _pairs(text)


def _pairs(text: str) -> Iterator[Found]:
    for match in _PAIR.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if is_routing(match[1]) and not _ELSE.search(before):
            yield Found("routing", match[1], match.start(1), match.end(1))
            yield Found("account", _bare(match[2]), match.start(2), match.end(2))


def _accounts(text: str, low: str, words: BankWords) -> Iterator[Found]:
    for match in words.account.finditer(text, low):
        yield Found("account", _bare(match[1]), match.start(1), match.end(1))


def _unnamed(text: str) -> Iterator[Found]:
    phones = [(m.start(), m.end()) for m in _PHONE.finditer(text)]
    for match in _LONG.finditer(text):
        number = _bare(match[0])
        kind: PaymentKind = "routing" if is_routing(number) else "account"
        found = Found(kind, number, match.start(), match.end())
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        if not _overlaps(found, phones) and not _ELSE.search(before):
            yield found


def _overlaps(found: Found, taken: list[tuple[int, int]]) -> bool:
    return any(found.start < end and start < found.end for start, end in taken)


def _bare(printed: str) -> str:
    return re.sub(r"[^0-9A-Z*]", "", printed.upper())
