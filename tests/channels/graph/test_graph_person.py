"""A mailbox opened by a person: a code once, then silence, and no wait at night."""

import json
import os
import stat
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from channels.errors import AuthorizationError, ChannelError, UnavailableError
from channels.graph.config import GraphConfig
from channels.graph.login_file import LoginFile, SignInNeededError
from channels.graph.mailbox import GraphMailbox
from channels.graph.person import sign_in
from channels.mailboxes.values import FetchedMail

from .conftest import Office

ANN = "ann@store.example"
DAY = 86_400
Sign = Callable[..., str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store" / "tokens" / "orders.login"


def config(office: Office, path: Path, **changes: Any) -> GraphConfig:
    return office.config(client_secret=None, login_file=path, **changes)


def mailbox(office: Office, path: Path) -> GraphMailbox:
    return office.mailbox(client_secret=None, login_file=path)


def drain(office: Office, path: Path) -> list[FetchedMail]:
    return list(mailbox(office, path).fetch(None))


def enter(office: Office, **told: str) -> Callable[[str, str, datetime], None]:
    """Return a person who types in what is shown, or declines."""

    def typed(address: str, code: str, until: datetime) -> None:
        assert address == office.box.ready()["graph"]["url"] + "/devicelogin"
        assert until.tzinfo is not None
        form = {"code": code, "user": ANN} | told
        assert httpx.post(address, data=form).status_code == 204

    return typed


@pytest.fixture
def sign(office: Office, path: Path) -> Sign:
    def signed(**told: str) -> str:
        return sign_in("orders", config(office, path), path, enter(office, **told))

    return signed


def test_a_code_opens_the_mailbox(office: Office, path: Path, sign: Sign) -> None:
    assert sign() == ANN

    assert len(drain(office, path)) == 3
    assert len(drain(office, path)) == 3
    assert office.times("device_code") == 1


def test_the_file_is_for_nobody_else_and_holds_no_access_token(
    path: Path, sign: Sign
) -> None:
    before = os.umask(0)
    try:
        sign()
    finally:
        os.umask(before)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    told = json.loads(path.read_text())
    assert set(told["cache"]) == {"Account", "RefreshToken", "AppMetadata"}
    assert "sandbox-graph-" not in path.read_text()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_file_that_others_may_read_is_not_used(
    office: Office, path: Path, sign: Sign, mode: int
) -> None:
    sign()
    path.chmod(mode)

    with pytest.raises(AuthorizationError, match="may be read by others"):
        drain(office, path)
    assert office.times("delta") == 0


def test_a_folder_that_keeps_nothing_to_itself(
    office: Office, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as a disk without rights: refused before anybody is asked."""
    whole = os.fchmod
    monkeypatch.setattr(os, "fchmod", lambda handle, _: whole(handle, 0o644))

    with pytest.raises(PermissionError, match="no login is stored"):
        sign_in("orders", config(office, path), path, enter(office))
    assert list(path.parent.iterdir()) == []
    assert office.times("device_code") == 0


def test_nobody_has_signed_in(office: Office, path: Path) -> None:
    """A night says what to do, and does not wait for anybody."""
    with pytest.raises(AuthorizationError) as caught:
        drain(office, path)

    assert "nobody has signed in yet" in str(caught.value)
    assert "agent mailbox login outlook" in str(caught.value)
    assert caught.value.code == "auth_expired"
    assert office.operations() == []


def test_every_night_renews_what_the_next_one_needs(
    office: Office, path: Path, sign: Sign
) -> None:
    """Each token is good for 90 days; a year of months goes by."""
    sign()
    for _ in range(12):
        before = path.read_bytes()
        assert len(drain(office, path)) == 3
        assert path.read_bytes() != before
        office.box.clock.advance(30 * DAY)

    assert office.times("device_code") == 1


def test_a_login_that_ran_out(office: Office, path: Path, sign: Sign) -> None:
    sign()
    office.box.clock.advance(91 * DAY)

    with pytest.raises(AuthorizationError) as caught:
        drain(office, path)

    assert f"the login of {ANN} ran out" in str(caught.value)
    assert "AADSTS700082" in str(caught.value)
    assert "run: agent mailbox login outlook" in str(caught.value)
    assert office.times("device_code") == 1
    assert sign() == ANN
    assert len(drain(office, path)) == 3


def test_an_access_token_that_runs_out_on_the_way(
    office: Office, path: Path, sign: Sign
) -> None:
    sign()
    one = mailbox(office, path)
    mark = list(one.fetch(None))[-1].watermark
    office.box.clock.advance(2 * 3600)
    office.put(7)

    assert len(list(one.fetch(mark))) == 1


def test_a_person_who_declines(path: Path, sign: Sign) -> None:
    with pytest.raises(AuthorizationError, match="AADSTS70018"):
        sign(answer="decline")
    assert not path.exists()


def test_a_code_that_runs_out(office: Office, path: Path) -> None:
    def late(address: str, code: str, until: datetime) -> None:
        del address, code, until
        office.box.clock.advance(1000)

    with pytest.raises(AuthorizationError, match="AADSTS70020"):
        sign_in("orders", config(office, path), path, late)


def test_it_waits_for_the_person(office: Office, path: Path) -> None:
    """Asked about the code before anybody typed it in, the directory says: not yet."""
    typed = enter(office)
    plan, asked = office.box.faults, []
    due, shown = plan.due, []

    def watching(name: str, called: str, request: Any) -> Any:
        if called == "token":
            asked.append(request)
            if len(asked) == 2:
                typed(*shown[0])
        return due(name, called, request)

    plan.due = watching  # type: ignore[method-assign]
    user = sign_in("orders", config(office, path), path, lambda *t: shown.append(t))

    assert (user, len(asked)) == (ANN, 2)


@pytest.mark.parametrize("operation", ["device_code", "token", "discovery"])
@pytest.mark.parametrize("fault", ["error_before", "drop_before"])
def test_a_directory_that_is_not_well(
    office: Office, path: Path, sign: Sign, operation: str, fault: str
) -> None:
    office.box.arm(operation=operation, fault=fault, times=None)

    with pytest.raises(UnavailableError, match="does not answer"):
        sign()
    assert not path.exists()


@pytest.mark.parametrize("fault", ["error_before", "rate_limited", "drop_before"])
def test_a_directory_that_is_not_well_at_night_costs_no_login(
    office: Office, path: Path, sign: Sign, fault: str
) -> None:
    sign()
    kept = path.read_bytes()
    office.box.arm(operation="token", fault=fault, times=None)
    with pytest.raises(UnavailableError, match="no token"):
        drain(office, path)
    office.box.faults.disarm()

    assert path.read_bytes() == kept
    assert len(drain(office, path)) == 3


def test_a_login_for_another_app(office: Office, path: Path, sign: Sign) -> None:
    sign()
    other = office.mailbox(
        client_secret=None,
        login_file=path,
        client_id="66666666-7777-4888-8999-000000000000",
    )

    with pytest.raises(AuthorizationError, match="another app or directory"):
        list(other.fetch(None))


def test_what_is_stored_is_for_the_directory_alone(
    office: Office, path: Path, sign: Sign
) -> None:
    """Another authority written into the file gets nothing."""
    sign()
    told = json.loads(path.read_text())
    told["record"]["authority"] = "login.evil.example"
    LoginFile(path).write(told)

    with pytest.raises(ChannelError):
        drain(office, path)
    assert office.times("delta") == 0


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"no", b'{"version": 2}', b'{"version": 1}', b"\xff"]
)
def test_a_file_that_is_no_login(office: Office, path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    path.chmod(0o600)

    with pytest.raises(AuthorizationError, match="agent mailbox login"):
        drain(office, path)


def test_a_write_that_fails_leaves_what_there_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = LoginFile(tmp_path / "x.login")
    file.write({"cache": 1})

    def full(handle: int) -> None:
        assert handle
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            file.write({"cache": 2})

    assert file.read()["cache"] == 1
    assert len(list(tmp_path.iterdir())) == 1
    (tmp_path / "x.login").unlink()
    with pytest.raises(SignInNeededError):
        file.read()


def test_the_servers_journal_holds_no_token(
    office: Office, path: Path, sign: Sign
) -> None:
    sign()
    drain(office, path)

    written = json.dumps(office.box.log("graph"))
    assert not [w for w in ("sandbox.refresh.", "sandbox.device.") if w in written]
