"""How a finding about an invoice is made: both sides, the difference, the money."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from extractors.codes import SEVERITY, Reason, Severity
from extractors.values import Evidence, Issue
from matchers.values import Finding

_SHOWN_PLACES = Decimal("0.1")
_HUNDRED = 100


def found(
    code: Reason,
    detail: str,
    *,
    rule: str,
    subjects: Iterable[str] = (),
    expected: object = "",
    actual: object = "",
    delta: object = "",
    evidence: Evidence | None = None,
    severity: Severity | None = None,
    at_stake: Decimal | None = None,
    suggestions: tuple[str, ...] = (),
) -> Finding:
    """Return a finding of the billing rules.

    Args:
        code: What it is.
        detail: One sentence with both sides.
        rule: Name and version behind ``billing.``, as in ``price/1``.
        subjects: Ids it is about: order, SKU, ``line 3``.
        expected: Our side: the order, the books, what is agreed.
        actual: The invoice's side.
        delta: The difference, where one can be told.
        evidence: Where the invoice prints it.
        severity: Only where the rule knows better than the code's own severity.
        at_stake: What paying as billed would cost more.
        suggestions: Acts a person may choose from.
    """
    return Finding(
        code=code,
        severity=SEVERITY[code] if severity is None else severity,
        detail=detail,
        subjects=tuple(subjects),
        expected=str(expected),
        actual=str(actual),
        delta=str(delta),
        evidence=evidence,
        rule=f"billing.{rule}",
        at_stake=at_stake,
        suggestions=suggestions,
    )


def from_issue(issue: Issue) -> Finding:
    """Return what a reader could not do or does not trust, as a finding."""
    return found(
        issue.code,
        issue.detail or f"the reader says {issue.code.value}",
        rule="reading/1",
        evidence=issue.evidence,
    )


def difference(ours: Decimal, theirs: Decimal) -> str:
    """Return how much more *theirs* is, as an amount and as a share of *ours*.

    >>> difference(Decimal("10.00"), Decimal("10.50"))
    '+0.50 (+5.0 %)'
    >>> difference(Decimal(0), Decimal(3))
    '+3'
    """
    more = theirs - ours
    if not ours:
        return f"{more:+f}"
    share = Decimal(more * _HUNDRED / ours).quantize(_SHOWN_PLACES)
    return f"{more:+f} ({share:+f} %)"


def shown(value: Fraction | Decimal) -> str:
    """Return a number as a person writes it, without noughts at its end.

    >>> shown(Fraction(1, 3)), shown(Decimal("12.50")), shown(Decimal("1E+2"))
    ('0.333333', '12.5', '100')
    """
    if isinstance(value, Fraction):
        value = (Decimal(value.numerator) / value.denominator).quantize(
            Decimal("0.000001")
        )
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def priced(value: Fraction | Decimal) -> str:
    """Return a price as a person writes it, with two decimals at least.

    >>> priced(Decimal("12.5")), priced(Fraction(1, 8)), priced(Decimal(3))
    ('12.50', '0.125', '3.00')
    """
    whole, _, decimals = shown(value).partition(".")
    return f"{whole}.{decimals:0<2}"
