"""The same mail again, in every shape it comes: nothing happens a second time."""

import io
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from . import small_world
from .stage import Stage, staged

EXPECTED = small_world.expected()
SALE = small_world.SALES[0]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        yield made


# --- the same services, again --------------------------------------------------------


def test_the_same_mailbox_three_times(stage: Stage) -> None:
    evenings = [stage.night() for _ in range(3)]

    assert [evening.status for evening in evenings] == [0, 0, 0]
    assert len(stage.writes) == 4
    assert stage.seen == EXPECTED
    now = [evening.night.report.fulfillments_now for evening in evenings]
    assert now == [3, 0, 0]


def test_the_same_mailbox_on_three_nights(stage: Stage) -> None:
    for _ in range(3):
        assert stage.night().status == 0
        stage.pass_days()

    assert len(stage.writes) == 4


def test_a_lost_ledger_writes_nothing_again(stage: Stage) -> None:
    """Everything is found done in the services, and nothing waits for a person."""
    stage.night()
    stage.forget_store()

    evening = stage.night()

    assert (evening.status, evening.counts) == (0, (3, 0, 0)), evening.summary
    assert len(stage.writes) == 4
    assert "nothing was written" in evening.summary.lower()


def test_an_order_that_comes_a_night_later(stage: Stage) -> None:
    """The notice waits, is decided again, and is done when the order is there."""
    stage.edit_order(SALE.number, lambda order: order.update(name="#9999"))
    first = stage.night()
    stage.pass_days()
    stage.edit_order(SALE.number, lambda order: order.update(name=f"#{SALE.number}"))

    second = stage.night()

    assert (first.counts[0], second.counts) == (2, (1, 0, 0)), second.summary
    assert stage.seen == EXPECTED


def test_somebody_does_it_by_hand_meanwhile(stage: Stage) -> None:
    """Found done in the shop, so settled; nobody has to tell us."""
    stage.box.arm(operation="fulfillment_create", fault="error_before", times=None)
    first = stage.night()
    stage.box.faults.disarm()
    stage.fulfil_by_hand(SALE)
    stage.pass_days()

    second = stage.night()

    assert first.status == 3
    assert (second.status, second.flagged) == (0, []), second.summary
    assert stage.seen == EXPECTED
    assert stage.doubled == []


# --- the same document in another shape ----------------------------------------------


def notice_pdf() -> bytes:
    """Print the notice's own text."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=letter, invariant=True)
    canvas.setFont("Courier", 9)
    text = small_world.message(SALE).partition("\n\n")[2]
    for number, row in enumerate(text.split("\n")):
        canvas.drawString(40, 740 - 13 * number, row)
    canvas.save()
    return buffer.getvalue()


PDF = notice_pdf()
RESAVED = PDF.replace(b"%%EOF", b"% saved again\n%%EOF")


def mail(
    number: int,
    *attachments: tuple[str, bytes],
    body: str = "Please see the attached notice.\n",
    subject: str = "Shipment notice",
) -> bytes:
    """Return a mail of the vendor's with some files."""
    head = small_world.message(SALE, body).partition("Subject:")[0]
    made = EmailMessage(policy=SMTP.clone(max_line_length=900))
    for line in head.strip().split("\n"):
        name, _, value = line.partition(": ")
        made[name] = value
    made["Subject"] = subject
    made["Date"] = f"Fri, 20 Nov 2026 22:{10 + number}:00 +0000"
    made["Message-ID"] = f"<copy-{number}@acme.example>"
    made.set_content(body)
    for name, content in attachments:
        made.add_attachment(
            content,
            maintype="application",
            subtype="zip" if name.endswith(".zip") else "pdf",
            filename=name,
        )
    return bytes(made)


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("notice.pdf", PDF)
    return buffer.getvalue()


def as_text() -> str:
    return small_world.message(SALE).partition("\n\n")[2]


def quoted() -> str:
    rows = "".join(f"> {row}\n" for row in as_text().splitlines())
    return f"As announced.\n\nOn Fri, Nov 20, 2026, Acme wrote:\n{rows}"


def forwarded() -> bytes:
    outer = EmailMessage(policy=SMTP.clone(max_line_length=900))
    inner = mail(12, ("notice.pdf", PDF))
    head = small_world.message(SALE, "x").partition("Subject:")[0]
    for line in head.strip().split("\n"):
        name, _, value = line.partition(": ")
        outer[name] = value
    outer["Subject"] = "FW: Shipment notice"
    outer["Date"] = "Fri, 20 Nov 2026 22:40:00 +0000"
    outer["Message-ID"] = "<forward@acme.example>"
    outer.set_content("For your information.\n")
    outer.add_attachment(
        inner, maintype="message", subtype="octet-stream", filename="m.eml"
    )
    return bytes(outer)


VARIANTS: dict[str, Callable[[], bytes]] = {
    "the same mail under another file name": lambda: mail(0, ("notice.pdf", PDF)),
    "mailed again": lambda: mail(1, ("notice.pdf", PDF)),
    "the file renamed": lambda: mail(2, ("Scan 0001.PDF", PDF)),
    "twice in one mail": lambda: mail(3, ("a.pdf", PDF), ("b.pdf", PDF)),
    "a byte behind its end": lambda: mail(4, ("notice.pdf", PDF + b"\n")),
    "saved again by another program": lambda: mail(5, ("notice.pdf", RESAVED)),
    "zipped": lambda: mail(6, ("notice.zip", zipped())),
    "as the text of a mail": lambda: mail(7, body=as_text()),
    "as text and as a file": lambda: mail(8, ("notice.pdf", PDF), body=as_text()),
    "with another text around it": lambda: mail(
        9, ("notice.pdf", PDF), body="2nd copy, sorry.\n", subject="COPY: notice"
    ),
    "forwarded, the mail as an attachment": forwarded,
    "quoted in a reply": lambda: mail(11, body=quoted(), subject="RE: notice"),
}


def test_the_document_itself_is_acted_on(stage: Stage) -> None:
    """The control: none of the shapes is harmless only because nobody can read it."""
    stage.put_mail(f"{SALE.number}.eml", mail(0, ("notice.pdf", PDF)))

    assert stage.night().status == 0
    assert stage.seen == EXPECTED


@pytest.mark.parametrize("nights_before", [0, 1])
def test_no_further_effect_of_the_same_document(
    nights_before: int, stage: Stage
) -> None:
    """All twelve at once, in the first night or after it."""
    assert len(VARIANTS) == 12
    stage.put_mail(f"{SALE.number}.eml", mail(0, ("notice.pdf", PDF)))
    for _ in range(nights_before):
        stage.night()
        stage.pass_days()
    for number, make in enumerate(VARIANTS.values()):
        stage.put_mail(f"variant-{number:02}.eml", make())

    evening = stage.night()

    assert evening.status == 0, evening.summary
    assert stage.seen == EXPECTED, evening.summary
    assert len(stage.writes) == 4


@pytest.mark.slow
@pytest.mark.parametrize("name", VARIANTS)
def test_each_shape_alone(name: str, stage: Stage) -> None:
    """One shape after the honest mail: no write, and nothing for a person to do."""
    stage.put_mail(f"{SALE.number}.eml", mail(0, ("notice.pdf", PDF)))
    stage.night()
    stage.pass_days()
    stage.put_mail("variant.eml", VARIANTS[name]())

    evening = stage.night()

    assert evening.status == 0
    assert evening.flagged == [], evening.summary
    assert stage.seen == EXPECTED
    assert len(stage.writes) == 4
