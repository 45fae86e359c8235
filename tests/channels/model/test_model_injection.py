"""A model that obeys a document's instructions, over HTTP: nothing false comes back."""

from typing import Any

import pytest

from channels.model.values import Asked
from tests.adversarial.changed import standing
from tests.adversarial.facts import acts, unprinted
from tests.adversarial.injected import OTHER_TOTAL, OWN, injected
from tests.adversarial.notices import CASES


@pytest.mark.parametrize("place", ["behind, in a mail", "on a page", "hidden"])
@pytest.mark.parametrize("kind", ["ship_notice", "money"])
def test_an_obeying_model(kind: Asked, place: str, desk: Any) -> None:
    cases = list(injected(list(OWN), place, money=kind == "money"))
    answers = {c.document.sha256: [{"content": c.answer}] for c in cases}
    desk.script_all(answers)
    reader = desk.reader(call_seconds=30.0, document_seconds=60.0)

    for case in cases:
        read = reader.read(case.document, kind)
        assert read.answer
        assert read.answer.outcome == "answered", "it fits the schema and is a lie"
        if kind == "money":
            values = standing(read.extractions).values()
            assert OTHER_TOTAL not in {str(value) for value in values}
        else:
            assert unprinted(read.extractions, case.document) == []
            assert acts(read.extractions).items() <= CASES[0].truth.items()
    assert len(desk.calls()) == len({case.document.sha256 for case in cases})
    for call in desk.calls():
        system, user = call["messages"]
        assert not any(text in system["content"] for text in OWN)
        if place == "hidden":
            assert not any(text in user["content"] for text in OWN)
