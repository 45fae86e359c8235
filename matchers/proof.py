"""What proves that a mail is from the domain its From names, and what keeps it from it.

A server's passed check is derived again here: a signature or an envelope of the same
organisation has to stand behind it.
"""

from typing import Literal, NamedTuple

from extractors.codes import Reason
from extractors.mail.authentication import Authentication
from extractors.values import Mail
from matchers.domains import ascii_domain, same_organisation
from matchers.receivers import Receiver, word_of

SenderOutcome = Literal["trusted", "review", "quarantine", "ignore"]
"""trusted: may act. review: read, but a person decides. quarantine: kept, not believed.
ignore: an automatic answer, nothing to do."""


class Objection(NamedTuple):
    """One thing that speaks against believing the sender, and how far it goes."""

    outcome: SenderOutcome
    code: Reason
    detail: str


def unauthenticated(detail: str, outcome: SenderOutcome = "quarantine") -> Objection:
    """Return the objection that nobody vouches for the sender."""
    return Objection(outcome, Reason.SENDER_UNAUTHENTICATED, detail)


def unproved(mail: Mail, domain: str, receiver: Receiver) -> Objection | None:
    """Say what keeps *domain* from being proved the sender; None: it is proved."""
    said = word_of(receiver, mail)
    if said is None:
        return unauthenticated("no Authentication-Results that can be relied on")
    if "fail" in {said.dmarc, said.compauth}:
        return unauthenticated(f"{_said(said)} for {domain!r}")
    if said.header_from and ascii_domain(said.header_from) != domain:
        detail = f"From is {domain!r}, the server checked {said.header_from!r}"
        return unauthenticated(detail)
    return _aligned(said, domain)


def _aligned(said: Authentication, domain: str) -> Objection | None:
    """Derive again what the server's DMARC verdict rests on."""
    signed = any(same_organisation(signer, domain) for signer in said.signers)
    sent = said.spf == "pass" and same_organisation(said.mailfrom, domain)
    if said.dmarc != "pass" or not said.header_from:
        if signed:
            detail = f"{_said(said)}; its signature alone is good"
            return unauthenticated(detail, "review")
        return unauthenticated(f"{_said(said)} for {domain!r}")
    if said.arc_override:
        return unauthenticated("only a forwarder vouches for it", "review")
    if signed or sent:
        return None
    detail = (
        f"DMARC passed, but neither {', '.join(said.signers)!r} (DKIM) nor"
        f" {said.mailfrom!r} (SPF) belongs to {domain!r}"
    )
    return unauthenticated(detail, "review")


def _said(said: Authentication) -> str:
    why = f" ({said.dkim_reason})" if said.dkim_reason else ""
    return (
        f"SPF {said.spf}, DKIM {said.dkim}{why}, DMARC {said.dmarc},"
        f" compauth {said.compauth}"
    )
