"""To whom an invoice is and whose it is: only what is plainly another's holds it."""

from typing import Any

import pytest

from extractors.codes import Reason
from matchers.billing.parties import is_another_company, party_findings
from matchers.company import Company
from matchers.vendors import Vendor

OURS = ("Northbay Storage", "Rack & Roll")

TO_US = [
    "Northbay Storage",
    "NORTHBAY STORAGE, LLC",
    "Northbay Storage Inc. dba Rack & Roll",
    "Northbay",
    "Northbay Industrial Supply Co.",
    "N0rthbay Storage LLC",
    "Northbay Storge LLC",
    "North Bay Storage LLC",
    "NorthBayStorage Inc",
    "NBS LLC",
    "NS Inc.",
    "Rack and Roll Trading Co.",
    "N\u0151rthbay Storage Kft.",
]
NOT_SAID = [
    "",
    "Accounts Payable",
    "Attn: Purchasing",
    "Jamie Ortiz",
    "1180 Harbor Ave",
    "Storage LLC",
    "The Warehouse",
    "Duluth, MN 55802",
    "Inc.",
    "???",
    "\u5317\u6e7e",
    "Pat Lee, 12 Warehouse Road",
    "Works 7, Dock 3",
]
TO_OTHERS = [
    "Southbay Storage LLC",
    "Harborline Fixtures, Inc.",
    "Pallet Kings GmbH & Co. KG",
    "Cedar Office Furniture",
    "Quick Shelving Wholesale",
    "A. B. Carver Supply",
    "Bell\u2019s Industrial Group",
]


@pytest.mark.parametrize("printed", TO_US)
def test_a_name_that_may_be_ours_is_none_other(printed: str) -> None:
    assert not is_another_company(printed, OURS)


@pytest.mark.parametrize("printed", NOT_SAID)
def test_what_names_no_company_says_nothing(printed: str) -> None:
    assert not is_another_company(printed, OURS)


@pytest.mark.parametrize("printed", TO_OTHERS)
def test_a_company_that_cannot_be_ours_is_another(printed: str) -> None:
    assert is_another_company(printed, OURS)


def vendor(key: str, name: str, *shop_vendors: str) -> Vendor:
    return Vendor(key=key, name=name, shop_vendors=shop_vendors or (name,))


ACME = vendor("acme", "Acme Racks")
IRON = vendor("iron", "Ironvale Rack & Shelf Co.", "Ironvale")
BOX = vendor("box", "Box It")
VENDORS = (ACME, IRON, BOX, vendor("tall", "Tallgrass Cabinet Mfg."))

ISSUERS = {
    "the sender's": ("Acme Racks, Inc.", ACME, ()),
    "none printed": (None, ACME, ()),
    "another vendor's": ("Ironvale Rack & Shelf", ACME, ("iron",)),
    "another's, shorter": ("IRONVALE", ACME, ("iron",)),
    "another's and the sender's": ("Ironvale, a brand of Acme Racks", ACME, ()),
    "nobody's we know": ("Harborline Fixtures", ACME, ()),
    "two others'": ("Ironvale and Tallgrass Cabinet", ACME, ()),
    "a name too short to be sure of": ("Box Printers", ACME, ()),
    "a short name, and nothing else": ("BOX IT, Inc.", ACME, ("box",)),
    "a sender nobody pinned": ("Ironvale", None, ()),
    "the sender, misread": ("Acrne Racks", ACME, ()),
}


@pytest.mark.parametrize("case", ISSUERS.values(), ids=ISSUERS)
def test_whose_invoice_it_is(
    case: tuple[str | None, Vendor | None, tuple[str, ...]], b: Any
) -> None:
    printed, sender, others = case
    named = {"vendor": printed} if printed else {}
    found = list(
        party_findings(
            b.invoice(**named),
            sender,
            b.standing(vendors=VENDORS, company=Company(names=OURS)),
        )
    )

    assert [f.code for f in found] == [Reason.ISSUER_OTHER_VENDOR] * len(others)
    assert tuple(key for f in found for key in f.subjects) == others


@pytest.mark.parametrize(
    ("bill_to", "names", "codes"),
    [
        pytest.param(
            "Southbay Fixtures LLC", OURS, [Reason.BILL_TO_OTHER], id="another"
        ),
        pytest.param("Northbay Storage LLC", OURS, [], id="we"),
        pytest.param(None, OURS, [], id="nobody"),
        pytest.param("Southbay Fixtures LLC", (), [], id="who we are is not told"),
    ],
)
def test_an_invoice_to_another_company_is_held(
    bill_to: str | None, names: tuple[str, ...], codes: list[Reason], b: Any
) -> None:
    match = b.decide(b.invoice(bill_to=bill_to), company=Company(names=names))

    assert [f.code for f in match.findings] == codes
    assert match.disposition == ("hold" if codes else "act")
