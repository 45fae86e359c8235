"""Shopify's own names for carriers; it links a number to its page for these alone."""

from types import MappingProxyType

# Letter for letter as FulfillmentTrackingInfo.company lists them, Admin 2026-10.
_COMPANIES = MappingProxyType(
    {
        "AMZL": "Amazon",
        "CANP": "Canpar",
        "CNWY": "XPO Logistics",
        "CPAG": "Canada Post",
        "DHLC": "DHL Express",
        "DHLE": "DHL eCommerce",
        "DPDX": "DPD",
        "EXLA": "Estes",
        "FDEG": "FedEx",
        "FXFE": "FedEx",
        "GLSO": "GLS",
        "LSOA": "LSO",
        "ODFL": "Old Dominion",
        "ONTR": "OnTrac",
        "PAAF": "Pilot Freight",
        "PRLA": "Purolator",
        "RLCA": "R+L Carriers",
        "RMGB": "Royal Mail",
        "UDSI": "United Delivery Service",
        "UPSN": "UPS",
        "USPS": "USPS",
        "YODL": "Yodel",
        "YUNE": "YunExpress",
    }
)


def company(scac: str | None) -> str | None:
    """Return Shopify's exact name, or None: then send the tracking page's address.

    >>> company("RLCA"), company("SAIA")
    ('R+L Carriers', None)
    """
    return _COMPANIES.get(scac or "")
