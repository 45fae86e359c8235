"""Folder, Maildir and mbox: all of the mail, oldest first, nothing touched."""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.ports import FetchedMail, Mailbox
from channels.errors import UnavailableError
from channels.mailboxes import files
from channels.mailboxes.folder import Folder
from channels.mailboxes.maildir import Maildir
from channels.mailboxes.mbox import Mbox
from extractors.codes import Reason

ROOT = os.geteuid() == 0


def mail(name: str, day: int = 20, *, text: str = "gone today") -> bytes:
    return (
        f"Received: from a.example by b.example; {day} Nov 2026 10:00:00 +0000\n"
        f"Message-ID: <{name}@a.example>\nSubject: {name}\n\n{text}\n"
    ).encode()


def write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def add_to_folder(root: Path, name: str, content: bytes) -> None:
    write(root / f"{name}.eml", content)


def add_to_maildir(root: Path, name: str, content: bytes) -> None:
    (root / "cur").mkdir(parents=True, exist_ok=True)
    write(root / "new" / name, content)


def add_to_mbox(root: Path, name: str, content: bytes) -> None:
    separator = f"From {name}@a.example Fri Nov 20 10:00:00 2026\n".encode()
    root.mkdir(exist_ok=True)
    with (root / "mbox").open("ab") as file:
        file.write(separator + content.replace(b"\nFrom ", b"\n>From ") + b"\n")


KINDS = {
    "folder": (Folder, add_to_folder, ""),
    "maildir": (Maildir, add_to_maildir, ""),
    "mbox": (Mbox, add_to_mbox, "mbox"),
}
Add = Callable[[Path, str, bytes], None]


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Mailbox, Add, Path]:
    adapter, add, name = KINDS[request.param]
    root = tmp_path / "mail"
    return adapter(root / name), add, root


def last_mark(fetched: list[FetchedMail], before: str | None) -> str | None:
    for each in fetched:
        before = each.watermark or before
    return before


def test_oldest_first_with_its_time(kind: tuple[Mailbox, Add, Path]) -> None:
    box, add, root = kind
    for name, day in [("c", 19), ("a", 20), ("b", 18)]:
        add(root, name, mail(name, day))

    fetched = list(box.fetch(None))

    assert [f.content for f in fetched] == [mail("b", 18), mail("c", 19), mail("a", 20)]
    assert [f.received.day for f in fetched if f.received] == [18, 19, 20]
    assert {f.issue for f in fetched} == {None}
    assert [bool(f.watermark) for f in fetched] == [False, False, True]


def test_the_same_mailbox_three_times(kind: tuple[Mailbox, Add, Path]) -> None:
    box, add, root = kind
    for name in "abcdef":
        add(root, name, mail(name))

    first = list(box.fetch(None))
    second = list(box.fetch(last_mark(first, None)))
    third = list(box.fetch(last_mark(second, last_mark(first, None))))

    assert {f.external_id for f in second} <= {f.external_id for f in first}
    assert len(second) <= 1, "unchanged is cheap; an mbox gives its last one again"
    assert second == third
    assert list(box.fetch(None)) == first


def test_nothing_is_touched(kind: tuple[Mailbox, Add, Path]) -> None:
    box, add, root = kind
    add(root, "a", mail("a"))

    def state() -> list[tuple[str, int, int]]:
        every = sorted(root.rglob("*"))
        return [(str(p), p.stat().st_mtime_ns, p.stat().st_size) for p in every]

    before = state()
    list(box.fetch(None))
    assert state() == before


def test_a_stopped_reading_loses_nothing(kind: tuple[Mailbox, Add, Path]) -> None:
    box, add, root = kind
    for name in "abc":
        add(root, name, mail(name))

    half = [next(box.fetch(None))]

    assert len(list(box.fetch(last_mark(half, None)))) == 3


@pytest.mark.parametrize("watermark", ["", "nonsense", "files/1:####", "mbox/1:9:00"])
def test_a_foreign_watermark_is_none(
    kind: tuple[Mailbox, Add, Path], watermark: str
) -> None:
    box, add, root = kind
    add(root, "a", mail("a"))
    assert list(box.fetch(watermark)) == list(box.fetch(None))


