"""Twenty vendors, what is made to look like them, and what is unrelated."""

import re
from functools import cache
from importlib.resources import files
from itertools import product

import dnstwist

VENDORS = (
    "ironvale-rack.com",
    "stillwaterbins.com",
    "corriganbins.com",
    "beaconridge.com",
    "mapleharbor.com",
    "tallyworks.com",
    "quarrysteel.com",
    "penmark.com",
    "ridgeline-storage.com",
    "rousselet.com",
    "vidrack.com",
    "listra.com",
    "tensco.com",
    "huskley.com",
    "rivetfield.com",
    "metrolyne.com",
    "nexelwire.com",
    "stackbin.net",
    "akromill.com",
    "globalindustry-supply.com",
)
SUFFIXES = ["net", "co", "org", "info", "biz", "shop", "us", "store", "cc", "io", "de"]
WORDS = ["shipping", "orders", "invoice", "billing", "pay", "secure", "mail", "portal"]

_FIRST = re.findall(
    r"\w+",
    "amber atlas birch bright cedar clover coastal copper crystal delta dune ember fern"
    " golden granite harvest hazel highland indigo jasper juniper keystone lantern lark"
    " laurel linden lotus meadow mesa midnight mosaic nimbus oasis opal orchard osprey"
    " paper pioneer polar prairie quill raven redwood river saffron sage silver sparrow"
    " summit sunset tidal timber topaz velvet willow winter zephyr",
)
_SECOND = re.findall(
    r"\w+",
    "academy advisors agency analytics apparel bakery bank books brewing builders cafe"
    " capital cinema clinic coffee consulting dental design events farms films fitness"
    " florist foods games garden gallery guitars health homes hotel insurance jewelry"
    " kitchen law legal lighting logistics market media music news optics organics"
    " paints pets pharmacy photo pizza plumbing press realty recipes",
)


@cache
def lookalikes() -> dict[str, str]:
    """Return what dnstwist makes of the vendors: domain → the vendor it is made of."""
    made: dict[str, str] = {}
    for vendor in VENDORS:
        fuzzer = dnstwist.Fuzzer(vendor, dictionary=WORDS, tld_dictionary=SUFFIXES)
        fuzzer.generate()
        for variant in fuzzer.domains:
            made.setdefault(variant["domain"], vendor)
    return {domain: vendor for domain, vendor in made.items() if domain not in VENDORS}


@cache
def unrelated() -> tuple[str, ...]:
    """Return 2,931: names out of the public suffix list first, then made ones."""
    suffixes = files("tldextract").joinpath(".tld_set_snapshot").read_text("utf-8")
    private = suffixes.partition("===BEGIN PRIVATE DOMAINS===")[2]
    names = re.findall(r"^(?:\*\.)?([a-z0-9-]{4,})\.[a-z.]+$", private, re.MULTILINE)
    real = dict.fromkeys(f"{name}.com" for name in names)
    made = dict.fromkeys(f"{a}{b}.com" for a, b in product(_FIRST, _SECOND))
    return tuple([*real, *made][:2931])
