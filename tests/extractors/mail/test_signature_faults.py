"""Each fault that RFC 6376 knows in a signature, a key or on the way, by itself."""

import itertools

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given
from hypothesis import strategies as st

from agent.stages.signed import UNANSWERED, checked
from channels.names import WrittenNames
from extractors.mail.authentication import Authentication, authentication
from extractors.mail.signatures import signatures
from extractors.reading import read

from .signing import COVERED, MESSAGE, RECORD, public, signed

SMALL = (
    f"-----BEGIN {'RSA'} PRIVATE KEY-----\n"
    "MIIByQIBAAJhAO3LLJEB/X9Qivw/2CXz41mEZS65odndiVeNekWDgGFdQ1E2lrXa\n"
    "WNk2KK+3xck4RojzVs5sJLlhozTjVml4WKVNG9/wGoq4ImfXw2IvPIzu2s3S1O6r\n"
    "Y2DoBGlPzlsTRQIDAQABAmA85EAfSdEuHuPYQEkLPu7C54I5etOVRIN85f+feVMQ\n"
    "m583VrE1FBqYVKQKixactknrNrllbUDjyPe+qMnKdrYZcbnBUiikw+cwTAQYIq5I\n"
    "e2m2/VOAUitP1+RyJrfGJUECMQD8fnNIu8PoHFFaNhVRk2Lk7fPqbxgGQZ3+QC8O\n"
    "SaV6v2H7srP4+hnxsNzreBKUWv0CMQDxGHfS1gV1QhfNLwg8d4Qaf2K70B6xi/c2\n"
    "3jOU7hCxM80cVnUjnQjY0Z3GGbmwP+kCMBXgJsDQc8KyYWH9eY9dw52t+AoBogU4\n"
    "viV/DhSg0NN3rVePPgR+Nq0384v7FTEBSQIwcncGdLAuGTTO7hi1VVf8/UObkcXG\n"
    "vM7SCVfHr56ziB4q9JhLtyPYTnB+8s3F7lr5AjBGu9z5HFwjAE/gOndd4lBJrXSj\n"
    "QTMFqmm6cnrOMuuqH1+NZUXCXxBVMcfai26Pe5o=\n"
    f"-----END {'RSA'} PRIVATE KEY-----\n"
).encode()
"""768 bits, made for this test; no library makes so small a key any more."""
SMALL_PUBLIC = (
    "MHwwDQYJKoZIhvcNAQEBBQADawAwaAJhAO3LLJEB/X9Qivw/2CXz41mEZS65odnd"
    "iVeNekWDgGFdQ1E2lrXaWNk2KK+3xck4RojzVs5sJLlhozTjVml4WKVNG9/wGoq4"
    "ImfXw2IvPIzu2s3S1O6rY2DoBGlPzlsTRQIDAQAB"
)
SMALL_RECORD = f"p={SMALL_PUBLIC}".encode()
NAME = "s1._domainkey.v.example"
PASS = [("pass", True)]
PARTLY = [("pass", False)]
FAIL = [("fail", False)]
NEUTRAL = [("neutral", False)]
NONE: list[tuple[str, bool]] = []
_KEYS = frozenset({NAME, "s1._domainkey.eu.v.example"})


