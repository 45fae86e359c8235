"""An invoice beside the order it bills: the whole story on one screen."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.codes import Severity
from extractors.values import MoneyDocument
from matchers.billing.values import ComparedLine
from matchers.values import Finding, Match
from review.columns import aligned
from review.escape import shortened

_SHOWN = 15
"""Lines of an invoice that are all shown; of a longer one those that differ."""
_NUMBERS = frozenset(range(3, 11))
_HEAD = (
    "line",
    "part",
    "our SKU",
    "ordered",
    "left",
    "before",
    "billed",
    "at (order)",
    "at (bill)",
    "amount",
    "at stake",
    "by",
)
_WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}


def comparison(match: Match) -> list[str]:
    """Return the table of lines, ordered beside billed, as aligned text."""
    lines = match.lines
    differing = [line for line in lines if not _agrees(line)]
    shown = lines if len(lines) <= _SHOWN else differing
    rows = [_HEAD, *map(_row, shown)]
    table = aligned(rows, right=_NUMBERS) if shown else []
    if rest := len(lines) - len(shown):
        what = "line agrees" if rest == 1 else "lines agree"
        table.append(f"{rest} {what} exactly with what was ordered and has left")
    for line in shown:
        if line.candidates and not line.sku:
            meant = ", ".join(shortened(sku, 40) for sku in line.candidates[:5])
            table.append(f"line {line.line + 1} may be: {meant}")
    return table


def sums(document: MoneyDocument) -> list[str]:
    """Return what the document adds up, one amount a line."""
    rows = [("lines", document.subtotal)]
    rows += [(charge.label, charge.amount) for charge in document.named_charges]
    if not document.named_charges:
        rows += [
            ("freight", document.freight),
            ("charges", document.charges if document.freight is None else None),
            ("allowances", document.allowances),
            ("tax", document.tax),
        ]
    rows.append(("total", document.total))
    return aligned(
        [(shortened(label, 40), _money(c.value)) for label, c in rows if c is not None],
        right=frozenset({1}),
    )


def findings(found: Sequence[Finding]) -> Iterator[str]:
    """Yield what speaks against it, the gravest first, with what it would cost."""
    for finding in sorted(found, key=lambda f: _WEIGHT[f.severity]):
        stake = f" ({_money(finding.at_stake)} at stake)" if finding.at_stake else ""
        policy = f" [policy {shortened(finding.policy)}]" if finding.policy else ""
        why = shortened(finding.detail, 300)
        yield f"{finding.severity}: {finding.code}: {why}{stake}{policy}"


def _agrees(line: ComparedLine) -> bool:
    return (
        bool(line.sku)
        and line.line >= 0
        and line.price_billed == line.price_ordered
        and not line.at_stake
        and line.billed is not None
        and line.ordered is not None
        and line.billed + line.billed_before <= line.ordered
        and (line.shipped is None or line.billed + line.billed_before <= line.shipped)
    )


def _row(line: ComparedLine) -> tuple[str, ...]:
    return (
        str(line.line + 1) if line.line >= 0 else "left out",
        shortened(line.part_number, 24),
        shortened(line.sku, 24) or "?",
        _count(line.ordered),
        _count(line.shipped),
        _count(line.billed_before),
        _count(line.billed),
        _money(line.price_ordered),
        _money(line.price_billed),
        _money(line.amount),
        _money(line.at_stake) if line.at_stake else "",
        line.rule,
    )


def _count(quantity: Decimal | None) -> str:
    return "-" if quantity is None else f"{quantity.normalize():f}"


def _money(amount: Decimal | None) -> str:
    return "-" if amount is None else f"{amount:,f}"
