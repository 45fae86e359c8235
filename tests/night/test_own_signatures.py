"""A night whose mailbox has no server to rely on: signatures are verified here."""

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from agent.settings.values import Settings

from . import small_world
from .stage import Stage, changed, staged

PRIVATE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PEM = PRIVATE.private_bytes(
    serialization.Encoding.PEM,
    serialization.PrivateFormat.TraditionalOpenSSL,
    serialization.NoEncryption(),
)
PUBLIC = base64.b64encode(
    PRIVATE.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
).decode()
SALES = len(small_world.SALES)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        yield made


def sign(stage: Stage, *, policy: str) -> None:
    """Sign every mail of the world, and publish the key and a policy."""
    records: dict[str, list[str]] = {}
    for path in (stage.world / "emails").glob("*.eml"):
        content = path.read_bytes()
        header = content.partition(b"\r\n\r\n")[0].lower().splitlines()
        sender = next(line for line in header if line.startswith(b"from:"))
        domain = sender.rpartition(b"@")[2].strip(b"> ")
        names = {line.partition(b":")[0] for line in header if b":" in line[:30]}
        covered = [b"from", b"subject", *(names & {b"date", b"content-type"})]
        signature = dkim.sign(content, b"s1", domain, PEM, include_headers=covered)
        path.write_bytes(signature + content)
        name = domain.decode()
        records[f"s1._domainkey.{name}"] = [f"v=DKIM1; p={PUBLIC}"]
        records[f"_dmarc.{name}"] = [policy] if policy else []
    (stage.world / "dns.json").write_text(json.dumps(records))


def verifying(settings: Settings) -> Settings:
    own = {"verify_dkim": True, "receiver": "none"}
    dns = {"dns": Path("dns.json")}
    return changed(settings, mailboxes={"orders": own}, world=dns)


def test_signed_and_published_is_done(stage: Stage) -> None:
    sign(stage, policy="v=DMARC1; p=reject")

    assert stage.night(verifying).counts == (SALES, 0, 0)


def test_without_a_policy_a_person_decides(stage: Stage) -> None:
    sign(stage, policy="")
    evening = stage.night(verifying)

    assert evening.counts == (0, SALES, 0)
    assert stage.writes == []


def test_unsigned_is_not_believed(stage: Stage) -> None:
    (stage.world / "dns.json").write_text("{}")
    evening = stage.night(verifying)

    assert len(evening.night.report.quarantined) == SALES
    assert stage.writes == []


def test_a_silent_name_server_is_asked_again(stage: Stage) -> None:
    sign(stage, policy="v=DMARC1; p=none")
    names = stage.world / "dns.json"
    records = names.read_text()
    names.write_text(json.dumps(dict.fromkeys(json.loads(records))))

    assert len(stage.night(verifying).night.report.quarantined) == SALES
    assert stage.writes == []
    names.write_text(records)
    stage.night(verifying)

    assert stage.seen == small_world.expected()
