"""An invoice's lines, each proved by its own arithmetic, apart from what it charges."""

import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from extractors.codes import Reason
from extractors.values import Cited, Evidence, MoneyDocument, MoneyLine
from matchers.billing.findings import found, shown
from matchers.billing.values import Money
from matchers.findings import quoted
from matchers.keys import canonical_sku
from matchers.values import Finding

_HUNDRED = Fraction(100)
_FREIGHT = frozenset(
    [
        "freight",
        "shipping",
        "delivery",
        "postage",
        "carriage",
        "courier",
        "transport",
        "versand",
        "porto",
        "fracht",
        "envio",
        "flete",
    ]
)
_SURCHARGE = frozenset(
    [
        "fuel",
        "surcharge",
        "pallet",
        "palletizing",
        "liftgate",
        "lift",
        "gate",
        "residential",
        "hazmat",
        "energy",
        "environmental",
        "insurance",
        "duty",
        "packaging",
        "packing",
        "crating",
        "minimum",
        "order",
    ]
)
_FILLING = frozenset(
    [
        "and",
        "charge",
        "charges",
        "cost",
        "costs",
        "fee",
        "fees",
        "handling",
        "the",
        "for",
    ]
)
_CODES = frozenset({"frt", "frght", "ship", "shp", "shpg", "fsc"})
"""What stands for such a charge where part numbers are printed."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Position:
    """One billed line whose quantity, price and amount agree."""

    index: int
    """Among the invoice's lines."""
    line: MoneyLine
    part: str
    """As printed; empty where none is."""
    quantity: Decimal
    """As printed, in the printed unit."""
    net: Fraction
    """What one printed unit costs after discount and basis."""
    amount: Money
    evidence: Evidence | None

    @property
    def subject(self) -> str:
        """How a finding names it."""
        return f"line {self.index + 1}"


@dataclass(frozen=True, slots=True)
class Charged:
    """One amount that is no goods."""

    label: str
    kind: Literal["freight", "surcharge", "allowance", "tax"]
    amount: Money
    evidence: Evidence | None = None


@dataclass(slots=True)
class Goods:
    """What the lines of one invoice come to."""

    positions: list[Position] = field(default_factory=list)
    charged: list[Charged] = field(default_factory=list)
    """Lines that charge no goods: freight set among them."""
    findings: list[Finding] = field(default_factory=list)
    total: Money = Decimal(0)
    """Of all lines with an amount, charges among them included."""
    whole: bool = True
    """False: a line cannot be read, nothing that rests on all of them is certain."""


def words(label: str) -> frozenset[str]:
    """Return the words of a label in small letters, without accents."""
    plain = unicodedata.normalize("NFKD", label).casefold()
    return frozenset(_WORD.findall("".join(filter(_no_mark, plain))))


def _no_mark(char: str) -> bool:
    return not unicodedata.combining(char)


def freight_words(names: frozenset[str]) -> bool:
    """Say whether *names* speak of freight and of nothing else."""
    return bool(names & _FREIGHT) and names <= _FREIGHT | _FILLING


def goods_of(
    document: MoneyDocument, smallest: Money, ordered: Container[str] = ()
) -> Goods:
    """Return the lines of *document* as they may be compared.

    Args:
        document: An invoice.
        smallest: Amount of its currency: a product may be off by less.
        ordered: SKUs of the orders, canonical: what was ordered is no mere charge.
    """
    goods = Goods()
    for index, line in enumerate(document.lines):
        amount = line.amount.value if line.amount else None
        if not amount and not (line.quantity and line.quantity.value):
            if line.sku is not None and line.quantity is None:
                _unread(goods, index, line, Reason.QUANTITY_UNKNOWN, "no quantity")
            continue  # words, or goods of which none came
        goods.total += amount or Decimal(0)
        charged = _charged(line, ordered)
        if charged is not None:
            goods.charged.append(charged)
            continue
        _goods(goods, index, line, smallest)
    return goods


