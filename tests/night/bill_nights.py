"""Nights over many invoices, with books in which every lie would find what it names."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from agent.cli.history import load_history
from agent.settings.values import Settings
from sandbox.box import start
from sandbox.settings import Settings as BoxSettings
from tests.adversarial.bill_cases import Sent, fill

from . import small_world
from .stage import Stage, StoreFolder, changed

SENDER = "ship@acme.example"
PASSED = "pass"
_GRACE = BoxSettings(quickbooks_grace=86400.0)


@contextmanager
def billing(
    root: Path,
    sent: Sequence[Sent],
    mails: Mapping[str, bytes],
    *,
    grace: BoxSettings = _GRACE,
) -> Iterator[Stage]:
    """Put a world with the books of *sent* and these mails on stage."""
    world = small_world.build(root / "world", [])
    fill(world, sent)
    for name, content in mails.items():
        (world / "emails" / f"{name}.eml").write_bytes(content)
    with start(world, root / "services", settings=grace) as box:
        stage = Stage(world, box, StoreFolder(root / "store"))
        stage.store.root.mkdir()
        load_history(world, stage.store, box.clock.now())
        yield stage


def mail(
    number: str,
    files: Sequence[tuple[str, bytes]] = (),
    body: str = "Please see the attached invoice.\n",
    *,
    sender: str = SENDER,
    verdict: str = PASSED,
    headers: Mapping[str, str] | None = None,
    html: str = "",
) -> bytes:
    """Return one mail as the mailbox keeps it: the receiver's fields first.

    Args:
        number: Names the message.
        files: Names and contents of attachments; ``.eml`` is a mail within.
        body: Its text.
        sender: Its From.
        verdict: What the receiving server says of the sender: pass or fail.
        headers: Further fields.
        html: The same text as HTML, if it has that as well.
    """
    domain = sender.partition("@")[2]
    made = EmailMessage(policy=SMTP)
    made["Received"] = (
        "from mx.example (10.0.0.1) by mail.store.example;"
        " Fri, 20 Nov 2026 22:10:00 +0000"
    )
    made["Authentication-Results"] = (
        f"spf={verdict} (sender IP is 192.0.2.1) smtp.mailfrom={domain};"
        f" dkim={verdict} (signature) header.d={domain};"
        f" dmarc={verdict} action=none header.from={domain};"
        f"compauth={verdict} reason=100"
    )
    made["From"] = f"Acme Supply <{sender}>"
    made["To"] = "orders@store.example"
    made["Subject"] = f"Invoice {number}"
    made["Date"] = "Fri, 20 Nov 2026 22:09:00 +0000"
    made["Message-ID"] = f"<{number}@{domain}>"
    for name, value in (headers or {}).items():
        del made[name]
        made[name] = value
    made.set_content(body)
    if html:
        made.add_alternative(html, subtype="html")
    for name, content in files:
        kind = (
            ("message", "rfc822") if name.endswith(".eml") else ("application", "pdf")
        )
        made.add_attachment(content, maintype=kind[0], subtype=kind[1], filename=name)
    return made.as_bytes()


def made_bills(stage: Stage) -> list[dict[str, Any]]:
    """Return the bills that the books hold after the night, whole."""
    bills: list[dict[str, Any]] = stage.box.final()["quickbooks"]["bills"]
    return bills


def wrong_bills(stage: Stage, sent: Sequence[Sent]) -> list[dict[str, Any]]:
    """Return the bills that are not exactly one of the true ones, or are a second."""
    left = [one.bill for one in sent]
    wrong = []
    for bill in made_bills(stage):
        if bill in left:
            left.remove(bill)
        else:
            wrong.append(bill)
    return wrong


def codes_of(stage: Stage, number: str) -> set[str]:
    """Return the reasons that hold the invoice of *number*; empty: nothing does."""
    with stage.ledger() as ledger:
        return {
            finding.code.value
            for case in ledger.invoices.all()
            if case.match is not None
            and case.vendor == "acme"
            and _number(case.body.number) == number
            and case.state != "done"
            for finding in case.match.findings
        }


def _number(cited: Any) -> str:
    return cited.value if cited is not None else ""


def reading(*readers: str) -> Any:
    """Return a change of settings: who reads; a model is asked about everything."""

    def change(settings: Settings) -> Settings:
        return changed(
            settings,
            reading={"readers": list(readers)},
            llm={"read": "all", "timeout_seconds": 20},
        )

    return change
