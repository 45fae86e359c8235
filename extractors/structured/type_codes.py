"""Codes of electronic business documents → our words.

Source: UNTDID 1001 (kinds of document), 4461 (means of payment) and 7161 (kinds of
charge) in the selection of EN 16931 and Order-X 1.0, read 2026-11.
"""

from decimal import Decimal
from typing import Literal

from extractors.codes import Reason
from extractors.values import Issue

MoneyKind = Literal[
    "invoice", "credit_memo", "order_ack", "statement", "purchase_order"
]

_INVOICE = frozenset(
    {
        "71", "80", "82", "84", "102", "130", "202", "203", "204", "211", "218", "219",
        "295", "326", "331", "380", "382", "383", "384", "385", "386", "387", "388",
        "389", "390", "393", "394", "395", "456", "457", "527", "553", "575", "623",
        "633", "751", "780", "817", "870", "875", "876", "877", "935",
    }
)  # fmt: skip
_COMMERCIAL = frozenset({"380", "388"})
"""A commercial invoice, and a tax invoice: what a bill is made of."""
_SPECIAL: dict[str, tuple[Reason, str]] = {
    **dict.fromkeys(
        ["80", "84", "383", "456", "457"],
        (Reason.INCOMPLETE_READING, "a debit note, and no bill for goods"),
    ),
    **dict.fromkeys(
        ["326", "875", "876", "877"],
        (Reason.INCOMPLETE_READING, "a partial invoice, or the last of several"),
    ),
    "384": (Reason.REVISED_INVOICE, "a corrected invoice"),
    "385": (Reason.INCOMPLETE_READING, "a consolidated invoice"),
    "386": (Reason.INCOMPLETE_READING, "a prepayment invoice"),
    "389": (Reason.INCOMPLETE_READING, "a self-billed invoice, which buyers write"),
    "393": (Reason.INCOMPLETE_READING, "a factored invoice: somebody else is paid"),
    "395": (Reason.INCOMPLETE_READING, "a consignment invoice"),
    "751": (Reason.INCOMPLETE_READING, "for accounting only, and not for payment"),
}
"""What other codes mean of which a person sees more than the code."""
_TRANSFER = frozenset({"1", "2", "20", "30", "42", "58"})
"""UNTDID 4461: the buyer pays, by credit transfer or cheque, or nothing is agreed."""
_COLLECTED: dict[str, str] = {
    "3": "ACH debit",
    "10": "cash",
    "48": "bank card",
    "49": "direct debit",
    "54": "credit card",
    "55": "debit card",
    "59": "SEPA direct debit",
    "68": "an online payment service",
    "97": "clearing between partners",
}
"""The vendor takes the money, or has it."""
_CREDIT = frozenset(
    {
        "81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502",
        "503", "532",
    }
)  # fmt: skip
_ORDER = frozenset(
    {"105", "220", "221", "224", "226", "227", "228", "230", "258", "348", "402"}
)
_ANSWER = frozenset({"231", "232", "320"})
FREIGHT = frozenset({"FC", "DL"})
"""Freight service, delivery."""


_REFUSED = frozenset({"8", "27", "RE"})
"""UNTDID 1373, 1225 and 4343: the whole order is not accepted."""
_REFUSED_LINES = frozenset({"7", "27"})
"""UNTDID 1229 and 1225: this line of it is not."""
_PIECES = frozenset({"", "C62", "EA", "H87", "PCE", "NAR", "XPP"})
"""UN/ECE recommendation 20: units that are single pieces, by their codes."""


def refuses_order(status: str) -> bool:
    """Say whether the status code of an answer refuses the whole order."""
    return status in _REFUSED


def refuses_line(status: str) -> bool:
    """Say whether the status code of an answer's line refuses that line."""
    return status in _REFUSED_LINES


def is_piece(unit: str) -> bool:
    """Say whether a unit code means single pieces; no code means them too."""
    return unit.upper() in _PIECES


def unit_of(code: str) -> str:
    """Return the unit a line counts in, by its code; "" for single pieces.

    >>> unit_of("C62"), unit_of("DZN")
    ('', 'DZN')
    """
    return "" if is_piece(code) else code


def kind_of_code(code: str) -> MoneyKind | None:
    """Return the kind a document type code means; None for codes that are none of ours.

    A pro forma invoice (325) asks for nothing and is no invoice.

    >>> kind_of_code("380"), kind_of_code("231"), kind_of_code("325")
    ('invoice', 'order_ack', None)
    """
    kinds: tuple[tuple[frozenset[str], MoneyKind], ...] = (
        (_INVOICE, "invoice"),
        (_CREDIT, "credit_memo"),
        (_ORDER, "purchase_order"),
        (_ANSWER, "order_ack"),
    )
    return next((kind for codes, kind in kinds if code in codes), None)


def kind_by_sign(kind: MoneyKind, total: Decimal | None) -> MoneyKind:
    """Return the kind, an invoice that gives money back being a credit memo."""
    gives = kind == "invoice" and total is not None and total < 0
    return "credit_memo" if gives else kind


def not_commercial(code: str) -> Issue | None:
    """Return why an invoice with this type code is not billed; None of a plain one.

    Codes not known to be plain are not billed, whatever they mean.

    >>> not_commercial("380")
    >>> not_commercial("386").detail
    "type code '386': it is a prepayment invoice"
    """
    if code in _COMMERCIAL:
        return None
    reason, what = _SPECIAL.get(
        code, (Reason.INCOMPLETE_READING, "no plain commercial invoice")
    )
    return Issue(code=reason, detail=f"type code {code!r}: it is {what}")


def not_ours_to_pay(means: str) -> Issue | None:
    """Return why an invoice paid in this way is not simply to be paid; None if it is.

    >>> not_ours_to_pay("58")
    >>> not_ours_to_pay("48").detail
    "means of payment '48', bank card: the vendor has the money, or takes it"
    """
    if means in _TRANSFER:
        return None
    if means in _COLLECTED:
        what = f"{_COLLECTED[means]}: the vendor has the money, or takes it"
        return Issue(
            code=Reason.DUPLICATE_SUSPECT, detail=f"means of payment {means!r}, {what}"
        )
    return Issue(
        code=Reason.INCOMPLETE_READING,
        detail=f"means of payment {means!r}: not one that is known to be a transfer",
    )
