"""Messages taken apart: nothing raises, nothing is lost, nothing is believed."""

import base64
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.codes import Reason
from extractors.mail.addresses import addresses
from extractors.mail.headers import decode_bytes, decode_words, parameters, unbase64
from extractors.mail.mime import MAX_PARTS, Part, parse

PDF = b"%PDF-1.7 \x00\xff bytes"


def mail(*lines: str, body: str = "text") -> bytes:
    return "\r\n".join([*lines, "", body]).encode()


def multipart(*parts: str, kind: str = "mixed", end: bool = True) -> bytes:
    body = "".join(f"--b\r\n{part}\r\n" for part in parts)
    body += "--b--\r\n" if end else ""
    return mail(f"Content-Type: multipart/{kind}; boundary=b", body=body)


def attachment(name: str = "a.pdf", encoding: str = "base64") -> str:
    content = base64.b64encode(PDF).decode()
    return (
        "Content-Type: application/octet-stream\r\n"
        f'Content-Disposition: attachment; filename="{name}"\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n{content}"
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Ann <Ann@Vendor.example>", [("Ann", "ann@vendor.example")]),
        ("ann@vendor.example", [("", "ann@vendor.example")]),
        ("a@b.example, c@d.example", [("", "a@b.example"), ("", "c@d.example")]),
        # The name is decoded after the address was taken, and never becomes one.
        ("=?utf-8?q?a=40b.example?= <x@y.example>", [("a@b.example", "x@y.example")]),
        ('"a@b.example" <x@y.example>', [("a@b.example", "x@y.example")]),
        ("<a@b.example> <x@y.example>", [("", "a@b.example"), ("", "x@y.example")]),
        ("Vendor, Inc. <a@b.example>", [("Vendor, Inc.", "a@b.example")]),
        ('"Vendor, Inc." <a@b.example>', [("Vendor, Inc.", "a@b.example")]),
        # What is malformed stays visible and has no address.
        ("Vendor, Inc. <a@b.example", [("Vendor, Inc. <a@b.example", "")]),
        ("a@@b.example", [("a@@b.example", "")]),
        ("nobody", [("nobody", "")]),
        ("undisclosed-recipients:;", []),
        ("Team: a@b.example;", [("", "a@b.example")]),
        ("", []),
    ],
)
def test_addresses(value: str, expected: list[tuple[str, str]]) -> None:
    assert list(addresses([value])) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=?utf-8?q?a=0D=0ABcc:_x?=", "a Bcc: x"),
        ("=?utf-8?b?w6k=?=\r\n =?utf-8?b?w6k=?=", "éé"),
        ("=?utf-8?b?w6?= =?utf-8?b?qQ==?=", "é"),
        ("=?unicode_escape?q?=5Cx41?=", "\\x41"),
        ("=?iso-8859-1?q?=E9?= plain", "é plain"),
        ("=?utf-8?b?!!!?=", ""),
        ("=?broken", "=?broken"),
        ("gpj.\u202eexe", "gpj.exe"),
    ],
)
def test_words_are_decoded_and_cleaned(value: str, expected: str) -> None:
    assert decode_words(value) == expected


@pytest.mark.parametrize(
    ("raw", "charset", "text"),
    [
        ("é".encode(), "utf-8", "é"),
        (b"\xe9", "utf-8", "é"),
        (b"\x93", "iso-8859-1", "\u201c"),
        (b"\\x41", "unicode_escape", "\\x41"),
        (b"abc", "no-such-charset", "abc"),
        ("日本".encode("shift_jis"), "Shift_JIS", "日本"),
    ],
)
def test_only_charsets_of_mail_are_looked_up(
    raw: bytes, charset: str, text: str
) -> None:
    assert decode_bytes(raw, charset) == text


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ('a/b; name="x.pdf"', "x.pdf"),
        ("a/b; name=x.pdf", "x.pdf"),
        ("a/b; name*=utf-8''%C3%A9.pdf", "é.pdf"),
        ("a/b; name*0*=utf-8''%C3%A9; name*1=.pdf", "é.pdf"),
        ("a/b; name*1=.pdf; name*0=x", "x.pdf"),
        ('a/b; name="=?utf-8?q?=C3=A9.pdf?="', "é.pdf"),
        ('a/b; name="a\\"b.pdf"', 'a"b.pdf'),
        ('a/b; name="unclosed.pdf', "unclosed.pdf"),
    ],
)
def test_names_of_files(value: str, name: str) -> None:
    assert parameters(value)[1]["name"] == name


