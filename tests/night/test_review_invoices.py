"""A person's word on invoices: from the morning's list to the bill in the books."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from agent.cli.app import run
from agent.settings.values import Settings
from extractors.codes import Reason

from . import held_world
from .held_world import Row, bill_by_hand, bills, change_books, held, invoice, made
from .stage import Stage, changed

OVER = Row(price="53.50")
"""A dollar more than ordered."""
ODD = Row(part="QX-77")
"""Nobody has said what that is."""
OTHER_BANK = "Our bank details have changed. ABA 129900641, account 810044736"


class Desk:
    """Somebody at the command line of one store."""

    def __init__(self, stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
        self._store = str(stage.store.root)
        self._capsys = capsys

    def __call__(self, *words: str) -> tuple[int, str]:
        """Say something, and return the exit status and all that was printed."""
        self._capsys.readouterr()
        status = run([*words, "--store", self._store])
        told = self._capsys.readouterr()
        return status, told.out + told.err

    def does(self, *words: str) -> str:
        status, told = self(*words)
        assert status == 0, told
        return told

    def waiting(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.does("review", "list", "--json"))
        return found

    def named(self, number: str) -> dict[str, Any]:
        [row] = [row for row in self.waiting() if row.get("number") == number]
        return row

    def approve(self, number: str) -> str:
        row = self.named(number)
        words = ("review", "approve", row["id"], "--hash", row["hash"])
        return self.does(*words, "--by", "jamie")


@pytest.fixture(autouse=True)
def _somebody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USER", "jamie")


@pytest.fixture
def at(capsys: pytest.CaptureFixture[str]) -> Callable[[Stage], Desk]:
    return lambda stage: Desk(stage, capsys)


At = Callable[[Stage], Desk]


def _drafts(settings: Settings) -> Settings:
    return changed(settings, store={"actions": {"create_bill": "draft"}})


# --- the list ---


def test_the_list_begins_with_a_changed_bank(tmp_path: Path, at: At) -> None:
    """Each has its hash and what is at stake; it says what no word lets pass."""
    odd = invoice("AC-2", po_number=4713, foot=OTHER_BANK)
    with held(tmp_path, invoice("AC-1", OVER), odd) as stage:
        stage.night()
        desk = at(stage)
        first, second = desk.waiting()

        assert (first["number"], first["code"]) == ("AC-2", "payee_changed")
        assert (first["can_be_approved"], first["at_stake"]) == (False, "105.00")
        assert (second["number"], second["code"]) == ("AC-1", "price_over")
        assert (second["can_be_approved"], second["at_stake"]) == (True, "2.00")
        told = desk.does("review", "list")
        assert told.index("AC-2") < told.index("AC-1")
        assert second["hash"] in told
        assert "E1" not in told, "what belongs to a held invoice is decided with it"


def test_what_is_shown_is_what_would_be_written(tmp_path: Path, at: At) -> None:
    with held(tmp_path, invoice("AC-1", OVER)) as stage:
        stage.night()
        desk = at(stage)
        row = desk.named("AC-1")
        told = desk.does("review", "show", row["id"])

        assert "If you approve" in told
        assert "bill AC-1 of Acme, 2026-11-20, due 2026-12-20: 107.00" in told
        assert "2  53.50  107.00  PO line 257/3" in told
        assert f"--hash {row['hash']}" in told
        body = json.loads(desk.does("review", "show", row["id"], "--json"))
        [decision] = body["decisions"]
        assert [w["kind"] for w in decision["writes"]] == [
            "create_bill",
            "attach_document",
        ]


def test_a_draft_is_approved_with_its_file_in_one_word(tmp_path: Path, at: At) -> None:
    """In draft mode the writes are listed as ever, and the invoice with them."""
    with held(tmp_path, invoice("AC-1")) as stage:
        stage.night(_drafts)
        desk = at(stage)
        kinds = [row["action"]["kind"] for row in desk.waiting() if "action" in row]
        assert kinds == ["create_bill", "attach_document"]
        assert desk.named("AC-1")["code"] is None
        desk.approve("AC-1")
        stage.night(_drafts)

        assert bills(stage) == [("AC-1", "105.00", 1)]


def test_each_write_of_a_draft_can_be_approved_by_itself(
    tmp_path: Path, at: At
) -> None:
    with held(tmp_path, invoice("AC-1")) as stage:
        stage.night(_drafts)
        desk = at(stage)
        for row in [row for row in desk.waiting() if "action" in row]:
            desk.does("review", "approve", row["id"], "--hash", row["hash"])
        stage.night(_drafts)

        assert bills(stage) == [("AC-1", "105.00", 1)]


def test_a_write_of_a_held_invoice_is_no_draft(tmp_path: Path, at: At) -> None:
    """It is decided with its invoice, beside what speaks against that."""
    with held(tmp_path, invoice("AC-1", OVER)) as stage:
        stage.night()
        desk = at(stage)
        with stage.ledger() as ledger:
            [bill, _] = ledger.effects.in_states(("planned",))
        words = (f"E{bill.id}", "--hash", bill.payload_sha)
        status, told = desk("review", "approve", *words)
        assert status == 2
        assert desk.named("AC-1")["id"] in told
        stage.night()
        assert made(stage) == 0


# --- approving ---


def test_what_was_approved_is_billed_once(tmp_path: Path, at: At) -> None:
    with held(tmp_path, invoice("AC-1", OVER)) as stage:
        stage.night()
        desk = at(stage)
        row = desk.named("AC-1")
        assert "approved" in desk.approve("AC-1")
        assert "jamie" in desk.approve("AC-1"), "twice is once"
        assert bills(stage) == []
        assert desk.named("AC-1")["approved_by"] == "jamie"

        for _ in range(2):
            evening = stage.night()
            assert evening.status == 0, evening.summary
            assert bills(stage) == [("AC-1", "107.00", 1)]
        assert made(stage) == 1
        assert "approved by jamie" in desk.does("show", "AC-1")
        status, told = desk("review", "approve", row["id"], "--hash", row["hash"])
        assert (status, "closed" in told) == (2, True)


def test_a_forms_own_words_are_asked_about_twice(tmp_path: Path, at: At) -> None:
    """What two invoices were approved with holds no third."""
    foot = "\n\nThe amount was drawn from log 12 of the plant."
    sent = (
        invoice("AC-1", Row(quantity=1), foot=foot),
        invoice("AC-2", po_number=4713, foot=foot.replace("12", "40")),
        invoice("AC-3", Row(quantity=1, price="52.40"), foot=foot),
    )
    with held(tmp_path, *sent) as stage:
        stage.night()
        desk = at(stage)
        assert {row["code"] for row in desk.waiting()} == {"unclear_words"}

        desk.approve("AC-1")
        stage.night()
        stage.pass_days()
        stage.night()
        assert bills(stage) == [("AC-1", "52.50", 1)]

        desk.approve("AC-2")
        stage.night()
        stage.pass_days()
        evening = stage.night()
        assert sorted(bills(stage)) == [
            ("AC-1", "52.50", 1),
            ("AC-2", "105.00", 1),
            ("AC-3", "52.40", 1),
        ], evening.summary


def test_a_word_on_what_was_not_shown_is_refused(tmp_path: Path, at: At) -> None:
    with held(tmp_path, invoice("AC-1", OVER)) as stage:
        stage.night()
        desk = at(stage)
        row = desk.named("AC-1")
        for shown in ("0" * 12, row["hash"][:6], ""):
            for verb in (("approve",), ("reject", "--reason", "no")):
                words = ("review", verb[0], row["id"], *verb[1:], "--hash", shown)
                status, told = desk(*words)
                assert status == 2, told
                assert "not what was shown" in told
        stage.night()
        assert made(stage) == 0


@pytest.mark.parametrize(
    ("texts", "number", "why"),
    [
        ((invoice("AC-1", OVER, foot=OTHER_BANK),), "AC-1", "payee_changed"),
        ((invoice("AC-1", ODD),), "AC-1", "review alias"),
        ((invoice("AC-1", OVER), invoice("AC1", OVER)), "AC1", "duplicate_exact"),
    ],
    ids=["another bank", "an unknown part number", "the same again"],
)
def test_what_would_write_nothing_cannot_be_approved(
    texts: tuple[str, ...], number: str, why: str, tmp_path: Path, at: At
) -> None:
    with held(tmp_path, *texts) as stage:
        stage.night()
        desk = at(stage)
        row = desk.named(number)
        words = ("review", "approve", row["id"], "--hash", row["hash"])
        status, told = desk(*words)

        assert status == 2
        assert why in told
        assert "cannot be approved" in desk.does("review", "show", row["id"])
        stage.night()
        assert made(stage) == 0


def _order(books: dict[str, Any]) -> Any:
    return next(o for o in books["PurchaseOrder"] if o["Id"] == "257")


def _cheaper(books: dict[str, Any]) -> None:
    [line] = _order(books)["Line"]
    line["ItemBasedExpenseLineDetail"]["UnitPrice"] = 50.0
    line["Amount"] = 450.0


@pytest.mark.parametrize(
    "change",
    [
        lambda books: _order(books).update(POStatus="Closed"),
        _cheaper,
        bill_by_hand("XX-9", 52.5, quantity=1),
        bill_by_hand("AC-1", 99.0),
    ],
    ids=[
        "the order is closed",
        "its price",
        "another bill of it",
        "the number is taken",
    ],
)
def test_what_changed_meanwhile_waits_again(
    change: Callable[[dict[str, Any]], object], tmp_path: Path, at: At
) -> None:
    """An approval is worth nothing where the books show something else by now."""
    with held(tmp_path, invoice("AC-1", OVER)) as stage:
        stage.night()
        desk = at(stage)
        before = desk.named("AC-1")
        desk.approve("AC-1")
        change_books(stage, change)
        stage.pass_days()
        evening = stage.night()

        assert evening.status == 0, evening.summary
        assert made(stage) == 0
        after = desk.named("AC-1")
        assert after["approved_by"] is None
        assert after["hash"] != before["hash"]
        stage.night()
        assert made(stage) == 0


class _KilledError(BaseException):
    """The process ends here."""


def _dying(at_commit: int) -> Callable[[Path], sqlite3.Connection]:
    count = 0

    class Dying(sqlite3.Connection):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            nonlocal count
            count += sql == "commit"
            if count >= at_commit and sql in {"begin immediate", "commit"}:
                raise _KilledError
            return super().execute(sql, *values)

    return lambda path: sqlite3.connect(path, isolation_level=None, factory=Dying)


@pytest.mark.slow
def test_a_run_that_dies_after_an_approval(tmp_path: Path, at: At) -> None:
    """At whichever commit it ends, the next run bills exactly once."""
    died = 0
    with held(tmp_path, invoice("AC-1", OVER)) as stage:
        stage.night()
        at(stage).approve("AC-1")
        kept = tmp_path / "kept"
        shutil.copytree(stage.store.root, kept)
        for commit in range(1, 100):
            stage.forget_store()
            shutil.copytree(kept, stage.store.root)
            shutil.rmtree(stage.store.root / "tokens", ignore_errors=True)
            stage.box.reset()
            try:
                stage.night(connect=_dying(commit))
            except _KilledError:
                died += 1
            else:
                break
            evening = stage.night()
            assert evening.status == 0, evening.summary
            assert bills(stage) == [("AC-1", "107.00", 1)], commit
            assert made(stage) == 1, commit
    assert died > 10


# --- rejecting ---


def test_what_was_rejected_is_closed_for_good(tmp_path: Path, at: At) -> None:
    with held(tmp_path, invoice("AC-1", OVER)) as stage:
        stage.night()
        desk = at(stage)
        row = desk.named("AC-1")
        words = ("review", "reject", row["id"], "--hash", row["hash"], "--by", "sam")
        desk.does(*words, "--reason", "not what we agreed")

        told = desk.does("show", row["id"])
        assert "rejected by sam" in told
        assert "not what we agreed" in told
        assert desk.waiting() == []
        evening = stage.night()
        assert evening.night.report.invoices.billed == 0
        assert evening.night.report.invoices.settled == 1
        assert "rejected by sam" in evening.summary
        stage.pass_days()
        evening = stage.night()
        assert evening.night.report.invoices.processed == 0
        assert made(stage) == 0
        assert desk(*words, "--reason", "again")[0] == 2


def test_nothing_is_rejected_while_a_run_may_send_it(tmp_path: Path, at: At) -> None:
    with held(tmp_path, invoice("AC-1", OVER)) as stage:
        stage.night()
        desk = at(stage)
        row = desk.named("AC-1")
        with FileLock(stage.store.lock):
            words = ("review", "reject", row["id"], "--hash", row["hash"])
            status, told = desk(*words, "--reason", "no")
        assert status == 3
        assert "run is working" in told
        assert desk.named("AC-1") == row


# --- aliases ---


def test_a_part_number_is_explained_and_billed(tmp_path: Path, at: At) -> None:
    with held(tmp_path, invoice("AC-1", ODD)) as stage:
        stage.night()
        desk = at(stage)
        row = desk.named("AC-1")
        assert "BIN-100: on this order" in desk.does("show", row["id"])
        desk.does("review", "alias", row["id"], "bin-100", "--by", "jamie")
        stage.night()

        assert bills(stage) == [("AC-1", "105.00", 1)]
        [alias] = json.loads(desk.does("review", "alias", "list", "--json"))
        assert (alias["part_number"], alias["sku"]) == ("QX-77", "BIN-100")
        assert (alias["person"], alias["uses"], alias["once"]) == ("jamie", 1, False)
        assert len(alias["document"]) == 64
        desk.does("review", "alias", "revoke", alias["id"])
        assert desk("review", "alias", "revoke", alias["id"])[0] == 2

        later = held_world.mail(invoice("AC-9", ODD, po_number=4713), "x9")
        stage.put_mail("x9.eml", later)
        assert stage.night().flagged == ["sku_unmapped"], "revoked, it decides no more"
        assert made(stage) == 1


def test_once_is_for_one_document(tmp_path: Path, at: At) -> None:
    texts = (invoice("AC-1", ODD), invoice("AC-2", ODD, po_number=4713))
    with held(tmp_path, *texts) as stage:
        stage.night()
        desk = at(stage)
        row = desk.named("AC-1")
        desk.does("review", "alias", row["id"], "BIN-100", "--once")
        stage.night()

        assert bills(stage) == [("AC-1", "105.00", 1)]
        assert desk.named("AC-2")["code"] == "sku_unmapped"
        [alias] = json.loads(desk.does("review", "alias", "list", "--json"))
        assert (alias["once"], alias["uses"]) == (True, 1)


def test_a_box_of_two(tmp_path: Path, at: At) -> None:
    with held(tmp_path, invoice("AC-1", Row("QX-77", 1, "105.00"))) as stage:
        stage.night()
        desk = at(stage)
        row = desk.named("AC-1")
        desk.does("review", "alias", row["id"], "BIN-100", "--factor", "2")
        evening = stage.night()

        assert bills(stage) == [("AC-1", "105.00", 1)], evening.summary
        [bill] = stage.box.final()["quickbooks"]["bills"]
        assert [line["quantity"] for line in bill["lines"]] == ["2"]


REFUSED = {
    "no such SKU": (("BIN-999",), "no active item"),
    "a factor of nothing": (("BIN-100", "--factor", "0"), "above 0"),
    "a factor that is none": (("BIN-100", "--factor", "many"), "no number"),
    "which line": (("BIN-100",), "--line 2"),
    "a line that is not there": (("BIN-100", "--line", "7"), "no line 7"),
    "a part that is not there": (("BIN-100", "--part", "ZZ"), "'ZZ'"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_no_alias_can_be_made_of(case: str, tmp_path: Path, at: At) -> None:
    words, why = REFUSED[case]
    two = (Row("QX-77", 1), Row("QX-78", 1)) if case == "which line" else (ODD,)
    with held(tmp_path, invoice("AC-1", *two)) as stage:
        stage.night()
        desk = at(stage)
        status, told = desk("review", "alias", desk.named("AC-1")["id"], *words)
        assert status == 2
        assert why in told
        assert json.loads(desk.does("review", "alias", "list", "--json")) == []


@pytest.mark.parametrize("part", ["BIN-1OO", "BIN-100-B", "BIN-10", "ABIN-100"])
def test_a_likeness_alone_matches_nothing(part: str, tmp_path: Path, at: At) -> None:
    """Same words, price and quantity, nearly the number: nobody has said it."""
    with held(tmp_path, invoice("AC-1", Row(part=part))) as stage:
        stage.night()
        row = at(stage).named("AC-1")
        assert (row["code"], row["can_be_approved"]) == ("sku_unmapped", False)
        assert made(stage) == 0


def _two_lines(books: dict[str, Any]) -> None:
    [line] = _order(books)["Line"]
    detail = {"ItemRef": {"value": "8"}, "Qty": 2, "UnitPrice": 10.0}
    more = {"Id": "4", "LineNum": 2, "Amount": 20.0}
    _order(books)["Line"].append(line | more | {"ItemBasedExpenseLineDetail": detail})


def test_an_alias_that_a_document_speaks_against(tmp_path: Path, at: At) -> None:
    """It goes on suggesting and decides no more, until somebody says it anew."""
    with held(tmp_path, invoice("AC-1", ODD, po_number=4713)) as stage:
        stage.night()
        desk = at(stage)
        desk.does("review", "alias", desk.named("AC-1")["id"], "BIN-100")
        stage.night()
        change_books(stage, _two_lines)
        odd = invoice("AC-2", Row("QX-77", 2, "10.00"))
        stage.put_mail("x2.eml", held_world.mail(odd, "x2"))
        stage.pass_days()
        assert "alias_conflict" in stage.night().flagged

        [alias] = json.loads(desk.does("review", "alias", "list", "--json"))
        assert (alias["doubted"], alias["uses"]) == (True, 1)
        stage.pass_days()
        assert stage.night().flagged == ["sku_unmapped"]
        assert "since doubted" in desk.does("show", "AC-2")
        assert made(stage) == 1


# --- what others did ---


def test_an_invoice_billed_by_hand_closes_itself(tmp_path: Path, at: At) -> None:
    with held(tmp_path, invoice("AC-1", OVER)) as stage:
        stage.night()
        change_books(stage, bill_by_hand("ac-1", 107.0))
        stage.pass_days()
        evening = stage.night()

        assert evening.flagged == []
        invoices = evening.night.report.invoices
        assert (invoices.billed, invoices.settled, invoices.flagged) == (0, 1, 0)
        assert "meanwhile" in evening.summary
        assert "resolved_outside" in at(stage).does("explain", "AC-1")
        assert made(stage) == 0


def test_an_invoice_in_the_books_already_is_a_duplicate(tmp_path: Path) -> None:
    with held(tmp_path, invoice("AC-1")) as stage:
        change_books(stage, bill_by_hand("AC-1", 105.0))
        for _ in range(2):
            assert stage.night().flagged == ["duplicate_exact"]
            stage.pass_days()
        assert made(stage) == 0


def test_of_two_copies_in_one_night_the_first_is_billed(tmp_path: Path) -> None:
    with held(tmp_path, invoice("AC-1"), invoice("AC1")) as stage:
        evening = stage.night()

        assert evening.flagged == ["duplicate_exact"]
        assert bills(stage) == [("AC-1", "105.00", 1)]


def test_a_later_suspect_takes_nothing_from_the_earlier(tmp_path: Path) -> None:
    """Neither its number nor the bill it waits to become, night after night."""
    suspect = invoice("AC-7")
    with held(tmp_path, invoice("AC-1"), suspect) as stage:
        notice = stage.world / "emails" / "4711.eml"
        kept = notice.read_bytes()
        notice.unlink()
        assert len(stage.night().flagged) == 2
        notice.write_bytes(kept)
        stage.pass_days()
        evening = stage.night()

        assert bills(stage) == [("AC-1", "105.00", 1)], evening.summary
        [item] = evening.night.report.items
        assert "AC-7" in item.title
        assert Reason.DUPLICATE_SUSPECT in {item.code, *item.also}


def test_a_correction_in_the_same_night_holds_both(tmp_path: Path) -> None:
    """Which of two amounts under one number stands is a person's to say."""
    texts = (invoice("AC-1"), invoice("AC1", Row(quantity=1)))
    with held(tmp_path, *texts) as stage:
        evening = stage.night()

        assert len(evening.flagged) == 2
        assert made(stage) == 0