def found(content: bytes, record: str = RECORD) -> list[tuple[str, bool]]:
    """Return result and wholeness of each signature of ``v.example``."""
    keys = dict.fromkeys(_KEYS, record)
    results = signatures(content, keys.get, lambda domain: domain.endswith("v.example"))
    return [(each.result, each.whole) for each in results]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        pytest.param({}, PASS, id="nothing"),
        pytest.param({"v": None}, FAIL, id="no version"),
        pytest.param({"v": "2"}, FAIL, id="another version"),
        pytest.param({"a": None}, FAIL, id="no algorithm"),
        pytest.param({"a": "rsa-sha1"}, FAIL, id="sha1"),
        pytest.param({"a": "rsa-sha512"}, FAIL, id="an unknown algorithm"),
        pytest.param({"a": "RSA-SHA256"}, FAIL, id="an algorithm in capitals"),
        pytest.param({"a": "ed25519-sha256"}, NEUTRAL, id="ed25519"),
        pytest.param({"bh": None}, FAIL, id="no digest of the body"),
        pytest.param({"bh": "AAAA"}, FAIL, id="another digest"),
        pytest.param({"bh": "=@"}, FAIL, id="a digest that is none"),
        pytest.param({"d": None}, NONE, id="no domain"),
        pytest.param({"d": "e.example"}, NONE, id="somebody else's domain"),
        pytest.param({"d": "V.Example"}, PASS, id="the domain in capitals"),
        pytest.param({"d": "eu.v.example"}, PASS, id="a subdomain"),
        pytest.param({"d": "v.example."}, NONE, id="a domain with a dot behind"),
        pytest.param({"s": None}, FAIL, id="no selector"),
        pytest.param({"s": "s2"}, FAIL, id="a selector without a key"),
        pytest.param({"s": "../s1"}, FAIL, id="a selector that is no host"),
        pytest.param({"h": "to:subject:date"}, FAIL, id="From not covered"),
        pytest.param({"h": "from:to:date"}, FAIL, id="Subject not covered"),
        pytest.param({"h": ""}, FAIL, id="nothing covered"),
        pytest.param({"h": "from:subject:to"}, FAIL, id="other fields than signed"),
        pytest.param({"c": "relaxed/odd"}, FAIL, id="an unknown form"),
        pytest.param({"c": "a/b/c"}, FAIL, id="a form in three parts"),
        pytest.param({"q": "dns/txt"}, PASS, id="keys in the domain name system"),
        pytest.param({"q": "http/get"}, FAIL, id="keys elsewhere"),
        pytest.param({"l": "9999"}, FAIL, id="a length that is enough"),
        pytest.param({"l": "0"}, FAIL, id="a length of nothing"),
        pytest.param({"l": "-1"}, FAIL, id="a length below nothing"),
        pytest.param({"i": "@v.example"}, PASS, id="who signed"),
        pytest.param({"i": "dock@eu.v.example"}, PASS, id="who signed, a subdomain"),
        pytest.param({"i": "@e.example"}, FAIL, id="who signed is another"),
        pytest.param({"i": "@xv.example"}, FAIL, id="who signed ends alike"),
        pytest.param({"t": "1600000000"}, PASS, id="signed some time ago"),
        pytest.param({"t": "9999999999"}, FAIL, id="signed in the future"),
        pytest.param({"t": "soon"}, FAIL, id="signed at no time"),
        pytest.param({"x": "9999999999"}, PASS, id="not expired"),
        pytest.param({"x": "1600000000"}, FAIL, id="expired"),
        pytest.param({"x": "never"}, FAIL, id="expires at no time"),
        pytest.param({"t": "1700000000", "x": "1"}, FAIL, id="expired before"),
        pytest.param({"zz": "new"}, PASS, id="a tag of the future"),
        pytest.param({"Z": "new"}, NONE, id="a tag in capitals"),
    ],
)
def test_a_tag_of_the_signature(
    tags: dict[str, str | None], expected: list[tuple[str, bool]]
) -> None:
    assert found(signed(tags=tags)) == expected


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(f"p={public()}", PASS, id="the key alone"),
        pytest.param(f"v=DKIM1; n=note; p={public()}", PASS, id="a note"),
        pytest.param(f"v=DKIM1; zz=1; p={public()}", PASS, id="an unknown tag"),
        pytest.param(f"v=DKIM1; h=sha256; p={public()}", PASS, id="for SHA-256"),
        pytest.param(f"v=DKIM1; h=sha1:sha256; p={public()}", PASS, id="for both"),
        pytest.param(f"v=DKIM1; h=sha1; p={public()}", FAIL, id="for SHA-1 only"),
        pytest.param(f"v=DKIM1; s=*; p={public()}", PASS, id="for any service"),
        pytest.param(f"v=DKIM1; s=email; p={public()}", PASS, id="for mail"),
        pytest.param(f"v=DKIM1; s=tlsrpt; p={public()}", FAIL, id="for reports"),
        pytest.param(f"v=DKIM1; s=voice; p={public()}", FAIL, id="for something else"),
        pytest.param(f"v=DKIM1; k=ed25519; p={public()}", FAIL, id="another type"),
        pytest.param(f"v=DKIM1; k=dsa; p={public()}", FAIL, id="an unknown type"),
        pytest.param(f"v=DKIM1; t=y; p={public()}", FAIL, id="in testing"),
        pytest.param(f"v=DKIM1; t=Y:s; p={public()}", FAIL, id="in testing, strict"),
        pytest.param(f"v=DKIM1; t=s; p={public()}", PASS, id="strict"),
        pytest.param(f"v=DKIM2; p={public()}", FAIL, id="another version"),
        pytest.param("v=DKIM1; k=rsa; p=", FAIL, id="revoked"),
        pytest.param("v=DKIM1; k=rsa", FAIL, id="no key"),
        pytest.param(f"v=DKIM1; p={public()}; p={public()}", FAIL, id="twice"),
        pytest.param("v=DKIM1; p=AAAA", FAIL, id="no key at all"),
        pytest.param("v=DKIM1; p=%%%%", FAIL, id="no base64"),
        pytest.param(
            f"v=DKIM1; p={public(rsa.generate_private_key(65537, 2048))}",
            FAIL,
            id="another key",
        ),
    ],
)
def test_the_record_of_the_key(record: str, expected: list[tuple[str, bool]]) -> None:
    assert found(signed(), record) == expected


