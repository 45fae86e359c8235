"""The demo night's own documents, read by an honest model and by an attacker's."""

import copy
import random
from pathlib import Path

import pytest
from pydantic import ValidationError

from extractors.grounding.ground import ground
from extractors.grounding.wire import WireShipNotices
from tests.adversarial.attacks import STRATEGIES, Turn
from tests.adversarial.facts import acts, unprinted
from tests.adversarial.honest import documents_of, honest_answer, shipped
from tests.adversarial.notices import Case

WORLD = Path(__file__).parents[2] / "fixtures"
SERVED = 0.95
"""Of the night's notices, with an honest model alone."""
FEWEST = 1_000
pytestmark = pytest.mark.slow


def test_the_honest_are_served_and_nobody_else() -> None:
    chance = random.Random(20261120)  # noqa: S311  # repeatable, no secret
    notices = served = tried = 0
    for document, truth in documents_of(WORLD):
        answer = honest_answer(document, truth)
        acted = acts(ground(WireShipNotices.model_validate(answer), document))
        told = {each["po_number"]: shipped(each) for each in truth}
        for number, done in acted.items():
            assert ({n for n, _ in done.tracking}, done.lines) == told[number]
        notices += len(truth)
        served += len(acted)

        case = Case(document.sha256, "", acted, answer)
        for name, change in STRATEGIES.items():
            try:
                turned = change(Turn(case, copy.deepcopy(answer), chance))
                wire = WireShipNotices.model_validate(turned)
            except (IndexError, TypeError, ValueError, ValidationError):
                continue  # the strategy needs something this document does not have
            read = ground(wire, document)
            assert unprinted(read, document) == []
            assert acts(read).items() <= acted.items(), name
            tried += 1
    assert served >= SERVED * notices
    assert tried >= FEWEST
