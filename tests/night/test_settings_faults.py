"""Settings that do not fit the books are told as ours, with the key to put right."""

from pathlib import Path
from typing import Any

import pytest

from agent.settings.values import Settings
from tests.adversarial.bill_cases import Sent
from tests.adversarial.bill_mails import mail
from tests.adversarial.notices import pdf_bytes

from .bill_nights import billing, codes_of, made_bills
from .stage import Stage, changed


def _night(stage: Stage, **books: str) -> Any:
    def change(settings: Settings) -> Settings:
        return changed(settings, books={"main": books})

    return stage.night(change if books else lambda settings: settings)


def _mail(sent: Sent) -> bytes:
    return mail(sent.number, [("invoice.pdf", pdf_bytes(sent.text()))])


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("tax_account", "[books.main] tax_account 999 is no account for expenses"),
        ("ap_account", "[books.main] ap_account '999' names no one account"),
    ],
)
def test_an_account_that_is_none(key: str, said: str, tmp_path: Path) -> None:
    sent = Sent(0)
    with billing(tmp_path, [sent], {"a": _mail(sent)}) as stage:
        evening = _night(stage, **{key: "999"})

        [trouble] = evening.night.report.trouble
        assert trouble.code == "settings_fault"
        assert said in trouble.detail
        assert "settings_fault" in evening.summary
        assert made_bills(stage) == []

        _night(stage)
        assert [bill["number"] for bill in made_bills(stage)] == [sent.number]


def test_a_payee_that_is_none(tmp_path: Path) -> None:
    sent = Sent(0)
    with billing(tmp_path, [sent], {"a": _mail(sent)}) as stage:
        vendors = stage.world / "vendors.toml"
        before = vendors.read_text(encoding="utf-8")
        assert 'payee = "41"' in before
        vendors.write_text(before.replace('payee = "41"', 'payee = "99"'))
        evening = _night(stage)

        assert codes_of(stage, sent.number) >= {"settings_fault"}
        assert "vendor_unknown" not in codes_of(stage, sent.number)
        assert "payee of [vendors.acme.billing] is '99'" in evening.summary
        assert made_bills(stage) == []

        vendors.write_text(before)
        _night(stage)
        assert [bill["number"] for bill in made_bills(stage)] == [sent.number]
