"""Where to pay: bank numbers, addresses, and words that say any of it has changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.payment.announced import announcements
from extractors.payment.banks import bank_details
from extractors.payment.details import payment_details
from extractors.payment.numbers import is_iban, is_routing
from extractors.reading import read
from extractors.values import MoneyDocument, PaymentDetail

ROUTING, ACCOUNT = "021000021", "7720041863"


def fingerprints(text: str) -> list[str]:
    return [f"{found.kind}:{found.value}" for found in bank_details(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"ABA {ROUTING} Acct {ACCOUNT}", [f"routing:{ROUTING}", f"account:{ACCOUNT}"]),
        (
            f"Routing number: {ROUTING}, account no. 7720-0418-63",
            [f"routing:{ROUTING}", f"account:{ACCOUNT}"],
        ),
        (
            f"Wire to First Meridian Bank, {ROUTING} / {ACCOUNT}",
            [f"routing:{ROUTING}", f"account:{ACCOUNT}"],
        ),
        ("ACH routing (not wires) 123456789", ["routing:123456789"]),
        (
            "IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFFXXX",
            ["iban:DE89370400440532013000", "bic:COBADEFFXXX"],
        ),
        ("IBAN: DE88 3704 0044 0532 0130 00", ["iban:DE88370400440532013000"]),
        ("pay GB29NWBK60161331926819 today", ["iban:GB29NWBK60161331926819"]),
        (
            "Sort code 60-16-13, account 31926819",
            ["routing:601613", "account:31926819"],
        ),
        ("Bank account ****4471", ["account:****4471"]),
        (
            "IBAN DE75512108001245126199 PBNKDEFF",
            ["iban:DE75512108001245126199"],
        ),
        ("BLZ 37040044 Konto 532013000", ["routing:37040044", "account:532013000"]),
    ],
)
def test_bank_details_are_found(text: str, expected: list[str]) -> None:
    assert fingerprints(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Your account number 1004471 with us",
        "Ship to: Young Food Bank, 593 2nd Ave, phone 208-555-0117",
        "WIRE SHELF 0539801882 EPOXY",
        "Invoice 88213745 dated 11/20/2026",
        "By wire, quote invoice 88213745",
        "Bank holiday hours, call (208) 555-0117",
        "Total 1,234,567.89",
        "Bankruptcy case 123456789",
    ],
)
def test_other_numbers_are_no_account(text: str) -> None:
    assert fingerprints(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "*** OUR BANK DETAILS HAVE CHANGED ***",
        "Please note our new bank account information below.",
        "Updated remittance information is attached.",
        "Our remit-to address has recently moved.",
        "We have switched banks.",
        "Do not send payments to the old account.",
        "Please pay the account below, effective immediately.",
        "Unsere Bankverbindung hat sich geändert.",
        "Neue Bankverbindung ab sofort",
        "Changement de nos coordonnées bancaires",
        "Nuevos datos bancarios",
        "Nuove coordinate bancarie",
        "Gewijzigde bankgegevens",
        "Payment instructions are now as follows",
        "change of banking details",
        "OUR LOCKBOX HAS MOVED: PO BOX 991, RENO NV 89510",
        "PLEASE SEND ALL FUTURE PAYMENTS TO 55 LAKE ST, RENO",
        "PAY ONLINE AT HTTPS://PAY.VENDOR.EXAMPLE/D7",
        "EFFECTIVE TODAY WE BANK WITH FIRST NEVADA.",
        "VENMO @VENDOR-PAY",
        "Please mail checks to PO Box 991, Reno NV 89510 from now on",
    ],
)
def test_a_change_is_announced(text: str) -> None:
    assert [found.kind for found in announcements(text)][:1] == ["announced"]


@pytest.mark.parametrize(
    "text",
    [
        "We may change the terms of payment at any time.",
        "Prices are subject to change. Payment due in 30 days.",
        "Remit to the address above. Thank you for your business.",
        "A change order must be approved in writing.",
        "Your new order has been received; payment terms net 30.",
        "Do not pay from this statement.",
    ],
)
def test_other_words_announce_nothing(text: str) -> None:
    assert list(announcements(text)) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            [
                "Remit to:",
                "Acme Rack Co.",
                "P.O. Box 12",
                "Reno, NV 89510",
                "Terms: net",
            ],
            "ACMERACKCOPOBOX12RENONV89510",
        ),
        (
            ["Please send remittance to: Acme, PO Box 12, Reno, NV 89510"],
            "ACMEPOBOX12RENONV89510",
        ),
        (
            [
                "Pay to our bank 021000021, account 772004, or by check to:",
                "Acme Wire Works",
                "Dept 7",
                "Reno, NV 89510-4471",
            ],
            "ACMEWIREWORKSDEPT7RENONV895104471",
        ),
        (
            ["Make checks payable to", "Acme", "12 Elm St", "Wien 1010"],
            "ACME12ELMSTWIEN1010",
        ),
        (["Please remit to the address above."], None),
        (["Remit to:", "Total due 12.00"], None),
    ],
)
def test_the_address_to_pay_to(lines: list[str], expected: str | None) -> None:
    found = [d.value for d in of_mail("\r\n".join(lines)) if d.kind == "remit_to"]
    assert found == ([expected] if expected else [])


def of_mail(body: str) -> tuple[PaymentDetail, ...]:
    mail = f"From: a@vendor.example\r\nSubject: x\r\n\r\n{body}\r\n"
    return payment_details(read(mail.encode(), "").documents)


@pytest.mark.parametrize("printed", ["DE89 3704 0044 0532 0130 00"])
@pytest.mark.parametrize("small", [False, True])
@pytest.mark.parametrize("at", range(6))
def test_a_number_may_go_on_in_the_next_line(
    printed: str, at: int, *, small: bool
) -> None:
    """No word stands beside it: by its check digits alone it is an account."""
    groups = (printed.lower() if small else printed).split()
    lines = filter(None, (" ".join(groups[:at]), " ".join(groups[at:])))

    found = [detail.fingerprint for detail in of_mail("\r\n".join(lines))]

    assert found == ["iban:DE89370400440532013000"]


def test_every_detail_is_quoted_from_where_it_stands() -> None:
    [routing, account] = of_mail(f"ACH: routing {ROUTING}, account {ACCOUNT}")

    assert (routing.fingerprint, routing.evidence.quote) == (
        f"routing:{ROUTING}",
        ROUTING,
    )
    assert account.evidence.offset is not None


def test_a_letter_beside_an_invoice_counts_for_it() -> None:
    table = (
        "Invoice No.: A-1\r\nInvoice date: 2026-11-20\r\nPO number: 4411\r\n\r\n"
        "Item      Qty   Price   Amount\r\nBIN-1     2     5.00    10.00\r\n\r\n"
        "Total                   10.00\r\n"
    )
    attached = 'Content-Disposition: attachment; filename="i.txt"'
    parts = (
        f"--b\r\n\r\nOur bank details have changed: routing {ROUTING}\r\n"
        f"--b\r\n{attached}\r\n\r\n{table}--b--\r\n"
    )
    head = "Subject: Invoice A-1\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    records = [
        e.record
        for e in read((head + parts).encode(), "").extractions
        if isinstance(e.record, MoneyDocument)
    ]

    assert [sorted(d.kind for d in r.payment) for r in records] == [
        ["announced", "routing"]
    ]


@given(st.text(alphabet="0123456789", min_size=9, max_size=9), st.integers(0, 8))
def test_one_digit_changed_never_checks(number: str, at: int) -> None:
    other = str((int(number[at]) + 1) % 10)
    changed = number[:at] + other + number[at + 1 :]
    assert not (is_routing(number) and is_routing(changed))


@given(st.text(max_size=40))
def test_any_text_gives_an_answer(text: str) -> None:
    assert is_iban(text) in (True, False)
    for found in (*bank_details(text), *announcements(text)):
        assert found.value
