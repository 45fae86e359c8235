"""Whose number a label announces: ours, the vendor's, or nobody says."""

from extractors.layout.page.tables.values import Layout
from extractors.layout.page.tokens import NUMBER, phrase
from extractors.layout.page.vocabulary import Field

_PLAIN = frozenset(
    {
        "bestellung", "bestell", "bestellnummer", "bestellnr", "commande",
        "numero de commande", "# de commande", "# commande", "pedido", "# de pedido",
        "ordine", "# ordine", "bestelnummer", "bestelling",
    }
)  # fmt: skip
"""Labels of an order that are ours as long as no other number is called ours."""
_SIGNS = frozenset({"ihr zeichen", "uw kenmerk"})
"""Labels under which a person's sign stands as often as an order."""


def is_plain(label: str) -> bool:
    """Say whether a label of an order does not say whose number it is.

    >>> is_plain("commande #"), is_plain("votre commande"), is_plain("po")
    (True, False, False)
    """
    words = label.split()
    while words[-1:] == [NUMBER]:
        words.pop()
    return " ".join(words) in _PLAIN


def is_sign(label: str) -> bool:
    """Say whether a label of our reference may announce a person's sign."""
    return label in _SIGNS


def our_fields(table: Layout) -> tuple[Field, ...]:
    """Return the field whose column tells orders apart, the one surest ours."""
    heads = [table.columns[i].text for i in table.indexes(Field.PO)]
    plain = all(is_plain(" ".join(phrase(head))) for head in heads)
    if heads and not (plain and table.has(Field.YOUR_ORDER)):
        return (Field.PO,)
    for field in (Field.YOUR_ORDER, Field.ORDER):
        if table.has(field):
            return (field,)
    return ()
