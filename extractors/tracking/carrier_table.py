"""The carriers of this trade, as data: SCAC, names as printed, tracking page."""

from typing import Literal, NamedTuple

Mode = Literal["parcel", "ltl", "local"]


class Carrier(NamedTuple):
    """One carrier as the trade knows it."""

    scac: str
    """Standard carrier alpha code; where there is none, four letters of our own."""
    name: str
    """For people, and for a channel that takes free text."""
    mode: Mode
    url: str | None
    """Tracking page, ``{}`` for the number. From general knowledge, unverified."""
    aliases: tuple[str, ...]
    """As printed. A blank stands for up to two blanks or dashes, or for none."""


_UPS = "https://www.ups.com/track?tracknum={}"
_FEDEX = "https://www.fedex.com/fedextrack/?trknbr={}"
_USPS = "https://tools.usps.com/go/TrackConfirmAction?tLabels={}"
_DHL = "https://www.dhl.com/us-en/home/tracking.html?tracking-id={}"
_ODFL = (
    "https://www.odfl.com/us/en/tools/trace-track-ltl-freight/trace.html?proNumbers={}"
)
_CANADA = (
    "https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor={}"
)

CARRIERS: tuple[Carrier, ...] = (
    Carrier(
        "UPSN",
        "UPS",
        "parcel",
        _UPS,
        (
            "UPS",
            "UPSN",
            "U.P.S.",
            "United Parcel Service",
            "United Parcel",
            "UPS Ground",
            "UPS Grd",
            "UPS Gnd",
            "UPS Next Day Air",
            "UPS 2nd Day Air",
            "UPS Second Day Air",
            "UPS 3 Day Select",
            "UPS Worldwide",
        ),
    ),
    Carrier(
        "FDEG",
        "FedEx",
        "parcel",
        _FEDEX,
        (
            "Fed Ex",
            "Federal Express",
            "FedEx Ground",
            "FedEx Grd",
            "FedEx Home Delivery",
            "FedEx Express",
            "FedEx 2Day",
            "FDEG",
            "FDXG",
            "FDXE",
            "FDX",
        ),
    ),
    Carrier(
        "FXFE",
        "FedEx Freight",
        "ltl",
        _FEDEX,
        (
            "FedEx Freight",
            "Federal Express Freight",
            "FedEx LTL",
            "FedEx Freight Priority",
            "FedEx Freight Economy",
            "FXFE",
            "FXNL",
        ),
    ),
    Carrier(
        "USPS",
        "USPS",
        "parcel",
        _USPS,
        (
            "USPS",
            "U.S.P.S.",
            "US Postal Service",
            "U.S. Postal Service",
            "United States Postal Service",
            "US Mail",
            "U.S. Mail",
            "USPS Ground Advantage",
            "USPS Priority Mail",
            "Priority Mail Express",
            "Priority Mail",
            "First Class Mail",
            "Parcel Select",
        ),
    ),
    Carrier(
        "DHLC",
        "DHL Express",
        "parcel",
        _DHL,
        ("DHL Express", "DHL Worldwide Express", "DHLC"),
    ),
    Carrier(
        "DHLE",
        "DHL eCommerce",
        "parcel",
        "https://webtrack.dhlecs.com/orders?trackingNumber={}",
        ("DHL eCommerce", "DHL e Commerce", "DHL Global Mail", "DHL eCS", "DHLE"),
    ),
    Carrier(
        # No code of the trade is known; this one is ours.
        "DHLP",
        "DHL Paket",
        "parcel",
        _DHL,
        ("DHL Paket", "DHL Parcel"),
    ),
    Carrier(
        "ONTR",
        "OnTrac",
        "parcel",
        "https://www.ontrac.com/tracking/?number={}",
        ("OnTrac", "Laser Ship", "ONTR", "LASR"),
    ),
    Carrier(
        "AMZL",
        "Amazon Logistics",
        "parcel",
        "https://track.amazon.com/tracking/{}",
        ("Amazon Logistics", "Amazon Shipping", "AMZL", "AMZL US"),
    ),
    Carrier(
        "PRLA",
        "Purolator",
        "parcel",
        "https://www.purolator.com/en/shipping/tracker?pin={}",
        ("Purolator", "PRLA"),
    ),
    Carrier(
        "CPAG",
        "Canada Post",
        "parcel",
        _CANADA,
        ("Canada Post", "Postes Canada", "CPAG"),
    ),
    Carrier(
        "CANP",
        "Canpar",
        "parcel",
        "https://www.canpar.com/en/tracking/track.htm?barcode={}",
        ("Canpar", "Canpar Express"),
    ),
    Carrier(
        "GLSO",
        "GLS",
        "parcel",
        "https://www.gls-us.com/tracking?tracking_numbers={}",
        ("GLS", "GLS US", "General Logistics Systems", "Golden State Overnight"),
    ),
    Carrier(
        "LSOA",
        "LSO",
        "parcel",
        "https://www.lso.com/track?number={}",
        ("LSO", "Lone Star Overnight"),
    ),
    Carrier(
        "SPDE",
        "Spee-Dee Delivery",
        "parcel",
        "https://www.speedeedelivery.com/track/?tracking={}",
        ("Spee Dee", "Spee Dee Delivery", "SpeeDee Delivery Service"),
    ),
    Carrier(
        "UDSI",
        "United Delivery Service",
        "parcel",
        None,
        ("United Delivery Service",),
    ),
    Carrier("VEHO", "Veho", "parcel", None, ("Veho",)),
    Carrier(
        "DPDX",
        "DPD",
        "parcel",
        "https://www.dpdgroup.com/nl/mydpd/my-parcels/track?lang=en&parcelNumber={}",
        ("DPD",),
    ),
    Carrier(
        "YODL", "Yodel", "parcel", "https://www.yodel.co.uk/tracking/{}", ("Yodel",)
    ),
    Carrier(
        "RMGB",
        "Royal Mail",
        "parcel",
        "https://www.royalmail.com/track-your-item#/tracking-results/{}",
        ("Royal Mail",),
    ),
    Carrier(
        "YUNE",
        "YunExpress",
        "parcel",
        "https://www.yuntrack.com/parcelTracking?id={}",
        ("Yun Express",),
    ),
    Carrier(
        "GOFO",
        "GOFO Express",
        "parcel",
        "https://www.gofoexpress.com/tracking.html?searchID={}",
        ("GOFO", "GOFO Express"),
    ),
    Carrier(
        "LNDM",
        "Landmark Global",
        "parcel",
        "https://track.landmarkglobal.com/?search={}",
        ("Landmark Global",),
    ),
    Carrier(
        "ODFL",
        "Old Dominion Freight Line",
        "ltl",
        _ODFL,
        (
            "Old Dominion",
            "Old Dominion Freight",
            "Old Dominion Freight Line",
            "Old Dominion Freight Lines",
            "OD Freight",
            "ODFL",
        ),
    ),
    Carrier(
        "EXLA",
        "Estes Express Lines",
        "ltl",
        "https://www.estes-express.com/myestes/shipment-tracking/?type=PRO&query={}",
        ("Estes", "Estes Express", "Estes Express Lines", "Estes Freight", "EXLA"),
    ),
    Carrier(
        "CNWY",
        "XPO",
        "ltl",
        "https://app.ltl.xpo.com/track-shipment?proNumber={}",
        (
            "XPO",
            "XPO Logistics",
            "XPO Logistics Freight",
            "XPO Freight",
            "XPO LTL",
            "Con way",
            "Con way Freight",
            "CNWY",
            "XPOL",
        ),
    ),
    Carrier(
        "RLCA",
        "R+L Carriers",
        "ltl",
        "https://www2.rlcarriers.com/freight/shipping/shipment-tracing?pro={}",
        (
            "R + L",
            "R & L",
            "R + L Carriers",
            "R & L Carriers",
            "R and L Carriers",
            "R L Carriers",
            "R&L Truckload",
            "RLCA",
        ),
    ),
    Carrier(
        "SAIA",
        "Saia LTL Freight",
        "ltl",
        "https://www.saia.com/track/details;pro={}",
        ("Saia", "Saia LTL", "Saia LTL Freight", "Saia Motor Freight"),
    ),
    Carrier(
        "ABFS",
        "ABF Freight",
        "ltl",
        "https://arcb.com/tools/tracking.html#/{}",
        (
            "ABF",
            "ABF Freight",
            "ABF Freight System",
            "ArcBest",
            "Arc Best Freight",
            "ABFS",
        ),
    ),
    Carrier(
        "UPGF",
        "TForce Freight",
        "ltl",
        "https://www.tforcefreight.com/ltl/apps/Tracking?pro={}",
        ("TForce", "TForce Freight", "T Force Freight", "UPS Freight", "UPGF"),
    ),
    Carrier(
        "SEFL",
        "Southeastern Freight Lines",
        "ltl",
        "https://www.sefl.com/seflWebsite/servlet?action=Tracking&PRO={}",
        ("Southeastern Freight", "Southeastern Freight Lines", "SEFL"),
    ),
    Carrier(
        "AACT",
        "AAA Cooper Transportation",
        "ltl",
        None,
        ("AAA Cooper", "AAA Cooper Transportation", "AACT"),
    ),
    Carrier(
        "DAFG",
        "Dayton Freight",
        "ltl",
        None,
        ("Dayton Freight", "Dayton Freight Lines", "DAFG"),
    ),
    Carrier("CTII", "Central Transport", "ltl", None, ("Central Transport", "CTII")),
    Carrier("PITD", "Pitt Ohio", "ltl", None, ("Pitt Ohio", "PITD")),
    Carrier(
        "AVRT", "Averitt Express", "ltl", None, ("Averitt", "Averitt Express", "AVRT")
    ),
    Carrier(
        "PYLE",
        "A. Duie Pyle",
        "ltl",
        None,
        ("A. Duie Pyle", "A Duie Pyle", "Duie Pyle"),
    ),
    Carrier(
        "WARD",
        "Ward Transport",
        "ltl",
        None,
        ("Ward Trucking", "Ward Transport", "Ward Transport & Logistics"),
    ),
    Carrier(
        "RDWY",
        "YRC Freight",
        "ltl",
        None,
        ("YRC", "YRC Freight", "Yellow Freight", "Yellow Corporation", "RDWY"),
    ),
    Carrier(
        "HMES",
        "Holland",
        "ltl",
        None,
        ("USF Holland", "Holland Freight", "HMES"),
    ),
    Carrier(
        "RDFS",
        "Roadrunner Freight",
        "ltl",
        None,
        ("Roadrunner Freight", "Roadrunner Transportation", "RDFS"),
    ),
    Carrier("OAKH", "Oak Harbor Freight Lines", "ltl", None, ("Oak Harbor", "OAKH")),
    Carrier(
        "PAAF",
        "Pilot Freight Services",
        "ltl",
        None,
        ("Pilot Freight", "Pilot Freight Services", "Pilot Air Freight", "PAAF"),
    ),
)
"""Every carrier we can name. More may be added; a SCAC is never renamed."""

SHARED_NAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("DHL", ("DHLC", "DHLE", "DHLP")),
    ("UPS SurePost", ("UPSN", "USPS")),
    ("UPS Ground Saver", ("UPSN", "USPS")),
    ("UPS Mail Innovations", ("UPSN", "USPS")),
    ("FedEx SmartPost", ("FDEG", "USPS")),
    ("FedEx Ground Economy", ("FDEG", "USPS")),
)
"""Names that leave open which network's number is printed."""
