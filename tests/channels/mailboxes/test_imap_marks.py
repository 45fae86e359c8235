"""Mail that was read gets a keyword or is moved away; nothing else happens to it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from channels.errors import ChannelError, UnavailableError
from channels.mailboxes.imap import Imap, Marking
from channels.mailboxes.values import FetchedMail

from .between import between
from .dovecot import Dovecot, dovecot

KEYWORD = "$AgentProcessed"
AT = datetime(2026, 11, 20, 22, 10, tzinfo=UTC)
MARKED = Marking(keyword=KEYWORD)
MOVED = Marking(move_to="Processed")


def letter(number: int) -> bytes:
    return f"Subject: {number}\r\n\r\nHello {number}.\r\n".encode()


@pytest.fixture(scope="module")
def running() -> Iterator[Dovecot]:
    with dovecot() as server:
        yield server


@pytest.fixture
def box(running: Dovecot) -> Dovecot:
    """Give the server with three letters in INBOX and an empty folder Processed."""
    with running.client() as client:
        for _, _, name in client.list_folders():
            if name != "INBOX":
                client.delete_folder(name)
        client.create_folder("Processed")
        client.select_folder("INBOX")
        client.delete_messages(client.search(), silent=True)
        client.expunge()
    running.deliver(*map(letter, range(3)), at=AT)
    return running


def imap(box: Dovecot, how: Marking | None, *, port: int | None = None) -> Imap:
    server = box.server() if port is None else box.server(security="none", port=port)
    since = date(2026, 11, 18)
    return Imap(server, ["INBOX"], since=since, sleep=lambda _: None, marking=how)


def read(mailbox: Imap, watermark: str | None = None) -> list[FetchedMail]:
    return list(mailbox.fetch(watermark))


def marked(mailbox: Imap, *mails: FetchedMail) -> None:
    with mailbox.marking() as marks:
        for mail in mails:
            marks.mark(mail.external_id)


def lying(box: Dovecot, folder: str) -> list[bytes]:
    with box.client() as client:
        client.select_folder(folder, readonly=True)
        found = client.fetch(client.search(), ["BODY.PEEK[]"])
    return [each[b"BODY[]"] for _, each in sorted(found.items())]


def test_a_keyword_and_no_other_flag(box: Dovecot) -> None:
    mailbox = imap(box, MARKED)
    first, _, third = read(mailbox)

    marked(mailbox, first, third)
    marked(mailbox, first)

    assert box.flags() == [(KEYWORD.encode(),), (), (KEYWORD.encode(),)]


def test_flags_of_people_stay(box: Dovecot) -> None:
    with box.client() as client:
        client.select_folder("INBOX")
        client.add_flags(client.search(), [rb"\Seen", rb"\Flagged", b"Red"])
    mailbox = imap(box, MARKED)
    [first, *_] = read(mailbox)

    marked(mailbox, first)

    kept = {rb"\Seen", rb"\Flagged", b"Red"}
    assert [{*flags} - kept for flags in box.flags()] == [
        {KEYWORD.encode()},
        {*()},
        {*()},
    ]
    assert all(kept <= {*flags} for flags in box.flags())


def test_what_was_marked_is_not_read_again(box: Dovecot) -> None:
    mailbox = imap(box, MARKED)
    mails = read(mailbox)
    marked(mailbox, *mails)

    assert read(mailbox, mails[-1].watermark) == []


def test_moved_away(box: Dovecot) -> None:
    mailbox = imap(box, MOVED)
    mails = read(mailbox)

    marked(mailbox, mails[0], mails[2])
    marked(mailbox, mails[0])

    assert lying(box, "INBOX") == [letter(1)]
    assert lying(box, "Processed") == [letter(0), letter(2)]
    assert box.flags("Processed") == [(), ()]
    assert read(mailbox, mails[-1].watermark) == []


def test_nothing_set_nothing_asked(box: Dovecot) -> None:
    """Not even a connection is made."""
    mails = read(imap(box, None))
    with between(box.plain, lambda _: lambda said: said) as line:
        marked(imap(box, None, port=line.port), *mails)

    assert line.connections == 0
    assert box.flags() == [(), (), ()]


def test_one_connection_for_all(box: Dovecot) -> None:
    mails = read(imap(box, MARKED))
    with between(box.plain, lambda _: lambda said: said) as line:
        marked(imap(box, MARKED, port=line.port), *mails)

    assert line.connections == 1
    said = b"".join(line.told).upper()
    assert said.count(b" SELECT ") == 1
    assert not {w for w in (b"EXPUNGE", b"DELETED", b"SEEN", b"COPY") if w in said}


@pytest.mark.parametrize("how", [MARKED, MOVED])
def test_what_is_gone_is_left(box: Dovecot, how: Marking) -> None:
    mails = read(imap(box, how))
    with box.client() as client:
        client.select_folder("INBOX")
        client.delete_messages(client.search(), silent=True)
        client.expunge()

    marked(imap(box, how), *mails)

    assert lying(box, "Processed") == []


@pytest.mark.parametrize("how", [MARKED, MOVED])
def test_numbers_of_a_folder_that_was_numbered_anew(box: Dovecot, how: Marking) -> None:
    """The number may be another message's by now."""
    box.deliver(letter(7), folder="Orders", at=AT)
    server = box.server()
    since = date(2026, 11, 18)
    mailbox = Imap(server, ["Orders"], since=since, sleep=lambda _: None, marking=how)
    mails = read(mailbox)
    box.number_anew("Orders")

    marked(mailbox, *mails)

    assert box.flags("Orders") == [()]


