"""A person's word: bound to what was shown, void when any of that changes."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from agent import decisions
from agent.ledger.effects import SHOWN, NotWaitingError
from agent.ledger.ledger import Ledger
from agent.ledger.verdicts import shown_of
from extractors.codes import SEVERITY, Reason
from matchers.billing.values import (
    AttachDocument,
    ComparedLine,
    CreateBill,
    CreateBillLine,
)
from matchers.values import Finding, Match

from .conftest import NOW
from .test_cases import paper, put

pytestmark = pytest.mark.usefixtures("notice")  # its message and its document

LINE = ComparedLine(
    line=0,
    part_number="BIN-100",
    sku="BIN-100",
    rule="sku",
    ordered=Decimal(9),
    shipped=Decimal(2),
    billed=Decimal(2),
    price_ordered=Decimal("52.50"),
    price_billed=Decimal("53.50"),
    amount=Decimal("107.00"),
)
OVER = Finding(
    code=Reason.PRICE_OVER,
    severity=SEVERITY[Reason.PRICE_OVER],
    detail="53.50 charged, 52.50 ordered",
)
NOTED = OVER.model_copy(
    update={"code": Reason.PARTIAL, "severity": SEVERITY[Reason.PARTIAL]}
)
MATCH = Match(
    key="acme:AC1",
    vendor="acme",
    po_number="4711",
    notice="d",
    findings=(OVER,),
    disposition="hold",
    lines=(LINE,),
)
BILL = CreateBill(
    books="main",
    vendor_id="41",
    vendor_name="Acme",
    number="AC-1",
    date=date(2026, 11, 20),
    lines=(
        CreateBillLine(
            item_id="7",
            quantity=Decimal(2),
            unit_price=Decimal("53.50"),
            amount=Decimal("107.00"),
            po_id="257",
            po_line_id="3",
        ),
    ),
    total=Decimal("107.00"),
    document="d",
)
FILE = AttachDocument(
    books="main", vendor_id="41", number="AC-1", document="d", name="acme-AC-1.pdf"
)
CHANGED: dict[str, tuple[Match, tuple[Any, ...]]] = {
    "the price ordered": (
        MATCH.model_copy(
            update={"lines": (LINE.model_copy(update={"price_ordered": Decimal(50)}),)}
        ),
        (BILL, FILE),
    ),
    "what is billed already": (
        MATCH.model_copy(
            update={"lines": (LINE.model_copy(update={"billed_before": Decimal(1)}),)}
        ),
        (BILL, FILE),
    ),
    "what speaks against it": (
        MATCH.model_copy(
            update={"findings": (OVER.model_copy(update={"detail": "more"}),)}
        ),
        (BILL, FILE),
    ),
    "another objection": (
        MATCH.model_copy(
            update={
                "findings": (
                    OVER,
                    OVER.model_copy(update={"code": Reason.FREIGHT_UNEXPECTED}),
                )
            }
        ),
        (BILL, FILE),
    ),
    "the account": (
        MATCH,
        (
            BILL.model_copy(
                update={
                    "lines": (BILL.lines[0].model_copy(update={"account_id": "80"}),)
                }
            ),
            FILE,
        ),
    ),
    "the file": (MATCH, (BILL, FILE.model_copy(update={"document": "e"}))),
    "nothing is written": (MATCH, ()),
}


@pytest.mark.parametrize("case", CHANGED)
def test_a_word_is_bound_to_all_that_was_shown(case: str) -> None:
    assert shown_of(*CHANGED[case]) != shown_of(MATCH, (BILL, FILE))


def test_what_is_only_noted_voids_no_word() -> None:
    noted = MATCH.model_copy(update={"findings": (OVER, NOTED)})
    assert shown_of(noted, (BILL, FILE)) == shown_of(MATCH, (BILL, FILE))


@pytest.fixture
def row(ledger: Ledger, run: int) -> int:
    """Return the id of an invoice that is held, with the bill that waits."""
    key = put(ledger, run, paper())
    with ledger.transaction():
        ledger.invoices.decide(key, MATCH, night=run, at=NOW)
        ledger.invoices.move(key, "flagged", NOW)
        ledger.effects.plan(
            [BILL, FILE], notice=key, night=run, state="planned", at=NOW
        )
    invoice = ledger.invoices.get(key)
    assert invoice is not None
    return invoice.id


def _hash(ledger: Ledger, row: int) -> str:
    invoice = ledger.invoices.by_id(row)
    assert invoice is not None
    return ledger.shown(invoice)[:SHOWN]


def _approve(ledger: Ledger, row: int, shown: str) -> Any:
    return decisions.approve(ledger, row, shown=shown, person="jamie", at=NOW)


def _reject(ledger: Ledger, row: int, shown: str) -> Any:
    return decisions.reject(ledger, row, shown=shown, person="sam", reason="no", at=NOW)


def test_it_says_who_and_when_and_counts_once(ledger: Ledger, row: int) -> None:
    shown = _hash(ledger, row)
    said = _approve(ledger, row, shown)
    assert (said.verdict, said.person, said.at) == ("approved", "jamie", NOW)
    assert _approve(ledger, row, shown) == said

    invoice = ledger.invoices.by_id(row)
    assert invoice is not None
    assert ledger.verdicts.of(invoice.key) == [said]
    assert ledger.verdicts.approved(invoice.key, said.shown) == said
    assert ledger.verdicts.approved(invoice.key, "0" * 64) is None


def test_the_last_word_counts(ledger: Ledger, row: int) -> None:
    shown = _hash(ledger, row)
    said = _approve(ledger, row, shown)
    _reject(ledger, row, shown)

    invoice = ledger.invoices.by_id(row)
    assert invoice is not None
    assert invoice.state == "settled"
    assert ledger.verdicts.approved(invoice.key, said.shown) is None
    states = {e.state for e in ledger.effects.of_notice(invoice.key)}
    assert states == {"rejected"}


@pytest.mark.parametrize("give", [_approve, _reject])
@pytest.mark.parametrize("shown", ["", "0" * SHOWN, "short"])
def test_another_hash_is_refused(
    ledger: Ledger, row: int, shown: str, give: Any
) -> None:
    shown = _hash(ledger, row)[: SHOWN - 1] if shown == "short" else shown
    with pytest.raises(NotWaitingError, match="not what was shown"):
        give(ledger, row, shown)


@pytest.mark.parametrize("give", [_approve, _reject])
@pytest.mark.parametrize("state", ["done", "settled", "known", "expired"])
def test_what_is_closed_takes_no_word(
    ledger: Ledger, row: int, state: Any, give: Any
) -> None:
    shown = _hash(ledger, row)
    invoice = ledger.invoices.by_id(row)
    assert invoice is not None
    with ledger.transaction():
        ledger.invoices.move(invoice.key, state, NOW)
    with pytest.raises(NotWaitingError, match="closed"):
        give(ledger, row, shown)


@pytest.mark.parametrize("give", [_approve, _reject])
@pytest.mark.parametrize("state", ["sending", "unknown"])
def test_what_is_under_way_takes_no_word(
    ledger: Ledger, row: int, run: int, state: Any, give: Any
) -> None:
    shown = _hash(ledger, row)
    effect = ledger.effects.get(BILL.key)
    assert effect is not None
    ledger.effects.sending(effect, run, NOW)
    ledger.effects.settle(effect, state, NOW)
    with pytest.raises(NotWaitingError, match="being written"):
        give(ledger, row, shown)


def test_a_bill_that_is_made_is_not_rejected(ledger: Ledger, row: int) -> None:
    shown = _hash(ledger, row)
    effect = ledger.effects.get(BILL.key)
    assert effect is not None
    ledger.effects.settle(effect, "done", NOW)
    with pytest.raises(NotWaitingError, match="in the books already"):
        _reject(ledger, row, shown)


def test_where_nothing_would_be_written_there_is_nothing_to_approve(
    ledger: Ledger, row: int
) -> None:
    invoice = ledger.invoices.by_id(row)
    assert invoice is not None
    with ledger.transaction():
        effects = ledger.effects.of_notice(invoice.key)
        ledger.effects.void(effects, NOW, Reason.STALE_SNAPSHOT)
    with pytest.raises(NotWaitingError, match=r"cannot be approved: .*price_over"):
        _approve(ledger, row, _hash(ledger, row))
