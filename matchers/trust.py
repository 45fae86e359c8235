"""Whom a mail is from, and whether that is believed: the gate before every document.

The name in From proves nothing and neither does a passed check: the sender must be
pinned to a vendor, exactly, and the receiving server must have found it aligned.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from extractors.codes import SEVERITY, Reason
from extractors.values import Mail
from matchers.bounces import AUTOMATIC, automatic_reply, made_by_machine, our_summary
from matchers.company import Company
from matchers.contents import NOTHING, Contents
from matchers.domains import (
    FREEMAIL,
    ascii_domain,
    canonical_address,
    same_organisation,
)
from matchers.findings import found, quoted, stops
from matchers.likeness import lookalike, mixed_script
from matchers.proof import Objection, SenderOutcome, unauthenticated, unproved
from matchers.receivers import ANY, Receiver, word_of
from matchers.values import Finding
from matchers.vendors import Vendor, Vendors

_STRICTNESS: tuple[SenderOutcome, ...] = ("trusted", "review", "quarantine")
_RULE = "sender/1"
_NOBODY = Company()
_IN_A_NAME = re.compile(r"[^\s<>(),;:\"@]+@([\w-]+(?:\.[\w-]+)+)")


class SenderVerdict(NamedTuple):
    """What became of the sender of one mail."""

    outcome: SenderOutcome
    vendor: str | None
    """Key of the vendor it is from; None unless that is believed."""
    findings: tuple[Finding, ...] = ()
    reasons: tuple[str, ...] = ()
    """Sentences for a person, in the order they were found."""


def judge(
    mail: Mail,
    vendors: Vendors,
    *,
    company: Company = _NOBODY,
    receiver: Receiver = ANY,
    contents: Contents = NOTHING,
) -> SenderVerdict:
    """Decide whether *mail* is from a vendor we know; never raises.

    Args:
        mail: Its header, as the receiving server handed it over.
        vendors: Who is pinned.
        company: Who we are; our own people may forward, not act.
        receiver: Whose word on the sender counts in the mailbox it came to.
        contents: What was read of the mail.
    """
    automatic = automatic_reply(mail)
    if automatic and not (automatic == AUTOMATIC and contents.business):
        return SenderVerdict("ignore", None, reasons=(automatic,))
    if len(mail.senders) != 1 or not _domain_of(mail.senders[0].address):
        detail = (
            f"From holds {len(mail.senders)} addresses, one that can be read is due"
        )
        return _verdict(mail, None, [unauthenticated(detail)])
    address = canonical_address(mail.senders[0].address)
    proof = unproved(mail, _domain_of(address), receiver)
    forged = proof is not None and word_of(receiver, mail) is not None
    if _comes_back(mail, address, company) and not (forged and contents.business):
        return SenderVerdict("ignore", None, reasons=("our own mail coming back",))
    vendor = vendors.by_address(address) or vendors.by_domain(_domain_of(address))
    if vendor is None and not company.owns(address):
        return _verdict(mail, None, _stranger(mail, address, vendors, company))
    objections = [proof] if proof else []
    if automatic:
        detail = f"it calls itself {automatic}, and holds business"
        objections.append(unauthenticated(detail, "review"))
    if vendor is None:
        detail = f"{address!r} is our own: whoever wrote first is not proved"
        objections.append(Objection("review", Reason.VENDOR_UNKNOWN, detail))
    else:
        objections += _oddities(mail, address, vendor, company, contents)
        objections += _passed_on(mail, _domain_of(address), vendor, company)
    return _verdict(mail, vendor, [*objections, *_signs(contents)])


def _comes_back(mail: Mail, address: str, company: Company) -> bool:
    """Say whether it is our own summary, or somebody's answer to it.

    Where mail stays within one server nothing is said of its sender.
    """
    return (company.has_address(address) and made_by_machine(mail)) or (
        company.owns(address) and our_summary(mail)
    )


def proved(mail: Mail, receiver: Receiver = ANY) -> bool:
    """Say whether the one address in From is proved, whoever it is."""
    if len(mail.senders) != 1:
        return False
    domain = _domain_of(mail.senders[0].address)
    return bool(domain) and unproved(mail, domain, receiver) is None


def _verdict(
    mail: Mail, vendor: Vendor | None, objections: Iterable[Objection]
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


def _stranger(
    mail: Mail, address: str, vendors: Vendors, company: Company
) -> Iterator[Objection]:
    """Yield how a sender nobody pinned may be mistaken for one who is, or for us."""
    domain = _domain_of(address)
    ours = company.known_domains
    meant = None if domain in FREEMAIL else lookalike(domain, vendors.domains | ours)
    if mixed_script(domain):
        detail = f"{domain!r} mixes the letters of several alphabets"
        yield Objection("quarantine", Reason.LOOKALIKE_DOMAIN, detail)
    elif meant is not None:
        detail = f"{domain!r} looks like {meant!r} and is another"
        yield Objection("quarantine", Reason.LOOKALIKE_DOMAIN, detail)
    else:
        detail = f"{address!r} is pinned to no vendor"
        yield Objection("quarantine", Reason.VENDOR_UNKNOWN, detail)
    named = company.named_in(mail.senders[0].name)
    if named is not None:
        yield Objection("quarantine", Reason.OWN_NAME_OUTSIDE, _borrowed(named))
    else:
        yield from _abbreviated(mail, company)


def _abbreviated(mail: Mail, company: Company) -> Iterator[Objection]:
    """Yield that the sender may be taken for one of us: many share such a name."""
    meant = company.initialled_in(mail.senders[0].name)
    if meant is not None:
        detail = f"the sender's name may be read as ours, {quoted(meant)}"
        yield Objection("review", Reason.OWN_NAME_OUTSIDE, detail)


def _borrowed(name: str) -> str:
    return f"the sender's name is ours, {quoted(name)}, and the address is not"


def _oddities(
    mail: Mail, address: str, vendor: Vendor, company: Company, contents: Contents
) -> Iterator[Objection]:
    """Yield what a true sender seldom does and a false one often."""
    if vendor.senders and address not in vendor.senders:
        detail = f"{address!r} writes for {vendor.name!r} for the first time"
        yield Objection("review", Reason.FIRST_TIME_SENDER, detail)
    if address not in vendor.senders:
        yield from _abbreviated(mail, company)
    odd = tuple(_pretences(mail, _domain_of(address), vendor, company))
    grave = bool(odd) and contents.about_money(mail)
    for objection in odd:
        if grave:
            detail = f"{objection.detail}, and the mail is about money"
            yield Objection("quarantine", objection.code, detail)
        else:
            yield objection


def _pretences(
    mail: Mail, domain: str, vendor: Vendor, company: Company
) -> Iterator[Objection]:
    """Yield what leads answers, or the eye, to somebody else."""
    for reply in mail.reply_to:
        if not _belongs(reply.address, domain, vendor):
            detail = f"answers would go to {reply.address or reply.name!r}"
            yield Objection("review", Reason.REPLY_TO_ELSEWHERE, detail)
    shown = mail.senders[0].name
    for named in _IN_A_NAME.finditer(shown):
        if not _belongs(named[0], domain, vendor):
            detail = f"the sender's name shows another address, {named[0]!r}"
            yield Objection("review", Reason.LOOKALIKE_DOMAIN, detail)
    ours = company.named_in(shown)
    # A vendor may be called as we are, in part: that is no pretence.
    if ours is not None and company.named_in(vendor.name) is None:
        yield Objection("review", Reason.OWN_NAME_OUTSIDE, _borrowed(ours))


def _signs(contents: Contents) -> Iterator[Objection]:
    """Yield what is odd about the files; two such things are no accident."""
    signs = contents.signs
    outcome: SenderOutcome = "review" if len(signs) == 1 else "quarantine"
    for sign in signs:
        yield Objection(outcome, sign.code, sign.detail)


def _passed_on(
    mail: Mail, domain: str, vendor: Vendor, company: Company
) -> Iterable[Objection]:
    """Yield the authors of forwarded messages who are not the vendor, nor ours.

    Our own order quoted back is the common case. Whoever passes on what a third one
    wrote does not vouch for it.
    """
    for author in mail.forwarded:
        known = company.owns(author.address)
        if not known and not _belongs(author.address, domain, vendor):
            writer = repr(author.address) if author.address else "somebody unnamed"
            detail = f"{vendor.name!r} passes on what {writer} wrote"
            if not (company.domains or company.addresses):
                detail += "; if that is us, say so in [company] domains"
            yield Objection("review", Reason.VENDOR_UNKNOWN, detail)


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
