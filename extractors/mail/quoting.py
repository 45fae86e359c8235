"""Who wrote what stands quoted in a text, as the lines around it say.

Told by shape as much as by words: a line of an author counts where an address and
another label of a header stand with it. What is quoted with no author that can be read
has one without an address. Linear in the text, whatever a stranger wrote.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from extractors.mail.headers import clean
from extractors.mail.quoting_words import FROM, PASSED_ON, SENT, SUBJECT, TO, WROTE
from extractors.values import Address

NOBODY = Address("", "")
"""The author of something that says not who wrote it, or several."""
_MOST_LINES = 20_000
_CUT = 2_000
_LONGEST = 1_000
"""Characters of a line, its blanks taken together."""
_NEAR = 8
"""Lines in which a header shows a second label, and a marker its author."""
_FAR = 60
"""Lines in which it has its subject: a long list of receivers goes before."""
_FOLDED = 2
"""Lines over which an author's own line may go on."""
_LABELS_IN_A_ROW = 3
_QUOTED_LINES = 2
_MARGIN = r"^[\s>|*_#\u2502\u2503-]*+"


def _label(words: str) -> re.Pattern[str]:
    return re.compile(rf"{_MARGIN}(?:{words})[\s*_|]*+[:\uff1a](.*)$", re.IGNORECASE)


_AUTHOR = _label(FROM)
_SENT = _label(SENT)
_SUBJECT = _label(SUBJECT)
_OTHER = _label(f"{SENT}|{TO}|{SUBJECT}")
_ANY = re.compile(_MARGIN + r"([^\W\d_][^\d:\uff1a@<>/]{0,24}?)[\s*_|]*[:\uff1a](.*)$")
_CONTACT = re.compile(
    r"\b(?:e-?mails?|mail|contacts?|kontakt|contacto|reply-to)\b", re.IGNORECASE
)
_BARE = re.compile(_MARGIN + r"[^:<>@]{0,80}<[^<>\s]+@[^<>\s]+>")
_TO = _label(TO)
_MARKER = re.compile(
    rf"^[\W_]*+(?:begin(?: of)? |anfang der |d[ée]but du |inicio del |inizio )?"
    rf"(?:{PASSED_ON})",
    re.IGNORECASE,
)
_WROTE = re.compile(rf"(?<!\w)(?:{WROTE})(?!\w)", re.IGNORECASE)
_QUOTED = re.compile(r"^\s*[>|\u2502]\s*\S")
_ADDRESS = re.compile(r"[\w.+'%&=!#$*/?^{}~-]{1,64}@[\w-]+(?:\.[\w-]+)+")


def quoted_authors(text: str, *, body: bool = True) -> Iterator[Address]:
    r"""Yield the author of each message quoted in *text*.

    Args:
        text: Of a mail, or of a document that may be a mail, saved or printed.
        body: It is the mail's own, where lines behind ``>`` are somebody's words.

    >>> block = "From: A <a@v.example>\nSent: Monday\nTo: us\nSubject: PO 1\n"
    >>> [author.address for author in quoted_authors(block)]
    ['a@v.example']
    """
    cut = text.splitlines()[:_MOST_LINES]
    lines = [clean(" ".join(line[:_CUT].split()))[:_LONGEST] for line in cut]
    authors = dict(_authors(lines))
    yield from authors.values()
    for number, line in enumerate(lines):
        if _MARKER.match(line):
            after = range(number, number + _NEAR + 1)
            if not any(place in authors for place in after):
                yield NOBODY
    if body and not authors:
        quoted = (line for line in lines if _QUOTED.match(line))
        if len(list(islice(quoted, _QUOTED_LINES))) == _QUOTED_LINES:
            yield NOBODY


def _authors(lines: Sequence[str]) -> Iterator[tuple[int, Address]]:
    """Yield the number of each line that names an author, and whom."""
    for number, line in enumerate(lines):
        if ":" not in line and "\uff1a" not in line and "@" not in line:
            continue
        author = _of_header(lines, number) or _of_sentence(lines, number)
        if author is not None:
            yield number, author


def _of_header(lines: Sequence[str], at: int) -> Address | None:
    """Return the author of a header that begins at a line, or None."""
    line = lines[at]
    near = lines[at + 1 : at + 1 + _NEAR]
    if named := _AUTHOR.match(line):
        said = _unfolded(named[1], near)
        if "@" in said and any(map(_OTHER.match, near)):
            return _only(said)
        far = lines[at + 1 : at + 1 + _FAR]
        whole = any(map(_SENT.match, near)) and any(map(_SUBJECT.match, far))
        return NOBODY if whole else None
    if _BARE.match(line) and any(map(_TO.match, near[:_LABELS_IN_A_ROW])):
        return _only(line)
    return _of_foreign(line, near)


def _of_foreign(line: str, near: Sequence[str]) -> Address | None:
    """Return the author of a header in a language that is not known, or None."""
    named = _ANY.match(line)
    if named is None or "<" not in named[2] or not _ADDRESS.search(named[2]):
        return None
    if _OTHER.match(line) or _CONTACT.search(named[1]):
        return None
    rest = near[: _LABELS_IN_A_ROW - 1]
    in_a_row = len(rest) == _LABELS_IN_A_ROW - 1 and all(map(_ANY.match, rest))
    return _only(named[2]) if in_a_row else None


def _unfolded(said: str, following: Sequence[str]) -> str:
    """Return an author's line with those on which it goes on."""
    parts = [said]
    for line in [line for line in following if line.strip(" >|*")][:_FOLDED]:
        if "@" in " ".join(parts) or _OTHER.match(line):
            break
        parts.append(line)
    return " ".join(parts)


def _of_sentence(lines: Sequence[str], at: int) -> Address | None:
    """Return whom "On such a day A <a@v.example> wrote:" names, or None."""
    line = lines[at]
    if not line.rstrip(" *_").endswith((":", "\uff1a")):
        return None
    said = [line]
    for earlier in reversed(lines[max(0, at - _FOLDED) : at]):
        told = " ".join(said)
        if not earlier.strip(" >|") or ("@" in told and _WROTE.search(told)):
            break
        said.insert(0, earlier)
    told = " ".join(said)
    verbs = list(_WROTE.finditer(told))
    begins = len(told) - len(line)
    if not verbs or (verbs[-1].end() <= begins and "@" not in told[verbs[-1].end() :]):
        return None
    return _only(told)


def _only(said: str) -> Address:
    """Return the one address of a line; several are as good as none."""
    found = {address.lower().strip("'") for address in _ADDRESS.findall(said)}
    return Address("", found.pop()) if len(found) == 1 else NOBODY
