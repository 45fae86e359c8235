"""What a vendor writes that is no notice and no invoice is named, and can be read."""

import json
from pathlib import Path

import pytest

from agent.cli.app import run
from tests.adversarial.bill_mails import mail
from tests.adversarial.notices import pdf_bytes

from . import small_world
from .stage import Stage, staged

LATE = "Hello,\n\nyour PO 4799 is delayed: BIN-100 is out of stock until May.\n\nAnn\n"
REFUSED = "We cannot deliver the red bins any more. Shall we send blue ones?\n"


def letter(
    number: str, subject: str, body: str, sender: str = "ship@acme.example"
) -> bytes:
    return mail(number, body=body, sender=sender, headers={"Subject": subject})


def night(stage: Stage) -> str:
    """Run a night with two letters of the vendor's and one of a stranger's."""
    stage.put_mail("1.eml", letter("1", "Red bins", REFUSED))
    stage.put_mail("2.eml", letter("2", "A delay", LATE))
    stranger = letter("3", "About PO 4799", LATE, "ann@elsewhere.example")
    stage.put_mail("3.eml", stranger)
    return stage.night().summary


def test_a_vendors_letters_are_named_and_others_are_counted(tmp_path: Path) -> None:
    with staged(tmp_path) as stage:
        summary = night(stage)
        with stage.ledger() as ledger:
            names = {m.subject: m.name for m in ledger.mail.of_night("2026-11-20")}

        lines = summary.splitlines()
        at = lines.index("VENDORS WROTE (2)")
        late, refused = (" ".join(line.split()) for line in lines[at + 1 : at + 3])
        shown = f'"A delay" from ship@acme.example agent show {names["A delay"]}'
        assert late == f"PO 4799 {shown}"
        assert refused.startswith('"Red bins" from ship@acme.example')
        [others] = lines[lines.index("OTHER MAIL, LEFT FOR YOU") + 1].split(" · ")
        assert others.split()[0] == "1"
        assert stage.seen == small_world.expected()


def test_a_letter_is_found_and_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with staged(tmp_path) as stage:
        night(stage)
        store = ["--store", str(stage.store.root)]

        assert run(["show", "2026-11-20", *store]) == 0
        listed = capsys.readouterr().out.splitlines()
        assert len(listed) == len(small_world.SALES) + 3
        [late] = [line for line in listed if '"A delay"' in line]
        assert " 4799 " in late

        assert run(["show", "PO 4799", *store]) == 0
        told = capsys.readouterr().out
        assert "names PO 4799 (line 3)" in told
        assert "| your PO 4799 is delayed" in told
        assert "elsewhere.example" not in told

        assert run(["show", "4799", *store, "--json"]) == 0
        [found] = json.loads(capsys.readouterr().out)["messages"]
        assert [number["value"] for number in found["orders"]] == ["4799"]


def test_a_mail_that_opened_business_is_no_letter(tmp_path: Path) -> None:
    with staged(tmp_path) as stage:
        assert "VENDORS WROTE" not in stage.night().summary


ACKNOWLEDGED = """\
Acme Supply

ORDER ACKNOWLEDGEMENT
Purchase order: {order}
Date: 11/20/2026

Item        Description             Ordered   Confirmed    Promised
BIN-100     Storage bin, blue             9           {agreed}    12/01/2026
BIN-200     Storage bin, red              4           4    12/01/2026
"""


def acknowledgement(order: int, agreed: int, body: str = "Thank you.\n") -> bytes:
    page = pdf_bytes(ACKNOWLEDGED.format(order=order, agreed=agreed))
    return mail(
        str(order),
        [("ack.pdf", page)],
        body=body,
        headers={"Subject": f"Order acknowledgement {order}"},
    )


def test_an_acknowledgement_that_takes_something_away_comes_first(
    tmp_path: Path,
) -> None:
    with staged(tmp_path) as stage:
        stage.put_mail("1.eml", acknowledgement(4801, 9))
        stage.put_mail("2.eml", acknowledgement(4802, 6))
        late = "Thank you. The red bins are backordered.\n"
        stage.put_mail("3.eml", acknowledgement(4803, 9, late))
        stage.put_mail("4.eml", letter("4", "Holidays", "We are closed on Friday.\n"))
        report = stage.night().night.report

        told = [(line.orders, line.differs) for line in report.letters]
        assert told == [
            (("4802",), True),
            (("4803",), False),
            ((), False),
            (("4801",), False),
        ]
