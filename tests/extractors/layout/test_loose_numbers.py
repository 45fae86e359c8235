"""Tracking numbers in sentences: taken where all that is said of them is understood."""

import pytest

from extractors.codes import Reason
from extractors.reading import read

ONE, OTHER = "1Z5R89390357567127", "1Z64A81V4229583732"
MAIL = """From: Ann Shipper <ann@vendor.example>
To: orders@shop.example
Subject: Shipped
Date: Thu, 19 Nov 2026 20:00:00 -0500
Message-ID: <a@vendor.example>
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"

Your PO: 48345
{shipped}

SKU          Qty
GN-44-02214  4

{said}
"""
LABELLED = f"Shipped via UPS, tracking number {ONE}"


def held(shipped: str, said: str) -> bool:
    [extraction] = read(
        MAIL.format(shipped=shipped, said=said).encode(), "m.eml"
    ).extractions
    return any(i.code is Reason.INCOMPLETE_READING for i in extraction.issues)


@pytest.mark.parametrize(
    "said",
    [
        "",
        f"The second box is {OTHER}.",
        f"Box 2 of 2: {OTHER} (12.5 lb)",
        f"UPS {OTHER}",
        f"Both packages were shipped today, {OTHER} with UPS Ground.",
        f"Your order 48345 was shipped with UPS\nunder the number {OTHER}.",
        f"Zweites Paket: {OTHER}",
        f"PO 48345 left today in two boxes with UPS, numbers are {ONE} and {OTHER}.",
    ],
)
def test_a_number_of_which_all_is_understood_is_a_parcel(said: str) -> None:
    assert not held(LABELLED, said)


@pytest.mark.parametrize(
    "said",
    [
        f"See also {OTHER} of last week.",
        f"Thanks, ref {OTHER}",
        f"You should have received {OTHER} by now.",
        f"Our driver found {OTHER} on the dock.",
        f"The customer wrote that\n{OTHER} never came.",
        f"{OTHER} went to the\nwrong address.",
        f"Das Paket {OTHER} kam beschädigt an.",
        f"Le colis {OTHER} est arrivé vide.",
        f"{OTHER} was left behind.",
        f"{OTHER} went out with the wrong order.",
    ],
)
def test_a_number_of_which_more_is_said_holds_its_notice(said: str) -> None:
    assert held(LABELLED, said)


@pytest.mark.parametrize(
    ("shipped", "is_held"),
    [
        (f"It shipped today with UPS, {ONE}.", False),
        (f"Ref {ONE}", False),
        (f"UPS lost {ONE} somewhere.", True),
    ],
)
def test_the_only_number_may_stand_in_a_sentence(
    shipped: str, *, is_held: bool
) -> None:
    assert held(shipped, "") is is_held
