"""The vendored format data is read as its authors meant it."""

import json
import re
import subprocess
import sys
from importlib.resources import files
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.tracking.check_digits import gtin, luhn
from extractors.tracking.formats import (
    formats,
    freight_carriers,
    near_misses,
    spellings,
)


class Number(NamedTuple):
    """One of the data's own test numbers."""

    courier: str
    definition: str
    text: str


def own_numbers(kind: str) -> list[Number]:
    folder = files("extractors.tracking").joinpath("data", "couriers")
    numbers = []
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        courier = json.loads(file.read_text("utf-8"))
        for definition in courier["tracking_numbers"]:
            slug = "_".join(re.findall(r"\w+", definition["name"].lower()))
            name = definition.get("id") or slug
            numbers += [
                Number(courier["courier_code"], name, text)
                for text in definition["test_numbers"][kind]
            ]
    return numbers


def test_every_valid_number_is_recognised() -> None:
    numbers = own_numbers("valid")
    assert len(numbers) == 192
    missed = [
        n
        for n in numbers
        if (n.courier, n.definition)
        not in {(f.courier, f.definition) for f in formats(n.text)}
    ]
    assert missed == []


def test_every_invalid_number_is_rejected() -> None:
    numbers = own_numbers("invalid")
    assert len(numbers) == 88
    taken = [
        n
        for n in numbers
        if (n.courier, n.definition)
        in {(f.courier, f.definition) for f in formats(n.text)}
    ]
    assert taken == []


def test_six_numbers_are_ambiguous() -> None:
    couriers = [{f.courier for f in formats(n.text)} for n in own_numbers("valid")]
    assert sum(len(names) > 1 for names in couriers) == 6


@pytest.mark.parametrize(
    ("text", "scacs"),
    [
        pytest.param("1z 5r8-939 0357567127", {"UPSN"}, id="case, blanks and dashes"),
        pytest.param("\uff11Z5R89390357567127", {"UPSN"}, id="a full-width digit"),
        pytest.param("1\u0417 5R89390357567127", set(), id="a Cyrillic letter"),
        pytest.param("1LS7119013618127-1", {"ONTR"}, id="a dash that belongs to it"),
        pytest.param("RB123456785US", {"USPS"}, id="a post we know"),
        pytest.param("RB123456785FR", {None}, id="a post we do not know"),
        pytest.param("RB123456785XX", set(), id="no such country"),
        pytest.param("000000000000", set(), id="a placeholder"),
        pytest.param("", set(), id="nothing"),
        pytest.param("-", set(), id="a dash"),
    ],
)
def test_formats(text: str, scacs: set[str | None]) -> None:
    assert {f.scac for f in formats(text)} == scacs


def test_near_miss_has_the_shape_only() -> None:
    assert [f.definition for f in near_misses("1Z5R89390357567128")] == ["ups"]
    assert near_misses("1Z5R89390357567127") == ()


def test_spelling_keeps_a_dash_first() -> None:
    assert spellings(" 012\u20133456789 ") == ("012-3456789", "0123456789")


@pytest.mark.parametrize(
    ("number", "scac", "fits"),
    [
        ("012-3456789", "EXLA", True),
        ("123-456789", "EXLA", False),
        ("123-456789", "CNWY", True),
        ("I123456789", "RLCA", True),
        ("", "RLCA", False),
    ],
)
def test_freight_lengths(number: str, scac: str, *, fits: bool) -> None:
    assert (scac in freight_carriers(number)) is fits


@pytest.mark.parametrize(
    ("digits", "true"),
    [("036000291452", True), ("036000291453", False), ("96385074", True), ("1", False)],
)
def test_gtin(digits: str, *, true: bool) -> None:
    assert gtin(digits) is true


def test_luhn_counts_from_the_right() -> None:
    assert luhn("79927398713")
    assert not luhn("79927398712")


@given(st.text() | st.text(alphabet="0123456789ABCZ -", max_size=45))
def test_any_text_gets_an_answer(text: str) -> None:
    """No text raises, and every format spells the text's own characters."""
    for found in (*formats(text), *near_misses(text)):
        assert found.number in spellings(text)


def test_import_needs_no_pydantic() -> None:
    code = (
        "import sys, extractors.tracking.numbers; sys.exit('pydantic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
