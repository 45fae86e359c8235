"""Honest answers with one character changed, about notices and documents of money.

Each try is one seed: it chooses a document and what is changed. Most changes are within
a value, some within a quotation, the others anywhere in the answer's JSON.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Literal

from extractors.codes import SEVERITY
from extractors.grounding.agreement import agree
from extractors.grounding.ground import ground
from extractors.grounding.money_ground import ground_money
from extractors.grounding.money_wire import WireMoneyDocuments
from extractors.grounding.printed import Printed
from extractors.grounding.wire import (
    MalformedAnswerError,
    WireModel,
    WireShipNotices,
    parse_as,
)
from extractors.layout.reader import extract
from extractors.values import Document, Extraction, ShipNotice
from tests.adversarial.bills import BILLS
from tests.adversarial.changed import standing as standing_money
from tests.adversarial.facts import STOPS, shipped
from tests.adversarial.honest import documents_of, honest_answer
from tests.adversarial.honest_money import bills_of
from tests.adversarial.notices import CASES, FORMS, Json

Subject = Literal["ship notice", "money"]
Readers = Literal["model alone", "both readers"]
Outcome = Literal["same", "malformed", "less", "wrong"]
SUBJECTS: tuple[Subject, ...] = ("ship notice", "money")
READERS: tuple[Readers, ...] = ("model alone", "both readers")
DEMO = Path(__file__).parents[2] / "fixtures"
ALPHABET = "0123456789.,-+ $€%ABCSXabc/#:()\"'\\\n\u00a0\u200b\u0661{}[]"
WITHIN = {"values": 75, "quotations": 10, "anywhere": 15}
"""Where changes are made, and how often out of a hundred."""

Values = dict[str, object]


@dataclass(frozen=True)
class Asked:
    """One document and the honest answer about it."""

    document: Document
    honest: Json
    subject: Subject


@dataclass(frozen=True)
class Try:
    """What came of one answer that is not the honest one."""

    asked: Asked
    answer: str
    outcome: Outcome
    values: Values
    """What stands, that is: what would be acted on."""
    expected: Values


def one_character(honest: Json, random: Random) -> str:
    """Return an answer as text with one character replaced, dropped or put in."""
    [where] = random.choices([*WITHIN], [*WITHIN.values()])
    if where == "anywhere":
        return _changed(json.dumps(honest, ensure_ascii=False), random)
    told = deepcopy(honest)
    leaves = [
        (holder, name)
        for holder, name in _leaves(told)
        if (name == "evidence") is (where == "quotations") and holder[name]
    ]
    holder, name = random.choice(leaves)
    holder[name] = _changed(holder[name], random)
    return json.dumps(told, ensure_ascii=False)


def _changed(text: str, random: Random) -> str:
    at = random.randrange(len(text))
    # A digit for a digit is the change that looks like nothing.
    digit = text[at].isdigit() and random.random() < 0.5
    new = random.choice("0123456789" if digit else ALPHABET)
    return text[:at] + random.choice((new, "", new + text[at])) + text[at + 1 :]


def _leaves(value: Any) -> Iterator[tuple[dict[str, str], str]]:
    """Yield where the texts of an answer stand, the document's kind left out."""
    if isinstance(value, list):
        for part in value:
            yield from _leaves(part)
    elif isinstance(value, dict):
        for name, part in value.items():
            if isinstance(part, str) and name != "kind":
                yield value, name
            yield from _leaves(part)


def printed_elsewhere(honest: Json, random: Random, document: Document) -> str:
    """Return an answer with one value replaced by another piece of the page."""
    told = deepcopy(honest)
    leaves = [(h, name) for h, name in _leaves(told) if name != "evidence"]
    holder, name = random.choice(leaves)
    cells = [cell for row in Printed(document).cells for cell in row if cell]
    words = [word for cell in cells for word in cell.split()]
    holder[name] = random.choice(cells if random.random() < 0.2 else words)
    return json.dumps(told, ensure_ascii=False)


