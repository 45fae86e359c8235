"""Protected PDFs of suppliers open with passwords that only the environment knows."""

import io
import json
from pathlib import Path
from subprocess import CompletedProcess

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from agent.reading.pool import read_many
from agent.reading.protocol import NONE_KNOWN, Passwords, Request, read_request
from agent.settings.load import SettingsError
from agent.settings.secrets import pdf_passwords
from extractors.codes import Reason
from extractors.values import ShipNotice
from tests.commands import agent

SECRET = "Mühle 7"  # noqa: S105  # of a file made here


def pdf(algorithm: str) -> bytes:
    """Return a packing slip that opens with SECRET, and one file embedded in it."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for n, line in enumerate(
        (
            "PACKING SLIP",
            "Purchase Order: 48960",
            "Tracking Number: 1Z5R89390357567127",
        )
    ):
        canvas.drawString(72, 700 - 20 * n, line)
    canvas.save()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(out.getvalue()))
    writer.add_attachment("lines.csv", b"sku,quantity\nAB-1,2\n")
    writer.encrypt(SECRET, algorithm=algorithm)
    locked = io.BytesIO()
    writer.write(locked)
    return locked.getvalue()


ALGORITHMS = ["RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256"]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_known_password_opens_a_file_in_the_confined_reader(algorithm: str) -> None:
    content = pdf(algorithm)
    known = Passwords(("wrong", SECRET))

    [(_, opened)] = read_many([("a", content, "a.pdf")], passwords=known)

    assert [d.name for d in opened.documents] == ["a.pdf", "lines.csv"]
    [slip] = [e.record for e in opened.extractions if isinstance(e.record, ShipNotice)]
    assert slip.po_number
    assert slip.po_number.value == "48960"


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("known", [NONE_KNOWN, Passwords(("wrong", "also wrong"))])
def test_without_the_password_a_file_is_encrypted(
    algorithm: str, known: Passwords
) -> None:
    [(_, closed)] = read_many([("a", pdf(algorithm), "a.pdf")], passwords=known)

    assert [d.reason for d in closed.documents] == [Reason.ENCRYPTED]
    assert closed.kind == "unreadable"


def test_passwords_travel_with_the_request() -> None:
    request = Request(b"%PDF", "a.pdf", passwords=Passwords(("", SECRET, "x" * 70)))
    pipe = io.BytesIO(request.encode() + request.content)

    assert read_request(pipe) == request._replace(
        passwords=Passwords((SECRET, "x" * 70))
    )


def test_no_representation_shows_a_password() -> None:
    known = Passwords((SECRET,))

    for shown in (
        repr(known),
        str(known),
        f"{known}",
        repr(Request(b"", "", passwords=known)),
    ):
        assert SECRET not in shown


def test_variables_give_passwords_in_order() -> None:
    environment = {"MILL_PDF": "one", "ACME_PDF": "two"}

    assert pdf_passwords(["ACME_PDF", "MILL_PDF"], environment) == ("two", "one")


def test_what_is_not_set_is_named_unless_it_may_be_the_secret_itself() -> None:
    with pytest.raises(SettingsError) as caught:
        pdf_passwords(["NOT_SET", "hunter2"], {})

    assert "NOT_SET" in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_the_command_takes_the_name_of_a_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MILL_PDF", SECRET)
    file = tmp_path / "slip.pdf"
    file.write_bytes(pdf("AES-256"))
    out = tmp_path / "slip.png"

    def read(*options: str | Path) -> CompletedProcess[str]:
        return agent("read", file, *options)

    opened = read("--pdf-password", "MILL_PDF", "--json", "--evidence", out)
    assert json.loads(opened.stdout)["documents"][0]["status"] == "read"
    assert out.read_bytes().startswith(b"\x89PNG")
    assert SECRET not in opened.stdout + opened.stderr
    assert json.loads(read("--json").stdout)["documents"][0]["reason"] == "encrypted"
    assert read("--pdf-password", "NOT_SET").returncode == 2
