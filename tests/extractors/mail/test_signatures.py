"""A signature counts only where nothing can have been added since it was made."""

import base64
from collections.abc import Callable

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given
from hypothesis import strategies as st

from agent.stages.signed import UNANSWERED, checked
from channels.names import WrittenNames
from extractors.mail.signatures import MAX_HEADER, MAX_MESSAGE, Signature, signatures
from extractors.reading import read

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
RECORD = f"v=DKIM1; k=rsa; p={PUBLIC}"
KEYS = {"s1._domainkey.v.example": RECORD}
MESSAGE = (
    b"From: Dock <dock@v.example>\r\nTo: us@n.example\r\nSubject: PO 1\r\n"
    b"Date: Fri, 20 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\nPO 1  has \t shipped \r\n\r\n"
)
COVERED = [b"from", b"to", b"subject", b"date", b"content-type"]
PASSED = (Signature("v.example", "pass", whole=True),)
FAILED = (Signature("v.example", "fail"),)


def sign(
    message: bytes = MESSAGE, domain: bytes = b"v.example", **more: object
) -> bytes:
    options = {"include_headers": COVERED, "canonicalize": (b"relaxed", b"relaxed")}
    return bytes(dkim.sign(message, b"s1", domain, PEM, **(options | more))) + message


def verified(
    content: bytes,
    keys: dict[str, str] = KEYS,
    wanted: Callable[[str], bool] = lambda domain: domain == "v.example",
) -> tuple[Signature, ...]:
    return signatures(content, keys.get, wanted)


SIGNED = sign()
CASES = [
    pytest.param(SIGNED, PASSED, id="signed"),
    pytest.param(sign(canonicalize=(b"simple", b"simple")), PASSED, id="simple form"),
    pytest.param(sign(canonicalize=(b"relaxed", b"simple")), PASSED, id="simple body"),
    pytest.param(SIGNED.replace(b"has \t ", b"has "), PASSED, id="blanks changed"),
    pytest.param(
        b"Received: from a by b; today\r\n" + SIGNED, PASSED, id="a field on top"
    ),
    pytest.param(MESSAGE, (), id="not signed"),
    pytest.param(sign(domain=b"e.example"), (), id="signed by another"),
    pytest.param(
        sign(sign(domain=b"e.example")), PASSED, id="signed by another, then by it"
    ),
    pytest.param(SIGNED.replace(b"shipped", b"skipped"), FAILED, id="another body"),
    pytest.param(SIGNED + b"more\r\n", FAILED, id="more body"),
    pytest.param(
        SIGNED.replace(b"Subject: PO 1", b"Subject: PO 2"), FAILED, id="subject"
    ),
    pytest.param(SIGNED.replace(b"<dock@", b"<boss@"), FAILED, id="another From"),
    pytest.param(b"From: x@e.example\r\n" + SIGNED, FAILED, id="a second From"),
    pytest.param(b"Subject: PO 2\r\n" + SIGNED, FAILED, id="a second subject"),
    pytest.param(
        b"Content-Type: text/html\r\n" + SIGNED, FAILED, id="a second form on top"
    ),
    pytest.param(sign(length=True), FAILED, id="only so many bytes are signed"),
    pytest.param(
        sign(include_headers=[b"from", b"date"]), FAILED, id="subject not signed"
    ),
    pytest.param(
        sign(include_headers=[b"from", b"subject"]),
        (Signature("v.example", "pass", whole=False),),
        id="the form is not signed",
    ),
    pytest.param(
        sign(signature_algorithm=b"rsa-sha1"), FAILED, id="an algorithm given up"
    ),
    pytest.param(
        SIGNED.replace(b"d=v.example", b"d=v.example; d=v.example"),
        (),
        id="a tag twice",
    ),
    pytest.param(SIGNED.replace(b"d=v.example", b"d=v example"), (), id="no host"),
    pytest.param(SIGNED.replace(b" b=", b" b=@@"), FAILED, id="no base64"),
    pytest.param(SIGNED.replace(b"v=1", b"v=2"), FAILED, id="another version"),
]


@pytest.mark.parametrize(("content", "found"), CASES)
def test_signatures(content: bytes, found: tuple[Signature, ...]) -> None:
    assert verified(content) == found


