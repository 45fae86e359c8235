"""Raw headers as forgers write them: none of them is believed, the honest ones are."""

from itertools import product

import pytest

from extractors.mail.forwards import with_authors
from extractors.mail.mime import parse
from extractors.values import Address, Mail
from matchers.company import Company
from matchers.receivers import ANY, Receiver
from matchers.trust import judge
from matchers.vendors import Vendor, Vendors

VENDORS = Vendors(
    [
        Vendor(
            key="iron",
            name="Ironvale",
            senders=("ship@ironvale.example",),
            domains=("ironvale.example",),
        )
    ]
)
OWN = Company(addresses=("pat@northbay.example",))
GOOD = (
    "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=ironvale.example; dkim=pass"
    " (signature was verified) header.d=ironvale.example;dmarc=pass action=none"
    " header.from=ironvale.example;compauth=pass reason=100"
)
EVIL = (
    "spf=pass (sender IP is 198.51.100.9) smtp.mailfrom=evil.example; dkim=pass"
    " (signature was verified) header.d=evil.example;dmarc=pass action=none"
    " header.from=evil.example;compauth=pass reason=100"
)
FAILED = (
    "spf=fail (sender IP is 198.51.100.9) smtp.mailfrom=ironvale.example; dkim=none"
    " (message not signed) header.d=none;dmarc=fail action=quarantine"
    " header.from=ironvale.example;compauth=fail reason=000"
)
NAMED = f"mx.northbay.example; {GOOD}"
RECEIVED = "Received: from out.evil.example by eur01.prod.outlook.com; today\r\n"
OLDER = "Received: from pc by out.evil.example; today\r\n"
FROM = "From: Ironvale <ship@ironvale.example>\r\n"
PIN = Receiver("other", "mx.northbay.example")
EXCHANGE = Receiver("exchange")


def results(text: str, name: str = "Authentication-Results") -> str:
    return f"{name}: {text}\r\n"


def received(top: str, brought: str = "", sender: str = FROM) -> str:
    """A message with the receiver's verdict on top and what the forger brought."""
    return f"{results(top)}{RECEIVED}{OLDER}{brought}{sender}Subject: PO 4711\r\n\r\nPO"


FORGERIES = [
    pytest.param(received(FAILED), id="only the name is forged"),
    pytest.param(received(FAILED, results(GOOD)), id="a pass below the real one"),
    pytest.param(received(FAILED + "\r\n " + GOOD), id="folded into the real one"),
    pytest.param(received(FAILED + "; " + GOOD), id="every method twice"),
    pytest.param(
        received(FAILED).replace(RECEIVED, results(GOOD) + RECEIVED),
        id="right below it",
    ),
    pytest.param(
        received(FAILED, results("i=1; " + GOOD, "ARC-Authentication-Results")),
        id="an ARC set says pass",
    ),
    pytest.param(
        received(
            FAILED.replace("compauth=fail reason=000", "compauth=pass reason=130")
        ),
        id="a forwarder's ARC overrides",
    ),
    pytest.param(
        received(GOOD.replace("reason=100", "reason=130")), id="only ARC stands behind"
    ),
    pytest.param(
        received(FAILED, results(GOOD, "X-MS-Exchange-Authentication-Results")),
        id="a field with nearly the name",
    ),
    pytest.param(received(EVIL), id="the forger's own domain passes"),
    pytest.param(
        received(EVIL, sender="From: ship@ironvale.example <billing@evil.example>\r\n"),
        id="the address as a name",
    ),
    pytest.param(
        received(
            EVIL,
            sender="From: =?utf-8?q?ship=40ironvale=2Eexample?= <b@evil.example>\r\n",
        ),
        id="the address as an encoded name",
    ),
    pytest.param(
        received(
            EVIL,
            sender="From: =?utf-8?q?Ironvale_=3Cship=40ironvale=2Eexample=3E?="
            " <b@evil.example>\r\n",
        ),
        id="an encoded name with brackets",
    ),
    pytest.param(
        received(EVIL, sender='From: "ship@ironvale.example" <b@evil.example>\r\n'),
        id="the address in quotes",
    ),
    pytest.param(
        received(GOOD, sender=FROM + "From: b@evil.example\r\n"), id="a second From"
    ),
    pytest.param(
        received(EVIL, sender="From: b@evil.example\r\n" + FROM),
        id="in the other order",
    ),
    pytest.param(
        received(EVIL, sender="From: b@evil.example, ship@ironvale.example\r\n"),
        id="two addresses",
    ),
    pytest.param(
        received(GOOD, sender="From: Iron: ship@ironvale.example, b@evil.example;\r\n"),
        id="a group",
    ),
    pytest.param(
        received(EVIL, sender="From: <b@evil.example> <ship@ironvale.example>\r\n"),
        id="two brackets",
    ),
    pytest.param(
        received(EVIL, sender="From: <b@evil.example\r\n <ship@ironvale.example>\r\n"),
        id="a bracket left open",
    ),
    pytest.param(
        received(EVIL, sender="From: ship@ironvale.example(@evil.example)\r\n"),
        id="a comment in the address",
    ),
    pytest.param(
        received(EVIL, sender="From: ship@ironvale.example@evil.example\r\n"),
        id="two at signs",
    ),
    pytest.param(
        received(EVIL, sender="From: ship@ironvale.example.evil.example\r\n"),
        id="the domain as a subdomain",
    ),
    pytest.param(
        received(EVIL, sender="From: ship@ironvale.example\x00.evil.example\r\n"),
        id="a zero byte",
    ),
    pytest.param(
        received(EVIL, sender="From: ship@ironva\u0142e.example\r\n"),
        id="a letter like it",
    ),
    pytest.param(
        received(EVIL, sender="From: ship@xn--ironvae-3hb.example\r\n"),
        id="the same, ASCII",
    ),
    pytest.param(
        received(EVIL, sender="Sender: ship@ironvale.example\r\n"), id="Sender"
    ),
    pytest.param(
        received(EVIL, sender="Resent-From: ship@ironvale.example\r\n"),
        id="Resent-From",
    ),
    pytest.param(
        received(
            f"spf=fail ({GOOD}) smtp.mailfrom=evil.example;dmarc=fail"
            " header.from=ironvale.example"
        ),
        id="a pass in a comment",
    ),
    pytest.param(
        received(f'spf=fail smtp.mailfrom="{GOOD}"@evil.example; dmarc=none'),
        id="a pass in the envelope",
    ),
    pytest.param(
        received(FAILED.replace("mailfrom=ironvale.example", "helo=a; dmarc=pass")),
        id="a pass in the greeting",
    ),
    pytest.param(
        received(GOOD.replace("=ironvale.example;compauth", "=evil.example;compauth")),
        id="another From was checked",
    ),
    pytest.param(
        received(GOOD.replace("dmarc=pass", "dmarc=bestguesspass")), id="a guess"
    ),
    pytest.param(
        f"{RECEIVED}{OLDER}{results(GOOD)}{FROM}\r\nPO", id="the receiver adds none"
    ),
    pytest.param(
        f"{RECEIVED}{OLDER}{results(NAMED)}{FROM}\r\nPO", id="none, our server's name"
    ),
    pytest.param("\r\n" + received(GOOD), id="all of it in the body"),
    pytest.param(
        "Subject: x\r\n\r\n" + received(GOOD), id="all of it in a mail inside"
    ),
]


