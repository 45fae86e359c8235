"""Invoices and notices as open business, side by side in one table."""

import pytest

from agent.ledger.cases import invoice_key
from agent.ledger.ledger import Ledger
from extractors.values import Cited, Evidence, MoneyDocument
from matchers.values import Match

from .conftest import NOW

pytestmark = pytest.mark.usefixtures("notice")  # its message and its document


def paper(number: str | None = "AC-1", kind: str = "invoice") -> MoneyDocument:
    quote = Evidence(document="d", page=1, quote="as printed")
    cited = Cited(value=number, evidence=quote) if number else None
    return MoneyDocument.model_validate(
        {"kind": kind, "number": cited, "lines": ()}, strict=False
    )


def put(ledger: Ledger, run: int, body: MoneyDocument, document: str = "d") -> str:
    key = invoice_key("acme", document, body, 0)
    with ledger.transaction():
        ledger.invoices.put(
            key, body, (), message=1, document="d", vendor="acme", night=run
        )
    return key


def match(code: str = "hold") -> Match:
    return Match.model_validate(
        {
            "key": "k",
            "vendor": "acme",
            "po_number": "1",
            "notice": "d",
            "disposition": code,
        }
    )


def test_each_family_sees_its_own(ledger: Ledger, run: int, notice: str) -> None:
    key = put(ledger, run, paper())

    assert [case.key for case in ledger.notices.all()] == [notice]
    assert [case.key for case in ledger.invoices.all()] == [key]
    [invoice] = ledger.invoices.undecided()
    assert invoice.name == f"I{invoice.id}"
    assert ledger.notices.by_id(invoice.id) is None
    assert ledger.notices.get(key) is None
    assert ledger.vendor_of(key) == "acme"


def test_the_same_number_on_another_document_is_another_case(
    ledger: Ledger, run: int
) -> None:
    assert put(ledger, run, paper()) == put(ledger, run, paper())
    put(ledger, run, paper(), document="e")
    put(ledger, run, paper(kind="credit_memo"))

    assert len(ledger.invoices.all()) == 3


def test_what_is_closed_stays_as_it_was(ledger: Ledger, run: int) -> None:
    """A document read better is decided anew; not one that is closed."""
    key = put(ledger, run, paper())
    with ledger.transaction():
        ledger.invoices.decide(key, match(), night=run, at=NOW)
        ledger.invoices.move(key, "settled", NOW)
    better = paper().model_copy(update={"kind": "statement"})
    with ledger.transaction():
        ledger.invoices.put(
            key, better, (), message=1, document="d", vendor="acme", night=run
        )

    [invoice] = ledger.invoices.all()
    assert (invoice.body.kind, invoice.state) == ("invoice", "settled")
    assert ledger.invoices.undecided() == []
    assert [case.key for case in ledger.invoices.decided_in([run])] == [key]


def test_what_another_reading_replaced_is_forgotten_undecided(
    ledger: Ledger, run: int, notice: str
) -> None:
    old, kept = put(ledger, run, paper(None)), put(ledger, run, paper("AC-2"))
    with ledger.transaction():
        ledger.invoices.drop_unread("d", [kept])
        ledger.notices.drop_unread("d", [notice])

    assert [case.key for case in ledger.invoices.all()] == [kept]
    assert ledger.invoices.get(old) is None
    assert ledger.notices.get(notice) is not None


def test_an_event_where_the_state_changes(ledger: Ledger, run: int) -> None:
    key = put(ledger, run, paper())
    for _ in range(2):
        with ledger.transaction():
            ledger.invoices.move(key, "flagged", NOW)

    sql = "select count(*) from event where kind = 'invoice_flagged'"
    assert ledger.store.number(sql) == 1