@pytest.mark.parametrize(
    "record",
    [
        pytest.param(None, id="none"),
        pytest.param("", id="empty"),
        pytest.param("v=DKIM1; p=", id="revoked"),
        pytest.param(f"v=DKIM1; t=y; p={PUBLIC}", id="a test"),
        pytest.param(f"v=DKIM1; t=s:y; p={PUBLIC}", id="a test, too"),
        pytest.param(f"v=DKIM2; p={PUBLIC}", id="another version"),
        pytest.param(f"v=DKIM1; p={PUBLIC[:40]}", id="cut"),
        pytest.param(f"v=DKIM1; p={PUBLIC}{'A' * 2000}", id="huge"),
        pytest.param("\u20ac", id="no ASCII"),
    ],
)
def test_keys_that_prove_nothing(record: str | None) -> None:
    keys = {} if record is None else {"s1._domainkey.v.example": record}
    assert verified(SIGNED, keys) == FAILED


def test_what_is_too_large_is_not_looked_at() -> None:
    assert verified(SIGNED + b"x" * MAX_MESSAGE) == ()
    assert verified(b"X-A: " + b"x" * MAX_HEADER + b"\r\n" + SIGNED) == ()


def test_blanks_without_end_cost_nothing() -> None:
    """The library's own expression is quadratic in them."""
    blanks = b" " * 3_000_000
    assert verified(SIGNED + blanks + b"x") == FAILED
    assert verified(sign(MESSAGE + b" " * 300 + b"x\r\n")) == PASSED


@given(st.binary(max_size=400))
def test_never_raises(junk: bytes) -> None:
    verified(junk + SIGNED)
    verified(
        b"DKIM-Signature: d=v.example; s=s1; h=from:subject; a=rsa-sha256; " + junk
    )


DMARC = {"_dmarc.v.example": ["v=DMARC1; p=reject"]}
NAMES = {name: [record] for name, record in KEYS.items()}


@pytest.mark.parametrize(
    ("content", "names", "found"),
    [
        pytest.param(
            SIGNED,
            NAMES | DMARC,
            "dkim=pass header.d=v.example; dmarc=pass header.from=v.example",
            id="signed and published",
        ),
        pytest.param(
            SIGNED,
            NAMES,
            "dkim=pass header.d=v.example; dmarc=none header.from=v.example",
            id="no policy",
        ),
        pytest.param(
            SIGNED,
            NAMES | {"_dmarc.v.example": ["v=DMARC1; p=none", "v=DMARC1; p=reject"]},
            "dkim=pass header.d=v.example; dmarc=none header.from=v.example",
            id="two policies",
        ),
        pytest.param(
            SIGNED,
            DMARC | {"s1._domainkey.v.example": [RECORD, RECORD]},
            "dkim=fail header.d=v.example; dmarc=none header.from=v.example",
            id="two keys",
        ),
        pytest.param(
            sign(include_headers=[b"from", b"subject"]),
            NAMES | DMARC,
            "dkim=pass header.d=v.example; dmarc=none header.from=v.example",
            id="the form is not signed",
        ),
        pytest.param(
            MESSAGE,
            NAMES | DMARC,
            "dkim=none; dmarc=none header.from=v.example",
            id="no",
        ),
        pytest.param(
            sign(MESSAGE.replace(b"@v.", b"@eu.v.")),
            NAMES | DMARC,
            "dkim=pass header.d=v.example; dmarc=pass header.from=eu.v.example",
            id="a subdomain under its owner's policy",
        ),
        pytest.param(
            sign(MESSAGE.replace(b"@v.", b"@eu.v.")),
            NAMES | {"_dmarc.v.example": ["v=DMARC1; p=reject; adkim=s"]},
            "dkim=pass header.d=v.example; dmarc=none header.from=eu.v.example",
            id="a subdomain under a strict policy",
        ),
        pytest.param(
            SIGNED.replace(b"dock@v.example", b"dock@[192.0.2.1]"),
            NAMES | DMARC,
            "dkim=none; dmarc=none",
            id="no domain",
        ),
    ],
)
def test_what_we_write_down(
    content: bytes, names: dict[str, list[str]], found: str
) -> None:
    mail = read(content, "").mail
    assert mail is not None
    assert checked(content, mail, WrittenNames(names)) == f"nightclerk; {found}"


def test_a_silent_name_server_is_not_a_no() -> None:
    mail = read(SIGNED, "").mail
    assert mail is not None
    silent = WrittenNames({"s1._domainkey.v.example": None})
    assert checked(SIGNED, mail, silent) == UNANSWERED
