"""Invoices that come twice, in eighteen ways, among forty thousand honest ones."""

import re
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from extractors.codes import Reason
from matchers.billing import duplicates
from matchers.billing.duplicates import (
    Identity,
    KnownInvoices,
    duplicate_findings,
    normalised_number,
)
from matchers.billing.values import Billed
from tests.matchers.billing.conftest import TODAY

VENDORS, EACH, TRIED = 20, 2_000, 1_000
R = Reason


def numbered(number: str, change: Callable[[re.Match[str]], str]) -> str:
    """Return *number* with its last run of digits changed."""
    return re.sub(r"([0-9]+)$", change, number)


KINDS: dict[str, Callable[[str, Random], str]] = {
    "the same": lambda n, _: n,
    "small letters": lambda n, _: n.lower(),
    "a blank": lambda n, _: f"{n[:3]} {n[3:]}",
    "a dash more or less": lambda n, _: (
        n.replace("-", "") if "-" in n else f"{n[:3]}-{n[3:]}"
    ),
    "a label before it": lambda n, _: f"INV {n}",
    "a hash before it": lambda n, _: f"#{n}",
    "noughts left out": lambda n, _: numbered(n, lambda m: m[1].lstrip("0")),
    "noughts added": lambda n, _: numbered(n, lambda m: f"00{m[1]}"),
    "O for 0": lambda n, _: n.replace("0", "O"),
    "I for 1": lambda n, _: n.replace("1", "I"),
    "S for 5": lambda n, _: n.replace("5", "S"),
    "suffix -A": lambda n, _: f"{n}-A",
    "suffix COPY": lambda n, _: f"{n} COPY",
    "suffix R1": lambda n, _: f"{n}R1",
    "two digits swapped": lambda n, _: f"{n[:-2]}{n[-1]}{n[-2]}",
    "one digit wrong": lambda n, _: f"{n[:-1]}{(int(n[-1]) + 1) % 10}",
    "another number": lambda _, r: f"X{r.randint(10**6, 10**7)}",
    "another vendor": lambda n, _: n,
}
BLOCKED = ("the same", "small letters", "a blank", "a dash more or less", "O for 0")
"""Kinds whose number is the same but for writing: no person can let them pass."""


@pytest.fixture(scope="module")
def honest() -> tuple[Billed, ...]:
    """Return what twenty vendors billed in two years."""
    random = Random(3)  # noqa: S311  # a repeatable draw, no secret
    billed = []
    for vendor in range(VENDORS):
        prefix = random.choice(("INV-", "", "SI", f"{vendor:02}-", "A", "2026-"))
        number = random.randint(1_000, 90_000)
        for _ in range(EACH):
            number += random.randint(1, 4)
            printed = f"{prefix}{number:06}"
            total = Decimal(round(random.lognormvariate(6, 1) * 100)) / 100
            billed.append(
                Billed(
                    vendor=f"v{vendor}",
                    number=printed,
                    date=TODAY - timedelta(days=random.randint(0, 700)),
                    total=total,
                    kind="invoice",
                    source=f"I{len(billed)}",
                )
            )
    return tuple(billed)


@pytest.fixture(scope="module")
def known(honest: tuple[Billed, ...]) -> KnownInvoices:
    return KnownInvoices(honest)


def identity(one: Billed, **changes: Any) -> Identity:
    made = Identity(one.vendor, one.number, one.date, one.total, one.currency)
    return made._replace(**changes)


def missed(
    kind: str, honest: tuple[Billed, ...], known: KnownInvoices, tried: int
) -> list[str]:
    random = Random(f"{kind} 7")  # noqa: S311  # a repeatable draw, no secret
    numbers = []
    for one in random.sample(honest, tried):
        again = identity(one, number=KINDS[kind](one.number, random))
        if kind == "another vendor":
            again = again._replace(vendor="v99")
        findings = list(duplicate_findings(again, known))
        subjects = {subject for f in findings for subject in f.subjects}
        codes = {finding.code for finding in findings}
        strict = R.DUPLICATE_EXACT in codes or kind not in BLOCKED
        if one.source not in subjects or not strict:
            numbers.append(f"{one.number} as {again.number}")
    return numbers


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_of_duplicate_is_stopped(
    kind: str, honest: tuple[Billed, ...], known: KnownInvoices
) -> None:
    assert missed(kind, honest, known, TRIED) == []


