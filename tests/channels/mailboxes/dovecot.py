"""A real IMAP server for the tests: Dovecot, without rights, on free local ports.

Where Dovecot is not installed its tests are skipped and say so; on a build server they
fail instead, because a skipped proof is none.
"""

import base64
import grp
import hmac
import json
import os
import pwd
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import trustme
from imapclient import IMAPClient
from pydantic import SecretStr

from channels.secure import MailServer

USER = "clerk"
PASSWORD = 'säcret "quoted" \\ one'  # noqa: S105  # of a server that lives a second
OAUTH = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {root}/oauth2.conf
}}
"""
"""For ``extra``: access tokens that :func:`access_token` makes are taken."""
_KEY = b"a key that both sides know"
_VALIDATION = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={root}/keys/
username_attribute = sub
"""
PATIENCE = 30
"""Seconds a starting server gets on a loaded machine."""

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
ssl = yes
ssl_cert = <{root}/cert.pem
ssl_key = <{root}/key.pem
disable_plaintext_auth = no
auth_mechanisms = {mechanisms}
mail_location = maildir:~/Maildir
mail_max_userip_connections = 100
passdb {{
  driver = passwd-file
  args = scheme=PLAIN {root}/users
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
    port = {plain}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {tls}
    ssl = yes
  }}
}}
"""


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class Dovecot:
    """One running server with one account."""

    def __init__(self, root: Path, plain: int, tls: int) -> None:
        self.root = root
        self.plain = plain
        self.tls = tls

    @property
    def maildir(self) -> Path:
        """Where the messages of INBOX lie."""
        return self.root / "home" / USER / "Maildir"

    def server(self, **change: Any) -> MailServer:
        """Return what an adapter is told about it."""
        told: dict[str, Any] = {
            "host": "127.0.0.1",
            "port": self.tls,
            "security": "tls",
            "username": USER,
            "password": SecretStr(PASSWORD),
            "ca_file": self.root / "ca.pem",
            "timeout": 20,
        }
        if change.get("security") in ("starttls", "none"):
            told["port"] = self.plain
        return MailServer(**{**told, **change})

    @contextmanager
    def client(self) -> Iterator[IMAPClient]:
        """Yield a connection of the owner's own, to put mail there and to look."""
        context = ssl.create_default_context(cafile=self.root / "ca.pem")
        with IMAPClient("127.0.0.1", self.tls, ssl_context=context, timeout=20) as made:
            made.plain_login(USER, PASSWORD)
            yield made

    def deliver(
        self, *messages: bytes, folder: str = "INBOX", at: datetime | None = None
    ) -> None:
        """Put messages into a folder, which is made where there is none."""
        with self.client() as client:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            for message in messages:
                client.append(folder, message, msg_time=at)

    def flags(self, folder: str = "INBOX") -> list[tuple[bytes, ...]]:
        """Return the flags of every message, but for what the server sets itself."""
        with self.client() as client:
            client.select_folder(folder, readonly=True)
            found = client.get_flags(client.search())
        return [tuple(f for f in flags if f != b"\\Recent") for flags in found.values()]

    def number_anew(self, folder: str) -> None:
        """Make the server number a folder's messages anew, as after a restore."""
        with self.client() as client:
            client.select_folder(folder, readonly=True)
            kept = client.fetch(client.search(), ["BODY.PEEK[]", "INTERNALDATE"])
            client.unselect_folder()
            client.delete_folder(folder)
            client.create_folder(folder)
            for _, each in sorted(kept.items()):
                client.append(folder, each[b"BODY[]"], msg_time=each[b"INTERNALDATE"])

    def put(self, messages: Sequence[bytes], at: datetime) -> None:
        """Put many messages into INBOX at once, as a mail server beside it does."""
        with self.client() as client:
            client.select_folder("INBOX")  # makes the Maildir
        for number, message in enumerate(messages):
            path = self.maildir / "new" / f"{at.timestamp():.0f}.{number:06}.test"
            path.write_bytes(message)
            os.utime(path, (at.timestamp() + number, at.timestamp() + number))
            _give(path)


