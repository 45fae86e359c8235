"""Settings: every fault at once, each with its line and what was expected."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from agent.settings.lines import line_of
from agent.settings.load import SettingsError, load_settings, load_vendors

GOOD = """
[store]
name = "Acme"

[mailboxes.orders]
kind = "folder"
path = "mail"

[shops.main]
kind = "shopify"
domain = "acme.myshopify.com"
"""

BOOKS = """
[books.{name}]
kind = "quickbooks"
realm = "1"
"""

TWICE = """
[vendors.a]
name = "A"
domains = ["x.example"]
[vendors.b]
name = "B"
domains = ["x.example"]
"""


def write(folder: Path, text: str, name: str = "agent.toml") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_what_is_not_said_has_a_default(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, GOOD))

    assert settings.store.mode == "shadow", "a new store writes nothing"
    assert settings.llm.api_key is None
    assert settings.shops["main"].notify_customer is False


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        pytest.param(
            GOOD + '\n[shops.second]\nkind = "shopify"\n',
            ["agent.toml:13: shops.second.domain: missing, and it has no default"],
            id="a missing key",
        ),
        pytest.param(
            GOOD.replace('name = "Acme"', 'naem = "Acme"'),
            ["agent.toml:3: store.naem: unknown key; see docs/configuration.md"],
            id="an unknown key",
        ),
        pytest.param(
            GOOD.replace('name = "Acme"', 'mode = "full"\ntime_zone = "Ohio"'),
            [
                "agent.toml:3: store.mode: Input should be 'off', 'shadow', 'draft'",
                "agent.toml:4: store.time_zone: an IANA time zone",
            ],
            id="two wrong values are both named",
        ),
        pytest.param(
            GOOD + 'endpoint = "http://shop.example"\n',
            ["agent.toml:12: shops.main.endpoint: an https:// address"],
            id="plain http to another machine",
        ),
        pytest.param(
            '[store]\nname = "Acme"\n',
            ["agent.toml: at least one [mailboxes.NAME]: where does the mail lie?"],
            id="nothing to read",
        ),
        pytest.param(
            GOOD + '\n[books.main]\nkind = "quickbooks"\nrealm = "12a"\n',
            ["agent.toml:15: books.main.realm: the company's id, 1 to 20 digits"],
            id="no id of a company",
        ),
        pytest.param(
            GOOD + "".join(BOOKS.format(name=name) for name in ("a", "b")),
            ["agent.toml:13: books: one [books.NAME] for now, got a and b"],
            id="two companies",
        ),
        pytest.param(
            GOOD
            + '\n[company]\nnames = ["A."]\npeople = ["Jamie"]\n'
            + 'domains = ["gmail.com", "a@b.example"]\naddresses = ["jamie"]\n',
            [
                "agent.toml:14: company.names.0: a company's name of 3 letters",
                "agent.toml:15: company.people.0: first and last name, such as",
                "agent.toml:16: company.domains.0: anybody may write from 'gmail.com'",
                "agent.toml:16: company.domains.1: a domain such as 'my-store.com'",
                "agent.toml:17: company.addresses.0: ",
            ],
            id="who we are, told by half",
        ),
        pytest.param(
            GOOD + '\n[[policies]]\ncode = "no_such"\ndisposition = "auto"\n',
            ["agent.toml:14: policies.0.code: "],
            id="an unknown reason code",
        ),
    ],
)
def test_every_fault_has_its_line(tmp_path: Path, text: str, faults: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(write(tmp_path, text))

    found = [str(fault) for fault in caught.value.faults]
    assert len(found) == len(faults)
    for fault, expected in zip(found, faults, strict=True):
        assert fault.startswith(expected)


def test_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIGHTCLERK_SHOPS__MAIN__TOKEN", "shpat_1")
    monkeypatch.setenv("NIGHTCLERK_STORE__MODE", "auto")

    settings = load_settings(write(tmp_path, GOOD))

    assert settings.shops["main"].token == SecretStr("shpat_1")
    assert settings.shops["main"].domain == "acme.myshopify.com"
    assert settings.store.mode == "auto"
    assert "shpat_1" not in repr(settings)


@pytest.mark.parametrize(
    ("text", "message"),
    [("[store\n", "not TOML"), ("\x00", "not TOML"), (None, "no such file")],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, text: str | None, message: str
) -> None:
    path = tmp_path / "agent.toml"
    if text is not None:
        path.write_text(text)

    with pytest.raises(SettingsError, match=message):
        load_settings(path)


def test_vendors_are_read(tmp_path: Path) -> None:
    text = '[vendors.acme]\nname = "Acme"\nsenders = ["ship@acme.example"]\n'
    vendors = load_vendors(write(tmp_path, text, "vendors.toml"))

    [acme] = vendors
    assert (acme.key, acme.automation, acme.shop_vendors) == (
        "acme",
        "shadow",
        ("Acme",),
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[vendor.acme]\nname = "A"\n', "vendors.toml:1: vendor: unknown"),
        (
            '[vendors.acme]\nname = "A"\nphon = "1"\n',
            "vendors.toml:3: vendors.acme.phon",
        ),
        ("[vendors]\nacme = 1\n", "vendors.toml:2: vendors.acme: expected a table"),
        (
            TWICE,
            "vendors.toml: vendors: ",
        ),
    ],
)
def test_a_wrong_vendor_is_named(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_vendors(write(tmp_path, text, "vendors.toml"))

    assert str(caught.value.faults[0]).startswith(fault)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (["a", "b"], 2),
        (["c", "0", "d"], 4),
        (["c", "1", "d"], 6),
        (["a", "missing"], 1),
        (["nothing"], None),
        (["e", "f", "g"], 8),
    ],
)
def test_the_line_of_a_key(path: list[str], line: int | None) -> None:
    text = "[a]\nb = 1\n[[c]]\nd = 1\n[[c]]\nd = 2\n[e.f]\ng = 3\n"

    assert line_of(text, path) == line
