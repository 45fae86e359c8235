"""The traps of Microsoft Graph that are about no one call, each with its case.

Which test holds which trap, the others included: docs/outlook.md, at the end.
"""

from typing import Any

import pytest

from channels.errors import AuthorizationError, ChannelError, SchemaDriftError
from channels.graph import mailbox as adapter
from channels.graph.client import Client
from channels.graph.post import OutlookPost
from channels.timing import Timing
from extractors.codes import Reason
from sandbox.exchange import Answer, Request

from .conftest import Office, Open, mail
from .test_graph_mailbox import another_server, contents, drain, read

LETTER = (
    b"From: orders@store.example\r\nTo: owner@store.example\r\nSubject: Night\r\n"
    b"Message-ID: <summary-1@store.example>\r\n\r\nAll is well.\r\n"
)


@pytest.fixture
def office(open_office: Open) -> Office:
    return open_office(3, folders=["Inbox/Done"])


def listened(office: Office) -> list[Request]:
    """Return what fills with every request from now on."""
    service: Any = office.box._running["graph"].service
    answer, heard = service.answer, list[Request]()

    def hearing(request: Request) -> Answer:
        heard.append(request)
        return answer(request)  # type: ignore[no-any-return]  # the sandbox's own

    service.answer = hearing
    return heard


def timing(office: Office) -> Timing:
    return Timing(office.box.clock.now, office.wait, jitter=lambda: 0.0)


def test_every_request_asks_for_ids_that_survive_moves(office: Office) -> None:
    """Reading, folders, marking, moving, drafts, sending, looking: all of them."""
    heard = listened(office)
    box = office.mailbox(
        folders=("inbox", "Inbox/Done"), category="Done", move_to="archive"
    )
    for each in drain(box):
        box.mark(each.external_id)
    post = OutlookPost("outlook", office.config(), timing(office))
    post.send(LETTER, "orders@store.example", ["owner@store.example"])
    assert post.holds("<summary-1@store.example>")

    service: Any = office.box._running["graph"].service
    asked = [r for r in heard if r.path.startswith("/v1.0/")]
    assert {service.operation(r) for r in asked} == {
        "list_children",
        "delta",
        "get_mime",
        "get_message",
        "update_message",
        "move_message",
        "list_inside",
        "list_messages",
        "create_draft",
        "send_draft",
    }
    assert all('IdType="ImmutableId"' in r.headers["prefer"] for r in asked)


@pytest.mark.parametrize("operation", ["delta", "get_mime", "update_message"])
def test_a_claims_challenge_is_met_with_a_new_token(
    office: Office, operation: str
) -> None:
    office.box.arm(operation=operation, fault="claims_challenge")
    box = office.mailbox(category="Done")

    fetched = drain(box)
    box.mark(fetched[0].external_id)

    assert len(fetched) == 3
    assert office.times("token") == 2


def test_a_challenge_that_no_token_meets(office: Office) -> None:
    office.box.arm(operation="delta", fault="claims_challenge", times=None)

    with pytest.raises(AuthorizationError, match="not accepted"):
        drain(office.mailbox())
    assert office.times("delta") == 2


def test_a_message_above_the_limit_is_named_and_comes_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = len(mail(0)) + 50
    path = office.world / "emails" / "large.eml"
    path.write_bytes(mail(7) + b"x" * 100)
    with monkeypatch.context() as patch:
        patch.setattr(adapter, "SIZE_LIMIT", large)
        first = drain(office.mailbox())
        second = drain(office.mailbox(), first[-1].watermark)

    assert contents(first) == [mail(0), mail(1), mail(2), b""]
    assert [each.issue and each.issue.code for each in second] == [Reason.TOO_LARGE]
    [whole] = drain(office.mailbox(), second[-1].watermark)
    assert whole.content == path.read_bytes()


def test_into_the_archive_mailbox_and_back(office: Office) -> None:
    """Not a move but another mailbox: the id is new, and the bytes are the same."""
    _, mark = read(office)
    path = office.world / "emails" / "0001.eml"
    content = path.read_bytes()
    path.unlink()
    gone = drain(office.mailbox(), mark)
    path.with_name("restored.eml").write_bytes(content)
    [back] = drain(office.mailbox(), mark)

    assert (gone, back.content) == ([], mail(1))


def test_a_link_that_is_lost_for_good_ends_the_reading(office: Office) -> None:
    """Nothing is asked without end, and nothing counts as read."""
    _, mark = read(office)
    office.box.arm(operation="delta", fault="sync_lost", times=None)

    with pytest.raises(ChannelError):
        drain(office.mailbox(), mark)
    assert office.times("delta") == 3


def test_files_that_lie_in_a_cloud_are_named(open_office: Open) -> None:
    """They are no part of the raw message; nothing is opened."""
    office = open_office(3, clouds={"0001.eml": ["Rechnung 7.pdf", "x'; drop"]})

    first, second, third = drain(office.mailbox())

    assert (first.notes, third.notes) == ((), ())
    [note] = second.notes
    assert note.code is Reason.CLOUD_LINK
    assert "'Rechnung 7.pdf'" in note.detail
    assert (second.issue, second.content) == (None, mail(1))
    assert office.times("list_attachments") == 1


def test_what_is_attached_cannot_be_listed(open_office: Open) -> None:
    """The message comes again: a file may be missing that nobody would look for."""
    office = open_office(2, clouds={"0000.eml": ["a.pdf"]})
    office.box.arm(operation="list_attachments", fault="error_before", times=None)
    first = drain(office.mailbox())
    office.box.faults.disarm()
    [again] = drain(office.mailbox(), first[-1].watermark)

    assert [bool(each.issue) for each in first] == [True, False]
    assert (again.content, len(again.notes)) == (mail(0), 1)


@pytest.mark.parametrize("operation", ["delta", "get_mime"])
def test_a_redirect_gets_neither_request_nor_token(
    office: Office, operation: str
) -> None:
    service: Any = office.box._running["graph"].service
    answer = service.answer
    with another_server() as (url, asked):

        def elsewhere(request: Request) -> Answer:
            if service.operation(request) == operation:
                return Answer(302, headers=(("Location", f"{url}/v1.0/x"),))
            return answer(request)  # type: ignore[no-any-return]  # as above

        service.answer = elsewhere
        with pytest.raises(SchemaDriftError, match="links are not followed"):
            drain(office.mailbox())

    assert asked == []


def test_no_address_but_the_services_own_gets_the_token(office: Office) -> None:
    """Such as where large files are sent in pieces: we ask for no such address."""
    client = Client("outlook", office.config(), timing(office))
    with another_server() as (url, asked):
        for at in (f"{url}/upload?auth=1", f"{office.config().origin}@evil.example/"):
            with pytest.raises(SchemaDriftError, match="another host"):
                client.get("get_message", at)
            with pytest.raises(SchemaDriftError, match="another host"):
                client.post_once("create_draft", at, "text/plain", b"x")

    assert asked == []
    assert office.times("token") == 0
