"""The summary says all it is given, the same in text and HTML, and harmlessly."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from extractors.codes import Reason, Severity
from review.advice.documents import OF_DOCUMENTS
from review.advice.nights import OF_NIGHTS
from review.advice.orders import OF_ORDERS
from review.advice.shipments import OF_SHIPMENTS
from review.html import summary_html
from review.reasons import ADVICE
from review.text import summary_text
from review.values import (
    DoneLine,
    Item,
    Letter,
    MailLine,
    NightReport,
    NoticeCounts,
    Proof,
    TroubleLine,
)

NASTY = "<script>alert(1)</script>\x1b[2J\u202ereversed"


def report(text: str = "plain words") -> NightReport:
    item = Item(
        id="N1",
        code=Reason.ORDER_CANCELLED,
        severity=Severity.BLOCK,
        title=f"#1044 {text}",
        why=f"cancelled {text}",
        todo="Call the vendor.",
        message_id="<1@vendor.example>",
        subject=f"subject {text}",
        sender=f"sender {text}",
        received=None,
        evidence=Proof(f"name {text}", 1, f"quote {text}"),
    )
    mail = MailLine("<2@x>", "invoice", f"mail {text}", f"from {text}", f"why {text}")
    return NightReport(
        store="Store",
        night="2026-11-20",
        mode="auto",
        ending="complete",
        started_at=datetime(2026, 11, 21, tzinfo=UTC),
        messages=9,
        notices=NoticeCounts(processed=4, done=1, flagged=1, known=1, waiting=1),
        fulfillments=1,
        confirmations=1,
        fulfillments_now=1,
        confirmations_now=1,
        items=(item,),
        known=(replace(item, id="N2"),),
        waiting=(replace(item, id="N3"),),
        done=(
            DoneLine("N4", text, "V", "#1045", "UPS", ("1Z1",), ("2 × A-1",), "111-1"),
        ),
        planned=(f"planned {text}",),
        letters=(Letter("M31", (text,), f"letter {text}", f"of {text}", "V", "<3@x>"),),
        other_mail={"customer": 3},
        quarantined=(mail,),
        set_aside=(mail,),
        unsettled=(mail,),
        trouble=(TroubleLine("shops:main", Reason.RATE_LIMITED, f"trouble {text}"),),
        model_would_ask=2,
        chain_head="ab" * 32,
        chain_length=12,
    )


SAID = [
    "1 done",
    "1 flagged",
    "N1",
    "N2",
    "N3",
    "order_cancelled",
    "Call the vendor.",
    "#1045",
    "1Z1",
    "111-1",
    "planned plain words",
    "PO plain words",
    "letter plain words",
    "of plain words",
    "agent show M31",
    "mail plain words",
    "why plain words",
    "trouble plain words",
    "customer",
    "would have been asked about 2 documents",
    "ab" * 8,
]


@pytest.mark.parametrize("words", SAID)
@pytest.mark.parametrize("render", [summary_text, summary_html])
def test_everything_is_said(render: object, words: str) -> None:
    assert callable(render)
    assert words in render(report())


@pytest.mark.parametrize("render", [summary_text, summary_html])
def test_a_few_letters_are_listed_and_the_rest_is_counted(render: object) -> None:
    assert callable(render)
    letters = [
        Letter(f"M{n}", (), f"subject {n}", "ann@acme.example", "Acme", "")
        for n in range(1, 8)
    ]
    five = render(replace(report(), letters=tuple(letters[:5])))
    seven = render(replace(report(), letters=tuple(letters)))

    assert "wrote (7)" in seven.lower()
    assert "subject 5" in seven
    assert "subject 6" not in seven
    assert "and 2 more: agent show 2026-11-20" in seven
    assert "subject 5" in five
    assert "more: agent show" not in five
    assert seven.lower().index("needs you") < seven.lower().index("wrote (7)")
    assert seven.lower().index("wrote (7)") < seven.lower().index("known exceptions")


def test_a_strangers_words_do_nothing_in_a_terminal() -> None:
    shown = summary_text(report(NASTY))

    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\\u202e" in shown


def test_a_strangers_words_do_nothing_in_a_browser() -> None:
    page = summary_html(report(NASTY))

    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "\x1b" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_every_code_has_words_for_a_person() -> None:
    assert set(ADVICE) == set(Reason)
    assert all(advice.meaning and advice.todo for advice in ADVICE.values())


def test_no_code_has_words_in_two_tables() -> None:
    tables = (OF_DOCUMENTS, OF_ORDERS, OF_SHIPMENTS, OF_NIGHTS)
    assert sum(map(len, tables)) == len(ADVICE)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"mode": "shadow"}, "nothing was written"),
        ({"fulfillments": 0, "confirmations": 0}, "Nothing was written"),
        ({"fulfillments_now": 0, "confirmations_now": 0}, "0 of them in this run"),
        ({"ending": "stopped"}, "STOPPED"),
        ({"model_asked": 3, "model_cost_usd": "0.02"}, "read 3 documents for 0.02 USD"),
        ({"notes": ("a row expired",)}, "a row expired"),
    ],
)
def test_what_was_otherwise_is_said(change: dict[str, object], says: str) -> None:
    changed = replace(report(), **change)  # type: ignore[arg-type]

    assert says in summary_text(changed)
    assert says in summary_html(changed)