@pytest.mark.parametrize("name", ["0001.eml", "a/b/0001.eml", "x/1/2.eml", "", "7/7"])
def test_an_id_of_another_mailbox_is_none_of_ours(box: Dovecot, name: str) -> None:
    """The mailbox of that name was a folder of files before."""
    with imap(box, MARKED).marking() as marks:
        marks.mark(name)

    assert box.flags() == [(), (), ()]


def test_a_folder_to_move_to_that_is_not_there(box: Dovecot) -> None:
    mailbox = imap(box, Marking(move_to="Done"))
    mails = read(mailbox)

    with pytest.raises(UnavailableError, match=r"no folder 'Done'.*'INBOX', 'Process"):
        marked(mailbox, *mails)
    assert len(lying(box, "INBOX")) == 3


@pytest.mark.parametrize(
    ("how", "was", "becomes", "said"),
    [
        (Marking(keyword="$New"), rb"\*)]", rb")]  ", "keeps no keywords"),
        (MOVED, b" MOVE ", b" EVOM ", "cannot move mail in one step"),
        (MARKED, b"[READ-WRITE]", b"[READ-ONLY] ", "open for reading only"),
    ],
)
def test_a_server_that_cannot(
    box: Dovecot, how: Marking, was: bytes, becomes: bytes, said: str
) -> None:
    """It says what to change, and every message stays as it is."""
    mails = read(imap(box, how))

    with between(
        box.plain, lambda _: lambda heard: heard.replace(was, becomes)
    ) as line:
        mailbox = imap(box, how, port=line.port)
        with pytest.raises(UnavailableError, match=said):
            marked(mailbox, *mails)

    assert box.flags() == [(), (), ()]
    assert len(read(imap(box, how))) == 3


@pytest.mark.parametrize("how", [MARKED, MOVED])
@pytest.mark.parametrize("after", [b" STORE ", b" MOVE "])
def test_a_line_that_breaks_while_marking(
    box: Dovecot, how: Marking, after: bytes
) -> None:
    """The rest is marked another time, and marked twice does no harm."""
    mails = read(imap(box, how))

    def cut(heard: bytes) -> bytes | None:
        return None if any(after in said for said in line.told[-1:]) else heard

    with between(box.plain, lambda _: cut) as line:
        try:
            marked(imap(box, how, port=line.port), *mails)
        except ChannelError:
            marked(imap(box, how), *mails)

    where = "INBOX" if how is MARKED else "Processed"
    assert sorted(lying(box, where)) == [letter(0), letter(1), letter(2)]
