"""The morning summary by mail: once a night, whatever happens on its way."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from pydantic import SecretStr

from agent.settings.mailboxes import MailboxSettings
from agent.settings.servers import SummarySettings
from agent.settings.values import Settings
from channels.secure import MailServer
from review.html import summary_html
from review.text import summary_text
from tests.channels.mailboxes.dovecot import Dovecot, dovecot
from tests.channels.smtp_server import PASSWORD, USER, Running, smtp_server

from . import small_world
from .stage import Change, Evening, Stage, staged

OWNER = "owner@store.example"
ONE = small_world.SALES[:1]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path, ONE) as made:
        yield made


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Running]:
    with smtp_server(tmp_path) as running:
        yield running


def mailed(post: Running, sent: MailServer | None = None, timeout: float = 5) -> Change:
    """Return the change that lets a night mail its summary, and find it again."""

    def change(settings: Settings) -> Settings:
        summary = SummarySettings(
            to=[OWNER],
            sender=USER,
            host=post.told.host,
            port=post.told.port,
            username=USER,
            password=SecretStr(PASSWORD),
            ca_file=post.told.ca_file,
            timeout_seconds=timeout,
        )
        mailboxes = dict(settings.mailboxes)
        if sent is not None:
            mailboxes["account"] = MailboxSettings(
                kind="imap",
                host=sent.host,
                port=sent.port,
                username=sent.username,
                password=sent.password,
                ca_file=sent.ca_file,
                sent="Sent",
            )
        return settings.model_copy(update={"summary": summary, "mailboxes": mailboxes})

    return change


def arrived(post: Running) -> list[EmailMessage]:
    return [message_from_bytes(t, policy=default) for t in post.conduct.texts]  # type: ignore[misc]  # what the policy makes


def state(evening: Evening) -> str:
    assert evening.night.delivery is not None
    return str(evening.night.delivery.state)


def test_the_summary_goes_out_once_a_night(stage: Stage, post: Running) -> None:
    evenings = [stage.night(mailed(post)) for _ in range(2)]

    [mail] = arrived(post)
    assert [state(evening) for evening in evenings] == ["sent", "sent"]
    assert [evening.status for evening in evenings] == [0, 0]
    assert (mail["From"], mail["To"]) == (USER, OWNER)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].startswith("<summary-2026-11-20-")
    assert mail["Subject"] == "Nightclerk · Small · night of Friday 20 November 2026"
    text, page = mail.iter_parts()
    report = evenings[0].night.report
    assert text.get_content().splitlines() == summary_text(report).splitlines()
    assert page.get_content().splitlines() == summary_html(report).splitlines()


def test_the_next_night_has_its_own(stage: Stage, post: Running) -> None:
    stage.night(mailed(post))
    stage.pass_days()
    stage.night(mailed(post))

    ids = [mail["Message-ID"] for mail in arrived(post)]
    assert len(set(ids)) == 2


def test_without_settings_nothing_is_mailed(stage: Stage, post: Running) -> None:
    assert stage.night().night.delivery is None
    assert arrived(post) == []


@pytest.mark.parametrize("answer", ["451 later", "550 never"])
def test_what_was_refused_goes_out_with_the_next_run(
    stage: Stage, post: Running, answer: str
) -> None:
    post.conduct.data = [answer]
    first, second = stage.night(mailed(post)), stage.night(mailed(post))

    [mail] = arrived(post)
    assert (state(first), first.status) == ("failed", 3)
    assert (state(second), second.status) == ("sent", 0)
    assert mail["Subject"].startswith("Nightclerk")
    with stage.ledger() as ledger:
        [run] = ledger.nights(1)
        assert [t.channel for t in ledger.trouble(run.id - 1)] == ["summary"]


def test_no_answer_and_nobody_to_ask(stage: Stage, post: Running) -> None:
    """The next run sends it once more, under the same id, and says so."""
    post.conduct.data = ["dropped"]
    first, second = stage.night(mailed(post)), stage.night(mailed(post))

    once, again = arrived(post)
    assert (state(first), first.status) == ("sending", 3)
    assert (state(second), second.status) == ("sent", 0)
    assert again["Message-ID"] == once["Message-ID"]
    assert again["Subject"].startswith("Sent again")
    assert stage.night(mailed(post)).status == 0
    assert len(arrived(post)) == 2


@pytest.fixture(scope="module")
def account() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.fixture
def sent(account: Dovecot) -> Iterator[Dovecot]:
    """Give an account with an empty INBOX and an empty Sent folder."""
    with account.client() as client:
        client.create_folder("Sent")
    yield account
    with account.client() as client:
        client.delete_folder("Sent")
        client.select_folder("INBOX")
        client.delete_messages(client.search(), silent=True)
        client.expunge()


def kept(sent: Dovecot) -> list[bytes]:
    with sent.client() as client:
        client.select_folder("Sent", readonly=True)
        found = client.fetch(client.search(), ["BODY.PEEK[]"])
    return [each[b"BODY[]"] for each in found.values()]


def test_a_copy_is_kept(stage: Stage, post: Running, sent: Dovecot) -> None:
    stage.night(mailed(post, sent.server()))

    assert kept(sent) == post.conduct.texts


@pytest.mark.parametrize("after", ["silent", "dropped"])
@pytest.mark.parametrize("filed", ["INBOX", "Sent"])
def test_no_answer_and_found(
    stage: Stage, post: Running, sent: Dovecot, after: str, filed: str
) -> None:
    """It went out, and shows: in Sent where the server files it, or as it arrives."""
    post.conduct.data = [after]
    post.conduct.delivered = lambda mail: sent.deliver(mail, folder=filed)

    evening = stage.night(mailed(post, sent.server(), timeout=1))

    assert (state(evening), evening.status) == ("sent", 0)
    assert len(arrived(post)) == 1
    assert stage.night(mailed(post, sent.server())).status == 0
    assert len(arrived(post)) == 1


def test_no_answer_and_not_found(stage: Stage, post: Running, sent: Dovecot) -> None:
    """Looked for, not there: sent once more, and the subject says so."""
    post.conduct.data = ["lost"]

    evening = stage.night(mailed(post, sent.server()))

    [mail] = arrived(post)
    assert (state(evening), evening.status) == ("sent", 0)
    assert mail["Subject"].startswith("Sent again")
    assert len(kept(sent)) == 1


def test_a_lost_ledger_mails_no_second_summary(
    stage: Stage, post: Running, sent: Dovecot
) -> None:
    stage.night(mailed(post, sent.server()))
    stage.forget_store()
    stage.night(mailed(post, sent.server()))

    assert len(arrived(post)) == 1


def test_the_summary_coming_back_is_no_business(
    stage: Stage, post: Running, sent: Dovecot
) -> None:
    """It names orders and numbers, and is ours: neither read as a notice nor feared."""
    post.conduct.delivered = sent.deliver
    stage.night(mailed(post, sent.server()))
    stage.pass_days()

    evening = stage.night(mailed(post, sent.server()))

    assert (evening.status, evening.flagged) == (0, []), evening.summary
    assert evening.night.report.quarantined == ()
    assert len(stage.writes) == 1
    with stage.ledger() as ledger:
        rows = ledger.store.rows("select trust from message where mailbox = 'account'")
    assert [row["trust"] for row in rows] == ["ignore"]
