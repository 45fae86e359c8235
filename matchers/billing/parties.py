"""Whether an invoice is to us and from its sender, as far as its names tell.

Names are printed in many ways: only one that is plainly somebody else's is a finding,
and one that is absent, or could be ours, is none.
"""

import re
from collections.abc import Iterable, Iterator

from extractors.codes import Reason
from extractors.values import Cited, MoneyDocument
from matchers.billing.findings import found
from matchers.billing.standing import BooksStanding
from matchers.company import LEGAL_FORMS, core_of, drawn_words, words_of
from matchers.findings import listed, quoted
from matchers.values import Finding
from matchers.vendors import Vendor

_TRADE = frozenset(
    {
        *("and", "of", "the", "und", "et", "de"),
        *("brands", "commerce", "company", "corporate", "depot", "direct"),
        *("distribution", "distributors", "enterprises", "equipment", "factory"),
        *("furniture", "goods", "group", "hardware", "holding", "holdings", "home"),
        *("industrial", "industries", "international", "logistics", "manufacturing"),
        *("market", "materials", "mfg", "office", "outlet", "partners", "products"),
        *("retail", "sales", "services", "shelving", "shop", "solutions", "stores"),
        *("store", "storage", "supplies", "supply", "systems", "tools", "trade"),
        *("trading", "warehouse", "wholesale", "works"),
    }
)
"""Words that many companies' names share: they tell a company, and not which."""
_DRAWN_TRADE = frozenset(word for name in _TRADE for word in drawn_words(name))
_DRAWN_FORMS = frozenset(word for name in LEGAL_FORMS for word in drawn_words(name))
_ALIKE = 80
"""Percent of likeness from which two words may be one, misprinted or misread."""
_SHORT = 4
"""Letters of a name that may be an abbreviation of any other."""
_ADDRESS = re.compile(r",(?!\s*(?:inc|llc|ltd|l\.l\.c)\b)|\s#?[0-9]", re.IGNORECASE)
"""Where a name ends that an address follows in one line."""
_MANY = 6
"""Letters of a single word that names a vendor for certain."""


def party_findings(
    document: MoneyDocument, vendor: Vendor | None, standing: BooksStanding
) -> Iterator[Finding]:
    """Yield whom else than us an invoice asks, and who else than its sender bills.

    Args:
        document: An invoice or credit memo.
        vendor: Whose mail it came in.
        standing: Who we are, and all vendors that are pinned.
    """
    billed = document.bill_to
    ours = standing.company.names
    if billed is not None and ours and _is_not_us(billed.value, ours):
        yield found(
            Reason.BILL_TO_OTHER,
            f"the invoice is to {quoted(billed.value)}, we are {listed(ours)}",
            rule="bill_to/1",
            expected=listed(ours),
            actual=billed.value,
            evidence=billed.evidence,
        )
    if vendor is not None and document.vendor is not None:
        yield from _of_another(document.vendor, vendor, standing)


def _of_another(
    printed: Cited[str], sender: Vendor, standing: BooksStanding
) -> Iterator[Finding]:
    others = [
        vendor
        for vendor in standing.vendors
        if vendor.key != sender.key
        and any(_is(printed.value, name) for name in _names_of(vendor))
    ]
    if len(others) == 1 and not _names_too(printed.value, sender, others[0]):
        yield found(
            Reason.ISSUER_OTHER_VENDOR,
            f"the invoice is {quoted(printed.value)}'s, {quoted(others[0].name)} of"
            f" ours, and came from {quoted(sender.name)}",
            rule="issuer/1",
            subjects=(others[0].key,),
            expected=sender.name,
            actual=printed.value,
            evidence=printed.evidence,
        )
    if not others:
        yield from _of_a_stranger(printed, sender, standing)


def _of_a_stranger(
    printed: Cited[str], sender: Vendor, standing: BooksStanding
) -> Iterator[Finding]:
    """Yield where the letterhead is a company's that nothing known of the sender names.

    A group may bill by another of its companies: whose debt it is, a person decides.
    """
    known = (
        *_names_of(sender),
        *(payee.name for payee in standing.payees_of(sender)),
        *(domain.partition(".")[0] for domain in sender.domains),
        *(one.partition("@")[2].partition(".")[0] for one in sender.senders),
    )
    if is_another_company(printed.value, known):
        yield found(
            Reason.ISSUER_OTHER_VENDOR,
            f"the letterhead is {quoted(printed.value)}'s, and it came from"
            f" {quoted(sender.name)}",
            rule="letterhead/1",
            expected=sender.name,
            actual=printed.value,
            evidence=printed.evidence,
        )


