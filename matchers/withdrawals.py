"""Other mails of a vendor that speak against a ship notice, or leave it in doubt.

A notice is one of several mails about an order. Where another one of them takes it
back, corrects it, or says what is not understood, the notice waits for a person, who
reads both: whichever came first.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from extractors.codes import Reason
from extractors.covering.words import TURNS
from extractors.once import once
from extractors.values import Issue, ShipNotice
from matchers.findings import found, quoted
from matchers.keys import canonical_po, canonical_sku, canonical_tracking
from matchers.values import Finding

_UNCLEAR = frozenset({Reason.INCOMPLETE_READING, Reason.READERS_DISAGREE})
_SHORT = 4
"""An order number of fewer characters stands for anything where no label says so."""
_LONGEST = 6
"""Groups of characters a tracking number is printed in, at most."""
_ENOUGH = 9
"""Characters of a tracking number, at least."""
_LABEL = re.compile(
    r"(?:p\.?o\.?|orders?|bestell\w*|auftr\w*|commandes?|pedidos?|ordin[ei]|#|nr|no|n[°º]"
    r"|number|nummer|num[eé]ro|numero|n[uú]m)\W*",
    re.IGNORECASE,
)


class Told(NamedTuple):
    """One ship notice that is open."""

    key: str
    message: int
    vendor: str
    run: int
    """The first run of the night that opened it."""
    notice: ShipNotice
    issues: tuple[Issue, ...] = ()


class Spoken(NamedTuple):
    """What the text of a mail says."""

    objections: tuple[str, ...]
    """Its sentences that are not plainly harmless."""
    sentences: frozenset[str]
    """All of it, to know again what only is repeated."""


class _Said(NamedTuple):
    message: int
    vendor: str
    run: int
    name: str
    """How a person finds it: its subject."""
    words: tuple[str, ...]
    """All that are printed in it, its subject and its files included."""
    listen: Callable[[], Spoken]
    """Reads its text."""


class Said(_Said):
    """One mail of a vendor, as far as it may speak against notices.

    Most are about other orders: their texts are never read.
    """

    @once
    def spoken(self) -> Spoken:
        """What its text says."""
        return self.listen()


def withdrawals(told: Iterable[Told], said: Iterable[Said]) -> Mapping[str, Finding]:
    """Return, by key, why a notice waits beside another mail about its order.

    Of mails that came in on a night before the notice only those count whose own
    notices are open still.
    """
    notices = tuple(told)
    mails = {mail.message: mail for mail in said}
    open_mails = {one.message for one in notices}
    known = frozenset(po for one in notices for po in _orders(one.notice))
    by_message: defaultdict[int, list[Told]] = defaultdict(list)
    by_name: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in notices:
        by_message[one.message].append(one)
        for name in (*_orders(one.notice), *parcels(one.notice)):
            by_name[one.vendor, name].append(one)
    held: dict[str, Finding] = {}
    for mail in mails.values():
        forms = frozenset(forms_of(mail.words))
        named = {o.key: o for f in forms for o in by_name.get((mail.vendor, f), ())}
        for one in named.values():
            rivals = mail.run >= one.run or mail.message in open_mails
            if one.message == mail.message or not rivals:
                continue
            own = mails.get(one.message)
            why = _against(one, mail, own, known, by_message[mail.message])
            if not why:
                continue
            held.setdefault(one.key, _finding(mail, why))
            for its in by_message[mail.message]:
                if _meet(its.notice, one.notice):
                    held.setdefault(its.key, _finding(mail, why))
    return held


def denied(mail: Said) -> Finding | None:
    """Return why the notice of a mail cannot pass for one that is done already."""
    said = next(filter(TURNS.search, mail.spoken.objections), "")
    return _finding(mail, said) if said else None


def _against(
    one: Told,
    mail: Said,
    own: Said | None,
    known: frozenset[str],
    others: Iterable[Told],
) -> str:
    """Return what *mail* says against a notice; empty for nothing."""
    mine = frozenset(_orders(one.notice))
    for sentence in mail.spoken.objections:
        about = known & frozenset(forms_of(sentence.split()))
        ours = not about or about & mine
        if ours and not (own and sentence in own.spoken.sentences):
            return sentence
    for other in others:
        if not _meet(other.notice, one.notice):
            continue
        for issue in other.issues:
            if issue.code in _UNCLEAR and issue not in one.issues:
                return issue.detail
        if said := _other_counts(one.notice, other.notice):
            return said
    return ""


def _meet(one: ShipNotice, other: ShipNotice) -> bool:
    """Say whether two notices are about one order, or one parcel."""
    same = frozenset(_orders(one)) & frozenset(_orders(other))
    return bool(same or parcels(one) & parcels(other))


def _other_counts(one: ShipNotice, other: ShipNotice) -> str:
    """Say where two notices of the same parcels count otherwise."""
    ours, theirs = _counts(one), _counts(other)
    if parcels(one) != parcels(other) or not set(ours) & set(theirs):
        return ""
    for sku in sorted(set(ours) | set(theirs)):
        if ours.get(sku) != theirs.get(sku):
            return f"{theirs.get(sku, 0)} of {sku}, not {ours.get(sku, 0)}"
    return ""


def _counts(notice: ShipNotice) -> dict[str, int]:
    counts: defaultdict[str, int] = defaultdict(int)
    for line in notice.lines:
        if line.sku and line.quantity:
            counts[canonical_sku(line.sku.value)] += line.quantity.value
    return counts


def _orders(notice: ShipNotice) -> Iterator[str]:
    for number in (notice.po_number, notice.order_number):
        if number and (form := canonical_po(number.value)):
            yield form


def parcels(notice: ShipNotice) -> frozenset[str]:
    """Return the tracking numbers of a notice, as they are compared."""
    return frozenset(canonical_tracking(t.number.value) for t in notice.tracking)


def forms_of(words: Iterable[str]) -> Iterator[str]:
    """Yield what the words of a text may name: orders and parcels, in their forms.

    >>> sorted(forms_of("PO # 17: ISD 104-2, 12 pieces".split()))
    ['104-2', '17', 'ISD104-2']
    """
    run = tuple(words)
    for place, word in enumerate(run):
        if not any(c.isdigit() for c in word):
            if place + 1 < len(run) and word.isalpha() and _digits(run[place + 1]):
                yield from filter(None, (canonical_po(f"{word} {run[place + 1]}"),))
            continue
        form = canonical_po(word.strip("()[]{}<>\"'“”„?!*|"))
        labelled = any(_LABEL.fullmatch(w) for w in run[max(place - 2, 0) : place])
        if form and (len(form) >= _SHORT or labelled):
            yield form
        parcel = ""
        for part in run[place : place + _LONGEST]:
            if not _digits(part) and parcel:
                break
            parcel += canonical_tracking(part)
            if len(parcel) >= _ENOUGH:
                yield parcel


def _digits(word: str) -> bool:
    return any(c.isdigit() for c in word)


def _finding(mail: Said, why: str) -> Finding:
    return found(
        Reason.INCOMPLETE_READING,
        f"the mail {quoted(mail.name)} about the same order says {quoted(why)}",
        rule="withdrawn/1",
        actual=why,
        suggestions=("read both mails, and ask the vendor which holds",),
    )
