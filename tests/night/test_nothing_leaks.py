"""A whole night that fails, at DEBUG: no key and no customer in what it writes."""

import base64
import json
import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from pydantic import SecretStr

from agent.settings.mailboxes import MailboxSettings
from agent.settings.servers import SummarySettings
from agent.settings.values import Settings
from review.html import summary_html
from review.text import summary_text
from review.values import NightReport
from tests.channels.mailboxes.dovecot import USER, Dovecot, dovecot
from tests.channels.smtp_server import Running, smtp_server

from .stage import changed, on_stage
from .test_graph_night import through_outlook

WORLD = Path(__file__).parents[2] / "fixtures"
PASSWORDS = ("Sentinel-pdf-one-71", "Sentinel-pdf-two-72", "Sentinel-pdf-three-73")
MODEL_KEY = "sk-sentinel-0123456789abcdef"
LOGINS = (
    "Sentinel imap/81+pass=word",
    "sentinel.imap-token.82-ya29",
    "Sentinel-smtp-83?pass",
)
IMAP_PASSWORD, IMAP_TOKEN, SMTP_PASSWORD = LOGINS
IDENTITIES = 200
SPELT = 12
"""Letters of a form in Base64, at least: shorter ones stand in hashes by chance."""
FAILING = (
    ("shopify", "fulfillment_create", 6),
    ("amazon", "confirm_shipment", None),
    ("quickbooks", "*", None),
    ("openai", "*", 6),
)
"""Service, call, and how often it fails; None: all night."""


def secrets(told: Any) -> Iterator[str]:
    """Yield every key and token that the services granted."""
    for name, value in told.items():
        if isinstance(value, dict):
            yield from secrets(value)
        elif any(word in name for word in ("token", "secret", "key")) and not (
            "url" in name or not isinstance(value, str)
        ):
            yield value


def identities() -> list[str]:
    """Return customers' addresses of mail, streets and names, each once."""
    orders = json.loads((WORLD / "shopify.json").read_text(encoding="utf-8"))["orders"]
    found: dict[str, None] = {}
    for order in orders:
        ship = order.get("shippingAddress") or {}
        for value in (order.get("email"), ship.get("address1"), ship.get("name")):
            if value:
                found[value] = None
    return list(found)


def forms(value: str) -> set[str]:
    """Return *value* as it might be written down somewhere.

    In Base64 it may stand within a longer text, as a password does in a login: what is
    left of it then depends on how many bytes came before.
    """
    raw = value.encode()
    shifted = (base64.b64encode(bytes(n) + raw).decode() for n in range(3))
    spelt = {
        text[start : len(text) - 4]
        for text, start in zip(shifted, (0, 4, 4), strict=True)
    }
    return {
        value,
        quote(value),
        quote(value, safe=""),
        quote_plus(value),
        base64.b64encode(raw).decode().rstrip("="),
        base64.urlsafe_b64encode(raw).decode().rstrip("="),
        json.dumps(value)[1:-1],
        *(part for part in spelt if len(part) >= SPELT),
    }


