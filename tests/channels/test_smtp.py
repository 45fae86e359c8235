"""The SMTP adapter against a real server."""

import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from channels.errors import (
    AuthorizationError,
    ChannelError,
    OutcomeUnknownError,
    RejectedError,
    UnavailableError,
)
from channels.smtp.client import Smtp

from .smtp_server import PASSWORD, TOKEN, smtp_server

SENDER = "clerk@store.example"
OWNER = "owner@store.example"
OTHER = "other@store.example"
MAIL = b"Subject: Summary\r\n\r\n.a dot\r\n..two\r\nend"
ARRIVED = MAIL + b"\r\n"


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_mail_arrives_as_it_was_given(tmp_path: Path, security: str) -> None:
    with smtp_server(tmp_path, security=security) as running:
        refused = Smtp(running.server()).send(MAIL, SENDER, [OWNER])

    [envelope] = running.conduct.taken
    assert refused == ()
    assert running.conduct.texts == [ARRIVED]
    assert (envelope.mail_from, envelope.rcpt_tos) == (SENDER, [OWNER])


def test_a_server_on_this_machine_that_asks_for_nothing(tmp_path: Path) -> None:
    with smtp_server(tmp_path, security="none", auth=False) as running:
        Smtp(running.server(security="none")).send(MAIL, SENDER, [OWNER])

    assert running.conduct.texts == [ARRIVED]


def test_no_other_machine_is_told_anything_in_clear(tmp_path: Path) -> None:
    with smtp_server(tmp_path, security="none", auth=False) as running:
        server = running.server(security="none", host="mail.example")
        with pytest.raises(UnavailableError, match="without encryption"):
            Smtp(server).send(MAIL, SENDER, [OWNER])


def test_starttls_that_is_not_offered(tmp_path: Path) -> None:
    """As somebody in between makes it look; name and password are not said."""
    with (
        smtp_server(tmp_path, security="none") as running,
        pytest.raises(UnavailableError, match="STARTTLS"),
    ):
        Smtp(running.server()).send(MAIL, SENDER, [OWNER])
    assert running.conduct.taken == []


@pytest.mark.parametrize("security", ["tls", "starttls"])
@pytest.mark.parametrize("change", ["another name", "nobody vouches for it"])
def test_a_wrong_certificate(tmp_path: Path, security: str, change: str) -> None:
    name = "mail.example" if change == "another name" else "127.0.0.1"
    with smtp_server(tmp_path, security=security, name=name) as running:
        trust = {} if change == "another name" else {"ca_file": None}
        with pytest.raises(UnavailableError, match="certificate is not believed"):
            Smtp(running.server(**trust)).send(MAIL, SENDER, [OWNER])
    assert running.conduct.taken == []


def test_a_wrong_password(tmp_path: Path) -> None:
    with smtp_server(tmp_path) as running:
        server = running.server(password=SecretStr("wr0ng"))
        with pytest.raises(AuthorizationError, match="refused the password") as caught:
            Smtp(server).send(MAIL, SENDER, [OWNER])
    assert "wr0ng" not in str(caught.value)
    assert PASSWORD not in str(caught.value)


def test_a_token_from_the_settings_and_from_a_program(tmp_path: Path) -> None:
    program = (sys.executable, "-c", f"print({TOKEN!r})")
    with smtp_server(tmp_path) as running:
        for change in ({"token": SecretStr(TOKEN)}, {"token_command": program}):
            server = running.server(password=None, **change)
            Smtp(server).send(MAIL, SENDER, [OWNER])

        server = running.server(password=None, token=SecretStr("stale"))
        with pytest.raises(AuthorizationError, match="refused the access token"):
            Smtp(server).send(MAIL, SENDER, [OWNER])

    assert len(running.conduct.taken) == 2


@pytest.mark.parametrize(
    "program", [("/no/such/program",), (sys.executable, "-c", "exit(1)"), ("true",)]
)
def test_a_program_that_gives_no_token(tmp_path: Path, program: tuple[str]) -> None:
    with (
        smtp_server(tmp_path) as running,
        pytest.raises(AuthorizationError, match="token_command"),
    ):
        Smtp(running.server(password=None, token_command=program)).send(
            MAIL, SENDER, [OWNER]
        )


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("451 later", UnavailableError),
        ("550 no", RejectedError),
        ("530 log in first", AuthorizationError),
    ],
)
@pytest.mark.parametrize("at", ["sender", "rcpt", "data"])
def test_a_refusal_is_certain(
    tmp_path: Path, at: str, answer: str, error: type[ChannelError]
) -> None:
    with smtp_server(tmp_path) as running:
        conduct = running.conduct
        if at == "sender":
            conduct.sender = answer
        elif at == "rcpt":
            conduct.refused = {OWNER: answer}
        else:
            conduct.data = [answer]
        with pytest.raises(error, match=f"SMTP {answer[:3]}"):
            Smtp(running.server()).send(MAIL, SENDER, [OWNER])

    assert conduct.taken == []


def test_one_of_two_addresses_is_refused(tmp_path: Path) -> None:
    with smtp_server(tmp_path) as running:
        running.conduct.refused = {OWNER: "550 unknown"}
        refused = Smtp(running.server()).send(MAIL, SENDER, [OWNER, OTHER])

    assert refused == (OWNER,)
    assert running.conduct.taken[0].rcpt_tos == [OTHER]


@pytest.mark.parametrize("after", ["silent", "dropped", "lost"])
def test_no_answer_to_the_text_is_no_knowledge(tmp_path: Path, after: str) -> None:
    """Taken or not: from here it looks the same."""
    with smtp_server(tmp_path) as running:
        running.conduct.data = [after]
        with pytest.raises(OutcomeUnknownError, match="may have gone out"):
            Smtp(running.server(timeout=1)).send(MAIL, SENDER, [OWNER])

    assert len(running.conduct.taken) == (after != "lost")


def test_nobody_listens(tmp_path: Path) -> None:
    with smtp_server(tmp_path) as running:
        server = running.server()
    with pytest.raises(UnavailableError, match="failed or broke"):
        Smtp(server).send(MAIL, SENDER, [OWNER])
