"""Currencies that an invoice names beside the one its amounts are read in."""

from collections.abc import Iterator

from extractors.codes import Reason
from extractors.layout.money.said import words
from extractors.sought import Sought
from extractors.values import Issue, MoneyDocument

_CURRENCIES: tuple[tuple[str, Sought], ...] = (
    (
        "CAD",
        words(
            r"\bCAD\b(?! files?| drawings?| models?)|\bCDN(?: |\$)|(?<![A-Z])C\$"
            r"|\bcanadian (?:dollars?|funds|currency)\b"
        ),
    ),
    ("AUD", words(r"\bAUD\b|\baustralian (?:dollars?|funds)\b|(?<![A-Z])AU?\$")),
    ("NZD", words(r"\bNZD\b|\bnew zealand dollars?\b|(?<![A-Z])NZ\$")),
    ("HKD", words(r"\bHKD\b|\bhong kong dollars?\b|(?<![A-Z])HK\$")),
    ("SGD", words(r"\bSGD\b|\bsingapore dollars?\b|(?<![A-Z])S\$")),
    ("TWD", words(r"\bTWD\b|\btaiwan dollars?\b|(?<![A-Z])NT\$")),
    ("EUR", words(r"\bEUR\b|\beuros?\b")),
    ("GBP", words(r"\bGBP\b|\bpounds? sterling\b|\bbritish pounds?\b")),
    (
        "MXN",
        words(
            r"\bMXN\b|\bmexican pesos?\b|\bpesos (?:mexicanos|M\.?N\.?)|(?<![A-Z])MX\$"
        ),
    ),
    ("CHF", words(r"\bCHF\b|\bswiss francs?\b|\bschweizer franken\b")),
    ("JPY", words(r"\bJPY\b|\bjapanese yen\b")),
    ("CNY", words(r"\b(?:CNY|RMB)\b|\b(?:chinese )?(?:yuan|renminbi)\b")),
    ("INR", words(r"\bINR\b|\bindian rupees?\b")),
    ("BRL", words(r"\bBRL\b|\bbrazilian reai?s\b|(?<![A-Z])R\$")),
    ("SEK", words(r"\bswedish (?:kronor|krona|crowns)\b")),
    ("USD", words(r"\bUSD\b|\bu\.?s\.? (?:dollars?|funds)\b")),
)


def other_currencies(record: MoneyDocument, text: str, low: str) -> Iterator[Issue]:
    """Yield an issue where a text names another currency than that of the amounts.

    Args:
        record: What was read.
        text: Of the whole document.
        low: The same, folded.
    """
    named = [name for name, pattern in _CURRENCIES if pattern.found(text, low)]
    read = record.currency.value if record.currency else "USD"
    others = [name for name in named if name != read]
    if others:
        what = " and ".join(others)
        detail = f"{what} is printed, and the amounts are read as {read}"
        yield Issue(code=Reason.CURRENCY_MISMATCH, detail=detail)
