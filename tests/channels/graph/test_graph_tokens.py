"""Who opens the mailbox: certificate, secret, and everything that may be refused."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pydantic import ValidationError

from channels.errors import AuthorizationError, UnavailableError
from channels.graph.config import GraphConfig

from .conftest import Office

HOUR = 3600


def certificate(path: Path, password: bytes | None = None) -> tuple[Path, str]:
    """Write a certificate with its key to *path*; return it and the public half."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "nightclerk")])
    now = datetime(2026, 11, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=365))
        .sign(key, hashes.SHA256())
    )
    public = made.public_bytes(serialization.Encoding.PEM)
    lock: Any = serialization.NoEncryption()
    if password:
        lock = serialization.BestAvailableEncryption(password)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock
    )
    path.write_bytes(private + public)
    return path, public.decode()


def register(office: Office, public: str) -> None:
    (office.world / "graph.json").write_text(json.dumps({"certificate": public}))
    service: Any = office.box._running["graph"].service
    service.restart()


@pytest.mark.parametrize("password", [None, "s3cret"])
def test_a_certificate_opens(
    office: Office, tmp_path: Path, password: str | None
) -> None:
    path, public = certificate(tmp_path / "c.pem", password and password.encode())
    register(office, public)

    mailbox = office.mailbox(
        client_secret=None, certificate=path, certificate_password=password
    )

    assert len(list(mailbox.fetch(None))) == 3
    assert office.times("token") == 1


def test_another_certificate_does_not(office: Office, tmp_path: Path) -> None:
    register(office, certificate(tmp_path / "registered.pem")[1])
    other, _ = certificate(tmp_path / "other.pem")

    with pytest.raises(AuthorizationError, match="AADSTS7000222"):
        list(office.mailbox(client_secret=None, certificate=other).fetch(None))


@pytest.mark.parametrize("content", [None, b"", b"no certificate"])
def test_a_file_that_is_no_certificate(
    office: Office, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "c.pem"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(AuthorizationError, match="certificate"):
        list(office.mailbox(client_secret=None, certificate=path).fetch(None))


def test_a_wrong_app_is_named(office: Office) -> None:
    wrong = office.config().tenant
    with pytest.raises(AuthorizationError, match="AADSTS700016"):
        list(office.mailbox(client_id=wrong).fetch(None))


def test_one_token_for_a_whole_reading(office: Office) -> None:
    list(office.mailbox().fetch(None))

    assert office.times("token") == 1


def test_a_token_that_ran_out_is_renewed(office: Office) -> None:
    mailbox = office.mailbox()
    mark = list(mailbox.fetch(None))[-1].watermark
    office.box.clock.advance(2 * HOUR)
    office.put(9)

    assert len(list(mailbox.fetch(mark))) == 1
    assert office.times("token") == 2


def test_a_token_that_is_never_taken(office: Office) -> None:
    office.box.arm(operation="delta", fault="token_expired", times=None)

    with pytest.raises(AuthorizationError, match="not accepted"):
        list(office.mailbox().fetch(None))
    assert office.times("delta") == 2


@pytest.mark.parametrize("fault", ["rate_limited", "error_before", "drop_before"])
def test_a_directory_that_is_not_well(office: Office, fault: str) -> None:
    office.box.arm(operation="token", fault=fault, times=None)

    with pytest.raises(UnavailableError, match="no token"):
        list(office.mailbox().fetch(None))


def test_no_environment_sends_the_credentials_elsewhere(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AZURE_AUTHORITY_HOST", "evil.example")
    monkeypatch.setenv("AZURE_REGIONAL_AUTHORITY_NAME", "evil")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    try:
        fetched = list(office.mailbox().fetch(None))
    except UnavailableError:
        return  # refused to speak to another host: nothing went there
    assert len(fetched) == 3


def test_the_servers_journal_holds_no_secret(office: Office) -> None:
    list(office.mailbox().fetch(None))

    written = json.dumps(office.box.log("graph"))
    assert office.box.ready()["graph"]["client_secret"] not in written
    assert "sandbox-graph-" not in written


BASE = {
    "user": "orders@store.example",
    "tenant": "11111111-2222-4333-8444-555555555555",
    "client_id": "66666666-7777-4888-8999-000000000000",
    "client_secret": "s",
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_secret": ""},
        {"client_secret": None},
        {"certificate": "c.pem"},
        {"tenant": "store.example/../other"},
        {"client_id": "app"},
        {"user": "orders"},
        {"user": "a/b@store.example"},
        {"folders": ()},
        {"endpoint": "https://graph.microsoft.com.evil.example"},
        {"endpoint": "http://evil.example:80"},
        {"endpoint": "http://user@127.0.0.1:80"},
    ],
    ids=str,
)
def test_settings_that_cannot_be_meant(wrong: dict[str, Any]) -> None:
    assert GraphConfig(**BASE)
    with pytest.raises(ValidationError):
        GraphConfig(**BASE | wrong)


def test_a_wrong_secret_is_named_once(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(AuthorizationError, match="client_secret is not the value"):
        list(office.mailbox(client_secret="another").fetch(None))  # noqa: S106  # opens nothing

    assert not caplog.records
