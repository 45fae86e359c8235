"""Invoices in the mail: the model is asked about those that are not proved."""

import json
from base64 import encodebytes
from contextlib import closing
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from agent.ledger.ledger import Ledger
from agent.stages.pictures import MOST_BYTES, Pictures
from extractors.codes import SEVERITY, Reason, Severity
from extractors.digests import content_digest
from extractors.grounding.agreed import single, standing
from extractors.reading import read
from extractors.values import Document, Extraction, MoneyDocument
from tests.adversarial.bills import BILLS, INVOICE, value
from tests.adversarial.notices import pdf_bytes
from tests.programs import needs

from . import small_world
from .stage import Stage, changed, script, staged

OPEN = INVOICE.replace("Customer PO: 10432", "")
"""Without the order's number it is not closed."""


def _mail(text: str | bytes = INVOICE) -> bytes:
    """Return the first notice's mail with an invoice in the place of its text."""
    head = small_world.message(small_world.SALES[0]).partition("\n\n")[0]
    lines = [
        line
        for line in head.split("\n")
        if not line.lower().startswith(("content-", "mime-", "message-id", "subject"))
    ]
    lines += [
        "Message-ID: <bill-1@acme.example>",
        "Subject: Invoice HS-20418",
        "MIME-Version: 1.0",
        "Content-Type: application/pdf; name=invoice.pdf",
        "Content-Disposition: attachment; filename=invoice.pdf",
        "Content-Transfer-Encoding: base64",
    ]
    content = text if isinstance(text, bytes) else pdf_bytes(text)
    body = encodebytes(content).decode()
    return "\r\n".join([*lines, "", *body.split("\n")]).encode()


def _answer(stage: Stage, text: str = INVOICE, **change: Any) -> str:
    """Script what the model says of the invoice, and return the document's hash."""
    sha256 = content_digest(pdf_bytes(text))
    honest = deepcopy(BILLS[0].honest) | change
    script(stage.world, {sha256: {"documents": [honest]}})
    stage.box.reset()
    return sha256


def _kept(stage: Stage, sha256: str) -> list[Extraction]:
    with closing(Ledger(stage.store.ledger)) as ledger:
        return ledger.mail.extractions_of(sha256)


def _questions(stage: Stage) -> list[str]:
    calls = [e["body"] for e in stage.box.log("openai") if e["operation"] == "chat"]
    return [c["response_format"]["json_schema"]["name"] for c in calls]


@pytest.mark.parametrize(
    ("setting", "text", "asked"),
    [
        ("open", INVOICE, False),
        ("open", OPEN, True),
        ("all", INVOICE, True),
        ("none", OPEN, False),
    ],
    ids=["closed", "open", "all", "none"],
)
def test_who_is_asked(setting: str, text: str, *, asked: bool, tmp_path: Path) -> None:
    with staged(tmp_path) as stage:
        stage.put_mail("bill.eml", _mail(text))
        evening = stage.night(lambda s: changed(s, llm={"read": setting}), model=True)

        assert evening.status == 0, evening.summary
        assert ("WireMoneyDocuments" in _questions(stage)) is asked
        if setting != "none":
            assert stage.seen == small_world.expected()


def test_what_both_say_is_kept_and_asked_once(tmp_path: Path) -> None:
    with staged(tmp_path) as stage:
        stage.put_mail("bill.eml", _mail())
        sha256 = _answer(stage)
        for _ in range(2):
            stage.night(lambda s: changed(s, llm={"read": "all"}), model=True)

        assert _questions(stage).count("WireMoneyDocuments") == 1
        kept = _kept(stage, sha256)
        assert [e.reader for e in single(kept)] == ["layout", "model"]
        [agreed] = standing(kept)
        assert agreed.issues == ()
        assert isinstance(agreed.record, MoneyDocument)
        assert agreed.record.total
        assert agreed.record.total.value == Decimal("327.43")
        assert agreed.record.total.evidence.document == sha256
        for one in single(kept):
            assert one.version in agreed.version


def test_a_lie_is_kept_as_a_disagreement(tmp_path: Path) -> None:
    with staged(tmp_path) as stage:
        stage.put_mail("bill.eml", _mail())
        lie = value("280.95", "Total  $280.95")
        sha256 = _answer(stage, total=lie, number=value("10432", "Customer PO: 10432"))
        stage.night(lambda s: changed(s, llm={"read": "all"}), model=True)

        [agreed] = standing(_kept(stage, sha256))
        assert agreed.issues
        assert {i.code for i in agreed.issues} & {
            Reason.READERS_DISAGREE,
            Reason.UNGROUNDED_VALUE,
        }


def test_a_lie_holds_the_invoice_that_was_opened(tmp_path: Path) -> None:
    """One case, under the number it was opened with, and with both readings."""
    with staged(tmp_path) as stage:
        stage.put_mail("bill.eml", _mail())
        _answer(stage, number=value("10432", "Customer PO: 10432"))
        stage.night(model=False)
        stage.night(lambda s: changed(s, llm={"read": "all"}), model=True)

        with closing(Ledger(stage.store.ledger)) as ledger:
            [case] = ledger.invoices.undecided()
        assert case.body.number
        assert case.body.number.value == "HS-20418"
        stops = {Severity.HOLD, Severity.BLOCK}
        assert any(SEVERITY[issue.code] in stops for issue in case.issues)


def test_without_a_second_reader_the_first_stands(tmp_path: Path) -> None:
    with staged(tmp_path) as stage:
        stage.put_mail("bill.eml", _mail())
        stage.night()

        kept = _kept(stage, content_digest(pdf_bytes(INVOICE)))
        assert [e.reader for e in standing(kept)] == ["layout"]


