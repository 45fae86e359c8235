"""Sixty documents that want the money elsewhere, and those that do not."""

from typing import Any

import pytest

from extractors.codes import Reason
from extractors.values import PaymentDetail
from matchers.billing.payee import canonical_fingerprint
from matchers.policy import Policy
from tests.matchers.billing.conftest import EVIDENCE

KNOWN = (
    "iban:DE89370400440532013000",
    "routing:021000021",
    "account:12345678",
    "remit_to:PO Box 12, Reno NV 89501",
    "payment_contact:ar@acme.example",
)
CHANGED = {
    "iban": "GB29NWBK60161331926819",
    "bic": "DEUTDEFF",
    "routing": "111000025",
    "account": "99887766",
    "remit_to": "12HARBOURSTREETTAMPA",
}


def detail(kind: str, value: str, *, hidden: bool = False) -> PaymentDetail:
    return PaymentDetail(kind=kind, value=value, evidence=EVIDENCE, hidden=hidden)  # type: ignore[arg-type]


def old(kind: str) -> PaymentDetail:
    """Return what is on file, as far as there is any."""
    values = dict(one.split(":", 1) for one in KNOWN)
    return detail(kind, values.get(kind, "12345678"))


ANNOUNCED = detail("announced", "our bank details have changed")
NEW = {kind: detail(kind, value) for kind, value in CHANGED.items()}
DOCUMENTS: list[tuple[str, tuple[PaymentDetail, ...]]] = []
for kind_, new in NEW.items():
    other = "account" if kind_ == "iban" else "iban"
    DOCUMENTS += [
        (f"new {kind_}", (new,)),
        (f"new {kind_} twice", (new, new)),
        (f"new {kind_} beside the old", (old("account"), new)),
        (f"old first, new {kind_} at the foot", (old("iban"), old("routing"), new)),
        (f"new {kind_} only in the body", (new,)),
        (f"hidden {kind_}", (detail(kind_, CHANGED[kind_], hidden=True),)),
        (
            f"hidden {kind_} beside the old",
            (old("account"), detail(kind_, CHANGED[kind_], hidden=True)),
        ),
        (f"announced with a new {kind_}", (ANNOUNCED, new)),
        (
            f"{kind_} in another format",
            (detail(kind_, " ".join(CHANGED[kind_]).lower()),),
        ),
        (f"{kind_} under a new {other}", (NEW[other], new)),
        (
            f"new {kind_} with a new contact",
            (new, detail("payment_contact", "pay@evil.example")),
        ),
    ]
DOCUMENTS += [
    ("announced and nothing else", (ANNOUNCED,)),
    ("announced beside the old", (ANNOUNCED, old("account"))),
    ("announced where nobody sees it", (detail("announced", "new bank", hidden=True),)),
    ("the old, hidden", (detail("account", "12345678", hidden=True),)),
    ("old bank, new contact", (old("account"), detail("payment_contact", "PAYEVIL"))),
]


def decide(b: Any, payment: tuple[PaymentDetail, ...], known: Any = KNOWN) -> Any:
    document = b.invoice(payment=payment)
    row = {"code": "payee_changed", "disposition": "auto"}
    policy = Policy.model_validate({"rows": [row]}, strict=False)
    return b.decide(b.arrival(document, vendor=b.vendor(payment=known)), policy=policy)


def test_there_are_sixty() -> None:
    assert len(DOCUMENTS) == 60


@pytest.mark.parametrize(
    "payment", [pytest.param(one, id=name) for name, one in DOCUMENTS]
)
def test_another_payee_holds_the_money_first(
    b: Any, payment: tuple[PaymentDetail, ...]
) -> None:
    """No policy row lets it pass, and the number to call is the one on file."""
    match = decide(b, payment)

    assert match.disposition == "hold"
    assert match.actions == ()
    assert match.findings[0].code is Reason.PAYEE_CHANGED
    assert "+1 555 0100" in match.findings[0].detail


def test_a_vendor_without_known_details_is_held(b: Any) -> None:
    for kind in ("iban", "account", "remit_to"):
        match = decide(b, (old(kind),), known=())

        assert [f.code for f in match.findings] == [Reason.PAYEE_CHANGED]


@pytest.mark.parametrize(
    "payment",
    [
        (),
        (old("iban"),),
        (old("account"), old("routing")),
        (detail("iban", "DE89 3704 0044 0532 0130 00"),),
        (detail("remit_to", "POBOX12RENONV89501"),),
        (detail("payment_contact", "someone@else.example"),),
        (old("account"), detail("payment_contact", "ARACMEEXAMPLE")),
    ],
)
def test_what_is_on_file_is_billed(b: Any, payment: tuple[PaymentDetail, ...]) -> None:
    assert decide(b, payment).disposition == "act"


def test_a_number_in_the_mail_is_never_the_one_to_call(b: Any) -> None:
    contact = detail("payment_contact", "+15550199")
    finding = decide(b, (ANNOUNCED, contact)).findings[0]

    assert "+15550199" not in finding.detail


@pytest.mark.parametrize(
    ("printed", "canonical"),
    [
        ("iban:de89 3704", "iban:DE893704"),
        ("Remit_To: P.O. Box 7", "remit_to:POBOX7"),
        ("account:\uff11\uff12\uff13", "account:123"),
    ],
)
def test_fingerprints_meet_in_one_form(printed: str, canonical: str) -> None:
    assert canonical_fingerprint(printed) == canonical
