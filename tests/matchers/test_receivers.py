"""Only the server that takes the mail in is heard on who sent it."""

from dataclasses import replace

import pytest

from extractors.values import Address, Mail
from matchers.receivers import Receiver
from matchers.trust import SenderOutcome, judge
from matchers.vendors import Vendor, Vendors

VENDORS = Vendors(
    [Vendor(key="iron", name="Ironvale", domains=("ironvale.example",))],
)
SOUND = (
    "spf=pass smtp.mailfrom=ironvale.example; dkim=pass header.d=ironvale.example;"
    " dmarc=pass header.from=ironvale.example"
)
EXCHANGE = f"{SOUND}; compauth=pass reason=100"
GMAIL = (
    "mx.google.com; dkim=pass header.i=@mailer.example header.s=a header.b=AbC/1+x=;"
    " dkim=pass header.i=@ironvale.example header.s=s1 header.b=Zz; spf=pass"
    " (google.com: domain of b@mailer.example designates 192.0.2.1 as permitted sender)"
    " smtp.mailfrom=b@mailer.example; dmarc=pass (p=REJECT sp=REJECT dis=NONE)"
    " header.from=ironvale.example"
)
FASTMAIL = f"phl-mx-04.messagingengine.com; {SOUND}; x-tls=pass smtp.version=TLSv1.3"
OWN = (
    "nightclerk; dkim=pass header.d=ironvale.example; dmarc=pass"
    " header.from=ironvale.example"
)
MAIL = Mail(
    message_id="<1@ironvale.example>",
    sha256="0" * 64,
    date=None,
    subject="Shipped",
    senders=(Address("Ironvale", "ship@ironvale.example"),),
)
PINNED = Receiver("other", "mx.northbay.example")


@pytest.mark.parametrize(
    ("receiver", "fields", "outcome"),
    [
        pytest.param(Receiver("exchange"), (EXCHANGE,), "trusted", id="Exchange"),
        pytest.param(
            Receiver("exchange"), (SOUND,), "quarantine", id="without its conclusion"
        ),
        pytest.param(
            Receiver("exchange"),
            (f"mx.evil.example; {EXCHANGE}",),
            "quarantine",
            id="Exchange names no server",
        ),
        pytest.param(
            Receiver("gmail"), (GMAIL,), "trusted", id="Gmail, two signatures"
        ),
        pytest.param(Receiver("gmail"), (EXCHANGE,), "quarantine", id="not Gmail's"),
        pytest.param(
            Receiver("gmail"),
            (GMAIL.replace("google.com;", "google.com.evil.example;"),),
            "quarantine",
            id="nearly Gmail's name",
        ),
        pytest.param(Receiver("fastmail"), (FASTMAIL,), "trusted", id="Fastmail"),
        pytest.param(
            Receiver("fastmail"),
            (FASTMAIL.replace("messagingengine", "messagingengime"),),
            "quarantine",
            id="nearly Fastmail's name",
        ),
        pytest.param(
            PINNED, (f"mx.northbay.example; {SOUND}",), "trusted", id="the server named"
        ),
        pytest.param(
            PINNED,
            (f"MX.Northbay.Example 1; {SOUND}",),
            "trusted",
            id="in other letters, with a version",
        ),
        pytest.param(PINNED, (SOUND,), "quarantine", id="a field without a name"),
        pytest.param(
            PINNED,
            (f"mx2.northbay.example; {SOUND}",),
            "quarantine",
            id="another name of the house",
        ),
        pytest.param(
            PINNED,
            (f"mx.evil.example; {SOUND}", f"mx.northbay.example; {SOUND}"),
            "quarantine",
            id="the name lower down",
        ),
        pytest.param(PINNED, (), "quarantine", id="nothing said"),
        pytest.param(
            Receiver("none"), (EXCHANGE,), "quarantine", id="nobody is believed"
        ),
        pytest.param(Receiver(), (EXCHANGE,), "trusted", id="whoever is topmost"),
        pytest.param(
            Receiver(), (OWN,), "quarantine", id="our own name, brought along"
        ),
    ],
)
def test_whose_word(
    receiver: Receiver, fields: tuple[str, ...], outcome: SenderOutcome
) -> None:
    mail = replace(MAIL, authentication=fields)
    assert judge(mail, VENDORS, receiver=receiver).outcome == outcome


@pytest.mark.parametrize(
    ("checked", "outcome"),
    [
        pytest.param(OWN, "trusted", id="signed, and a policy is published"),
        pytest.param(
            "nightclerk; dkim=pass header.d=ironvale.example; dmarc=none",
            "review",
            id="signed, no policy",
        ),
        pytest.param("nightclerk; dkim=none; dmarc=none", "quarantine", id="unsigned"),
        pytest.param(
            "nightclerk; dkim=fail header.d=ironvale.example; dmarc=fail"
            " header.from=ironvale.example",
            "quarantine",
            id="broken",
        ),
    ],
)
@pytest.mark.parametrize("brought", [(), (EXCHANGE,)])
def test_what_we_found_ourselves_is_what_counts(
    checked: str, outcome: SenderOutcome, brought: tuple[str, ...]
) -> None:
    mail = replace(MAIL, checked=checked, authentication=brought)
    assert judge(mail, VENDORS, receiver=Receiver("none")).outcome == outcome
