"""OASIS UBL 2 (XRechnung, Peppol) invoices, credit notes and orders → records."""

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

NAMESPACE = "urn:oasis:names:specification:ubl:schema:xsd:"
_KINDS: dict[str, MoneyKind] = {
    "Invoice": "invoice",
    "CreditNote": "credit_memo",
    "Order": "purchase_order",
    "OrderChange": "purchase_order",
    "OrderResponse": "order_ack",
    "OrderResponseSimple": "order_ack",
}
_LINES = ("InvoiceLine", "CreditNoteLine", "OrderLine/LineItem")
_CODES = ("InvoiceTypeCode", "CreditNoteTypeCode")
_SUMS = ("LegalMonetaryTotal", "AnticipatedMonetaryTotal")
_SELLERS = ("AccountingSupplierParty/Party", "SellerSupplierParty/Party")
_BUYERS = ("AccountingCustomerParty/Party", "BuyerCustomerParty/Party")
_NAMES = ("PartyName/Name", "PartyLegalEntity/RegistrationName")


def is_ubl(root: Node) -> bool:
    """Say whether a tree is a UBL document about money."""
    return root.namespace.startswith(NAMESPACE) and root.name in _KINDS


def read_ubl(
    root: Node, document: Document
) -> tuple[MoneyDocument | None, tuple[Issue, ...]]:
    """Return the record of a document and what does not hold in it."""
    return _Reader(root, document).read()


class _Reader:
    """One document."""

    def __init__(self, root: Node, document: Document) -> None:
        self._root = root
        self._cite = Cite(document)

    def read(self) -> tuple[MoneyDocument | None, tuple[Issue, ...]]:
        code = self._root.first(*_CODES)
        kind = kind_of_code(code.text) if code else _KINDS[self._root.name]
        if kind is None:
            detail = f"document type code {code.text!r}" if code else ""
            return None, (Issue(code=Reason.UNKNOWN_DOCUMENT, detail=detail),)
        total = self._sum("TaxInclusiveAmount")
        payable = self._sum("PayableAmount")
        if total is None and not self._sum("PrepaidAmount"):
            total = payable
        kind = kind_by_sign(kind, total.value if total else None)
        proofs = [
            proof
            for path in _LINES
            for item in self._root.all(path)
            if (proof := self._line(item))
        ]
        record = self._record(kind, tuple(proof.line for proof in proofs), total)
        basis = self._sum("TaxExclusiveAmount")
        extras = Extras(basis.value if basis else None)
        issues = [
            *unproved(record, proofs, extras),
            *several_orders(record),
        ]
        if kind == "order_ack":
            answer = text_of(self._root, "OrderResponseCode")
            issues += refusals(answer, [proof.status for proof in proofs])
        return record, tuple(issues)

    def _record(
        self,
        kind: MoneyKind,
        lines: tuple[MoneyLine, ...],
        total: Cited[Decimal] | None,
    ) -> MoneyDocument:
        cite, root = self._cite, self._root
        return MoneyDocument(
            kind=kind,
            number=cite.text(root.first("ID")),
            date=cite.day(root.first("IssueDate")),
            po_number=cite.reference(root.first("OrderReference/ID")),
            vendor=cite.text(self._party(_SELLERS)),
            customer=cite.text(self._party(_BUYERS)),
            bill_to=cite.text(self._party(_BUYERS[:1])),
            currency=cite.text(self._currency()),
            subtotal=self._sum("LineExtensionAmount"),
            charges=self._sum("ChargeTotalAmount"),
            allowances=self._sum("AllowanceTotalAmount"),
            freight=self._freight(),
            tax=self._tax(),
            total=total,
            lines=lines,
        )

    def _party(self, paths: tuple[str, ...]) -> Node | None:
        return self._root.first(
            *(f"{path}/{name}" for path in paths for name in _NAMES)
        )

    def _currency(self) -> Node | None:
        written = self._root.first("DocumentCurrencyCode", "PricingCurrencyCode")
        return written if written and len(written.text) == 3 else None  # noqa: PLR2004  # ISO 4217

    def _sum(self, name: str) -> Cited[Decimal] | None:
        return self._cite.decimal(
            self._root.first(*(f"{path}/{name}" for path in _SUMS))
        )

    def _tax(self) -> Cited[Decimal] | None:
        """Return the tax; of several totals the one in the document's currency."""
        currency = self._currency()
        nodes = list(self._root.all("TaxTotal/TaxAmount"))
        if len(nodes) > 1 and currency:
            nodes = [
                n for n in nodes if n.attributes.get("currencyID") == currency.text
            ]
        return self._cite.decimal(nodes[0]) if len(nodes) == 1 else None

    def _freight(self) -> Cited[Decimal] | None:
        amounts = []
        for charge in self._root.all("AllowanceCharge"):
            amount = charge.first("Amount")
            freight = text_of(charge, "AllowanceChargeReasonCode") in FREIGHT
            if amount and freight and _is_charge(charge):
                amounts.append(amount)
        return self._cite.total(amounts)

    def _line(self, item: Node) -> LineProof | None:
        cite = self._cite
        basis = cite.decimal(item.first("Price/BaseQuantity"))
        name = item.first("Item/Name", "Item/Description")
        price = cite.decimal(item.first("Price/PriceAmount"))
        listed, discount = list_price(
            price,
            cite.decimal(item.first("Price/AllowanceCharge/BaseAmount")),
            cite.decimal(item.first("Price/AllowanceCharge/Amount")),
        )
        count = item.first("InvoicedQuantity", "CreditedQuantity", "Quantity")
        line = MoneyLine(
            sku=cite.text(item.first("Item/SellersItemIdentification/ID")),
            description=" ".join(name.text.split()) if name else "",
            quantity=cite.decimal(count),
            po_number=cite.reference(
                item.first("OrderLineReference/OrderReference/ID")
            ),
            unit=unit_of(count.attributes.get("unitCode", "")) if count else "",
            unit_price=price,
            list_price=listed,
            discount=discount,
            price_basis=basis if basis and basis.value != 1 else None,
            amount=cite.decimal(item.first("LineExtensionAmount")),
        )
        told = line.sku or line.quantity or line.unit_price or line.amount
        status = text_of(item, "LineStatusCode")
        return LineProof(line, _adjustment(item), status) if told else None


def _is_charge(node: Node) -> bool:
    indicator = node.first("ChargeIndicator")
    return indicator is not None and indicator.text in {"true", "1"}


def _adjustment(item: Node) -> Decimal:
    """Return the charges of a line less its allowances."""
    total = Decimal(0)
    for node in item.all("AllowanceCharge"):
        amount = node.first("Amount")
        value = decimal_of(amount.text) if amount else None
        if value is not None:
            total += value if _is_charge(node) else -value
    return total
