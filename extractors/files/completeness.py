"""Whether all pages of a document are there, by what its pages say of themselves."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractors.codes import Reason
from extractors.sought import Sought
from extractors.values import Issue, Page

_MAX_PAGES = 99
_COUNTED = Sought(
    r"\b(?:page|pg|seite|blatt|p[aá]gina|pag)\b[.:]?\s?(?:no\.?\s?)?"
    r"(\d{1,2})\s?(?:of|von|sur|de|di|van|/)\s?(\d{1,2})\b(?![.,/-]\d)",
)
_GOES_ON = Sought(
    r"\b(?:continued on (?:the )?(?:next|following) page"
    r"|fortsetzung auf (?:der )?(?:nächsten|folgenden) seite"
    r"|suite (?:à la|en) page suivante"
    r"|contin[uú]a en la (?:siguiente página|página siguiente)"
    r"|(?:segue|continua) (?:alla|a) pagina seguente"
    r"|vervolg op (?:de )?volgende pagina|continued overleaf|see next page)\b"
    r"|\b(?:continued|carried (?:forward|over)|[uü]bertrag|[aà] reporter|a riportare"
    r"|suma y sigue|over te brengen)[\s\d.,:'’€$)-]*$",
)
"""What the foot of a page says when another one follows."""
_MARGIN = 0.07
"""Of a page: its number may stand there without a word for "page"."""
_OF = frozenset({"of", "von", "sur", "de", "di", "van"})
_NUMBER = re.compile(r"\d{1,2}")


def missing_pages(pages: Sequence[Page]) -> Issue | None:
    """Return the issue that pages are missing; None where none is known to be.

    A document made of several is complete when each of its counts is, or when there are
    as many pages as the longest count wants: not every page has to say its number.
    """
    counts: dict[int, set[int]] = defaultdict(set)
    texts = [" ".join([word.text for word in page.words]) for page in pages]
    for page, text in zip(pages, texts, strict=True):
        counted = (match.groups() for match in _COUNTED.finditer(text))
        for number, total in (*counted, *_in_margins(page)):
            if 1 <= int(number) <= int(total) <= _MAX_PAGES:
                counts[int(total)].add(int(number))
    for total, there in sorted(counts.items(), reverse=True):
        if len(there) < total and len(pages) < total:
            detail = f"page {min(there)} of {total}, but there are {len(pages)}"
            return Issue(code=Reason.PAGES_MISSING, detail=detail)
    if texts and (match := _GOES_ON.search(texts[-1])):
        detail = f"the last page says {match[0]!r}"
        return Issue(code=Reason.PAGES_MISSING, detail=detail)
    return None


def _in_margins(page: Page) -> Iterator[tuple[str, str]]:
    """Yield "1 of 3" where it stands alone at the head or the foot of a page."""
    if not page.printed:
        return
    head, foot = _MARGIN * page.height, (1 - _MARGIN) * page.height
    middles = [w for w in page.words if w.text in _OF]
    if not any(w.bottom < head or w.top > foot for w in middles):
        return
    for words in (
        [w for w in page.words if w.bottom < head],
        [w for w in page.words if w.top > foot],
    ):
        for at, word in enumerate(words[:-2]):
            if words[at + 1].text not in _OF:
                continue
            line = words[at : at + 3]
            ends = word.text, line[-1].text
            if not all(map(_NUMBER.fullmatch, ends)):
                continue
            height = word.bottom - word.top
            others = (
                w for w in words if w not in line and abs(w.top - word.top) < height
            )
            beside = any(
                min(abs(w.x0 - line[-1].x1), abs(word.x0 - w.x1)) < 3 * height
                for w in others
            )
            if not beside:
                yield ends
