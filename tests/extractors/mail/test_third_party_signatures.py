"""Mails that others made to test their verifiers; their keys come from a table.

A chain of ARC seals proves who forwarded a mail, not who wrote it. Nothing is decided
by one, so none is verified where we look at signatures ourselves; that the library
could is shown all the same, for the day when it is needed.
"""

import json
import lzma
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from dkim import ARC

from agent.stages.signed import checked
from channels.names import WrittenNames
from extractors.mail.dkim_tags import tags_of
from extractors.mail.mime import parse
from extractors.mail.signatures import signatures
from matchers.receivers import Receiver
from matchers.trust import judge
from matchers.vendors import Vendor, Vendors

HERE = Path(__file__).parent / "third_party"
LIBRARY = {b"pass": "Pass", b"fail": "Fail", b"none": "None", None: ""}
OTHERWISE = {
    "ams_fields_a_sha1": "Fail",  # RFC 8617 allows SHA-256 only; the draft did SHA-1
    "as_fields_a_sha1": "Fail",
    "ams_fields_c_na": "Pass",  # taken as relaxed where no form is told
}


class Sealed(NamedTuple):
    """One case of the suite."""

    name: str
    content: bytes
    records: dict[str, str]
    verdict: str
    """Pass, Fail, None, or "" for a chain that says itself that it is broken."""


def suite() -> Iterator[Sealed]:
    packed = (HERE / "arc" / "validation.json.xz").read_bytes()
    for scenario in json.loads(lzma.decompress(packed)):
        for name, case in scenario["tests"].items():
            content = case["message"].replace("\n", "\r\n").encode()
            yield Sealed(name, content, scenario["txt-records"], case["cv"])


SUITE = tuple(suite())


class Silent:
    """Takes what the library would log."""

    def debug(self, *_: object) -> None:
        pass

    error = warning = info = debug


def test_the_suite_is_all_there() -> None:
    assert Counter(case.verdict for case in SUITE) == {
        "Fail": 107,
        "Pass": 55,
        "None": 5,
        "": 3,
    }


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in SUITE])
def test_what_the_library_says_of_chains(case: Sealed) -> None:
    def key(name: bytes, timeout: int = 0) -> bytes | None:
        del timeout
        record = case.records.get(name.decode().rstrip("."))
        return record.encode() if record else None

    said, _, _ = ARC(case.content, logger=Silent()).verify(dnsfunc=key)
    assert LIBRARY[said] == OTHERWISE.get(case.name, case.verdict)


DOMAINS = ("example.org", "d1.example.org", "d1.example")
PINNED = Vendors(
    Vendor(key=domain.replace(".", "-"), name=domain, domains=(domain,))
    for domain in DOMAINS
)


def test_no_chain_makes_a_sender_trusted() -> None:
    """Neither by what the server beneath says nor by what we find; all are pinned."""
    outcomes: Counter[str] = Counter()
    for case in SUITE:
        published = {name: [record] for name, record in case.records.items()}
        for name in DOMAINS:
            published[f"_dmarc.{name}"] = ["v=DMARC1; p=reject"]
        mail = parse(case.content).mail
        found = checked(case.content, mail, WrittenNames(published))
        assert "pass" not in found
        ours = replace(mail, checked=found)
        for receiver in (Receiver("any"), Receiver("none")):
            outcomes[judge(mail, PINNED, receiver=receiver).outcome] += 1
            outcomes[judge(ours, PINNED, receiver=receiver).outcome] += 1
    assert outcomes["trusted"] == 0
    assert outcomes.total() == 4 * len(SUITE)


def test_a_seal_renamed_is_no_signature() -> None:
    """The fields of a chain have nearly the form of a signature."""
    renamed = 0
    for case in SUITE:
        for field in (b"ARC-Message-Signature", b"ARC-Seal"):
            content = case.content.replace(field, b"DKIM-Signature")
            found = signatures(content, case.records.get, lambda _: True)
            assert not any(signature.result == "pass" for signature in found)
            renamed += len(found)
    assert renamed > len(SUITE)


MODULUS = tags_of(SUITE[0].records["dummy._domainkey.example.org"])["p"]
GMAIL = (
    "k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1Kd87/UeJjenpabgbFwh"
    "+eBCsSTrqmwIYYvywlbhbqoo2DymndFkbjOVIPIldNs/m40KF+yzMn1skyoxcTUGCQ"
    "s8g3FgD2Ap3ZB5DekAo5wMmk4wimDO+U8QzI3SD07y2+07wlNWwIt8svnxgdxGkVbb"
    "hzY8i+RQ9DpSVpPbF7ykQxtKXkv/ahW3KjViiAH+ghvvIhkx4xYSIc9oSwVmAl5Oct"
    "MEeWUwg8Istjqz8BZeTWbf41fbNhte7Y+YqZOwq1Sd0DbvYAD9NOZK9vlfuac0598H"
    "Y+vtSBczUiKERHv1yRbcaQtZFh5wtiRrN04BLUTD21MycBX5jYchHjPY/wIDAQAB"
)
RECORDS = {
    "test._domainkey.football.example.com": f"v=DKIM1; g=*; p={MODULUS}",
    "brisbane._domainkey.football.example.com": (
        "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
    ),
    "20120113._domainkey.gmail.com": GMAIL,
}


@pytest.mark.parametrize(
    ("name", "results"),
    [
        pytest.param("rfc6376.signed.msg", ["neutral", "pass"], id="RFC 8463, both"),
        pytest.param("rfc6376.signed.rsa.msg", ["pass"], id="RFC 6376"),
        pytest.param("rfc6376.signed.no_t.msg", ["fail"], id="a time taken out"),
        pytest.param("ed25519test2.msg", ["neutral"], id="ed25519 alone"),
        pytest.param("test.message.baddomain", [], id="a domain with a bracket"),
        pytest.param("test2.message", ["pass"], id="Gmail, folded within b="),
    ],
)
def test_messages_of_the_library(name: str, results: list[str]) -> None:
    content = (HERE / "dkimpy" / name).read_bytes()
    found = signatures(content, RECORDS.get, lambda _: True)
    assert [signature.result for signature in found] == results
