"""Sentences that stand on a vendor's every invoice: asked about twice, and no more.

A form has words of its own that no list of ours holds. What a person let pass on two
invoices of a vendor is its form's; what stands on a third is not asked about again.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from extractors.codes import Reason
from matchers.values import Finding

TWICE = 2
"""One invoice may have been approved in spite of what it says."""
_DIGITS = re.compile(r"[0-9]")


class Passed(NamedTuple):
    """One invoice that a person approved with what it says."""

    vendor: str
    key: str
    """Of its case: what one invoice says twice it says once."""
    findings: tuple[Finding, ...]


def sentence_of(vendor: str, detail: str) -> tuple[str, str]:
    """Return what tells one vendor's sentence from another, numbers left out."""
    return vendor, _DIGITS.sub("#", detail)


def accepted(passed: Iterable[Passed]) -> frozenset[tuple[str, str]]:
    """Return the sentences that two invoices of one vendor were approved with."""
    seen: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for one in passed:
        for finding in one.findings:
            if finding.code is Reason.UNCLEAR_WORDS:
                seen[sentence_of(one.vendor, finding.detail)].add(one.key)
    return frozenset(said for said, keys in seen.items() if len(keys) >= TWICE)
