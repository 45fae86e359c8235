"""What is added to the lines, or taken off them: freight, surcharges, allowances."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from extractors.layout.money.amounts import Amount, NumberStyle, amounts_in
from extractors.layout.money.line_words import CHARGING, Saying, opening
from extractors.layout.money.roles import Role, role_of
from extractors.layout.page.citing import cite
from extractors.layout.page.rows import Row, Run
from extractors.layout.page.tokens import NUMBER, normalised
from extractors.values import Cited, Document

ChargeKind = Literal[
    "freight",
    "fuel",
    "insurance",
    "duty",
    "pallet",
    "lift_gate",
    "residential",
    "handling",
    "allowance",
    "other",
]
_KINDS: dict[Saying, ChargeKind] = {
    Saying.FREIGHT: "freight",
    Saying.FUEL: "fuel",
    Saying.INSURANCE: "insurance",
    Saying.DUTY: "duty",
    Saying.PALLET: "pallet",
    Saying.LIFT_GATE: "lift_gate",
    Saying.RESIDENTIAL: "residential",
    Saying.HANDLING: "handling",
    Saying.ALLOWANCE: "allowance",
    Saying.ALLOWANCES_SUM: "allowance",
    Saying.OTHER: "other",
    Saying.CHARGES_SUM: "other",
}
_SUMS = frozenset({Saying.CHARGES_SUM, Saying.ALLOWANCES_SUM})
_TAXES = frozenset({"vat", "tax", "gst", "hst", "ust", "mwst", "tva", "iva", "btw"})
_WORDS = 7
"""A longer label is a sentence."""
_ELSE = frozenset(
    {
        "weight", "date", "method", "terms", "address", "via", "to", "from", "class",
        "point", "instructions", "time", "code", "account", "gewicht", "datum", "art",
        "adresse", "poids", "mode", "delai", "fecha", "peso", "data", "wert", "value",
    }
)  # fmt: skip
"""Words that make a label for something else of a charge's name: "freight class"."""
_CAPTIONS = frozenset({Saying.OTHER, Saying.ALLOWANCE})
"""What may only say that a charge follows: "Charge: freight"."""


class Charge(NamedTuple):
    """One amount that is no line's."""

    kind: ChargeKind
    amount: Cited[Decimal]
    """As printed; an allowance may have a sign or none."""
    label: str = ""
    """As printed."""


class _Found(NamedTuple):
    saying: Saying
    charge: Charge


def charges_of(
    document: Document,
    rows: Sequence[Row],
    taken: frozenset[int],
    style: NumberStyle,
) -> tuple[Charge, ...]:
    """Return the charges a document prints outside its lines, in reading order.

    Where it gives a sum of all charges beside each of them, the sum is left out.

    Args:
        document: They are cited from.
        rows: Of the document.
        taken: Rows that belong to lines, or to headers.
        style: How it writes numbers.
    """
    found = [
        one
        for index, row in enumerate(rows)
        if index not in taken
        for one in _row_charges(document, row, style)
    ]
    kept = [
        one
        for one in found
        if one.saying not in _SUMS
        or not any(
            (other.charge.kind == "allowance") == (one.charge.kind == "allowance")
            for other in found
            if other.saying not in _SUMS
        )
    ]
    return tuple(one.charge for one in kept if one.charge.amount.value)


def _row_charges(document: Document, row: Row, style: NumberStyle) -> Iterator[_Found]:
    """Yield the charge a row gives: a label, and the last amount right of it."""
    if not row.numbered:
        return
    for number, cell in enumerate(row.cells):
        saying = _label(cell)
        if saying is None:
            continue
        amount = _last(row.cells[number:], style)
        cited = cite(document, amount.run, amount.value) if amount else None
        if amount and cited is not None and cited.value is not None:
            value = Cited[Decimal](value=cited.value, evidence=cited.evidence)
            before = (w.text for w in cell.words if w.x1 <= amount.run.x0)
            label = " ".join(before).rstrip(" :")
            yield _Found(saying, Charge(_KINDS[saying], value, label))
        return


def _label(cell: Run) -> Saying | None:
    """Return the charge a cell names; None for what only speaks of one."""
    found = opening(cell.words)
    if found is None or found[0] not in CHARGING:
        return None
    label = [w for w in cell.words if not any(map(str.isdigit, w.text))]
    norms = {n for word in label for n, _, _ in normalised(word.text)}
    if len(label) > _WORDS or norms & (_TAXES | _ELSE) or NUMBER in norms:
        return None
    saying, length = found
    said = role_of(cell.text)
    if said and said.role is Role.CASH:
        return None
    if saying in _CAPTIONS and len(label) > length:
        inner = opening(label[length:]) or opening(label[length + 1 :])
        if inner and inner[0] in CHARGING:
            return inner[0]
    return saying


def _last(cells: Sequence[Run], style: NumberStyle) -> Amount | None:
    """Return the last amount of money in some cells; None where a text follows it."""
    for cell in reversed(cells):
        found = [a for a in amounts_in(cell, style) if a.value is not None]
        if found and found[-1].percent:
            continue
        if found:
            rest = cell.text[found[-1].end :].strip(" )*")
            return found[-1] if found[-1].money and not rest else None
    return None
