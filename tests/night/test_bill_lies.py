"""Invoices that lie by themselves: whatever is printed, no wrong bill and no fault."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from tests.adversarial.bill_cases import Sent
from tests.adversarial.bill_mails import mail
from tests.adversarial.notices import pdf_bytes

from .bill_nights import billing, made_bills, wrong_bills

Lie = Callable[[Sent], str]
ROWS = 60
"""Of a page."""


def _swapped(*pairs: tuple[str, str]) -> Lie:
    def lie(sent: Sent) -> str:
        text = sent.text()
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new)
        return text

    return lie


def _redistributed(sent: Sent) -> str:
    """A dollar of the second line on the first: the sums close, the lines do not."""
    text = sent.text()
    for row, change in zip(sent.rows[:2], (1, -1), strict=True):
        text = text.replace(f"{row.amount:>14}", f"{row.amount + change:>14}")
    return text


def _prices_redistributed(sent: Sent) -> str:
    """A dollar more for each of the first, two less for each of the second."""
    text = sent.text()
    for row, change in zip(sent.rows[:2], (1, -2), strict=True):
        old = f"{row.price:>14}{row.amount:>14}"
        price = row.price + change
        text = text.replace(old, f"{price:>14}{price * row.quantity:>14}")
    return text


def _with_line(row: str) -> Lie:
    """Return a lie that puts one more line among the goods, the sums unchanged."""

    def lie(sent: Sent) -> str:
        head, mark, rest = sent.text().partition("\n\n                     ")
        return f"{head}\n{row}{mark}{rest}"

    return lie


def _numerals(zero: int) -> Lie:
    table = {ord("0") + n: chr(zero + n) for n in range(10)}

    def lie(sent: Sent) -> str:
        head, mark, rest = sent.text().partition("Subtotal")
        return f"{head}{mark}{rest.translate(table)}"

    return lie


LIES: Mapping[str, Lie] = {
    "amounts redistributed": _redistributed,
    "prices redistributed": _prices_redistributed,
    "a line taken off": _with_line(
        "BIN-100     Storage bin, blue          -1         52.50        -52.50"
    ),
    "a line for nothing": _with_line(
        "RCK-220     Steel rack                  5          0.00          0.00"
    ),
    "a line twice, for nothing": _with_line(
        "BIN-100     Storage bin, blue           4          0.00          0.00"
    ),
    "an article of nobody": _with_line(
        "ZZ-1        Handling                    1          0.00          0.00"
    ),
    "a quantity with an exponent": _swapped(("    4         ", "  4E0         ")),
    "a thousand by exponent": _swapped(("    4         ", "  1E3         ")),
    "a quantity without end": _swapped(("    4         ", f"{10**40}         ")),
    "a total below nothing": lambda sent: sent.text().replace(
        f"${sent.total}", f"-${sent.total}"
    ),
    "a total with its minus behind": lambda sent: sent.text().replace(
        f"${sent.total}", f"${sent.total}-"
    ),
    "a total in words": lambda sent: sent.text().replace(
        f"${sent.total}", "four hundred dollars"
    ),
    "a total in brackets": lambda sent: sent.text().replace(
        f"${sent.total}", f"(${sent.total})"
    ),
    "no total": lambda sent: sent.text().replace(f"${sent.total}", ""),
    "two totals": lambda sent: f"{sent.text()}{'Total':>50}{'$9999.00':>19}\n",
    "another currency": lambda sent: sent.text().replace("$", "EUR "),
    "freight beyond its limit": lambda sent: (
        sent.text()
        .replace("24.00", "34.00")
        .replace(str(sent.total), str(sent.total + 10))
    ),
    "freight under another name": lambda sent: sent.text().replace(
        "Freight ", "Surcharge "
    ),
    "a case of twelve": _swapped(("Storage bin, blue", "Bin, case of 12  ")),
    "the order's number twice": lambda sent: sent.text().replace(
        "Bill to:", f"Customer PO: {sent.older}   Bill to:"
    ),
    "a version behind its number": lambda sent: sent.text().replace(
        sent.number, f"{sent.number} Rev. 2"
    ),
    "another invoice is named": lambda sent: f"{sent.text()}\nRef invoice 9981\n",
    "used goods": _swapped(("Storage bin, blue", "Storage bin, used")),
    "interest within": lambda sent: f"{sent.text()}\nIncludes interest of 5.00.\n",
    "a remark of its own": lambda sent: (
        f"{sent.text()}\nThe amount was wagered at the fair.\n"
    ),
    "a credit memo": lambda sent: sent.text().replace("INVOICE", "CREDIT MEMO"),
    "a statement": lambda sent: sent.text().replace("INVOICE", "STATEMENT"),
    "a quotation": lambda sent: sent.text().replace("INVOICE", "QUOTATION"),
    "an acknowledgement": lambda sent: sent.text().replace(
        "INVOICE", "ORDER ACKNOWLEDGEMENT"
    ),
}


_TOLD = [
    LIES[name]
    for name in (
        "a version behind its number",
        "another invoice is named",
        "used goods",
        "interest within",
        "a remark of its own",
    )
]
"""Lies in words alone: the bill of what is printed would be the order's, and wrong."""


def test_no_lie_of_the_paper_is_billed(tmp_path: Path) -> None:
    """A bill may follow only where it is the true one after all."""
    sent = {Sent(at): lie for at, lie in enumerate(LIES.values())}
    raws = {
        one.number: mail(one.number, [("invoice.pdf", pdf_bytes(lie(one)))])
        for one, lie in sent.items()
    }
    with billing(tmp_path, list(sent), raws) as stage:
        evening = stage.night()

        assert evening.status == 0, evening.summary
        assert wrong_bills(stage, list(sent)) == [], evening.summary
        told = {one.number for one, lie in sent.items() if lie in _TOLD}
        assert told.isdisjoint({bill["number"] for bill in made_bills(stage)})
        assert "our own fault" not in evening.summary


@pytest.mark.parametrize("zero", [0x0660, 0x06F0, 0x0966, 0xFF10])
def test_digits_of_other_scripts_in_a_mail(zero: int, tmp_path: Path) -> None:
    sent = Sent(0)
    raw = mail(sent.number, body=_numerals(zero)(sent))
    with billing(tmp_path, [sent], {"mail": raw}) as stage:
        evening = stage.night()

        assert made_bills(stage) in ([], [sent.bill])
        assert "our own fault" not in evening.summary


@pytest.mark.slow
@pytest.mark.parametrize("form", ["PDF", "mail"])
def test_hundreds_of_lines(form: str, tmp_path: Path) -> None:
    """Each names the first article, and together they are what was ordered by name."""
    sent = Sent(0)
    head, mark, rest = sent.text().partition("\n\n                     ")
    row = next(row for row in head.split("\n") if row.startswith("BIN-100"))
    text = "\n".join([head, *[row] * 400]) + mark + rest
    files = [("invoice.pdf", _pages(text))] if form == "PDF" else []
    raw = mail(sent.number, files, body=text if form == "mail" else "see attached")
    with billing(tmp_path, [sent], {"mail": raw}) as stage:
        evening = stage.night()

        assert made_bills(stage) == [], evening.summary
        assert "our own fault" not in evening.summary


def _pages(text: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=letter, invariant=True)
    rows = text.split("\n")
    for first in range(0, len(rows), ROWS):
        canvas.setFont("Courier", 8)
        for number, row in enumerate(rows[first : first + ROWS]):
            canvas.drawString(40, 760 - 12 * number, row)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