def files(content: bytes) -> list[Part]:
    return [part for part in parse(content).parts if not part.body]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(multipart(attachment()), id="attached"),
        pytest.param(multipart(attachment(), end=False), id="no end boundary"),
        pytest.param(multipart(attachment(encoding="BASE64 ")), id="upper case"),
        pytest.param(
            multipart(attachment()).replace(b"\r\n", b"\n"), id="bare line feeds"
        ),
        pytest.param(
            multipart(attachment()).replace(b"boundary=b", b"boundary=wrong")
            .replace(b"--b", b"--guess"),
            id="another boundary than declared",
        ),
        pytest.param(
            multipart(attachment("inner.pdf").replace("attachment;", "inline;")),
            id="inline",
        ),
        pytest.param(
            multipart("Content-Type: message/rfc822\r\n\r\n" + multipart(
                attachment()).decode().replace("=b", "=c").replace("--b", "--c")),
            id="in a message inside",
        ),
        pytest.param(
            mail(
                "Content-Type: application/pdf", "Content-Transfer-Encoding: base64",
                body=base64.b64encode(PDF).decode(),
            ),
            id="the whole mail",
        ),
    ],
)  # fmt: skip
def test_the_attachment_comes_out_whole(content: bytes) -> None:
    [part] = files(content)

    assert part.content == PDF


def test_uuencoded_files_are_taken_out_of_the_text() -> None:
    body = "See below.\r\nbegin 644 a.txt\r\n#0V%T\r\n`\r\nend\r\nBye"

    text, file = parse(mail("Subject: x", body=body)).parts
    assert (text.content, text.body) == (b"See below.\r\nBye", True)
    assert (file.content, file.name, file.body) == (b"Cat", "a.txt", False)


def test_alternatives_are_numbered_alike() -> None:
    inner = multipart(
        "Content-Type: text/plain\r\n\r\na", "Content-Type: text/html\r\n\r\n<p>a",
        kind="alternative",
    )  # fmt: skip
    one, other = parse(inner).parts

    assert one.alternative == other.alternative > 0


def test_messages_inside_are_named_and_their_files_count() -> None:
    inner = "From: vendor@x.example\r\nSubject: PO 1\r\nMessage-ID: <in@x>\r\n\r\nhello"
    message = parse(
        multipart("\r\nsee below", f"Content-Type: message/rfc822\r\n\r\n{inner}")
    )

    assert [m.message_id for m in message.forwarded] == ["<in@x>"]
    assert [part.content.strip() for part in message.parts] == [b"see below", b"hello"]


def test_too_many_parts_are_said_to_be_too_many() -> None:
    message = parse(multipart(*["\r\nx"] * (MAX_PARTS + 50)))

    assert message.parts[-1].reason is Reason.TOO_LARGE
    assert len(message.parts) == MAX_PARTS


def test_a_deep_nest_is_said_to_be_one() -> None:
    nest = "".join(
        f"--b{n}\r\nContent-Type: multipart/mixed; boundary=b{n + 1}\r\n\r\n"
        for n in range(30)
    )
    [part] = parse(mail("Content-Type: multipart/mixed; boundary=b0", body=nest)).parts

    assert part.reason is Reason.TOO_LARGE


def test_the_facts_of_the_header() -> None:
    facts = parse(
        mail(
            "From: A <a@x.example>", "From: B <b@y.example>", "To: c@z.example",
            "Cc: d@z.example", "Reply-To: r@q.example", "Message-ID: <1@x.example>",
            "Date: Fri, 20 Nov 2026 21:00:00 -0500", "Auto-Submitted: auto-replied",
            "Subject: PO", "\t48960",
        )
    ).mail  # fmt: skip

    assert [s.address for s in facts.senders] == ["a@x.example", "b@y.example"]
    assert [r.address for r in facts.recipients] == ["c@z.example", "d@z.example"]
    assert facts.reply_to[0].address == "r@q.example"
    assert facts.date == datetime(2026, 11, 21, 2, tzinfo=UTC)
    assert facts.subject == "PO 48960"
    assert ("Auto-Submitted", "auto-replied") in facts.headers
    assert facts.message_id == "<1@x.example>"


def test_a_mail_without_identity_gets_one_of_its_bytes() -> None:
    one, same = (parse(mail("Subject: x")).mail for _ in range(2))
    other = parse(mail("Subject: y")).mail

    assert one.message_id == same.message_id != other.message_id
    assert parse(mail("Subject: x").replace(b"\r\n", b"\n")).mail.sha256 == one.sha256


OURS = "Authentication-Results: mx.store.example; dkim=pass header.d=vendor.example"
FORGED = "Authentication-Results: mx.store.example; dkim=pass header.d=forged.example"
BORDER = "Received: from mail.vendor.example by mx.store.example with ESMTPS"
INNER = "Received: from mx.store.example by box.store.example with LMTP"
FOREIGN = "Received: from laptop by mail.vendor.example with ESMTPSA"


