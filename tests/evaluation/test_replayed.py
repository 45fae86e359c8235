"""Kept answers, joined to the layout reader's: of either schema, or of no use."""

import json
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from agent.evaluation.replay import Replayed
from extractors.codes import Reason
from extractors.layout.reader import extract
from extractors.values import Document, MoneyDocument, Reading, ShipNotice
from tests.adversarial.bills import BILLS, INVOICE, value
from tests.adversarial.notices import CASES, as_mail

HONEST: dict[str, Any] = {"documents": [BILLS[0].honest]}


def reading(document: Document) -> Reading:
    kind, extractions, _ = extract((document,), None)
    return Reading(kind, (document,), extractions)


def joined(document: Document, *answers: dict[str, Any]) -> tuple[Reading, int]:
    replayed = Replayed({document.sha256: list(answers)})
    return replayed.joined(reading(document)), replayed.used


def fenced(content: object) -> str:
    return f"```json\n{json.dumps(content)}\n```"


@pytest.mark.parametrize("content", [HONEST, json.dumps(HONEST), fenced(HONEST)])
def test_a_bill(content: object) -> None:
    both, used = joined(as_mail(INVOICE), {"content": content})

    [extraction] = both.extractions
    assert used == 1
    assert isinstance(extraction.record, MoneyDocument)
    assert extraction.issues == ()
    assert "+" in extraction.version, "both readers are named"


def test_a_lie_about_a_bill() -> None:
    lie = deepcopy(HONEST)
    lie["documents"][0]["total"] = value("280.95", "Subtotal  280.95")

    both, _ = joined(as_mail(INVOICE), {"content": lie})

    [extraction] = both.extractions
    assert extraction.issues


def test_a_notice() -> None:
    both, _ = joined(as_mail(CASES[0].text), {"content": CASES[0].honest})

    [extraction] = both.extractions
    assert isinstance(extraction.record, ShipNotice)
    assert extraction.issues == ()


@pytest.mark.parametrize(
    "answer",
    [
        {"content": "", "refusal": "no"},
        {"content": '{"documents": [', "finish_reason": "length"},
        {"content": "{no"},
    ],
    ids=["refused", "cut off", "malformed"],
)
@pytest.mark.parametrize("text", [INVOICE, CASES[0].text], ids=["bill", "notice"])
def test_an_answer_of_no_use_changes_nothing(answer: dict[str, Any], text: str) -> None:
    document = as_mail(text)
    both, used = joined(document, answer)
    assert used == 1
    assert both == replace(reading(document), extractions=both.extractions)
    assert both.extractions == reading(document).extractions


def test_an_answer_of_no_use_where_nothing_was_read() -> None:
    both, _ = joined(as_mail("Good morning"), {"content": "", "refusal": "no"})
    codes = {issue.code for e in both.extractions for issue in e.issues}
    assert codes <= {Reason.INCOMPLETE_READING}