def test_honest_invoices_are_seldom_suspected(
    honest: tuple[Billed, ...], known: KnownInvoices
) -> None:
    """At most five in a thousand, and none of them blocked."""
    suspected = blocked = 0
    for one in honest[::4]:
        own = identity(one, own=frozenset({one.source}))
        codes = {finding.code for finding in duplicate_findings(own, known)}
        suspected += bool(codes)
        blocked += R.DUPLICATE_EXACT in codes

    assert suspected <= len(honest) / 4 * 0.005
    assert blocked == 0


@pytest.mark.parametrize(
    ("name", "weak", "kind"),
    [
        ("normalised_number", lambda printed: printed, "small letters"),
        ("_same_amount", lambda *_: iter(()), "another number"),
        ("_other_vendor", lambda *_: iter(()), "another vendor"),
    ],
)
def test_without_a_level_its_kind_passes(
    monkeypatch: pytest.MonkeyPatch,
    honest: tuple[Billed, ...],
    name: str,
    weak: Callable[..., Any],
    kind: str,
) -> None:
    """The tests above would be red without it: a control."""
    known = KnownInvoices(honest)
    assert missed(kind, honest, known, 50) == []
    monkeypatch.setattr(duplicates, name, weak)

    assert missed(kind, honest, known, 50)


@pytest.mark.parametrize(
    ("printed", "normalised"),
    [
        ("INV-0077", "77"),
        ("Invoice No. 77", "77"),
        ("#77", "77"),
        ("in-o-77-S", "1N0775"),
        ("000", "0"),
        ("INVOICE", "1NV01CE"),
    ],
)
def test_a_number_is_normalised(printed: str, normalised: str) -> None:
    assert normalised_number(printed) == normalised


def one_known(**changes: Any) -> Callable[[Any], list[Reason]]:
    def decide(b: Any) -> list[Reason]:
        given = {"number": "INV-77", "total": "90.00", **changes}
        billed = (b.billed(given.pop("number"), given.pop("total"), **given),)
        return [f.code for f in b.decide(billed=billed).findings]

    return decide


@pytest.mark.parametrize(
    ("decide", "codes"),
    [
        pytest.param(one_known(), [R.DUPLICATE_EXACT], id="the number"),
        pytest.param(
            one_known(total="80.00"),
            [R.DUPLICATE_EXACT, R.REVISED_INVOICE],
            id="the number with another total",
        ),
        pytest.param(one_known(source="I12"), [], id="itself by its id"),
        pytest.param(one_known(document="d" * 64), [], id="itself by its bytes"),
        pytest.param(
            one_known(number="INV-77-REV", total="80.00"),
            [R.REVISED_INVOICE],
            id="a revision",
        ),
        pytest.param(one_known(number="9"), [R.DUPLICATE_SUSPECT], id="the amount"),
        pytest.param(
            one_known(number="9", date=TODAY - timedelta(days=62)),
            [R.DUPLICATE_SUSPECT],
            id="the amount sixty days apart",
        ),
        pytest.param(
            one_known(number="9", date=TODAY - timedelta(days=63)),
            [],
            id="the amount longer ago",
        ),
        pytest.param(
            one_known(number="9", currency="EUR"),
            [R.DUPLICATE_SUSPECT],
            id="no currency",
        ),
        pytest.param(
            one_known(number="9", kind="credit_memo"), [], id="a credit of the amount"
        ),
        pytest.param(
            one_known(vendor="books:99"), [R.DUPLICATE_SUSPECT], id="another vendor"
        ),
        pytest.param(
            one_known(vendor="books:99", total="80.00"),
            [],
            id="another vendor's number",
        ),
    ],
)
def test_one_known_invoice_is_told_apart(
    b: Any, decide: Callable[[Any], list[Reason]], codes: list[Reason]
) -> None:
    assert decide(b) == codes


def test_a_credit_beside_the_repeated_invoice_is_shown(b: Any) -> None:
    billed = (
        b.billed("INV-70", "90.00"),
        b.billed("CR-1", "-90.00", kind="credit_memo"),
    )

    match = b.decide(billed=billed)

    assert [f.code for f in match.findings] == [
        R.DUPLICATE_SUSPECT,
        R.CREDIT_REBILL_PAIR,
    ]
    assert match.disposition == "hold"


def test_what_came_later_repeats_it_and_is_not_repeated(b: Any) -> None:
    billed = (b.billed("INV-78", "90.00"),)
    later = b.arrival(later=frozenset({"I-INV-78"}))

    assert b.decide(later, billed=billed).disposition == "act"
    assert b.decide(billed=billed).disposition == "hold"


def test_an_invoice_of_the_same_night_counts(b: Any) -> None:
    match = b.decide(tonight=(b.billed("INV-70", "90.00"),))

    assert [f.code for f in match.findings] == [R.DUPLICATE_SUSPECT]
