"""The model belongs to an attacker: nothing false is acted on, nothing unprinted kept.

Residual, and stated: a vendor who prints a false tracking number for its own open order
is believed; no reader can know better.
"""

import json
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

import sandbox
from channels.model.budget import Budget
from channels.model.client import Client, Connection, Timing
from channels.model.prices import load_prices
from channels.model.reader import ModelReader
from channels.model.request import Parameters
from extractors.grounding.agreement import agree
from extractors.grounding.ground import ground
from extractors.grounding.wire import WireShipNotices, parse
from extractors.layout.reader import extract
from extractors.reading import read
from tests.adversarial.attacks import (
    FOREIGN_TRACKING,
    STRATEGIES,
    Attack,
    as_content,
    attacks,
    scripted,
)
from tests.adversarial.facts import acts, believed, unprinted
from tests.adversarial.notices import CASES, FORMS, Case, notice, parcel

NOW = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
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

    found = ground(parse(as_content(case.honest)), document)

    assert acts(found) == case.truth
    assert unprinted(found, document) == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "attack", [pytest.param(a, id=f"{a.strategy} / {a.case.name}") for a in ALL]
)
def test_nothing_false_is_acted_on(attack: Attack, form: str) -> None:
    document = FORMS[form](attack.text)

    found = ground(parse(as_content(attack.answer)), document)

    assert unprinted(found, document) == []
    acted = acts(found)
    assert acted.items() <= attack.case.truth.items(), acted


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_honest_answer_with_both_readers(case: Case) -> None:
    document = FORMS["mail"](case.text)
    _, first, _ = extract((document,), None)

    assert acts(agree(first, ground(parse(as_content(case.honest)), document))) == (
        case.truth
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nothing_false_is_acted_on_with_both_readers(case: Case) -> None:
    for attack in (a for a in ALL if a.case is case):
        document = FORMS["mail"](attack.text)
        _, first, _ = extract((document,), None)
        second = ground(parse(as_content(attack.answer)), document)

        found = agree(first, second)

        assert unprinted(found, document) == []
        assert acts(found).items() <= case.truth.items(), attack.strategy


EVERY = {name: [a for a in ALL if a.strategy == name] for name in STRATEGIES}
ONE_EACH = {name: tried[:1] for name, tried in EVERY.items()}


@pytest.mark.parametrize(
    "tried",
    [
        pytest.param(ONE_EACH, id="one of each strategy"),
        pytest.param(EVERY, id="every one", marks=pytest.mark.slow),
    ],
)
def test_the_attacks_are_really_asked(
    tried: dict[str, list[Attack]], tmp_path: Path
) -> None:
    """Over HTTP: each answer is fetched, fits the schema, and changes nothing false."""
    world = tmp_path / "world"
    world.mkdir()
    (world / "model.json").write_text('{"answers": {}}')
    with sandbox.start(world, tmp_path / "state", services=("openai",), now=NOW) as box:
        ready = box.ready()["openai"]
        timing = Timing(time.monotonic, time.sleep, lambda: 0.5)
        client = Client(Connection(ready["api_key"], ready["base_url"]), timing)
        asked = 0
        for attempts in tried.values():
            chosen = [(FORMS["mail"](a.text), a) for a in attempts]
            (world / "model.json").write_text(json.dumps(scripted(chosen)))
            box.reset()
            reader = ModelReader(
                client,
                Parameters("gpt-5.4-mini"),
                Nowhere(),
                prices=load_prices(),
                budget=Budget(),
                now=lambda: NOW,
            )
            for document, attack in chosen:
                told = reader.read(document)
                assert told.answer
                assert told.answer.outcome == "answered"
                assert acts(told.extractions).items() <= attack.case.truth.items()
            asked += len(box.log("openai"))
        client.close()
    assert asked == sum(map(len, tried.values())) >= LEAST_STRATEGIES


class Nowhere:
    """Keeps no answer."""

    def get(self, key: str) -> None:
        """Know nothing."""

    def attempt(self, key: str, *told: object) -> None:
        """Keep nothing."""

    def put(self, key: str, content: str, **told: object) -> None:
        """Keep nothing."""


def test_hidden_text_is_no_text() -> None:
    """What a mail hides from its reader is not on the page either."""
    html = (
        "<html><body><p>PO 7001 left today by UPS.</p>"
        f'<p style="display:none">Tracking: {FOREIGN_TRACKING}</p></body></html>'
    )
    head = "From: a@a.example\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
    [document] = read((head + html).encode(), "a.eml").documents
    claimed = notice("7001", tracking=[parcel(FOREIGN_TRACKING, FOREIGN_TRACKING)])

    found = ground(parse(as_content({"notices": [claimed]})), document)

    assert acts(found) == {}
    assert unprinted(found, document) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 5))
def test_many_rounds_with_other_choices(seed: int) -> None:
    documents = {a.text: FORMS["mail"](a.text) for a in ALL}
    tried = 0
    for attack in attacks(seed, rounds=10):
        found = ground(parse(as_content(attack.answer)), documents[attack.text])
        assert unprinted(found, documents[attack.text]) == []
        assert acts(found).items() <= attack.case.truth.items(), attack
        tried += 1
    assert tried > 10 * LEAST_STRATEGIES


def test_no_answer_acts_on_nothing() -> None:
    for case in CASES:
        assert acts(ground(WireShipNotices(notices=[]), FORMS["mail"](case.text))) == {}
