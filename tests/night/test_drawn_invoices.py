"""Invoices as fraudsters and tired clerks draw them, through a whole night.

Each is an honest invoice with one thing changed. None that must not be paid as it
stands becomes a bill, and what every honest invoice says besides costs nobody a look.
"""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from agent.settings.values import Settings
from tests.adversarial.bill_cases import Sent
from tests.adversarial.bill_mails import mail
from tests.adversarial.notices import pdf_bytes

from .bill_nights import billing, made_bills
from .stage import changed

Draw = Callable[[Sent], str]
NAME = f"{'Storage bin, blue':<24}"


def says(words: str) -> Draw:
    """Return the invoice with *words* below it."""
    return lambda sent: sent.text(extra=f"{words}\n")


def stamped(words: str) -> Draw:
    def draw(sent: Sent) -> str:
        rows = sent.text().split("\n")
        rows[5] = f"{'':60}{words}"
        return "\n".join(rows)

    return draw


def instead(old: str, new: str) -> Draw:
    def draw(sent: Sent) -> str:
        text = sent.text()
        assert old in text
        return text.replace(old, new)

    return draw


def named(name: str) -> Draw:
    return instead(NAME, f"{name:<24}")


def ends(*rows: tuple[str, str], more: str = "0") -> Draw:
    """Return the invoice with these sums before and its total changed by *more*."""

    def draw(sent: Sent) -> str:
        total = f"${sent.total + Decimal(more)}"
        head, _, _ = sent.text().partition(f"{'':45}Total ")
        below = "".join(f"{'':45}{label:<22}{value:>14}\n" for label, value in rows)
        return f"{head}{below}{'':45}{'Total':<22}{total:>14}\n"

    return draw


def dated(day: str) -> Draw:
    return lambda sent: sent.text().replace(f"{sent.date:%m/%d/%Y}", day)


def twice(sent: Sent) -> str:
    """Return the invoice with its first line twice, the sums as they were."""
    row = next(row for row in sent.text().split("\n") if row.startswith("BIN-100"))
    return sent.text().replace(row, f"{row}\n{row}")


def for_two_orders(sent: Sent) -> str:
    numbers = f"{sent.po_number}, {sent.older}"
    return sent.text().replace(sent.po_number, numbers)


HELD: dict[str, Draw] = {
    "a case of twelve at the price of one": named("Bin (case of 12)"),
    "prices per dozen, below": says("All prices are per dozen"),
    "a column of dozens": instead("Unit Price", "$ / Dozen "),
    "a stamp, paid": stamped("PAID 11/19/2026"),
    "a stamp, void": stamped("VOID"),
    "a stamp, copy": stamped("KOPIE"),
    "a stamp, estimate": stamped("ESTIMATE"),
    "a second notice": stamped("SECOND NOTICE"),
    "Canadian dollars": says("Prices in CDN$"),
    "a deposit taken off": says(f"{'Less deposit':<30}-100.00"),
    "more is asked for than it comes to": says(f"{'Amount due':<30}999.00"),
    "collected from the account": says("Will be debited from your account"),
    "one of two": instead("INVOICE", "INVOICE 1 of 2"),
    "sold to a factor": says("This invoice has been assigned to Rapid Factors"),
    "other words than figures": says("Nine hundred dollars and 00/100"),
    "a drop-ship fee": ends(("Drop ship fee", "5.00"), more="5"),
    "freight with fuel": instead("Freight  ", "Freight + fuel surcharge"),
    "rounded": ends(("Rounding", "-0.01"), more="-0.01"),
    "dated before the order": dated("09/01/2026"),
    "dated next month": dated("12/15/2026"),
    "one line twice": twice,
    "two orders, both with these goods": for_two_orders,
    "to a sister company": instead("Larkspur Home", "Larkspur Marine LLC"),
}
BILLED: dict[str, Draw] = {
    "nothing beside": says(""),
    "thanks": says("Thank you for your prompt payment. Keep a copy for your records."),
    "terms": says("Net 30. Past due balances bear interest. Void where prohibited."),
    "prepaid freight": says("Freight terms: prepaid & add. Shipped in 3 cartons."),
    "a measure in the name": named("Storage bin 12 in, 4 qt"),
    "an estimate's number": says("Estimate #: E-4411"),
    "nothing paid so far": says(f"{'Amount paid':<30}0.00"),
    "its total asked for again": lambda sent: sent.text(
        extra=f"Total due  ${sent.total}\n"
    ),
}


def _ours(settings: Settings) -> Settings:
    return changed(settings, company={"names": ["Larkspur Home"]})


def test_what_must_not_be_paid_as_it_stands_is_held(tmp_path: Path) -> None:
    drawn = {**HELD, **BILLED}
    sent = [Sent(at) for at in range(len(drawn))]
    mails = {
        one.number: mail(one.number, [("invoice.pdf", pdf_bytes(draw(one)))])
        for one, draw in zip(sent, drawn.values(), strict=True)
    }
    with billing(tmp_path, sent, mails) as stage:
        evening = stage.night(_ours)
        made = made_bills(stage)

    names = {f"{1000 + one.at}": name for one, name in zip(sent, drawn, strict=True)}
    billed = {names[bill["lines"][0]["po_id"]] for bill in made}
    assert billed - set(BILLED) == set(), "billed and must not be"
    assert set(BILLED) - billed == set(), evening.summary
    assert all(bill in [one.bill for one in sent] for bill in made)
