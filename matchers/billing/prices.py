"""Prices line by line: exact, within the vendor's tolerance, or named."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from extractors.codes import Reason, Severity
from matchers.billing.allocate import Portion
from matchers.billing.findings import difference, found, priced, shown
from matchers.billing.money import allowed_over
from matchers.billing.values import BillingRules, Money
from matchers.findings import quoted
from matchers.keys import canonical_sku
from matchers.values import Finding

_HUNDRED = Fraction(100)
_HALF = Fraction(1, 2)


@dataclass(slots=True)
class Prices:
    """What the prices of one invoice lead to."""

    findings: list[Finding] = field(default_factory=list)
    tolerated: Money = Decimal(0)
    """What lines within tolerance cost more than ordered, all together."""
    rules: list[str] = field(default_factory=list)
    """For the bill's memo."""


def compare_prices(
    portions: Iterable[Portion], rules: BillingRules, spent: Money
) -> Prices:
    """Return how the billed prices stand to the ordered ones.

    Args:
        portions: Of one invoice.
        rules: Of its vendor.
        spent: What tolerance has cost this month already.
    """
    prices = Prices()
    for portion in portions:
        if portion.at_stake > 0:
            _over(prices, portion, rules, portion.at_stake)
        elif portion.at_stake < 0 and portion.billed.net < portion.ordered.price:
            prices.findings.append(_under(portion, portion.at_stake))
    if prices.tolerated and rules.monthly is not None:
        prices.findings += _budget(prices.tolerated, rules.monthly, spent)
    return prices


def _over(prices: Prices, portion: Portion, rules: BillingRules, stake: Money) -> None:
    ordered = portion.ordered.price
    more = portion.billed.net - ordered
    if more <= 0:  # the price is right, the amount is rounded up
        more = Fraction(stake) / Fraction(portion.quantity)
    allowed = allowed_over(portion.ordered.line.unit_price, rules)
    if more <= allowed:
        prices.tolerated += stake
        prices.rules.append(f"tolerance {stake:f} on {portion.ordered.line.sku}")
        prices.findings.append(
            _finding(
                Reason.WITHIN_TOLERANCE, portion, stake, f"{priced(allowed)} allowed"
            )
        )
        return
    code, why = _why_over(portion, rules)
    prices.findings.append(
        _finding(code, portion, stake, why or f"{priced(allowed)} allowed")
    )


def _why_over(portion: Portion, rules: BillingRules) -> tuple[Reason, str]:
    """Return the code for a price that is too high, and why it seems to be."""
    net, ordered = portion.billed.net, portion.ordered.price
    printed = portion.billed.position.line
    after = net * (1 - Fraction(rules.discount) / _HUNDRED)
    if rules.discount and abs(after - ordered) < Fraction(1, 200):
        why = f"the agreed {shown(rules.discount)} % is not taken off"
        return Reason.DISCOUNT_MISSING, why
    if printed.list_price is not None and net == Fraction(printed.list_price.value):
        return Reason.DISCOUNT_MISSING, "the list price is charged"
    breaks = [b for b in rules.breaks if canonical_sku(b.sku) == portion.ordered.sku]
    reached = [b for b in breaks if b.minimum <= portion.ordered.line.quantity]
    earned = max(reached, key=lambda one: one.minimum, default=None)
    if any(Fraction(b.unit_price) == net for b in breaks if b is not earned):
        return Reason.PRICE_BREAK_WRONG, "it is the price of another quantity"
    return Reason.PRICE_OVER, ""


def _under(portion: Portion, stake: Money) -> Finding:
    """Say that less is charged; so much less that another thing may be meant holds."""
    far = portion.billed.net < portion.ordered.price * _HALF
    return _finding(
        Reason.PRICE_UNDER,
        portion,
        stake,
        "less than half: another unit may be meant" if far else "less than ordered",
        Severity.HOLD if far else None,
    )


def _finding(
    code: Reason,
    portion: Portion,
    stake: Money,
    why: str,
    severity: Severity | None = None,
) -> Finding:
    ours = portion.ordered.line
    billed = priced(portion.billed.net)
    printed = portion.billed.position.line
    cited = printed.unit_price or printed.list_price or printed.amount
    return found(
        code,
        f"{portion.billed.position.subject}, {quoted(ours.sku)}: {billed} charged,"
        f" {priced(ours.unit_price)} ordered, {why}",
        rule="price/1",
        subjects=(portion.billed.position.subject, portion.ordered.sku),
        expected=priced(ours.unit_price),
        actual=billed,
        delta=difference(ours.unit_price, Decimal(billed)),
        evidence=cited.evidence if cited else None,
        at_stake=stake,
        severity=severity,
    )


def _budget(tolerated: Money, monthly: Money, spent: Money) -> Iterator[Finding]:
    if spent + tolerated > monthly:
        yield found(
            Reason.TOLERANCE_BUDGET_SPENT,
            f"tolerance would cost {tolerated:f} on this invoice and has cost {spent:f}"
            f" this month, {monthly:f} is allowed",
            rule="tolerance_budget/1",
            expected=f"{monthly:f}",
            actual=f"{spent + tolerated:f}",
            delta=difference(monthly, spent + tolerated),
            at_stake=tolerated,
        )
