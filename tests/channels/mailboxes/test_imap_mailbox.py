"""The IMAP adapter against a real server."""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from pydantic import SecretStr

from channels.errors import AuthorizationError, UnavailableError
from channels.mailboxes import imap
from channels.mailboxes.imap import Imap
from channels.mailboxes.values import FetchedMail
from channels.secure import MailServer

from .dovecot import OAUTH, Dovecot, access_token, dovecot

SINCE = date(2026, 11, 18)
NIGHT = datetime(2026, 11, 20, 22, 10, tzinfo=UTC)


def letter(number: int, body: str = "Hello.") -> bytes:
    return (
        "Received: from mx.example by mail.store.example;"
        f" Fri, 20 Nov 2026 22:{number % 60:02}:00 +0000\r\n"
        f"From: ship@acme.example\r\nSubject: {number}\r\n\r\n{body}\r\n"
    ).encode()


@pytest.fixture(scope="module")
def running() -> Iterator[Dovecot]:
    with dovecot() as server:
        yield server


@pytest.fixture
def box(running: Dovecot) -> Dovecot:
    """Give the server with an empty INBOX and nothing else."""
    with running.client() as client:
        for flags, _, name in client.list_folders():
            if name != "INBOX" and b"\\Noselect" not in flags:
                client.delete_folder(name)
        client.select_folder("INBOX")
        client.delete_messages(client.search(), silent=True)
        client.expunge()
    return running


def mailbox(server: MailServer, *folders: str, since: date = SINCE) -> Imap:
    return Imap(server, folders or ("INBOX",), since=since, sleep=lambda _: None)


def fetched(
    box: Dovecot, watermark: str | None = None, *folders: str
) -> list[FetchedMail]:
    return list(mailbox(box.server(), *folders).fetch(watermark))


def test_mail_comes_as_it_was_delivered_and_stays_unread(box: Dovecot) -> None:
    box.deliver(letter(1), letter(2), at=NIGHT)

    first, second = fetched(box)

    assert [first.content, second.content] == [letter(1), letter(2)]
    assert first.received == datetime(2026, 11, 20, 22, 1, tzinfo=UTC)
    assert (first.issue, second.issue) == (None, None)
    assert box.flags() == [(), ()]


def test_a_second_look_finds_nothing_new(box: Dovecot) -> None:
    box.deliver(letter(1), letter(2), at=NIGHT)
    watermark = fetched(box)[-1].watermark
    assert fetched(box, watermark) == []

    box.deliver(letter(3), at=NIGHT)

    assert [mail.content for mail in fetched(box, watermark)] == [letter(3)]


def test_each_message_carries_the_place_behind_it(box: Dovecot) -> None:
    box.deliver(*map(letter, range(5)), at=NIGHT)
    marks = [mail.watermark for mail in fetched(box)]

    left = [[mail.content for mail in fetched(box, mark)] for mark in marks]

    assert left == [[letter(n) for n in range(at, 5)] for at in range(1, 6)]


def test_several_folders(box: Dovecot) -> None:
    box.deliver(letter(1), at=NIGHT)
    box.deliver(letter(2), folder="Orders.Büro", at=NIGHT)

    mails = fetched(box, None, "INBOX", "Orders.Büro")

    assert [mail.content for mail in mails] == [letter(1), letter(2)]
    assert fetched(box, mails[-1].watermark, "INBOX", "Orders.Büro") == []


def test_old_mail_is_left_on_a_first_look_and_taken_when_it_is_moved_in(
    box: Dovecot,
) -> None:
    box.deliver(letter(1), at=datetime(2025, 1, 1, tzinfo=UTC))
    box.deliver(letter(2), at=NIGHT)
    [mail] = fetched(box)
    assert mail.content == letter(2)

    box.deliver(letter(3), at=datetime(2025, 1, 1, tzinfo=UTC))

    assert [m.content for m in fetched(box, mail.watermark)] == [letter(3)]


