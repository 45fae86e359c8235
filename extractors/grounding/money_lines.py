"""Claimed lines and charges, each put together from the one row it is printed on."""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractors.codes import Reason
from extractors.grounding.goods import is_sku
from extractors.grounding.money_page import MoneyPage, Spot, Tally
from extractors.grounding.money_proof import line_closes
from extractors.grounding.money_wire import WireCharge, WireMoneyLine, WireValue
from extractors.grounding.printed import Place, folded
from extractors.layout.money.roles import Role
from extractors.layout.page.vocabulary import Field
from extractors.values import Cited, Issue, MoneyLine

_COUNTS = frozenset(
    {Field.QUANTITY, Field.ORDERED, Field.SHIPPED, Field.BACKORDERED,
     Field.OTHER_QUANTITY}
)  # fmt: skip
_CODES = frozenset(
    {Field.SKU, Field.OUR_SKU, Field.MAKER_SKU, Field.OTHER_CODE, Field.LINE,
     Field.PARCEL, Field.PO, Field.ORDER}
)  # fmt: skip
_ITEMS = (Field.SKU, Field.OUR_SKU, Field.MAKER_SKU, Field.ITEM)
_PRICED = frozenset({Field.UNIT_PRICE})
_SUMS = frozenset({Field.AMOUNT, Field.TOTAL, Field.SUBTOTAL})
_NAMED = 2
"""Letters of the shortest name."""
_ELSEWHERE = _CODES | {Field.WEIGHT, Field.TAX, Field.DATE}
_NEVER = {
    "quantity": _PRICED | _SUMS | _ELSEWHERE | {Field.BACKORDERED},
    "unit price": _COUNTS | _SUMS | _ELSEWHERE,
    "amount": _COUNTS | _PRICED | _ELSEWHERE,
    "price basis": _SUMS | _ELSEWHERE | {Field.BACKORDERED},
    "discount": _COUNTS | _PRICED | _SUMS | _ELSEWHERE,
}
"""Columns that a number of a line is never in."""


class Charged(NamedTuple):
    """One amount of the whole."""

    kind: str
    amount: Cited[Decimal]


def lines(
    page: MoneyPage, claims: Sequence[WireMoneyLine], tally: Tally
) -> tuple[tuple[MoneyLine, ...], list[Issue]]:
    """Return the claimed lines that are printed, and those that do not add up."""
    found: list[MoneyLine] = []
    issues: list[Issue] = []
    for number, claim in enumerate(claims, start=1):
        read = _line(page, claim, tally)
        if read is None:
            tally.drop("line", claim.evidence)
            continue
        line, rate = read
        found.append(line)
        if line_closes(line, rate=rate) is False or _bare(claim, line):
            amount = line.amount.evidence if line.amount else None
            detail = f"line {number}: quantity, price and discount do not explain the"
            issues.append(
                Issue(
                    code=Reason.ARITHMETIC_LINE,
                    detail=f"{detail} amount",
                    evidence=amount,
                )
            )
    return tuple(found), issues


def _bare(claim: WireMoneyLine, line: MoneyLine) -> bool:
    """Say whether a line lost a number that the answer gave: nothing can prove it."""
    pairs = (
        (claim.quantity, line.quantity),
        (claim.unit_price, line.unit_price or line.list_price),
        (claim.amount, line.amount),
    )
    return any(text is not None and cited is None for text, cited in pairs)


def _line(
    page: MoneyPage, claim: WireMoneyLine, tally: Tally
) -> tuple[MoneyLine, bool] | None:
    """Return a line from the first place its quotation is printed that is still free.

    Returns:
        The line, and whether its discount is printed as a rate.
    """
    groups = page.quoted(claim.evidence)
    for last, rows in enumerate(groups, start=1):
        taken = _numbers(page, claim, rows, tally.used)
        if any(spot is None for spot in taken.values()) and last < len(groups):
            continue
        if not any(taken.values()):
            continue
        for what, spot in taken.items():
            if spot is None:
                tally.drop(f"{what} of a line", _claimed(claim)[what] or "")
            else:
                tally.used.add(spot.at)
        band = _band(page, rows)
        tally.rows |= {page.printed.row(row) for row in rows}
        return _built(page, claim, taken, band, tally)
    return None


def _claimed(claim: WireMoneyLine) -> dict[str, str | None]:
    return {
        "amount": claim.amount,
        "unit price": claim.unit_price,
        "quantity": claim.quantity,
        "price basis": claim.price_basis,
        "discount": claim.discount,
    }


def _numbers(
    page: MoneyPage,
    claim: WireMoneyLine,
    rows: Collection[int],
    used: Collection[tuple[int, int, int]],
) -> dict[str, Spot | None]:
    """Return the number on *rows* that each claim means; None where there is none.

    The amount is looked for from the right and the others left of it, so that equal
    numbers keep their columns.
    """
    found: dict[str, Spot | None] = {}
    taken = set(used)
    for what, text in _claimed(claim).items():
        if text is None:
            continue
        spots = [
            spot
            for spot in page.numbers(text, rows)
            if spot.at not in taken
            and page.printed.column(spot.place) not in _NEVER[what]
            and (what == "discount" or not spot.amount.percent)
        ]
        spot = spots[0 if what == "quantity" else -1] if spots else None
        found[what] = spot
        if spot:
            taken.add(spot.at)
    return found


