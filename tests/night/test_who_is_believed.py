"""Names and files of a mail, through a whole night: held, or never shown to a model."""

import json
from pathlib import Path
from typing import Any

from agent.settings.values import Settings
from tests.adversarial.bill_cases import Sent
from tests.adversarial.bill_mails import SENDER, mail
from tests.adversarial.notices import pdf_bytes

from . import small_world
from .bill_nights import billing, codes_of, made_bills, reading
from .stage import Stage, changed, staged

US = {"names": ["Larkspur Home"], "people": ["Jamie Ortiz"]}


def _we(settings: Settings) -> Settings:
    return changed(settings, company=US)


def _invoice(sent: Sent, replaced: str = "", by: str = "") -> bytes:
    page = sent.text()
    assert replaced in page
    return mail(sent.number, [("invoice.pdf", pdf_bytes(page.replace(replaced, by)))])


def test_an_invoice_to_another_or_of_another_is_held(tmp_path: Path) -> None:
    ours, mistaken, others, unlabelled = (Sent(at) for at in range(4))
    mails = {
        "ours": _invoice(ours),
        "mistaken": _invoice(mistaken, "Larkspur Home", "Harborline Fixtures, Inc."),
        "others": _invoice(others, "Bill to:", "Sold by: Rival\nBill to:"),
        "unlabelled": _invoice(unlabelled, "Bill to: Larkspur Home", "Ship to: A. Lee"),
    }
    with billing(tmp_path, [ours, mistaken, others, unlabelled], mails) as stage:
        evening = stage.night(_we)

        assert {bill["number"] for bill in made_bills(stage)} == {
            ours.number,
            unlabelled.number,
        }, evening.summary
        assert "bill_to_other" in codes_of(stage, mistaken.number)
        assert "issuer_other_vendor" in codes_of(stage, others.number)
        assert "Harborline Fixtures, Inc." in evening.summary


def test_who_we_are_is_needed_to_know_another(tmp_path: Path) -> None:
    sent = Sent(0)
    raw = _invoice(sent, "Larkspur Home", "Harborline Fixtures, Inc.")
    with billing(tmp_path, [sent], {"a": raw}) as stage:
        stage.night()

        assert [bill["number"] for bill in made_bills(stage)] == [sent.number]


def _asked(stage: Stage) -> str:
    """Return all that the model was sent."""
    return json.dumps([asked["body"] for asked in stage.box.log("openai")])


def test_what_is_not_believed_is_never_shown_to_the_model(tmp_path: Path) -> None:
    believed, led, boss, copied = (Sent(at) for at in range(4))
    stranger = mail("s", [], believed.text(), sender="ar@boxes.example")
    elsewhere = mail("e", [], led.text(), headers={"Reply-To": "ar@elsewhere.example"})
    name = mail("n", [], boss.text(), headers={"From": f"Jamie Ortiz <{SENDER}>"})
    lookalike = mail("l", [], copied.text(), sender="ship@acrne.example")
    true = mail("t", [("invoice.pdf", pdf_bytes(believed.text()))])
    mails = {"s": stranger, "e": elsewhere, "n": name, "l": lookalike, "t": true}

    def change(settings: Settings) -> Settings:
        return _we(reading("layout", "model")(settings))

    with billing(tmp_path, [believed, led, boss, copied], mails) as stage:
        report = stage.night(change, model=True).night.report

        asked = _asked(stage)
        assert believed.number in asked
        assert not any(sent.number in asked for sent in (led, boss, copied))
        assert len(report.quarantined) == 4
        assert len(stage.box.log("openai")) < 4


def test_a_boss_who_writes_from_outside_is_named(tmp_path: Path) -> None:
    """Whatever is asked for: the mail is no invoice, and nobody would look at it."""
    raw = mail(
        "1",
        body="Are you at your desk? I need a favour.\n",
        sender="j.ortiz.ceo@gmail.com",
        headers={"From": "Jamie Ortiz <j.ortiz.ceo@gmail.com>"},
    )
    with staged(tmp_path) as stage:
        stage.put_mail("boss.eml", raw)
        report: Any = stage.night(_we).night.report

        [line] = report.quarantined
        assert "'Jamie Ortiz'" in line.why
        assert stage.seen == small_world.expected()


def test_the_summary_sent_on_opens_no_business(tmp_path: Path) -> None:
    """It quotes orders and numbers of parcels, and would be read as notices."""
    with staged(tmp_path) as stage:
        told = stage.night().summary
        raw = mail(
            "again",
            body=f"FYI\n\n{told}",
            sender="pat@store.example",
            headers={
                "References": "<summary-2026-11-20-ade22aec3b73@store.example>",
                "Subject": "Fwd: Nightclerk",
            },
        )
        stage.put_mail("again.eml", raw)
        report = stage.night(
            lambda s: changed(s, company={"domains": ["store.example"]})
        ).night.report

        assert report.items == ()
        assert report.quarantined == ()
        assert stage.seen == small_world.expected()


def test_a_file_of_another_kind_holds_what_came_with_it(tmp_path: Path) -> None:
    """Under an honest name in one mail, under a false one in the next."""
    page = b"<html><body><p>Thank you for your order.</p></body></html>"
    with staged(tmp_path, small_world.SALES[:2]) as stage:
        for sale, name in zip(
            small_world.SALES[:2], ("terms.html", "terms.pdf"), strict=True
        ):
            text = small_world.message(sale).partition("\n\n")[2]
            raw = mail(str(sale.number), [(name, page)], body=text)
            stage.put_mail(f"{sale.number}.eml", raw)
        report = stage.night().night.report

        assert stage.seen == small_world.expected(small_world.SALES[:1])
        [item] = report.items
        assert item.code == "type_mismatch"
        assert "'terms.pdf' is text/html inside" in item.why