def _goods(goods: Goods, index: int, line: MoneyLine, smallest: Money) -> None:
    if line.quantity is None or not line.quantity.value:
        _unread(goods, index, line, Reason.QUANTITY_UNKNOWN, "no quantity")
        return
    price = line.unit_price or line.list_price
    if line.amount is None or price is None:
        what = "no amount" if line.amount is None else "no price"
        _unread(goods, index, line, Reason.INCOMPLETE_READING, what)
        return
    if line.amount.value < 0 or line.quantity.value < 0:
        what = f"{line.quantity.value:f} for {line.amount.value:f}, a credit,"
        _unread(goods, index, line, Reason.ALLOWANCE_WRONG, what)
        return
    count, amount = line.quantity.value, line.amount.value
    net = next((n for n in _nets(line) if _closes(n, count, amount, smallest)), None)
    if net is None or net < 0:
        goods.whole = False
        goods.findings.append(_open_line(index, line, line.amount))
        return
    cited = line.sku or line.amount
    goods.positions.append(
        Position(
            index=index,
            line=line,
            part=line.sku.value if line.sku else "",
            quantity=count,
            net=net,
            amount=amount,
            evidence=cited.evidence,
        )
    )


def _nets(line: MoneyLine) -> Iterator[Fraction]:
    """Yield what one of a line may cost, less its discount as a rate or an amount."""
    price = line.unit_price or line.list_price
    basis = line.price_basis.value if line.price_basis else Decimal(1)
    if line.quantity is None or price is None or basis <= 0:
        return
    plain = Fraction(price.value)
    if basis != 1:
        plain /= Fraction(basis)
    if line.discount is None:
        yield plain
        return
    if line.unit_price is not None:
        yield plain  # the printed price may be after the discount already
    cut = abs(Fraction(line.discount.value))
    yield plain * (1 - cut / _HUNDRED)
    yield plain - cut / Fraction(line.quantity.value)
    yield plain - cut


def _closes(net: Fraction, count: Decimal, amount: Money, smallest: Money) -> bool:
    """Say whether *count* at *net* is *amount* but for less than *smallest*."""
    counted, count_by = count.as_integer_ratio()
    whole, whole_by = amount.as_integer_ratio()
    by = net.denominator * count_by
    apart = abs(net.numerator * counted * whole_by - whole * by)
    return apart * int(1 / smallest) < by * whole_by


def _charged(line: MoneyLine, ordered: Container[str]) -> Charged | None:
    """Return a line that is a charge and nothing else, as all its words say.

    Its part number, where one is printed, must be such a word as well.
    """
    single = line.quantity is None or line.quantity.value == 1
    if line.amount is None or not single:
        return None
    if line.sku is not None:
        plain = words(line.sku.value) <= _FREIGHT | _SURCHARGE | _FILLING | _CODES
        coded = plain and line.sku.value.replace("-", "").isalpha()
        if not coded or canonical_sku(line.sku.value) in ordered:
            return None
    said = words(line.description)
    if line.amount.value <= 0 or not said <= _FREIGHT | _SURCHARGE | _FILLING:
        return None
    if not said & (_FREIGHT | _SURCHARGE):
        return None
    kind: Literal["freight", "surcharge"] = (
        "surcharge" if said & _SURCHARGE else "freight"
    )
    return Charged(
        line.description.strip(), kind, line.amount.value, line.amount.evidence
    )


def _unread(goods: Goods, index: int, line: MoneyLine, code: Reason, what: str) -> None:
    goods.whole = False
    cited: Cited[str] | Cited[Decimal] | None = line.sku or line.amount or line.quantity
    name = quoted(line.sku.value if line.sku else line.description)
    goods.findings.append(
        found(
            code,
            f"line {index + 1}, {name}, prints {what}".rstrip(","),
            rule="line_complete/1",
            subjects=(f"line {index + 1}",),
            evidence=cited.evidence if cited else None,
        )
    )


def _open_line(index: int, line: MoneyLine, amount: Cited[Decimal]) -> Finding:
    count = Fraction(line.quantity.value if line.quantity else 0)
    near = next(_nets(line), Fraction(0)) * count
    return found(
        Reason.ARITHMETIC_LINE,
        f"line {index + 1} comes to {shown(near)}, it prints {amount.value:f}",
        rule="line_closes/1",
        subjects=(f"line {index + 1}",),
        expected=shown(near),
        actual=f"{amount.value:f}",
        evidence=amount.evidence,
    )
