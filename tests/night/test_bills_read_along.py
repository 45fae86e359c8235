"""Invoices in the mail: the model is asked about them only where all is to be read."""

from base64 import encodebytes
from pathlib import Path

import pytest

from tests.adversarial.bills import INVOICE
from tests.adversarial.notices import pdf_bytes

from . import small_world
from .stage import Stage, changed, staged


def _mail() -> bytes:
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
    body = encodebytes(pdf_bytes(INVOICE)).decode()
    return "\r\n".join([*lines, "", *body.split("\n")]).encode()


@pytest.mark.parametrize(("read", "asked"), [("open", False), ("all", True)])
def test_a_bill(read: str, *, asked: bool, tmp_path: Path) -> None:
    with staged(tmp_path) as stage:
        stage.put_mail("bill.eml", _mail())
        evening = stage.night(lambda s: changed(s, llm={"read": read}), model=True)

        assert evening.status == 0, evening.summary
        assert ("WireMoneyDocuments" in _questions(stage)) is asked
        assert stage.seen == small_world.expected()


def _questions(stage: Stage) -> set[str]:
    calls = [e["body"] for e in stage.box.log("openai") if e["operation"] == "chat"]
    return {c["response_format"]["json_schema"]["name"] for c in calls}
