"""The mailbox adapter against the sandbox's server, over HTTP: each trap has a case."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from channels.errors import (
    AuthorizationError,
    ChannelError,
    RateLimitedError,
    SchemaDriftError,
    UnavailableError,
)
from channels.graph.mailbox import AT_ONCE, GraphMailbox
from channels.graph.position import MOST_SEEN, Position, position
from channels.mailboxes.values import FetchedMail
from sandbox.graph import service
from sandbox.settings import Settings

from .conftest import Office, Open, mail


def drain(mailbox: GraphMailbox, watermark: str | None = None) -> list[FetchedMail]:
    return list(mailbox.fetch(watermark))


def contents(fetched: list[FetchedMail]) -> list[bytes]:
    return [each.content for each in fetched]


def read(office: Office) -> tuple[list[FetchedMail], str]:
    """Return a first reading of all and its watermark."""
    fetched = drain(office.mailbox())
    mark = fetched[-1].watermark
    assert mark is not None
    return fetched, mark


# --- reading ------------------------------------------------------------------------


def test_every_message_byte_for_byte_and_oldest_first(office: Office) -> None:
    fetched = drain(office.mailbox())

    assert contents(fetched) == [mail(0), mail(1), mail(2)]
    assert fetched[0].received == datetime(2026, 11, 20, 19, 30, tzinfo=UTC)
    assert [each.watermark is not None for each in fetched] == [False, False, True]
    assert {each.issue for each in fetched} == {None}


def test_what_came_since_and_nothing_else(office: Office) -> None:
    _, mark = read(office)
    office.put(7)

    assert contents(drain(office.mailbox(), mark)) == [mail(7)]
    assert office.times("get_mime") == 4


def test_an_empty_mailbox(open_office: Open) -> None:
    assert drain(open_office(0).mailbox()) == []


def test_many_pages(open_office: Open) -> None:
    office = open_office(450)

    assert contents(drain(office.mailbox())) == [mail(n) for n in range(450)]
    assert office.times("delta") == 3


def test_a_long_reading_goes_on_where_it_was(open_office: Open) -> None:
    """What a killed run had stored is not fetched a second time."""
    office = open_office(600)
    marks = [m.watermark for m in drain(office.mailbox()) if m.watermark]
    first = office.times("get_mime")

    rest = drain(office.mailbox(), marks[0])

    assert (first, len(marks)) == (600, 3)
    assert contents(rest) == [mail(n) for n in range(256, 600)]


def test_old_mail_is_not_asked_for(office: Office) -> None:
    office.put(9, days=20)

    assert len(drain(office.mailbox(days=10))) == 3
    assert office.times("get_mime") == 3
    assert len(drain(office.mailbox(days=30))) == 4


def test_other_folders_are_read_as_well(office: Office) -> None:
    fetched, _ = read(office)
    office.move(fetched[0].external_id, "archive")

    both = drain(office.mailbox(folders=("inbox", "archive")))

    assert contents(both) == [mail(0), mail(1), mail(2)]


def test_another_mailbox_is_closed_to_us(office: Office) -> None:
    with pytest.raises(AuthorizationError, match="no such right"):
        drain(office.mailbox(user="boss@store.example"))


def test_a_watermark_of_another_mailbox_is_not_used(office: Office) -> None:
    _, mark = read(office)

    assert position(mark, "boss@store.example") == Position("boss@store.example")


# --- moved, deleted, changed --------------------------------------------------------


def test_moved_away_and_back_is_fetched_once(office: Office) -> None:
    fetched, mark = read(office)
    moved = fetched[1].external_id
    office.move(moved, "archive")
    assert drain(office.mailbox(), mark) == []
    office.move(moved, "inbox")
    office.put(8)

    again = drain(office.mailbox(), mark)

    assert contents(again) == [mail(8)]
    assert office.look(moved)["id"] == moved


def test_moved_between_two_of_our_folders_is_fetched_once(office: Office) -> None:
    folders = ("inbox", "archive")
    fetched = drain(office.mailbox(folders=folders))
    office.move(fetched[0].external_id, "archive")

    assert drain(office.mailbox(folders=folders), fetched[-1].watermark) == []


def test_a_change_by_somebody_fetches_nothing(office: Office) -> None:
    fetched, mark = read(office)
    path = f"messages/{fetched[0].external_id}"
    office.person("PATCH", path, categories=["Red"])

    assert drain(office.mailbox(), mark) == []
    assert office.times("get_mime") == 3


def test_deleted_mail_is_no_gap(office: Office) -> None:
    fetched, mark = read(office)
    office.person("DELETE", f"messages/{fetched[2].external_id}")
    office.put(5)

    assert contents(drain(office.mailbox(), mark)) == [mail(5)]


def test_deleted_between_list_and_reading(office: Office) -> None:
    """The last in the list is gone, and the watermark still finds a message."""
    fetched, _ = read(office)
    last = fetched[2].external_id
    with before(office, last, lambda: office.person("DELETE", f"messages/{last}")):
        again = drain(office.mailbox())

    assert contents(again) == [mail(0), mail(1)]
    assert again[-1].watermark is not None


def test_drafts_are_no_mail(office: Office) -> None:
    office.person("GET", "mailFolders/inbox/messages/delta")
    mailbox = office.mailbox(folders=("inbox", "drafts"))
    office.box._running["graph"].service._write(  # type: ignore[attr-defined]
        "create_draft", id="AAkALgDx=", mime="SGk="
    )

    assert len(drain(mailbox)) == 3


# --- traps of the listing -----------------------------------------------------------


@pytest.mark.parametrize("times", [1, 4])
def test_an_empty_page_does_not_end_the_list(office: Office, times: int) -> None:
    office.box.arm(operation="delta", fault="empty_page", times=times)

    assert len(drain(office.mailbox())) == 3


def test_an_expired_link_reads_the_folder_again_and_fetches_what_is_new(
    office: Office,
) -> None:
    _, mark = read(office)
    office.put(6)
    office.box.arm(operation="delta", fault="sync_lost")

    again = drain(office.mailbox(), mark)

    assert contents(again) == [mail(6)]
    assert "receivedDateTime" in office.box.log("graph")[-2]["target"]


def test_a_lost_link_and_a_lost_memory_read_all_of_it_again(office: Office) -> None:
    """Harmless: the ledger knows each message by its hash."""
    _, mark = read(office)
    before = position(mark, office.config().user)
    forgot = Position(before.user, before.links, before.newest).text()
    office.box.arm(operation="delta", fault="sync_lost")

    assert len(drain(office.mailbox(), forgot)) == 3


def test_a_filter_that_cuts_the_list_off_is_left_out(
    open_office: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.graph.delta.MOST_FILTERED", 5)
    monkeypatch.setattr("channels.graph.listing._MOST_FILTERED", 5)

    assert len(drain(open_office(9).mailbox())) == 9


def test_a_link_to_another_host_gets_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    with another_server() as (url, asked):
        monkeypatch.setattr(service, "FOREIGN", url)
        office.box.arm(operation="delta", fault="foreign_link")
        with pytest.raises(SchemaDriftError, match="another host"):
            drain(office.mailbox())

    assert asked == []


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.example/v1.0/x",
        "@evil.example/v1.0/x",
        ".evil.example/v1.0/x",
        "0/v1.0/x",
    ],
)
def test_a_stored_link_to_another_host_gets_nothing(office: Office, link: str) -> None:
    user = office.config().user

    with pytest.raises(SchemaDriftError, match="another host"):
        drain(office.mailbox(), Position(user, {"inbox": link}).text())


def test_ids_are_asked_for_that_survive_moves(office: Office) -> None:
    fetched, _ = read(office)
    one = fetched[0].external_id
    office.move(one, "archive")

    assert office.look(one)["parentFolderId"] == "archive"


# --- too much, too slow, broken -----------------------------------------------------


@pytest.mark.parametrize("wait", [7, None, "date"])
@pytest.mark.parametrize("operation", ["delta", "get_mime"])
def test_too_many_requests(office: Office, operation: str, wait: Any) -> None:
    office.box.arm(operation=operation, fault="rate_limited", retry_after=wait)

    assert len(drain(office.mailbox())) == 3
    [waited] = office.waited
    assert waited == 7 if wait == 7 else waited <= 2


def test_an_absurd_wish_ends_the_night_for_this_mailbox(office: Office) -> None:
    office.box.arm(operation="delta", fault="rate_limited", retry_after="absurd")

    with pytest.raises(RateLimitedError):
        drain(office.mailbox())
    assert office.waited == []


def test_never_more_than_four_at_once(open_office: Open) -> None:
    office = open_office(40, settings=Settings(graph_seconds=0.02))

    assert len(drain(office.mailbox())) == 40
    running: Any = office.box._running["graph"].service
    assert running.most_at_once == AT_ONCE
    assert office.waited == []


@pytest.mark.parametrize(
    ("fault", "options"),
    [
        ("drop_before", {}),
        ("reset", {}),
        ("cut", {}),
        ("html", {}),
        ("throttled", {}),
        ("error_before", {"status": 504}),
        ("error_before", {"status": 500}),
        ("token_expired", {}),
    ],
)
@pytest.mark.parametrize("operation", ["delta", "get_mime"])
def test_what_goes_by_is_tried_again(
    office: Office, operation: str, fault: str, options: dict[str, int]
) -> None:
    office.box.arm(operation=operation, fault=fault, **options)

    assert contents(drain(office.mailbox())) == [mail(0), mail(1), mail(2)]


@pytest.mark.parametrize("fault", ["html", "throttled", "timeout_before", "truncated"])
def test_a_list_that_never_comes(office: Office, fault: str) -> None:
    office.box.arm(operation="delta", fault=fault, times=None)

    with pytest.raises(ChannelError):
        drain(office.mailbox(timeout=0.2, deadline=0.4))


def test_a_right_that_is_missing_is_named(office: Office) -> None:
    office.box.arm(operation="get_mime", fault="scope_missing", times=None)

    with pytest.raises(AuthorizationError, match="ErrorAccessDenied"):
        drain(office.mailbox())


def test_one_message_the_service_fails_at_comes_again(office: Office) -> None:
    """It is named, the others are read, and it is asked for until it can be had."""
    fetched, _ = read(office)
    bad = fetched[1].external_id
    office.box.arm(
        operation="get_mime", fault="error_before", times=None, match=bad[-20:-1]
    )

    first = drain(office.mailbox())
    second = drain(office.mailbox(), first[-1].watermark)
    office.box.faults.disarm()
    third = drain(office.mailbox(), second[-1].watermark)

    assert [bool(each.issue) for each in first] == [False, True, False]
    assert [bool(each.issue) for each in second] == [True]
    assert contents(third) == [mail(1)]
    assert drain(office.mailbox(), third[-1].watermark) == []


def test_a_service_that_fails_at_every_message_is_down(open_office: Open) -> None:
    office = open_office(20)
    office.box.arm(operation="get_mime", fault="error_before", times=None)

    with pytest.raises(UnavailableError, match="message after message"):
        drain(office.mailbox())


def test_nothing_is_ever_changed_by_reading(office: Office) -> None:
    drain(office.mailbox())

    assert set(office.operations()) == {"discovery", "token", "delta", "get_mime"}
    assert {w["operation"] for w in office.box.writes("graph")} == {"arrived"}


# --- marking ------------------------------------------------------------------------


def test_a_category_is_added_to_those_there_are(office: Office) -> None:
    fetched, mark = read(office)
    one = fetched[0].external_id
    office.person("PATCH", f"messages/{one}", categories=["Red"])

    office.mailbox(category="Nightclerk").mark(one)
    office.mailbox(category="Nightclerk").mark(one)

    assert office.look(one)["categories"] == ["Red", "Nightclerk"]
    assert office.times("update_message") == 2
    assert drain(office.mailbox(), mark) == []


def test_no_category_no_change(office: Office) -> None:
    fetched, _ = read(office)
    office.mailbox().mark(fetched[0].external_id)

    assert office.times("update_message") == 0


def test_marking_what_is_gone_is_nothing(office: Office) -> None:
    office.mailbox(category="Nightclerk").mark("AAkALgIgone=")

    assert office.times("update_message") == 0


def test_a_mark_that_was_taken_and_not_answered(office: Office) -> None:
    fetched, _ = read(office)
    one = fetched[0].external_id
    office.box.arm(operation="update_message", fault="error_after", status=504)

    office.mailbox(category="Nightclerk").mark(one)

    assert office.look(one)["categories"] == ["Nightclerk"]


# --- the watermark ------------------------------------------------------------------


def test_a_watermark_stays_small() -> None:
    from channels.graph.position import Due  # noqa: PLC0415  # beside its one use

    many = [Due("2026-11-20T19:30:00Z", f"AAkALg{n}") for n in range(3 * MOST_SEEN)]
    after = Position("orders@store.example").passed(many, [])

    assert len(after.text()) < 50_000
    assert position(after.text(), after.user) == after
    assert after.unknown({many[-1].message: "", many[0].message: ""}) == {
        many[0].message: ""
    }


@contextmanager
def before(office: Office, message: str, do: Any) -> Iterator[None]:
    """Let somebody do something just before *message* is given."""
    plan = office.box.faults
    due, done = plan.due, []

    def hooked(name: str, called: str, request: Any) -> Any:
        asked = message.rstrip("=") in request.target
        if called == "get_mime" and asked and not done:
            done.append(True)
            do()
        return due(name, called, request)

    plan.due = hooked  # type: ignore[method-assign]
    yield
    plan.due = due  # type: ignore[method-assign]


@contextmanager
def another_server() -> Iterator[tuple[str, list[str]]]:
    """Serve another host that writes down what it is asked."""
    from sandbox.clock import Clock  # noqa: PLC0415  # beside its one use
    from sandbox.exchange import Reply, as_json  # noqa: PLC0415  # as above
    from sandbox.server import Server  # noqa: PLC0415  # as above

    asked: list[str] = []

    def respond(request: Any) -> Reply:
        asked.append(request.target)
        return Reply(as_json({"value": []}))

    server = Server(respond, Clock(datetime(2026, 11, 21, tzinfo=UTC)))
    try:
        yield server.url.replace("127.0.0.1", "localhost"), asked
    finally:
        server.stop()
