"""What persons said of part numbers: whose it is, what decides, what was taken back."""

from decimal import Decimal
from typing import Any

import pytest

from agent.ledger.aliases import AliasError, AliasRow
from agent.ledger.ledger import Ledger
from agent.ledger.store import verify_chain
from matchers.billing.values import Alias

from .conftest import NOW

HERE, THERE = "d" * 64, "e" * 64


def alias(sku: str = "BIN-100", factor: int = 1, unit: str = "EA") -> Alias:
    return Alias(
        vendor="acme",
        part_number="QX77",
        sku=sku,
        factor=Decimal(factor),
        unit=unit,
    )


def add(
    ledger: Ledger, *, document: str = HERE, once: bool = False, **said: Any
) -> AliasRow:
    return ledger.aliases.add(
        alias(**said), document=document, person="jamie", once=once, at=NOW
    )


def test_it_is_kept_with_who_said_it_and_where(ledger: Ledger) -> None:
    row = add(ledger)

    assert (row.document, row.person, row.at, row.uses) == (HERE, "jamie", NOW, 0)
    [known] = ledger.aliases.always()
    assert known.source == "jamie on 2026-11-21"
    assert known.sku == "BIN-100"
    verify_chain(ledger.store._connection)


def test_the_same_again_is_the_same(ledger: Ledger) -> None:
    assert add(ledger).id == add(ledger, document=THERE).id == 1


@pytest.mark.parametrize(
    "other", [{"sku": "BIN-200"}, {"factor": 12}, {"unit": "BX"}], ids=str
)
def test_two_that_contradict_are_not_both_in_force(
    ledger: Ledger, other: dict[str, Any]
) -> None:
    first = add(ledger)
    with pytest.raises(AliasError, match=rf"revoke A{first.id}"):
        add(ledger, **other)

    ledger.aliases.revoke(first.id, person="sam", at=NOW)
    second = add(ledger, **other)
    assert [a.sku for a in ledger.aliases.always()] == [second.alias.sku]
    assert [row.revoked for row in ledger.aliases.all()] == ["sam", ""]


def test_one_document_may_say_something_else(ledger: Ledger) -> None:
    add(ledger)
    add(ledger, sku="BIN-200", document=THERE, once=True)

    assert ledger.aliases.once(HERE) == ()
    assert [a.sku for a in ledger.aliases.once(THERE)] == ["BIN-200"]
    assert [a.sku for a in ledger.aliases.always()] == ["BIN-100"]


def test_what_one_document_says_can_be_said_of_all(ledger: Ledger) -> None:
    once = add(ledger, once=True)
    assert add(ledger, once=True).id == once.id
    assert add(ledger).id != once.id
    assert len(ledger.aliases.always()) == 1

    with pytest.raises(AliasError):
        add(ledger, sku="BIN-200")


def test_what_is_doubted_only_suggests(ledger: Ledger) -> None:
    add(ledger)
    add(ledger, sku="BIN-200", document=THERE, once=True)
    with ledger.transaction():
        ledger.aliases.contradicted("acme", "QX77", NOW)
        ledger.aliases.contradicted("acme", "QX77", NOW)

    assert [a.conflicted for a in ledger.aliases.always()] == [True]
    assert [a.conflicted for a in ledger.aliases.once(THERE)] == [False], "own word"
    doubts = "select count(*) from event where kind = 'alias_conflicted'"
    assert ledger.store.number(doubts) == 1
    add(ledger)
    assert [a.conflicted for a in ledger.aliases.always()] == [True, False]


def test_uses_are_counted_where_they_were(ledger: Ledger) -> None:
    add(ledger)
    add(ledger, sku="BIN-200", document=THERE, once=True)
    with ledger.transaction():
        ledger.aliases.used("acme", "QX77", document=None)
        ledger.aliases.used("acme", "QX77", document=None)
        ledger.aliases.used("acme", "QX77", document=THERE)
        ledger.aliases.used("acme", "QX77", document="f" * 64)
        ledger.aliases.used("other", "QX77", document=None)

    assert [(row.once, row.uses) for row in ledger.aliases.all()] == [
        (False, 2),
        (True, 1),
    ]


def test_only_what_is_in_force_can_be_revoked(ledger: Ledger) -> None:
    row = add(ledger)
    ledger.aliases.revoke(row.id, person="sam", at=NOW)

    assert ledger.aliases.always() == ()
    for number in (row.id, 99):
        with pytest.raises(AliasError, match="no alias"):
            ledger.aliases.revoke(number, person="sam", at=NOW)


@pytest.mark.parametrize("empty", ["part_number", "sku"])
def test_nothing_stands_for_nothing(ledger: Ledger, empty: str) -> None:
    with pytest.raises(AliasError):
        ledger.aliases.add(
            alias().model_copy(update={empty: ""}),
            document=HERE,
            person="jamie",
            once=False,
            at=NOW,
        )
