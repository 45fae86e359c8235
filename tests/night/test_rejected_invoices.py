"""A rejected invoice stays rejected, and the corrected one is judged anew."""

import json
from pathlib import Path
from typing import Any, cast

import pytest

from agent.cli.app import run
from agent.settings.values import Settings

from .held_world import Row, bill_by_hand, bills, change_books, held, invoice, mail
from .held_world import made as bills_made
from .stage import Stage, changed

OVER = invoice("AC-1", Row(price="53.50"))
RIGHT = invoice("AC-1")


class Desk:
    """Somebody at the command line of one store."""

    def __init__(self, stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
        self._store = str(stage.store.root)
        self._capsys = capsys

    def _say(self, *words: str) -> str:
        self._capsys.readouterr()
        assert run([*words, "--store", self._store]) == 0
        return self._capsys.readouterr().out

    def waiting(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self._say("review", "list", "--json"))
        return found

    def judge(self, verdict: str) -> None:
        """Give one word on the only thing that waits."""
        [row] = [row for row in self.waiting() if row["id"].startswith("I")]
        words = ["review", verdict, row["id"], "--hash", row["hash"], "--by", "jamie"]
        self._say(*words, *(["--reason", "wrong"] if verdict == "reject" else []))


def comes(stage: Stage, text: str, name: str) -> list[str]:
    """Let a mail come in, and return what is flagged the night after."""
    stage.put_mail(f"{name}.eml", mail(text, name))
    stage.pass_days()
    return stage.night().flagged


def test_a_bill_that_went_wrong_is_closed_once_the_books_show_it_right(
    tmp_path: Path,
) -> None:
    """Somebody links it to its order by hand: what was sent is there now."""

    with held(tmp_path, RIGHT) as stage:
        stage.box.arm(service="quickbooks", operation="create_bill", fault="drop_link")
        assert stage.night().flagged == ["readback_mismatch"]
        store = cast("Any", stage.box._running["quickbooks"].service)._state.store
        [bill] = store.entities["Bill"].values()
        linked = {"TxnId": "257", "TxnType": "PurchaseOrder", "TxnLineId": "3"}
        bill["Line"][0]["LinkedTxn"] = [linked]
        stage.pass_days()

        evening = stage.night()
        assert evening.flagged == [], evening.summary
        assert (bills_made(stage), bills(stage)) == (1, [("AC-1", "105.00", 1)])


def _drafts(settings: Settings) -> Settings:
    return changed(settings, store={"actions": {"create_bill": "draft"}})


def test_the_corrected_invoice_is_a_persons_and_then_billed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with held(tmp_path, OVER) as stage:
        desk = Desk(stage, capsys)
        assert stage.night().flagged == ["price_over"]
        desk.judge("reject")

        assert comes(stage, OVER, "again") == []
        assert bills(stage) == []
        assert comes(stage, RIGHT, "corrected") == ["revised_invoice"]
        [row] = desk.waiting()
        assert (row["codes"], row["can_be_approved"]) == (["revised_invoice"], True)

        desk.judge("approve")
        stage.pass_days()
        assert stage.night().flagged == []
        assert bills(stage) == [("AC-1", "105.00", 1)]
        assert comes(stage, f"{RIGHT}\nwith thanks", "third") == ["duplicate_exact"]
        assert bills_made(stage) == 1


def test_a_rejected_draft_does_not_stand_in_the_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with held(tmp_path, RIGHT) as stage:
        desk = Desk(stage, capsys)
        stage.night(_drafts)
        desk.judge("reject")
        stage.put_mail("b.eml", mail(f"{RIGHT}\nwith thanks", "b"))
        stage.pass_days()
        assert stage.night(_drafts).flagged == ["revised_invoice"]

        desk.judge("approve")
        stage.pass_days()
        stage.night(_drafts)
        assert bills_made(stage) == 1


def test_a_bill_in_the_books_blocks_whatever_was_rejected(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with held(tmp_path, OVER) as stage:
        stage.night()
        Desk(stage, capsys).judge("reject")
        change_books(stage, bill_by_hand("AC-1", 105.0, quantity=2))

        assert "duplicate_exact" in comes(stage, RIGHT, "corrected")
        assert bills_made(stage) == 0
