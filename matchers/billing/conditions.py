"""Goods that are billed as used, refurbished or flawed where the order says no such.

A sound price and quantity do not tell what condition was agreed: where ours names none,
new goods were ordered. What an article is for ("used oil") is no condition of it.
"""

import re
from collections.abc import Iterable, Iterator

from extractors.codes import Reason
from matchers.billing.allocate import Portion
from matchers.billing.findings import found
from matchers.billing.items import Items
from matchers.findings import quoted
from matchers.values import Finding

_WORN = re.compile(
    r"(?<!\bfor )(?<!\bbe )(?<!\bis )(?<!\bare )(?<!\bwhen )(?<!\bwidely )(?<!\bmost )"
    r"\bused\b(?!\s+(?:for|by|as|in|on|with|to|at|when|oils?|lubricants?|water|cooking"
    r"|batter\w+|sharps|tires?|needles?)\b)"
    r"|(?<![\w-])(?:pre-?owned|pre-?used|second[\s-]?hand|refurb(?:ish(?:ed|ment)?)?"
    r"|recondition(?:ed)?|re-?man(?:ufactured)?|rebuilt|renewed|repaired|re-?certified"
    r"|open[\s-]?box|[bc][\s-]?(?:stock|grade)|grade[\s-]?[bc]"
    r"|(?:factory|mill)[\s-]seconds"
    r"|scratch(?:ed)?[\s-](?:and|&|n)[\s-]dent(?:ed)?|dented|damaged|defective"
    r"|salvaged?"
    r"|ex-?(?:demo|display|rental|lease)|(?:demo|display|floor)[\s-](?:models?|units?)"
    r"|(?:customer|retail)[\s-]returns?|as[\s-]is"
    r"|gebraucht(?:e[nmrs]?|ware)?(?!öl)|general[üu]berholt(?:e[nmrs]?)?"
    r"|generalueberholt(?:e[nmrs]?)?|(?:wieder)?aufbereitet(?:e[nmrs]?)?|b-?ware"
    r"|r[üu]ckl[äa]ufer|(?:vorf[üu]hr|ausstellungs)(?:ger[äa]t|modell|st[üu]ck|ware)"
    r"|besch[äa]digt(?:e[nmrs]?)?|2\.\s?wahl|zweite[\s-]wahl"
    r"|reconditionn[ée]e?s?|d['’]occasion|usag[ée]e?s?|de\s+seconde\s+main"
    r"|remis(?:e|es)?\s+[àa]\s+neuf|(?:second|2e|2nd|deuxi[èe]me)\s+choix"
    r"|endommag[ée]e?s?"
    r"|usad[oa]s?|de\s+segunda\s+mano|reacondicionad[oa]s?|restaurad[oa]s?"
    r"|segunda\s+calidad|usat[oaie]|di\s+seconda\s+mano|ricondizionat[oaie]"
    r"|rigenerat[oaie]|seconda\s+scelta|gebruikte?|tweedehands|tweede\s+keus"
    r"|gereviseerde?|opgeknapte?|beschadigde?)(?![\w-])",
    re.IGNORECASE,
)


def condition_findings(portions: Iterable[Portion], items: Items) -> Iterator[Finding]:
    """Yield each billed line whose words name a condition that ours does not.

    Args:
        portions: The billed lines, beside those they stand for.
        items: Of the books: their names are words of ours too.
    """
    told: set[int] = set()
    for portion in portions:
        position = portion.billed.position
        said = condition_in(position.line.description)
        if not said or position.index in told:
            continue
        line = portion.ordered.line
        ours = (line.description, *(item.name for item in items.by_sku(line.sku)))
        if any(map(condition_in, ours)):
            continue
        told.add(position.index)
        yield found(
            Reason.SUBSTITUTE_ITEM,
            f"{position.subject}, {quoted(position.part)}, says {quoted(said)},"
            " and our order does not",
            rule="condition/1",
            expected=line.description,
            actual=position.line.description,
            evidence=position.evidence,
            at_stake=portion.amount,
        )


def condition_in(words: str) -> str:
    """Return the words that say that goods are not new, "" without any.

    >>> condition_in("Storage bin, refurbished"), condition_in("Bin for used oil")
    ('refurbished', '')
    """
    match = _WORN.search(" ".join(words.split()))
    return match[0] if match else ""
