"""An invoice beside the order it bills: the whole story on one screen."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.codes import Reason, Severity
from extractors.values import MoneyDocument
from matchers.billing.values import ComparedLine
from matchers.values import Finding, Match
from review.columns import aligned
from review.escape import shortened

SHOWN = 15
"""Lines of an invoice that are all shown; of a longer one those that differ and theirs
beside."""
_CANDIDATES = 3
_CENTS = -2
_WIDEST = 24
"""Characters of an amount that are shown; a document may print what it likes."""
_HEAD = (
    "line",
    "part",
    "our SKU",
    "by",
    "ordered",
    "shipped",
    "before",
    "billed",
    "ordered at",
    "billed at",
    "amount",
    "at stake",
)
_WORDS = 4
"""Columns of words; after them come numbers."""
_PART, _BEFORE, _STAKE = 1, 6, 11
_WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}
_STOPS = frozenset({Severity.BLOCK, Severity.HOLD})


def comparison(match: Match, *, everything: bool = False) -> list[str]:
    """Return the table of lines, ordered beside billed, as aligned text.

    Of a long one the lines that differ, each with its neighbours. A column that would
    say nothing is left out, so that most fit 100 columns.

    Args:
        match: The decision.
        everything: All lines, however many.
    """
    lines = match.lines
    shown: Sequence[ComparedLine] = lines
    if not everything:
        shown = [lines[at] for at in near_disputed(lines)]
    table = _table(shown) if shown else []
    if rest := len(lines) - len(shown):
        what = "line agrees" if rest == 1 else "lines agree"
        more = " more" if shown else ""
        told = f"{rest}{more} {what} exactly with what was ordered and shipped"
        table.append(f"… {told}" if shown else told)
    for line in shown:
        if not line.sku and (choices := meant(line, match)):
            table.append(f"line {line.line + 1} may be {choices[0]}")
            table += [f"    or {other}" for other in choices[1:]]
    return table


def near_disputed(lines: Sequence[ComparedLine]) -> list[int]:
    """Return which lines a person looks at: those that differ, and beside each one.

    All of a short invoice; of a long one that agrees throughout none.
    """
    if len(lines) <= SHOWN:
        return list(range(len(lines)))
    disputed = [at for at, line in enumerate(lines) if not _agrees(line)]
    near = {at + step for at in disputed for step in (-1, 0, 1)}
    return sorted(at for at in near if 0 <= at < len(lines))


def gravest(match: Match) -> tuple[Finding, ...]:
    """Return what was found, a changed payee first and then the gravest."""
    return tuple(
        sorted(
            match.findings,
            key=lambda f: (f.code is not Reason.PAYEE_CHANGED, _WEIGHT[f.severity]),
        )
    )


def at_stake(match: Match, document: MoneyDocument) -> Decimal:
    """Return what paying it as billed may cost too much; all of it at the most."""
    stops = [f for f in match.findings if f.severity in _STOPS]
    total = document.total.value if document.total else None
    if total is not None and any(f.severity is Severity.BLOCK for f in stops):
        return total
    found = max((f.at_stake or Decimal(0) for f in stops), default=Decimal(0))
    lines = sum((line.at_stake for line in match.lines), Decimal(0)) if stops else 0
    most = max(found, Decimal(lines))
    return most if total is None else min(most, max(total, Decimal(0)))


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
    told = [(label, c) for label, c in rows if c is not None and c.value]
    if document.total is not None:
        told.append(("total", document.total))
    return aligned(
        [(f"{shortened(label, 40):11}", money(c.value)) for label, c in told],
        right=frozenset({1}),
    )


def findings(match: Match) -> Iterator[str]:
    """Yield what speaks against it, the gravest first, with what it would cost."""
    for finding in gravest(match):
        stake = f" ({money(finding.at_stake)} at stake)" if finding.at_stake else ""
        stake = f" [{shortened(finding.delta, 60)}]{stake}" if finding.delta else stake
        policy = f" [policy {shortened(finding.policy)}]" if finding.policy else ""
        why = shortened(finding.detail, 300)
        yield f"{finding.severity}: {finding.code}: {why}{stake}{policy}"


def count(quantity: Decimal | None) -> str:
    """Return a quantity without the noughts behind its point; "-" for none."""
    return "-" if quantity is None else shortened(f"{quantity.normalize():f}", _WIDEST)


def money(amount: Decimal | None) -> str:
    """Return an amount, its thousands parted and to the cent at least; "-" for none."""
    if amount is None:
        return "-"
    exponent = amount.as_tuple().exponent
    cents = isinstance(exponent, int) and exponent > _CENTS
    return shortened(f"{amount:,.2f}" if cents else f"{amount:,f}", _WIDEST)


def meant(line: ComparedLine, match: Match) -> list[str]:
    """Return the SKUs a line may be, each with what speaks for it."""
    why = [
        suggestion
        for finding in match.findings
        if finding.code in (Reason.SKU_UNMAPPED, Reason.SKU_AMBIGUOUS)
        and finding.subjects[:1] == (f"line {line.line + 1}",)
        for suggestion in finding.suggestions
    ]
    return [shortened(text, 90) for text in (why or line.candidates)[:_CANDIDATES]]


def _table(lines: Sequence[ComparedLine]) -> list[str]:
    dropped = set()
    if all(line.part_number in ("", line.sku) and line.sku for line in lines):
        dropped.add(_PART)
    if not any(line.billed_before for line in lines):
        dropped.add(_BEFORE)
    if not any(line.at_stake for line in lines):
        dropped.add(_STAKE)
    kept = [column for column in range(len(_HEAD)) if column not in dropped]
    rows = [[row[column] for column in kept] for row in (_HEAD, *(map(_row, lines)))]
    numbers = {place for place, column in enumerate(kept) if column >= _WORDS}
    return aligned(rows, right=frozenset(numbers))


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
    part = shortened(line.part_number, 24) or f'"{shortened(line.description, 22)}"'
    return (
        str(line.line + 1) if line.line >= 0 else "left out",
        part if line.line >= 0 else "",
        shortened(line.sku, 24) or "?",
        line.rule,
        count(line.ordered),
        count(line.shipped),
        count(line.billed_before),
        count(line.billed),
        money(line.price_ordered),
        money(line.price_billed),
        money(line.amount),
        money(line.at_stake) if line.at_stake else "",
    )
