"""The IMAP adapter with somebody in between: lines that break, and worse."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from channels.errors import ChannelError, UnavailableError
from channels.mailboxes import imap
from channels.mailboxes.imap import Imap
from channels.mailboxes.values import FetchedMail

from .between import Change, between, cut_after
from .dovecot import PASSWORD, Dovecot, dovecot

NIGHT = datetime(2026, 11, 20, 22, 10, tzinfo=UTC)
LETTERS = [
    f"Subject: {number}\r\n\r\n{'words ' * 2_000}end\r\n".encode()
    for number in range(12)
]
WHOLE = sum(map(len, LETTERS))


@pytest.fixture(scope="module")
def box() -> Iterator[Dovecot]:
    with dovecot() as server:
        server.deliver(*LETTERS, at=NIGHT)
        yield server


def fetched(
    box: Dovecot, port: int, watermark: str | None = None
) -> Iterator[FetchedMail]:
    """Read through *port*; in clear, so that what is between can understand it."""
    server = box.server(security="none", port=port, timeout=5)
    mailbox = Imap(server, ["INBOX"], since=date(2026, 11, 18), sleep=lambda _: None)
    return mailbox.fetch(watermark)


@pytest.mark.parametrize("after", [1, 900, 1_600, 5_000, 50_000, WHOLE - 20])
def test_a_line_that_breaks_is_taken_up_where_it_broke(
    box: Dovecot, after: int
) -> None:
    """In the greeting, the login, the list, a message: each message comes once."""
    with between(box.plain, lambda n: cut_after(after if n == 1 else 10**9)) as line:
        mails: list[FetchedMail] = []
        try:
            mails += fetched(box, line.port)
        except UnavailableError:  # before anything was there to go on with
            assert after < 900
            mails += fetched(box, line.port)

    assert [mail.content for mail in mails] == LETTERS
    assert line.connections == 2


def test_a_line_that_always_breaks_gets_further_each_time(box: Dovecot) -> None:
    """Until the night gives up; what came is whole and has its place."""
    mails: list[FetchedMail] = []
    with (
        between(box.plain, lambda _: cut_after(15_000)) as line,
        pytest.raises(UnavailableError),
    ):
        mails.extend(fetched(box, line.port))  # what came before the end is kept
    whole = [mail for mail in mails if mail.issue is None]
    assert all(mail.content in LETTERS for mail in whole)
    assert line.connections == imap.RECONNECTS + 1

    with between(box.plain, lambda _: cut_after(10**9)) as line:
        last = mails[-1].watermark if mails else None
        whole += fetched(box, line.port, last)
    assert sorted(mail.content for mail in whole) == sorted(LETTERS)


def test_a_message_that_breaks_the_line_is_named_and_the_rest_comes(
    box: Dovecot,
) -> None:
    """Seven: each time its text is to come, the line is cut instead."""

    def change(said: bytes) -> bytes | None:
        return None if b"Subject: 7\r\n" in said else said

    with between(box.plain, lambda _: change) as line:
        mails = list(fetched(box, line.port))

    issues = {m.external_id.rpartition("/")[2]: m.issue for m in mails if m.issue}
    assert len(issues) == 1
    assert sorted(m.content for m in mails if not m.issue) == sorted(
        letter for letter in LETTERS if b"Subject: 7\r\n" not in letter
    )
    with between(box.plain, lambda _: cut_after(10**9)) as line:
        [owed] = fetched(box, line.port, mails[-1].watermark)
    assert owed.content == LETTERS[7]


def test_starttls_taken_out_of_what_the_server_offers(box: Dovecot) -> None:
    """No name and no password is said to it."""

    def strip() -> Change:
        return lambda said: re.sub(rb"(?i) ?STARTTLS", b"", said)

    with between(box.plain, lambda _: strip()) as line:
        server = box.server(security="starttls", port=line.port)
        mailbox = Imap(server, ["INBOX"], since=NIGHT.date(), sleep=lambda _: None)
        with pytest.raises(UnavailableError, match="STARTTLS"):
            list(mailbox.fetch(None))

    said = b"".join(line.told)
    assert b"LOGIN" not in said.upper()
    assert b"AUTHENTICATE" not in said.upper()
    assert PASSWORD.encode() not in said


def test_an_answer_that_is_none(box: Dovecot) -> None:
    """A server that speaks something else is one line of trouble."""

    def nonsense(said: bytes) -> bytes:
        return said.replace(b"RFC822.SIZE", b"RFC822.(((").replace(b"UID", b"))(")

    with (
        between(box.plain, lambda _: nonsense) as line,
        pytest.raises(ChannelError),
    ):
        list(fetched(box, line.port))


def test_a_place_that_is_no_place_of_ours(box: Dovecot) -> None:
    for watermark in ("mbox/1:12:ab", "imap/1:{}", "imap/1:[1]", "imap/1:no", ""):
        with between(box.plain, lambda _: cut_after(10**9)) as line:
            assert len(list(fetched(box, line.port, watermark))) == len(LETTERS)
