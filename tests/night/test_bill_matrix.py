"""Every sender, verdict and bank line in one night: one cell of 45 bills by itself."""

from collections import Counter
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from agent.settings.values import Settings
from tests.adversarial.bill_cases import Sent
from tests.adversarial.bill_mails import SENDER, mail
from tests.adversarial.notices import pdf_bytes

from .bill_nights import billing, codes_of, made_bills, wrong_bills
from .stage import changed

STAFF = "sam@store.example"
DMARC = ("pass", "fail", "none")
WHO = {
    "pinned": SENDER,
    "look-alike": "ship@acrne.example",
    "new": "ar@acme.example",
    "reply-to elsewhere": SENDER,
    "forwarded": STAFF,
}
ACCOUNT = "ABA 021000021  Account 810044735"
OTHER = "ABA 129900641  Account 4400917735"
BANK = {"same": ACCOUNT, "changed": OTHER, "added": f"{ACCOUNT}  or {OTHER}"}
BILLED = ("pass", "pinned", "same")


@dataclass(frozen=True)
class Cell:
    """One mail of the night."""

    dmarc: str
    who: str
    bank: str
    sent: Sent

    def raw(self) -> bytes:
        """Return it as the mailbox keeps it: signed and sent by its own domain."""
        files = [("invoice.pdf", pdf_bytes(f"{self.sent.text()}\n{BANK[self.bank]}\n"))]
        if self.who == "forwarded":
            files = [("forwarded.eml", mail(f"inner-{self.sent.number}", files))]
        domain = WHO[self.who].partition("@")[2]
        fails = self.dmarc == "fail"
        headers = {
            "Authentication-Results": (
                f"spf=pass smtp.mailfrom={domain}; dkim=pass header.d={domain};"
                f" dmarc={self.dmarc} header.from={domain};"
                f" compauth={'fail' if fails else 'pass'} reason=100"
            )
        }
        if self.who == "reply-to elsewhere":
            headers["Reply-To"] = "ar@elsewhere.example"
        return mail(self.sent.number, files, sender=WHO[self.who], headers=headers)

    @property
    def answer(self) -> str:
        """Return what the gate has to say of it."""
        # An invoice whose answers go elsewhere is not believed, whatever is proved.
        if self.dmarc == "fail" or self.who in {"look-alike", "reply-to elsewhere"}:
            return "quarantine"
        proved = self.dmarc == "pass" and self.who == "pinned"
        return "trusted" if proved else "review"


CELLS = [
    Cell(*cell, Sent(at)) for at, cell in enumerate(product(DMARC, WHO, BANK), start=0)
]


def _known(settings: Settings) -> Settings:
    return changed(settings, company={"addresses": [STAFF]})


def test_one_cell_of_45_bills_by_itself(tmp_path: Path) -> None:
    sent = [cell.sent for cell in CELLS]
    raws = {cell.sent.number: cell.raw() for cell in CELLS}
    with billing(tmp_path, sent, raws) as stage:
        report = stage.night(_known).night.report
        with stage.ledger() as ledger:
            messages = ledger.mail.stored_in([1])

        trust = {
            message.message_id.partition("@")[0].lstrip("<"): message.trust
            for message in messages
        }
        assert len(CELLS) == 45
        assert {c: trust[c.sent.number] for c in CELLS} == {c: c.answer for c in CELLS}
        assert {bill["number"] for bill in made_bills(stage)} == {
            c.sent.number for c in CELLS if (c.dmarc, c.who, c.bank) == BILLED
        }
        assert wrong_bills(stage, sent) == []
        counted = Counter(cell.answer for cell in CELLS)
        assert len(report.quarantined) == counted["quarantine"]
        assert (
            len(report.items) == counted["review"] + 2
        )  # a proved one, paid elsewhere
        for cell in CELLS:
            proved = cell.answer == "trusted"
            if proved and cell.bank != "same":
                assert "payee_changed" in codes_of(stage, cell.sent.number)
