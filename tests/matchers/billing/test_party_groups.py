"""Companies of one group bill, and are billed, under names that share a word."""

from typing import Any

import pytest

from extractors.codes import Reason
from matchers.billing.parties import is_sister
from matchers.company import Company

OURS = ("Northbay Storage", "Rack & Roll")


@pytest.mark.parametrize(
    "printed",
    [
        "Northbay Storage, LLC",
        "Northbay Storage Inc. dba Rack & Roll",
        "Northbay Industrial Supply Co.",
        "N0rthbay Storage LLC",
        "Northbay Storge LLC",
        "North Bay Storage LLC",
        "NorthBayStorage Inc",
        "NBS LLC",
        "Northbay Marine",
        "Jamie Ortiz",
        "",
    ],
)
def test_what_may_be_ours_is_no_sister(printed: str) -> None:
    assert not is_sister(printed, OURS)


@pytest.mark.parametrize(
    "printed", ["Northbay Marine LLC", "Northbay Seattle, Inc.", "Northbay Racing GmbH"]
)
def test_our_name_with_another_word_and_a_form_is_a_sister(printed: str) -> None:
    assert is_sister(printed, OURS)


def test_an_invoice_to_a_sister_company_is_held(b: Any) -> None:
    match = b.decide(
        b.invoice(bill_to="Northbay Marine LLC"), company=Company(names=OURS)
    )

    assert [f.code for f in match.findings] == [Reason.BILL_TO_OTHER]


@pytest.mark.parametrize(
    ("letterhead", "codes"),
    [
        ("Acme Racks, Inc.", []),
        ("ACME", []),
        ("Billing Department", []),
        ("Harborline Fixtures", []),
        ("Harborline Fixtures, Inc.", [Reason.ISSUER_OTHER_VENDOR]),
        ("Zenith Tools GmbH", [Reason.ISSUER_OTHER_VENDOR]),
    ],
)
def test_a_strangers_letterhead_is_held(
    letterhead: str, codes: list[Reason], b: Any
) -> None:
    match = b.decide(b.invoice(vendor=letterhead))

    assert [f.code for f in match.findings] == codes