@pytest.mark.parametrize(
    ("header", "verdicts"),
    [
        pytest.param([OURS, BORDER, FOREIGN, FORGED], [OURS], id="above ours"),
        pytest.param([BORDER, OURS, FOREIGN, FORGED], [OURS], id="below ours"),
        pytest.param([INNER, BORDER, OURS, FOREIGN, FORGED], [OURS], id="two of ours"),
        pytest.param([INNER, OURS, BORDER, FORGED], [OURS], id="a forged one follows"),
        pytest.param([BORDER, FOREIGN, FORGED], [], id="only a forged one"),
        pytest.param([BORDER, FOREIGN, FOREIGN, FORGED], [], id="two hops of theirs"),
        pytest.param([OURS, OURS, BORDER], [OURS, OURS], id="two verdicts"),
        pytest.param([OURS, FORGED.replace("mx.store", "mx.other"), BORDER], [OURS],
                     id="another server's"),
    ],
)  # fmt: skip
def test_only_the_receiver_says_who_sent_it(
    header: list[str], verdicts: list[str]
) -> None:
    expected = tuple(v.partition(": ")[2] for v in verdicts)

    assert parse(mail(*header)).mail.authentication == expected


@given(st.binary(max_size=400))
def test_no_bytes_raise(content: bytes) -> None:
    parse(content)


@given(st.text(alphabet="ab-:;=\r\n \"<>@,()%*'0", max_size=300))
def test_no_header_raises(text: str) -> None:
    parse(
        f"From: {text}\r\nContent-Type: multipart/mixed; {text}\r\n\r\n{text}".encode()
    )


CORPORA = os.environ.get("NIGHTCLERK_CORPORA")


def _texts(parsed: object) -> list[str]:
    """Return the texts and files of another parser's answer, messages inside too."""
    found: list[str] = []
    for part in parsed["parts"] if isinstance(parsed, dict) else []:
        for kind, value in (
            part["body"].items() if isinstance(part["body"], dict) else []
        ):
            if kind in {"Text", "Html"}:
                found.append(value)
            elif kind in {"Binary", "InlineBinary"}:
                found.append(bytes(value).decode("utf-8", "replace"))
            else:
                found += _texts(value)
    return found


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isascii() and c.isalnum())


@pytest.mark.corpora
@pytest.mark.skipif(not CORPORA, reason="real mails are not here")
def test_odd_mails_lose_nothing_that_another_parser_finds() -> None:
    checked = lost = 0
    for expected in sorted(Path(CORPORA or "", "mime", "stalwart").glob("*.json")):
        message = parse(expected.with_suffix(".eml").read_bytes())
        ours = _letters(
            "".join(decode_bytes(p.content, p.charset) for p in message.parts)
        )
        for text in _texts(json.loads(expected.read_text())):
            checked += 1
            lost += _letters(text) not in ours

    assert checked > 100
    assert lost <= checked // 15  # whose nested boundaries are read otherwise


@pytest.mark.parametrize(
    ("raw", "content"),
    [
        (b"aGVsbG8=", b"hello"),
        (b"aGVs\r\nbG8=\r\n", b"hello"),
        (b"aGVsbG8", b"hello"),
        (b"aGVsbG8=aGVsbG8=", b"hellohello"),
        (b"aG*Vs!bG8=", b"hello"),
        (b"aGVsbG8x", b"hello1"),
        (b"aGVsb", b"hel"),
        (b"", b""),
        (b"====", b""),
    ],
)
def test_base64_is_decoded_as_far_as_it_is_any(raw: bytes, content: bytes) -> None:
    assert unbase64(raw) == content


@given(st.binary(max_size=60))
def test_base64_never_raises_and_undoes_itself(content: bytes) -> None:
    unbase64(content)
    assert unbase64(base64.encodebytes(content)) == content


VERDICT = b"Authentication-Results: mx.example; dmarc=pass header.from=v.example\r\n"
TORN = [
    pytest.param(b"X-A: b\r\n\r\nPO 1\r\n", True, "PO 1", id="as it should be"),
    pytest.param(b"X-A: b\r\n \r\n PO 9\r\n\r\nPO 1\r\n", True, "PO 1", id="blanks"),
    pytest.param(b"X-A: b\r\n\t\r\nX-B: c\r\n\r\nPO 1\r\n", True, "PO 1", id="a tab"),
    pytest.param(b"X-A: b\r\n \r\nPO 9\r\n\r\nPO 1\r\n", False, "PO 9", id="no field"),
    pytest.param(b"X-A: b\n\nPO 9\r\n\r\nPO 1\r\n", False, "PO 9", id="without CR"),
    pytest.param(b"X-A: b\r\n\nPO 9\r\n\r\nPO 1\r\n", False, "PO 9", id="half"),
]


@pytest.mark.parametrize(("rest", "believed", "text"), TORN)
def test_a_text_put_into_a_signed_mail(rest: bytes, believed: bool, text: str) -> None:  # noqa: FBT001  # a column of the table
    """What a verifier takes for a field must not be read as the text, or not believed.

    A genuine mail whose header somebody lengthened passes every check of its receiver.
    """
    read = parse(VERDICT + b"From: dock@v.example\r\n" + rest)
    assert bool(read.mail.authentication) == believed
    assert read.parts[0].content.decode().strip().startswith(text)


def test_line_ends_of_a_mailbox_on_disk() -> None:
    """They may all be without CR; nothing is torn then."""
    content = (VERDICT + b"From: dock@v.example\r\n\r\nPO 1\r\n").replace(b"\r", b"")
    assert parse(content).mail.authentication
