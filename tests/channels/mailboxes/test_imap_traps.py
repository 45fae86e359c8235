"""Traps of IMAP that need somebody to do something at the wrong moment."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from channels.mailboxes.imap import Imap
from channels.mailboxes.values import FetchedMail

from .between import between
from .dovecot import Dovecot, dovecot

AT = datetime(2026, 11, 20, 22, 10, tzinfo=UTC)
LETTERS = [f"Subject: {n}\r\n\r\nHello {n}.\r\n".encode() for n in range(4)]


@pytest.fixture(scope="module")
def running() -> Iterator[Dovecot]:
    with dovecot() as server:
        yield server


@pytest.fixture
def box(running: Dovecot) -> Dovecot:
    """Give the server with an empty INBOX."""
    delete(running)
    return running


def delete(box: Dovecot, *numbers: int) -> None:
    """Delete messages as a person does; all where none is named."""
    with box.client() as client:
        client.select_folder("INBOX")
        client.delete_messages([*numbers] or client.search(), silent=True)
        client.expunge()


def numbers(box: Dovecot) -> list[int]:
    with box.client() as client:
        client.select_folder("INBOX", readonly=True)
        return sorted(client.search())


def read(
    box: Dovecot, watermark: str | None = None, *, port: int | None = None
) -> list[FetchedMail]:
    server = box.server() if port is None else box.server(security="none", port=port)
    since = date(2026, 11, 18)
    mailbox = Imap(server, ["INBOX"], since=since, sleep=lambda _: None)
    return list(mailbox.fetch(watermark))


def test_a_mailbox_without_any_mail(box: Dovecot) -> None:
    assert read(box) == []
    box.deliver(LETTERS[0], at=AT)
    [mail] = read(box)
    delete(box)

    assert read(box, mail.watermark) == []


def test_the_star_stands_for_the_last_message_and_is_not_read_again(
    box: Dovecot,
) -> None:
    """``UID n:*`` always gives one, even where n is above the last."""
    box.deliver(LETTERS[0], LETTERS[1], at=AT)
    mark = read(box)[-1].watermark
    with box.client() as client:
        client.select_folder("INBOX", readonly=True)
        last = max(client.search())
        assert client.search(["UID", f"{last + 1}:*"]) == [last]

    assert read(box, mark) == []


@pytest.mark.parametrize("which", [[1], [0, 3], [0, 1, 2, 3]], ids=str)
def test_deleted_between_list_and_fetch(box: Dovecot, which: list[int]) -> None:
    """No gap and no trouble: the others come, and nothing is owed."""
    box.deliver(*LETTERS, at=AT)
    there, done = numbers(box), []

    def person(heard: bytes) -> bytes:
        if b"RFC822.SIZE" in heard and not done:
            done.append(True)
            delete(box, *(there[n] for n in which))
        return heard

    with between(box.plain, lambda _: person) as line:
        mails = read(box, port=line.port)

    assert done
    left = [letter for n, letter in enumerate(LETTERS) if n not in which]
    assert [mail.content for mail in mails] == left
    assert {mail.issue for mail in mails} <= {None}
    again = read(box, mails[-1].watermark if mails else None)
    assert again == []


def test_moved_away_and_back_comes_under_a_new_number(box: Dovecot) -> None:
    """It is fetched again, byte for byte the same: the ledger knows it by its hash."""
    box.deliver(LETTERS[0], at=AT)
    [first] = read(box)
    with box.client() as client:
        if not client.folder_exists("Aside"):
            client.create_folder("Aside")
        client.select_folder("INBOX")
        client.move(client.search(), "Aside")
        assert read(box, first.watermark) == []
        client.select_folder("Aside")
        client.move(client.search(), "INBOX")

    [again] = read(box, first.watermark)
    assert (again.content, again.issue) == (first.content, None)
    assert again.external_id != first.external_id
