"""Mails that tell of a parcel and name no order of ours: what a carrier or shop writes.

Their records have no purchase order and say so, so that none of them is acted on.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractors.codes import Reason
from extractors.layout.bodies import is_answer, unquoted
from extractors.layout.notices.notice_numbers import OF_NUMBERS, parcel
from extractors.layout.notices.parcels import Sighting, sightings
from extractors.layout.notices.ship_notice import Notice, notices_of
from extractors.layout.notices.subject import subject_document
from extractors.layout.orders.anchors import anchors_of
from extractors.layout.orders.values import order_key
from extractors.layout.page.citing import cite
from extractors.layout.page.sheet import Sheet, sheet_of
from extractors.layout.page.vocabulary import Field
from extractors.tracking.carriers import carrier_in
from extractors.tracking.numbers import Verdict, accept
from extractors.values import Cited, Document, Issue, Mail, ShipNotice, Tracking

_MOVES = re.compile(
    r"\bon (?:its|the|their) way\b|\bout for delivery\b|\bin transit\b"
    r"|\b(?:has|have|was|were|been|just|is|are|order|package|parcel|shipment|items?)"
    r" (?:now |just |been )*(?:shipped|dispatched|despatched|delivered|sent out)\b"
    r"|\bdelivered your (?:package|parcel|shipment|order|item)"
    r"|\b(?:package|parcel|shipment|item)s?\b[^.\n]{0,60}\b(?:arriv\w+|delivered)\b"
    r"|\b(?:expected|scheduled) delivery\b|\bdelivery is due\b"
    r"|\b(?:expects?|scheduled) to (?:deliver|arrive)\b|\barriving (?:soon|today)\b"
    r"|\ben cours de livraison\b|\ben route\b|\bin zustellung\b|\bunterwegs\b"
    r"|\bzugestellt\b|\ben camino\b|\ben reparto\b|\bin consegna\b|\bonderweg\b",
    re.IGNORECASE,
)
"""What only a mail about a parcel that has left says."""
_NOT_YET = re.compile(
    r"\b(?:when|once|as soon as|until|before|after|if|not(?: yet)?|hasn'?t|haven'?t)\b"
    r"[^.!?\n]{0,40}$",
    re.IGNORECASE,
)
"""What takes such words back when it stands before them."""
_FIRST_PERSON = re.compile(
    r"(?:\b(?-i:my)|(?<![a-z] )\b(?-i:My)) (?:order|package|parcel|shipment|item"
    r"|delivery|tracking|customer)\b"
    r"|\b(?:i(?:'m|'ve|'d| am| have| haven'?t| ordered| bought| placed| received| need"
    r"| want| still| was)|where(?:'s| is)|still waiting|please (?:advise|let me know)"
    r"|can you|could you|mein(?:e|er)? (?:bestellung|paket)|ma commande|mi pedido)\b",
    re.IGNORECASE,
)
"""What a person who asks writes, and no machine but on a button ("Follow My Item")."""
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_UNLABELLED = 12
"""Digits of a number that its carrier prints without any label, at least."""
_ORDER = 4
"""Characters of an order number, at least: "Order 12" is anything."""
_TRACKED = (Field.TRACKING, Field.PRO)
_DETAIL = "a parcel is told of, and no purchase order of ours is named"


class _Parcel(NamedTuple):
    """What one part of the mail says of a parcel."""

    order: Cited[str] | None
    carrier: Cited[str] | None
    tracking: tuple[Tracking, ...] = ()
    issues: tuple[Issue, ...] = ()


def parcels_of(mail: Mail | None, bodies: Sequence[Document]) -> tuple[Notice, ...]:
    """Return the parcels a notification tells of, one record for each order it names.

    Numbers come from its text and its subject; those in links are not printed. A mail
    that somebody wrote, that answers one or names an order of ours tells of none.

    Args:
        mail: None for a file that is no mail.
        bodies: Its text, as read.

    Returns:
        Records without purchase order, each with issue ``po_missing``.
    """
    if mail is None or is_answer(mail):
        return ()
    near = mail.date.date() if mail.date else None
    sheets = [sheet_of(unquoted(body, mail), near) for body in bodies]
    text = "\n".join((mail.subject, *(sheet.text for sheet in sheets)))
    if _FIRST_PERSON.search(text):
        return ()
    sender, moves = _sender_carriers(mail), _tells(text)
    subject = sheet_of(subject_document(mail), near)
    if any(anchors_of(sheet) for sheet in (*sheets, subject)):
        return ()
    told = [p for s in sheets for p in _parts(s, sender, bare=moves)]
    told += _parts(subject, sender, bare=moves, heading=True)
    labelled = any(lb.value for s in sheets for lb in s.of(*_TRACKED))
    if not (moves or sender or labelled):
        return ()
    # An order alone may as well have been placed or paid for.
    joined = [one for one in _joined(told) if one.tracking or (one.order and moves)]
    return tuple(map(_notice, joined))


def _tells(text: str) -> bool:
    """Say whether a text speaks of a parcel that has left."""
    return any(
        not _NOT_YET.search(text, max(0, found.start() - 50), found.start())
        for found in _MOVES.finditer(text)
    )


def _sender_carriers(mail: Mail) -> tuple[str, ...]:
    """Return the carrier whose domain the mail comes from, if it comes from one."""
    if len(mail.senders) != 1:
        return ()
    domain = mail.senders[0].address.rpartition("@")[2]
    # Capitals, since names that are also words count in capitals only.
    found = {m.scacs for m in carrier_in(domain.upper().replace(".", " "))}
    return next(iter(found)) if len(found) == 1 else ()


def _parts(
    sheet: Sheet, sender: tuple[str, ...], *, bare: bool, heading: bool = False
) -> list[_Parcel]:
    """Return what a sheet says, its links left out.

    Args:
        sheet: The text of the mail, or its subject.
        sender: The carrier that sent it.
        bare: A number without a label counts, where a carrier sends it.
        heading: It counts wherever it stands, not only alone in its cell.
    """
    parts = [_read(sheet, notice, sender) for notice in notices_of(sheet)]
    seen = {t.number.value for part in parts for t in part.tracking}
    if bare and sender and (heading or not seen):
        loose = (s for s in sightings(sheet) if not s.labelled and not s.claimed)
        for sighting in loose:
            more = _unlabelled(sheet, sighting, sender, heading=heading)
            if more and more.tracking[0].number.value not in seen:
                parts.append(more)
                seen.add(more.tracking[0].number.value)
    return [part for part in parts if part.order or part.carrier or part.tracking]


def _read(sheet: Sheet, notice: Notice, sender: tuple[str, ...]) -> _Parcel:
    """Return what a notice says of its parcels, each number where it is printed."""
    record = notice.record
    reasons = {
        _plain(i.evidence.quote): i
        for i in notice.issues
        if i.code in OF_NUMBERS and i.evidence
    }
    tracking: list[Tracking] = []
    issues: list[Issue] = []
    for one in record.tracking:
        number = _outside_links(sheet.document, one.number)
        if number is None:
            continue
        found, issue = one.model_copy(update={"number": number}), None
        reason = reasons.get(_plain(one.number.evidence.quote))
        if reason:
            issue = reason.model_copy(update={"evidence": number.evidence})
        if not one.verified and record.carrier is None and sender:
            verdict = accept(number.evidence.quote, labelled=True, carriers=sender)
            found, issue = _judged(number, verdict)
        tracking.append(found)
        issues += [issue] if issue else []
    order = record.order_number
    if order and (len(order.value) < _ORDER or _linked(sheet.document, order)):
        order = None
    return _Parcel(order, record.carrier, tuple(tracking), tuple(issues))


def _unlabelled(
    sheet: Sheet, seen: Sighting, sender: tuple[str, ...], *, heading: bool
) -> _Parcel | None:
    """Return a number that a carrier prints without a label, as its own."""
    row = sheet.rows[seen.place.row]
    alone = any(cell.text == seen.run.text for cell in row.cells)
    if sum(map(str.isdigit, seen.run.text)) < _UNLABELLED or not (heading or alone):
        return None
    verdict = accept(seen.run.text, labelled=True, carriers=sender)
    number = cite(sheet.document, seen.run, verdict.number)
    if not verdict.counts or number is None or _linked(sheet.document, number):
        return None
    tracking, issue = _judged(number, verdict)
    return _Parcel(None, None, (tracking,), (issue,) if issue else ())


def _judged(number: Cited[str], verdict: Verdict) -> tuple[Tracking, Issue | None]:
    """Return a number with what is to be made of it."""
    issue = (
        Issue(code=verdict.reason, detail=verdict.detail, evidence=number.evidence)
        if verdict.reason
        else None
    )
    return parcel(number, verdict, sound=verdict.sound), issue


def _outside_links(document: Document, number: Cited[str]) -> Cited[str] | None:
    """Return a number where it is printed outside a link; None if it nowhere is."""
    if not _linked(document, number):
        return number
    quote = number.evidence.quote
    places = [(m.start(), m.end()) for m in _LINK.finditer(document.text)]
    for found in re.finditer(rf"(?<!\w){re.escape(quote)}(?!\w)", document.text):
        if not any(low <= found.start() < high for low, high in places):
            evidence = number.evidence.model_copy(update={"offset": found.start()})
            return Cited(value=number.value, evidence=evidence)
    return None


def _linked(document: Document, cited: Cited[str]) -> bool:
    """Say whether a fact stands in a link, which nobody reads."""
    offset = cited.evidence.offset
    return offset is not None and any(
        m.start() <= offset < m.end() for m in _LINK.finditer(document.text)
    )


def _plain(quote: str) -> str:
    return re.sub(r"[\W_]", "", quote).upper()


def _joined(told: Iterable[_Parcel]) -> list[_Parcel]:
    """Return one parcel for each order; what names no order joins the only one."""
    told = list(told)
    named: dict[str, _Parcel] = {}
    for one in told:
        if one.order:
            key = order_key(one.order.value)
            named[key] = _with(named[key], one) if key in named else one
    loose = [one for one in told if one.order is None]
    if len(named) == 1:
        [only] = named.values()
        for one in loose:
            only = _with(only, one)
        return [only]
    rest: _Parcel | None = None
    for one in loose:
        rest = _with(rest, one) if rest else one
    return [*named.values(), *([rest] if rest and rest.tracking else [])]


def _with(one: _Parcel, other: _Parcel) -> _Parcel:
    """Return two parts' words of one parcel, each number once."""
    known = {t.number.value for t in one.tracking}
    more = tuple(t for t in other.tracking if t.number.value not in known)
    added = {t.number.evidence for t in more}
    return _Parcel(
        one.order or other.order,
        one.carrier or other.carrier,
        (*one.tracking, *more),
        (*one.issues, *(i for i in other.issues if i.evidence in added)),
    )


def _notice(parcel: _Parcel) -> Notice:
    said = parcel.order or (parcel.tracking[0].number if parcel.tracking else None)
    missing = Issue(
        code=Reason.PO_MISSING,
        detail=_DETAIL,
        evidence=said.evidence if said else None,
    )
    record = ShipNotice(
        po_number=None,
        order_number=parcel.order,
        carrier=parcel.carrier,
        tracking=parcel.tracking,
    )
    return Notice(record, (missing, *dict.fromkeys(parcel.issues)))
