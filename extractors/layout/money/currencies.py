"""Signs and codes of currencies."""

from types import MappingProxyType

CODES = (
    "USD", "EUR", "GBP", "CHF", "CAD", "AUD", "NZD", "JPY", "CNY", "MXN", "SEK", "NOK",
    "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "INR", "HKD", "SGD", "ZAR", "BRL", "TRY",
    "KRW", "THB", "ILS", "AED",
)  # fmt: skip
"""ISO 4217, those a supplier's paper is likely to show."""

SIGNS: MappingProxyType[str, str | None] = MappingProxyType(
    {
        "€": "EUR",
        "£": "GBP",
        "US$": "USD",
        "CA$": "CAD",
        "C$": "CAD",
        "CDN$": "CAD",
        "A$": "AUD",
        "AU$": "AUD",
        "NZ$": "NZD",
        "$": None,
        "₹": "INR",
        "zł": "PLN",
        "¥": None,
    }
)
"""What each sign stands for; None where several countries use it."""


def code_of(printed: str) -> str | None:
    """Return the ISO code of a printed sign or code, None where it could be several."""
    return SIGNS.get(printed, printed)