def is_another_company(printed: str, ours: Iterable[str]) -> bool:
    """Say whether *printed* is a company's name, and none that could be ours.

    >>> is_another_company("Southbay Shelving LLC", ["Northbay Storage"])
    True
    >>> is_another_company("Northbay Storge Inc.", ["Northbay Storage"])
    False
    >>> is_another_company("Jamie Ortiz", ["Northbay Storage"])
    False
    """
    name = _ADDRESS.split(printed)[0]
    kinds = words_of(name)[1:]
    a_company = not (LEGAL_FORMS | _TRADE).isdisjoint(kinds)
    certain = len("".join(_telling(name))) > _SHORT
    return a_company and certain and not any(_may_be(printed, our) for our in ours)


def _is_not_us(printed: str, ours: Iterable[str]) -> bool:
    return is_another_company(printed, ours) or is_sister(printed, ours)


def is_sister(printed: str, ours: Iterable[str]) -> bool:
    """Say whether *printed* bears our name and a word beside it that is none of ours.

    Companies of one group are told apart so; only one with its legal form counts.

    >>> is_sister("Northbay Marine LLC", ["Northbay Storage"])
    True
    >>> is_sister("Northbay Storage LLC", ["Northbay Storage"])
    False
    """
    name = _ADDRESS.split(printed)[0]
    if LEGAL_FORMS.isdisjoint(words_of(name)[1:]):
        return False
    theirs = _telling(name)
    if any(_near("".join(theirs), "".join(_telling(our))) for our in ours):
        return False
    known = [word for our in ours for word in core_of(our)]
    return len(theirs) > 1 and any(
        len(word) >= _SHORT and not any(_near(word, own) for own in known)
        for word in theirs
    )


def _names_too(printed: str, sender: Vendor, other: Vendor) -> bool:
    """Say whether *printed* may name the sender by a word the other does not share."""
    theirs = {word for name in _names_of(other) for word in _telling(name)}
    for name in _names_of(sender):
        own = [
            w for w in _telling(name) if not any(_near(w, their) for their in theirs)
        ]
        if not own or any(_near(w, word) for w in own for word in core_of(printed)):
            return True
    return False


def _near(one: str, other: str) -> bool:
    """Say whether two words may be one, misprinted or misread."""
    from rapidfuzz import fuzz  # noqa: PLC0415  # costs ten milliseconds

    return fuzz.ratio(one, other) >= _ALIKE


def _names_of(vendor: Vendor) -> tuple[str, ...]:
    return (vendor.name, *vendor.shop_vendors)


def _telling(name: str) -> tuple[str, ...]:
    """Return the words of a name that say who it is."""
    return tuple(
        word for word in core_of(name) if word not in _DRAWN_TRADE | _DRAWN_FORMS
    )


def _may_be(one: str, other: str) -> bool:
    """Say whether two names may be one company's: a telling word is shared, or near."""
    ours, theirs = _telling(one), _telling(other)
    together, apart = "".join(ours), "".join(theirs)
    return (
        not together
        or not apart
        or any(_near(a, b) for a in ours for b in theirs)
        or _near(together, apart)
        or together in apart
        or apart in together
        or not _initials(one).isdisjoint(core_of(other))
        or not _initials(other).isdisjoint(core_of(one))
    )


def _initials(name: str) -> set[str]:
    """Return how a name may be abbreviated: by its first letters."""
    core, whole = core_of(name), drawn_words(name)
    return {"".join(word[0] for word in words) for words in (core, whole) if words}


def _is(printed: str, name: str) -> bool:
    """Say whether *printed* names a vendor for certain: by every telling word."""
    telling = _telling(name)
    certain = len(telling) > 1 or len("".join(telling)) >= _MANY
    whole = core_of(printed)
    return (certain and set(telling) <= set(whole)) or (
        bool(telling) and whole == core_of(name)
    )
