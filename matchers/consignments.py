"""What a ship notice says left: by carrier, with numbers and contents."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractors.codes import Reason
from extractors.values import NoticeLine, ShipNotice, Tracking
from matchers.findings import found, listed, quoted
from matchers.keys import canonical_sku, canonical_tracking
from matchers.policy import Policy
from matchers.values import Finding

Goods = Mapping[str, int]
"""Canonical SKU → units."""


@dataclass(frozen=True, slots=True)
class Consignment:
    """Goods that left with one carrier, as far as the notice tells them apart."""

    carrier: str | None
    """SCAC; None where nothing tells it, or several carriers cannot be told apart."""
    urls: Mapping[str, str]
    """Tracking number → page of the carrier; its keys are all the numbers, sorted."""
    goods: Goods | None
    """All that is in it; None: the whole purchase order."""
    parcels: Mapping[str, Goods] | None
    """Tracking number → what is in it; None: not printed."""
    mixed: bool = False
    """Several carriers, and not printed which line went with which."""

    @property
    def numbers(self) -> tuple[str, ...]:
        """The tracking numbers, sorted."""
        return tuple(self.urls)

    def part(self, numbers: Iterable[str]) -> "Consignment":
        """Return the parcels of *numbers* alone; only where contents are printed."""
        parcels = self.parcels or {}
        kept = {number: parcels[number] for number in sorted(numbers)}
        return Consignment(
            carrier=self.carrier,
            urls={number: self.urls[number] for number in kept},
            goods=total(kept.values()),
            parcels=kept,
        )


@dataclass(frozen=True, slots=True)
class Contents:
    """A notice as consignments, and what kept it from being one."""

    consignments: tuple[Consignment, ...]
    findings: tuple[Finding, ...]
    certain: bool
    """False: what left, or in which parcel, is not told; no policy makes it so."""


def total(goods: Iterable[Goods]) -> Goods:
    """Return the sum of several goods."""
    units: Counter[str] = Counter()
    for each in goods:
        units.update(each)
    return dict(sorted(units.items()))


def read_contents(notice: ShipNotice, policy: Policy) -> Contents:
    """Return what *notice* says left, grouped by carrier."""
    by_parcel, findings = _goods(notice.lines)
    findings += _whole(notice, policy)
    certain = not findings
    numbers = {canonical_tracking(t.number.value): t for t in notice.tracking}
    if numbers and notice.lines and certain and not by_parcel:
        certain = False
        findings.append(
            found(
                Reason.QUANTITY_UNKNOWN,
                f"the notice lists {listed(numbers)} and not one unit shipped",
                rule="empty_parcels/1",
                subjects=sorted(numbers),
            )
        )
    strays = sorted(set(by_parcel) - set(numbers) - {""})
    if strays:
        certain = False
        findings.append(
            found(
                Reason.TRACKING_UNVERIFIED,
                f"the lines name the parcels {listed(strays)}, the notice lists"
                f" {listed(numbers)}",
                rule="stray_parcel/1",
                subjects=strays,
            )
        )
    carriers = {number: _carrier(notice, t) for number, t in numbers.items()}
    told = _told(notice, by_parcel, numbers)
    whole = None if not notice.lines else total(by_parcel.values())
    mixed = told is None and len(set(carriers.values())) > 1
    if mixed or not numbers:
        urls = {number: numbers[number].url or "" for number in sorted(numbers)}
        carrier = None if mixed else _printed_carrier(notice)
        lone = Consignment(carrier, urls, whole, None, mixed=mixed)
        return Contents((lone,), tuple(findings), certain)
    groups: defaultdict[str | None, list[str]] = defaultdict(list)
    for number in sorted(numbers):
        groups[carriers[number]].append(number)
    consignments = []
    for carrier in sorted(groups, key=lambda scac: scac or ""):
        members = groups[carrier]
        parcels = {n: told[n] for n in members} if told is not None else None
        consignments.append(
            Consignment(
                carrier=carrier,
                urls={n: numbers[n].url or "" for n in members},
                goods=whole if parcels is None else total(parcels.values()),
                parcels=parcels,
            )
        )
    return Contents(tuple(consignments), tuple(findings), certain)


def _goods(lines: Iterable[NoticeLine]) -> tuple[dict[str, Goods], list[Finding]]:
    """Return goods by parcel ("" where the line names none); what has no number."""
    by_parcel: defaultdict[str, Counter[str]] = defaultdict(Counter)
    findings = []
    for line in lines:
        sku = canonical_sku(line.sku.value) if line.sku else ""
        name = line.sku.value if line.sku else line.description
        if line.quantity is None or line.quantity.value < 0:
            findings.append(
                found(
                    Reason.QUANTITY_UNKNOWN,
                    f"the notice prints no quantity shipped for {quoted(name)}",
                    rule="quantity/1",
                    subjects=(sku,) if sku else (),
                    evidence=line.sku.evidence if line.sku else None,
                )
            )
        elif line.quantity.value == 0:
            continue
        elif not sku:
            findings.append(
                found(
                    Reason.SKU_UNMAPPED,
                    f"{line.quantity.value} of {quoted(name)} left, and the line"
                    " prints no SKU",
                    rule="sku_missing/1",
                    evidence=line.quantity.evidence,
                )
            )
        else:
            parcel = canonical_tracking(line.tracking.value) if line.tracking else ""
            by_parcel[parcel][sku] += line.quantity.value
    return {parcel: dict(units) for parcel, units in by_parcel.items()}, findings


def _whole(notice: ShipNotice, policy: Policy) -> list[Finding]:
    """Return why a notice without lines cannot stand for the whole order."""
    if notice.lines or (notice.complete and policy.whole_po_without_lines):
        return []
    plain = "it does not plainly say that all of the order went"
    why = plain if not notice.complete else "policy wants lines"
    return [
        found(
            Reason.QUANTITY_UNKNOWN,
            f"the notice prints no lines, and {why}",
            rule="no_lines/1",
        )
    ]


def _told(
    notice: ShipNotice, by_parcel: Mapping[str, Goods], numbers: Iterable[str]
) -> Mapping[str, Goods] | None:
    """Return the contents of every parcel, or None where one is not printed."""
    names = list(numbers)
    if not notice.lines or not names:
        return None
    if len(names) == 1:
        return {names[0]: total(by_parcel.values())}
    return by_parcel if set(by_parcel) == set(names) else None


def _printed_carrier(notice: ShipNotice) -> str | None:
    return notice.carrier.value if notice.carrier else None


def _carrier(notice: ShipNotice, tracking: Tracking) -> str | None:
    return tracking.carrier or _printed_carrier(notice)
