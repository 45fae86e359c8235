"""Each channel gets its own name for a carrier.

``tracking_companies.json`` is the list in the description of
``FulfillmentTrackingInfo.company``, Admin API 2026-10 (@shopify/dev-mcp 1.16.0, ISC).
"""

import json
from pathlib import Path

import pytest

from channels.amazon.carriers import OTHER, carrier
from channels.shopify.companies import company
from extractors.tracking.carriers import CARRIERS

LIST = json.loads(
    Path(__file__).with_name("tracking_companies.json").read_text("utf-8")
)
LINKED = {*LIST["any_country"], *LIST["by_country"]["United States"]}
ELSEWHERE = {name for names in LIST["by_country"].values() for name in names}


@pytest.mark.parametrize("scac", [c.scac for c in CARRIERS])
def test_shopify_knows_the_name(scac: str) -> None:
    """Letter for letter, or none; only a British carrier is listed elsewhere."""
    name = company(scac)
    assert name is None or name in LINKED or (scac == "YODL" and name in ELSEWHERE)


@pytest.mark.parametrize(
    ("scac", "name"),
    [
        ("UPSN", "UPS"),
        ("FXFE", "FedEx"),
        ("CNWY", "XPO Logistics"),
        ("SAIA", None),
        ("????", None),
        (None, None),
    ],
)
def test_shopify_name(scac: str | None, name: str | None) -> None:
    assert company(scac) == name


@pytest.mark.parametrize("scac", [c.scac for c in CARRIERS])
def test_amazon_has_a_code_or_a_name(scac: str) -> None:
    code, name = carrier(scac)
    assert (code == OTHER) is (name is not None)


@pytest.mark.parametrize(
    ("scac", "pair"),
    [
        ("FDEG", ("FedEx", None)),
        ("FXFE", (OTHER, "FedEx Freight")),
        ("????", (OTHER, "????")),
    ],
)
def test_amazon_pair(scac: str, pair: tuple[str, str | None]) -> None:
    assert carrier(scac) == pair