def attempt(
    seed: int,
    subject: Subject,
    readers: Readers,
    *,
    elsewhere: bool = False,
    grounding: bool = True,
) -> Try:
    """Return what comes of one change.

    Args:
        seed: Chooses the document and the change.
        subject: What the documents are.
        readers: Whether the layout reader's word counts as well.
        elsewhere: A whole value is replaced by what is printed in another place.
        grounding: Off, the answer is taken at its word: the control.
    """
    random = Random(seed)  # noqa: S311  # a seeded case, no secret
    asked = random.choice(pool(subject))
    if elsewhere:
        answer = printed_elsewhere(asked.honest, random, asked.document)
    else:
        answer = one_character(asked.honest, random)
    try:
        if grounding:
            found = _together(asked, grounded(answer, asked), readers)
            values = stands(found, subject)
            expected = _expected(asked.document.sha256, subject, readers)
        else:
            values = told(answer, subject)
            expected = told(json.dumps(asked.honest), subject)
    except MalformedAnswerError:
        return Try(asked, answer, "malformed", {}, {})
    return Try(asked, answer, _outcome(values, expected), values, expected)


def _outcome(values: Values, expected: Values) -> Outcome:
    if values == expected:
        return "same"
    wrong = any(expected.get(name) != value for name, value in values.items())
    return "wrong" if wrong else "less"


@cache
def pool(subject: Subject) -> tuple[Asked, ...]:
    """Return documents with honest answers that stand, ours and the demo night's."""
    return tuple(
        asked
        for asked in _all(subject)
        if all(_stands_alone(asked, readers) for readers in READERS)
    )


def _stands_alone(asked: Asked, readers: Readers) -> bool:
    found = grounded(json.dumps(asked.honest), asked)
    return bool(stands(_together(asked, found, readers), asked.subject))


def _candidates(subject: Subject) -> Iterator[Asked]:
    if subject == "money":
        for bill in BILLS:
            for form in FORMS.values():
                told = {"documents": [bill.honest]}
                yield Asked(form(bill.text), told, subject)
        for document, honest in bills_of(DEMO):
            yield Asked(document, honest, subject)
        return
    for case in CASES:
        for form in FORMS.values():
            yield Asked(form(case.text), case.honest, subject)
    for document, truth in documents_of(DEMO):
        yield Asked(document, honest_answer(document, truth), subject)


def grounded(answer: str, asked: Asked) -> tuple[Extraction, ...]:
    """Read an answer as the product does."""
    if asked.subject == "money":
        return ground_money(parse_as(WireMoneyDocuments, answer), asked.document)
    return ground(parse_as(WireShipNotices, answer), asked.document)


def _together(
    asked: Asked, found: tuple[Extraction, ...], readers: Readers
) -> tuple[Extraction, ...]:
    if readers == "model alone":
        return found
    return agree(_layout(asked.document.sha256, asked.subject), found)


@cache
def _layout(sha256: str, subject: Subject) -> tuple[Extraction, ...]:
    [document] = {a.document for a in _all(subject) if a.document.sha256 == sha256}
    return extract((document,), None)[1]


@cache
def _all(subject: Subject) -> tuple[Asked, ...]:
    return tuple(_candidates(subject))


@cache
def _expected(sha256: str, subject: Subject, readers: Readers) -> Values:
    asked = next(a for a in pool(subject) if a.document.sha256 == sha256)
    found = grounded(json.dumps(asked.honest), asked)
    return stands(_together(asked, found, readers), subject)


def stands(extractions: tuple[Extraction, ...], subject: Subject) -> Values:
    """Return what would be acted on, by name."""
    if subject == "money":
        return standing_money(extractions)
    found: Values = {}
    for extraction in extractions:
        record = extraction.record
        held = any(SEVERITY[issue.code] in STOPS for issue in extraction.issues)
        if isinstance(record, ShipNotice) and not held and record.po_number:
            found |= dict(_facts(record, record.po_number.value))
    return found


def _facts(record: ShipNotice, order: str) -> Iterator[tuple[str, object]]:
    """Yield what an order's notice leads to; what belongs together is one value."""
    yield f"{order} shipped", shipped(record)
    yield f"{order} complete", record.complete
    for name in ("order_number", "carrier"):
        if cited := getattr(record, name):
            yield f"{order} {name}", cited.value
    for number, line in enumerate(record.lines):
        for name in ("backordered", "tracking"):
            if cited := getattr(line, name):
                yield f"{order} line {number} {name}", cited.value


def told(answer: str, subject: Subject) -> Values:
    """Return what an answer says for somebody who takes it at its word.

    Raises:
        MalformedAnswerError: It is not of the schema.
    """
    form: type[WireModel] = WireShipNotices
    if subject == "money":
        form = WireMoneyDocuments
    said = parse_as(form, answer).model_dump()
    return {
        f"{number} {name}": holder[name]
        for number, (holder, name) in enumerate(_leaves(said))
        if name != "evidence"
    }
