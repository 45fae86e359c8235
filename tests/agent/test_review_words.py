"""A decision is somebody's, and a rejection has a reason: else nothing is decided."""

import pytest

from agent.cli import main

APPROVE = ("approve", "I1", "--hash", "x")
REJECT = ("reject", "I1", "--hash", "x")


@pytest.mark.parametrize(
    ("user", "words", "asked"),
    [
        (None, APPROVE, "--by"),
        ("", APPROVE, "--by"),
        (" ", APPROVE, "--by"),
        (None, (*APPROVE, "--by", ""), "--by"),
        (None, (*REJECT, "--reason", "no"), "--by"),
        (None, ("alias", "I1", "A-1"), "--by"),
        (None, ("alias", "revoke", "A1"), "--by"),
        ("jamie", REJECT, "--reason"),
        ("jamie", (*REJECT, "--reason", ""), "--reason"),
        ("jamie", (*REJECT, "--reason", "  "), "--reason"),
    ],
)
def test_what_is_kept_with_a_decision_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    user: str | None,
    words: tuple[str, ...],
    asked: str,
) -> None:
    monkeypatch.delenv("USER", raising=False)
    if user is not None:
        monkeypatch.setenv("USER", user)

    assert main(["review", *words]) == 2
    assert asked in capsys.readouterr().err