def access_token(user: str = USER, *, expires: int = 4_000_000_000) -> str:
    """Return a signed token for *user*, as an authorization server gives it."""
    head = {"alg": "HS256", "typ": "JWT"}
    body = {"sub": user, "exp": expires, "iat": 1_700_000_000}
    said = ".".join(_encoded(json.dumps(part).encode()) for part in (head, body))
    return f"{said}.{_encoded(hmac.digest(_KEY, said.encode(), 'sha256'))}"


def _encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def skip_without(program: str) -> str:
    """Return where *program* is; skip where it is not, and fail on a build server."""
    found = shutil.which(
        program, path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin"
    )
    if found is None:
        reason = f"{program} is not installed (Debian: dovecot-imapd)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@contextmanager
def dovecot(
    *, certified: Sequence[str] = ("127.0.0.1", "localhost"), extra: str = ""
) -> Iterator[Dovecot]:
    """Yield a running server; *certified* are the names its certificate is made for."""
    program = skip_without("dovecot")
    # Not below tmp_path: its parents are closed to the user the server runs as.
    root = Path(tempfile.mkdtemp(prefix="dovecot-"))
    try:
        running = Dovecot(root, free_port(), free_port())
        _write(running, certified, extra)
        with _started(program, running):
            yield running
    finally:
        shutil.rmtree(root)


def _write(running: Dovecot, certified: Sequence[str], extra: str) -> None:
    root = running.root
    authority = trustme.CA()
    authority.cert_pem.write_to_path(root / "ca.pem")
    certificate = authority.issue_cert(*certified)
    certificate.private_key_pem.write_to_path(root / "key.pem")
    certificate.cert_chain_pems[0].write_to_path(root / "cert.pem")
    (root / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
    keys = root / "keys" / "default" / "HS256"
    keys.mkdir(parents=True)
    (keys / "default").write_bytes(base64.b64encode(_KEY))
    (root / "oauth2.conf").write_text(_VALIDATION.format(root=root))
    user, group = _whom()
    (root / "dovecot.conf").write_text(
        _CONFIGURATION.format(
            root=root,
            user=user,
            group=group,
            plain=running.plain,
            tls=running.tls,
            mechanisms="plain login" + (" xoauth2" if "oauth2" in extra else ""),
        )
        + extra.format(root=root)
    )
    for path in (root, *root.rglob("*")):
        _give(path)


@contextmanager
def _started(program: str, running: Dovecot) -> Iterator[None]:
    who: dict[str, Any] = {}
    if os.getuid() == 0:  # it gives mail to no root, and root needs no test
        user, group = _whom()
        who = {"user": user, "group": group, "extra_groups": []}
    with subprocess.Popen(
        [program, "-F", "-c", running.root / "dovecot.conf"],
        stdin=subprocess.DEVNULL,
        **who,
    ) as process:
        try:
            _wait(process, running)
            yield
        finally:
            process.send_signal(signal.SIGTERM)


def _wait(process: subprocess.Popen[bytes], running: Dovecot) -> None:
    for _ in range(PATIENCE * 20):
        try:
            with socket.create_connection(("127.0.0.1", running.tls), timeout=1):
                return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.05)
    log = running.root / "log"
    pytest.fail(f"dovecot: {log.read_text() if log.exists() else 'no word'}")


def _whom() -> tuple[str, str]:
    """Return the user and group it runs as: ours, or for root one without rights."""
    if os.getuid() == 0:
        nobody = pwd.getpwnam("nobody")
        return nobody.pw_name, grp.getgrgid(nobody.pw_gid).gr_name
    return pwd.getpwuid(os.getuid()).pw_name, grp.getgrgid(os.getgid()).gr_name


def _give(path: Path) -> None:
    if os.getuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(path, nobody.pw_uid, nobody.pw_gid)
