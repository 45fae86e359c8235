"""One claimed field after the other, each chosen from the places that print it.

Value and evidence come from the place; the claim only says which place is meant.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from extractors.codes import Reason
from extractors.grounding.belonging import Belonging
from extractors.grounding.goods import GoodsRow, backordered_at, is_sku, shipped_at
from extractors.grounding.parcels import PrintedParcel, carriers_near
from extractors.grounding.printed import Place, Printed, folded
from extractors.grounding.wire import WireLine, WireNotice
from extractors.layout.page.dates import dates_in
from extractors.layout.page.vocabulary import Field
from extractors.tracking.carriers import carrier_in
from extractors.tracking.formats import spellings
from extractors.tracking.numbers import Verdict
from extractors.values import Cited, Document, Issue, NoticeLine, Tracking

T = TypeVar("T")
_SHIPPING_DAY = frozenset({Field.SHIP_DATE})
_SHORTEST_QUOTE = 3


@dataclass(frozen=True)
class Facts:
    """All that the document itself says, before any claim is looked at."""

    printed: Printed
    parcels: tuple[PrintedParcel, ...]
    goods: tuple[GoodsRow, ...]
    belonging: Belonging

    @property
    def document(self) -> Document:
        """The document."""
        return self.printed.document

    def owner(self, place: Place) -> str | None:
        """Return the order that what stands at *place* belongs to."""
        return self.belonging.owner(self.printed.row(place.row))


@dataclass
class Tally:
    """What was dropped and what was used, over all notices of one answer."""

    dropped: list[str] = field(default_factory=list)
    parcels: set[str] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    """First visual rows of the goods that were claimed."""
    articles: set[tuple[int, str]] = field(default_factory=set)
    counts: set[tuple[int, int, int]] = field(default_factory=set)
    """Places of quantities: each is one line's."""

    def drop(self, what: str, text: str) -> None:
        """Count a claim that is printed nowhere, or not as what it is claimed to be."""
        self.dropped.append(f"{what} {text[:60]!r}")


def tracking(
    facts: Facts, key: str, notices: Sequence[WireNotice], tally: Tally
) -> tuple[tuple[Tracking, ...], list[Issue]]:
    """Return the claimed numbers that are the order's, and what is doubtful in them."""
    found: dict[str, Tracking] = {}
    issues = []
    for claim in (t for notice in notices for t in notice.tracking):
        quoted(facts, claim.evidence, tally)
        parcel = _parcel(facts, key, claim.number)
        cited = parcel and cite(facts, parcel.place, parcel.verdict.number)
        if parcel is None or cited is None:
            tally.drop("tracking number", claim.number)
            continue
        tally.parcels.add(parcel.verdict.number)
        if parcel.verdict.number in found:
            continue
        if parcel.verdict.reason:
            issues.append(_doubt(parcel.verdict, cited))
        found[parcel.verdict.number] = Tracking(
            number=cited,
            carrier=parcel.verdict.scac,
            verified=parcel.verdict.verified,
            url=parcel.verdict.url,
        )
    return tuple(found.values()), issues


def _doubt(verdict: Verdict, cited: Cited[str]) -> Issue:
    reason = verdict.reason or Reason.TRACKING_UNVERIFIED
    return Issue(code=reason, detail=verdict.detail, evidence=cited.evidence)


def _parcel(facts: Facts, key: str, claimed: str) -> PrintedParcel | None:
    """Return the printed number that *claimed* is, if it belongs to the order."""
    wanted = set(spellings(claimed))
    same = [
        p
        for p in facts.parcels
        if wanted & {p.verdict.number, *spellings(p.place.text)}
    ]
    owned = [p for p in same if facts.owner(p.place) == key]
    if owned:
        return owned[0]
    return same[0] if same and _shared(facts, key, same[0]) else None


def _shared(facts: Facts, key: str, parcel: PrintedParcel) -> bool:
    """Say whether one shipment carries all orders: one number, printed above them all.

    Each order must have goods of its own in it, or it may be only mentioned.
    """
    numbers = {p.verdict.number for p in facts.parcels}
    row = facts.printed.row(parcel.place.row)
    return (
        len(numbers) == 1
        and row not in facts.belonging.named
        and any(g.shipped and facts.belonging.owner(g.row) == key for g in facts.goods)
    )


def lines(
    facts: Facts, key: str, notices: Sequence[WireNotice], tally: Tally
) -> Iterator[NoticeLine]:
    """Yield the claimed lines that are printed, each on a row of its own."""
    for claim in (line for notice in notices for line in notice.lines):
        if claim.quantity_shipped is None:
            continue  # nothing of it went; a row that says otherwise is reported
        line = _line(facts, key, claim, tally)
        if line is None:
            tally.drop("line", f"{claim.sku} x {claim.quantity_shipped}")
        else:
            yield line


def _line(facts: Facts, key: str, claim: WireLine, tally: Tally) -> NoticeLine | None:
    """Return the claimed line from the one row it is printed on."""
    quote = folded(claim.evidence).replace(" ", "")
    skus = [
        place
        for place in facts.printed.places(claim.sku or "")
        if place.text.isascii()
        and is_sku(facts.printed, place)
        and facts.owner(place) == key
        and (facts.printed.row(place.row), place.text) not in tally.articles
    ]
    # The quoted row first: an article may be printed on several.
    skus.sort(key=lambda p: not _same_row(facts, p, quote))
    for sku in skus:
        row = facts.printed.row(sku.row)
        count = _count(facts, row, claim.quantity_shipped, sku, tally)
        shipped = count and cite(facts, *count)
        cited = cite(facts, sku, sku.text)
        if count is None or shipped is None or cited is None:
            continue
        tally.rows.add(row)
        tally.articles.add((row, sku.text))
        tally.counts.add(count[0][:3])
        return NoticeLine(
            sku=cited,
            quantity=shipped,
            backordered=_backordered(facts, row, claim.quantity_backordered),
            tracking=_line_tracking(facts, row, claim.tracking_number),
        )
    return None


