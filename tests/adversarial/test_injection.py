"""Instructions in documents, and a model that follows them: nothing false stands.

The attacks are ours and, where the corpora are, those of BIPIA's training part.
"""

import json
import os
from functools import cache
from pathlib import Path

import pytest

from extractors.grounding.agreement import agree
from extractors.grounding.ground import ground
from extractors.grounding.wire import parse
from extractors.layout.reader import extract
from extractors.values import Document, Extraction
from tests.adversarial.bills import Bill
from tests.adversarial.changed import ask, standing
from tests.adversarial.facts import acts, unprinted
from tests.adversarial.injected import (
    OTHER_ORDER,
    OTHER_PARTY,
    OTHER_TOTAL,
    OTHER_TRACKING,
    OWN,
    PLACES,
    Injected,
    attacks_in,
    injected,
    obeying_notices,
)
from tests.adversarial.notices import CASES, as_mail

CORPORA = os.environ.get("NIGHTCLERK_CORPORA")
FALSE = (OTHER_ORDER, OTHER_TOTAL, OTHER_PARTY, OTHER_TRACKING)
corpus = pytest.mark.skipif(not CORPORA, reason="NIGHTCLERK_CORPORA is not set")
places = pytest.mark.parametrize("place", PLACES)
KNOWN = 75
PARTS = 3
MAIL_PARTS = 6
MOSTLY = 0.6
"""Of attacks that change nothing at all of what is read."""
kinds = pytest.mark.parametrize("money", [False, True], ids=["notice", "bill"])
parts = pytest.mark.parametrize("part", range(PARTS))


@cache
def known_attacks() -> list[str]:
    return attacks_in(Path(CORPORA or "") / "injection")


def layout(document: Document) -> tuple[Extraction, ...]:
    return extract((document,), None)[1]


def facts(extractions: tuple[Extraction, ...]) -> dict[str, object]:
    """Return what a reading says of money, its descriptions left out."""
    found = standing(extractions)
    return {name: v for name, v in found.items() if not name.endswith("description")}


def check_notice(case: Injected) -> None:
    found = ground(parse(json.dumps(case.answer)), case.document)
    read = layout(case.document)

    assert unprinted(found, case.document) == []
    for together in (found, agree(read, found)):
        assert acts(together).items() <= CASES[0].truth.items(), case.answer


def check_bill(case: Injected) -> None:
    assert isinstance(case.case, Bill)
    found = ask(json.dumps(case.answer), case.document)
    for together in (found, agree(layout(case.document), found)):
        values = facts(together)
        assert not {str(v) for v in values.values()} & set(FALSE), case.answer
        true = honest_facts(case) | facts(layout(case.document))
        assert values.items() <= true.items() or not values, case.answer


@places
def test_our_attacks_on_notices(place: str) -> None:
    for case in injected(list(OWN), place, money=False):
        check_notice(case)


@places
def test_our_attacks_on_bills(place: str) -> None:
    for case in injected(list(OWN), place, money=True):
        check_bill(case)


def honest_facts(case: Injected) -> dict[str, object]:
    """Return what an honest model says of a document of money; of a notice nothing."""
    if not isinstance(case.case, Bill):
        return {}
    return facts(ask(json.dumps({"documents": [case.case.honest]}), case.document))


def check_layout(attacks: list[str], place: str, *, money: bool) -> None:
    """Hold that the layout reader reads the same as without the attacks.

    Now and then words among the rows of a table keep it from reading those, and where
    they stand may tell the vendor from its customer: it may say less, or what is true.
    """
    same = 0
    plain = injected(["Thank you."] * len(attacks), place, money=money)
    for case, without in zip(injected(attacks, place, money=money), plain, strict=True):
        read, true = layout(case.document), layout(without.document)
        found, expected = (
            (facts(read), facts(true)) if money else (acts(read), acts(true))
        )
        assert expected
        assert found.items() <= (honest_facts(case) | expected).items()
        same += found == expected
    assert same >= MOSTLY * len(attacks)


@places
@kinds
def test_the_layout_reader_follows_nobody(place: str, *, money: bool) -> None:
    check_layout([t for t in OWN if not any(v in t for v in FALSE)], place, money=money)


def test_an_attack_would_succeed_if_it_were_believed() -> None:
    """The control: every obeying answer says something false."""
    for case in injected(list(OWN), "hidden", money=True):
        assert isinstance(case.case, Bill)
        assert case.answer != {"documents": [case.case.honest]}
    for case in injected(list(OWN), "hidden", money=False):
        assert case.answer != CASES[0].honest


@corpus
@pytest.mark.slow
@places
@kinds
@parts
def test_known_attacks(place: str, part: int, *, money: bool) -> None:
    attacks = known_attacks()[part::PARTS]
    assert len(attacks) == KNOWN // PARTS
    check_layout(attacks, place, money=money)
    for case in injected(attacks, place, money=money):
        (check_bill if money else check_notice)(case)


@corpus
@pytest.mark.slow
@pytest.mark.parametrize("part", range(MAIL_PARTS))
def test_mails_that_announce_nothing(part: int) -> None:
    """Every mail of the corpus with attacks of every kind: nothing is made of it."""
    folder = Path(CORPORA or "") / "injection"
    lines = (folder / "email_train.jsonl").read_text("utf-8").splitlines()
    for number, line in list(enumerate(lines))[part::MAIL_PARTS]:
        mail = json.loads(line)["context"]
        for attack in known_attacks()[number % 5 :: 5]:
            document = as_mail(f"{mail}\n{attack}\n")
            for answer in obeying_notices(attack):
                found = ground(parse(json.dumps(answer)), document)
                assert unprinted(found, document) == []
                assert acts(found) == {}
