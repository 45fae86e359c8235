"""Whom a mail is from, and whether that is believed: the gate before every document.

The name in From proves nothing and neither does a passed check: the sender must be
pinned to a vendor, exactly, and the receiving server must have found it aligned.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from extractors.codes import SEVERITY, Reason
from extractors.mail.authentication import Authentication
from extractors.values import Mail
from matchers.bounces import automatic_reply, made_by_machine
from matchers.domains import (
    FREEMAIL,
    ascii_domain,
    canonical_address,
    same_organisation,
)
from matchers.findings import found, stops
from matchers.likeness import lookalike, mixed_script
from matchers.receivers import ANY, Receiver, word_of
from matchers.values import Finding
from matchers.vendors import Vendor, Vendors

SenderOutcome = Literal["trusted", "review", "quarantine", "ignore"]
"""trusted: may act. review: read, but a person decides. quarantine: kept, not believed.
ignore: an automatic answer, nothing to do."""

_STRICTNESS: tuple[SenderOutcome, ...] = ("trusted", "review", "quarantine")
_RULE = "sender/1"
_IN_A_NAME = re.compile(r"[^\s<>(),;:\"@]+@([\w-]+(?:\.[\w-]+)+)")


class SenderVerdict(NamedTuple):
    """What became of the sender of one mail."""

    outcome: SenderOutcome
    vendor: str | None
    """Key of the vendor it is from; None unless that is believed."""
    findings: tuple[Finding, ...] = ()
    reasons: tuple[str, ...] = ()
    """Sentences for a person, in the order they were found."""


class _Objection(NamedTuple):
    """One thing that speaks against believing the sender, and how far it goes."""

    outcome: SenderOutcome
    code: Reason
    detail: str


def judge(
    mail: Mail,
    vendors: Vendors,
    *,
    own_addresses: Iterable[str] = (),
    receiver: Receiver = ANY,
) -> SenderVerdict:
    """Decide whether *mail* is from a vendor we know; never raises.

    Args:
        mail: Its header, as the receiving server handed it over.
        vendors: Who is pinned.
        own_addresses: Addresses of the store itself; staff may forward, not act.
        receiver: Whose word on the sender counts in the mailbox it came to.
    """
    automatic = automatic_reply(mail)
    if automatic:
        return SenderVerdict("ignore", None, reasons=(automatic,))
    if len(mail.senders) != 1 or not _domain_of(mail.senders[0].address):
        detail = (
            f"From holds {len(mail.senders)} addresses, one that can be read is due"
        )
        return _verdict(mail, None, [_unauthenticated(detail)])
    own = frozenset(map(canonical_address, own_addresses))
    address = canonical_address(mail.senders[0].address)
    if address in own and made_by_machine(mail):
        return SenderVerdict("ignore", None, reasons=("our own mail coming back",))
    vendor = vendors.by_address(address) or vendors.by_domain(_domain_of(address))
    if vendor is None and address not in own:
        return _verdict(mail, None, [_stranger(address, vendors, own)])
    proof = _authenticated(mail, _domain_of(address), receiver)
    objections = [proof] if proof else []
    if vendor is None:
        detail = f"{address!r} is our own: whoever wrote first is not proved"
        objections.append(_Objection("review", Reason.VENDOR_UNKNOWN, detail))
        return _verdict(mail, None, objections)
    objections += _oddities(mail, address, vendor)
    objections += _passed_on(mail, _domain_of(address), vendor, own)
    return _verdict(mail, vendor, objections)


def proved(mail: Mail, receiver: Receiver = ANY) -> bool:
    """Say whether the one address in From is proved, whoever it is."""
    if len(mail.senders) != 1:
        return False
    domain = _domain_of(mail.senders[0].address)
    return bool(domain) and _authenticated(mail, domain, receiver) is None


def _verdict(
    mail: Mail, vendor: Vendor | None, objections: Iterable[_Objection]
) -> SenderVerdict:
    """Return the strictest of what the objections ask for."""
    raised = tuple(objections)
    outcome = max(("trusted", *(o.outcome for o in raised)), key=_STRICTNESS.index)
    findings = tuple(
        Finding(
            code=objection.code,
            severity=SEVERITY[objection.code],
            detail=objection.detail,
            subjects=tuple(sender.address for sender in mail.senders[:3]),
            rule=_RULE,
        )
        for objection in raised
    )
    return SenderVerdict(
        outcome,
        vendor.key if vendor and outcome != "quarantine" else None,
        findings,
        tuple(objection.detail for objection in raised),
    )


def _stranger(address: str, vendors: Vendors, own: frozenset[str]) -> _Objection:
    """Say how a sender nobody pinned may be mistaken for one who is."""
    domain = _domain_of(address)
    ours = {_domain_of(a) for a in own} - FREEMAIL
    if mixed_script(domain):
        detail = f"{domain!r} mixes the letters of several alphabets"
        return _Objection("quarantine", Reason.LOOKALIKE_DOMAIN, detail)
    meant = None if domain in FREEMAIL else lookalike(domain, vendors.domains | ours)
    if meant is not None:
        detail = f"{domain!r} looks like {meant!r} and is another"
        return _Objection("quarantine", Reason.LOOKALIKE_DOMAIN, detail)
    detail = f"{address!r} is pinned to no vendor"
    return _Objection("quarantine", Reason.VENDOR_UNKNOWN, detail)


def _authenticated(mail: Mail, domain: str, receiver: Receiver) -> _Objection | None:
    """Say what keeps *domain* from being proved the sender; None: it is proved."""
    said = word_of(receiver, mail)
    if said is None:
        return _unauthenticated("no Authentication-Results that can be relied on")
    if "fail" in {said.dmarc, said.compauth}:
        return _unauthenticated(f"{_said(said)} for {domain!r}")
    if said.header_from and ascii_domain(said.header_from) != domain:
        detail = f"From is {domain!r}, the server checked {said.header_from!r}"
        return _unauthenticated(detail)
    return _aligned(said, domain)


def _aligned(said: Authentication, domain: str) -> _Objection | None:
    """Derive again what the server's DMARC verdict rests on."""
    signed = any(same_organisation(signer, domain) for signer in said.signers)
    sent = said.spf == "pass" and same_organisation(said.mailfrom, domain)
    if said.dmarc != "pass" or not said.header_from:
        if signed:
            detail = f"{_said(said)}; its signature alone is good"
            return _unauthenticated(detail, "review")
        return _unauthenticated(f"{_said(said)} for {domain!r}")
    if said.arc_override:
        return _unauthenticated("only a forwarder vouches for it", "review")
    if signed or sent:
        return None
    detail = (
        f"DMARC passed, but neither {', '.join(said.signers)!r} (DKIM) nor"
        f" {said.mailfrom!r} (SPF) belongs to {domain!r}"
    )
    return _unauthenticated(detail, "review")


