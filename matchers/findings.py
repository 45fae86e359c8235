"""How a finding is made: code, both sides of the disagreement, the rule that saw it."""

from collections.abc import Iterable
from decimal import Decimal

from extractors.codes import SEVERITY, Reason, Severity
from extractors.values import Evidence, Issue
from matchers.values import Finding

_SHOWN = 80
"""Characters of a stranger's text that a sentence may quote."""

STOPPING = frozenset({Severity.BLOCK, Severity.HOLD})
"""With one of these nothing acts."""


def quoted(text: str) -> str:
    """Return a stranger's text as it may stand in a sentence: escaped and short."""
    return repr(text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…")


def listed(texts: Iterable[str]) -> str:
    """Return the texts quoted, sorted, in one line; "none" when there is none."""
    return ", ".join(quoted(text) for text in sorted(texts)) or "none"


def found(
    code: Reason,
    detail: str,
    *,
    rule: str,
    subjects: Iterable[str] = (),
    expected: object = "",
    actual: object = "",
    delta: object = "",
    evidence: Evidence | None = None,
    severity: Severity | None = None,
    at_stake: Decimal | None = None,
    suggestions: tuple[str, ...] = (),
    family: str = "shipment",
) -> Finding:
    """Return a finding of one family of rules.

    Args:
        code: What it is.
        detail: One sentence with both sides.
        rule: Name and version behind its family, as in ``over_shipped/1``.
        subjects: Ids it is about.
        expected: Our side.
        actual: The notice's or the service's side.
        delta: The difference, where one can be told.
        evidence: Where the notice prints it.
        severity: Only where the rule knows better than the code's own severity.
        at_stake: What doing as asked would cost more.
        suggestions: Acts a person may choose from.
        family: Of the rule: ``shipment`` or ``billing``.
    """
    return Finding(
        code=code,
        severity=SEVERITY[code] if severity is None else severity,
        detail=detail,
        subjects=tuple(subjects),
        expected=str(expected),
        actual=str(actual),
        delta=str(delta),
        evidence=evidence,
        rule=f"{family}.{rule}",
        at_stake=at_stake,
        suggestions=suggestions,
    )


def from_issue(issue: Issue, *, family: str = "shipment") -> Finding:
    """Return what a reader could not do or does not trust, as a finding."""
    return found(
        issue.code,
        issue.detail or f"the reader says {issue.code.value}",
        rule="reading/1",
        evidence=issue.evidence,
        family=family,
    )


def stops(findings: Iterable[Finding]) -> bool:
    """Say whether any finding keeps every action back."""
    return any(finding.severity in STOPPING for finding in findings)
