"""Whatever a stranger calls a file: no path is made of it, and nothing is named so."""

import io
import re
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.cli.app import run
from matchers.billing.bills import _extension
from sandbox.box import start
from sandbox.settings import Settings as BoxSettings

from . import bill_world, small_world
from .stage import Stage, StoreFolder, staged

NAMES = {
    "up": "../../../outside.csv",
    "up, as Windows writes it": "..\\..\\outside.csv",
    "up, in one part": "a/../../outside.csv",
    "absolute": "/var/outside.csv",
    "a drive": "C:\\outside.csv",
    "a drive's stream": "outside.csv:evil",
    "a share": "\\\\e.example\\share\\outside.csv",
    "a device": "CON.csv",
    "a device of Unix": "/dev/null",
    "a home": "~/outside.csv",
    "an address": "file:///var/outside.csv",
    "a hidden file": ".bashrc",
    "the folder": ".",
    "the folder above": "..",
    "an option": "-rf",
    "long": "x" * 300 + ".csv",
    "turned round": "notice\u202evsc.exe",
    "an end": "notice.csv\x00.exe",
    "a line": "notice\r\nX-Evil: 1.csv",
    "control characters": "\x1b[2Jnotice\x07\x9b.csv",
    "a command": "$(touch outside);`id`|x.csv",
    "a pattern": "*.csv",
    "mark-up": "<img src=x onerror=alert(1)>.csv",
    "percents": "%2e%2e%2foutside.csv",
    "blanks": "   ",
    "nothing": "",
    "letters apart": "no\u0308tice\u200b\U000e0041.csv",
}
OWN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
SALES = small_world.SALES[:1]


def raw_name(name: str) -> str:
    """Return *name* as RFC 2231 writes it, in two parts, whatever it holds."""
    coded = "".join(f"%{byte:02X}" for byte in name.encode())
    half = len(coded) // 6 * 3
    return f"filename*0*=utf-8''{coded[:half]}; filename*1*={coded[half:]}"


def carrying(name: str, number: int, *, twice: bool = False) -> bytes:
    """Return the vendor's mail with a table and an archive under that *name*."""
    head = small_world.message(SALES[0]).partition("MIME-Version")[0]
    head = re.sub(r"Message-ID: .*", f"Message-ID: <n{number}@acme.example>", head)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo(name or "/"), "po,qty\n1,2\n")
    message = EmailMessage()
    message.set_content("see the files")
    for kind, content in (("csv", b"po,qty\n1,2\n"), ("zip", packed.getvalue())):
        for _ in range(1 + twice):
            message.add_attachment(content, "application", kind, filename=f"@{kind}@")
    text = message.as_bytes().decode()
    for kind in ("csv", "zip"):
        text = re.sub(rf'filename="@{kind}@"', lambda _: raw_name(name), text)
    return (head.replace("\n", "\r\n") + text.replace("\n", "\r\n")).encode()


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path, SALES) as made:
        yield made


def outside(root: Path) -> set[str]:
    """Return what lies below *root*, but for the store and the services' own state."""
    apart = {"store", "services"}
    found = (path.relative_to(root) for path in root.rglob("*"))
    return {str(path) for path in found if path.parts[0] not in apart}


@pytest.mark.slow
def test_no_name_of_an_attachment_becomes_a_path(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, name in enumerate(NAMES.values()):
        stage.put_mail(f"n{number}.eml", carrying(name, number, twice=number == 0))
    mailbox = stage.world / "emails"
    for number, name in enumerate(("-rf.eml", "a\x1b[2J\nb.eml", "..eml", "$(id).eml")):
        (mailbox / name).write_bytes(carrying("notice.csv", 900 + number))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    before = outside(tmp_path)

    report = stage.night().night.report

    assert report.messages >= len(NAMES) + 4
    assert outside(tmp_path) == before
    kept = [path.name for path in stage.store.root.rglob("*")]
    assert [name for name in kept if not OWN.fullmatch(name)] == []
    assert [name for name in kept if "outside" in name or "notice" in name] == []

    evidence = tmp_path / "services" / "evidence"
    evidence.mkdir()
    run(["read", "--evidence", str(evidence), *map(str, mailbox.iterdir())])
    assert outside(tmp_path) == before
    drawn = [path.name for path in evidence.rglob("*")]
    assert drawn
    assert [name for name in drawn if not re.fullmatch(r"[\d-]+\.\w+", name)] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "../../../outside.pdf",
        "C:\\outside.pdf",
        "-rf.pdf",
        "notice\r\nX-Evil: 1.pdf",
        '"; filename="outside.pdf',
    ],
)
def test_the_books_get_a_name_of_ours(tmp_path: Path, name: str) -> None:
    world = bill_world.build(tmp_path / "world")
    for path in (world / "emails").glob("*.eml"):
        content = path.read_bytes()
        raw = f"filename*0*={raw_name(name).partition('=')[2]}".encode()
        path.write_bytes(
            content.replace(b"filename=invoice.pdf", raw).replace(
                b"; name=invoice.pdf", b""
            )
        )
    kind = BoxSettings(quickbooks_grace=86400.0)
    with start(world, tmp_path / "services", settings=kind) as box:
        stage = Stage(world, box, StoreFolder(tmp_path / "store"))
        stage.night()
        uploads = [w for w in box.writes("quickbooks") if w["operation"] == "upload"]
    assert len(uploads) == 1
    [written] = re.findall(r"acme-[^'\"]*", repr(uploads[0]))[:1]
    assert re.fullmatch(r"acme-[A-Za-z0-9-]+\.(?:pdf|csv|txt)", written)


@given(st.text(max_size=80) | st.sampled_from(sorted(NAMES.values())))
def test_an_ending_is_one_that_the_books_know(name: str) -> None:
    assert re.fullmatch(r"[a-z]{3,4}", _extension(name))