def _said(said: Authentication) -> str:
    return (
        f"SPF {said.spf}, DKIM {said.dkim}, DMARC {said.dmarc},"
        f" compauth {said.compauth}"
    )


def _unauthenticated(detail: str, outcome: SenderOutcome = "quarantine") -> _Objection:
    return _Objection(outcome, Reason.SENDER_UNAUTHENTICATED, detail)


def _oddities(mail: Mail, address: str, vendor: Vendor) -> Iterable[_Objection]:
    """Yield what a true sender seldom does and a false one often."""
    domain = _domain_of(address)
    if vendor.senders and address not in vendor.senders:
        detail = f"{address!r} writes for {vendor.name!r} for the first time"
        yield _Objection("review", Reason.FIRST_TIME_SENDER, detail)
    for reply in mail.reply_to:
        if not _belongs(reply.address, domain, vendor):
            detail = f"answers would go to {reply.address or reply.name!r}"
            yield _Objection("review", Reason.REPLY_TO_ELSEWHERE, detail)
    shown = mail.senders[0].name
    for named in _IN_A_NAME.finditer(shown):
        if not _belongs(named[0], domain, vendor):
            detail = f"the sender's name shows another address, {named[0]!r}"
            yield _Objection("review", Reason.LOOKALIKE_DOMAIN, detail)


def _passed_on(
    mail: Mail, domain: str, vendor: Vendor, own: frozenset[str]
) -> Iterable[_Objection]:
    """Yield the authors of forwarded messages who are not the vendor, nor ours.

    Our own order quoted back is the common case. Whoever passes on what a third one
    wrote does not vouch for it.
    """
    for author in mail.forwarded:
        known = canonical_address(author.address) in own
        if not known and not _belongs(author.address, domain, vendor):
            writer = repr(author.address) if author.address else "somebody unnamed"
            detail = f"{vendor.name!r} passes on what {writer} wrote"
            yield _Objection("review", Reason.VENDOR_UNKNOWN, detail)


def _belongs(address: str, domain: str, vendor: Vendor) -> bool:
    """Say whether *address* is the vendor's own; of freemail only if pinned."""
    if canonical_address(address) in vendor.senders:
        return True
    theirs = _domain_of(address)
    return (
        theirs not in FREEMAIL
        and theirs != ""
        and any(same_organisation(theirs, own) for own in (domain, *vendor.domains))
    )


def _domain_of(address: str) -> str:
    return ascii_domain(address.rpartition("@")[2]) if "@" in address else ""


def sender_findings(
    verdict: SenderVerdict, vendor: Vendor | None, *, family: str = "shipment"
) -> Iterator[Finding]:
    """Yield what the verdict on a sender has to object to what came in from it."""
    yield from verdict.findings
    if vendor is None and not stops(verdict.findings):
        yield found(
            Reason.VENDOR_UNKNOWN,
            "the sender is no vendor of ours",
            rule="vendor/1",
            suggestions=("pin the sender to a vendor",),
            family=family,
        )
    if verdict.outcome != "trusted" and not stops(verdict.findings):
        # The gate said no without saying why; it is still a no.
        yield found(
            Reason.SENDER_UNAUTHENTICATED,
            f"the sender gate says {verdict.outcome}, trusted is needed",
            rule="sender/1",
            expected="trusted",
            actual=verdict.outcome,
            family=family,
        )
