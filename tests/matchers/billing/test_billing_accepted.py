"""What a vendor's form says is asked about on two invoices, and on no third."""

from typing import Any

import pytest

from extractors.codes import Reason
from extractors.values import Issue
from matchers.billing.accepted import Passed, accepted
from matchers.billing.findings import found

SAID = "'Log 12 was taken from.' is printed: what it means for this invoice is not"
LATER = "'Log 99 was taken from.' is printed: what it means for this invoice is not"
OTHER = "'The amount is dressed.' is printed: what it means for this invoice is not"


def passed(
    key: str,
    *details: str,
    vendor: str = "acme",
    code: Reason = Reason.UNCLEAR_WORDS,
) -> Passed:
    findings = tuple(found(code, detail, rule="reading/1") for detail in details)
    return Passed(vendor, key, findings)


@pytest.mark.parametrize(
    ("approved", "held"),
    [
        ([], True),
        ([passed("1", SAID)], True),
        ([passed("1", SAID), passed("1", SAID)], True),
        ([passed("1", SAID), passed("2", SAID)], False),
        ([passed("1", SAID), passed("2", SAID, OTHER)], False),
        ([passed("1", OTHER), passed("2", OTHER)], True),
        ([passed("1", SAID, vendor="x"), passed("2", SAID, vendor="x")], True),
        (
            [
                passed("1", SAID, code=Reason.INCOMPLETE_READING),
                passed("2", SAID, code=Reason.INCOMPLETE_READING),
            ],
            True,
        ),
    ],
    ids=[
        "never seen",
        "approved once",
        "one invoice twice",
        "on two",
        "beside another",
        "another on two",
        "another vendor's",
        "another reason",
    ],
)
def test_a_sentence_that_two_were_approved_with(
    approved: list[Passed], *, held: bool, b: Any
) -> None:
    issue = Issue(code=Reason.UNCLEAR_WORDS, detail=LATER)
    match = b.decide(
        b.arrival(b.invoice(), issues=(issue,)), accepted=accepted(approved)
    )

    assert ({f.code for f in match.findings} == {Reason.UNCLEAR_WORDS}) is held
    assert match.disposition == ("hold" if held else "act")


def test_other_reasons_are_always_asked(b: Any) -> None:
    issue = Issue(code=Reason.INCOMPLETE_READING, detail=SAID)
    known = accepted([passed("1", SAID), passed("2", SAID)])
    match = b.decide(b.arrival(b.invoice(), issues=(issue,)), accepted=known)

    assert match.disposition == "hold"
