"""Who is paid, and into which account, by the elements of an electronic document."""

from collections.abc import Iterator

from extractors.payment.addresses import canonical
from extractors.payment.numbers import is_iban, is_routing
from extractors.structured.citing import Cite
from extractors.structured.xml_tree import Leaf, Node, leaves
from extractors.values import Document, MoneyDocument, PaymentDetail, PaymentKind

_PAID = ("Payee", "UltimatePayee", "Creditor")
"""How the names of elements begin that are about who gets the money."""
_ACCOUNTS = ("FinancialAccount", "CreditAccount")
_BANKS = ("FinancialInstitution", "FinancialInstitutionBranch")
_NAMES = frozenset({"Name", "RegistrationName", "AccountName", "TradingBusinessName"})
_NUMBERS = frozenset({"ID", "IBANID", "ProprietaryID", "AccountID"})
_SELLERS = frozenset({"AccountingSupplierParty", "SellerSupplierParty"})
_BIC = (8, 11)
"""Characters of a bank's international code."""


def paid_to(
    root: Node, document: Document, record: MoneyDocument
) -> tuple[PaymentDetail, ...]:
    """Return every name and account that money is to go to.

    The seller's own name, given once more, says nothing new.

    Args:
        root: Of the document.
        document: What it was parsed from.
        record: As read from it.
    """
    said = tuple(leaves(root))
    sellers = {canonical(leaf.node.text) for leaf in said if _sells(leaf)}
    if record.vendor:
        sellers.add(canonical(record.vendor.value))
    cite = Cite(document)
    found: dict[tuple[PaymentKind, str], PaymentDetail] = {}
    for leaf in said:
        for kind, value in _detail(leaf):
            cited = cite.text(leaf.node)
            if cited is None or (kind == "remit_to" and value in sellers):
                continue
            detail = PaymentDetail(kind=kind, value=value, evidence=cited.evidence)
            found.setdefault((kind, value), detail)
    # An IBAN says itself which bank it is of.
    international = any(kind == "iban" for kind, _ in found)
    return tuple(d for d in found.values() if d.kind != "bic" or not international)


def _sells(leaf: Leaf) -> bool:
    path = leaf.path
    party = "SellerTradeParty" in path or not _SELLERS.isdisjoint(path)
    return party and path[-1] in _NAMES and not _contact(path)


def _contact(path: tuple[str, ...]) -> bool:
    return any("Contact" in name or "Address" in name for name in path)


def _detail(leaf: Leaf) -> Iterator[tuple[PaymentKind, str]]:
    path, node = leaf
    name, parent = path[-1], "".join(path[-2:-1])
    value = canonical(node.text)
    if not value or _contact(path):
        return
    if parent.endswith(_ACCOUNTS) and not any("Payer" in p for p in path):
        if name in _NUMBERS:
            yield ("iban" if is_iban(value) else "account"), value
        elif name in _NAMES:
            yield "remit_to", value
    elif not any(p.startswith(_PAID) for p in path[:-1]):
        return
    elif any(p.endswith(_BANKS) for p in path[:-1]):
        if name.endswith("ID"):
            yield _bank(value), value
    elif name in _NAMES:
        yield "remit_to", value


def _bank(value: str) -> PaymentKind:
    if is_routing(value) or value.isdigit() or len(value) not in _BIC:
        return "routing"
    return "bic"
