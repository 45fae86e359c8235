"""The docs say what the code does: every name is described, every example runs."""

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from typer.main import get_command

from agent.cli.app import app
from agent.settings.company import CompanySettings
from agent.settings.mailboxes import MailboxSettings
from agent.settings.readers import ModelSettings, ReadingSettings
from agent.settings.servers import SummarySettings
from agent.settings.services import BooksSettings, MarketplaceSettings, ShopSettings
from agent.settings.values import (
    CapSettings,
    PolicySettings,
    Settings,
    StoreSettings,
    WorldSettings,
)
from extractors.codes import Reason
from matchers.billing.values import Allowance, BillingRules, PriceBreak
from matchers.vendors import Vendor
from tests.commands import agent

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
AGENT = Path(sys.executable).with_name("agent")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
SECTIONS: dict[str, type[BaseModel]] = {
    "[store]": StoreSettings,
    "[company]": CompanySettings,
    "[world]": WorldSettings,
    "[mailboxes.NAME]": MailboxSettings,
    "[shops.NAME]": ShopSettings,
    "[marketplaces.NAME]": MarketplaceSettings,
    "[books.NAME]": BooksSettings,
    "[llm]": ModelSettings,
    "[reading]": ReadingSettings,
    "[summary]": SummarySettings,
    "[caps]": CapSettings,
    "[[policies]]": PolicySettings,
    "[vendors.KEY]": Vendor,
    "[vendors.KEY.billing]": BillingRules,
    "[[vendors.KEY.billing.breaks]]": PriceBreak,
    "[[vendors.KEY.billing.charges]]": Allowance,
}
GROUP: Any = get_command(app)
COMMANDS = list(GROUP.commands)
ALL_COMMANDS = COMMANDS + [
    f"{name} {part}"
    for name, command in GROUP.commands.items()
    for part in getattr(command, "commands", {})
]


class Row(NamedTuple):
    """One row of a table of keys."""

    default: str
    meaning: str


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.DOTALL | re.MULTILINE)


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run our own command as a shell would, with none of the developer's settings."""
    ours = {n: v for n, v in os.environ.items() if not n.startswith("NIGHTCLERK_")}
    return subprocess.run(
        arguments, cwd=cwd, env=ours, capture_output=True, text=True, check=False
    )


def test_generated_pages_are_what_the_code_would_write() -> None:
    """After a change of commands or codes: make docs."""
    checked = run(sys.executable, DOCS / "generate.py", "--check", cwd=ROOT)

    assert checked.stdout + checked.stderr == ""
    assert checked.returncode == 0


@pytest.mark.parametrize("command", ALL_COMMANDS)
def test_every_command_is_described(command: str) -> None:
    assert f"## agent {command}\n" in page("commands.md")


def test_no_page_names_a_command_that_is_not_there() -> None:
    named = {
        (path.name, name)
        for path in PAGES
        for name in re.findall(r"(?m)^ *(?:agent|`agent) ([a-z-]+)", path.read_text())
    }

    assert {(path, name) for path, name in named if name not in COMMANDS} == set()


@pytest.mark.parametrize("code", list(Reason))
def test_every_reason_is_described_once(code: Reason) -> None:
    assert page("reason-codes.md").count(f"| `{code}` |") == 1


def tables() -> dict[str, dict[str, Row]]:
    """Return section → key → row of the tables of keys in configuration.md."""
    found: dict[str, dict[str, Row]] = {}
    section = ""
    for line in page("configuration.md").splitlines():
        if line.startswith("#"):
            heading = re.fullmatch(r"### `(\[+.+\])`", line)
            section = heading[1] if heading else line.lstrip("# ")
        row = re.fullmatch(r"\| `([a-z_]+)` \| (`.+?`|none|required) \| (.+) \|", line)
        if row:
            found.setdefault(section, {})[row[1]] = Row(row[2].strip("`"), row[3])
    return found


