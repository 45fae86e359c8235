"""What can be told of ourselves: by it a mail that pretends to be ours is known."""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from agent.settings.servers import Address
from agent.settings.shapes import Section
from matchers.company import core_of, words_of
from matchers.domains import FREEMAIL, ascii_domain, organisation

_LEAST = 3
"""Letters of a company's name; a shorter one stands in too many others."""


def _person(name: str) -> str:
    if len(words_of(name)) < 2:  # noqa: PLR2004  # first and last
        raise ValueError(f"first and last name, such as 'Jamie Ortiz', got {name!r}")
    return name


def _company(name: str) -> str:
    if len("".join(core_of(name))) < _LEAST:
        raise ValueError(f"a company's name of {_LEAST} letters or more, got {name!r}")
    return name


def _domain(text: str) -> str:
    domain = ascii_domain(text)
    if "@" in domain or "*" in domain or not organisation(domain):
        raise ValueError(f"a domain such as 'my-store.com', got {text!r}")
    if domain in FREEMAIL:
        raise ValueError(f"anybody may write from {domain!r}: give full addresses")
    return domain


Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)
]


class CompanySettings(Section):
    """``[company]``: who we are; a key it does not know is an error."""

    names: list[Annotated[Text, AfterValidator(_company)]] = []
    """Under which vendors know us: ours, our brands', as they print them."""
    people: list[Annotated[Text, AfterValidator(_person)]] = []
    """First and last names of those in whose name one would cheat."""
    domains: list[Annotated[str, AfterValidator(_domain)]] = []
    """All addresses of these are ours."""
    addresses: list[Address] = []
    """Further addresses of ours, beside ``own_addresses`` of the mailboxes."""
