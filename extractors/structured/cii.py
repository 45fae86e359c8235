"""UN/CEFACT cross-industry documents → records.

One format in four dresses: ZUGFeRD 1.0, Factur-X and ZUGFeRD 2, XRechnung (CII), and
Order-X with its orders and order responses.
"""

from collections.abc import Iterator
from decimal import Decimal

from extractors.codes import Reason
from extractors.structured.citing import Cite, decimal_of
from extractors.structured.money import (
    Extras,
    LineProof,
    list_price,
    refusals,
    several_orders,
    unproved,
)
from extractors.structured.type_codes import (
    FREIGHT,
    MoneyKind,
    kind_by_sign,
    kind_of_code,
    unit_of,
)
from extractors.structured.xml_tree import Node, text_of
from extractors.values import Cited, Document, Issue, MoneyDocument, MoneyLine

_HEADS = ("ExchangedDocument", "HeaderExchangedDocument")
_DEALS = ("SupplyChainTradeTransaction", "SpecifiedSupplyChainTradeTransaction")
_QUANTITIES = ("RequestedQuantity", "BilledQuantity", "AgreedQuantity")
_ORDER = "BuyerOrderReferencedDocument"
_UNCOUNTED = frozenset({"GROUP", "INFORMATION"})
"""Lines that only gather or explain others: their amounts are in those already."""
_ROOTS = frozenset(
    {
        "CrossIndustryDocument",
        "CrossIndustryInvoice",
        "SCRDMCCBDACIOMessageStructure",
        "SCRDMCCBDACIDMessageStructure",
    }
)


def is_cii(root: Node) -> bool:
    """Say whether a tree is one of these documents; drafts of the format are none."""
    return bool(root.name in _ROOTS and _part(root, _HEADS) and _part(root, _DEALS))


def read_cii(
    root: Node, document: Document
) -> tuple[MoneyDocument | None, tuple[Issue, ...]]:
    """Return the record of a document and what does not hold in it."""
    return _Reader(root, document).read()


def _part(node: Node, names: tuple[str, ...]) -> Node | None:
    return next((child for child in node.children if child.name in names), None)


