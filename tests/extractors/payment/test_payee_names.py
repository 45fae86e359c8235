"""Names to pay to beside a label, and bare numbers of a bank and an account."""

import pytest

from extractors.files.grid import text_page
from extractors.payment.details import payment_details
from extractors.values import Document
from matchers.billing.payee import payee_findings
from matchers.vendors import Vendor

ADDRESS = "Acme Rack Co.\nP.O. Box 12\nReno, NV 89510"


def document(text: str) -> Document:
    return Document(
        sha256="0" * 64, name="", media_type="", pages=(text_page(text),), text=text
    )


def said(text: str) -> list[str]:
    return [detail.fingerprint for detail in payment_details([document(text)])]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Beneficiary: Zebra Finance LLC", "ZEBRAFINANCELLC"),
        ("Beneficiary name: Zebra Finance LLC", "ZEBRAFINANCELLC"),
        ("Payee: Zebra Finance LLC\nBank: First Reno", "ZEBRAFINANCELLC"),
        ("Pay to: Zebra Finance", "ZEBRAFINANCE"),
        ("Remit to: Zebra Finance", "ZEBRAFINANCE"),
        ("Begünstigter: Zebra GmbH", "ZEBRAGMBH"),
        ("Bénéficiaire : Zebra SARL", "ZEBRASARL"),
        ("Beneficiario: Zebra SL", "ZEBRASL"),
        ("Beneficiaris: Zebra BV", "ZEBRABV"),
        ("Begunstigde: Zebra BV", "ZEBRABV"),
        ("Beneficiary     Zebra Finance     Bank     First Reno", "ZEBRAFINANCE"),
        ("Beneficiary\nZebra Finance", "ZEBRAFINANCE"),
    ],
)
def test_a_name_to_pay_to_is_read(text: str, name: str) -> None:
    assert said(text) == [f"remit_to:{name}"]


def test_the_owner_of_an_account_counts_beside_a_bank() -> None:
    assert "remit_to:ZEBRA" in said("Account name: Zebra\nRouting: 021000021")
    # Whose it is alone cannot be told; our own name is left out beside its invoice.
    assert said("Account name: Larkspur Home\nTerms: net 30") == [
        "remit_to:LARKSPURHOME"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Please remit to the address above",
        "Beneficiary: our company",
        "The payee is you",
        "Invoice 129900641 / 4400917735 payment",
        "Payment terms 129900642 / 4400917735",
        "Parcel 129900641 / 4400917735",
    ],
)
def test_other_words_name_nobody(text: str) -> None:
    assert said(text) == []


def test_a_name_that_begins_an_address_is_compared_with_it() -> None:
    assert said(f"Remit to:\n{ADDRESS}") == ["remit_to:ACMERACKCOPOBOX12RENONV89510"]


@pytest.mark.parametrize("mark", ["/", "|", ", ", " - "])
def test_a_bare_pair_is_a_bank_and_an_account(mark: str) -> None:
    told = said(f"Please pay 129900641{mark}4400917735")

    assert told == ["routing:129900641", "account:4400917735"]


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("Acme Rack", True),
        ("Acme Rack, Inc.", True),
        ("Acme Rack LLC", True),
        ("Acme Rack Finance", False),
        ("Zebra Finance LLC", False),
    ],
)
def test_the_vendor_is_known_by_its_name(printed: str, *, known: bool) -> None:
    details = payment_details([document(f"Beneficiary: {printed}")])
    vendor = Vendor(key="acme", name="Acme Rack")

    assert (not list(payee_findings(details, vendor))) is known
