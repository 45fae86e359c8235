"""``agent demo --mailbox imap``: the world's mail in a Dovecot of this machine."""

import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from agent.cli.failures import UsageError
from agent.settings.mailboxes import MailboxSettings
from channels.mailboxes.folder import Folder

_ALL_DAYS = 3650
_PASSWORD = "demo"  # noqa: S105  # of a server that lives as long as the demo
_PATIENCE = 30
"""Seconds a starting server gets."""
_CONFIGURATION = """
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/log
listen = 127.0.0.1
protocols = imap
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:~/Maildir
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={root}/home/%u
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
"""


@contextmanager
def accounts(
    mailboxes: Mapping[str, MailboxSettings], world: Path
) -> Iterator[dict[str, MailboxSettings]]:
    """Yield *mailboxes* with an account in the place of each folder.

    Raises:
        UsageError: Dovecot is not installed, or does not start.
    """
    program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        raise UsageError(
            "--mailbox imap needs Dovecot, which is not installed;"
            " on Debian: apt install dovecot-imapd"
        )
    # Not in the store: the server runs as somebody who may not look into it.
    root = Path(tempfile.mkdtemp(prefix="nightclerk-imap-"))
    try:
        told = {
            name: _account(name, box, world, root) if box.kind == "folder" else box
            for name, box in mailboxes.items()
        }
        with _dovecot(program, root) as port:
            yield {
                name: box.model_copy(update={"port": port})
                if box.kind == "imap"
                else box
                for name, box in told.items()
            }
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _account(
    name: str, box: MailboxSettings, world: Path, root: Path
) -> MailboxSettings:
    """Put a folder's mail into the Maildir of an account, oldest first."""
    new = root / "home" / name / "Maildir" / "new"
    new.mkdir(parents=True)
    for number, mail in enumerate(Folder(world / (box.path or "")).fetch(None)):
        at = (mail.received or datetime.fromtimestamp(0, UTC)).timestamp()
        path = new / f"{1_000_000_000 + number}.demo"
        path.write_bytes(mail.content)
        os.utime(path, (at, at))
    return box.model_copy(
        update={
            "kind": "imap",
            "host": "127.0.0.1",
            "security": "none",
            "username": name,
            "password": SecretStr(_PASSWORD),
            "first_days": _ALL_DAYS,
        }
    )


@contextmanager
def _dovecot(program: str, root: Path) -> Iterator[int]:
    port = _free_port()
    user = pwd.getpwuid(os.getuid())
    who: dict[str, Any] = {}
    if user.pw_uid == 0:  # it opens no mail as root
        user = pwd.getpwnam("nobody")
        who = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    (root / "dovecot.conf").write_text(
        _CONFIGURATION.format(
            root=root,
            user=user.pw_name,
            group=grp.getgrgid(user.pw_gid).gr_name,
            password=_PASSWORD,
            port=port,
        ),
        encoding="utf-8",
    )
    if who:
        for path in (root, *root.rglob("*")):
            os.chown(path, user.pw_uid, user.pw_gid)
    command = [program, "-F", "-c", str(root / "dovecot.conf")]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, **who) as process:  # noqa: S603  # the system's own server, on our own settings
        try:
            _wait(process, port)
            yield port
        finally:
            process.terminate()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(_PATIENCE * 20):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
    raise UsageError("dovecot does not start; run the demo with --mailbox folder")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
