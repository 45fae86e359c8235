"""Which carriers' number formats a number has, by the vendored format data."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

from extractors.tracking.carriers import tracking_url
from extractors.tracking.check_digits import ALGORITHMS

_DASHES = re.compile("[-\u2010-\u2015\u2212]")
_GROUP = re.compile(r"\(\?<([A-Za-z]\w*)>")
_SCAC_OF_COURIER = MappingProxyType(
    {
        "amazon": "AMZL",
        "canada_post": "CPAG",
        "canpar": "CANP",
        "dpd": "DPDX",
        "fedex": "FDEG",
        "gofo": "GOFO",
        "landmark": "LNDM",
        "lasership": "ONTR",
        "old_dominion": "ODFL",
        "ontrac": "ONTR",
        "purolator": "PRLA",
        "speedee": "SPDE",
        "ups": "UPSN",
        "usps": "USPS",
        "yodel": "YODL",
        "yunexpress": "YUNE",
    }
)
_SCAC_OF_POST = MappingProxyType({"US": "USPS", "CA": "CPAG", "GB": "RMGB"})
"""Who answers for an international postal number, by its country letters."""

_SELF_EVIDENT = frozenset(
    {
        "amazon_logistics",
        "gofo_us",
        "landmark_global",
        "lasership_1ls7",
        "lasership_1ls7_18",
        "lasership_1lscx",
        "ontrac_c",
        "ontrac_d",
        "s10",
        "speedee",
        "ups",
        "yodel",
        "yunexpress",
    }
)
"""Definitions whose letters and length nobody else prints. Not among them: two or
three letters before digits, as invoice, order and part numbers have them, too."""
_COMMON = frozenset(
    {
        "canada_post",
        "dhl_paket",
        "dpd_14",
        "fedex_ground_sscc_18",
        "purolator_numeric",
    }
)
"""Long, with a check digit, and also what payment cards, pallets and others carry."""
_SSCC = re.compile(r"00[0-9]{18}")
"""How pallets and parcels are numbered in trade: none of the numbers of USPS."""
_KEPT = 4096
"""Numbers whose formats are kept: a word is asked about from several sides."""
_TELLING_LENGTH = 12
"""Digits. A shorter one with a true check digit is as often a PRO or a telephone."""


class Format(NamedTuple):
    """One format that a number has."""

    courier: str
    """The data's own key, such as ``fedex``."""
    definition: str
    """The data's own id of the format, such as ``fedex_12``."""
    scac: str | None
    """None: a postal number of a country we have no carrier for."""
    checksum: bool
    """The format has a check digit."""
    letter_bearing: bool
    """Its letters alone name the carrier; no context is needed to believe it."""
    number: str
    """The number as the carrier spells it: upper case, without blanks."""
    url: str | None
    """The carrier's tracking page for it."""

    @property
    def telling(self) -> bool:
        """It proves something where the document names no carrier."""
        return self.letter_bearing or (
            self.long_checked and self.definition not in _COMMON
        )

    @property
    def long_checked(self) -> bool:
        """It has a check digit over enough digits to weigh anything."""
        return self.checksum and len(self.number) >= _TELLING_LENGTH


class _Definition:
    """One compiled format of the data."""

    def __init__(self, courier: str, definition: Mapping[str, Any]) -> None:
        self.courier = courier
        self.id: str = definition.get("id") or _identifier(definition["name"])
        self.checksum: Mapping[str, Any] | None = definition["validation"].get(
            "checksum"
        )
        self._prepend: Mapping[str, str] | None = (
            definition["validation"].get("serial_number_format", {}).get("prepend_if")
        )
        self._must_resolve = _lookups(definition)
        printed = definition["regex"]
        # Blanks are gone before a number is held against a pattern.
        pattern = "".join(printed).replace(r"\s*", "")
        self._fullmatch = re.compile(_GROUP.sub(r"(?P<\1>", pattern)).fullmatch

    def shape(self, number: str) -> Mapping[str, str] | None:
        """Return the named parts of *number*, or None when it is printed otherwise."""
        found = self._fullmatch(number)
        if found is None:
            return None
        parts = found.groupdict(default="")
        for group, known in self._must_resolve:
            if parts[group] not in known:
                return None
        return parts

    def holds(self, parts: Mapping[str, str]) -> bool:
        """Say whether the check digit is true; a format without one always holds."""
        if self.checksum is None:
            return True
        serial = parts["SerialNumber"]
        if self._prepend and re.match(self._prepend["matches_regex"], serial):
            serial = self._prepend["content"] + serial
        algorithm = ALGORITHMS[self.checksum["name"]]
        return algorithm(serial, parts["CheckDigit"], self.checksum)

    def scac(self, parts: Mapping[str, str]) -> str | None:
        """Return who carries a number with these *parts*."""
        if self.courier == "s10":
            return _SCAC_OF_POST.get(parts["CountryCode"])
        if self.id == "dhl_paket":
            return "DHLP"
        if self.courier == "dhl":
            return "DHLE" if "ecommerce" in self.id else "DHLC"
        return _SCAC_OF_COURIER[self.courier]

    def format(self, number: str, parts: Mapping[str, str]) -> Format:
        """Say what *number* is under this definition."""
        scac = self.scac(parts)
        return Format(
            courier=self.courier,
            definition=self.id,
            scac=scac,
            checksum=self.checksum is not None,
            letter_bearing=self.id in _SELF_EVIDENT,
            number=number,
            url=tracking_url(scac, number) if scac else None,
        )