def listening(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Any:
    """Hear everything that is logged; return the change of settings with its keys."""
    for number, password in enumerate(PASSWORDS):
        monkeypatch.setenv(f"SENTINEL_{number}", password)
    caplog.set_level(logging.DEBUG)
    for name in list(logging.root.manager.loggerDict):
        logging.getLogger(name).setLevel(logging.NOTSET)

    def change(settings: Settings) -> Settings:
        names = [f"SENTINEL_{number}" for number in range(len(PASSWORDS))]
        return changed(
            settings,
            reading={"pdf_passwords": names},
            llm={"api_key": SecretStr(MODEL_KEY)},
        )

    return change


def told(report: NightReport) -> list[str]:
    """Return all that a night's report is written down as."""
    return [summary_text(report), summary_html(report), repr(report)]


def leaked(kept: Iterable[str], everything: str) -> list[str]:
    """Return what stands in *everything* and should not, in whatever form."""
    return [one for one in kept if any(form in everything for form in forms(one))]


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["error_after", "truncated"])
def test_a_failing_night_tells_nobody(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    fault: str,
) -> None:
    change = listening(monkeypatch, caplog)
    with on_stage(WORLD, tmp_path) as stage:
        kept = {*secrets(stage.box.ready()), *PASSWORDS, MODEL_KEY}
        for service, operation, times in FAILING:
            stage.box.arm(
                service=service, operation=operation, fault=fault, times=times
            )
        report = stage.night(change, model=True).night.report
    assert report.messages > 80
    assert report.trouble
    people = identities()[:IDENTITIES]
    everything = "\n".join([caplog.text, *capfd.readouterr(), *told(report)])

    assert (len(kept) >= 12, len(people)) == (True, IDENTITIES)
    assert caplog.records
    assert leaked(kept, everything) == []
    assert leaked(people, everything) == []


def logins(smtp: Running, imap: Dovecot) -> Any:
    """Return the change of settings whose mail servers refuse every login."""

    def change(settings: Settings) -> Settings:
        account = {
            "kind": "imap",
            "host": "127.0.0.1",
            "port": imap.tls,
            "username": USER,
            "ca_file": imap.root / "ca.pem",
        }
        mailboxes = {
            **settings.mailboxes,
            "refused": MailboxSettings(**account, password=SecretStr(IMAP_PASSWORD)),
            "expired": MailboxSettings(**account, token=SecretStr(IMAP_TOKEN)),
        }
        summary = SummarySettings(
            to=["owner@store.example"],
            sender="clerk@store.example",
            host=smtp.told.host,
            port=smtp.told.port,
            security="starttls",
            username="clerk@store.example",
            password=SecretStr(SMTP_PASSWORD),
            ca_file=smtp.told.ca_file,
            timeout_seconds=5,
        )
        return settings.model_copy(update={"mailboxes": mailboxes, "summary": summary})

    return change


@pytest.mark.slow
def test_a_night_whose_mail_fails_tells_nobody(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Outlook breaks off again and again, IMAP and SMTP refuse every login."""
    keys = listening(monkeypatch, caplog)
    with (
        dovecot() as imap,
        smtp_server(tmp_path, security="starttls") as smtp,
        on_stage(WORLD, tmp_path) as stage,
    ):
        outlook, refused = through_outlook(stage), logins(smtp, imap)
        kept = {*secrets(stage.box.ready()), *PASSWORDS, MODEL_KEY, *LOGINS}
        stage.box.arm(service="graph", operation="get_mime", fault="truncated", times=2)
        stage.box.arm(service="graph", operation="delta", fault="error_after", times=1)
        stage.box.arm(service="quickbooks", operation="*", fault="error_after", times=4)
        night = stage.night(lambda given: refused(outlook(keys(given)))).night
        assert smtp.conduct.taken == []
    report = night.report
    assert report.messages > 80
    troubled = {line.channel for line in report.trouble}
    assert {"mailboxes:refused", "mailboxes:expired"} <= troubled
    assert night.delivery is not None
    people = identities()[:IDENTITIES]
    out, err = capfd.readouterr()
    everything = "\n".join([caplog.text, out, err, *told(report), repr(night)])

    assert len(kept) >= 15
    assert leaked(kept, everything) == []
    assert leaked(people, everything) == []


def test_a_password_within_a_login_is_found() -> None:
    """What looks for leaks finds the login that a server is sent."""
    login = base64.b64encode(f"\0{USER}\0{IMAP_PASSWORD}".encode()).decode()

    assert leaked([IMAP_PASSWORD], f"C: AUTHENTICATE PLAIN {login}") == [IMAP_PASSWORD]
    assert leaked([IMAP_PASSWORD], f"?password={quote(IMAP_PASSWORD)}&x") != []
    assert leaked([IMAP_PASSWORD], "nothing of it") == []
