"""Vendors are found by exactly what is pinned."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from matchers.billing.values import BillingRules
from matchers.vendors import Vendor, Vendors

IRON = Vendor(
    key="iron",
    name="Ironvale",
    senders=("Ship@Iron.example",),
    domains=("IRON.example.",),
    billing=BillingRules(payee="41"),
)
BREAK = {"sku": "A-1", "minimum": Decimal(10), "unit_price": Decimal(2)}
MEL = Vendor(key="mel", name="Mel's Benches", senders=("mel.benches@gmail.com",))


def test_defaults() -> None:
    assert IRON.shop_vendors == ("Ironvale",)
    assert IRON.automation == "shadow"
    assert (IRON.senders, IRON.domains) == (("ship@iron.example",), ("iron.example",))


def test_lists_as_toml_has_them() -> None:
    given = {
        "key": "k",
        "name": "K",
        "shop_vendors": ["K Inc", "K"],
        "carriers": ["UPSN"],
    }
    vendor = Vendor.model_validate(given, strict=False)
    assert vendor.shop_vendors == ("K Inc", "K")


@pytest.mark.parametrize(
    "change",
    [
        {"senders": ("iron.example",)},
        {"senders": ("a b@iron.example",)},
        {"senders": ("a@b@iron.example",)},
        {"domains": ("ship@iron.example",)},
        {"domains": ("*.iron.example",)},
        {"domains": ("example",)},
        {"domains": ("gmail.com",)},
        {"domains": ("co.uk",)},
        {"carriers": ("UPS Ground",)},
        {"automation": "always"},
        {"key": "Iron Vale"},
        {"name": ""},
        {"bank": "12345"},
        {"billing": {"absolute": Decimal("-0.01")}},
        {"billing": {"monthly": Decimal(-1)}},
        {"billing": {"percent": Decimal(-1)}},
        {"billing": {"percent": Decimal("100.1")}},
        {"billing": {"percent": Decimal("NaN")}},
        {"billing": {"discount": Decimal(-1)}},
        {"billing": {"discount": Decimal(101)}},
        {"billing": {"terms_days": -1}},
        {"billing": {"terms_days": 366}},
        {"billing": {"payment": ("12345",)}},
        {"billing": {"payment": ("iban:",)}},
        {"billing": {"payment": ("iban: -",)}},
        {"billing": {"payment": ("swift:ABCDUS33",)}},
        {"billing": {"charges": ({"names": ()},)}},
        {"billing": {"charges": ({"names": ("",)},)}},
        {"billing": {"charges": ({"names": (" ",)},)}},
        {"billing": {"charges": ({"names": ("Freight",)},)}},
        {"billing": {"charges": ({"names": ("fuel",), "limit": Decimal(-1)},)}},
        {"billing": {"breaks": ({**BREAK, "minimum": Decimal(-1)},)}},
        {"billing": {"breaks": ({**BREAK, "unit_price": Decimal(-1)},)}},
    ],
)
def test_what_is_not_exact_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Vendor.model_validate({"key": "iron", "name": "Ironvale", **change})


def test_rules_at_their_bounds_are_taken() -> None:
    rules = {
        "payee": "41",
        "absolute": "0",
        "percent": "100",
        "monthly": "0",
        "discount": "100",
        "terms_days": 365,
        "breaks": [{"sku": "A-1", "minimum": "0", "unit_price": "0"}],
        "charges": [{"names": ["fuel surcharge", "kühlung"], "limit": "0"}],
        "payment": [
            "IBAN: DE1",
            "remit_to: P.O. Box 12",
            "payment_contact:a@b.example",
        ],
    }
    given = {"key": "k", "name": "K", "billing": rules}
    assert Vendor.model_validate(given, strict=False).billing.terms_days == 365


def test_lookup_is_exact() -> None:
    vendors = Vendors([IRON, MEL])
    assert vendors.by_address("SHIP@iron.example") == IRON
    assert vendors.by_address("other@iron.example") is None
    assert vendors.by_domain("iron.example") == IRON
    assert vendors.by_domain("mail.iron.example") is None
    assert vendors.by_address("mel.benches@gmail.com") == MEL
    assert vendors.by_domain("gmail.com") is None
    assert (vendors.get("mel"), vendors.get("nobody")) == (MEL, None)
    assert vendors.domains == {"iron.example"}
    assert ([*vendors], len(vendors)) == ([IRON, MEL], 2)


@pytest.mark.parametrize(
    "other",
    [
        {"key": "iron"},
        {"senders": ("ship@iron.example",)},
        {"domains": ("iron.example",)},
        {"billing": {"payee": "41"}},
    ],
)
def test_nothing_is_pinned_twice(other: dict[str, object]) -> None:
    again = Vendor.model_validate({"key": "two", "name": "Two", **other})
    with pytest.raises(ValueError, match=r"is pinned to both 'iron' and"):
        Vendors([IRON, again])
