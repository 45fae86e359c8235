"""What docs/security.md says of a whole night and nothing else shows."""

import io
import json
import re
import socket
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from pydantic import SecretStr
from reportlab.pdfgen.canvas import Canvas

from agent.settings.values import Settings

from . import small_world
from .stage import Stage, changed, staged

ROOT = Path(__file__).parents[2]
MODEL_KEY = "sk-sentinel-of-this-night-0123456789"
WORDS = (
    "Shipment notice",
    "ship@acme.example",
    "Acme Shipping",
    "A Buyer",
    "buyer@mail.example",
    "Storage bin",
)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        yield made


def with_a_key(settings: Settings) -> Settings:
    return changed(settings, llm={"api_key": SecretStr(MODEL_KEY)})


def test_the_store_is_for_its_owner_and_keeps_no_key(stage: Stage) -> None:
    evening = stage.night(with_a_key, model=True)
    assert evening.counts[0] == len(small_world.SALES)

    kept = [path for path in stage.store.root.rglob("*") if path.is_file()]
    ready = stage.box.ready()["shopify"]
    keys = [ready["token"], ready["client_secret"], MODEL_KEY]
    assert stage.store.root.stat().st_mode & 0o077 == 0
    assert len(kept) > len(small_world.SALES)
    for path in kept:
        content = path.read_bytes()
        assert [key for key in keys if key.encode() in content] == [], path.name


def test_the_event_log_holds_no_words(stage: Stage) -> None:
    stage.night()
    with sqlite3.connect(stage.store.ledger) as ledger:
        rows = ledger.execute("select * from event").fetchall()
    ledger.close()

    log = "\n".join(map(repr, rows))
    assert len(rows) > len(small_world.SALES)
    assert [word for word in WORDS if word in log] == []


def test_settings_are_in_the_ledger_as_digests(stage: Stage) -> None:
    """A change of either file shows, and neither's text is there."""
    vendors = stage.world / "vendors.toml"
    for text in (vendors.read_text(), vendors.read_text() + "\n# another night\n"):
        vendors.write_text(text)
        stage.night(with_a_key, model=True)
        stage.pass_days()
    with sqlite3.connect(stage.store.ledger) as ledger:
        rows = ledger.execute("select inputs from night order by id").fetchall()
    ledger.close()

    first, second = (json.loads(inputs) for (inputs,) in rows)
    assert first["vendors"] != second["vendors"]
    assert first["settings"] == second["settings"]
    for name in ("vendors", "settings", "policy"):
        assert re.fullmatch(r"[0-9a-f]{64}", first[name])


class Listener:
    """A server that counts who comes, and says nothing."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._socket.settimeout(0.2)
        self.port = self._socket.getsockname()[1]
        self.came = 0
        self._open = True
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while self._open:
            with suppress(TimeoutError):
                self._socket.accept()[0].close()
                self.came += 1

    def close(self) -> None:
        self._open = False
        self._thread.join()
        self._socket.close()


def remote(to: str) -> dict[str, tuple[str, str, bytes]]:
    """Return files that ask *to* in whoever shows them: name → kind and content."""
    drawn = io.BytesIO()
    page = Canvas(drawn)
    page.drawString(72, 720, f"Customer PO: 4711 {to}")
    page.linkURL(to, (0, 0, 600, 800))
    page.save()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.html", f"<img src={to}>")
    entity = f'<!DOCTYPE a [<!ENTITY e SYSTEM "{to}"><!ENTITY % p SYSTEM "{to}"> %p;]>'
    texts = {
        "a.html": ("text", "html", f"<img src={to}><link href={to}><iframe src={to}>"),
        "a.svg": ("image", "svg+xml", f"<svg><image href='{to}'/></svg>"),
        "a.xml": ("application", "xml", f"{entity}<Invoice>&e;</Invoice>"),
        "b.xml": ("application", "xml", f"<?xml-stylesheet href='{to}'?><Invoice/>"),
        "a.csv": ("text", "csv", f'po,qty\n=WEBSERVICE("{to}"),1\n'),
        "a.eml": ("application", "octet-stream", f"From: a@b.example\n\n{to}\n"),
        "a.url": ("application", "octet-stream", f"[InternetShortcut]\nURL={to}\n"),
    }
    files = {name: (a, b, text.encode()) for name, (a, b, text) in texts.items()}
    files["a.pdf"] = ("application", "pdf", drawn.getvalue())
    files["a.zip"] = ("application", "zip", packed.getvalue())
    return files


def asking(sale: small_world.Sale, to: str) -> bytes:
    """Return the vendor's mail, which asks *to* wherever a mail or its files can."""
    head = small_world.message(sale).partition("MIME-Version")[0]
    message = EmailMessage()
    message.set_content(f"Track it: {to} Customer PO: {sale.number}")
    message.add_alternative(
        f"<html><head><base href={to}><link rel=stylesheet href={to}>"
        f"<style>@import '{to}';</style></head><body background={to}>"
        f"<img src={to} width=1><a href={to} ping={to}>{sale.number}</a></body></html>",
        subtype="html",
    )
    for name, (main, sub, content) in remote(to).items():
        message.add_attachment(content, main, sub, filename=name)
    more = f"List-Unsubscribe: <{to}>\nDisposition-Notification-To: <x@e.example>\n"
    return (head + more + message.as_string()).replace("\n", "\r\n").encode()


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return the addresses that this process connects to from now on."""
    addresses: list[Any] = []
    connect = socket.socket.connect

    def heard(self: socket.socket, address: Any) -> None:
        addresses.append(address)
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", heard)
    return addresses


def test_nothing_that_a_mail_names_is_asked(stage: Stage, reached: list[Any]) -> None:
    """Neither by us nor by the children that read: the server is here and listens."""
    listener = Listener()
    try:
        for number, sale in enumerate(small_world.SALES):
            to = f"http://127.0.0.1:{listener.port}/{number}"
            stage.put_mail(f"asking-{number}.eml", asking(sale, to))
        report = stage.night().night.report
        ports = {address[1] for address in reached if isinstance(address, tuple)}
        assert listener.came == 0
    finally:
        listener.close()
    ready = stage.box.ready()
    services = {urlsplit(told["url"]).port for told in ready.values() if "url" in told}
    assert report.messages == 2 * len(small_world.SALES)
    assert ports
    assert ports <= services


def test_the_shop_is_told_of_nothing_but_shipments() -> None:
    """One act, and a query that the shop runs for us: nothing is taken back or paid."""
    documents = (ROOT / "channels" / "shopify" / "documents").glob("*.graphql")
    acts = {
        match[1]
        for path in documents
        for match in re.finditer(r"mutation[^{]*\{\s*(\w+)", path.read_text())
    }
    assert acts == {"fulfillmentCreate", "bulkOperationRunQuery"}


def test_only_two_places_send_mail() -> None:
    """By SMTP, and by Outlook where the summary's settings say so."""
    senders = {
        str(path.relative_to(ROOT))
        for folder in ("agent", "channels", "review", "matchers", "extractors")
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"import smtplib|sendMail|addresses\.send\(", path.read_text())
    }
    assert senders == {"channels/smtp/client.py", "channels/graph/drafts.py"}