def read(raw: str) -> Mail:
    message = parse(raw.encode())
    return with_authors(message.mail, message.forwarded)


@pytest.mark.parametrize("receiver", [ANY, EXCHANGE, PIN], ids=lambda r: r.kind)
@pytest.mark.parametrize("raw", FORGERIES)
def test_no_forgery_is_believed(raw: str, receiver: Receiver) -> None:
    verdict = judge(read(raw), VENDORS, company=OWN, receiver=receiver)
    assert verdict.outcome in {"review", "quarantine"}
    assert verdict.findings


@pytest.mark.parametrize(
    ("raw", "receiver"),
    [
        pytest.param(received(GOOD), EXCHANGE, id="Exchange"),
        pytest.param(received(NAMED), PIN, id="a server that is named"),
        pytest.param(received(GOOD, results(FAILED)), ANY, id="an older verdict below"),
        pytest.param(
            received(GOOD.replace("; dkim", ";\r\n\tdkim")), EXCHANGE, id="folded"
        ),
        pytest.param(
            received(GOOD, results("i=1; x", "ARC-Authentication-Results")),
            EXCHANGE,
            id="an ARC set of no meaning",
        ),
    ],
)
def test_the_honest_are(raw: str, receiver: Receiver) -> None:
    verdict = judge(read(raw), VENDORS, company=OWN, receiver=receiver)
    assert (verdict.outcome, verdict.vendor) == ("trusted", "iron")


WHO = {
    "pinned": "ship@ironvale.example",
    "look-alike": "ship@ironvaie.example",
    "new": "orders@ironvale.example",
    "reply-to elsewhere": "ship@ironvale.example",
    "forwarded": "ship@ironvale.example",
}
EXPECTED = {
    ("pass", "pinned"): "trusted",
    ("pass", "new"): "review",
    ("pass", "reply-to elsewhere"): "review",
    ("pass", "forwarded"): "review",
}
"""All else is quarantined; a DMARC of none is read only where it is signed."""


@pytest.mark.parametrize("signed", [True, False], ids=["signed", "unsigned"])
@pytest.mark.parametrize(
    ("dmarc", "who"), [*product(("pass", "fail", "none"), WHO)], ids=str
)
def test_matrix(dmarc: str, who: str, *, signed: bool) -> None:
    address = WHO[who]
    domain = address.partition("@")[2]
    signature = f"dkim=pass header.d={domain}" if signed else "dkim=none header.d=none"
    said = (
        f"spf=pass smtp.mailfrom={domain}; {signature}; dmarc={dmarc}"
        f" header.from={domain}; compauth={'fail' if dmarc == 'fail' else 'pass'}"
    )
    mail = Mail(
        message_id="<1@a.example>",
        sha256="0" * 64,
        date=None,
        subject="Invoice",
        senders=(Address("Ironvale", address),),
        authentication=(said,),
        reply_to=(Address("", "x@evil.example"),) * (who == "reply-to elsewhere"),
        forwarded=(Address("", "x@evil.example"),) * (who == "forwarded"),
    )
    read_on = dmarc == "none" and signed and who != "look-alike"
    default = "review" if read_on else "quarantine"

    verdict = judge(mail, VENDORS, company=OWN)

    assert verdict.outcome == EXPECTED.get((dmarc, who), default)
    assert (verdict.vendor == "iron") is (verdict.outcome != "quarantine")
