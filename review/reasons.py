"""What each reason code means to an operator, and what to do about it."""

from types import MappingProxyType
from typing import Literal

from extractors.codes import Reason
from review.advice.documents import OF_DOCUMENTS
from review.advice.invoices import OF_INVOICES
from review.advice.nights import OF_NIGHTS
from review.advice.orders import OF_ORDERS
from review.advice.shipments import OF_SHIPMENTS
from review.advice.values import Advice

Family = Literal["notice", "invoice"]
"""What a finding is about."""

ADVICE: MappingProxyType[Reason, Advice] = MappingProxyType(
    {**OF_DOCUMENTS, **OF_ORDERS, **OF_SHIPMENTS, **OF_NIGHTS}
)
"""The words for every code; each stands in one of the tables."""


def advice(code: Reason, family: Family = "notice") -> Advice:
    """Return the words for *code*; every code has some, which a test holds."""
    if family == "invoice" and code in OF_INVOICES:
        return OF_INVOICES[code]
    return ADVICE[code]
