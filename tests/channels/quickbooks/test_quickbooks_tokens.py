"""The refresh token is lost with the service's answer only, and then it is said."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from pydantic import SecretStr

from channels.errors import AuthorizationError, UnavailableError
from channels.quickbooks.config import QuickBooksConfig
from channels.quickbooks.store import Generation, TokenStore
from channels.quickbooks.tokens import Grant, Tokens

from .conftest import FIRST_TOKEN, NOW, Company, Start

RENEWER = Path(__file__).with_name("renewer.py")
PARTS = 4
LOST = "answer to an earlier renewal was lost"
NEVER = 10**9
"""A line that no renewal comes to."""


@contextmanager
def renewer(company: Company, **change: object) -> Iterator[subprocess.Popen[str]]:
    """Give a process that renews whenever a number is written to it."""
    config = company.config().model_dump()
    for name in ("client_secret", "refresh_token"):
        config[name] = config[name].get_secret_value()
    told = {"config": config, "tokens": str(company.tokens), **change}
    told["config"] |= {"timeout": 5.0, "deadline": 5.0}
    with subprocess.Popen(
        [sys.executable, str(RENEWER), json.dumps(told)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def ask(process: subprocess.Popen[str], last: int = NEVER) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{last}\n")
    process.stdin.flush()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def renewals(company: Company) -> int:
    return len(company.written("token_refresh"))


def current(company: Company, **change: object) -> str:
    return company.books(**change)._client.tokens.current()


def refused(company: Company, **change: object) -> str:
    """Return why there is no token; empty where there is one."""
    try:
        return "" if current(company, **change) else "an empty token"
    except AuthorizationError as error:
        return str(error)


def valid(company: Company) -> str:
    return str(company.box.ready()["quickbooks"]["refresh_token"])


def stored(company: Company) -> str:
    newest = TokenStore(company.tokens).newest()
    return "" if newest is None else newest.token


@pytest.mark.slow
@pytest.mark.crash
@pytest.mark.parametrize("part", range(PARTS))
def test_killed_before_every_line(start: Start, part: int) -> None:
    company = start(in_memory=True)  # killing a process takes nothing off a disk
    given = FIRST_TOKEN
    lost = []
    with renewer(company) as process:
        for last in range(1 + part, NEVER, PARTS):
            before = renewals(company)
            ask(process, last)
            answer = said(process)
            if answer == "renewed":
                break
            assert answer == "killed"
            refusal = refused(company, refresh_token=SecretStr(given))
            if refusal:
                # the service renewed, and nothing of its answer had been written
                assert renewals(company) - before == 1
                assert LOST in refusal
                lost.append(last)
                given = valid(company)  # what a person gets by connecting anew
                assert not refused(company, refresh_token=SecretStr(given))
            assert stored(company) == valid(company)

    assert last > 100
    assert 0 < len(lost) < last / PARTS / 2


def test_a_renewal_that_keeps_nothing_loses_the_token(start: Start) -> None:
    """The control: what the tests above would see if nothing were stored."""
    company = start()
    with renewer(company, careless=True) as process:
        ask(process)
        assert said(process) == "renewed"

    assert LOST in refused(company)


def test_several_renew_at_once(start: Start) -> None:
    company = start()
    with ExitStack() as stack:
        processes = [stack.enter_context(renewer(company)) for _ in range(3)]
        for _ in range(3):
            for process in processes:
                ask(process)
            assert [said(process) for process in processes] == ["renewed"] * 3

    assert renewals(company) == 9
    assert stored(company) == valid(company)


@pytest.mark.parametrize(
    "fault", ["drop_after", "timeout_after", "truncated", "cut", "error_after"]
)
def test_the_answer_is_lost(start: Start, fault: str) -> None:
    company = start()
    current(company)
    company.box.arm(service="quickbooks", operation="token", fault=fault, seconds=3.0)
    with pytest.raises(UnavailableError, match="no answer came"):
        current(company)

    with pytest.raises(AuthorizationError, match=LOST):
        current(company)
    with pytest.raises(AuthorizationError, match=LOST):  # and it stays lost
        current(company)

    assert current(company, refresh_token=SecretStr(valid(company)))
    assert current(company)
    assert stored(company) == valid(company)


def test_the_service_may_know_the_former_token_for_a_day(start: Start) -> None:
    company = start({"quickbooks_grace": 86_400.0})
    company.box.arm(service="quickbooks", operation="token", fault="drop_after")
    with pytest.raises(UnavailableError):
        current(company)

    assert current(company)
    assert stored(company) == valid(company)


@pytest.mark.parametrize(
    "fault", ["drop_before", "reset", "hang", "error_before", "html", "rate_limited"]
)
def test_the_service_fails_before_it_renews(start: Start, fault: str) -> None:
    company = start()
    company.box.arm(service="quickbooks", operation="token", fault=fault, seconds=3.0)
    with pytest.raises(UnavailableError):
        current(company)

    assert current(company)
    assert stored(company) == valid(company)


def test_nobody_listens(start: Start) -> None:
    company = start()
    first = current(company)
    config = company.config().model_dump()
    company.box.stop()
    with pytest.raises(UnavailableError):
        current(company, **config)

    assert first
    assert not TokenStore(company.tokens).unanswered


@pytest.mark.parametrize(("room", "renewed"), [(0, 0), (4095, 0), (4096, 1)])
def test_the_disk_is_full(start: Start, room: int, renewed: int) -> None:
    """Room is taken before the service is asked; writing the token takes no more."""
    company = start()
    with renewer(company, room=room) as process:
        ask(process)
        answer = said(process)

    assert renewals(company) == renewed
    assert answer == "renewed" if renewed else "still good" in answer
    assert current(company)
    assert stored(company) == valid(company)


def test_no_more_than_three_are_kept_and_nobody_else_reads_them(start: Start) -> None:
    company = start()
    for _ in range(5):
        current(company)

    files = sorted(company.tokens.parent.iterdir())
    names = [path.name.removeprefix("books.main.") for path in files]
    assert names == [
        *(f"{n:08d}.{copy}" for n in (3, 4, 5) for copy in "ab"),
        "lock",
    ]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert company.tokens.parent.stat().st_mode & 0o777 == 0o700


def spoiled(path: Path) -> None:
    body = bytearray(path.read_bytes())
    body[20] ^= 1
    path.write_bytes(body)


@pytest.mark.parametrize(
    ("copies", "grace", "works"),
    [("a", 0.0, True), ("b", 0.0, True), ("ab", 86_400.0, True), ("ab", 0.0, False)],
    ids=["first copy", "second", "both, and it is a day", "both"],
)
def test_the_newest_is_damaged(
    start: Start, copies: str, grace: float, *, works: bool
) -> None:
    company = start({"quickbooks_grace": grace})
    current(company)
    current(company)
    for copy in copies:
        spoiled(company.tokens.with_name(f"books.main.00000002.{copy}"))
    if not works:
        with pytest.raises(AuthorizationError, match="on the disk is damaged"):
            current(company)
        return

    assert current(company)
    assert stored(company) == valid(company)


@pytest.mark.parametrize("spoil", [b"", b"\n", b"{}\n{}\n", b"\xff\n0\n"])
def test_what_is_no_generation_is_passed_over(start: Start, spoil: bytes) -> None:
    company = start()
    current(company)
    company.tokens.with_name("books.main.00000002.a").write_bytes(spoil)
    company.tokens.with_name("books.main.notes").write_bytes(spoil)

    assert current(company)
    assert stored(company) == valid(company)


def test_a_generation_under_another_number_is_none(start: Start) -> None:
    company = start()
    current(company)
    first = company.tokens.with_name("books.main.00000001.a")
    company.tokens.with_name("books.main.00000007.a").write_bytes(first.read_bytes())

    assert current(company)
    assert stored(company) == valid(company)


def test_what_is_given_anew_comes_first_and_is_tried_once(start: Start) -> None:
    company = start()
    current(company)

    assert current(company, refresh_token=SecretStr("nonsense"))
    asked = len(company.box.log("quickbooks"))
    assert current(company, refresh_token=SecretStr("nonsense"))
    assert len(company.box.log("quickbooks")) == asked + 1


@pytest.mark.parametrize("token", [None, SecretStr("")])
def test_nothing_is_given(start: Start, token: SecretStr | None) -> None:
    with pytest.raises(AuthorizationError, match="no refresh token is known"):
        current(start(), refresh_token=token)


def test_the_stored_one_is_enough(start: Start) -> None:
    company = start()
    current(company)

    assert current(company, refresh_token=None)


def test_another_process_renews_for_too_long(start: Start) -> None:
    company = start()
    books = company.books()
    books._client.tokens._store = TokenStore(company.tokens, patience=0.1)
    with TokenStore(company.tokens).held(), pytest.raises(UnavailableError) as caught:
        books._client.tokens.current()

    assert "another process" in str(caught.value)
    assert renewals(company) == 0


def test_days_are_counted(start: Start) -> None:
    books = start().books()
    assert books.token_days_left() is None
    books.closed_until()

    assert books.token_days_left() == 100


def test_an_access_token_is_renewed_before_it_ends(start: Start) -> None:
    company = start()
    at = [0.0]
    tokens = company.books(monotonic=lambda: at[0])._client.tokens
    first = tokens.current()

    at[0] = 3299.0
    assert tokens.current() == first
    at[0] = 3301.0
    assert tokens.current() != first


def test_the_app_is_refused(start: Start) -> None:
    with pytest.raises(AuthorizationError, match="client_id"):
        current(start(), client_id="another")


class Vanishing:
    """Grants a token while the folder it is to be kept in is taken away."""

    def __init__(self, folder: Path, *, whole: bool) -> None:
        self._folder = folder
        self._whole = whole

    def renew(self, token: str) -> Grant:
        if self._whole:
            shutil.rmtree(self._folder)
        for path in self._folder.glob("*.new"):
            path.unlink()
        return Grant("access", 3600.0, f"{token}+", 8_640_000.0)


@pytest.mark.parametrize("whole", [False, True])
def test_the_folder_vanishes(tmp_path: Path, *, whole: bool) -> None:
    store = TokenStore(tmp_path / "tokens" / "books.main")
    config = QuickBooksConfig(
        realm="1",
        client_id="c",
        client_secret=SecretStr("s"),
        refresh_token=SecretStr("first"),
    )
    tokens = Tokens(
        "main",
        config,
        store,
        grants=lambda: Vanishing(tmp_path / "tokens", whole=whole),
        clock=lambda: NOW,
        monotonic=lambda: 0.0,
    )
    if whole:
        with pytest.raises(AuthorizationError, match="could not be stored"):
            tokens.current()
        return

    assert tokens.current() == "access"
    newest = store.newest()
    assert newest is not None
    assert [newest.token] == ["first+"]


@pytest.mark.parametrize("copy", ["a", "b"])
def test_one_copy_is_enough_whichever_byte_is_wrong(tmp_path: Path, copy: str) -> None:
    path = tmp_path / "books.main"
    store = TokenStore(path)
    for number in (1, 2):
        assert store.reserve() == number
        store.keep(generation(number))
    damaged = path.with_name(f"books.main.00000002.{copy}")
    whole = damaged.read_bytes()
    for at in range(len(whole.rstrip()) + 2):
        body = bytearray(whole)
        body[at] ^= 1
        damaged.write_bytes(body)

        assert store.newest() == generation(2)


def generation(number: int) -> Generation:
    return Generation(number, f"token {number}", NOW, None, "seed")