def default_of(field: FieldInfo) -> str:
    """Return a field's default as the page writes it."""
    value: Any = field.get_default(call_default_factory=True)
    if value is PydanticUndefined:
        return "required"
    if value is None or isinstance(value, SecretStr):
        return "none"
    if isinstance(value, bool | str | list | tuple | dict):
        return json.dumps(value)
    if isinstance(value, Path):
        return json.dumps(str(value))
    return f"{value:g}" if isinstance(value, float) else str(value)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_key_is_described_with_its_default(section: str) -> None:
    model = SECTIONS[section]
    described = {key: row.default for key, row in tables()[section].items()}
    # the table's own name, and tables that are described by themselves
    skipped = {Vendor: {"key", "billing"}, BillingRules: {"breaks", "charges"}}.get(
        model, set()
    )
    there = {
        name: default_of(field)
        for name, field in model.model_fields.items()
        if name not in skipped
    }

    assert described == there


def test_every_section_is_described() -> None:
    names = {re.sub(r"\W", "", section.split(".")[0]) for section in SECTIONS}
    alone = set(tables()["Outside any table"])

    assert names - {"vendors"} | alone == set(Settings.model_fields)


def test_the_environment_wins_as_described(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = re.findall(
        r"\| `\[([a-z.]+)\] ([a-z_]+)` \| `(\w+)` \|", page("configuration.md")
    )
    values = {"mode": "off"}
    for _, key, variable in rows:
        monkeypatch.setenv(variable, values.get(key, "from the environment"))
    settings = Settings.model_validate(
        {
            "mailboxes": {"orders": {"kind": "folder", "path": "emails"}},
            "shops": {"main": {"kind": "shopify", "domain": "d", "token": "file"}},
            "marketplaces": {"us": {"kind": "amazon", "refresh_token": "file"}},
            "books": {"main": {"kind": "quickbooks", "realm": "1"}},
            "store": {"mode": "auto"},
        }
    )

    assert len(rows) == 5
    for path, key, _ in rows:
        here: Any = settings
        for part in path.split("."):
            here = here[part] if isinstance(here, dict) else getattr(here, part)
        value = getattr(here, key)
        plain = value.get_secret_value() if isinstance(value, SecretStr) else value
        assert plain == values.get(key, "from the environment")


def settings_blocks() -> Iterator[tuple[str, str]]:
    for path in PAGES:
        for number, block in enumerate(blocks(path.read_text(), "toml"), start=1):
            yield f"{path.name} {number}", block


@pytest.mark.parametrize(
    "block", [pytest.param(block, id=name) for name, block in settings_blocks()]
)
def test_every_example_of_settings_is_accepted(block: str) -> None:
    values = tomllib.loads(block)
    for key, vendor in values.pop("vendors", {}).items():
        Vendor.model_validate({"key": key, **vendor}, strict=False)
    mailbox = {"orders": {"kind": "folder", "path": "emails"}}
    Settings(**{"mailboxes": mailbox, **values})


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """Return the world that docs/world.md writes down, file by file."""
    text = page("world.md")
    made = tmp_path / "world"
    (made / "emails").mkdir(parents=True)
    shop, market, books, _, expected = blocks(text, "json")
    vendors = next(
        b for b in blocks(page("configuration.md"), "toml") if "senders" in b
    )
    for name, content in (
        ("agent.toml", blocks(text, "toml")[0]),
        ("vendors.toml", vendors),
        ("shopify.json", shop),
        ("amazon.json", market),
        ("quickbooks.json", books),
        ("expected.json", expected),
        ("emails/1.eml", blocks(text, "eml")[0]),
    ):
        (made / name).write_text(content, encoding="utf-8")
    return made


def test_the_world_written_down_in_the_docs_runs(world: Path, tmp_path: Path) -> None:
    ran = agent("demo", "--world", world, "--check", cwd=tmp_path)

    assert (ran.returncode, ran.stdout.splitlines()[0]) == (
        0,
        "Nightclerk · Tiny Store · night of Friday 20 November 2026",
    ), ran.stderr
    assert "1 done · 0 flagged" in ran.stdout


def test_what_the_readme_shows_runs(world: Path, tmp_path: Path) -> None:
    """``agent demo``, then each command after it, in the folder of the demo."""
    shown = blocks((ROOT / "README.md").read_text(), "")[0].splitlines()
    commands = [line.partition("#")[0].split() for line in shown]
    assert [command[1] for command in commands] == ["demo", "explain", "read", "status"]
    assert agent("demo", "--world", world, cwd=tmp_path).returncode == 0
    fitting = {"demo": ["--world", world], "explain": ["1001"]}
    for _, name, *rest in commands:
        arguments: list[str | Path] = [*rest, *fitting.get(name, [])]
        if name == "explain":
            arguments = ["1001"]
        if name == "read":
            arguments = [world / "emails" / "1.eml"]
        ran = agent(name, *arguments, cwd=tmp_path)
        assert ran.returncode == 0, (name, ran.stderr)


def test_the_readme_explains_a_flagged_notice_of_the_demo() -> None:
    """Its PO is one that the demo night flags, so that there is something to see."""
    expected = json.loads((ROOT / "fixtures" / "expected.json").read_text())
    flagged = {
        notice["po_number"]
        for message in expected["messages"]
        for notice in message["notices"]
        if notice["outcome"] == "flagged"
    }
    shown = re.findall(r"agent explain (\S+)", (ROOT / "README.md").read_text())

    assert set(shown) <= flagged


def test_read_prints_the_tracking_number_of_a_mail(world: Path, tmp_path: Path) -> None:
    ran = agent("read", world / "emails" / "1.eml", "--json", cwd=tmp_path)
    [record] = json.loads(ran.stdout)["records"]

    assert record["fields"]["po_number"] == "1001"
    assert record["fields"]["tracking_numbers"] == ["1Z5R89390357567127"]


def test_status_of_a_named_store(world: Path, tmp_path: Path) -> None:
    store = tmp_path / "elsewhere"
    agent("demo", "--world", world, "--store", store, cwd=tmp_path)
    ran = agent("status", "--store", store, "--json", cwd=tmp_path)

    assert (ran.returncode, json.loads(ran.stdout)["healthy"]) == (0, True)


def test_help_names_every_command(tmp_path: Path) -> None:
    ran = run(AGENT, "--help", cwd=tmp_path)

    assert ran.returncode == 0
    assert [name for name in COMMANDS if f"  {name} " not in ran.stdout] == []


@pytest.mark.parametrize(
    "path", [pytest.param(p, id=str(p.relative_to(ROOT))) for p in PAGES]
)
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(
        r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")
    )

    assert [t for t in targets if not (path.parent / t).exists()] == []


@pytest.mark.parametrize(
    "path", [pytest.param(p, id=str(p.relative_to(ROOT))) for p in PAGES]
)
def test_files_that_are_named_are_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tops = "agent|channels|extractors|matchers|review|prompts|sandbox|fixtures|docs"
    named = re.findall(rf"`((?:{tops}|tests|benchmarks)/[\w./-]*)`", text)

    assert [name for name in named if not (ROOT / name).exists()] == []


def test_decisions_are_short_and_listed() -> None:
    listed = page("decisions/README.md")
    for path in sorted((DOCS / "decisions").glob("0*.md")):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) < 40
        assert path.name in listed
        for heading in ("## Context", "## Decision", "## What it costs"):
            assert heading in lines


def test_what_is_not_ours_is_named_with_its_licence() -> None:
    notice = (ROOT / "NOTICE").read_text()
    licences = [p for p in ROOT.glob("*/**/LICENSE.*") if "fixtures" not in p.parts]

    for licence in licences:
        place = licence.relative_to(ROOT).parent
        assert f"{place}/" in notice, place
        assert licence.name in notice
        assert (licence.parent / "PROVENANCE.md").exists()


def test_the_lock_holds_every_package_that_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.match(r"[\w.-]+", text)[0].lower() for text in asked}  # type: ignore[index]  # all begin with a name
    lock = (ROOT / "requirements.lock").read_text()
    locked = set(re.findall(r"(?m)^([\w.-]+)==", lock))

    assert {re.sub(r"[-_.]+", "-", name) for name in names} - locked == set()
    assert "--hash=sha256:" in lock
    assert "://" not in lock
