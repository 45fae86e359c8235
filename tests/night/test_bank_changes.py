"""Mails that lead money elsewhere: held, and first in the summary."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.adversarial.bill_bank_changes import (
    CHANGED,
    STRANGERS_PHONE,
    UNCHANGED,
    Asking,
    scan,
    scan_beside,
)
from tests.adversarial.bill_cases import PHONE, Sent
from tests.adversarial.bill_mails import mail
from tests.programs import needs

from .bill_nights import billing, codes_of, made_bills, wrong_bills
from .stage import changed

_SCANS = (scan, scan_beside)
SIZE = 17
"""Mails of one night."""
PRINTED = tuple(each for each in CHANGED if each.place not in _SCANS)
NIGHTS = [PRINTED[at : at + SIZE] for at in range(0, len(PRINTED), SIZE)]


def _mails(asking: Sequence[Asking]) -> dict[Sent, bytes]:
    """Return an invoice of its own for each, and the mail it comes in."""
    made = {}
    for at, each in enumerate(asking):
        sent = Sent(at)
        parts = each.place(sent.text(), each.words)
        made[sent] = mail(sent.number, parts.files, parts.body, html=parts.html)
    return made


def test_there_are_enough() -> None:
    assert len(CHANGED) >= 60
    assert len({each.name for each in (*CHANGED, *UNCHANGED)}) == len(CHANGED) + len(
        UNCHANGED
    )


@pytest.mark.parametrize(
    "asking",
    [
        pytest.param(night, marks=() if number == 0 else pytest.mark.slow)
        for number, night in enumerate(NIGHTS)
    ],
)
def test_every_change_is_held(asking: Sequence[Asking], tmp_path: Path) -> None:
    mails = _mails(asking)
    raws = {sent.number: raw for sent, raw in mails.items()}
    with billing(tmp_path, list(mails), raws) as stage:
        evening = stage.night()

        for sent, each in zip(mails, asking, strict=True):
            assert codes_of(stage, sent.number) & each.codes, each.name
        assert made_bills(stage) == []
        told = [
            item
            for item in evening.night.report.items
            if item.code and item.code.value == "payee_changed"
        ]
        for item in told:
            assert PHONE in f"{item.why} {item.todo}"
        assert STRANGERS_PHONE not in evening.summary


@pytest.mark.slow
@needs("tesseract")
def test_a_change_in_a_picture_is_held(tmp_path: Path) -> None:
    asking = [each for each in CHANGED if each.place in _SCANS]
    mails = _mails(asking)
    raws = {sent.number: raw for sent, raw in mails.items()}
    with billing(tmp_path, list(mails), raws) as stage:
        evening = stage.night()

        assert made_bills(stage) == [], evening.summary
        assert len(evening.flagged) == len(asking), evening.summary


def test_a_letter_that_nobody_can_read_holds_the_invoice(tmp_path: Path) -> None:
    """Beside an invoice it may say anything."""
    [asking] = [each for each in CHANGED if each.place is scan_beside]
    [(sent, raw)] = _mails([asking]).items()
    with billing(tmp_path, [sent], {"mail": raw}) as stage:
        evening = stage.night(lambda s: changed(s, reading={"ocr_pages": 0}))

        assert made_bills(stage) == []
        assert evening.flagged == ["scan_no_text"], evening.summary


def test_what_is_known_is_billed(tmp_path: Path) -> None:
    """Other forms of the same account are the same account."""
    mails = _mails(UNCHANGED)
    raws = {sent.number: raw for sent, raw in mails.items()}
    with billing(tmp_path, list(mails), raws) as stage:
        evening = stage.night()

        assert wrong_bills(stage, list(mails)) == []
        for sent, each in zip(mails, UNCHANGED, strict=True):
            assert codes_of(stage, sent.number) == set(), each.name
        assert len(made_bills(stage)) == len(UNCHANGED), evening.summary


def test_a_change_comes_first_in_the_summary(tmp_path: Path) -> None:
    """Before whatever else waits for a person."""
    moved, other = Sent(5), Sent(0)
    parts = CHANGED[1].place(moved.text(), CHANGED[1].words)
    dear = other.text().replace(str(other.total), "999.99")
    raws = {
        other.number: mail(other.number, CHANGED[0].place(dear, "").files),
        moved.number: mail(moved.number, parts.files, parts.body),
    }
    with billing(tmp_path, [other, moved], raws) as stage:
        evening = stage.night()

        first, second = evening.night.report.items
        assert first.code
        assert first.code.value == "payee_changed"
        assert moved.number in first.title
        assert PHONE in evening.summary
        assert second.code != first.code


def test_control_without_the_comparison_a_change_is_billed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("matchers.billing.decide.payee_findings", lambda *_: ())
    mails = _mails(CHANGED[:2])
    raws = {sent.number: raw for sent, raw in mails.items()}
    with billing(tmp_path, list(mails), raws) as stage:
        stage.night()

        assert len(made_bills(stage)) == 2