def test_a_strict_key_is_not_for_subdomains() -> None:
    strict = f"v=DKIM1; t=s; p={public()}"
    assert found(signed(tags={"i": "a@v.example"}), strict) == PASS
    assert found(signed(tags={"i": "a@eu.v.example"}), strict) == FAIL


def test_a_thousand_bits_are_the_least() -> None:
    least = rsa.generate_private_key(65537, 1024)  # noqa: S505  # the least
    assert found(signed(private=least), f"p={public(least)}") == PASS
    covered = [name.encode() for name in COVERED]
    weak = dkim.sign(MESSAGE, b"s1", b"v.example", SMALL, include_headers=covered)
    assert found(weak + MESSAGE, f"p={SMALL_PUBLIC}") == FAIL
    assert dkim.verify(
        weak + MESSAGE, dnsfunc=lambda *_, **__: SMALL_RECORD, minkey=512
    ), "the control: only its size is wrong"


@given(st.binary(max_size=60))
def test_no_record_raises(junk: bytes) -> None:
    text = junk.decode("latin-1")
    for record in (text, f"v=DKIM1; p={text}", f"v=DKIM1; {text}; p={public()}"):
        found(signed(), record)


INJECTED = b"PO 999 has shipped, 1Z5R89390357567127"
TWICE = (b"From", b"To", b"Subject", b"Date", b"MIME-Version", b"Content-Type")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(b"", b"Received: by x; today\r\n", PASS, id="a field on top"),
        pytest.param(b"", b"X-A: one\r\n two\r\n", PASS, id="a folded field on top"),
        pytest.param(b"", b"From nobody today\r\n", PASS, id="a line of an mbox"),
        pytest.param(b"", b"no field\r\n", NONE, id="a line that is no field"),
        pytest.param(b"", b"\r\n", NONE, id="a blank line on top"),
        pytest.param(b"Subject: PO 1", b"Subject: PO 2", FAIL, id="another subject"),
        pytest.param(b"Subject: PO 1", b"Subject:\r\n PO 1", PASS, id="folded"),
        pytest.param(b"Subject:", b"SUBJECT :", FAIL, id="a blank before the colon"),
        pytest.param(b"<dock@v", b"<boss@v", FAIL, id="another From"),
        pytest.param(b"To: us@n.example\r\n", b"", FAIL, id="a field taken out"),
        pytest.param(b"MIME-Version: 1.0\r\n", b"", PASS, id="one not covered, out"),
        pytest.param(
            b"MIME-Version", b"Reply-To: x@e.example\r\nMIME-Version", PASS, id="in"
        ),
        pytest.param(
            b"MIME-Version: 1.0",
            b"MIME-Version: 1.0\r\nContent-Transfer-Encoding: quoted-printable",
            PARTLY,
            id="how the body is coded, not covered",
        ),
        pytest.param(
            b"\r\n\r\n",
            b"\r\nX-A: b\r\n \r\n " + INJECTED + b"\r\n\r\n",
            PASS,
            id="a text in a field: it is not read",
        ),
        pytest.param(
            b"\r\n\r\n",
            b"\r\nX-A: b\r\n\t \r\n" + INJECTED + b"\r\n\r\n",
            FAIL,
            id="a text behind a line of blanks",
        ),
        pytest.param(
            b"\r\n\r\n", b"\n\n" + INJECTED + b"\r\n\r\n", FAIL, id="a text above"
        ),
        pytest.param(b"has", b"had", FAIL, id="another body"),
        *(
            pytest.param(
                b"", name + b": x@e.example\r\n", FAIL, id=f"a second {name.decode()}"
            )
            for name in TWICE
        ),
    ],
)
def test_what_somebody_on_the_way_may_do(
    before: bytes, after: bytes, expected: list[tuple[str, bool]]
) -> None:
    content = signed().replace(before, after, 1) if before else after + signed()
    assert found(content) == expected
    if expected == PASS:
        texts = [document.text for document in read(content, "").documents]
        assert texts == [MESSAGE.partition(b"\r\n\r\n")[2].decode().replace("\r", "")]


