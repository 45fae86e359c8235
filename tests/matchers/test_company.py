"""Who we are: our addresses exactly, and our names as the eye takes them."""

import pytest

from matchers.company import Company, core_of

US = Company(
    names=("Northbay Storage LLC", "Rack & Roll"),
    people=("Jamie Ortiz", "Sam O'Neil"),
    domains=("northbay.example", "gmail.com"),
    addresses=("Clerk@other.example", "pat.northbay@gmail.com"),
)

NAMED = {
    "the whole name": ("Jamie Ortiz", "Jamie Ortiz"),
    "in capitals, with a title": ("JAMIE ORTIZ, CEO", "Jamie Ortiz"),
    "the last name first": ("Ortiz, Jamie", "Jamie Ortiz"),
    "with a middle name": ("Jamie R. Ortiz", "Jamie Ortiz"),
    "written together": ("JamieOrtiz", "Jamie Ortiz"),
    "letters of another alphabet": ("J\u0430mie \u041ertiz", "Jamie Ortiz"),
    "a digit for a letter": ("Jam1e 0rtiz", "Jamie Ortiz"),
    "a curly apostrophe": ("Sam O\u2019Neil", "Sam O'Neil"),
    "the first name alone": ("Jamie", None),
    "another of the name": ("Alex Ortiz", None),
    "our company": ("Northbay Storage", "Northbay Storage LLC"),
    "our company's department": ("Northbay Storage - Payables", "Northbay Storage LLC"),
    "our brand": ("Rack and Roll", None),
    "our brand, as written": ("Rack & Roll orders", "Rack & Roll"),
    "a part of our name": ("Northbay Fishing Club", None),
    "letters nobody sees": ("Ja\u200bmie\u3164Or\u00adti\u2060z\ufeff", "Jamie Ortiz"),
    "letter by letter": ("J a m i e  O r t i z", "Jamie Ortiz"),
    "letter by letter, turned": ("O r t i z, J a m i e", "Jamie Ortiz"),
    "our company, written together": ("NorthbayStorage", "Northbay Storage LLC"),
    "an initial": ("J. Ortiz", None),
    "nothing": ("", None),
    "signs": ("\u2603 \u202e!", None),
}


@pytest.mark.parametrize("case", NAMED.values(), ids=NAMED)
def test_whose_name_a_sender_bears(case: tuple[str, str | None]) -> None:
    shown, expected = case
    assert US.named_in(shown) == expected


@pytest.mark.parametrize(
    ("shown", "whose"),
    [
        ("J. Ortiz", "Jamie Ortiz"),
        ("Ortiz, J", "Jamie Ortiz"),
        ("J Ort\u200biz (via Mail)", "Jamie Ortiz"),
        ("K. Ortiz", None),
        ("Jo Ortiz", None),
        ("J. Smith", None),
        ("", None),
    ],
)
def test_whose_name_is_abbreviated(shown: str, whose: str | None) -> None:
    assert US.initialled_in(shown) == whose


def test_who_tells_nothing_is_nobody() -> None:
    nobody = Company()
    assert nobody.named_in("Jamie Ortiz") is None
    assert not nobody.owns("jamie@northbay.example")
    assert not nobody.owns("")


@pytest.mark.parametrize(
    ("address", "ours"),
    [
        ("jamie@northbay.example", True),
        ("JAMIE@Northbay.Example", True),
        ("clerk@other.example", True),
        ("jamie@x.northbay.example", False),
        ("other@other.example", False),
        ("", False),
        ("northbay.example", False),
    ],
)
def test_which_addresses_are_ours(address: str, *, ours: bool) -> None:
    assert US.owns(address) is ours


def test_a_freemail_domain_is_nobodys() -> None:
    assert US.known_domains == {"northbay.example", "other.example"}


def test_a_name_of_nothing_but_legal_forms_keeps_them() -> None:
    assert core_of("SAS Ltd.") == ("sas", "ltd")
