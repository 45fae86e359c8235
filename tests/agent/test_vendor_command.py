"""``agent vendor``: the file is changed by a person's word, and nothing by itself."""

import json
import tomllib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from agent.cli.app import run
from agent.cli.places import DEMO, MARKER, marker_text
from agent.folder import StoreFolder
from agent.ledger.ledger import Ledger
from agent.ledger.mail_values import NewMessage
from agent.settings.load import load_vendors
from extractors.codes import Reason, Severity
from extractors.values import (
    Address,
    Cited,
    Document,
    Evidence,
    Extraction,
    Mail,
    MoneyDocument,
    PaymentDetail,
    Reading,
)
from matchers.billing.values import Item, Payee
from matchers.values import Finding, Match
from tests.agent.conftest import NOW, fulfil, ship_notice

VENDORS = """\
# Whom we buy from. Ask Pat before changing anything.

[vendors.acme]  # since 2019
name = "Acme Shelving Co."
senders = [
  "ship@acme.example",  # the dock
]
automation = "shadow"

[vendors.acme.billing]
absolute = "0.05"  # agreed in May
"""
AGENT = """\
[store]
promote_after = 10

[mailboxes.orders]
kind = "folder"
path = "emails"
"""


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    (tmp_path / "vendors.toml").write_text(VENDORS, encoding="utf-8")
    path = tmp_path / "agent.toml"
    path.write_text(AGENT, encoding="utf-8")
    return path


def vendor(settings: Path, *arguments: str) -> int:
    return run(["vendor", *arguments, "--settings", str(settings)])


def written(settings: Path) -> str:
    return (settings.parent / "vendors.toml").read_text(encoding="utf-8")


def test_add_starts_at_draft_and_keeps_what_stood_there(settings: Path) -> None:
    status = vendor(
        settings,
        *("add", "bins", "--name", "Best Bins", "--domain", "bins.example"),
        *("--carrier", "UPSN", "--payment", "iban: de89 3704 0044 0532 0130 00"),
        *("--freight", "75.00", "--payee", "41", "--percent", "1.0"),
    )

    assert status == 0
    assert written(settings).startswith(VENDORS.rstrip("\n"))
    assert (settings.parent / "vendors.toml.bak").read_text() == VENDORS
    added = load_vendors(settings.parent / "vendors.toml").get("bins")
    assert added is not None
    assert (added.automation, added.domains) == ("draft", ("bins.example",))
    assert added.billing.payment == ("iban:DE89370400440532013000",)
    assert [charge.limit for charge in added.billing.charges] == [75]


def test_add_makes_the_file(settings: Path) -> None:
    (settings.parent / "vendors.toml").unlink()

    assert vendor(settings, "add", "a", "--name", "A", "--sender", "a@a.example") == 0
    assert tomllib.loads(written(settings))["vendors"]["a"]["automation"] == "draft"
    assert not (settings.parent / "vendors.toml.bak").exists()


