"""``agent read`` as a command: what it prints, what it writes, how it ends."""

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from agent.cli.inputs import LARGEST
from tests.commands import agent

AGENT = Path(sys.executable).with_name("agent")
EMAILS = Path(__file__).parents[2] / "fixtures" / "emails"
PRINTED = next(
    path
    for path in sorted(EMAILS.rglob("*.eml"))
    if b"application/pdf" in (content := path.read_bytes()) and b"packing" in content
)
MAIL = (
    b"From: a@b.example\nSubject: shipped\nMessage-ID: <1@b.example>\n\n"
    b"Your PO: 1001\nShipped via UPS, tracking number 1Z5R89390357567127\n"
)


def read(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return agent("read", *arguments)


def started(
    *arguments: str | Path, piped: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Read in a process of its own, as a shell starts it."""
    return subprocess.run(
        [AGENT, "read", *arguments],
        input=piped,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    file = tmp_path / "a.eml"
    file.write_bytes(MAIL)
    return file


def test_json_is_one_object_a_line(mail: Path) -> None:
    ran = read(mail, mail, "--json")
    first, second = map(json.loads, ran.stdout.splitlines())
    [record] = first["records"]

    assert first == second
    assert list(first) == ["path", "kind", "documents", "records", "issues"]
    assert list(record["fields"]) == [
        "po_number", "order_number", "carrier", "tracking_numbers", "ship_date",
    ]  # fmt: skip
    assert record["evidence"]["po_number"] | {"document": ""} == {
        "document": "",
        "page": 1,
        "box": None,
        "offset": 9,
        "quote": "1001",
    }


def test_folders_are_read_at_any_depth(tmp_path: Path) -> None:
    for name in ("a/1.eml", "a/b/2.eml", ".hidden/3.eml", "a/.4.eml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(MAIL)
    ran = read(tmp_path, "--json")
    paths = [json.loads(line)["path"] for line in ran.stdout.splitlines()]

    assert paths == [str(tmp_path / "a/1.eml"), str(tmp_path / "a/b/2.eml")]


def test_what_is_not_there_is_one_line_and_the_rest_is_read(
    mail: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    ran = read(tmp_path / "nothing\x1b.pdf", empty, large, mail, "--json")

    assert ran.returncode == 2
    assert read(empty, mail).returncode == 1
    assert len(ran.stdout.splitlines()) == 1
    assert sorted(ran.stderr.splitlines()) == sorted(
        [
            f"error: {tmp_path}/nothing\\x1b.pdf: No such file or directory",
            f"error: {empty}: a folder without files",
            f"error: {large}: larger than {LARGEST >> 20} MiB",
        ]
    )


@pytest.mark.parametrize("arguments", [[""], ["--store", ""]])
def test_an_empty_name_is_not_this_folder(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.eml").write_bytes(MAIL)
    ran = agent("status", *arguments) if arguments[1:] else read(*arguments)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert "an empty name" in ran.stderr
    assert read(".").returncode == 0


def test_evidence_goes_to_no_empty_name(mail: Path) -> None:
    ran = read(mail, "--evidence", "")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert "an empty name" in ran.stderr


@pytest.mark.parametrize(
    ("name", "status", "said"),
    [
        ("a" * 5000, 1, "File name too long"),
        ("a.eml/inside", 2, "Not a directory"),
        (" ", 2, "' ': No such file or directory"),
        ("*.none", 2, "no file is named like this"),
    ],
)
def test_a_name_of_no_file_is_said_and_the_rest_is_read(
    name: str,
    status: int,
    said: str,
    mail: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(mail.parent)
    ran = read(name, mail)

    assert ran.returncode == status
    assert said in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    assert "1001" in ran.stdout


def test_a_folder_of_hidden_files_says_why_nothing_is_read(tmp_path: Path) -> None:
    (tmp_path / ".a.eml").write_bytes(MAIL)
    ran = read(tmp_path)

    assert ran.returncode == 1
    assert ran.stderr == (
        f"error: {tmp_path}: a folder without files but hidden ones,"
        " which are left out\n"
    )


def test_a_file_that_is_not_read_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"%PDF-1.7\nbroken")

    assert read(file).stdout.splitlines() == [
        f"{file} · unreadable",
        (
            "  document  a.pdf  application/pdf, unreadable: damaged"
            " (the PDF is cut off or broken)"
        ),
        "    → Ask the vendor to send it again.",
        "",
    ]


@pytest.mark.parametrize("name", ["a.pdf", "a.eml", "a.png", "a.csv"])
def test_an_empty_file_says_that_it_is_empty(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.touch()
    read_ = json.loads(read(file, "--json").stdout)

    [document] = read_["documents"]
    assert (read_["kind"], document["status"]) == ("unreadable", "unreadable")
    assert document["reason"] == "damaged"
    assert "damaged (an empty file, 0 bytes)" in read(file).stdout


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 100, b"%PDF-1.7\nbroken", b"PK\3\4 not an archive", b"\xff\xfe\0"],
)
def test_any_file_ends_with_an_answer(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(content)
    ran = read(file, "--json")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert json.loads(ran.stdout)["documents"]


def test_many_files_are_a_line_each_and_what_failed_comes_first(
    tmp_path: Path,
) -> None:
    for number in range(11):
        (tmp_path / f"{number:02}.eml").write_bytes(MAIL)
    (tmp_path / "03.eml").write_bytes(b"")
    ran = read(*sorted(tmp_path.iterdir()), tmp_path / "gone.eml")
    lines = ran.stdout.splitlines()

    assert ran.returncode == 2
    assert lines[0].endswith("00.eml · ship notice, PO 1001 1Z5R89390357567127")
    assert lines[3].endswith("03.eml · unreadable  ! damaged (an empty file, 0 bytes)")
    assert lines[12] == "Not read, or not all of it:"
    assert lines[13].endswith(
        "03.eml  damaged (an empty file, 0 bytes): Ask the vendor to send it again."
    )
    assert lines[14:] == [
        "11 files, 10 without a doubt, 1 not read, 1 not opened",
        "  ship notice 10 · unreadable 1",
    ]
    full = read(tmp_path, "--full").stdout
    assert full.count("  ship notice, read by layout in text of the mail") == 10


def test_what_is_piped_in_is_read(tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    ran = started("-", "--json", "--evidence", out, piped=MAIL.decode())
    [shown] = map(json.loads, ran.stdout.splitlines())

    assert (shown["path"], shown["kind"], ran.returncode) == ("-", "ship_notice", 0)
    assert "1Z5R89390357567127" in out.read_text()


def test_a_pattern_that_the_shell_left_is_expanded(mail: Path, tmp_path: Path) -> None:
    ran = read(tmp_path / "*.eml", tmp_path / "q*.pdf", "--json")

    assert [json.loads(line)["path"] for line in ran.stdout.splitlines()] == [str(mail)]
    assert ran.stderr == f"error: {tmp_path}/q*.pdf: no file is named like this\n"
    assert ran.returncode == 2


def test_a_pipe_without_a_writer_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    assert read(tmp_path / "pipe", "--json").returncode == 0


def test_a_name_that_is_no_text_is_shown_escaped(tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + b"/\xff.eml"
    Path(os.fsdecode(file)).write_bytes(MAIL)
    people, machines = read(tmp_path), started(tmp_path, "--json")

    assert (people.returncode, machines.returncode) == (0, 0)
    assert json.loads(machines.stdout)["path"].endswith("\udcff.eml")


def test_who_stops_listening_is_no_error(mail: Path) -> None:
    command = f"{AGENT} read {' '.join([str(mail)] * 40)} | head -1"
    ran = subprocess.run(
        ["/bin/sh", "-c", command], capture_output=True, text=True, check=False
    )

    assert ran.stderr == ""
    assert "· ship notice, PO 1001" in ran.stdout


def test_evidence_is_one_page_that_fetches_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    ran = read(PRINTED, "--evidence", out)
    page = out.read_text()

    assert (ran.returncode, ran.stderr) == (0, "")
    assert page.count("data:image/png;base64,") >= 1
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert 'class="box"' in page


def test_evidence_is_whole_though_nobody_listens(tmp_path: Path) -> None:
    command = f"{AGENT} read {PRINTED} {PRINTED} --evidence {tmp_path}/a.html | head -1"
    subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)
    page = (tmp_path / "a.html").read_text()

    assert page.count("<section>") == 2
    assert page.endswith("</html>\n")


def test_evidence_as_a_picture(tmp_path: Path) -> None:
    ran = read(PRINTED, "--evidence", tmp_path / "out.png")
    image = Image.open(BytesIO((tmp_path / "out.png").read_bytes()))

    assert ran.returncode == 0
    assert min(image.size) > 1000


def test_evidence_into_a_folder(mail: Path, tmp_path: Path) -> None:
    read(PRINTED, mail, "--evidence", tmp_path / "out")

    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "0001.html",
        "0001.png",
        "0002.html",
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("out.pdf", "name a file that ends in .html or .png"),
        ("there", "name a file that ends in .html or .png"),
        ("there/out.html", "no folder"),
        ("folder.html", "Is a directory"),
    ],
)
def test_evidence_that_cannot_be_is_a_usage_error(
    mail: Path, tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "there").write_text("a file")
    (tmp_path / "folder.html").mkdir()
    ran = read(mail, "--evidence", tmp_path / name)

    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert said in ran.stderr
