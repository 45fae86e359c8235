"""What an invoice, or the mail that brings it, says in sentences of its own.

Terms hold for any invoice and speak in conditions; what is said of this one is stated.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.codes import Reason
from extractors.layout.money.said import Table, said_against
from extractors.layout.money.settled import SETTLED
from extractors.layout.money.stopped import STOPPED
from extractors.layout.money.unsold import UNSOLD
from extractors.values import Issue, MoneyDocument

SPOKEN: Table = (*STOPPED, *SETTLED, *UNSOLD)
_ANY = re.compile(
    r"\b(?:if|unless|falls|wenn|sofern|indien|qualora|si vous|si ya|se avete|should"
    r"|whether|may|might|can|could|any|each|every|whoever|anyone|cannot|in case|in the"
    r" event|(?:customers?|buyers?|those) who|(?:all|our) (?:orders|sales|returns"
    r"|invoices)|claims?|complaints?|sollten?|soweit|solange|kann"
    r"|k[öo]nnen|etwaige\w*|jede[rnms]?|reklamationen|en cas|tant que|jusqu\w*|peut"
    r"|peuvent|pourra\w*|chaque|en caso|cuando|hasta|puede\w*|podr[áa]\w*|cada"
    r"|cualquier|finch[ée]|fino|pu[òo]|possono|ogni|als|tot|zolang|mocht\w*|kan"
    r"|kunnen|elke"
    r"|iedere)\b[^.;!?]*$",
    re.IGNORECASE,
)
_CARRIED = re.compile(
    r"\b(?:goods|shipments?|parcels?|packages?|freight|shipping|postage|dut(?:y|ies)"
    r"|carriers?|couriers?|customs|pallets?|crates?|containers?|cylinders?)\b[^.;!?]*$",
    re.IGNORECASE,
)
"""What is collected, cleared, settled or lent without the invoice being so."""
_CARRYING = re.compile(r"\b(?:collected|cleared|settled|paid|loan)\b", re.IGNORECASE)
_BEFORE = 90
_PAY = re.compile(
    r"\b(?:pay|remit|zahlen\s+sie|[üu]berweisen\s+sie|payez|r[ée]glez|paguen?|abonen?"
    r"|pagate|versate|betaal)\s+(?:only|just|us|nur|seulement|solo|s[óo]lo|slechts)?\s*"
    r"(?:USD|EUR|US\$|[$€£])?\s?(?P<amount>[0-9][0-9.,]*[.,][0-9]{2})(?![0-9])"
    r"(?P<rest>[^.;!?]*)",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"\b(?:if|when|discount|skonto|escompte|descuento|sconto|korting|wenn|bei|si"
    r"|als)\b|%",
    re.IGNORECASE,
)
_NO_DIGIT = re.compile(r"[^0-9]")


def spoken_against(text: str, low: str) -> Iterator[Issue]:
    """Yield what is stated against an invoice in words; terms are not.

    Args:
        text: Its rows, or those of the mail it came with.
        low: The same, folded.
    """
    yield from said_against(text, low, SPOKEN, _of_any)


def asked_for(record: MoneyDocument, text: str) -> Iterator[Issue]:
    """Yield an issue where a sentence asks for another amount than the total.

    A discount that one may take is a term, and the whole is billed.
    """
    if record.total is None:
        return
    total = _NO_DIGIT.sub("", f"{abs(record.total.value).quantize(Decimal('0.01')):f}")
    for match in _PAY.finditer(text):
        amount = _NO_DIGIT.sub("", match["amount"])
        if amount != total and not _TERM.search(match["rest"]) and not _of_any(match):
            words = " ".join(match[0].split())
            detail = f"{words!r} is printed, the total is {record.total.value:.2f}"
            yield Issue(code=Reason.ALLOWANCE_WRONG, detail=detail)
            return


def _of_any(match: re.Match[str]) -> bool:
    """Say whether words stand in a sentence that is about any invoice."""
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    before = before.rpartition("\n\n")[2]
    carried = _CARRYING.search(match[0]) and _CARRIED.search(before)
    return bool(carried or _ANY.search(before))