class _Reader:
    """One document."""

    def __init__(self, root: Node, document: Document) -> None:
        empty = Node("", "", {})
        self._cite = Cite(document)
        self._head = _part(root, _HEADS) or empty
        deal = _part(root, _DEALS) or empty
        self._deal = deal
        self._agreement = _ending(deal, "TradeAgreement") or empty
        self._settlement = _ending(deal, "TradeSettlement") or empty
        self._sums = _ending(self._settlement, "MonetarySummation") or empty

    def read(self) -> tuple[MoneyDocument | None, tuple[Issue, ...]]:
        total = self._sum("GrandTotalAmount")
        code = self._head.first("TypeCode")
        kind = kind_of_code(code.text) if code else None
        if kind is None:
            detail = f"document type code {code.text!r}" if code else "no type code"
            return None, (Issue(code=Reason.UNKNOWN_DOCUMENT, detail=detail),)
        kind = kind_by_sign(kind, total.value if total else None)
        proofs, found = self._lines()
        record = self._record(kind, tuple(proof.line for proof in proofs), total)
        basis = self._sum("TaxBasisTotalAmount")
        rounding = self._sum("RoundingAmount")
        extras = Extras(
            basis.value if basis else None, rounding.value if rounding else Decimal(0)
        )
        issues = [
            *found,
            *unproved(record, proofs, extras),
            *several_orders(record),
        ]
        if kind == "order_ack":
            answer = text_of(self._head, "StatusCode")
            issues += refusals(answer, [proof.status for proof in proofs])
        return record, tuple(issues)

    def _record(
        self,
        kind: MoneyKind,
        lines: tuple[MoneyLine, ...],
        total: Cited[Decimal] | None,
    ) -> MoneyDocument:
        cite, agreement = self._cite, self._agreement
        return MoneyDocument(
            kind=kind,
            number=cite.text(self._head.first("ID")),
            date=cite.day(
                self._head.first("IssueDateTime/DateTimeString", "IssueDateTime")
            ),
            po_number=cite.reference(
                agreement.first(f"{_ORDER}/IssuerAssignedID", f"{_ORDER}/ID")
            ),
            vendor=cite.text(agreement.first("SellerTradeParty/Name")),
            customer=cite.text(agreement.first("BuyerTradeParty/Name")),
            bill_to=cite.text(self._bill_to()),
            currency=cite.text(self._currency()),
            subtotal=self._sum("LineTotalAmount"),
            charges=self._sum("ChargeTotalAmount"),
            allowances=self._sum("AllowanceTotalAmount"),
            freight=self._freight(),
            tax=self._sum("TaxTotalAmount"),
            total=total,
            lines=lines,
        )

    def _bill_to(self) -> Node | None:
        """Return who is asked for the money: the buyer, unless another is named."""
        invoicee = self._settlement.first("InvoiceeTradeParty/Name")
        return invoicee or self._agreement.first("BuyerTradeParty/Name")

    def _currency(self) -> Node | None:
        return self._settlement.first("InvoiceCurrencyCode", "OrderCurrencyCode")

    def _sum(self, name: str) -> Cited[Decimal] | None:
        """Return an amount of the summation, of several that in the currency billed."""
        currency = self._currency()
        nodes = [node for node in self._sums.all(name) if node.text]
        if len(nodes) > 1 and currency:
            nodes = [
                node
                for node in nodes
                if node.attributes.get("currencyID", currency.text) == currency.text
            ]
        return self._cite.decimal(nodes[0]) if len(nodes) == 1 else None

    def _freight(self) -> Cited[Decimal] | None:
        amounts = [
            node
            for charge in self._settlement.all("SpecifiedLogisticsServiceCharge")
            if (node := charge.first("AppliedAmount", "ActualAmount"))
        ]
        for charge in self._settlement.all("SpecifiedTradeAllowanceCharge"):
            amount = charge.first("ActualAmount")
            freight = text_of(charge, "ReasonCode") in FREIGHT
            if amount and freight and _is_charge(charge):
                amounts.append(amount)
        return self._cite.total(amounts)

    def _lines(self) -> tuple[list[LineProof], list[Issue]]:
        proofs: list[LineProof] = []
        issues: list[Issue] = []
        for item in self._deal.all("IncludedSupplyChainTradeLineItem"):
            proof = self._line(item)
            if proof is None:
                continue
            proofs.append(proof)
            if _part(item, ("SubstitutedReferencedProduct",)):
                detail = f"line {len(proofs)} substitutes another article"
                issues.append(Issue(code=Reason.SUBSTITUTE_ITEM, detail=detail))
            issues += _short(proof.line, len(proofs))
        return proofs, issues

    def _line(self, item: Node) -> LineProof | None:
        cite, empty = self._cite, Node("", "", {})
        state = item.first("AssociatedDocumentLineDocument/LineStatusReasonCode")
        product = _part(item, ("SpecifiedTradeProduct",)) or empty
        agreement = _ending(item, "TradeAgreement") or empty
        delivery = _ending(item, "TradeDelivery") or empty
        settlement = _ending(item, "TradeSettlement") or empty
        sums = _ending(settlement, "MonetarySummation") or empty
        price = "NetPriceProductTradePrice"
        basis = cite.decimal(agreement.first(f"{price}/BasisQuantity"))
        net = cite.decimal(agreement.first(f"{price}/ChargeAmount"))
        gross = _part(agreement, ("GrossPriceProductTradePrice",)) or empty
        off = gross.first("AppliedTradeAllowanceCharge/ActualAmount")
        listed, discount = list_price(
            net, cite.decimal(gross.first("ChargeAmount")), cite.decimal(off)
        )
        agreed = cite.decimal(delivery.first("AgreedQuantity"))
        name = product.first("Name")
        count = delivery.first(*_QUANTITIES)
        line = MoneyLine(
            sku=cite.text(product.first("SellerAssignedID")),
            description=" ".join(name.text.split()) if name else "",
            quantity=cite.decimal(count),
            po_number=cite.reference(
                agreement.first(f"{_ORDER}/IssuerAssignedID", f"{_ORDER}/ID")
            ),
            unit=unit_of(count.attributes.get("unitCode", "")) if count else "",
            unit_price=net,
            list_price=listed,
            discount=discount,
            price_basis=basis if basis and basis.value != 1 else None,
            amount=cite.decimal(sums.first("LineTotalAmount")),
            agreed=agreed if delivery.first("RequestedQuantity") else None,
        )
        told = line.quantity or line.unit_price or line.amount
        uncounted = state is not None and state.text in _UNCOUNTED
        if not told or (uncounted and line.amount and line.amount.value):
            return None
        status = text_of(item, "AssociatedDocumentLineDocument/LineStatusCode")
        return LineProof(line, _adjustment(settlement), status)


def _ending(node: Node, name: str) -> Node | None:
    """Return the first child whose name ends so: versions differ in what precedes."""
    return next((child for child in node.children if child.name.endswith(name)), None)


def _is_charge(node: Node) -> bool:
    indicator = node.first("ChargeIndicator/Indicator", "ChargeIndicator")
    return indicator is not None and indicator.text in {"true", "1"}


def _adjustment(settlement: Node) -> Decimal:
    """Return the charges of a line less its allowances."""
    total = Decimal(0)
    for node in settlement.all("SpecifiedTradeAllowanceCharge"):
        amount = node.first("ActualAmount")
        value = decimal_of(amount.text) if amount else None
        if value is not None:
            total += value if _is_charge(node) else -value
    return total


def _short(line: MoneyLine, number: int) -> Iterator[Issue]:
    """Yield an issue where less, or more, was agreed to than ordered."""
    if line.agreed and line.quantity and line.agreed.value != line.quantity.value:
        short = line.agreed.value < line.quantity.value
        yield Issue(
            code=Reason.QTY_SHORT if short else Reason.QTY_OVER_PO,
            detail=f"line {number}: {line.agreed.value} agreed of"
            f" {line.quantity.value} ordered",
            evidence=line.agreed.evidence,
        )
