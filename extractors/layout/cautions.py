"""Words that take back what a ship notice says, or make one of its numbers doubtful.

A label of the order, a format of the number and a column of quantities can all be in
place in a notice that says in the next sentence that nothing left. What such words
concern is not worked out: the notice is held, and a person reads it.
"""

import re

from extractors.codes import Reason
from extractors.values import Issue


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" ", r"\s+"), re.IGNORECASE)


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
    _words(r"\breturn(?:ed|ing) to (?:sender|shipper)\b"),
    re.compile(r"(?<![A-Za-z] )\b(?:VOID|VOIDED)\b(?! (?:WHERE|IF|AFTER|UNLESS)\b)"),
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
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*\n")
_DOUBT = re.compile(r"\b(?:if|unless|should you|in case)\b", re.IGNORECASE)


def cautions(text: str) -> tuple[Issue, ...]:
    """Return an issue for each kind of words in *text* that take a notice back.

    What stands under an "if" is boilerplate: "if this was sent in error, delete it".

    >>> [i.detail for i in cautions("PO 4711. This order has not shipped yet.")]
    ["'This order has not shipped' is printed: what is said of it is not certain"]
    >>> cautions("If you received this in error, please disregard this notice.")
    ()
    """
    issues = []
    for pattern in _CAUTIONS:
        for match in pattern.finditer(text):
            if _DOUBT.search(_before(text, match.start())):
                continue
            said = " ".join(match[0].split())
            detail = f"{said!r} is printed: what is said of it is not certain"
            issues.append(Issue(code=Reason.INCOMPLETE_READING, detail=detail))
            break
    return tuple(issues)


def _before(text: str, at: int) -> str:
    """Return what stands before *at* in its sentence."""
    begin = max((m.end() for m in _SENTENCE.finditer(text[:at])), default=0)
    return text[begin:at]
