"""Domains: how one is written, who owns it, and whom it names."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tldextract import TLDExtract

FREEMAIL = frozenset(
    {
        "126.com",
        "163.com",
        "aol.com",
        "att.net",
        "bellsouth.net",
        "comcast.net",
        "cox.net",
        "fastmail.com",
        "free.fr",
        "gmail.com",
        "gmx.com",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.com",
        "hotmail.fr",
        "icloud.com",
        "laposte.net",
        "live.com",
        "mac.com",
        "mail.com",
        "mail.ru",
        "me.com",
        "msn.com",
        "orange.fr",
        "outlook.com",
        "pm.me",
        "proton.me",
        "protonmail.com",
        "qq.com",
        "rocketmail.com",
        "sbcglobal.net",
        "t-online.de",
        "verizon.net",
        "web.de",
        "yahoo.ca",
        "yahoo.co.uk",
        "yahoo.com",
        "yandex.com",
        "yandex.ru",
        "ymail.com",
        "zoho.com",
        "zohomail.com",
    }
)
"""Domains where anybody gets an address: they name a provider, not a sender."""


def ascii_domain(domain: str) -> str:
    """Return *domain* in lower case, its labels as DNS has them where they can be.

    >>> ascii_domain("B\u00fccher.Example.")
    'xn--bcher-kva.example'
    """
    lowered = domain.strip().rstrip(".").lower()
    if lowered.isascii():
        return lowered
    try:
        return lowered.encode("idna").decode("ascii")
    except UnicodeError:
        return lowered


def canonical_address(address: str) -> str:
    """Return *address* in lower case, its domain as DNS has it."""
    local, at, domain = address.rpartition("@")
    return f"{local.lower()}{at}{ascii_domain(domain)}"


@cache
def _suffixes() -> "TLDExtract":
    # A tenth of a second, and only mail needs it; nothing is fetched or cached on disk.
    from tldextract import TLDExtract  # noqa: PLC0415  # see above

    return TLDExtract(
        suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True
    )


def organisation(domain: str) -> str:
    """Return the domain its owner registered, by the public suffix list, or "".

    >>> organisation("mail.vendor.co.uk"), organisation("a.vendor.example")
    ('vendor.co.uk', 'vendor.example')
    """
    name = ascii_domain(domain)
    labels = name.split(".")
    if not all(labels) or labels[-1].strip("]").isdigit():
        return ""  # nothing at all, or the address of a machine
    found = _suffixes()(name)
    if found.suffix:
        return found.top_domain_under_public_suffix
    # The list's own rule for what it does not name: the last label is the suffix.
    return ".".join(labels[-2:]) if len(labels) > 1 else ""


def same_organisation(one: str, other: str) -> bool:
    """Say whether both domains belong to one owner."""
    return ascii_domain(one) == ascii_domain(other) != "" or (
        organisation(one) == organisation(other) != ""
    )
