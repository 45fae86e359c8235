"""The recogniser's process: limits before the first pixel, nothing of ours in it."""

from pathlib import Path

import pytest

from agent.reading.scans import Scans, recognise
from agent.reading.tesseract import MEMORY, RecogniserError, tesseract
from extractors.ocr.values import Place, Scan

SCAN = Scan(40, 30, 200, 0.0, 14.4, 10.8, bytes(1200))
LISTS = '#!/bin/sh\n[ "$1" = --list-langs ] && echo eng && exit\n'


def program(folder: Path, script: str) -> str:
    """Return a program that is called as tesseract is."""
    file = folder / "recogniser"
    file.write_text(LISTS + script)
    file.chmod(0o755)
    return str(file)


def test_it_is_limited_before_it_sees_the_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIGHTCLERK_SHOPS__MAIN__TOKEN", "secret")
    # Only what the shell does itself: it may start no process.
    script = """
    read a; read b; read c; echo $a; echo $b; echo $c
    ulimit -v; ulimit -f; ulimit -c; set; pwd
    """
    engine = tesseract(("eng", "xxx"), program(tmp_path, script))
    assert engine

    said = engine.table(SCAN, 20).decode().splitlines()

    assert said[:3] == ["P5", "40 30", "255"]
    assert said[3:6] == [str(MEMORY // 1024), "0", "0"]
    assert "OMP_THREAD_LIMIT='1'" in said
    assert not [line for line in said if "NIGHTCLERK" in line or "secret" in line]
    assert "/" in said
    assert engine.cpu_seconds > 0
    assert engine.peak_bytes > 0


def test_it_is_told_what_it_reads(tmp_path: Path) -> None:
    engine = tesseract(("deu", "eng"), program(tmp_path, 'echo "$@"'))
    assert engine

    assert engine.table(SCAN, 20).split() == (
        b"stdin stdout -l eng --psm 4 --oem 1 --dpi 200 tsv".split()
    )


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("exit 3", "ended with status 3"),
        ("kill -SEGV $$", "ended with SIGSEGV"),
        ("exec sleep 60", "within the time limit"),
        ("while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done", "limit|too large"),
    ],
)
def test_it_ends_whatever_happens(tmp_path: Path, script: str, why: str) -> None:
    engine = tesseract(("eng",), program(tmp_path, script))
    assert engine

    with pytest.raises(RecogniserError, match=why):
        engine.table(SCAN, 0.5 if "sleep" in script else 20)


@pytest.mark.parametrize(
    "script", [None, "#!/bin/sh\nexit 1\n", "#!/bin/sh\necho fra\n"]
)
def test_without_program_or_language_there_is_none(
    tmp_path: Path, script: str | None
) -> None:
    file = tmp_path / "recogniser"
    if script is not None:
        file.write_text(script)
        file.chmod(0o755)

    assert tesseract(("eng",), str(file)) is None


def test_time_for_one_file_is_bounded(tmp_path: Path) -> None:
    """Each look takes a second of this clock; the third page is not begun."""
    scans = Scans(
        pages=9, seconds=1.5, command=program(tmp_path, "exec cat >/dev/null")
    )
    engine = scans.engine
    assert engine
    now = iter(range(100))
    places = [("d", number) for number in range(1, 6)]

    def draw(_place: Place, _dpi: int, _turned: int) -> Scan:
        return SCAN

    told = recognise(places, draw, engine, scans, clock=lambda: next(now))

    assert list(told.pages) == [("d", 1)]
    assert told.without == "recognition took longer than 1.5 s"


def test_a_page_that_cannot_be_drawn_says_so(tmp_path: Path) -> None:
    scans = Scans(command=program(tmp_path, "exec cat >/dev/null"))
    engine = scans.engine
    assert engine

    told = recognise([("d", 1)], lambda *_: None, engine, scans)

    assert told.pages["d", 1].failed == "the page cannot be drawn"
