"""The wiring of mail: where it comes in, and how the summary goes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from agent.folder import StoreFolder
from agent.ports import Mailbox, Post, Sent
from agent.settings.mailboxes import MailboxSettings
from agent.settings.servers import SummarySettings
from agent.settings.values import Settings
from channels.timing import Timing

if TYPE_CHECKING:
    from channels.graph.config import GraphConfig
    from channels.graph.mailbox import GraphMailbox
    from channels.mailboxes.imap import Imap
    from channels.mailboxes.imap_marks import Marking
    from channels.secure import MailServer

_IMAP = {"tls": 993, "starttls": 143, "none": 143}
_SMTP = {"tls": 465, "starttls": 587, "none": 25}
"""The usual port for each kind of security."""


@dataclass(frozen=True, slots=True)
class Courier:
    """By what way the morning summary goes out, and to whom."""

    post: Post
    sender: str
    to: Sequence[str]
    sent: Sent | None
    """Where it is found again; None: nobody can say whether it went out."""


@dataclass(frozen=True, slots=True)
class MailWays:
    """Every adapter for mail that the settings name; each is made when asked for."""

    settings: Settings
    base: Path
    """What relative paths of the settings count from."""
    folder: StoreFolder
    """Where the login of a person lies."""
    timing: Timing
    since: datetime | None = None
    """From when on a first night acts on mail, where that is told."""

    def mailbox(self, name: str) -> Mailbox:
        """Return the mailbox of that name; nothing is asked of it yet.

        Raises:
            ValidationError: It lacks something, or has what does not go together.
        """
        told = self.settings.mailboxes[name]
        path = self.base / (told.path or "")
        match told.kind:
            case "graph":
                return self.graph(name)
            case "imap":
                return self.imap(name)
            case "folder":
                from channels.mailboxes.folder import Folder  # noqa: PLC0415  # if used

                return Folder(path)
            case "maildir":
                from channels.mailboxes.maildir import Maildir  # noqa: PLC0415

                return Maildir(path)
            case "mbox":
                from channels.mailboxes.mbox import Mbox  # noqa: PLC0415

                return Mbox(path)

    def graph(self, name: str) -> "GraphMailbox":
        """Return a mailbox of Microsoft 365; raises as :meth:`mailbox`."""
        from channels.graph.mailbox import GraphMailbox  # noqa: PLC0415  # if used

        since = self._horizon(self.settings.mailboxes[name])
        config = self.graph_config(name)
        return GraphMailbox(name, config, since=since, timing=self.timing)

    def graph_config(self, name: str) -> "GraphConfig":
        """Return what is to be known of such a mailbox; raises as :meth:`mailbox`."""
        from channels.graph.config import GraphConfig  # noqa: PLC0415  # if used

        told = self.settings.mailboxes[name]
        person = told.login == "device_code"
        return GraphConfig(
            user=told.username,
            tenant=told.tenant,
            client_id=told.client_id,
            certificate=told.certificate and self.base / told.certificate,
            certificate_password=told.certificate_password,
            client_secret=told.client_secret,
            login_file=self.folder.login(name) if person else None,
            folders=tuple(told.folders),
            category=told.category,
            move_to=told.move_to,
            endpoint=told.endpoint or "",
            timeout=told.timeout_seconds,
            deadline=4 * told.timeout_seconds,
        )

    def imap(self, name: str) -> "Imap":
        """Return an IMAP account."""
        from channels.mailboxes.imap import Imap  # noqa: PLC0415  # if used

        told = self.settings.mailboxes[name]
        return Imap(
            self.server(told),
            told.folders,
            since=self._horizon(told).date(),
            sleep=self.timing.sleep,
            marking=self.marking(told),
        )

    def marking(self, told: MailboxSettings) -> "Marking":
        """Return what is done in an IMAP account with mail that was read."""
        from channels.mailboxes.imap_marks import Marking  # noqa: PLC0415  # if used

        keyword = told.keyword if told.mark == "keyword" else ""
        return Marking(keyword=keyword, move_to=told.move_to)

    def courier(self) -> Courier | None:
        """Return how the summary is mailed; None where it is not."""
        summary = self.settings.summary
        if summary is None:
            return None
        sender = self.settings.summary_sender
        if summary.through:
            from channels.graph.post import OutlookPost  # noqa: PLC0415  # if used

            config = self.graph_config(summary.through)
            outlook = OutlookPost(summary.through, config, self.timing)
            return Courier(outlook, sender, summary.to, sent=outlook)
        from channels.smtp.client import Smtp  # noqa: PLC0415  # as above

        return Courier(
            Smtp(self.server(summary)), sender, summary.to, sent=self._sent()
        )

    def server(self, told: MailboxSettings | SummarySettings) -> "MailServer":
        """Return the mail server of an account, or of the summary."""
        from channels.secure import MailServer  # noqa: PLC0415  # if used

        ports: Mapping[str, int] = _IMAP if isinstance(told, MailboxSettings) else _SMTP
        return MailServer(
            host=told.host,
            port=told.port or ports[told.security],
            security=told.security,
            username=told.username,
            password=told.password,
            token=told.token,
            token_command=tuple(told.token_command),
            ca_file=told.ca_file and self.base / told.ca_file,
            timeout=told.timeout_seconds,
        )

    def _sent(self) -> Sent | None:
        kept = next((m for m in self.settings.mailboxes.values() if m.sent), None)
        if kept is None:
            return None
        from channels.mailboxes.imap_sent import SentFolder  # noqa: PLC0415  # if used

        return SentFolder(self.server(kept), kept.sent, kept.folders)

    def _horizon(self, told: MailboxSettings) -> datetime:
        """Return from when on a first look takes mail in."""
        oldest = self.timing.clock() - timedelta(days=told.first_days)
        return min(self.since or oldest, oldest)
