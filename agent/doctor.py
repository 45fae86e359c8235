"""Trying out, before the first night and whenever something is odd, what is set."""

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import ValidationError

from agent.settings.mailboxes import MailboxSettings
from agent.settings.servers import SummarySettings
from agent.wiring_mail import MailWays
from channels.checks import Check, bad, careful, good
from channels.errors import AuthorizationError, ChannelError


class Checked(NamedTuple):
    """One check, and what it is about."""

    channel: str
    check: Check


def examine(ways: MailWays, *, closed: str = "") -> Iterator[Checked]:
    """Yield what was found about every mailbox and the way out of the summary.

    Nothing is changed, no mail is read, and none is sent.

    Args:
        ways: The adapters for mail.
        closed: Address of a mailbox that must not be open to an app.
    """
    for name in ways.settings.mailboxes:
        channel = f"mailboxes.{name}"
        try:
            for check in _mailbox(ways, name, closed):
                yield Checked(channel, check)
        except ValidationError as error:
            [first, *_] = error.errors(include_url=False, include_input=False)
            said = first["msg"].removeprefix("Value error, ")
            yield Checked(channel, bad(said, "docs/configuration.md"))
    for check in _summary(ways):
        yield Checked("summary", check)
    if ways.settings.books:
        yield Checked("company", _names(ways))


def _names(ways: MailWays) -> Check:
    """Say whether an invoice to another company than ours would be noticed."""
    names = ways.settings.company.names
    if names:
        return good(f"an invoice is held that is to none of {', '.join(names)}")
    return careful(
        "nobody said under which names vendors know us: to whom an invoice is, its"
        ' "bill to", is compared with nothing',
        'names = ["My Store"] in [company]: docs/configuration.md',
    )


def _mailbox(ways: MailWays, name: str, closed: str) -> Iterator[Check]:
    told = ways.settings.mailboxes[name]
    if told.kind != "graph" and not _says_who_receives(told):
        yield careful(
            "nobody said which server's word on senders counts: where it adds no"
            " Authentication-Results, one that a sender wrote would be believed",
            'authserv_id = "mx.example.com", the name at the start of the topmost'
            ' Authentication-Results of a mail, or receiver = "gmail", "fastmail" or'
            ' "none", or verify_dkim = true: docs/security.md',
        )
    if told.kind == "graph":
        from channels.graph import checkup  # noqa: PLC0415  # if used

        summary = ways.settings.summary
        sends = summary is not None and summary.through == name
        config = ways.graph_config(name)
        yield from checkup.examine(
            name, config, ways.timing, closed=closed, sends=sends
        )
    elif told.kind == "imap":
        from channels.mailboxes import imap_checkup  # noqa: PLC0415  # if used

        yield from imap_checkup.examine(
            ways.server(told), told.folders, ways.marking(told), sent=told.sent
        )
    else:
        yield _files(ways, name)


def _says_who_receives(told: MailboxSettings) -> bool:
    return bool(told.receiver or told.authserv_id or told.verify_dkim)


def _files(ways: MailWays, name: str) -> Check:
    mailbox = ways.mailbox(name)
    try:
        next(iter(mailbox.fetch(None)), None)
    except ChannelError as error:
        return bad(str(error), "path in the settings")
    return good("the mail can be read")


def _summary(ways: MailWays) -> Iterator[Check]:
    summary = ways.settings.summary
    if summary is None:
        yield careful(
            "the summary is not mailed: it lies in the store's folder", "docs/imap.md"
        )
    elif summary.through:
        yield good(f"it goes out through mailbox {summary.through!r}: see there")
    else:
        yield _server(ways, summary)


def _server(ways: MailWays, summary: SummarySettings) -> Check:
    from channels.smtp.client import Smtp  # noqa: PLC0415  # if used

    server = ways.server(summary)
    try:
        refused = Smtp(server).offer(summary.sender or "", summary.to)
    except AuthorizationError as error:
        return bad(str(error), "docs/imap.md: most services want an app password")
    except ChannelError as error:
        return bad(str(error), "host, port and security of [summary]; docs/imap.md")
    if refused:
        return bad(f"{server.shown} does not take mail for {', '.join(refused)}", "to")
    return good(f"{server.shown} would take a mail for {', '.join(summary.to)}")
