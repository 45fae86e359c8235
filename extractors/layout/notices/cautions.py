"""Words that take back what a ship notice says, or make one of its numbers doubtful.

A label of the order, a format of the number and a column of quantities can all be in
place in a notice that says in the next sentence that nothing left. What such words
concern is not worked out: the notice is held, and a person reads it.
"""

import re

from extractors.codes import Reason
from extractors.layout.notices.denials import DENIALS
from extractors.layout.replaced import replaced
from extractors.sought import Sought, folded
from extractors.values import Issue


def _words(pattern: str) -> Sought:
    return Sought(pattern.replace(" ", r"\s+"))


_GOODS = (
    r"(?:(?:this |your |the )?(?:order|shipment|package|parcel|goods|items?"
    r"|p\.?o\.?(?: (?:#|no\.?|number))?(?: [\w-]*\d)?)|this|it|they)"
)
_PAPER = r"(?:label|tracking(?: (?:number|no\.?|#))?|notice|notification|pick-?up)"
_GONE = (
    r"(?:cancel+ed|void(?:ed)?|recalled|withdrawn|reversed|intercepted|refused"
    r"|returned to (?:sender|shipper|us|our))"
)
_CAUTIONS = (
    # Nothing left.
    Sought(
        *(p.replace(" ", r"\s+") for p in DENIALS), flags=re.IGNORECASE | re.MULTILINE
    ),
    _words(
        rf"\b{_GOODS} (?:has|have|was|were|is|are)(?: not|n['’]t)"
        r" (?:yet )?(?:been )?(?:shipped|dispatched|despatched|left|picked up"
        r"|sent out)\b"
    ),
    # It left, and that is over.
    _words(
        rf"\b(?:{_GOODS}|{_PAPER})(?: [\w#-]+){{0,3}}"
        rf" (?:was|were|is|are|has been|have been) (?:since )?{_GONE}\b"
    ),
    _words(r"\breturn(?:ed|ing) to (?:the |its )?(?:sender|shipper)\b"),
    _words(
        r"\bdelivery (?:exception|failed|failure)\b|\bdamaged in trans(?:it|port)\b"
        r"|\btransportschaden\b"
        r"|\bendommag[ée]e?s? (?:pendant|lors|en)\b|\bdanneggiat[oa] durante\b"
        r"|\bda[ñn]ad[oa] (?:durante|en)\b|\bbeschadigd (?:tijdens|onderweg)\b"
    ),
    Sought(
        r"(?<![A-Za-z] )\b(?:VOID|VOIDED)\b(?! (?:WHERE|IF|AFTER|UNLESS)\b)",
        flags=re.NOFLAG,
    ),
    # What was said before is wrong, or this is.
    _words(
        r"\b(?:disregard|ignore) (?:the |this |our |my )?(?:\w+ )?"
        r"(?:previous|prior|earlier|last|first|ship\w*|tracking|notice|notification)\b"
    ),
    _words(r"\b(?:was|were|been) (?:sent|issued|entered|provided|given) in error\b"),
    _words(
        r"\b(?:number|notice|tracking|label)\b[^.]{0,40} (?:sent|issued) in error\b"
    ),
    _words(
        r"\b(?:replaces?|supersedes?|replacing|superseding|instead of) (?:the |our )?"
        r"(?:previous\w* |prior |earlier |old |wrong |incorrect |first |original )?"
        r"(?:tracking|pro|ship\w*|notice|notification|number)\b"
    ),
    replaced("notice"),
    _words(
        r"\b(?:previous|prior|old|wrong|incorrect|original|replaced|voided|cancel+ed)"
        r" (?:tracking|pro) ?(?:#|no\b|numbers?\b|:)"
    ),
    # A number of the way back.
    _words(
        r"\breturns?(?: shipping| shipment)?(?: label)?"
        r" (?:tracking|track(?: ?#)|label(?: tracking)? (?:#|no\b|number))"
    ),
    # It never meant to say anything.
    _words(r"\bthis is (?:only )?a test\b"),
    _words(r"\btest (?:only|e-?mail|message|notice|notification|shipment)\b"),
    _words(
        r"\bsample only\b|\bnot an? (?:real|actual|valid) (?:shipment|order|notice)"
    ),
)
_NUMBER = re.compile(r"\b(?=[A-Z]{0,4}[0-9])(?=(?:[A-Z]*[0-9]){7})[A-Z0-9]{9,34}\b")
"""As long as a parcel's number."""
_FOREIGN = _words(
    r"\breturn (?:label|number|no\b|shipment|parcel|package|service|authori[sz]ation)"
    r"|\b(?:for|your|any|on) returns?\b|\bsen[dt] (?:\w+ )?back\b|\brma\b"
    r"|\b(?:previous|earlier|prior|former|separate|different) (?:\w+ )?"
    r"(?:shipment|parcel|package|order|delivery|carton|box|po|consignment)s?\b"
    r"|\bpreviously (?:shipped|sent|dispatched|despatched|delivered)\b"
    r"|\b(?:shipped|sent|dispatched|despatched|delivered) previously\b"
    r"|\barrived (?:yesterday|on|last|already|in)\b|\b(?:was|were|been|got|is) lost\b"
    r"|\blost in transit\b|\bwent missing\b|\bexample\b"
    r"|\bwarranty\b|\breplacement (?:for|of|parcel|package|shipment)\b"
    r"|\b(?:no longer|not) (?:yours|for you|this order)\b"
)
"""Words beside which a number is another parcel's: of the way back, of a time before,
of somebody else, or of nobody."""
_WAY_BACK = (
    r"(?:returns?|return(?:ing)?|retouren?\w*|r[üu]cksend\w*|retours?|resi|reso"
    r"|devoluci[óo]n(?:es)?)"
)
_LABELS = (
    r"(?:label|tracking|track|shipment|shipping|parcel|package|service|number|nummer"
    r"|no|nr|n[º°]|id|use|this|is|your|code|\w*nummer)"
)
_ELSEWHERE = re.compile(
    rf"\b{_WAY_BACK}(?:[\s:#.-]+{_LABELS})*[\s:#.-]*$"
    r"|\b(?:previous|prior|earlier|former)\s+"
    r"(?:shipment|parcel|package|delivery|consignment|carton|box)\b[^.;!?]{0,80}$"
    r"|\bpreviously\s+(?:shipped|sent|dispatched|despatched|delivered)\b[^.;!?]{0,80}$",
    re.IGNORECASE,
)
"""Words right before a number that say whose it is: the way back's, or an earlier
parcel's."""
_BACK, _ON = 160, 80
"""Characters before and after a number in which its sentence is looked for."""
_PROSE = re.compile(r"\b[a-z]{2,}\b[^\n]*?\b[a-z]{2,}\b[^\n]*?\b[a-z]{2,}\b")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n")
_DOUBT = re.compile(
    r"\b(?:if|unless|should you|in case|falls|sofern|wenn|si|en cas|en caso|qualora"
    r"|in caso|indien)\b",
    re.IGNORECASE,
)