@pytest.mark.parametrize("adapter", [Folder, Maildir, Mbox])
def test_no_mailbox_there(adapter: type[Folder], tmp_path: Path) -> None:
    with pytest.raises(UnavailableError, match="nowhere"):
        list(adapter(tmp_path / "nowhere").fetch(None))


NIGHTS = st.lists(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 28)), max_size=4),
    min_size=1,
    max_size=5,
)


@pytest.mark.parametrize("name", KINDS)
@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(nights=NIGHTS)
def test_nothing_new_is_ever_missed(
    name: str,
    nights: list[list[tuple[int, int]]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """Whatever arrives, with whatever date, is fetched in its night."""
    adapter, add, inside = KINDS[name]
    root = tmp_path_factory.mktemp("nights")
    (root / "cur").mkdir()
    (root / "new").mkdir()
    (root / "mbox").touch()
    box = adapter(root / inside)
    mark: str | None = None
    ids: set[str] = set()
    for night, arrivals in enumerate(nights):
        new = {mail(f"{night}-{i}", day) for i, day in arrivals}
        for i, day in arrivals:
            add(root, f"{night}-{i}-{day}", mail(f"{night}-{i}", day))
        fetched = list(box.fetch(mark))
        mark = last_mark(fetched, mark)
        assert new <= {f.content for f in fetched}
        ids |= {f.external_id for f in fetched}
    assert {f.external_id for f in box.fetch(None)} == ids


def test_a_folder_at_any_depth(tmp_path: Path) -> None:
    for name in ["a.eml", "B.EML", "plain", "x/y/z/deep.eml"]:
        write(tmp_path / name, mail(name))
    for name in [".hidden.eml", ".git/c.eml", "note.txt", "scan.pdf"]:
        write(tmp_path / name, mail(name))

    fetched = list(Folder(tmp_path).fetch(None))

    names = {"a.eml", "B.EML", "plain", "x/y/z/deep.eml"}
    assert {f.external_id for f in fetched} == names


def test_links_of_a_folder(tmp_path: Path) -> None:
    root = tmp_path / "mail"
    write(root / "a.eml", mail("a"))
    outside = write(tmp_path / "outside" / "secret.eml", mail("secret"))
    (root / "inside.eml").symlink_to(root / "a.eml")
    (root / "leaves.eml").symlink_to(outside)
    (root / "folder").symlink_to(tmp_path / "outside")
    (root / "again").symlink_to(root)
    (root / "broken.eml").symlink_to(root / "gone.eml")
    (root / "circle.eml").symlink_to(root / "circle.eml")

    fetched = {f.external_id: f for f in Folder(root).fetch(None)}

    good = {name for name, f in fetched.items() if f.issue is None}
    assert good == {"a.eml", "inside.eml"}
    bad = {"leaves.eml", "folder", "broken.eml", "circle.eml"}
    assert set(fetched) - good == bad
    assert all(fetched[name].content == b"" for name in bad)


def test_what_cannot_be_read_is_said_and_comes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "SIZE_LIMIT", 1_000)
    write(tmp_path / "good.eml", mail("good"))
    write(tmp_path / "large.eml", mail("large", text="x" * 2_000))
    os.mkfifo(tmp_path / "pipe.eml")

    first = list(Folder(tmp_path).fetch(None))
    second = list(Folder(tmp_path).fetch(last_mark(first, None)))

    codes = {f.external_id: f.issue.code for f in first if f.issue}
    assert codes == {"large.eml": Reason.TOO_LARGE, "pipe.eml": Reason.UNREADABLE}
    assert {f.external_id for f in second} == {"large.eml", "pipe.eml"}


@pytest.mark.skipif(ROOT, reason="root may read everything")
def test_forbidden_files_and_folders(tmp_path: Path) -> None:
    write(tmp_path / "file.eml", mail("file")).chmod(0)
    write(tmp_path / "folder" / "a.eml", mail("a")).parent.chmod(0)

    first = list(Folder(tmp_path).fetch(None))
    (tmp_path / "folder").chmod(0o700)
    (tmp_path / "file.eml").chmod(0o600)
    second = list(Folder(tmp_path).fetch(last_mark(first, None)))

    assert {f.external_id for f in first if f.issue} == {"file.eml", "folder/"}
    contents = {f.content for f in second if not f.issue}
    assert contents == {mail("file"), mail("a")}


def test_a_file_that_vanishes_while_the_others_are_read(tmp_path: Path) -> None:
    write(tmp_path / "a.eml", mail("a", 1))
    write(tmp_path / "b.eml", mail("b", 2))

    fetching = Folder(tmp_path).fetch(None)
    first = next(fetching)
    (tmp_path / "b.eml").unlink()
    second = next(fetching)

    assert first.issue is None
    assert second.external_id == "b.eml"
    assert second.issue
    assert second.issue.code is Reason.UNREADABLE


def test_a_file_rewritten_is_fetched_again(tmp_path: Path) -> None:
    path = write(tmp_path / "a.eml", mail("a"))
    first = list(Folder(tmp_path).fetch(None))
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    time.sleep(0.02)
    path.write_bytes(mail("b"))
    os.utime(path, ns=times)

    second = list(Folder(tmp_path).fetch(last_mark(first, None)))

    assert [f.content for f in second] == [mail("b")]


def test_names_that_are_no_unicode(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.eml")).write_bytes(mail("a"))
    [fetched] = Folder(tmp_path).fetch(None)
    assert fetched.external_id == "\\xff\\xfe.eml"
    assert fetched.content == mail("a")


def test_without_any_header_the_file_says_when(tmp_path: Path) -> None:
    path = write(tmp_path / "a.eml", b"no header at all")
    os.utime(path, (1_000_000_000, 1_000_000_000))
    [fetched] = Folder(tmp_path).fetch(None)
    assert fetched.received == datetime.fromtimestamp(1_000_000_000, UTC)


def test_a_maildir_whose_messages_are_read_and_flagged(tmp_path: Path) -> None:
    add_to_maildir(tmp_path, "1.a.host", mail("a"))
    write(tmp_path / "cur" / "2.b.host:2,S", mail("b"))
    write(tmp_path / "tmp" / "3.c.host", mail("c"))
    first = list(Maildir(tmp_path).fetch(None))
    new = tmp_path / "new" / "1.a.host"
    new.rename(tmp_path / "cur" / "1.a.host:2,RS")

    assert [f.external_id for f in first] == ["1.a.host", "2.b.host"]
    assert list(Maildir(tmp_path).fetch(last_mark(first, None))) == []
    assert [f.external_id for f in Maildir(tmp_path).fetch(None)] == [
        "1.a.host",
        "2.b.host",
    ]


def test_what_lies_in_a_maildir_and_is_no_message(tmp_path: Path) -> None:
    add_to_maildir(tmp_path, "1.a.host", mail("a"))
    write(tmp_path / "new" / ".hidden", mail("b"))
    outside = write(tmp_path / "outside", mail("secret"))
    (tmp_path / "cur" / "2.b.host:2,").symlink_to(outside)
    os.mkfifo(tmp_path / "cur" / "3.c.host:2,")

    fetched = {f.external_id: f for f in Maildir(tmp_path).fetch(None)}

    assert set(fetched) == {"1.a.host", "2.b.host", "3.c.host"}
    assert fetched["1.a.host"].issue is None
    assert all(fetched[name].issue for name in ("2.b.host", "3.c.host"))
    assert fetched["2.b.host"].content == b""


def test_a_file_that_grows_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.eml", mail("a"))
    monkeypatch.setattr(files, "SIZE_LIMIT", len(mail("a")))
    fetching = Folder(tmp_path).fetch(None)
    path.write_bytes(mail("a") * 2)
    [fetched] = fetching
    assert fetched.issue
    assert fetched.issue.code is Reason.TOO_LARGE


SEPARATOR = b"From a@a.example Fri Nov 20 10:00:00 2026\n"
MBOX = [
    pytest.param(b"", [], id="empty"),
    pytest.param(b"\n\n", [], id="blank"),
    pytest.param(SEPARATOR + mail("a"), [(mail("a"), None)], id="one"),
    pytest.param(
        SEPARATOR + mail("a") + b"\n" + SEPARATOR + mail("b"),
        [(mail("a"), None), (mail("b"), None)],
        id="two",
    ),
    pytest.param(
        (SEPARATOR + mail("a") + b"\n" + SEPARATOR + mail("b")).replace(b"\n", b"\r\n"),
        [(mail(n).replace(b"\n", b"\r\n"), None) for n in "ab"],
        id="CR LF",
    ),
    pytest.param(
        SEPARATOR + mail("a", text="hello\n\nFrom the warehouse 20 parcels\n\nbye"),
        [(mail("a", text="hello\n\nFrom the warehouse 20 parcels\n\nbye"), None)],
        id="a sentence that begins with From",
    ),
    pytest.param(
        SEPARATOR + mail("a", text=">From us\n>>From them"),
        [(mail("a", text="From us\n>From them"), None)],
        id="guarded lines get back what they were",
    ),
    pytest.param(
        SEPARATOR + mail("a") + SEPARATOR + mail("b"),
        [(mail("a") + SEPARATOR + mail("b"), Reason.UNREADABLE)],
        id="no empty line before a separator: nobody guesses",
    ),
    pytest.param(
        SEPARATOR + mail("a") + b"\nFrom somewhere\n" + mail("b"),
        [(mail("a") + b"\nFrom somewhere\n" + mail("b"), Reason.UNREADABLE)],
        id="a separator without its date",
    ),
    pytest.param(mail("a"), [(mail("a"), None)], id="no separator at all"),
    pytest.param(
        b"From 1823@xxx Fri Nov 20 10:00:00 +0000 2026\n" + mail("a"),
        [(mail("a"), None)],
        id="a zone before the year",
    ),
    pytest.param(
        SEPARATOR + mail("a", text="x" * 200_000 + "From b"),
        [(mail("a", text="x" * 200_000 + "From b"), None)],
        id="an endless line",
    ),
]


@pytest.mark.parametrize(("content", "expected"), MBOX)
def test_mbox(
    content: bytes, expected: list[tuple[bytes, Reason | None]], tmp_path: Path
) -> None:
    path = write(tmp_path / "mbox", content)
    fetched = [(f.content, f.issue and f.issue.code) for f in Mbox(path).fetch(None)]
    assert fetched == expected


def test_an_mbox_that_was_compacted_is_read_again(tmp_path: Path) -> None:
    for name in "abc":
        add_to_mbox(tmp_path, name, mail(name))
    box = Mbox(tmp_path / "mbox")
    first = list(box.fetch(None))
    (tmp_path / "mbox").unlink()
    for name in "bcd":
        add_to_mbox(tmp_path, name, mail(name))

    second = list(box.fetch(last_mark(first, None)))

    assert [f.content for f in second] == [mail(name) for name in "bcd"]
    known = {f.external_id for f in first}
    assert [f.external_id in known for f in second] == [True, True, False]


def test_an_mbox_message_cut_short_by_its_delivery(tmp_path: Path) -> None:
    path = write(tmp_path / "mbox", SEPARATOR + mail("a")[:-10])
    first = list(Mbox(path).fetch(None))
    path.write_bytes(SEPARATOR + mail("a") + b"\n" + SEPARATOR + mail("b"))

    second = list(Mbox(path).fetch(last_mark(first, None)))

    assert [f.content for f in second] == [mail("a"), mail("b")]


@settings(deadline=None)
@given(
    content=st.binary(max_size=400)
    | st.text(alphabet="From :>20\n\r", max_size=80).map(str.encode)
)
def test_every_byte_of_an_mbox_is_in_some_message(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Any bytes: nothing raises, and no word outside a separator is dropped."""
    path = write(
        tmp_path_factory.mktemp("bytes") / "mbox", SEPARATOR + mail("a") + content
    )
    fetched = list(Mbox(path).fetch(None))
    kept = b"".join(f.content for f in fetched)
    separators = (line for line in content.split(b"\n") if line.startswith(b"From "))
    dropped = sum(len(line.replace(b">", b"").strip()) for line in separators)
    printed = len(content.replace(b">", b"").strip())
    assert len(kept.replace(b">", b"")) >= printed - dropped - content.count(b"\n")