def _identifier(name: str) -> str:
    """Name a definition that the data leaves without an id."""
    return "_".join(re.findall(r"\w+", name.lower()))


def _lookups(definition: Mapping[str, Any]) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return the groups whose value must be in the definition's own list."""
    wanted = definition["validation"].get("additional", {}).get("exists", ())
    return tuple(
        (
            addition["regex_group_name"],
            frozenset(row["matches"] for row in addition["lookup"] if "matches" in row),
        )
        for addition in definition.get("additional", ())
        if addition["name"] in wanted
    )


@cache
def _definitions() -> tuple[_Definition, ...]:
    """Read and compile the vendored data, once, when the first number is looked at."""
    # Costs ten milliseconds that a process without numbers need not pay.
    from importlib.resources import files  # noqa: PLC0415  # see above

    data = files("extractors.tracking").joinpath("data")
    vendored = data.joinpath("couriers").iterdir()
    couriers = sorted(vendored, key=lambda file: file.name)
    couriers.append(data.joinpath("dhl_paket.json"))
    loaded = [json.loads(file.read_text("utf-8")) for file in couriers]
    return tuple(
        _Definition(courier["courier_code"], definition)
        for courier in loaded
        for definition in courier["tracking_numbers"]
    )


def spellings(text: str) -> tuple[str, ...]:
    """Return *text* as numbers are compared: upper case, no blanks; then no dashes.

    Compatibility forms are folded; what is not ASCII afterwards is no number at all.

    >>> spellings("1z 999-aa1")
    ('1Z999-AA1', '1Z999AA1')
    """
    folded = unicodedata.normalize("NFKC", text).upper()
    dashed = _DASHES.sub("-", "".join(folded.split()))
    if not dashed.isascii():
        return ()
    plain = dashed.replace("-", "")
    return (plain,) if plain == dashed else (dashed, plain)


def _shapes(
    text: str,
) -> Iterator[tuple[_Definition, str, Mapping[str, str]]]:
    for number in spellings(text):
        found = False
        # One digit repeated is a placeholder, however true its check digit.
        if number.isdigit() and len(set(number)) == 1:
            return
        sscc = _SSCC.fullmatch(number)
        for definition in _definitions():
            if sscc and definition.courier == "usps":
                continue
            parts = definition.shape(number)
            if parts is not None:
                found = True
                yield definition, number, parts
        if found:
            return


@lru_cache(maxsize=_KEPT)
def formats(number: str) -> tuple[Format, ...]:
    """Return every format *number* has, with a true check digit where there is one.

    Args:
        number: As printed; blanks, dashes and case do not matter.

    >>> [f.definition for f in formats("1Z 5R89 3903 5756 7127")]
    ['ups']
    """
    return tuple(
        definition.format(spelled, parts)
        for definition, spelled, parts in _shapes(number)
        if definition.holds(parts)
    )


@lru_cache(maxsize=_KEPT)
def near_misses(number: str) -> tuple[Format, ...]:
    """Return the formats that only a false check digit keeps *number* from having."""
    return tuple(
        definition.format(spelled, parts)
        for definition, spelled, parts in _shapes(number)
        if not definition.holds(parts)
    )


@cache
def _freight() -> Mapping[str, re.Pattern[str]]:
    from importlib.resources import files  # noqa: PLC0415  # as above

    data = files("extractors.tracking").joinpath("data", "freight.json")
    text = data.read_text("utf-8")
    patterns: dict[str, str] = json.loads(text)["patterns"]
    return {scac: re.compile(pattern) for scac, pattern in patterns.items()}


def freight_carriers(number: str) -> frozenset[str]:
    """Return the freight carriers (SCACs) whose PRO numbers are as long as *number*.

    Proves nothing alone: the document must label the number and name the carrier.
    """
    plain = spellings(number)[-1:]
    return frozenset(
        scac
        for spelled in plain
        for scac, pattern in _freight().items()
        if pattern.fullmatch(spelled)
    )
