"""Carriers are found by the names documents print, and not inside other words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.tracking.carriers import (
    BY_SCAC,
    CARRIERS,
    Carrier,
    carrier_in,
    no_tracking_in,
    tracking_url,
)


@pytest.mark.parametrize(
    ("text", "scacs"),
    [
        ("Ship via: UPS Ground", [("UPSN",)]),
        ("United Parcel Service", [("UPSN",)]),
        ("UPS Freight (now TForce)", [("UPGF",), ("UPGF",)]),
        ("UPS SurePost", [("UPSN", "USPS")]),
        ("groups, ups and downs, pick-ups ground", []),
        ("UPS AND DOWNS", []),
        ("The UPS Store #12, a UPS battery backup", []),
        ("FedEx Ground / Federal Express / fed ex", [("FDEG",)] * 3),
        ("FedEx Freight Priority", [("FXFE",)]),
        ("FedEx Office", []),
        ("FedEx SmartPost", [("FDEG", "USPS")]),
        ("U.S. Postal Service", [("USPS",)]),
        ("contact us mail", []),
        ("DHL", [("DHLC", "DHLE", "DHLP")]),
        ("DHL Paket", [("DHLP",)]),
        ("DHL eCommerce, DHL Express", [("DHLE",), ("DHLC",)]),
        ("R+L Carriers, R & L, R&L Carriers", [("RLCA",)] * 3),
        ("XPO Logistics; XPO; Con-way Freight", [("CNWY",)] * 3),
        ("Estes Express Lines", [("EXLA",)]),
        ("estes", []),
        ("Old Dominion Freight Line, Inc.", [("ODFL",)]),
        ("SAIA LTL FREIGHT", [("SAIA",)]),
        ("ABF Freight", [("ABFS",)]),
        ("Southeastern Freight Lines", [("SEFL",)]),
        ("www.fedex.com", [("FDEG",)]),
        ("LaserShip (OnTrac)", [("ONTR",), ("ONTR",)]),
        ("EXLA", [("EXLA",)]),
        ("Dayton, OH", []),
        ("Amazon order", []),
    ],
)
def test_carrier_in(text: str, scacs: list[tuple[str, ...]]) -> None:
    assert [m.scacs for m in carrier_in(text)] == scacs


@pytest.mark.parametrize("text", ["ups", "Ups ground", "estes", "gls"])
def test_small_letters_count_behind_a_label(text: str) -> None:
    [mention] = carrier_in(text, labelled=True)
    assert mention.scac in {"UPSN", "EXLA", "GLSO"}


def test_one_scac_or_none() -> None:
    [ups, dhl] = carrier_in("UPS or DHL")
    assert (ups.scac, dhl.scac) == ("UPSN", None)


@pytest.mark.parametrize("carrier", [pytest.param(c, id=c.scac) for c in CARRIERS])
def test_every_alias_means_its_carrier(carrier: Carrier) -> None:
    for alias in carrier.aliases:
        [mention] = carrier_in(alias)
        assert (mention.text, mention.scacs) == (alias, (carrier.scac,))


def test_no_scac_twice() -> None:
    assert len(BY_SCAC) == len(CARRIERS)


@pytest.mark.parametrize(
    ("scac", "number", "url"),
    [
        ("UPSN", "1Z1", "https://www.ups.com/track?tracknum=1Z1"),
        ("UPSN", "a&b/<", "https://www.ups.com/track?tracknum=a%26b%2F%3C"),
        ("PYLE", "1", None),
        ("????", "1", None),
    ],
)
def test_tracking_url(scac: str, number: str, url: str | None) -> None:
    assert tracking_url(scac, number) == url


@pytest.mark.parametrize(
    "text",
    [
        "Our Truck",
        "OUR OWN TRUCK",
        "company truck",
        "vendor's fleet",
        "WILL CALL",
        "will-call",
        "Customer Pick-up",
        "CUSTOMER PICKUP",
        "picked up by customer",
        "Local Delivery",
        "delivered by our driver",
        "hand delivered",
        "no tracking number available",
        "No tracking",
        "Tracking #: N/A",
        "without tracking",
    ],
)
def test_words_for_no_tracking(text: str) -> None:
    [mention] = no_tracking_in(f"Ship via: {text}")
    assert (mention.scacs, text.endswith(mention.text)) == ((), True)


@pytest.mark.parametrize(
    "text",
    [
        "driver will call ahead",
        "We will call you",
        "Will call when ready",
        "carrier pickup",
        "pick up",
        "tracking number to follow",
        "not for local delivery",
        "Your local driver",
    ],
)
def test_words_that_promise_nothing(text: str) -> None:
    assert no_tracking_in(text) == ()


@given(st.text())
def test_mentions_are_where_they_say(text: str) -> None:
    for mention in (*carrier_in(text), *no_tracking_in(text)):
        assert text[mention.start : mention.end] == mention.text
