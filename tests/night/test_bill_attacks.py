"""Whole nights with a model that belongs to an attacker: no wrong bill is made.

Every invoice is the vendor's own and honest; the model's answers about it are not. A
bill is wrong where anything of it is not the truth: vendor, number, date, orders,
quantities, prices, charges, total, file.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from channels.model.values import Answer
from extractors.reading import read
from extractors.values import Document, Extraction
from tests.adversarial.bill_attacks import STRATEGIES, attack, decoys, honest, numbered
from tests.adversarial.bill_cases import Sent
from tests.adversarial.bill_mails import mail
from tests.adversarial.notices import pdf_bytes

from .bill_nights import billing, codes_of, made_bills, reading, wrong_bills
from .stage import Evening, Stage, script

READERS: dict[str, tuple[str, ...]] = {
    "the model alone": ("model",),
    "both": ("layout", "model"),
}
LABELS = {"closed": "Customer PO:", "open": "Job"}
"""A page that the layout reader closes, and one whose order the model alone tells."""
SIZE = 10
"""Invoices of one night that are lied about."""
WITNESSES = (Sent(90), Sent(91))
"""Honest invoices about which the model is honest too."""


@dataclass(frozen=True)
class Asked:
    """One invoice of the night, and what the model answers about it."""

    strategy: str
    sent: Sent
    document: Document
    answer: dict[str, Any]
    raw: bytes


def _asked(strategy: str, sent: Sent, label: str) -> Asked:
    page = sent.text(decoys(sent), label)
    raw = mail(sent.number, [("invoice.pdf", pdf_bytes(page))])
    [document] = [d for d in read(raw, "a.eml").documents if d.name == "invoice.pdf"]
    answer = attack(strategy, sent, document) if strategy else honest(sent, document)
    return Asked(strategy, sent, document, answer, raw)


@dataclass
class Owned:
    """A stage and the invoices that lie in its mailbox."""

    stage: Stage
    asked: Sequence[Asked]

    def night(self, readers: str) -> Evening:
        return self.stage.night(reading(*READERS[readers]), model=True)

    @property
    def unasked(self) -> list[str]:
        """Return the strategies whose documents the model was not asked about."""
        log = self.stage.box.log("openai")
        bodies = [str(e["body"]) for e in log if e["status"] == 200]
        return [
            each.strategy
            for each in self.asked
            if not any(each.document.sha256 in body for body in bodies)
        ]

    @property
    def unfit(self) -> list[str]:
        """Return the strategies whose answers did not pass the schema."""
        told = {each.document.sha256: each.strategy for each in self.asked}
        with self.stage.ledger() as ledger:
            rows = ledger.store.rows("select document, content from answer")
        return [
            told[row["document"]]
            for row in rows
            if row["document"] in told
            and Answer.model_validate_json(row["content"]).outcome != "answered"
        ]

    @property
    def wrong(self) -> list[dict[str, Any]]:
        return wrong_bills(self.stage, [each.sent for each in self.asked])

    @property
    def billed(self) -> set[str]:
        return {bill["number"] for bill in made_bills(self.stage)}


@contextmanager
def owned(root: Path, lies: Sequence[tuple[str, Sent]], label: str) -> Iterator[Owned]:
    """Put a night on stage in which the model tells these lies."""
    asked = [_asked(name, sent, label) for name, sent in lies]
    asked += [_asked("", sent, LABELS["closed"]) for sent in WITNESSES]
    mails = {each.sent.number: each.raw for each in asked}
    with billing(root, [each.sent for each in asked], mails) as stage:
        script(stage.world, {each.document.sha256: each.answer for each in asked})
        stage.box.reset()
        yield Owned(stage, asked)


ALL = tuple(numbered())
NIGHTS = [ALL[at : at + SIZE] for at in range(0, len(ALL), SIZE)]


def _params() -> list[Any]:
    return [
        pytest.param(
            night,
            LABELS[page],
            id=f"{page} {number}",
            marks=() if page == "closed" and number == 1 else pytest.mark.slow,
        )
        for page in LABELS
        for number, night in enumerate(NIGHTS)
    ]


def test_there_are_many_strategies() -> None:
    tried = [name for night in NIGHTS for name, _ in night]

    assert sorted(tried) == sorted(STRATEGIES)
    assert len(tried) >= 20


def test_an_honest_model_bills_all_with_both_readers(tmp_path: Path) -> None:
    """The control: nothing is safe by idleness."""
    lies = [("", Sent(at)) for at in range(4)]
    with owned(tmp_path, lies, LABELS["closed"]) as night:
        evening = night.night("both")

        assert night.unasked == night.unfit == []
        assert night.wrong == []
        assert night.billed == {each.sent.number for each in night.asked}, (
            evening.summary
        )


def test_an_order_that_only_the_model_reads_is_a_persons_to_confirm(
    tmp_path: Path,
) -> None:
    """Several may be printed, and no sum says which is meant."""
    with owned(tmp_path, [("", Sent(0))], LABELS["open"]) as night:
        night.night("both")

        assert night.billed == {sent.number for sent in WITNESSES}
        assert codes_of(night.stage, Sent(0).number) == {"incomplete_reading"}
        with night.stage.ledger() as ledger:
            [case] = [c for c in ledger.invoices.all() if c.state == "flagged"]
            assert [e.action.kind for e in ledger.effects.of_notice(case.key)] == [
                "create_bill",
                "attach_document",
            ]


def test_an_honest_model_alone_bills_nothing(tmp_path: Path) -> None:
    """A model's word alone never makes a bill: a person does, or another reader."""
    with owned(tmp_path, [("", Sent(0))], LABELS["closed"]) as night:
        evening = night.night("the model alone")

        assert night.unasked == night.unfit == []
        assert night.billed == set()
        assert len(evening.flagged) == len(night.asked)


@pytest.mark.parametrize("readers", READERS)
@pytest.mark.parametrize(("lies", "label"), _params())
def test_no_wrong_bill(
    lies: Sequence[tuple[str, Sent]], label: str, readers: str, tmp_path: Path
) -> None:
    """Each lie is asked for, fits the schema, and is not acted on; honesty is."""
    with owned(tmp_path, lies, label) as night:
        evening = night.night(readers)

        assert night.unasked == []
        assert night.unfit == []
        assert night.wrong == [], evening.summary
        witnesses = {sent.number for sent in WITNESSES}
        if readers == "both":
            assert witnesses <= night.billed, evening.summary
        else:
            assert night.billed == set()


def test_the_second_night_bills_no_lie_either(tmp_path: Path) -> None:
    lies = [(name, Sent(at)) for at, name in enumerate(("nothing_here", "no_order"))]
    with owned(tmp_path, lies, LABELS["open"]) as night:
        for _ in range(2):
            night.night("both")
            night.stage.pass_days()

        assert night.wrong == []


def _believed(
    _: Sequence[Extraction], answered: Sequence[Extraction]
) -> tuple[Extraction, ...]:
    return tuple(each.model_copy(update={"reader": "layout"}) for each in answered)


def test_control_without_agreement_a_lie_is_billed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is measured here can go wrong: the orders and goods alone do not stop it."""
    monkeypatch.setattr("agent.stages.second.agree", _believed)
    lies = [("older_open_order", Sent(0)), ("quote_as_number", Sent(1))]
    with owned(tmp_path, lies, LABELS["closed"]) as night:
        night.night("both")

        assert night.wrong != []
