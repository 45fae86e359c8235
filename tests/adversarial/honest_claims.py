"""What an honest model would answer about the invoices a world says are true.

Unlike ``honest_money`` it asks no reader what a page says: the truth comes from
``expected.json``, and is looked for in the rows as they are printed.
"""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from extractors.grounding.transcript import transcript
from extractors.reading import read
from extractors.values import Document
from tests.adversarial.bills import bill
from tests.adversarial.notices import Json

_DATES = (
    "%m/%d/%y", "%m/%d/%Y", "%b %-d, %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%Y",
    "%m-%d-%Y", "%Y-%m-%d",
)  # fmt: skip
_FREIGHT = re.compile(r"freight|shipping|carriage|delivery", re.IGNORECASE)
_TAX = re.compile(r"\btax\b", re.IGNORECASE)
_ANY = re.compile("")


def claims_of(world: Path) -> Iterator[tuple[Document, Json]]:
    """Yield each document that asks for money, with what an honest model says of it."""
    expected = json.loads((world / "expected.json").read_text("utf-8"))
    for message in expected["messages"]:
        for truth in message.get("invoices", ()):
            if "lines" not in truth:  # a statement, a credit memo: told by their codes
                continue
            reading = read((world / message["file"]).read_bytes(), message["file"])
            for document in reading.documents:
                if document.sha256 in message["documents"]:
                    rows = tuple(transcript(document))
                    yield document, {"documents": [_copied(rows, truth)]}


def _copied(rows: Sequence[str], truth: Json) -> Json:
    lines, last = _lines(rows, truth["lines"])
    below = range(last + 1, len(rows))
    day = date.fromisoformat(truth["date"])
    head = {
        "number": _first(rows, (truth["number"],)),
        "date": _first(rows, tuple(day.strftime(form) for form in _DATES)),
        "po_number": _first(rows, (truth["po_number"],)),
        "subtotal": _first(rows, (_dollars(truth["subtotal"]),), below),
        "freight": _first(rows, (_dollars(truth["freight"]),), below, _FREIGHT),
        "tax": _first(rows, (_dollars(truth["tax"]),), below, _TAX),
        "total": _first(rows, (_dollars(truth["total"]),), tuple(reversed(below))),
    }
    told = {name: value for name, value in head.items() if value}
    return dict(bill("invoice", **told, lines=lines))


def _first(
    rows: Sequence[str],
    forms: Sequence[str],
    places: Sequence[int] | None = None,
    label: re.Pattern[str] = _ANY,
) -> Json | None:
    """Return the first row, in the order of *places*, that prints one of the forms."""
    for index in range(len(rows)) if places is None else places:
        row = rows[index]
        form = next((form for form in forms if _prints(row, form)), None)
        if form and label.search(row):
            return {"text": form, "evidence": row}
    return None


def _lines(rows: Sequence[str], truths: Sequence[Json]) -> tuple[list[Json], int]:
    """Return the lines in the order of the page, and the row of the last one."""
    found, at = [], -1
    for truth in truths:
        price, amount = _dollars(truth["unit_price"]), _dollars(truth["amount"])
        wanted = (truth["quantity"], price, amount)
        at = next(
            i
            for i in range(at + 1, len(rows))
            if all(_prints(rows[i], value) for value in wanted)
        )
        found.append(
            {
                "sku": truth["sku"],
                "description": None,
                "quantity": truth["quantity"],
                "unit": "EA" if _prints(rows[at], "EA") else None,
                "unit_price": price,
                "price_basis": None,
                "discount": None,
                "amount": amount,
                "evidence": rows[at],
            },
        )
    return found, at


def _prints(row: str, value: str) -> bool:
    """Say whether *row* prints *value* and not only something longer."""
    edge = r"[0-9A-Za-z.,/-]"
    return bool(re.search(rf"(?<!{edge}){re.escape(value)}(?!{edge})", row))


def _dollars(amount: str) -> str:
    whole, cents = amount.split(".")
    return f"{int(whole):,}.{cents}"
