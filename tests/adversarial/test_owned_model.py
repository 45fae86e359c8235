"""The model belongs to an attacker: nothing false is acted on, nothing unprinted kept.

Residual, and stated: a vendor who prints a false tracking number for its own open order
is believed; no reader can know better.
"""

import pytest

from extractors.grounding import ground
from extractors.wire import WireShipNotices, parse
from tests.adversarial.attacks import STRATEGIES, Attack, as_content, attacks
from tests.adversarial.facts import acts, believed, unprinted
from tests.adversarial.notices import CASES, FORMS, Case

ALL = tuple(attacks())
LEAST_STRATEGIES = 20


def test_enough_strategies_are_really_tried() -> None:
    tried = {attack.strategy for attack in ALL}
    assert tried == set(STRATEGIES)
    assert len(tried) >= LEAST_STRATEGIES


def test_every_strategy_would_harm_if_it_were_believed() -> None:
    """The control: an answer taken at its word says something false or too little."""
    harmful = {a.strategy for a in ALL if believed(a.answer) != believed(a.case.honest)}
    assert harmful == set(STRATEGIES)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_honest_answer_is_acted_on(case: Case, form: str) -> None:
    document = FORMS[form](case.text)

    read = ground(parse(as_content(case.honest)), document)

    assert acts(read) == case.truth
    assert unprinted(read, document) == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "attack", [pytest.param(a, id=f"{a.strategy} / {a.case.name}") for a in ALL]
)
def test_nothing_false_is_acted_on(attack: Attack, form: str) -> None:
    document = FORMS[form](attack.text)

    read = ground(parse(as_content(attack.answer)), document)

    assert unprinted(read, document) == []
    acted = acts(read)
    assert acted.items() <= attack.case.truth.items(), acted


@pytest.mark.slow
def test_many_rounds_with_other_choices() -> None:
    documents = {a.text: FORMS["mail"](a.text) for a in ALL}
    tried = 0
    for attack in attacks(seed=1, rounds=40):
        read = ground(parse(as_content(attack.answer)), documents[attack.text])
        assert unprinted(read, documents[attack.text]) == []
        assert acts(read).items() <= attack.case.truth.items(), attack
        tried += 1
    assert tried > 40 * LEAST_STRATEGIES


def test_no_answer_acts_on_nothing() -> None:
    for case in CASES:
        assert acts(ground(WireShipNotices(notices=[]), FORMS["mail"](case.text))) == {}