def cautions(text: str) -> tuple[Issue, ...]:
    """Return an issue for each kind of words in *text* that take a notice back.

    What stands under an "if" is boilerplate: "if this was sent in error, delete it".

    >>> [i.detail for i in cautions("PO 4711. This order has not shipped yet.")]
    ["'This order has not shipped' is printed: what is said of it is not certain"]
    >>> cautions("If you received this in error, please disregard this notice.")
    ()
    """
    issues = []
    low = folded(text)
    for sought in _CAUTIONS:
        for match in sought.finditer(text, low):
            if _DOUBT.search(_before(text, match.start())):
                continue
            said = " ".join(match[0].split())
            detail = f"{said!r} is printed: what is said of it is not certain"
            issues.append(Issue(code=Reason.INCOMPLETE_READING, detail=detail))
            break
    if _FOREIGN.possible(low):
        issues += filter(None, (_another_parcels(text),))
    return tuple(issues)


def elsewhere(before: str) -> bool:
    """Say whether a number is no parcel of this notice, by the words right before it.

    >>> elsewhere("Return label no."), elsewhere("Returns are free. Tracking:")
    (True, False)
    >>> elsewhere("Previously shipped: AB-1 (tracking "), elsewhere("Shipped: AB-1 ")
    (True, False)
    """
    return bool(_ELSEWHERE.search(before))


def _another_parcels(text: str) -> Issue | None:
    """Return an issue where words say that a number is another parcel's.

    Their line counts, and in running text their sentence, which may be wrapped.
    """
    for number in _NUMBER.finditer(text):
        begin = text.rfind("\n", 0, number.start()) + 1
        end = text.find("\n", number.end())
        line = text[begin : end if end >= 0 else len(text)]
        if _PROSE.search(line):
            line = _sentence(text, number.start(), number.end())
        if said := _FOREIGN.search(line):
            words = " ".join(said[0].split())
            detail = f"{words!r} is printed beside {number[0]!r}: whose is it?"
            return Issue(code=Reason.INCOMPLETE_READING, detail=detail)
    return None


def _sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around a place, as far as it is looked for."""
    before, after = text[max(0, start - _BACK) : start], text[end : end + _ON]
    opened = max((m.end() for m in _SENTENCE.finditer(before)), default=0)
    closed = _SENTENCE.search(after)
    return (
        before[opened:] + text[start:end] + after[: closed.start() if closed else _ON]
    )


def _before(text: str, at: int) -> str:
    """Return what stands before *at* in its sentence."""
    begin = max((m.end() for m in _SENTENCE.finditer(text[:at])), default=0)
    return text[begin:at]
