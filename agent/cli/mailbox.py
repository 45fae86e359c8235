"""``agent mailbox``: signing in, and which folders there are."""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from agent.cli.failures import UsageError
from agent.cli.nightly import STORE
from agent.cli.output import say, say_json
from agent.clock import system_clock
from agent.folder import StoreFolder
from agent.settings.load import load_settings
from agent.settings.mailboxes import MailboxSettings
from agent.wiring_mail import MailWays
from channels.errors import AuthorizationError
from channels.timing import Timing
from review.escape import visible


def login(file: Path, store: Path | None, name: str) -> int:
    """Let a person sign in for one mailbox; 0 when it can be read with that.

    Raises:
        ChannelError: Nobody signed in, or who did may not read the mailbox.
    """
    ways, told = _mailbox(file, store, name)
    if told.kind != "graph" or told.login != "device_code":
        raise UsageError(
            f"mailbox {name!r} is not opened by a person; for one in Outlook that is,"
            ' its settings say login = "device_code"'
        )
    from channels.graph.person import sign_in  # noqa: PLC0415  # heavy: if used

    with _complete(name):
        config = ways.graph_config(name)
    user = sign_in(name, config, ways.folder.login(name), _show)
    try:
        count = len(list(ways.graph(name).folders()))
    except AuthorizationError as error:
        raise AuthorizationError(
            f"signed in as {user}, who may not read {told.username}: {error}"
        ) from None
    say(f"signed in as {visible(user)}; {told.username} has {count} folders")
    return 0


def folders(file: Path, store: Path | None, name: str, *, as_json: bool) -> int:
    """Print the folders of one account.

    Raises:
        ChannelError: They cannot be listed.
    """
    ways, told = _mailbox(file, store, name)
    with _complete(name):
        match told.kind:
            case "graph":
                found: Iterable[str] = ways.graph(name).folders()
            case "imap":
                found = ways.imap(name).folders()
            case _:
                raise UsageError(f"mailbox {name!r} is no account: it has no folders")
    listed = list(found)
    if as_json:
        say_json(listed)
    else:
        say("\n".join(map(visible, listed)))
    return 0


def _mailbox(
    file: Path, store: Path | None, name: str
) -> tuple[MailWays, MailboxSettings]:
    settings = load_settings(file)
    told = settings.mailboxes.get(name)
    if told is None:
        there = ", ".join(settings.mailboxes)
        raise UsageError(f"no mailbox {name!r} in {file}; there are: {there}")
    timing = Timing(system_clock, time.sleep)
    base = file.resolve().parent
    return MailWays(settings, base, StoreFolder(store or STORE), timing), told


@contextmanager
def _complete(name: str) -> Iterator[None]:
    """Say what the settings of a mailbox lack.

    Raises:
        UsageError: Something.
    """
    try:
        yield
    except ValidationError as error:
        [first, *_] = error.errors(include_url=False, include_input=False)
        where = ".".join(map(str, ("mailboxes", name, *first["loc"])))
        said = first["msg"].removeprefix("Value error, ")
        raise UsageError(f"{where}: {said}") from None


def _show(address: str, code: str, until: datetime) -> None:
    say(
        f"Open      {visible(address)}\n"
        f"and enter {visible(code)}\n"
        f"before    {until.astimezone():%H:%M}. Sign in as somebody who may read the"
        " mailbox."
    )
    sys.stdout.flush()