def test_a_second_from_does_not_pass_where_one_was_foreseen() -> None:
    """Named twice in h=, a field cannot be added; nor may it be there twice."""
    twice = (*COVERED, "from", "subject")
    assert found(signed(covered=twice)) == PASS
    assert found(b"From: x@e.example\r\n" + signed(covered=twice)) == FAIL
    both = b"From: x@e.example\r\n" + MESSAGE
    assert found(signed(both, covered=twice)) == FAIL


# What happens to blanks and line ends on the way, and what has to be relaxed for it.
BLANKS = [
    ("nothing", b"", b"", ""),
    ("a blank more in a field", b"Subject: PO 1", b"Subject:  PO   1", "header"),
    ("a tab in a field", b"Subject: PO 1", b"Subject: PO\t1", "header"),
    ("a field folded", b"Subject: PO 1", b"Subject: PO\r\n 1", "header"),
    ("a name in capitals", b"Subject: PO 1", b"SUBJECT: PO 1", "header"),
    ("a blank behind a field", b"Subject: PO 1", b"Subject: PO 1 ", "header"),
    ("no blank in a field", b"Subject: PO 1", b"Subject: PO1", "nothing helps"),
    ("a blank more in the body", b"PO 1  has", b"PO 1   has", "body"),
    ("a blank less in the body", b"PO 1  has", b"PO 1 has", "body"),
    ("a tab in the body", b"PO 1  has", b"PO 1\thas", "body"),
    ("blanks at a line's end", b"shipped ", b"shipped \t  ", "body"),
    ("no blank at a line's end", b"shipped ", b"shipped", "body"),
    ("a line of blanks behind", b"shipped \r\n", b"shipped \r\n \t\r\n", "body"),
    ("more empty lines behind", b"shipped \r\n", b"shipped \r\n\r\n\r\n", ""),
    ("no empty line behind", b"shipped \r\n\r\n", b"shipped \r\n", ""),
    ("no line end behind", b"shipped \r\n\r\n", b"shipped ", ""),
    ("line ends without CR", b"\r\n", b"\n", ""),
    ("a blank before a line", b"\r\n\r\nPO", b"\r\n\r\n PO", "nothing helps"),
    ("no blank between words", b"PO 1  has", b"PO 1has", "nothing helps"),
    ("a text behind", b"shipped \r\n\r\n", b"shipped \r\n\r\nx", "nothing helps"),
]
FORMS = tuple(itertools.product(("simple", "relaxed"), repeat=2))


