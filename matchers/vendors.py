"""Vendors we know: whom we believe to speak for them, and how far they may go."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from extractors.values import Value
from matchers.billing.values import BillingRules
from matchers.domains import FREEMAIL, ascii_domain, canonical_address, organisation

Automation = Literal["off", "shadow", "draft", "auto"]

_DOMAIN = re.compile(
    r"(?=.{3,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}"
)
_SCAC = re.compile(r"[A-Z]{2,4}")


class Vendor(Value):
    """One vendor of ``vendors.toml``; a sender is pinned exactly or not at all."""

    key: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$")
    """``ironworks`` in ``[vendors.ironworks]``; stored with every decision."""
    name: str = Field(min_length=1)
    senders: tuple[str, ...] = ()
    """Full addresses that speak for the vendor."""
    domains: tuple[str, ...] = ()
    """Domains all of whose addresses do; with *senders* given, others are reviewed."""
    shop_vendors: tuple[str, ...] = ()
    """Its name in the vendor field of the shop's lines; without one, *name*."""
    automation: Automation = "shadow"
    carriers: tuple[str, ...] = ()
    """SCACs it ships with; empty: not said."""
    phone: str = ""
    """On file for calling back; never taken from a mail."""
    billing: BillingRules = BillingRules()

    @field_validator("senders")
    @classmethod
    def _addresses(cls, senders: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_address(sender) for sender in senders)

    @field_validator("domains")
    @classmethod
    def _whole_domains(cls, domains: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_domain(domain) for domain in domains)

    @field_validator("carriers")
    @classmethod
    def _scacs(cls, carriers: tuple[str, ...]) -> tuple[str, ...]:
        for carrier in carriers:
            if not _SCAC.fullmatch(carrier):
                raise ValueError(f"expected a SCAC such as 'UPSN', got {carrier!r}")
        return carriers

    @model_validator(mode="before")
    @classmethod
    def _named_in_the_shop(cls, given: object) -> object:
        if isinstance(given, dict) and not given.get("shop_vendors"):
            return {**given, "shop_vendors": (given.get("name", ""),)}
        return given

    @model_validator(mode="after")
    def _freemail_needs_an_address(self) -> Self:
        for domain in self.domains:
            if domain in FREEMAIL:
                raise ValueError(
                    f"anybody may write from {domain!r}: pin full addresses in senders"
                )
        return self


def _address(text: str) -> str:
    address = canonical_address(text.strip())
    local, _, domain = address.rpartition("@")
    if (
        not local
        or re.search(r"[\s<>\",;:@()]", local)
        or not _DOMAIN.fullmatch(domain)
    ):
        raise ValueError(f"expected an address such as 'ship@vendor.com', got {text!r}")
    return address


def _domain(text: str) -> str:
    domain = ascii_domain(text.strip())
    if not _DOMAIN.fullmatch(domain):
        raise ValueError(f"expected a domain such as 'vendor.com', got {text!r}")
    if not organisation(domain):
        raise ValueError(f"anybody may own a domain below {domain!r}: pin the vendor's")
    return domain


class Vendors:
    """The vendors we know, by key and by exactly what is pinned."""

    def __init__(self, vendors: Iterable[Vendor] = ()) -> None:
        """Take *vendors* as they are.

        Raises:
            ValueError: When a key, an address, a domain or a payee of the books is
                pinned to two of them.
        """
        self._by_key: dict[str, Vendor] = {}
        self._by_address: dict[str, Vendor] = {}
        self._by_domain: dict[str, Vendor] = {}
        by_payee: dict[str, Vendor] = {}
        for vendor in vendors:
            _pin(self._by_key, vendor.key, vendor)
            for sender in vendor.senders:
                _pin(self._by_address, sender, vendor)
            for domain in vendor.domains:
                _pin(self._by_domain, domain, vendor)
            if vendor.billing.payee:
                _pin(by_payee, f"billing.payee {vendor.billing.payee}", vendor)

    def __iter__(self) -> Iterator[Vendor]:
        return iter(self._by_key.values())

    def __len__(self) -> int:
        return len(self._by_key)

    def get(self, key: str) -> Vendor | None:
        """Return the vendor of that key, or None."""
        return self._by_key.get(key)

    def by_address(self, address: str) -> Vendor | None:
        """Return the vendor to whom exactly this address is pinned, or None."""
        return self._by_address.get(canonical_address(address))

    def by_domain(self, domain: str) -> Vendor | None:
        """Return the vendor to whom exactly this domain is pinned, or None."""
        return self._by_domain.get(ascii_domain(domain))

    @property
    def domains(self) -> frozenset[str]:
        """Every domain a pinned sender writes from, but for freemail."""
        of_senders = {address.rpartition("@")[2] for address in self._by_address}
        return frozenset({*of_senders, *self._by_domain} - FREEMAIL)


def _pin(pinned: dict[str, Vendor], what: str, vendor: Vendor) -> None:
    other = pinned.setdefault(what, vendor)
    if other is not vendor:
        raise ValueError(f"{what!r} is pinned to both {other.key!r} and {vendor.key!r}")
