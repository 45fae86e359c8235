"""A tracking number that has a field of its own → a parcel, or what is wrong."""

from extractors.codes import Reason
from extractors.tracking.numbers import accept
from extractors.values import Cited, Issue, Tracking


def parcel_of(
    number: Cited[str] | None, carrier: Cited[str] | None
) -> tuple[Tracking | None, tuple[Issue, ...]]:
    """Return a parcel with what does not hold of its number.

    Args:
        number: As written; None gives no parcel and no issue.
        carrier: SCAC of the carrier that goes with it.
    """
    if number is None:
        return None, ()
    carriers = (carrier.value,) if carrier else ()
    verdict = accept(number.value, labelled=True, carriers=carriers, column=True)
    issues: tuple[Issue, ...] = ()
    if verdict.reason is not None:
        detail = verdict.detail or f"{number.value!r}"
        issues = (Issue(code=verdict.reason, detail=detail, evidence=number.evidence),)
    if not verdict.counts:
        if not issues:
            detail = f"{number.value!r} stands where a tracking number does"
            issues = (
                Issue(
                    code=Reason.TRACKING_UNVERIFIED,
                    detail=detail,
                    evidence=number.evidence,
                ),
            )
        return None, issues
    parcel = Tracking(
        number=Cited(value=verdict.number, evidence=number.evidence),
        carrier=verdict.scac,
        verified=verdict.verified,
        url=verdict.url,
    )
    return parcel, issues