def test_every_answer_is_in_the_ledger_with_its_cost(tmp_path: Path) -> None:
    with staged(tmp_path) as stage:
        stage.put_mail("bill.eml", _mail(OPEN))
        stage.night(model=True)

        with closing(Ledger(stage.store.ledger)) as ledger:
            rows = ledger.store.rows("select * from attempt")
        assert len(rows) == len(_questions(stage)) > 0
        for row in rows:
            assert (row["number"], row["ending"]) == (1, "whole")
            assert row["input_tokens"] > 0
            assert Decimal(row["cost_usd"]) > 0


def test_a_bill_is_asked_about_once_the_model_is_back(tmp_path: Path) -> None:
    with staged(tmp_path) as stage:
        stage.put_mail("bill.eml", _mail(OPEN))
        stage.box.arm(service="openai", fault="error_before", times=None)
        stage.night(model=True)
        stage.box.faults.disarm()
        asked = _answered(stage)
        for _ in range(2):
            stage.pass_days()
            stage.night(model=True)

        assert asked == []
        assert _answered(stage).count(content_digest(pdf_bytes(OPEN))) == 1


def _answered(stage: Stage) -> list[str]:
    return [written["document"] for written in stage.box.writes("openai")]


def test_a_spent_budget_leaves_the_layout_reader(tmp_path: Path) -> None:
    """The night goes on with what it has, and says that it had to."""
    with staged(tmp_path) as stage:
        stage.put_mail("bill.eml", _mail(OPEN))
        evening = stage.night(
            lambda s: changed(s, llm={"budget_usd": Decimal(0), "read": "all"}),
            model=True,
        )

        assert evening.status == 0, evening.summary
        assert "budget_usd" in evening.summary
        assert _questions(stage) == []
        assert stage.seen == small_world.expected()


def test_a_fault_of_ours_costs_one_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("channels.model.reader.interpret", broken)
    with staged(tmp_path) as stage:
        evening = stage.night(lambda s: changed(s, llm={"read": "all"}), model=True)

        assert evening.status == 0, evening.summary
        assert "our own fault: ZeroDivisionError" in evening.summary
        assert stage.seen == small_world.expected()


def _scanned(text: str) -> bytes:
    """Return the page as a scanner sends it: a picture without a word."""
    page = pypdfium2.PdfDocument(pdf_bytes(text))[0]
    out = BytesIO()
    page.render(scale=200 / 72, grayscale=True).to_pil().save(out, "PDF")
    return out.getvalue()


def _asked_about(stage: Stage, sha256: str) -> Any:
    """Return what was sent about one document: text, or text and pictures."""
    for entry in stage.box.log("openai"):
        content = entry["body"]["messages"][1]["content"]
        if sha256 in json.dumps(content):
            return content
    return None


@pytest.mark.slow
@needs("tesseract")
@pytest.mark.parametrize("pictures", [False, True])
def test_a_scan(*, pictures: bool, tmp_path: Path) -> None:
    scan = _scanned(INVOICE)
    with staged(tmp_path) as stage:
        stage.put_mail("bill.eml", _mail(scan))
        for _ in range(2):
            stage.night(
                lambda s: changed(s, llm={"pictures": pictures, "timeout_seconds": 30}),
                model=True,
            )

        asked = _asked_about(stage, content_digest(scan))
        assert isinstance(asked, list) is pictures
        if pictures:
            words, shown = asked
            assert "20418" in words["text"], "the words that were recognised"
            url = shown["image_url"]["url"]
            assert url.startswith("data:image/png;base64,")
            assert len(url) < MOST_BYTES
        assert _answered(stage).count(content_digest(scan)) == 1, (
            "the second night asks nothing"
        )


def test_pictures_are_of_scans_alone(tmp_path: Path) -> None:
    with staged(tmp_path) as stage:
        stage.put_mail("bill.eml", _mail())
        stage.night()
        with closing(Ledger(stage.store.ledger)) as ledger:
            printed = ledger.mail.document(content_digest(pdf_bytes(INVOICE)))
            assert isinstance(printed, Document)
            scan = replace(printed, ocr=True, pictures=(1, 7))
            with (
                closing(Pictures(ledger, stage.store, on=True)) as on,
                closing(Pictures(ledger, stage.store, on=False)) as off,
            ):
                [png] = on.of(scan)
                assert png.startswith(b"\x89PNG")
                assert on.of(scan) == (png,), "the same question again"
                assert on.of(printed) == off.of(scan) == ()


def test_what_is_said_to_machines_alone_is_not_asked_about(tmp_path: Path) -> None:
    """Linked data in a mail has no page that an answer could be held against."""
    sale = small_world.SALES[0]
    thing = {
        "@context": "https://schema.org",
        "@type": "ParcelDelivery",
        "trackingNumber": "1Z879E930346834440",
        "carrier": {"@type": "Organization", "name": "UPS"},
        "partOfOrder": {"@type": "Order", "orderNumber": f"PO-{sale.number}"},
    }
    linked = f'<script type="application/ld+json">{json.dumps(thing)}</script>'
    html = f"<html><head>{linked}</head><body><p>It is on its way.</p></body></html>"
    mail = small_world.message(sale, html).replace("text/plain", "text/html")
    raw = mail.replace("\n", "\r\n").encode()
    [data] = [d for d in read(raw, "a.eml").documents if not d.pages]
    with staged(tmp_path) as stage:
        stage.put_mail("linked.eml", raw)
        stage.night(lambda s: changed(s, llm={"read": "all"}), model=True)

        asked = [e["body"]["messages"][1]["content"] for e in stage.box.log("openai")]
        assert asked
        assert not any(data.sha256 in question for question in asked)
