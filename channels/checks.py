"""What was found when a service was looked at on purpose, and what to do about it."""

from typing import Literal, NamedTuple

Verdict = Literal["good", "careful", "bad"]


class Check(NamedTuple):
    """One thing that was tried."""

    verdict: Verdict
    """``careful``: it works, and is not as it should be or could not be tried."""
    what: str
    """One sentence."""
    todo: str = ""
    """The next step, where there is one."""


def good(what: str) -> Check:
    """Return that something is as it should be."""
    return Check("good", what)


def careful(what: str, todo: str) -> Check:
    """Return that something works and is not as it should be."""
    return Check("careful", what, todo)


def bad(what: str, todo: str) -> Check:
    """Return that something does not work, or must not be so."""
    return Check("bad", what, todo)
