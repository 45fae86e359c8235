"""A decision is somebody's, and a rejection has a reason: else nothing is decided."""

from pathlib import Path

import pytest

from agent.cli import main
from agent.ledger.ledger import Ledger

from .conftest import NOW, fulfil

APPROVE = ("approve", "I1", "--hash", "x")
REJECT = ("reject", "I1", "--hash", "x")


@pytest.mark.parametrize(
    ("user", "words", "asked"),
    [
        (" ", APPROVE, "give your name: --by NAME"),
        (" ", (*REJECT, "--reason", "no"), "--by NAME"),
        (" ", ("alias", "I1", "A-1"), "--by NAME"),
        (" ", ("alias", "revoke", "A1"), "--by NAME"),
        ("jamie", (*APPROVE, "--by", ""), "--by NAME"),
        ("jamie", REJECT, "--reason"),
        ("jamie", (*REJECT, "--reason", ""), "--reason"),
        ("jamie", (*REJECT, "--reason", "  "), "--reason"),
    ],
)
def test_what_is_kept_with_a_decision_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    user: str,
    words: tuple[str, ...],
    asked: str,
) -> None:
    monkeypatch.setenv("USER", user)

    assert main(["review", *words]) == 2
    assert asked in capsys.readouterr().err


@pytest.mark.parametrize(
    ("user", "words", "person"),
    [
        ("jamie", ("--by", "sam"), "sam"),
        ("jamie", (), "jamie"),
        ("", (), "kim"),
        (None, (), "kim"),
    ],
)
@pytest.mark.usefixtures("notice")
def test_whose_decision_it_is(
    ledger: Ledger,
    run: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    user: str | None,
    words: tuple[str, ...],
    person: str,
) -> None:
    """The one who is named, else USER, else whose account it is."""
    monkeypatch.delenv("USER", raising=False)
    monkeypatch.setenv("LOGNAME", "kim")
    if user is not None:
        monkeypatch.setenv("USER", user)
    with ledger.transaction():
        ledger.effects.plan([fulfil()], notice="n", night=run, state="planned", at=NOW)
    [planned] = ledger.effects.in_states(("planned",))
    store = ("--hash", planned.payload_sha, "--store", str(tmp_path))

    assert main(["review", "approve", "E1", *store, *words]) == 0
    assert f"approved E1 as {person};" in capsys.readouterr().out