def test_a_copy_of_what_was_rejected_is_not_billed(tmp_path: Path, at: At) -> None:
    with held(tmp_path, invoice("AC-1")) as stage:
        stage.night(_drafts)
        desk = at(stage)
        row = desk.named("AC-1")
        words = ("review", "reject", row["id"], "--hash", row["hash"])
        desk.does(*words, "--reason", "not ours")
        stage.put_mail("x9.eml", held_world.mail(invoice("AC1"), "x9"))
        stage.pass_days()

        assert stage.night().flagged == ["revised_invoice"]
        assert made(stage) == 0


def test_a_mail_believed_later_repeats_what_may_go_out(
    tmp_path: Path,
) -> None:
    """It came first, and a copy of it that came after is under way by now."""
    first, copy = invoice("AC-1"), invoice("AC1")
    with held(tmp_path, first, copy) as stage:
        before = stage.world / "emails" / "x1.eml"
        before.write_bytes(before.read_bytes().replace(b"acme.ex", b"acme-racks.ex"))
        stage.night()
        assert bills(stage) == [("AC1", "105.00", 1)]
        vendors = stage.world / "vendors.toml"
        told = vendors.read_text()
        for pinned in ("ship@acme.example", "acme.example"):
            new = pinned.replace("acme", "acme-racks")
            told = told.replace(f'"{pinned}"', f'"{pinned}", "{new}"')
        vendors.write_text(told)
        stage.pass_days()

        assert "duplicate_exact" in stage.night().flagged
        assert made(stage) == 1


