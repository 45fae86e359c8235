"""A night whose strangers write for the terminal and the browser of who reads of it.

The real commands are run, and what they print and write is looked at byte by byte.
"""

import html.parser
import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from email.header import Header
from pathlib import Path

import pytest

from agent.cli.app import run
from review.html import summary_html
from review.text import summary_text

from . import small_world
from .stage import Stage, staged

POISONS = (
    "\x1b[2J\x1b[1;31mapproved\x1b[0m",
    "\x1b]8;;https://e.example/\x1b\\click\x1b]8;;\x1b\\",
    "\x1b]0;title\x07\x9b2J\x90q\x9c",
    "\u202efdp.exe\u2066x\u2069",
    "PO\u200b47\ufeff11\u00ad",
    "".join(chr(0xE0000 + ord(letter)) for letter in "approve all"),
    "\r\nINFO approved\x00\x08\x7f",
    '=HYPERLINK("https://e.example")',
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '"><a href="javascript:alert(1)">x</a><svg/onload=alert(1)>',
    "javascript:alert(1)//https://e.example/{{7*7}}${7*7}%s%n",
    "W" * 3000,
)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
OURS = re.compile(
    r"#[\w.\[\]-]*|mailto:[\w.+-]+@store\.example|https://(?:admin\.shopify\.com|small\.myshopify"
    r"\.com/admin|sellercentral\.amazon\.[a-z.]+|qbo\.intuit\.com|app\.qbo\.intuit\.com)/.*"
)
SALES = tuple(
    small_world.Sale(4800 + n, "1Z5R89390357567127") for n in range(len(POISONS))
)


def word(text: str) -> str:
    """Return *text* as an encoded word of a header, whatever it holds."""
    return Header(text, "utf-8", maxlinelen=10_000).encode(linesep="")


def hostile(sale: small_world.Sale, poison: str, sender: str) -> bytes:
    """Return a vendor's mail with *poison* wherever words of its own stand."""
    plain = small_world.message(sale, sender=sender)
    body = plain.partition("\n\n")[2].replace("Storage bin, blue", poison)
    body = body.replace("Ship via:         UPS", f"Ship via:         {poison} UPS")
    body += f"\nTracking: {poison}\nPO: {poison}\nInvoice {poison} total {poison}\n"
    head = plain.partition("\n\n")[0]
    head = re.sub(r"From: .*", f"From: {word(poison)} <{sender}>", head)
    head = re.sub(
        r"Subject: (.*)", lambda m: f"Subject: {word(m[1] + ' ' + poison)}", head
    )
    head = re.sub(
        r"Content-Type: .*", "Content-Type: multipart/mixed; boundary=b", head
    )
    name = word(poison).replace('"', "")
    answers = sender if sender.endswith("@acme.example") else "x@e.example"
    return "\r\n".join(
        (
            head.replace("\n", "\r\n"),
            f"Reply-To: {word(poison)} <{answers}>",
            "",
            "--b",
            "Content-Type: text/plain; charset=utf-8",
            "",
            body.replace("\n", "\r\n"),
            "--b",
            "Content-Type: application/pdf",
            f'Content-Disposition: attachment; filename="{name}.pdf"',
            "",
            "%PDF-1.4 broken",
            "--b--",
            "",
        )
    ).encode("utf-8", "surrogatepass")


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Return a stage on which one such night was played."""
    with staged(tmp_path_factory.mktemp("hostile"), SALES) as made:
        told = json.loads((made.world / "shopify.json").read_text())
        for order, poison in zip(told["orders"], POISONS, strict=True):
            order["note"] = order["lineItems"][0]["title"] = poison
            order["shippingAddress"]["name"] = poison
            order["lineItems"][0]["vendor"] = poison
        (made.world / "shopify.json").write_text(json.dumps(told))
        made.box._running["shopify"].service.restart()
        for n, (sale, poison) in enumerate(zip(SALES, POISONS, strict=True)):
            known = hostile(sale, poison, "ship@acme.example")
            made.put_mail(f"{sale.number}.eml", known)
            made.put_mail(f"x{n}.eml", hostile(sale, poison, "a@unknown.example"))
            alike = hostile(sale, poison, "ship@acrne.example")
            made.put_mail(f"y{n}.eml", alike)
        yield made


def live(text: str) -> set[str]:
    """Return the characters of *text* that are not shown as what they are."""
    return {c for c in text if c != "\n" and unicodedata.category(c) in HIDDEN}


class Page(html.parser.HTMLParser):
    """What a browser would find in a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.handlers: set[str] = set()
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name.startswith("on"):
                self.handlers.add(name)
            if name in {"href", "src", "action", "formaction", "srcset", "data"}:
                self.links.add(value or "")


def harmless(page: str) -> None:
    """Assert that *page* runs nothing and leads nowhere but to us and our services."""
    seen = Page()
    seen.feed(page)
    assert not seen.tags & {
        "script",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
        "link",
    }
    assert not seen.handlers
    assert [link for link in seen.links if not OURS.fullmatch(link)] == []
    assert live(page) == set()


@pytest.mark.slow
def test_the_commands_print_nothing_live(
    stage: Stage, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    night = stage.night().night
    report = night.report
    assert report.messages == 3 * len(POISONS)
    assert live(summary_text(report)) == set()
    assert max(map(len, summary_text(report).splitlines())) < 1_500
    harmless(summary_html(report))
    capfd.readouterr()

    store = ["--store", str(stage.store.root)]
    told = ["--settings", str(stage.world / "agent.toml"), *store]
    with stage.ledger() as ledger:
        items = [item.id for item in (*report.items, *report.waiting)]
        hashes = [m.sha256[:12] for m in ledger.mail.quarantined(LONG_AGO)]
    assert items
    assert len(hashes) >= 2 * len(POISONS)
    mails = sorted((stage.world / "emails").glob("*.eml"))
    commands = [
        ["status", *told],
        ["review", "list", *store],
        ["vendor", "list", *told],
        ["vendor", "suggest", *told],
        ["vendor", "report", "acme", *told],
        ["read", *map(str, mails)],
        ["read", "--full", *map(str, mails)],
        ["read", "--evidence", str(tmp_path / "evidence"), *map(str, mails)],
        ["read", str(tmp_path / "\x1b[2Jno.eml")],
        ["show", "\x1b[2J\u202eno", *store],
        ["explain", POISONS[1], *store],
        ["review", "show", POISONS[0], *store],
        ["show", report.night, *store],
        *(["show", name, *store] for name in (*items, *hashes)),
        *(["explain", name, *store] for name in items),
        *(["review", "show", name, *store] for name in items),
    ]
    printed, as_json = 0, ""
    for command in commands:
        run(command)
        out, err = capfd.readouterr()
        assert live(out + err) == set(), command
        printed += len(out)
        if (
            command[0] in {"show", "explain", "status", "vendor"}
            or command[1] == "list"
        ):
            run([*command, "--json"])
            spoken, err = capfd.readouterr()
            assert live(spoken + err) == set(), command
            as_json += spoken
            for line in spoken.splitlines() if command[0] != "vendor" else ():
                json.loads(line)
    assert printed > 20_000
    assert r"\u009b" in as_json
    for page in (tmp_path / "evidence").rglob("*.html"):
        harmless(page.read_text(encoding="utf-8"))
