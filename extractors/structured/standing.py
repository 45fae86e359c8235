"""What the elements of an electronic invoice say against making a bill of it.

Its kind, how it is paid, what of it is paid, whether it is a copy, a test or in place
of another: a page says these in words, a file in codes. Codes are a closed world: what
is not known to be harmless is told.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from extractors.codes import Reason
from extractors.structured.citing import decimal_of
from extractors.structured.type_codes import (
    not_commercial,
    not_ours_to_pay,
    refuses_line,
)
from extractors.structured.xml_tree import Leaf, Node, leaves
from extractors.values import Issue, MoneyDocument

_HEADS = frozenset({"ExchangedDocument", "HeaderExchangedDocument"})
_TYPES = ("InvoiceTypeCode", *(f"{head}/TypeCode" for head in sorted(_HEADS)))
_PREPAID = frozenset({"PrepaidAmount", "TotalPrepaidAmount", "PaidAmount"})
_PAYABLE = frozenset({"PayableAmount", "DuePayableAmount"})
_SUMS = ("LegalMonetaryTotal", "MonetarySummation")
_ROUNDING = frozenset({"PayableRoundingAmount", "RoundingAmount"})
_TAKEN = frozenset(
    {
        "CardAccount", "ApplicableTradeSettlementFinancialCard", "PaymentMandate",
        "PayerFinancialAccount", "PayerPartyDebtorFinancialAccount",
        "DirectDebitMandateID", "CreditorReferenceID",
    }
)  # fmt: skip
"""Elements of a card, or of a mandate to take the money."""
_EARLIER = frozenset({"BillingReference", "InvoiceReferencedDocument"})
_ORIGINAL = "9"
"""UNTDID 1225: the purpose of a document that is neither copy, change nor test."""
_YES = frozenset({"true", "1"})


def standing_issues(root: Node, record: MoneyDocument) -> Iterator[Issue]:
    """Yield what speaks against paying an invoice as it stands, once for each reason.

    Args:
        root: Of the document.
        record: As read from it; of another kind it gives nothing.
    """
    if record.kind != "invoice":
        return
    said = tuple(leaves(root))
    code = root.first(*_TYPES)
    found: tuple[Iterable[Issue | None], ...] = (
        [not_commercial(code.text)] if code else [],
        map(not_ours_to_pay, _means(said)),
        _taken(said),
        _paid(said, record),
        _states(said),
        _earlier(said),
    )
    yield from dict.fromkeys(issue for some in found for issue in some if issue)


def _means(said: Iterable[Leaf]) -> Iterator[str]:
    for path, node in said:
        name, parents = path[-1], path[-2:-1]
        if name == "PaymentMeansCode" or (
            name == "TypeCode" and any(p.endswith("PaymentMeans") for p in parents)
        ):
            yield node.text


def _taken(said: Iterable[Leaf]) -> Iterator[Issue]:
    for path, _ in said:
        if names := _TAKEN.intersection(path):
            detail = f"{min(names)} is given: the vendor has the money, or takes it"
            yield Issue(code=Reason.DUPLICATE_SUSPECT, detail=detail)
            return


def _paid(said: Sequence[Leaf], record: MoneyDocument) -> Iterator[Issue]:
    """Yield an issue where not exactly the total is still to be paid."""
    if paid := next(filter(None, _amounts(said, _PREPAID)), None):
        detail = f"{paid} is paid already: not all of the total is owed any more"
        yield Issue(code=Reason.ALLOWANCE_WRONG, detail=detail)
    rounding = sum(map(abs, _amounts(said, _ROUNDING)), Decimal(0))
    for payable in _amounts((s for s in said if _summed(s)), _PAYABLE):
        if record.total and abs(payable - record.total.value) > rounding:
            detail = f"{payable} is to be paid, the total is {record.total.value}"
            reason = Reason.INCOMPLETE_READING if payable else Reason.DUPLICATE_SUSPECT
            yield Issue(code=reason, detail=detail)


def _summed(leaf: Leaf) -> bool:
    return any(name.endswith(_SUMS) for name in leaf.path)


def _amounts(said: Iterable[Leaf], names: frozenset[str]) -> Iterator[Decimal]:
    for path, node in said:
        if path[-1] in names and (value := decimal_of(node.text)) is not None:
            yield value


def _states(said: Iterable[Leaf]) -> Iterator[Issue]:
    """Yield an issue where the document is a copy or a test, or has another state."""
    for path, node in said:
        name, text = path[-1], node.text
        if "CopyIndicator" in path and text in _YES:
            detail = "CopyIndicator: the invoice says that it is a copy"
            yield Issue(code=Reason.DUPLICATE_SUSPECT, detail=detail)
        elif "TestIndicator" in path and text in _YES:
            detail = "TestIndicator: the invoice says that it is a test"
            yield Issue(code=Reason.INCOMPLETE_READING, detail=detail)
        elif _HEADS.isdisjoint(path[:-1]):
            if name == "LineStatusCode" and refuses_line(text):
                detail = f"LineStatusCode {text!r}: a line of it is not accepted"
                yield Issue(code=Reason.INCOMPLETE_READING, detail=detail)
        elif name == "StatusCode" or (name == "PurposeCode" and text != _ORIGINAL):
            detail = f"{name} {text!r}: the invoice is not simply an original"
            yield Issue(code=Reason.INCOMPLETE_READING, detail=detail)


def _earlier(said: Iterable[Leaf]) -> Iterator[Issue]:
    for path, node in said:
        if path[-1] in {"ID", "IssuerAssignedID"} and _EARLIER.intersection(path):
            detail = f"it refers to an earlier invoice, {node.text!r}"
            yield Issue(code=Reason.REVISED_INVOICE, detail=detail)
            return
