"""What a ship notice says of itself, before any order is looked at."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from extractors.codes import Reason, Severity
from extractors.values import Issue, ShipNotice
from matchers.findings import found, from_issue, listed, quoted
from matchers.policy import Policy
from matchers.trust import SenderVerdict, sender_findings
from matchers.values import Finding
from matchers.vendors import Vendor

_MOST_PARCELS = 40
"""Of one notice for one order; a service shows no more of them whole."""


class Arrival(NamedTuple):
    """One notice together with how it came in."""

    notice: ShipNotice
    document: str
    """SHA-256 of the document it was read from."""
    verdict: SenderVerdict
    vendor: Vendor | None
    """The vendor of the verdict, as configured; None where it names none."""
    mail_date: date
    """Business date of the mail."""
    issues: tuple[Issue, ...] = ()
    """Of the extraction the notice comes from."""
    nights_open: int = 0
    """How many nights it has been decided on already."""


class ShipDate(NamedTuple):
    """The day to tell a marketplace."""

    day: date
    inferred: bool


def ship_date(arrival: Arrival, today: date) -> ShipDate:
    """Return the day the goods left, never one in the future.

    As printed; where nothing is printed, or the printed day lies ahead within what
    policy allows, the mail's or today's date stands in and is marked so.
    """
    printed = arrival.notice.ship_date
    if printed is not None and printed.value <= today:
        return ShipDate(printed.value, inferred=False)
    return ShipDate(min(arrival.mail_date, today), inferred=True)


def statements(arrival: Arrival, policy: Policy, today: date) -> Iterator[Finding]:
    """Yield what the sender, the reader and the notice itself give to object to."""
    yield from sender_findings(arrival.verdict, arrival.vendor)
    yield from map(from_issue, arrival.issues)
    told = {issue.code for issue in arrival.issues}
    yield from _tracking(arrival.notice, told)
    yield from _carriers(arrival.notice, told, arrival.vendor)
    yield from _date(arrival.notice, policy, today)


def _tracking(notice: ShipNotice, told: set[Reason]) -> Iterator[Finding]:
    for tracking in notice.tracking:
        if not tracking.verified and Reason.TRACKING_UNVERIFIED not in told:
            yield found(
                Reason.TRACKING_UNVERIFIED,
                f"{quoted(tracking.number.value)} is printed as a tracking number and"
                " has no known format",
                rule="unverified/1",
                subjects=(tracking.number.value,),
                evidence=tracking.number.evidence,
            )
    numbers = {tracking.number.value for tracking in notice.tracking}
    if len(numbers) > _MOST_PARCELS:
        yield found(
            Reason.PARCEL_CONTENTS_UNKNOWN,
            f"{len(numbers)} tracking numbers for one order are too many to be its own",
            rule="too_many/1",
            expected=_MOST_PARCELS,
            actual=len(numbers),
        )
    elif len(numbers) > 1:
        yield found(
            Reason.TRACKING_SEVERAL,
            f"{len(numbers)} parcels: {listed(numbers)}",
            rule="several/1",
            subjects=sorted(numbers),
        )
    if notice.tracking:
        return
    if notice.no_tracking is None:
        yield found(
            Reason.NO_TRACKING,
            "the notice prints no tracking number and does not say that there is none",
            rule="no_tracking/1",
            suggestions=("ask the vendor for the tracking number",),
        )
        return
    yield found(
        Reason.NO_TRACKING_EXPECTED,
        f"the notice says {quoted(notice.no_tracking.value)}",
        rule="no_tracking_expected/1",
        evidence=notice.no_tracking.evidence,
        # A vendor's word alone closes no order: somebody, or a policy row, decides.
        severity=Severity.HOLD,
        suggestions=("make it a known exception of this vendor",),
    )


def _carriers(
    notice: ShipNotice, told: set[Reason], vendor: Vendor | None
) -> Iterator[Finding]:
    printed = notice.carrier.value if notice.carrier else None
    named = {tracking.carrier for tracking in notice.tracking if tracking.carrier}
    nameless = [
        t.number.value for t in notice.tracking if not t.carrier and not printed
    ]
    if nameless and told.isdisjoint({Reason.CARRIER_UNKNOWN, Reason.CARRIER_AMBIGUOUS}):
        yield found(
            Reason.CARRIER_UNKNOWN,
            f"nothing names the carrier of {listed(nameless)}",
            rule="carrier/1",
            subjects=nameless,
        )
    if printed is not None and named and printed not in named:
        yield found(
            Reason.CARRIER_AMBIGUOUS,
            f"the notice names {printed}, its tracking numbers are of {listed(named)}",
            rule="carriers_disagree/1",
            expected=printed,
            actual=", ".join(sorted(named)),
            evidence=notice.carrier.evidence if notice.carrier else None,
        )
    usual = frozenset(vendor.carriers if vendor else ())
    unusual = (named | ({printed} if printed else set())) - usual
    if usual and unusual:
        yield found(
            Reason.CARRIER_UNKNOWN,
            f"the vendor ships with {listed(usual)}, this notice names"
            f" {listed(unusual)}",
            rule="carrier_unusual/1",
            expected=", ".join(sorted(usual)),
            actual=", ".join(sorted(unusual)),
            severity=Severity.WARN,
        )


def _date(notice: ShipNotice, policy: Policy, today: date) -> Iterator[Finding]:
    if notice.ship_date is None:
        return
    printed = notice.ship_date.value
    if printed > today + timedelta(days=policy.future_days):
        yield found(
            Reason.SHIP_DATE_FUTURE,
            f"the notice says it ships on {printed}, today is {today}",
            rule="date_future/1",
            expected=today,
            actual=printed,
            delta=f"{(printed - today).days} days",
            evidence=notice.ship_date.evidence,
        )