def _band(page: MoneyPage, rows: Collection[int]) -> frozenset[int]:
    """Return the visual rows of a line, wrapped cells included."""
    band = set(rows)
    for row in rows:
        if row in page.printed.logical:
            band |= set(page.printed.logical[row][1].visual)
    return frozenset(band)


def _built(
    page: MoneyPage,
    claim: WireMoneyLine,
    taken: dict[str, Spot | None],
    band: frozenset[int],
    tally: Tally,
) -> tuple[MoneyLine, bool]:
    rated = taken.get("discount")
    rate = rated is not None and rated.amount.percent
    price = _cited(page, taken.get("unit price"))
    line = MoneyLine(
        sku=_sku(page, claim, band, tally),
        description=_description(page, claim, band, tally),
        quantity=_cited(page, taken.get("quantity")),
        unit_price=None if rate else price,
        list_price=price if rate else None,
        discount=_cited(page, rated),
        price_basis=_cited(page, taken.get("price basis")),
        amount=_cited(page, taken.get("amount")),
    )
    return line, rate


def _cited(page: MoneyPage, spot: Spot | None) -> Cited[Decimal] | None:
    return page.cite(spot.place, spot.value) if spot else None


def _sku(
    page: MoneyPage, claim: WireMoneyLine, band: frozenset[int], tally: Tally
) -> Cited[str] | None:
    if claim.sku is None:
        return None
    for place in page.printed.places(claim.sku):
        if place.row in band and _article(page, place, claim.description or ""):
            return page.cite(place, place.text)
    tally.drop("article", claim.sku)
    return None


def _article(page: MoneyPage, place: Place, description: str) -> bool:
    """Say whether a place holds all of an article's number.

    Digits beside it in its cell may belong to it, unless they are its description's.
    """
    text = page.printed.cells[place.row][place.cell]
    beside = (text[: place.start], text[place.end :])
    if not place.text.isascii() or not is_sku(page.printed, place):
        return False
    column = page.printed.column(place)
    if column is Field.DESCRIPTION and page.printed.logical[place.row][0].has(*_ITEMS):
        return False
    if not any(map(str.isdigit, place.text)) and column not in _ITEMS:
        return False
    if not any(part.strip() for part in beside):
        return True
    named = folded(description)
    return not any(
        any(map(str.isdigit, part.replace(named, "") if named else part))
        for part in beside
    )


def _description(
    page: MoneyPage, claim: WireMoneyLine, band: frozenset[int], tally: Tally
) -> str:
    """Return the claimed name where it fills its cells, "" where it is less."""
    wanted = folded(claim.description or "").replace(" ", "")
    if sum(map(str.isalpha, wanted)) < _NAMED:
        return ""
    cells = [
        page.printed.cells[row][cell]
        for row in sorted(band)
        for cell in range(len(page.printed.cells[row]))
    ]
    code = folded(claim.sku or "")
    for first in range(len(cells)):
        parts: list[str] = []
        for cell in cells[first:]:
            parts.append(cell.removeprefix(code).strip() if code else cell)
            if "".join(parts).replace(" ", "") == wanted:
                return " ".join(parts)
    if wanted not in page.printed.squeezed:
        tally.drop("description", claim.description or "")
    return ""


def charges(
    page: MoneyPage, claims: Sequence[WireCharge], tally: Tally
) -> Iterator[Charged]:
    """Yield the claimed charges, allowances and taxes that are printed as such."""
    allowed = {
        "charge": frozenset({Role.CHARGE, Role.FREIGHT}),
        "allowance": frozenset({Role.ALLOWANCE}),
        "tax": frozenset({Role.TAX}),
    }
    for claim in claims:
        value = WireValue(text=claim.amount, evidence=claim.evidence)
        label = folded(claim.label).replace(" ", "")
        cited = amount(page, claim.kind, value, allowed[claim.kind], tally)
        if label not in page.printed.squeezed:
            tally.drop("label", claim.label)
        elif cited:
            yield Charged(claim.kind, cited)


def amount(
    page: MoneyPage,
    what: str,
    claim: WireValue | None,
    roles: frozenset[Role],
    tally: Tally,
) -> Cited[Decimal] | None:
    """Return a sum of the whole from the row it quotes, unless labelled otherwise."""
    if claim is None:
        return None
    rows = {row for group in page.quoted(claim.evidence) for row in group}
    for spot in reversed(tuple(page.numbers(claim.text, rows))):
        said = page.roles.get(spot.amount.run, frozenset())
        if spot.at in tally.used or spot.amount.percent or (said and not said & roles):
            continue
        tally.used.add(spot.at)
        return page.cite(spot.place, spot.value)
    tally.drop(what, claim.text)
    return None