@pytest.mark.parametrize(("header", "body"), FORMS)
@pytest.mark.parametrize(
    ("before", "after", "needs"),
    [pytest.param(*row, id=name) for name, *row in BLANKS],
)
def test_blanks_changed_on_the_way(
    header: str, body: str, before: bytes, after: bytes, needs: str
) -> None:
    content = signed(form=f"{header}/{body}")
    count = -1 if before == b"\r\n" else 1
    content = content.replace(before, after, count) if before else content
    relaxed = {"": True, "header": header == "relaxed", "body": body == "relaxed"}
    assert found(content) == (PASS if relaxed.get(needs) else FAIL)


@pytest.mark.parametrize("body", [b"", b"\r\n", b"\r\n\r\n", b" \r\n", b"x"])
@pytest.mark.parametrize(("header", "form"), FORMS)
def test_bodies_of_next_to_nothing(body: bytes, header: str, form: str) -> None:
    message = MESSAGE.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" + body
    assert found(signed(message, form=f"{header}/{form}")) == PASS


@pytest.mark.parametrize("form", ["relaxed", "simple", ""])
def test_a_form_that_is_not_told_is_simple(form: str) -> None:
    """``c=relaxed`` speaks of the header; nothing said is simple for both."""
    whole = f"{form or 'simple'}/simple"
    assert found(signed(form=whole, tags={"c": form or None})) == PASS


@pytest.mark.parametrize("at", range(1, 340, 13))
def test_the_signature_may_be_folded_anywhere(at: int) -> None:
    """Blanks in ``b=`` do not count."""
    head, b, rest = signed().partition(b"; b=")
    text, end, message = rest.partition(b"\r\n")
    folded = text[:at] + b"\r\n\t " + text[at:]
    assert found(head + b + folded + end + message) == PASS


def test_one_good_signature_is_enough() -> None:
    """Of another's, a broken, an unjudged and a good one; in any order."""
    good = signed()
    theirs = signed(tags={"d": "e.example"}).partition(b"\r\n")[0] + b"\r\n"
    broken = signed(tags={"bh": "AAAA"}).partition(b"\r\n")[0] + b"\r\n"
    modern = signed(tags={"a": "ed25519-sha256"}).partition(b"\r\n")[0] + b"\r\n"
    for order in itertools.permutations([theirs, broken, modern]):
        results = [result for result, _ in found(b"".join(order) + good)]
        assert sorted(results) == ["fail", "neutral", "pass"]
        assert written(b"".join(order) + good).dmarc == "pass"
    assert written(theirs + broken + modern + MESSAGE).dmarc == "none"


def written(content: bytes, **names: list[str] | None) -> Authentication:
    """Return what we write down of *content*, read again."""
    mail = read(content, "").mail
    assert mail is not None
    records = {NAME: [RECORD], "_dmarc.v.example": ["v=DMARC1; p=reject"], **names}
    said = checked(content, mail, WrittenNames(records))
    verdict = authentication(said)
    assert verdict is not None
    return verdict


def test_what_is_not_judged_is_told() -> None:
    said = written(signed(tags={"a": "ed25519-sha256"}))
    assert (said.dkim, said.dmarc) == ("neutral", "none")
    assert said.dkim_reason == "ed25519-sha256 is not judged here"


@pytest.mark.parametrize("silent", [NAME, "_dmarc.v.example"])
def test_silence_never_passes(silent: str) -> None:
    """Not even where the first of two signatures has passed already."""
    second = signed(tags={"s": "s2"}).partition(b"\r\n")[0] + b"\r\n"
    for content in (signed(), second + signed(), signed(second + MESSAGE)):
        said = written(content, **{silent: None, "s2._domainkey.v.example": [RECORD]})
        assert said == authentication(UNANSWERED)
