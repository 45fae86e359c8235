"""A store's own price table: found beside its settings, and refused in their words."""

from pathlib import Path

import pytest

from agent.settings.load import SettingsError, load_settings
from agent.settings.values import Settings
from agent.wiring import prices_of

TABLE = 'as_of = 2027-01-01\n[models."mine"]\ninput="1"\ncached="0"\noutput="2"\n'


MAIL = '[mailboxes.orders]\nkind = "maildir"\npath = "mail"\n'


def told(folder: Path, more: str = '[llm]\nprices = "prices.toml"\n') -> Settings:
    file = folder / "agent.toml"
    file.write_text(MAIL + more)
    return load_settings(file)


def test_it_lies_beside_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "prices.toml").write_text(TABLE)
    monkeypatch.chdir(tmp_path / "elsewhere")

    assert prices_of(told(tmp_path), tmp_path).models["mine"].output == 2
    assert prices_of(told(tmp_path, ""), tmp_path).models


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (None, "cannot be read: "),
        ("as_of = ", "prices.toml: not TOML: "),
        (TABLE.replace("as_of", "day"), "prices.toml: as_of: Field required"),
        (TABLE.replace('"2"', '"-2"'), "prices.toml: models.mine.output: "),
        (TABLE.replace('"2"', '"nan"'), "prices.toml: models.mine.output: "),
    ],
    ids=["none", "no TOML", "without a day", "below nothing", "no number"],
)
def test_what_is_no_table_is_a_fault_of_the_settings(
    table: str | None, said: str, tmp_path: Path
) -> None:
    if table is not None:
        (tmp_path / "prices.toml").write_text(table)
    settings = told(tmp_path)
    with pytest.raises(SettingsError) as raised:
        prices_of(settings, tmp_path)

    faults = raised.value.faults
    assert {fault.key for fault in faults} == {"llm.prices"}
    assert any(fault.message.startswith(said) for fault in faults)
