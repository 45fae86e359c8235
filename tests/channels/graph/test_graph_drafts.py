"""A draft, sent once, under every answer there may be."""

from email.message import EmailMessage

import pytest

from channels.errors import NotExecutedError, OutcomeUnknownError, RejectedError
from channels.graph.client import Client
from channels.graph.drafts import Drafts
from channels.timing import Timing

from .conftest import Office


@pytest.fixture
def drafts(office: Office) -> Drafts:
    clock = office.box.clock.now
    timing = Timing(clock, office.wait)
    return Drafts("outlook", Client("outlook", office.config(timeout=0.5), timing))


def letter() -> bytes:
    made = EmailMessage()
    made["To"] = "ann@store.example"
    made["Subject"] = "Nächste Woche"
    made.set_content("Hello\n")
    return made.as_bytes()


def sends(office: Office) -> int:
    return sum(w["operation"] == "send_draft" for w in office.box.writes("graph"))


def test_a_draft_lies_in_the_drafts_and_nothing_goes_out(
    office: Office, drafts: Drafts
) -> None:
    made = drafts.create(letter())

    assert office.look(made)["isDraft"] is True
    assert office.look(made)["parentFolderId"] == "drafts"
    assert sends(office) == 0


def test_a_draft_keeps_its_id_when_it_is_sent(office: Office, drafts: Drafts) -> None:
    made = drafts.create(letter())

    assert drafts.send(made) == "sent"
    assert office.look(made)["parentFolderId"] == "sentitems"


@pytest.mark.parametrize(
    ("fault", "options", "became"),
    [
        ("error_after", {"status": 504}, "sent"),
        ("drop_after", {}, "sent"),
        ("timeout_after", {}, "sent"),
        ("error_before", {"status": 504}, "not_sent"),
        ("drop_before", {}, "not_sent"),
        ("html", {}, "not_sent"),
    ],
)
def test_sent_once_and_looked_at(
    office: Office,
    drafts: Drafts,
    fault: str,
    options: dict[str, int],
    became: str,
) -> None:
    made = drafts.create(letter())
    office.box.arm(operation="send_draft", fault=fault, **options)

    assert drafts.send(made) == became
    assert office.times("send_draft") == 1
    assert sends(office) == (became == "sent")


def test_nobody_can_say(office: Office, drafts: Drafts) -> None:
    made = drafts.create(letter())
    office.box.arm(operation="send_draft", fault="error_after", status=504)
    office.box.arm(operation="get_message", fault="throttled", times=None)

    assert drafts.send(made) == "unknown"
    assert office.times("send_draft") == 1


@pytest.mark.parametrize(
    ("fault", "error"),
    [("rate_limited", NotExecutedError), ("rejected", RejectedError)],
)
def test_certainly_not_sent(
    office: Office, drafts: Drafts, fault: str, error: type[Exception]
) -> None:
    made = drafts.create(letter())
    office.box.arm(operation="send_draft", fault=fault, times=None)

    with pytest.raises(error):
        drafts.send(made)
    assert (office.times("send_draft"), sends(office)) == (1, 0)


def test_an_old_token_sends_once_with_a_new_one(office: Office, drafts: Drafts) -> None:
    made = drafts.create(letter())
    office.box.arm(operation="send_draft", fault="token_expired")

    assert drafts.send(made) == "sent"
    assert sends(office) == 1


def test_a_draft_whose_answer_is_lost(office: Office, drafts: Drafts) -> None:
    office.box.arm(operation="create_draft", fault="drop_after")

    with pytest.raises(OutcomeUnknownError):
        drafts.create(letter())
    assert office.times("create_draft") == 1