def test_a_folder_numbered_anew_is_read_again_from_the_day_on(box: Dovecot) -> None:
    box.deliver(letter(1), folder="Orders", at=datetime(2025, 1, 1, tzinfo=UTC))
    box.deliver(letter(2), letter(3), folder="Orders", at=NIGHT)
    watermark = fetched(box, None, "Orders")[-1].watermark
    box.number_anew("Orders")
    box.deliver(letter(4), folder="Orders", at=NIGHT)

    mails = fetched(box, watermark, "Orders")

    assert [mail.content for mail in mails] == [letter(2), letter(3), letter(4)]
    assert fetched(box, mails[-1].watermark, "Orders") == []


def test_a_message_above_the_limit_is_named_and_not_loaded(
    box: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "SIZE_LIMIT", 4_000)
    box.deliver(letter(1), letter(2, "x" * 5_000), letter(3), at=NIGHT)

    mails = fetched(box)

    assert [mail.content for mail in mails] == [letter(1), b"", letter(3)]
    assert [mail.issue is not None for mail in mails] == [False, True, False]
    again = fetched(box, mails[-1].watermark)
    assert [mail.external_id for mail in again] == [mails[1].external_id]
    monkeypatch.setattr(imap, "SIZE_LIMIT", 40_000)
    [whole] = fetched(box, again[-1].watermark)
    assert whole.issue is None
    assert fetched(box, whole.watermark) == []


def test_what_is_owed_and_deleted_is_forgotten(
    box: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "SIZE_LIMIT", 4_000)
    box.deliver(letter(1, "x" * 5_000), at=NIGHT)
    [large] = fetched(box)
    with box.client() as client:
        client.select_folder("INBOX")
        client.delete_messages(client.search(), silent=True)
        client.expunge()

    assert fetched(box, large.watermark) == []


@pytest.mark.parametrize("security", ["tls", "starttls", "none"])
def test_every_way_in(box: Dovecot, security: str) -> None:
    """Without encryption on this machine alone."""
    box.deliver(letter(1), at=NIGHT)

    [mail] = mailbox(box.server(security=security)).fetch(None)

    assert mail.content == letter(1)


def test_a_wrong_password(box: Dovecot) -> None:
    server = box.server(password=SecretStr("not it"))

    with pytest.raises(AuthorizationError) as caught:
        list(mailbox(server).fetch(None))

    assert "refused the password of 'clerk'" in str(caught.value)
    assert "not it" not in str(caught.value)


def test_access_tokens() -> None:
    program = (sys.executable, "-c", f"print({access_token()!r})")
    with dovecot(extra=OAUTH) as server:
        server.deliver(letter(1), at=NIGHT)
        for change in (
            {"token": SecretStr(access_token())},
            {"token_command": program},
        ):
            told = server.server(password=None, **change)
            [mail] = mailbox(told).fetch(None)
            assert mail.content == letter(1)

        stale = SecretStr(access_token(expires=1_700_000_001))
        with pytest.raises(AuthorizationError, match="refused the access token"):
            list(mailbox(server.server(password=None, token=stale)).fetch(None))


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_nobody_vouches_for(box: Dovecot, security: str) -> None:
    server = box.server(security=security, ca_file=None)

    with pytest.raises(UnavailableError, match="certificate is not believed"):
        list(mailbox(server).fetch(None))


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_for_another_name(security: str) -> None:
    with (
        dovecot(certified=["mail.other.example"]) as other,
        pytest.raises(UnavailableError, match="certificate is not believed"),
    ):
        list(mailbox(other.server(security=security)).fetch(None))


def test_a_folder_that_is_not_there(box: Dovecot) -> None:
    with pytest.raises(UnavailableError, match="no folder 'Nowhere'"):
        fetched(box, None, "Nowhere")


def test_nobody_listens() -> None:
    server = MailServer(host="127.0.0.1", port=1, security="none", username="x")

    with pytest.raises(UnavailableError, match=r"127\.0\.0\.1:1"):
        list(mailbox(server).fetch(None))


def test_two_thousand_messages(box: Dovecot) -> None:
    letters = [letter(number) for number in range(2_000)]
    box.put(letters, NIGHT)

    mails = fetched(box)

    assert {mail.content for mail in mails} == {*letters}
    assert len(mails) == 2_000
    assert fetched(box, mails[-1].watermark) == []
