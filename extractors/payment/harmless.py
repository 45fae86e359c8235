"""Sentences about payment details that change none: warnings, denials, ways to pay.

A sentence is harmless by every one of its words: it has the form of a warning, a denial
or an offer, asserts no change, and holds no word beyond those such sentences are made
of. So none can name a bank, an account, an address, a number or a person in passing.
What stands in front of a denial is who denies, and may be any name.
"""

import re
from collections.abc import Iterator

from extractors.payment.harmless_words import COMMON, OFFER, OTHERS, WARNING

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”»)]*\s+|\s[•|*]+\s")
_LONGEST = 600
"""Characters of a sentence that is looked at; a footer's are fewer."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PERCENT = re.compile(r"\b[0-9]{1,2}(?:[.,][0-9]{1,2})?\s?%")
_MARKS = re.compile(r"[\s,;:.!?()\"'’“”«»*%/&–—¡¿_-]*")

_NOT = r"(?:never|not|nie|niemals|nicht|jamais|pas|nunca|no|mai|non|nooit|niet)"
_CHANGE = (
    r"(?:chang\w*|updat\w*|modif\w*|switch\w*|(?:ge)?.nder\w*|cambi\w*|vari\w*"
    r"|wijzig\w*|gewijzigd|verander\w*)"
)
_WE_CHANGE = (
    r"(?:.ndern|changeons|changerons|modifi(?:er)?ons|cambiamos|cambiamo|cambieremo"
    r"|modifichiamo|modificheremo|wijzigen|veranderen)"
)
"""What is denied after it, as other languages have it: ändern wir niemals."""
_BETWEEN = (
    r"(?:\s+(?:been|be|ever|will|would|we|ask|asks|request|you|to|notify|inform|of|any"
    r"|send|communicate|make|for|a|the|require|announce|advise|about|e-?mail|contact|han"
    r"|ha|hemos|sono|stat[ei]|sich|worden|wordt|été|ont|hat|mit|per|ihnen|le|vi|u))*"
)
"""What stands between a negation and the change it denies, and turns nothing."""
_DENIED = re.compile(
    rf"\b{_NOT}\b{_BETWEEN}\s+(?:{_CHANGE}|(?:new|neuen?|nouvelles|nuevos|nuove|nieuwe)\b)"
    rf"|n['’]t{_BETWEEN}\s+{_CHANGE}"
    rf"|\b{_WE_CHANGE}(?:\s+\w+){{0,3}}\s+(?:nie|niemals|nicht|jamais|mai|nooit|niet|nunca)\b",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"\b(?:remains?|stays?|are|is|bleib\w*|ist|sind|rest\w*|est|sont|siguen?|siendo"
    r"|rimangono|sono|blijven|zijn)\s+(?:unchanged|the\s+same|unver.ndert|inchang.e?s"
    r"|los\s+mismos|invariat[ei]|ongewijzigd)\b",
    re.IGNORECASE,
)
_WARNED = re.compile(
    r"\b(?:verify|confirm|validate|check|question|report|pr.fen|best.tigen|v.rifie[rz]"
    r"|confirme[rz]?|verifi(?:que|car)n?|confirm(?:ar)n?|verific(?:are|ate|hi)"
    r"|conferm(?:are|ate|i)|controleer|bevestig)\s+(?:\w+\s+){0,3}?"
    r"(?:any|all|every|such|jede[rns]?|alle|tout(?:e|es)?|cualquier|toda|todo"
    r"|qualsiasi|ogni|elke|iedere)\b"
    r"|\b(?:beware|aware|wary|suspicious)\s+of\s+(?:\w+\s+){0,2}?"
    r"(?:fraud\w*|scam\w*|phishing|suspicious|any|requests?)\b",
    re.IGNORECASE,
)
_ASSERTED = re.compile(
    r"\b(?:our|the|this|these|their|its|unsere?|die|das|nos|notre|les?|nuestr[oa]s?"
    r"|las?|los|nostr[aei]|il|la|onze|ons|de|het)\s+(?:\w+\s+)?(?:new|updated|revised"
    r"|changed|corrected|different|other|neuen?|ge.nderten?|nouve\w+|nuev\w+|nuov\w+"
    r"|nieuwe?)\b"
    r"|\b(?:(?:have|has|had|are|is|was|were|be|been|we)\s+(?:now\s+|just\s+|already\s+"
    r"|recently\s+|been\s+){0,2}(?:chang|updat|mov|switch|revis|replac|now\b|new\b)"
    r"|(?:hat|haben|wurden?|ist|sind)\s+(?:\w+\s+){0,2}ge.ndert"
    r"|(?:ont|avons|a|est|sont)\s+(?:\w+\s+)?(?:chang|modifi)"
    r"|(?:han|ha|hemos|hanno|abbiamo)\s+(?:sido\s+)?(?:cambi|modific)"
    r"|(?:zijn|is|hebben)\s+(?:gewijzigd|veranderd)"
    r"|(?:will|shall|going\s+to|zullen)\s+(?:be\s+|soon\s+|now\s+){0,2}"
    r"(?:chang|updat|mov|switch|wijzig)"
    r"|(?:details?|accounts?|info\w*|instructions?|banks?|banking|address|data)\s+"
    r"(?:changed|changing|changes\b|updated|moved|switched)"
    r"|to\s+(?:a\s+|an\s+)?(?:new|updated)\b|update\s+(?:your|our|the)\b"
    r"|.nder(?:t|n)\s+sich|chang(?:ent|era|eront)\b|cambi(?:an|ar[aá]n?)\b"
    r"|cambi(?:ano|eranno)\b|wijzigt\b)",
    re.IGNORECASE,
)
_IF = re.compile(
    r"\b(?:if|should)\s+you\s+(?:ever\s+)?(?:receive|get)\b.{0,200}\b(?:do\s+not|don['’]t"
    r"|disregard|ignore|call|contact|phone|report|verify|notify)\b",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"\b(?:pay|paid|payments?|accept(?:ed)?|surcharge|fee|zahlen|bezahlen|payer|pagar"
    r"|pagare|betalen)\b",
    re.IGNORECASE,
)
_BY_BANK = re.compile(
    r"\b(?:ach|wire|transfers?|zelle|crypto|electronic)\b", re.IGNORECASE
)
_FORCED = re.compile(
    r"\b(?:only|effective|immediately|now|no|not|never|must|can['’]t|don['’]t|won['’]t)\b",
    re.IGNORECASE,
)
"""Who takes nothing but a transfer any more is about to say where to."""
_TURNING = frozenset({"only", "until", "unless", "before", "further", "once"})
"""Words that turn a denial into its opposite."""


def harmless(sentence: str) -> bool:
    """Say whether a *sentence* that speaks of payment details announces nothing.

    >>> harmless("Acme will never change its bank details by e-mail.")
    True
    >>> harmless("We never change our bank details by e-mail, so use the new one.")
    False
    """
    if len(sentence) > _LONGEST:
        return False
    bare = _PERCENT.sub(" ", sentence)
    told = _KEPT.sub(" ", _DENIED.sub(" ", bare))
    denied, if_any = told != bare, _IF.search(bare)
    if denied or if_any or _WARNED.search(bare):
        asserted = not if_any and _ASSERTED.search(told)
        begins = _who(bare) if denied else 0
        said = COMMON | WARNING | OTHERS
        return not asserted and _made_of(bare[begins:], said - _TURNING)
    forced = _BY_BANK.search(bare) and _FORCED.search(bare)
    return bool(_PAID.search(bare)) and not forced and _made_of(bare, COMMON | OFFER)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of *text* begins and ends."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.end()
        start = match.end()
    yield start, len(text)


_SUBJECT = re.compile(
    r"\s*((?:[^\W\d_a-z][^\W\d_]*[&.'’,-]*\s+){1,5})"
    r"(?=(?:will|would|does|do|has|have|is|never)\b)",
)
_TELLING = frozenset(
    {"account", "at", "bank", "by", "for", "now", "pay", "remit", "send", "settle"}
    | {"to", "transfer", "use", "via", "wire", "with"}
)
"""Words that say where to pay before anything is denied."""


def _who(sentence: str) -> int:
    """Return where the name of who denies ends; 0 where none stands first."""
    match = _SUBJECT.match(sentence)
    told = match and not _TELLING.isdisjoint(match[1].lower().split())
    return match.end() if match and not told else 0


def _made_of(sentence: str, allowed: frozenset[str]) -> bool:
    """Say whether *sentence* holds words of *allowed* and marks, and nothing else."""
    rest = _WORD.sub("", sentence)
    words = {word.lower().replace("’", "'") for word in _WORD.findall(sentence)}
    return not _MARKS.sub("", rest) and all(
        word in allowed or word.replace("'", "’") in allowed for word in words
    )
