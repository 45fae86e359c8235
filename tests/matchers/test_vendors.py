"""Vendors are found by exactly what is pinned."""

import pytest
from pydantic import ValidationError

from matchers.vendors import Vendor, Vendors

IRON = Vendor(
    key="iron",
    name="Ironvale",
    senders=("Ship@Iron.example",),
    domains=("IRON.example.",),
)
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
        {"carriers": ("UPS Ground",)},
        {"automation": "always"},
        {"key": "Iron Vale"},
        {"name": ""},
        {"bank": "12345"},
    ],
)
def test_what_is_not_exact_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Vendor.model_validate({"key": "iron", "name": "Ironvale", **change})


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
    ],
)
def test_nothing_is_pinned_twice(other: dict[str, object]) -> None:
    again = Vendor.model_validate({"key": "two", "name": "Two", **other})
    with pytest.raises(ValueError, match=r"is pinned to both 'iron' and"):
        Vendors([IRON, again])
