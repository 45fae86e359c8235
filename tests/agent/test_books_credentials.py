"""Books without credentials: the setting and the variable that sets it are named."""

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.folder import StoreFolder
from agent.settings.load import SettingsError
from agent.settings.values import Settings
from agent.wiring import connect

AT = datetime(2026, 1, 1, tzinfo=UTC)
WHOLE = {"client_id": "a", "client_secret": "b", "refresh_token": "c"}


@pytest.mark.parametrize(
    ("given", "lacking"),
    [
        ({}, ["client_id", "client_secret", "refresh_token"]),
        ({**WHOLE, "client_secret": ""}, ["client_secret"]),
        ({"client_id": "a", "client_secret": "b"}, ["refresh_token"]),
    ],
)
def test_what_lacks_is_named(
    tmp_path: Path, given: dict[str, str], lacking: list[str]
) -> None:
    settings = Settings.model_validate(
        {
            "mailboxes": {"orders": {"kind": "folder", "path": "mail"}},
            "books": {"main": {"kind": "quickbooks", "realm": "1", **given}},
        }
    )
    with pytest.raises(SettingsError) as caught:
        connect(
            settings,
            tmp_path,
            StoreFolder(tmp_path / "store"),
            clock=lambda: AT,
            sleep=time.sleep,
        )

    assert [str(fault) for fault in caught.value.faults] == [
        f"settings: books.main.{key}: missing; set it in the environment as"
        f" NIGHTCLERK_BOOKS__MAIN__{key.upper()}"
        for key in lacking
    ]
