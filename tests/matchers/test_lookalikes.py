"""Domains made to look like a vendor's are told, and none of them is believed."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from extractors.codes import Reason
from extractors.values import Address, Mail
from matchers.domains import organisation
from matchers.likeness import lookalike, skeleton
from matchers.trust import judge
from matchers.vendors import Vendor, Vendors
from tests.matchers.domain_sets import VENDORS, lookalikes, unrelated

PINNED = Vendors(
    Vendor(key=f"v{number}", name=domain, domains=(domain,))
    for number, domain in enumerate(VENDORS)
)
EVERY = 8


def mail(domain: str) -> Mail:
    """A mail that passes every check, as a look-alike's own does."""
    said = f"spf=pass smtp.mailfrom={domain}; dkim=pass header.d={domain}; dmarc=pass"
    return Mail(
        message_id="<1@a.example>",
        sha256="0" * 64,
        date=None,
        subject="Shipped",
        senders=(Address("Billing", f"billing@{domain}"),),
        authentication=(f"{said} header.from={domain}; compauth=pass reason=100",),
    )


@pytest.mark.slow
def test_lookalikes_are_named_and_none_is_believed() -> None:
    made = lookalikes()
    assert len(made) >= 135_000
    assert not [domain for domain in made if PINNED.by_domain(domain)]

    sample = sorted(made)[::EVERY]
    verdicts = [judge(mail(domain), PINNED) for domain in sample]
    assert {verdict.outcome for verdict in verdicts} == {"quarantine"}
    named = [v for v in verdicts if v.findings[0].code is Reason.LOOKALIKE_DOMAIN]
    assert len(named) >= 0.98 * len(sample)


def test_unrelated_domains_look_like_nobody() -> None:
    flagged = [domain for domain in unrelated() if lookalike(domain, VENDORS)]
    assert len(unrelated()) == 2931
    assert len(flagged) <= 1, flagged


def compared_with_each(domain: str, known: Sequence[str]) -> str | None:
    """The same answer, found by comparing with all."""
    owner = organisation(domain)
    label, host = skeleton(owner.partition(".")[0]), skeleton(domain.replace(".", ""))
    for other in sorted(known):
        theirs = organisation(other)
        if not owner or not theirs or theirs == owner:
            continue
        name = skeleton(theirs.partition(".")[0])
        most = 0 if len(name) < 4 else 1 if len(name) < 8 else 2
        near = OSA.distance(label, name) <= most
        if near or (len(name) >= 5 and name in host):
            return other
    return None


LABELS = st.text(alphabet="abc", min_size=1, max_size=10)
DOMAINS = st.builds(lambda label: f"{label}.com", LABELS)


@given(DOMAINS, st.lists(DOMAINS, max_size=6))
def test_the_index_misses_nobody(domain: str, known: list[str]) -> None:
    assert lookalike(domain, known) == compared_with_each(domain, known)
