"""Codes of electronic business documents → our words.

Source: UNTDID 1001 (kinds of document) and 7161 (kinds of charge) in the selection of
EN 16931 and Order-X 1.0, read 2026-11.
"""

from decimal import Decimal
from typing import Literal

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
