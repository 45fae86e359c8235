"""Whether all pages of a document are there, by what its pages say of themselves."""

import re
from collections import defaultdict
from collections.abc import Sequence

from extractors.codes import Reason
from extractors.values import Issue, Page

_MAX_PAGES = 99
_COUNTED = re.compile(
    r"\b(?:page|pg|seite|blatt|p[aá]gina|pag)\b[.:]?\s?(?:no\.?\s?)?"
    r"(\d{1,2})\s?(?:of|von|sur|de|di|van|/)\s?(\d{1,2})\b(?![.,/-]\d)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\b(?:continued on (?:the )?(?:next|following) page"
    r"|fortsetzung auf (?:der )?(?:nächsten|folgenden) seite"
    r"|suite (?:à la|en) page suivante"
    r"|contin[uú]a en la (?:siguiente página|página siguiente)"
    r"|(?:segue|continua) (?:alla|a) pagina seguente"
    r"|vervolg op (?:de )?volgende pagina)\b",
    re.IGNORECASE,
)


def missing_pages(pages: Sequence[Page]) -> Issue | None:
    """Return the issue that pages are missing; None where none is known to be.

    A document made of several is complete when each of its counts is, or when there are
    as many pages as the longest count wants: not every page has to say its number.
    """
    counts: dict[int, set[int]] = defaultdict(set)
    texts = [" ".join(word.text for word in page.words) for page in pages]
    for text in texts:
        for number, total in _COUNTED.findall(text):
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
