"""Mails that tell of a parcel and name no order of ours."""

# ruff: noqa: E501  # tables of cases read across

import json
import os
from collections.abc import Callable
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.codes import Reason
from extractors.layout.notices.parcels_only import parcels_of
from extractors.layout.notices.subject import subject_document
from extractors.reading import read
from extractors.values import Address, Extraction, Mail, ShipNotice

UPS = "1Z5R89390357567127"
UPS_WRONG = "1Z5R89390357567128"
FEDEX = "986578788855"
USPS = "9400111202555842332669"
CORPORA = os.environ.get("NIGHTCLERK_CORPORA", "")


def loose(content: bytes) -> tuple[Extraction, ...]:
    """Return what was read without an order of ours."""
    return tuple(
        e
        for e in read(content, "mail.eml").extractions
        if isinstance(e.record, ShipNotice) and e.record.po_number is None
    )


def sent_by(content: bytes, sender: str) -> bytes:
    """Return a mail as if somebody else had sent it."""
    message = message_from_bytes(content)
    message.replace_header("From", sender)
    return message.as_bytes()


@pytest.mark.parametrize(
    ("letter", "records"),
    [
        pytest.param(
            (
                "no-reply@shop.example",
                "Your parcel is on its way",
                f"Order number: MC1605\n\nUPS tracking number: {UPS}\n",
            ),
            [{"order": "MC1605", "carrier": "UPSN", "tracking": [UPS]}],
            id="a shop's notification",
        ),
        pytest.param(
            (
                "no-reply@shop.example",
                "Your order #113-5838173-8241820 has shipped",
                "Your package will arrive Friday.\nTrack package\n",
            ),
            [{"order": "113-5838173-8241820"}],
            id="an order in the subject alone",
        ),
        pytest.param(
            (
                "no-reply@shop.example",
                "Your package is out for delivery",
                f"Order\n#3869977574\n\nTracking number: {UPS_WRONG}\n",
            ),
            [{"order": "3869977574", "tracking": [f"?{UPS_WRONG}"]}],
            id="a number with a wrong check digit",
        ),
        pytest.param(
            (
                "alerts@ups.com",
                "Your package was delivered",
                "Tracking number: 73529900017355\n",
            ),
            [{"tracking": ["?73529900017355"]}],
            id="labelled, of no format of the carrier that writes",
        ),
        pytest.param(
            (
                "updates@fedex.com",
                f"Your shipment was delivered {FEDEX}",
                "It was left at the front desk.\n",
            ),
            [{"tracking": [FEDEX]}],
            id="a carrier's bare number in the subject",
        ),
        pytest.param(
            (
                "digest@informed.usps.com",
                "Your daily digest",
                f"Packages arriving soon\n\nNORTHERN MILLS\n{USPS}\n",
            ),
            [{"tracking": [USPS]}],
            id="a carrier's bare number alone in its line",
        ),
        pytest.param(
            (
                "no-reply@shop.example",
                "Your order has shipped",
                f"Order number: 70001\nTrack it: https://shop.example/t?tracking-number={UPS}\n",
            ),
            [{"order": "70001"}],
            id="a number in a link is not printed",
        ),
        pytest.param(
            (
                "alerts@ups.com",
                "Your package is on its way",
                f"https://ups.com/t?tracknum={UPS}\nTracking number: {UPS}\n",
            ),
            [{"tracking": [UPS]}],
            id="printed beside a link with the same number",
        ),
        pytest.param(
            (
                "no-reply@shop.example",
                "Your order #20481 has shipped",
                f"Order #30992\nOn the way\nTracking number: {UPS}\n",
            ),
            [{"order": "30992", "tracking": [UPS]}, {"order": "20481"}],
            id="two orders, one record each",
        ),
    ],
)
def test_parcels_are_told_of(
    mail: Callable[..., bytes],
    short: Callable[[bytes], Any],
    letter: tuple[str, str, str],
    records: list[dict[str, Any]],
) -> None:
    sender, subject, text = letter
    content = sent_by(mail(text, subject=subject), sender)
    told = [{**record} for record in records]
    assert short(content).notices == told
    assert short(content).kind in {"carrier", "other"}
    for extraction in loose(content):
        assert Reason.PO_MISSING in {i.code for i in extraction.issues}


@pytest.mark.parametrize(
    ("sender", "subject", "text"),
    [
        ("no-reply@shop.example", "Thank you for your order", "Order number: 70001\nWe will tell you when your order has shipped.\n"),
        ("no-reply@shop.example", "Order received", "Order #70001\nOnce it is on its way you will get a tracking number.\n"),
        ("jo@mail.example", "Where is my order #70001?", f"It says delivered, tracking number {UPS}, but nothing came.\n"),
        ("jo@mail.example", "Re: Your order has shipped", f"Order #70001\nTracking number: {UPS}\n"),
        ("jo@mail.example", "Order #70001", "I have not received it. Was it sent? Tracking says out for delivery.\n"),
        ("news@shop.example", "20% off all bins", "Order by 12/31. Call 800-555-0100 or use code 202611201234.\n"),
        ("billing@fedex.com", "Your account", "Account summary\n986578788855\n"),
        ("alerts@ups.com", "You have a package to pick up", "Pickup code\n832926\n"),
        ("desk@vendor.example", "Update", f"PO 45121 will ship next week, not {UPS}.\n"),
    ],
)  # fmt: skip
def test_nothing_is_told_of(
    mail: Callable[..., bytes], sender: str, subject: str, text: str
) -> None:
    assert loose(sent_by(mail(text, subject=subject), sender)) == ()


def test_every_number_is_shown_where_it_is_printed(mail: Callable[..., bytes]) -> None:
    content = mail(
        f"Order number: MC1605\nTracking number: {UPS}\n",
        subject="A shipment is on its way",
    )
    reading = read(content, "mail.eml")
    [body] = reading.documents
    [extraction] = loose(content)
    record = extraction.record
    assert isinstance(record, ShipNotice)
    assert record.order_number is not None
    for cited in (record.order_number, record.tracking[0].number):
        evidence = cited.evidence
        offset = evidence.offset
        assert offset is not None
        assert evidence.document == body.sha256
        assert body.text[offset : offset + len(evidence.quote)] == evidence.quote


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_gives_records_without_an_order_of_ours(
    subject: str, text: str
) -> None:
    sender = (Address("", "alerts@fedex.com"),)
    lead = f"Your package was delivered {FEDEX} "
    mail = Mail("<1@x.example>", "0" * 64, None, lead + subject, sender)
    body = subject_document(Mail("<1@x.example>", "1" * 64, None, text, ()))
    for notice in parcels_of(mail, [body]):
        assert notice.record.po_number is None
        assert Reason.PO_MISSING in {i.code for i in notice.issues}


@pytest.mark.skipif(not CORPORA, reason="NIGHTCLERK_CORPORA names no corpora")
def test_notifications_nobody_here_wrote() -> None:
    folder = Path(CORPORA) / "shipping-mails"
    numbers = orders = 0
    for line in (folder / "truth.jsonl").read_text("utf-8").splitlines():
        truth = json.loads(line)
        records = [e.record for e in loose((folder / truth["file"]).read_bytes())]
        notices = [r for r in records if isinstance(r, ShipNotice)]
        found = {t.number.value for r in notices for t in r.tracking}
        named = {r.order_number.value for r in notices if r.order_number}
        assert found <= set(truth["tracking"]), truth["file"]
        assert named <= {f"{n}" for n in truth["orders"]}, truth["file"]
        numbers += len(found & set(truth["tracking_in_text"]))
        orders += len(named)
    assert numbers >= 9
    assert orders >= 10
