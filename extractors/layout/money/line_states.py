"""What the words of a charged line say of it: cancelled, not shipped, somebody else's.

A line that is charged for and says in the same breath that it was cancelled, or leaves
next month, contradicts itself: a person reads it.
"""

from collections.abc import Iterator

from extractors.codes import Reason
from extractors.layout.money.said import words
from extractors.values import Issue, MoneyDocument

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_DAY = (
    rf"(?:[0-9]{{1,4}}[./-][0-9]{{1,2}}(?:[./-][0-9]{{2,4}})?|{_MONTH}\.? [0-9]{{1,2}})"
)
_STATES = words(
    r"\b(?:cancel+ed|voided|discontinued|lost in transit|damaged in transit"
    r"|out of stock|not (?:yet )?shipped|to be shipped|will ship|yet to ship"
    r"|storniert|annul[ée]e?|anulad[oa]|annullat[oa]|geannuleerd|nicht lieferbar"
    r"|im r[üu]ckstand|folgt sp[äa]ter|en reliquat|reste [àa] livrer"
    r"|pendiente de env[íi]o|da spedire|in nalevering|nog te leveren)\b"
    r"|(?<![0-9]\s)\b(?:back ?ordered|on back ?order)\b(?![\s:(]*[0-9])"
    rf"|\b(?:ships?|shipping|shipment|available|expected|due|eta)"
    rf" (?:on |by |in |approx\.? |est\.? )?{_DAY}"
    r"|\b(?:daily|weekly|monthly|yearly|annual) (?:rental|rent|hire|lease)\b"
    r"|[–—-] ?(?:samples?|rental|rented|used|returned|damaged|void|on loan)\s*$"
)
_SUBSTITUTE = words(r"\bsub(?:st(?:itut\w*)?)? ?(?:[.:]|for\b|with\b|by\b)")


def line_states(record: MoneyDocument) -> Iterator[Issue]:
    """Yield an issue for the first charged line whose words speak against it."""
    for number, line in enumerate(record.lines, start=1):
        if line.amount is not None and not line.amount.value:
            continue
        text = " ".join(line.description.split())
        if found := _STATES.search(text):
            detail = f"line {number} says {found[0]!r} and is charged for"
            yield Issue(code=Reason.INCOMPLETE_READING, detail=detail)
            return
        if found := _SUBSTITUTE.search(text):
            detail = f"line {number} says {found[0]!r}: is it what was ordered?"
            yield Issue(code=Reason.SUBSTITUTE_ITEM, detail=detail)
            return
