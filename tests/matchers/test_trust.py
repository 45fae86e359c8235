"""The gate: who is believed, row by row of the policy, and the forgeries known."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.codes import Reason
from extractors.mail.authentication import authentication
from extractors.values import Address, Mail
from matchers.company import Company
from matchers.domains import same_organisation
from matchers.trust import SenderOutcome, judge
from matchers.vendors import Vendor, Vendors

IRON = Vendor(
    key="iron",
    name="Ironvale",
    senders=("ship@ironvale.example",),
    domains=("ironvale.example",),
)
OPEN = Vendor(key="open", name="Open Bins", domains=("openbins.example",))
MEL = Vendor(key="mel", name="Mel's", senders=("mel.benches@gmail.com",))
VENDORS = Vendors([IRON, OPEN, MEL])
OWN = Company(addresses=("pat@northbay.example",))


def verdict_of(domain: str, **change: str) -> str:
    said = {
        "spf": f"pass (sender IP is 192.0.2.1) smtp.mailfrom={domain}",
        "dkim": f"pass (signature was verified) header.d={domain}",
        "dmarc": f"pass action=none header.from={domain}",
        "compauth": "pass reason=100",
        **change,
    }
    return "; ".join(f"{method}={result}" for method, result in said.items() if result)


GOOD = verdict_of("ironvale.example")
FAILED = verdict_of(
    "ironvale.example",
    dmarc="fail action=quarantine header.from=ironvale.example",
    compauth="fail reason=000",
)
UNSIGNED = {"dkim": "none (message not signed) header.d=none"}
NO_DMARC = {"dmarc": "none action=none header.from=ironvale.example"}


@dataclass(frozen=True)
class Case:
    """One header and what becomes of it; the defaults are a sound one."""

    id: str
    outcome: SenderOutcome = "trusted"
    codes: tuple[Reason, ...] = ()
    vendor: str | None = "iron"
    senders: tuple[Address, ...] = (Address("Ironvale", "ship@ironvale.example"),)
    authentication: tuple[str, ...] = (GOOD,)
    reply_to: tuple[Address, ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    subject: str = "Shipment notification"
    forwarded: tuple[Address, ...] = ()


def review(id_: str, code: Reason, **change: object) -> Case:
    return Case(id_, "review", (code,), **change)  # type: ignore[arg-type]  # as named


def quarantine(id_: str, code: Reason, **change: object) -> Case:
    return Case(id_, "quarantine", (code,), None, **change)  # type: ignore[arg-type]  # as named


def ignored(id_: str, **change: object) -> Case:
    return Case(id_, "ignore", (), None, **change)  # type: ignore[arg-type]  # as named


def one(address: str, name: str = "") -> tuple[Address, ...]:
    return (Address(name, address),)


def said(**change: str) -> tuple[str, ...]:
    return (verdict_of("ironvale.example", **change),)


BLOCKED = Reason.SENDER_UNAUTHENTICATED
LOOKS = Reason.LOOKALIKE_DOMAIN
UNKNOWN = Reason.VENDOR_UNKNOWN

CASES = [
    # 1: pinned, passing, aligned
    Case("pinned address, all passes"),
    Case(
        "any address of a domain pinned without addresses",
        vendor="open",
        senders=one("who@openbins.example"),
        authentication=(verdict_of("openbins.example"),),
    ),
    Case(
        "a freemail vendor by the full address",
        vendor="mel",
        senders=one("Mel.Benches@gmail.com"),
        authentication=(verdict_of("gmail.com"),),
    ),
    Case("aligned by SPF alone", authentication=said(**UNSIGNED)),
    Case(
        "aligned by DKIM alone",
        authentication=said(spf="pass smtp.mailfrom=bounces.mailer.example"),
    ),
    Case(
        "envelope from a subdomain",
        authentication=said(spf="pass smtp.mailfrom=b.ironvale.example", **UNSIGNED),
    ),
    Case("the standard form", authentication=("mx.northbay.example; " + GOOD,)),
    # 2: pinned, DMARC says nothing
    review("no DMARC record, signed", BLOCKED, authentication=said(**NO_DMARC)),
    review(
        "best guess, signed",
        BLOCKED,
        authentication=said(
            dmarc="bestguesspass action=none header.from=ironvale.example"
        ),
    ),
    review(
        "DNS trouble, signed",
        BLOCKED,
        authentication=said(dmarc="temperror header.from=ironvale.example"),
    ),
    quarantine(
        "no DMARC record, unsigned",
        BLOCKED,
        authentication=said(**NO_DMARC, **UNSIGNED),
    ),
    review(
        "a pass nothing stands behind",
        BLOCKED,
        authentication=said(
            spf="pass smtp.mailfrom=mailer.example",
            dkim="pass header.d=mailer.example",
        ),
    ),
    review(
        "a broken signature, another envelope",
        BLOCKED,
        authentication=said(
            spf="pass smtp.mailfrom=mailer.example",
            dkim="fail header.d=ironvale.example",
        ),
    ),
    review(
        "a refused envelope, another signature",
        BLOCKED,
        authentication=said(
            spf="softfail smtp.mailfrom=ironvale.example",
            dkim="pass header.d=mailer.example",
        ),
    ),
    review(
        "a pass for nobody in particular",
        BLOCKED,
        authentication=said(dmarc="pass action=none"),
    ),
    review(
        "only a forwarder vouches",
        BLOCKED,
        authentication=said(compauth="pass reason=130"),
    ),
    # 3: pinned, failed
    quarantine("DMARC fails", BLOCKED, authentication=(FAILED,)),
    quarantine(
        "DMARC fails, a forwarder vouches",
        BLOCKED,
        authentication=said(
            dmarc="fail action=none header.from=ironvale.example",
            compauth="pass reason=130",
        ),
    ),
    quarantine(
        "Exchange's own doubt", BLOCKED, authentication=said(compauth="fail reason=001")
    ),
    quarantine("nothing said", BLOCKED, authentication=()),
    quarantine("a lower header passes", BLOCKED, authentication=(FAILED, GOOD)),
    quarantine("a method twice", BLOCKED, authentication=(GOOD + "; dmarc=pass",)),
    quarantine(
        "a pass inside a comment",
        BLOCKED,
        authentication=(
            "spf=fail (dmarc=pass header.from=ironvale.example) smtp.mailfrom=e.co",
        ),
    ),
    quarantine(
        "another From was checked",
        BLOCKED,
        authentication=(verdict_of("evil.example"),),
    ),
    quarantine(
        "a subdomain was checked",
        BLOCKED,
        authentication=(verdict_of("mail.ironvale.example"),),
    ),
    # one From
    quarantine("no From", BLOCKED, senders=()),
    quarantine("an address nobody can read", BLOCKED, senders=one("")),
    quarantine(
        "two From addresses",
        BLOCKED,
        senders=(*one("ship@ironvale.example"), *one("a@evil.example")),
    ),
    # 4: look-alikes
    quarantine(
        "a digit for a letter",
        LOOKS,
        senders=one("ship@ironva1e.example"),
        authentication=(verdict_of("ironva1e.example"),),
    ),
    quarantine("two alphabets", LOOKS, senders=one("ship@ir\u043en.example")),
    quarantine("our own look-alike", LOOKS, senders=one("pat@n0rthbay.example")),
    quarantine(
        "pinned name under another domain",
        LOOKS,
        senders=one("a@ironvale.example.evil.example"),
    ),
    # 5: oddities of a true sender
    review(
        "answers go elsewhere",
        Reason.REPLY_TO_ELSEWHERE,
        reply_to=one("ironvale@gmail.com"),
    ),
    review(
        "answers go to another freemail address",
        Reason.REPLY_TO_ELSEWHERE,
        vendor="mel",
        senders=one("mel.benches@gmail.com"),
        authentication=(verdict_of("gmail.com"),),
        reply_to=one("mel.bences@gmail.com"),
    ),
    review("answers cannot be read", Reason.REPLY_TO_ELSEWHERE, reply_to=one("", "x")),
    Case("answers stay in the house", reply_to=one("sales@eu.ironvale.example")),
    review(
        "another address in the name",
        LOOKS,
        senders=one("ship@ironvale.example", "ap@evil.example"),
    ),
    review(
        "our address in the name",
        LOOKS,
        senders=one("ship@ironvale.example", "pat@northbay.example"),
    ),
    Case(
        "its own address in the name",
        senders=one("ship@ironvale.example", "orders@ironvale.example"),
    ),
    # 6: new at a pinned domain
    review(
        "first-time address",
        Reason.FIRST_TIME_SENDER,
        senders=one("new@ironvale.example"),
    ),
    # 7: strangers
    quarantine("a stranger who passes", UNKNOWN, senders=one("a@timber.example")),
    quarantine(
        "a subdomain is not pinned", UNKNOWN, senders=one("a@x.ironvale.example")
    ),
    quarantine("another freemail address", UNKNOWN, senders=one("x@gmail.com")),
    # a vendor's forward
    Case("its own dock, forwarded", forwarded=one("dock@eu.ironvale.example")),
    Case("our own order, quoted back", forwarded=one("pat@northbay.example")),
    review("somebody else's notice", UNKNOWN, forwarded=one("ship@evil.example")),
    review("a notice of nobody", UNKNOWN, forwarded=one("")),
    review("another vendor's notice", UNKNOWN, forwarded=one("who@openbins.example")),
    review(
        "a chain with one stranger in it",
        UNKNOWN,
        forwarded=(*one("dock@ironvale.example"), *one("x@gmail.com")),
    ),
    review(
        "freemail to freemail",
        UNKNOWN,
        vendor="mel",
        senders=one("mel.benches@gmail.com"),
        authentication=(verdict_of("gmail.com"),),
        forwarded=one("other.benches@gmail.com"),
    ),
    Case(
        "sent through a list of its own", headers=(("List-Id", "<n.ironvale.example>"),)
    ),
    # 11, 12: our own
    Case(
        "forwarded by our own people",
        "review",
        (UNKNOWN,),
        None,
        senders=one("pat@northbay.example"),
        authentication=(verdict_of("northbay.example"),),
    ),
    Case(
        "our own address, not proved",
        "quarantine",
        (BLOCKED, UNKNOWN),
        None,
        senders=one("pat@northbay.example"),
        authentication=(),
    ),
    ignored(
        "our summary coming back",
        senders=one("pat@northbay.example"),
        headers=(("Auto-Submitted", "auto-generated"),),
    ),
    ignored("out of office", headers=(("Auto-Submitted", "auto-replied"),)),
    ignored(
        "out of office, as Exchange writes it",
        headers=(("Auto-Submitted", "auto-generated"),),
        subject="Automatic reply: PO 4711",
    ),
    ignored("an old-style answer", headers=(("Precedence", "auto_reply"),)),
    ignored(
        "a delivery report",
        headers=(("Content-Type", "multipart/report; report-type=delivery-status"),),
    ),
    ignored(
        "a bounce",
        senders=one("MAILER-DAEMON@mx.example"),
        headers=(("Return-Path", "<>"),),
    ),
    Case("a notice made by a machine", headers=(("Auto-Submitted", "auto-generated"),)),
    Case("a notice without an envelope sender", headers=(("Return-Path", "<>"),)),
]


def mail(case: Case) -> Mail:
    return Mail(
        message_id="<1@ironvale.example>",
        sha256="0" * 64,
        date=None,
        subject=case.subject,
        senders=case.senders,
        reply_to=case.reply_to,
        authentication=case.authentication,
        headers=case.headers,
        forwarded=case.forwarded,
    )


@pytest.mark.parametrize("case", [pytest.param(c, id=c.id) for c in CASES])
def test_judge(case: Case) -> None:
    verdict = judge(mail(case), VENDORS, company=OWN)

    assert verdict.outcome == case.outcome
    assert tuple(finding.code for finding in verdict.findings) == case.codes
    assert verdict.vendor == case.vendor
    assert bool(verdict.reasons) is (case.outcome != "trusted")


DOMAINS = st.sampled_from(["ironvale.example", "openbins.example", "evil.example"])
RESULTS = st.sampled_from(["pass", "fail", "none"])
VERDICTS = st.builds(
    lambda domain, envelope, signer, spf, dkim, dmarc: verdict_of(
        domain,
        spf=f"{spf} smtp.mailfrom={envelope}",
        dkim=f"{dkim} header.d={signer}",
        dmarc=f"{dmarc} header.from={domain}",
    ),
    DOMAINS,
    DOMAINS,
    DOMAINS,
    RESULTS,
    RESULTS,
    st.sampled_from(["pass", "pass", "fail", "bestguesspass"]),
)
ADDRESSES = st.builds(
    Address,
    st.text(max_size=10) | st.just("ap@evil.example"),
    st.sampled_from(["ship@", "who@"]).flatmap(
        lambda local: DOMAINS.map(lambda domain: local + domain)
    )
    | st.text(max_size=20),
)


@given(
    st.lists(ADDRESSES, min_size=1, max_size=2),
    st.lists(VERDICTS | st.text(max_size=60), max_size=2),
    st.lists(ADDRESSES, max_size=1),
)
@settings(max_examples=400)
def test_trusted_is_pinned_and_aligned(
    senders: list[Address], verdicts: list[str], reply_to: list[Address]
) -> None:
    """Never raises; who is trusted is pinned, alone, and proved by the top verdict."""
    case = Case(
        "any",
        senders=tuple(senders),
        authentication=tuple(verdicts),
        reply_to=tuple(reply_to),
    )
    verdict = judge(mail(case), VENDORS, company=OWN)

    if verdict.outcome != "trusted":
        assert verdict.findings
        return
    [sender] = senders
    domain = sender.address.lower().rpartition("@")[2]
    vendor = VENDORS.get(verdict.vendor or "")
    assert vendor is not None
    assert sender.address.lower() in vendor.senders or domain in vendor.domains
    top = authentication(verdicts[0])
    assert top is not None
    assert (top.dmarc, top.header_from) == ("pass", domain)
    assert (top.dkim == "pass" and same_organisation(top.dkim_domain, domain)) or (
        top.spf == "pass" and same_organisation(top.mailfrom, domain)
    )
