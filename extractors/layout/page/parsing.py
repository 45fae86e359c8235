"""Words of a value → the value: quantities and order numbers, or None."""

import re

from extractors.layout.page.citing import part
from extractors.layout.page.dates import DateOrder
from extractors.layout.page.rows import Run
from extractors.layout.page.shares import whole_share
from extractors.tracking.numbers import accept

_QUANTITY = re.compile(
    r"(?P<count>\d{1,6}|\d{1,3}(?:[.,]\d{3})+)(?P<rest>[.,]0+)?"
    r"(?:\s*(?P<unit>[A-Za-z]{1,10})\.?(?:\(s\))?)?"
)
NOT_PIECES = frozenset(
    (  # noqa: SIM905  # a list of sixty words reads better so
        "bag bags bdl bdls bndl bundle bundles box boxes bx bxs carton cartons case"
        " cases crate crates crt cs ctn ctns doz dozen dz ft gal gross gr in kg kgs kit"
        " kits lb lbs m master oz pack packs pallet pallets pk pkg pkgs pks plt plts"
        " skd skid skids tote totes karton kartons palette paletten caisse caisses"
        " caja cajas cartone cartoni doos"
    ).split()
)
"""Units that hold several pieces, or are a measure."""
_THOUSANDS = {"mdy": ",", "dmy": "."}
"""By how a document writes its dates: the mark between thousands."""
_NUMBER = re.compile(r"[A-Za-z0-9#][A-Za-z0-9#._/\-]*[A-Za-z0-9]|\d")
_AMAZON = re.compile(r"(?<![\w-])\d{3}-\d{7}-\d{7}(?![\w-])")
_DATE_LIKE = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2}[/.-][A-Za-z]{3}[/.-]\d{2,4}"
)
_PHONE_LIKE = re.compile(r"\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}")
_MONEY_LIKE = re.compile(r"\d[\d,]*\.\d\d")
_LETTERED = re.compile(r"[A-Z]+(?:[-./][A-Z]+)+")
_BRACKETED = re.compile(r"\[(?P<code>[^\s\[\]]{2,30})\] +\S")
_SHORT = 5
"""Characters of a code without digits, at least."""
_LEAST_DIGITS = 2
_LONGEST = 30
_PREFIX = re.compile(r"[A-Z]{1,4}-?")
_AFTER_PREFIX = re.compile(r" \d+(?:-\d+)?(?![^\s,;])")
_JOINER = r"(?:,|;|&|\+|/|\b(?:and|und|et|y|e|ed|en)\b)"
_LISTED = re.compile(rf"\s*(?:{_JOINER}\s*(?:P\.?O\.?\s*#?\s*(?=\d))?)?", re.IGNORECASE)
"""What joins order numbers, the second with its own label or without."""


def quantity(run: Run, order: DateOrder | None = None) -> int | None:
    """Return a count of whole pieces, 0 included: "2", "2.00", "1,200", "2 EA".

    None for anything else ("2.5", "-1", "1 of 2", "2 cases"), and for "1.000" in a
    document that
    does not say whether that is one or a thousand.

    Args:
        run: The value.
        order: How the document writes its dates, hence also its numbers.
    """
    found = _QUANTITY.fullmatch(run.text.strip())
    if found is None or (found["unit"] or "").lower() in NOT_PIECES:
        return None
    count, rest = found["count"], found["rest"] or ""
    if count.isdigit() and not _three(rest):
        return int(count)
    mark = _THOUSANDS.get(order or "", "")
    if count.isdigit():
        return (
            int(count + rest[1:]) if rest[0] == mark else int(count) if mark else None
        )
    marks = {c for c in count if not c.isdigit()}
    if marks == {mark} or (not count.endswith("000") and marks == {","}):
        return int(re.sub(r"[.,]", "", count))
    return None


def counts(run: Run) -> bool:
    """Say whether a value is meant as a count, certain or not, or as "1 of 2"."""
    text = run.text.strip()
    return bool(_QUANTITY.fullmatch(text) or whole_share(text))


def _three(rest: str) -> bool:
    return len(rest) == 4  # noqa: PLR2004  # a mark and three zeros


def order_numbers(run: Run) -> tuple[Run, ...]:
    """Return the order numbers a value begins with, as printed; several when listed.

    A number has at least two digits and is no date, amount or telephone number. It may
    have a short prefix of its own ("WB 20481").
    """
    text = run.text
    found: list[Run] = []
    at = len(text) - len(text.lstrip("#:.-–= "))
    while True:
        match = _NUMBER.match(text, at)
        if match is None:
            break
        end = _with_groups(text, match)
        piece = text[match.start() : end]
        number = part(run, match.start(), end)
        if number is None or not is_order_number(piece):
            break
        found.append(number)
        listed = _LISTED.match(text, end)
        if listed is None or not listed[0].strip():
            break
        at = listed.end()
    return tuple(found)


def is_joiner(text: str) -> bool:
    """Say whether a word joins what stands before it and behind it in a list."""
    return bool(re.fullmatch(_JOINER, text, re.IGNORECASE))


def _with_groups(text: str, first: re.Match[str]) -> int:
    """Return where a number ends, also one in groups: "WB 20481", "4500 012 345"."""
    if _PREFIX.fullmatch(first[0]):
        following = _AFTER_PREFIX.match(text, first.end())
        if following is None or _DATE_LIKE.fullmatch(following[0].strip()):
            return first.end()
        return following.end()
    if not first[0].isdigit():
        return first.end()
    rest = re.compile(r"(?: \d{3}){2,}(?![^\s,;])").match(text, first.end())
    return rest.end() if rest else first.end()


def is_order_number(text: str) -> bool:
    """Say whether *text* can be the number of an order."""
    digits = sum(map(str.isdigit, text))
    return (
        digits >= _LEAST_DIGITS
        and len(text) <= _LONGEST
        and not any(p.fullmatch(text) for p in (_DATE_LIKE, _PHONE_LIKE, _MONEY_LIKE))
        and not accept(text, labelled=False).sound
    )


def amazon_order(run: Run) -> Run | None:
    """Return the one marketplace order id in *run* (3-7-7 digits)."""
    found = _AMAZON.findall(run.text)
    if len(set(found)) != 1:
        return None
    match = _AMAZON.search(run.text)
    return part(run, match.start(), match.end()) if match else None


def code_shaped(text: str) -> bool:
    """Say whether a word may be an article code where a label or a list says so.

    Capitals with a dash or the like need no digit there.

    >>> code_shaped("FH-MUG-E"), code_shaped("SHELVING"), code_shaped("T-shirt")
    (True, False, False)
    """
    return code_like(text) or (len(text) >= _SHORT and bool(_LETTERED.fullmatch(text)))


def code_like(text: str) -> bool:
    """Say whether a word can be an article code: no blanks, a digit, not only a count.

    >>> code_like("SR-4872"), code_like("shelving"), code_like("12")
    (True, False, False)
    """
    return (
        bool(_NUMBER.fullmatch(text))
        and any(map(str.isdigit, text))
        and (len(text) >= 4 or not text.isdigit())  # noqa: PLR2004  # "12" is a count
        and not _DATE_LIKE.fullmatch(text)
        and not _MONEY_LIKE.fullmatch(text)
        and not accept(text, labelled=False).sound
    )


def bracketed(line: Run) -> Run | None:
    """Return the code in square brackets that a name begins with: "[AB-100] Bowl"."""
    match = _BRACKETED.match(line.text)
    if match is None or not code_like(match["code"]):
        return None
    return part(line, match.start("code"), match.end("code"))
