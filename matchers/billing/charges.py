"""What an invoice charges beside its goods: held against what its vendor may charge."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from extractors.codes import Reason
from extractors.values import MoneyDocument
from matchers.billing.findings import difference, found
from matchers.billing.positions import Charged, Goods, freight_words, words
from matchers.billing.standing import BooksSettings
from matchers.billing.values import Allowance, BillingRules, CreateBillLine, Money
from matchers.findings import quoted
from matchers.values import Finding

_NONE = Decimal(0)
_BESIDE = frozenset(
    {"fuel", "surcharge", "energy", "liftgate", "residential", "hazmat", "duty"}
)
"""Words of a label that make freight more than freight."""
_UNNAMED = "charges that are not named"
_CODES = {
    "freight": (Reason.FREIGHT_UNEXPECTED, Reason.FREIGHT_OVER),
    "surcharge": (Reason.SURCHARGE_UNAUTHORISED, Reason.SURCHARGE_UNAUTHORISED),
    "allowance": (Reason.ALLOWANCE_WRONG, Reason.ALLOWANCE_WRONG),
}


@dataclass(frozen=True, slots=True)
class Charges:
    """What the charges of one invoice lead to."""

    findings: tuple[Finding, ...] = ()
    lines: tuple[CreateBillLine, ...] = ()
    """Of the bill, one for each charge that has an account."""
    rules: tuple[str, ...] = ()
    """For the bill's memo."""
    writable: bool = True
    """False: one of them has no account."""


def charged_by(document: MoneyDocument) -> tuple[tuple[Charged, ...], Money | None]:
    """Return all a document charges as a whole, and what stays unexplained of it.

    The named amounts first; of what the sums hold beside them, freight and tax by
    their field, the rest without a name. A sum of charges may hold the freight or stand
    beside it: what makes the total is taken.

    Returns:
        The charges, and the total less lines and charges; None without a total.
    """
    readings = list(_readings(document))
    if document.total is None:
        return readings[0], None
    lines = sum((line.amount.value for line in document.lines if line.amount), _NONE)
    for charges in readings:
        if lines + _sum(charges) == document.total.value:
            return charges, _NONE
    return readings[0], document.total.value - lines - _sum(readings[0])


def _sum(charges: Iterable[Charged]) -> Money:
    return sum(
        (-c.amount if c.kind == "allowance" else c.amount for c in charges), _NONE
    )


def _readings(document: MoneyDocument) -> Iterator[tuple[Charged, ...]]:
    """Yield the ways to read the sums of charges, the likeliest first."""
    named = [
        Charged(c.label, c.kind, c.amount.value, c.amount.evidence)
        for c in document.named_charges
        if c.amount.value
    ]
    charges = document.charges
    for beside in (False, True):
        extra = [*named]
        for kind, field_, label in (
            ("tax", document.tax, "tax"),
            ("freight", document.freight, "freight"),
            ("allowance", document.allowances, "allowance"),
        ):
            rest = (field_.value if field_ else _NONE) - _of(named, kind)
            if field_ is not None and rest:
                extra.append(Charged(label, kind, rest, field_.evidence))  # type: ignore[arg-type]  # of the table above
        added = _of(extra, "surcharge") + (_NONE if beside else _of(extra, "freight"))
        if charges is not None and charges.value != added:
            rest = charges.value - added
            extra.append(Charged(_UNNAMED, "surcharge", rest, charges.evidence))
        yield tuple(extra)
    yield tuple(named)


def _of(charges: Iterable[Charged], kind: str) -> Money:
    return sum((c.amount for c in charges if c.kind == kind), _NONE)


def compare_charges(
    document: MoneyDocument,
    goods: Goods,
    rules: BillingRules,
    settings: BooksSettings,
) -> Charges:
    """Return what *document* charges, held against the vendor's rules.

    An allowance that no rule names holds the bill as well: what is given back for a
    reason nobody knows may be taken back.
    """
    whole, residual = charged_by(document)
    every = (*goods.charged, *whole)
    findings = list(_residual(residual, goods, document))
    findings += chain.from_iterable(
        _judged(kind, [c for c in every if c.kind == kind], rules)
        for kind in ("freight", "surcharge", "allowance")
    )
    taxes = [c for c in every if c.kind == "tax"]
    findings += _taxes(taxes, rules, settings)
    lines, used, missing = [], [], False
    for charge in every:
        rule = _rule_for(charge, rules)
        account = _account(charge, rule, settings)
        if not account:
            missing = True
            if rule is not None and charge.kind != "tax":
                findings.append(_no_account(charge))
            continue
        sign = -1 if charge.kind == "allowance" else 1
        lines.append(
            CreateBillLine(
                account_id=account,
                description=charge.label[:100],
                amount=sign * charge.amount,
            )
        )
        limit = "" if rule is None or rule.limit is None else f" up to {rule.limit:f}"
        used += [f"{charge.kind} {charge.amount:f}{limit}"]
    return Charges(tuple(findings), tuple(lines), tuple(used), not missing)