def test_our_own_bill_that_went_wrong_is_nobody_elses(tmp_path: Path, at: At) -> None:
    """The books dropped its links: it waits for a person until one closes it."""
    with held(tmp_path, invoice("AC-1")) as stage:
        stage.box.arm(service="quickbooks", operation="create_bill", fault="drop_link")
        for _ in range(2):
            assert stage.night().flagged == ["readback_mismatch"]
            stage.pass_days()
        desk = at(stage)
        row = desk.named("AC-1")
        assert (row["code"], row["can_be_approved"]) == ("readback_mismatch", False)
        words = ("review", "reject", row["id"], "--hash", row["hash"])
        desk.does(*words, "--reason", "linked by hand")
        assert stage.night().flagged == []
        assert made(stage) == 1


def test_what_an_alias_explains_waits_for_the_next_run(tmp_path: Path, at: At) -> None:
    with held(tmp_path, invoice("AC-1", ODD)) as stage:
        stage.night()
        desk = at(stage)
        row = desk.named("AC-1")
        assert (row["code"], row["waits_for_next_run"]) == ("sku_unmapped", False)
        desk.does("review", "alias", row["id"], "BIN-100")

        row = desk.named("AC-1")
        assert (row["code"], row["waits_for_next_run"]) == (None, True)
        assert "waits for next run" in desk.does("review", "list")
        assert "waits for the next run" in desk.does("review", "show", row["id"])
        stage.night()
        assert desk.waiting() == []


@pytest.mark.parametrize("fault", ["error_after", "hang"])
def test_a_lost_answer_still_counts_the_alias(
    fault: str, tmp_path: Path, at: At
) -> None:
    with held(tmp_path, invoice("AC-1", ODD)) as stage:
        stage.night()
        desk = at(stage)
        desk.does("review", "alias", desk.named("AC-1")["id"], "BIN-100")
        stage.box.arm(service="quickbooks", operation="create_bill", fault=fault)
        stage.night()
        stage.pass_days()
        stage.night()

        assert bills(stage) == [("AC-1", "105.00", 1)]
        [alias] = json.loads(desk.does("review", "alias", "list", "--json"))
        assert alias["uses"] == 1
