"""Words that say a paper stands for an earlier one, in six languages."""

from functools import cache
from typing import Literal

from extractors.sought import Sought

Paper = Literal["invoice", "order", "notice"]

_PAPERS: dict[Paper, str] = {
    "invoice": r"(?:tax )?invoice|inv|bill|rechnung|facture|factura|fattura|factuur"
    r"|rekening",
    "order": r"(?:purchase |sales )?order(?: confirmation| acknowledge?ment)?|p\.?o\.?"
    r"|bestellung|auftrag|(?:auftrags|bestell)best[äa]tigung"
    r"|(?:bon de |confirmation de )?commande|(?:confirmaci[óo]n de |orden de )?pedido"
    r"|orden de compra|(?:conferma d['’]|conferma )?ordine|(?:inkoop)?order|bestelling"
    r"|orderbevestiging|bestelbon",
    "notice": r"packing (?:slip|list)|(?:ship|shipping|shipment|delivery|dispatch"
    r"|despatch) (?:notice|note|advice|notification)|asn|lieferschein|packliste"
    r"|bon de livraison|albar[áa]n|documento di trasporto|ddt|bolla|pakbon",
}
_BEFORE = (
    r"revised|corrected|amended|re-?issued|replacement|rectified"
    r"|(?:korrigiert|berichtigt|ge[äa]ndert|revidiert|[üu]berarbeitet)e[nrs]?"
    r"|rectificati(?:f|ve)|corrig[ée]e?|nouvelle|gecorrigeerde|verbeterde|herziene"
    r"|gewijzigde|aangepaste|vervangende"
)
"""What stands before the name of a paper."""
_AFTER = (
    r"revised|corrected|amended|re-?issued|revision|correction|amendment"
    r"|korrektur|berichtigung|rectificati(?:f|ve|va|vo)|rectifi[ée]e?|corrig[ée]e?"
    r"|modifi[ée]e?|r[ée]vis[ée]e?|rectificad[ao]|corregid[ao]|modificad[ao]|revisad[ao]"
    r"|sustitutiv[ao]|rettificat(?:[ao]|iv[ao])|corrett[ao]|modificat[ao]"
    r"|sostitutiv[ao]|revisionat[ao]|gecorrigeerd|gewijzigd|herzien"
)
_VERBS = (
    r"(?:replac|supersed)(?:es|ing)|cancels|corrects|ersetzt|storniert|anstelle"
    r"|korrektur (?:der|zu|zur)|annule et remplace|remplace|en remplacement|rectifie"
    r"|(?:anula y )?sustituye|(?:anula y )?reemplaza|rectifica|en sustituci[óo]n"
    r"|(?:annulla e )?sostituisce|in sostituzione|(?:a )?rettifica|vervangt"
    r"|ter vervanging|corrigeert"
)
_ALONE: dict[Paper, str] = {
    "invoice": r"rechnungs(?:korrektur|berichtigung)|(?:korrektur|ersatz)rechnung"
    r"|correctiefactuur|correctie factuur|facture de remplacement",
    "order": r"(?:auftrags|bestell)[äa]nderung|change order|modification de commande"
    r"|modificaci[óo]n de pedido|(?:modifica|variazione) ordine|orderwijziging"
    r"|order (?:change|amendment)",
    "notice": r"lieferscheinkorrektur",
}


@cache
def replaced(paper: Paper) -> Sought:
    """Return what says that a paper of some kind stands for another.

    >>> bool(replaced("invoice").search("Berichtigte Rechnung"))
    True
    >>> bool(replaced("invoice").search("Please quote our invoice number"))
    False
    """
    name = _PAPERS[paper]
    patterns = (
        rf"\b(?:{_BEFORE}) (?:\w+ )?(?:{name})\b",
        rf"\b(?:{name}) \(?(?:{_AFTER})\b",
        rf"\b(?:{_ALONE[paper]})\b",
        rf"\b(?:{_VERBS})\b[^.\n]{{0,30}}\b(?:{name})\b",
        r"\bannule et remplace\b",
    )
    return Sought(*(pattern.replace(" ", r"[\s–-]+") for pattern in patterns))