def _residual(
    residual: Money | None, goods: Goods, document: MoneyDocument
) -> Iterator[Finding]:
    if residual and document.total is not None:
        yield found(
            Reason.UNEXPLAINED_RESIDUAL,
            f"lines and charges come to {document.total.value - residual:f}, the"
            f" invoice prints {document.total.value:f}",
            rule="residual/1",
            expected=f"{document.total.value - residual:f}",
            actual=f"{document.total.value:f}",
            delta=difference(document.total.value - residual, document.total.value),
            evidence=document.total.evidence,
            at_stake=residual,
        )
    if document.subtotal is None or not goods.whole:
        return
    extras = _sum(c for c in charged_by(document)[0] if c.kind != "tax")
    inside = sum((c.amount for c in goods.charged), _NONE)
    if document.subtotal.value not in {
        goods.total,
        goods.total - inside,
        goods.total + extras,
    }:
        yield found(
            Reason.ARITHMETIC_TOTAL,
            f"the lines come to {goods.total:f}, the invoice prints"
            f" {document.subtotal.value:f} for them",
            rule="subtotal/1",
            expected=f"{goods.total:f}",
            actual=f"{document.subtotal.value:f}",
            evidence=document.subtotal.evidence,
        )


def _rule_for(charge: Charged, rules: BillingRules) -> Allowance | None:
    """Return the rule that speaks of exactly this kind of charge, or None.

    A rule for freight alone covers no surcharge, "fuel surcharge on freight" neither.
    """
    said = words(charge.label) | ({"freight"} if charge.kind == "freight" else set())
    for rule in rules.charges:
        names = [words(name) for name in rule.names if words(name)]
        if charge.kind == "surcharge" or said & _BESIDE:
            names = [name for name in names if not freight_words(name)]
        if any(name <= said for name in names):
            return rule
    return None


def _judged(
    kind: str, charges: Sequence[Charged], rules: BillingRules
) -> Iterator[Finding]:
    """Yield what is charged without a rule, or over the limit of its rule in all."""
    unexpected, over = _CODES[kind]
    sums: dict[int, Money] = {}
    for charge in charges:
        rule = _rule_for(charge, rules)
        if charge.amount < 0 or rule is None:
            why = "nothing agreed allows it" if rule is None else "it is negative"
            yield _charge_finding(unexpected, charge, why, "charge_rule/1")
            continue
        place = rules.charges.index(rule)
        sums[place] = sums.get(place, _NONE) + charge.amount
        if rule.limit is not None and sums[place] > rule.limit:
            why = f"{rule.limit:f} is agreed for one invoice"
            yield _charge_finding(over, charge, why, "charge_limit/1", rule.limit)


def _charge_finding(
    code: Reason,
    charge: Charged,
    why: str,
    rule: str,
    limit: Money | None = None,
) -> Finding:
    return found(
        code,
        f"{charge.kind} {quoted(charge.label)} of {charge.amount:f}: {why}",
        rule=rule,
        subjects=(charge.label,),
        expected=f"{limit or _NONE:f}",
        actual=f"{charge.amount:f}",
        delta=difference(limit or _NONE, charge.amount),
        evidence=charge.evidence,
        at_stake=charge.amount - (limit or _NONE),
    )


def _taxes(
    taxes: Sequence[Charged], rules: BillingRules, settings: BooksSettings
) -> Iterator[Finding]:
    for tax in taxes:
        if rules.tax and settings.tax_account and tax.amount > 0:
            continue
        why = "this vendor charges us none"
        if rules.tax:
            why = "no account is set for it: tax_account in [books.NAME]"
        yield _charge_finding(Reason.TAX_UNEXPECTED, tax, why, "tax/1")


def _account(charge: Charged, rule: Allowance | None, settings: BooksSettings) -> str:
    if charge.kind == "tax":
        return settings.tax_account
    return (rule.account if rule else "") or settings.freight_account


def _no_account(charge: Charged) -> Finding:
    return _charge_finding(
        _CODES[charge.kind][0],
        charge,
        "no account is set for it: neither account in its"
        " [[vendors.KEY.billing.charges]] nor freight_account in [books.NAME]",
        "charge_account/1",
    )