def test_pin_adds_to_lists_and_sets_the_rest(settings: Path) -> None:
    both = ("--sender", "ship@acme.example", "--sender", "b@acme.example")
    again = ("pin", "acme", *both)

    assert vendor(settings, *again, "--automation", "auto") == 0
    assert vendor(settings, *again, "--absolute", "0.10", "--freight", "10") == 0
    assert vendor(settings, "pin", "acme", "--freight", "20") == 0
    now = load_vendors(settings.parent / "vendors.toml").get("acme")
    assert now is not None
    assert (now.senders, now.automation) == (
        ("ship@acme.example", "b@acme.example"),
        "auto",
    )
    assert [charge.limit for charge in now.billing.charges] == [20]
    for comment in ("# Whom we buy", "# since 2019", "# the dock", "# agreed in May"):
        assert comment in written(settings)


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["add", "x", "--name", "X"], id="nobody speaks for it"),
        pytest.param(
            ["add", "acme", "--name", "A", "--domain", "a.example"], id="there already"
        ),
        pytest.param(
            ["add", "x", "--name", "X", "--domain", "gmail.com"], id="freemail"
        ),
        pytest.param(["pin", "acme", "--domain", "co.uk"], id="a public suffix"),
        pytest.param(["pin", "acme", "--domain", "github.io"], id="a private suffix"),
        pytest.param(["pin", "acme", "--payment", "iban:DE00123"], id="no IBAN"),
        pytest.param(
            ["pin", "acme", "--payment", "iban:DE88370400440532013000"],
            id="an IBAN that does not check",
        ),
        pytest.param(
            ["pin", "acme", "--payment", "routing:123"], id="no routing number"
        ),
        pytest.param(
            ["pin", "acme", "--payment", "routing:021000022"],
            id="a routing number that does not check",
        ),
        pytest.param(
            ["add", "x", "--name", "X", "--sender", "ship@acme.example"],
            id="another vendor's address",
        ),
        pytest.param(
            ["add", "X y", "--name", "X", "--domain", "x.example"], id="no key"
        ),
        pytest.param(["pin", "acme"], id="nothing"),
        pytest.param(["pin", "bins", "--phone", "1"], id="no such vendor"),
        pytest.param(["pin", "acme", "--automation", "always"], id="no such mode"),
        pytest.param(["pin", "acme", "--payment", "paypal:me"], id="no such kind"),
        pytest.param(["pin", "acme", "--percent", "much"], id="no number"),
        pytest.param(["pin", "acme", "--domain", "a\x1b[2Jb"], id="control characters"),
    ],
)
def test_what_would_not_be_valid_is_not_written(
    settings: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert vendor(settings, *arguments) == 2
    assert written(settings) == VENDORS
    assert sorted(path.name for path in settings.parent.iterdir()) == [
        "agent.toml",
        "vendors.toml",
    ]
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert "\x1b" not in error


@pytest.fixture
def store(tmp_path: Path) -> Iterator[tuple[Path, Ledger]]:
    folder = StoreFolder(tmp_path / "store")
    folder.ledger.parent.mkdir(parents=True, exist_ok=True)
    with closing(Ledger(folder.ledger)) as ledger:
        yield tmp_path / "store", ledger


def came(ledger: Ledger, number: int, address: str, **change: str) -> None:
    """Store an invoice from *address*, read and quarantined."""
    domain = address.partition("@")[2]
    dmarc = change.get("dmarc", "pass")
    said = (
        f"spf=pass smtp.mailfrom={domain}; dkim=pass header.d={domain};"
        f" dmarc={dmarc} header.from={domain}; compauth=pass reason=100"
    )
    digest = f"{number:064x}"
    ledger.mail.store(
        [NewMessage(digest, "orders", f"{number}.eml", NOW, indexed=False)],
        night=NIGHT,
        at=NOW,
        watermarks={},
    )
    evidence = Evidence(document=digest, page=1, offset=0, quote="1")
    invoice = MoneyDocument(
        kind="invoice",
        number=Cited(value="1", evidence=evidence),
        payment=(PaymentDetail(kind="iban", value="DE1", evidence=evidence),),
    )
    mail = Mail(
        message_id=f"<{number}@a.example>",
        sha256=digest,
        date=NOW,
        subject="Invoice",
        senders=(Address("Bills $(rm -rf) \u202e", address),),
        authentication=(said,),
    )
    reading = Reading(
        kind="invoice",
        documents=(Document(digest, "a.pdf", "application/pdf"),),
        extractions=(
            Extraction(
                document=digest, reader="layout", version="layout/1", record=invoice
            ),
        ),
        mail=mail,
    )
    [message] = ledger.mail.unread()
    with ledger.transaction():
        ledger.mail.record(message, reading, trust="quarantine", vendor=None, at=NOW)


NIGHT = 1


def test_suggest(
    settings: Path, store: tuple[Path, Ledger], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, ledger = store
    ledger.begin_night("2026-11-20", "auto", code_version="1", inputs="{}", at=NOW)
    senders = [
        *("ap@bins.example", "ap@bins.example", "dock@bins.example"),  # enough
        *("new@acme.example",) * 3,  # no pinned domain: a stranger of the same house
        *("ship@acne.example",) * 3,  # looks like the pinned one
        *("mel@gmail.com",) * 3,
        "once@timber.example",
        "ship@acme.example",  # pinned
    ]
    for number, address in enumerate(senders):
        came(ledger, number, address)
    for number in range(3):
        came(ledger, 100 + number, "forged@steel.example", dmarc="fail")

    assert vendor(settings, "suggest", "--store", str(folder), "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert {each["domain"] or "freemail": each["documents"] for each in found} == {
        "bins.example": 3,
        "acme.example": 3,
        "freemail": 3,
    }
    assert found[0]["payment"] == {"iban:DE1": 3}

    assert vendor(settings, "suggest", "--store", str(folder)) == 0
    shown = capsys.readouterr().out
    commands = [line for line in shown.splitlines() if "agent vendor" in line]
    assert len(commands) == 3
    assert not any("rm" in line or "iban" in line for line in commands)
    assert "\u202e" not in shown
    assert written(settings) == VENDORS


def decided(ledger: Ledger, number: int, *, clean: bool, approved: bool) -> None:
    """Open a notice of acme and decide it in draft mode."""
    key = f"n{number}"
    finding = Finding(
        code=Reason.PRICE_OVER, severity=Severity.HOLD, detail="", rule="r/1"
    )
    action = fulfil(f"gid://shopify/Order/{number}", f"1Z{number}")
    with ledger.transaction():
        ledger.notices.put(
            key, ship_notice(), (), message=1, document="d", vendor="acme", night=NIGHT
        )
        match = Match(
            key=key,
            vendor="acme",
            po_number="PO-1",
            notice="d",
            findings=() if clean else (finding,),
            disposition="act" if clean else "hold",
            actions=(action,),
        )
        ledger.notices.decide(key, match, night=NIGHT, at=NOW)
        if clean:
            ledger.effects.plan(
                [action], notice=key, night=NIGHT, state="planned", at=NOW
            )
    if clean and approved:
        [effect] = ledger.effects.of_notice(key)
        ledger.effects.judge(
            effect, "approved", shown=effect.payload_sha, person="Pat", at=NOW
        )
        with ledger.transaction():
            ledger.notices.move(key, "done", NOW)


@pytest.mark.parametrize(
    ("documents", "certain", "promoted"),
    [
        pytest.param([(True, True)] * 10, 10, True, id="ten clean in a row"),
        pytest.param([(True, True)] * 9, 9, False, id="nine"),
        pytest.param(
            [(True, True)] * 9 + [(False, False)] + [(True, True)] * 2,
            11,
            False,
            id="one between that was not",
        ),
        pytest.param([(True, False)] * 12, 12, False, id="nobody looked at them"),
    ],
)
def test_report_and_offer(
    settings: Path,
    store: tuple[Path, Ledger],
    documents: list[tuple[bool, bool]],
    certain: int,
    *,
    promoted: bool,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, ledger = store
    ledger.begin_night("2026-11-20", "auto", code_version="1", inputs="{}", at=NOW)
    ledger.store.execute(
        "insert into message(sha256, mailbox, external_id, stored_at, state)"
        " values('m', 'orders', 'a.eml', '2026', 'read')"
    )
    ledger.store.execute(
        "insert into document values('d', 'a.pdf', 'application/pdf', 1, 1, 0, 'read',"
        " null, '', null)"
    )
    for number, (clean, approved) in enumerate(documents):
        decided(ledger, number, clean=clean, approved=approved)

    assert vendor(settings, "report", "acme", "--store", str(folder), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["documents"], told["certain"]) == (len(documents), certain)
    assert told["may_be_promoted"] is promoted

    assert vendor(settings, "list", "--store", str(folder)) == 0
    assert ("may be promoted" in capsys.readouterr().out) is promoted
    assert load_vendors(settings.parent / "vendors.toml").get("acme").automation == (  # type: ignore[union-attr]  # it is there
        "shadow"
    )


def test_show_and_what_is_not_there(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert vendor(settings, "show", "acme", "--json") == 0
    assert json.loads(capsys.readouterr().out)["billing"]["absolute"] == "0.05"
    assert vendor(settings, "show", "acne") == 2
    assert "there are: acme" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("payee", "said"),
    [
        pytest.param("41", "Acme Shelving (41)", id="there"),
        pytest.param(
            "99",
            "payee of [vendors.acme.billing] is '99', and the books have no such id",
            id="no such id",
        ),
        pytest.param("42", "Best Bins (42, inactive)", id="inactive"),
        pytest.param(
            None,
            "payee of [vendors.acme.billing] is not set, and the books have no vendor"
            " 'Acme Shelving Co.'",
            id="not set, and no vendor of its name",
        ),
    ],
)
def test_show_tells_who_it_is_in_the_books(
    settings: Path,
    store: tuple[Path, Ledger],
    payee: str | None,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, ledger = store
    night = ledger.begin_night(
        "2026-11-20", "auto", code_version="1", inputs="{}", at=NOW
    )
    payees = (
        Payee(id="41", name="Acme Shelving"),
        Payee(id="42", name="Best Bins", active=False),
    )
    item = Item(id="1", sku="BIN-1", name="Bin")
    ledger.keep_snapshot("books:main", night, (*payees, item), NOW)
    if payee:
        assert vendor(settings, "pin", "acme", "--payee", payee) == 0

    assert vendor(settings, "show", "acme", "--store", str(folder)) == 0
    assert said in capsys.readouterr().out
    assert vendor(settings, "show", "acme", "--store", str(folder), "--json") == 0
    assert json.loads(capsys.readouterr().out)["in_the_books"] == said


def test_a_contact_for_payments_can_be_pinned(settings: Path) -> None:
    given = ("--payment", "payment_contact:AR@acme.example")

    assert vendor(settings, "pin", "acme", *given) == 0
    now = load_vendors(settings.parent / "vendors.toml").get("acme")
    assert now is not None
    assert now.billing.payment == ("payment_contact:ARACMEEXAMPLE",)


def test_who_promotes_a_vendor_is_told_how_little_is_known_of_it(
    settings: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert vendor(settings, "pin", "acme", "--automation", "auto") == 0
    assert "note: 0 of its documents were clean" in capsys.readouterr().out
    assert vendor(settings, "pin", "acme", "--automation", "draft") == 0
    assert "note" not in capsys.readouterr().out


def test_beside_a_demo_its_settings_are_looked_into_and_never_changed(
    settings: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    here = tmp_path_factory.mktemp("here")
    (here / DEMO).mkdir()
    (here / DEMO / MARKER).write_text(marker_text(settings.parent))
    monkeypatch.chdir(here)

    assert run(["vendor", "list"]) == 0
    shown = capsys.readouterr()
    assert "Acme Shelving Co." in shown.out
    assert "(the demo's settings, " in shown.err
    assert run(["vendor", "pin", "acme", "--automation", "auto"]) == 2
    assert written(settings) == VENDORS