def _same_row(facts: Facts, place: Place, quote: str) -> bool:
    here = facts.printed.squeezed_row(facts.printed.row(place.row))
    return len(quote) >= _SHORTEST_QUOTE and (quote in here or here in quote)


def _count(
    facts: Facts, row: int, claimed: str | None, sku: Place, tally: Tally
) -> tuple[Place, int] | None:
    """Return the quantity shipped, printed on the article's own row."""
    for place in facts.printed.places(claimed or ""):
        free = place[:3] not in tally.counts
        if free and facts.printed.row(place.row) == row:
            value = shipped_at(facts.printed, place, sku)
            if value is not None:
                return place, value
    return None


def _backordered(facts: Facts, row: int, claimed: str | None) -> Cited[int] | None:
    for place in facts.printed.places(claimed or ""):
        if facts.printed.row(place.row) == row:
            value = backordered_at(facts.printed, place)
            if value is not None:
                return cite(facts, place, value)
    return None


def _line_tracking(facts: Facts, row: int, claimed: str | None) -> Cited[str] | None:
    wanted = set(spellings(claimed or ""))
    for parcel in facts.parcels:
        if facts.printed.row(parcel.place.row) == row and (
            wanted & {parcel.verdict.number, *spellings(parcel.place.text)}
        ):
            return cite(facts, parcel.place, parcel.verdict.number)
    return None


def carrier(
    facts: Facts,
    key: str,
    notices: Sequence[WireNotice],
    tracking: Sequence[Tracking],
    tally: Tally,
) -> Cited[str] | None:
    """Return the carrier as claimed, if the numbers do not say otherwise."""
    known = {t.carrier for t in tracking if t.carrier}
    for claimed in (n.carrier for n in notices if n.carrier):
        places = facts.printed.places(claimed)
        if not places:
            tally.drop("carrier", claimed)
            continue
        scacs = {m.scac for m in carrier_in(folded(claimed), labelled=True) if m.scac}
        for place in places:
            near = facts.owner(place) == key or _one_carrier(facts, scacs)
            if len(scacs) == 1 and near and (not known or known == scacs):
                return cite(facts, place, next(iter(scacs)))
    return None


def _one_carrier(facts: Facts, scacs: Iterable[str]) -> bool:
    """Say whether the document names no carrier but these."""
    named = {s for p in facts.parcels for s in carriers_near(facts.printed, p.place)}
    return named <= set(scacs)


def order_number(
    facts: Facts, key: str, notices: Sequence[WireNotice]
) -> Cited[str] | None:
    """Return the shop's number for it; any other number printed is of no use to us."""
    for claimed in (n.order_number for n in notices if n.order_number):
        for place in facts.printed.places(claimed):
            known = facts.printed.called(place) is Field.SHOP_ORDER
            if known and place.text.isascii() and facts.owner(place) == key:
                return cite(facts, place, place.text)
    return None


def ship_date(
    facts: Facts, key: str, notices: Sequence[WireNotice], tally: Tally
) -> Cited[date] | None:
    """Return the day the goods left, as claimed and as the document labels it."""
    for claimed in (n.ship_date for n in notices if n.ship_date):
        places = facts.printed.places(claimed)
        if not places:
            tally.drop("ship date", claimed)
        for place in places:
            value = _day(facts, place)
            if value and _is_ship_date(facts, key, place, value):
                return cite(facts, place, value)
    return None


def _day(facts: Facts, place: Place) -> date | None:
    """Return the one date printed at *place*."""
    found = dates_in(place.text, facts.printed.sheet.order)
    return found[0].value if len(found) == 1 else None


def _is_ship_date(facts: Facts, key: str, place: Place, value: date) -> bool:
    if labelled := days(facts, key):
        return value in labelled
    called = facts.printed.called(place)
    if called not in {None, Field.DATE}:
        return False
    printed = {
        d.value
        for row in facts.printed.cells
        for text in row
        for d in dates_in(text, facts.printed.sheet.order)
    }
    return printed == {value}


def days(facts: Facts, key: str) -> frozenset[date]:
    """Return the dates labelled as the day the order's goods left."""
    found = set()
    for row, cells in enumerate(facts.printed.cells):
        for cell, text in enumerate(cells):
            for dated in dates_in(text, facts.printed.sheet.order):
                place = facts.printed.place(row, cell, dated.start, dated.end)
                if (
                    dated.value
                    and place
                    and facts.printed.under(place, _SHIPPING_DAY)
                    and owns(facts, key, facts.printed.row(row))
                ):
                    found.add(dated.value)
    return frozenset(found)


def owns(facts: Facts, key: str, row: int) -> bool:
    """Say whether a row speaks of the order: its own, or one that names none."""
    owner = facts.belonging.owner(row)
    if owner is not None:
        return owner == key
    return row not in facts.belonging.named and row not in facts.belonging.sections


def cite(facts: Facts, place: Place, value: T) -> Cited[T] | None:
    """Return *value* with what is printed at *place* as its evidence."""
    evidence = facts.printed.evidence(place)
    return None if evidence is None else Cited(value=value, evidence=evidence)


def quoted(facts: Facts, quote: str, tally: Tally) -> None:
    """Count a quotation that is printed nowhere, whatever it was to prove."""
    squeezed = folded(quote).replace(" ", "")
    if squeezed and squeezed not in facts.printed.squeezed:
        tally.drop("quotation", quote)
