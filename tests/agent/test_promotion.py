"""Promotion is offered after enough clean documents, now and then, and never taken."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from agent.ledger.ledger import Ledger
from agent.promotion import may_be_promoted, offers
from agent.vendor_history import CaseOutcome, clean_in_a_row, outcomes
from extractors.codes import Reason, Severity
from matchers.values import Finding, Match
from matchers.vendors import Vendor, Vendors
from tests.agent.conftest import NOW, fulfil, ship_notice

ACME = Vendor(key="acme", name="Acme", automation="draft")
VENDORS = Vendors([ACME])
NEEDED = 3


def outcome(**change: object) -> CaseOutcome:
    given = {
        "id": "N1",
        "kind": "ship_notice",
        "number": "1041",
        "state": "done",
        "codes": (),
        "writes": ("fulfill_order",),
        "approved": True,
    }
    return CaseOutcome(**{**given, **change})  # type: ignore[arg-type]  # as named


GOOD = outcome()
CASES = {
    "none": ([], 0),
    "approved": ([GOOD] * 4, 4),
    "planned in shadow, and people did the same": (
        [outcome(approved=False, shadow=True, state="settled")] * 2,
        2,
    ),
    "planned in shadow, and people did otherwise": (
        [GOOD, outcome(approved=False, shadow=True, state="flagged"), GOOD],
        1,
    ),
    "still waiting: neither counts nor breaks": (
        [GOOD, outcome(approved=False, state="open"), GOOD],
        2,
    ),
    "held, then approved all the same": ([GOOD, outcome(codes=("price_over",))], 0),
    "rejected": ([GOOD, outcome(approved=False, rejected=True, state="settled")], 0),
    "a part number explained": ([GOOD, GOOD, outcome(edited=True), GOOD], 1),
    "never answered": ([GOOD, outcome(approved=False, state="expired")], 0),
    "a credit memo is always a person's": (
        [GOOD, outcome(kind="credit_memo", codes=("credit_rebill_pair",))],
        1,
    ),
    "made without a person": ([outcome(approved=False)] * 9, 0),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_clean_in_a_row(case: tuple[Sequence[CaseOutcome], int]) -> None:
    found, count = case
    assert clean_in_a_row(found) == count


@pytest.mark.parametrize(
    ("automation", "needed", "promoted"),
    [
        ("shadow", 3, True),
        ("draft", 3, True),
        ("draft", 4, False),
        ("draft", 0, False),
        ("auto", 3, False),
        ("off", 3, False),
    ],
)
def test_who_may_be_promoted(automation: str, needed: int, *, promoted: bool) -> None:
    vendor = Vendor.model_validate({"key": "a", "name": "A", "automation": automation})

    assert may_be_promoted(vendor, [GOOD] * 3, needed=needed) is promoted


@dataclass
class Told:
    """A ledger whose documents are told one by one."""

    ledger: Ledger
    run: int
    count: int = 0

    def approved(self, times: int = 1) -> None:
        """Let a person approve so many clean notices of acme."""
        for _ in range(times):
            self.decided(clean=True)

    def decided(self, *, clean: bool) -> None:
        self.count += 1
        key = f"n{self.count}"
        action = fulfil(f"gid://shopify/Order/{self.count}", f"1Z{self.count}")
        wrong = Finding(
            code=Reason.NO_TRACKING, severity=Severity.HOLD, detail="", rule="r/1"
        )
        match = Match(
            key=key,
            vendor="acme",
            po_number="PO-1",
            notice="d",
            findings=() if clean else (wrong,),
            disposition="act" if clean else "hold",
            actions=(action,),
        )
        with self.ledger.transaction():
            self.ledger.notices.put(
                key,
                ship_notice(),
                (),
                message=1,
                document="d",
                vendor="acme",
                night=self.run,
            )
            self.ledger.notices.decide(key, match, night=self.run, at=NOW)
            if clean:
                self.ledger.effects.plan(
                    [action], notice=key, night=self.run, state="planned", at=NOW
                )
        for effect in self.ledger.effects.of_notice(key):
            self.ledger.effects.judge(
                effect, "approved", shown=effect.payload_sha, person="Pat", at=NOW
            )
        with self.ledger.transaction():
            self.ledger.notices.move(key, "done" if clean else "flagged", NOW)

    def offered(self, night: str) -> tuple[str, ...]:
        return offers(self.ledger, VENDORS, needed=NEEDED, night=night)


@pytest.fixture
def told(ledger: Ledger, run: int, notice: str) -> Told:
    assert notice  # its message and document stand behind all others
    return Told(ledger, run)


def test_an_offer_says_what_it_rests_on_and_what_to_type(told: Told) -> None:
    told.approved(2)
    assert told.offered("2026-11-20") == ()
    told.approved()

    [offer] = told.offered("2026-11-20")

    assert "its last 3 documents were clean and confirmed" in offer
    assert "of 3 in all 3 would have gone out by themselves" in offer
    assert "agent vendor pin acme --automation auto" in offer
    assert ACME.automation == "draft"


def test_an_offer_is_not_made_every_morning(told: Told) -> None:
    told.approved(3)

    assert told.offered("2026-11-20")
    assert told.offered("2026-11-20"), "another run of the same night says it again"
    for day in range(21, 27):
        assert told.offered(f"2026-11-{day}") == ()
    assert told.offered("2026-11-27"), "a week later"
    told.approved(2)
    assert told.offered("2026-11-28") == ()
    told.approved()
    assert told.offered("2026-11-28"), "as many more were clean"


def test_who_failed_meanwhile_is_offered_when_it_has_proved_itself_anew(
    told: Told,
) -> None:
    told.approved(5)
    assert told.offered("2026-11-20")
    told.decided(clean=False)
    told.approved(2)
    assert told.offered("2026-11-21") == ()
    told.approved()
    assert told.offered("2026-11-22")


def test_a_rejected_document_counts_as_such(told: Told) -> None:
    told.approved(2)
    [effect] = told.ledger.effects.of_notice("n2")
    told.ledger.store.execute(
        "update approval set verdict = 'rejected' where effect = ?", [effect.id]
    )

    assert [o.rejected for o in outcomes(told.ledger, "acme")] == [False, True]
    assert clean_in_a_row(outcomes(told.ledger, "acme")) == 0
