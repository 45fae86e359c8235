"""``agent eval`` as a command: sets found, runs kept and compared, the gate."""

import json
import os
import shutil
from io import BytesIO
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from pypdf import PdfReader, PdfWriter

from agent.evaluation.cases import BrokenTruthError
from agent.evaluation.run import cases_in
from agent.evaluation.stripped import without_files
from tests.commands import agent

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "fixtures"
HERE = Path(__file__).parent
BASELINES = HERE / "baselines"
OWN = {
    "demo": (DEMO, 94),
    "demo-invoices": (HERE / "gold" / "demo-invoices", 16),
    "drawn": (HERE / "gold" / "drawn", 51),
    "suppliers": (HERE / "gold" / "suppliers", 48),
}
"""Sets of our own with a committed baseline, and how many documents each has."""
CORPORA = os.environ.get("NIGHTCLERK_CORPORA")


def run(*arguments: str | Path) -> CompletedProcess[str]:
    return agent("eval", *arguments)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return a world of three mails of the demo's."""
    expected = json.loads((DEMO / "expected.json").read_text())
    chosen = [m for m in expected["messages"] if m["notices"]][:3]
    world = tmp_path / "small"
    for message in chosen:
        target = world / message["file"]
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(DEMO / message["file"], target)
    (world / "expected.json").write_text(json.dumps({"messages": chosen}))
    return world


@pytest.mark.parametrize("name", OWN)
def test_nothing_that_was_right_is_wrong_now(name: str) -> None:
    """The gate. What got better is kept with ``--save`` to the baseline."""
    folder, count = OWN[name]
    ran = run("--set", folder, "--compare", BASELINES / f"{name}.json")
    worse = [line for line in ran.stdout.splitlines() if line.startswith("!")]

    assert (ran.returncode, worse) == (0, []), ran.stderr
    assert f"compared: {count} documents" in ran.stdout


@pytest.mark.parametrize("name", OWN)
def test_a_baseline_knows_every_document(name: str) -> None:
    kept = json.loads((BASELINES / f"{name}.json").read_text())["cases"]

    assert set(kept) == {case.id for case in cases_in([OWN[name][0]])}


def test_a_run_compared_with_itself_is_the_same(small: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    saved = run("--set", small, "--save", kept)
    ran = run("--set", small, "--compare", kept)

    assert (saved.returncode, ran.returncode) == (0, 0), ran.stderr
    assert "compared: 3 documents, 0 changed, 0 got wrong" in ran.stdout


def test_what_got_wrong_is_named_and_fails(small: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.json"
    run("--set", small, "--save", kept)
    expected = json.loads((small / "expected.json").read_text())
    expected["messages"][0]["notices"][0]["tracking_numbers"] = ["1Z0000000000000000"]
    (small / "expected.json").write_text(json.dumps(expected))
    ran = run("--set", small, "--compare", kept)

    assert ran.returncode == 1
    assert f"! small/{expected['messages'][0]['file']}: right → wrong" in ran.stdout
    assert "tracking_numbers: correct → wrong" in ran.stdout


def test_json_says_it_all_once(small: Path) -> None:
    ran = run("--set", small, "--json")
    board = json.loads(ran.stdout)

    assert [s["set"] for s in board["sets"]] == ["small"]
    assert len(board["cases"]) == 3
    assert board["changes"] is None


def test_answers_kept_from_a_model_join_offline(small: Path) -> None:
    """The demo's scripted answers say what the mails say: nothing gets worse."""
    answers = DEMO / "model.json"
    if not answers.exists():
        pytest.skip("this world has no scripted answers")
    ran = run("--set", small, "--replay", answers, "--json")

    assert ran.returncode == 0
    assert "wrong" not in {c["state"] for c in json.loads(ran.stdout)["cases"]}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["--set", "nowhere"], "no truth.jsonl", id="no such set"),
        pytest.param(
            ["--set", str(DEMO), "--compare", str(DEMO / "expected.json")],
            "holds no results of agent eval",
            id="no results",
        ),
        pytest.param(
            ["--set", str(DEMO), "--replay", "nowhere"], "No such file", id="no answers"
        ),
        pytest.param(
            ["--set", str(DEMO), "--replay", __file__], "is no JSON", id="no JSON"
        ),
        pytest.param(
            ["--set", str(DEMO), "--save", str(DEMO)], "Is a directory", id="no file"
        ),
    ],
)
def test_what_cannot_be_used_is_said_in_one_line(
    arguments: list[str], said: str
) -> None:
    ran = run(*arguments)

    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1)
    assert ran.stderr.startswith("error: ")
    assert said in ran.stderr


@pytest.mark.parametrize("option", ["--set", "--replay", "--compare", "--save"])
def test_an_empty_name_is_refused(option: str, small: Path) -> None:
    """As of a variable that is not set: a run must not go on without its answers."""
    ran = run("--set", small, option, "")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert "an empty name" in ran.stderr


def with_file() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment("factur-x.xml", b"<xml/>")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_embedded_files_are_taken_out() -> None:
    content = with_file()
    bare = PdfReader(BytesIO(without_files(content)))

    assert list(PdfReader(BytesIO(content)).attachments) == ["factur-x.xml"]
    assert (list(bare.attachments), len(bare.pages)) == ([], 1)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\nbroken", b"a mail"])
def test_what_is_no_pdf_stays_as_it_is(content: bytes) -> None:
    assert without_files(content) == content


@pytest.mark.corpora
@pytest.mark.skipif(not CORPORA, reason="needs NIGHTCLERK_CORPORA")
def test_every_set_of_the_corpora_is_understood() -> None:
    cases = cases_in([Path(CORPORA or "")], without_xml=True)

    assert {case.set for case in cases} >= {
        "invoices-azure",
        "invoices-vrdu",
        "invoices-xml/layout",
        "invoices-xml/printout",
        "shipping-mails",
    }
    assert all(case.path.is_file() for case in cases)


@pytest.mark.parametrize("text", ["[1, 2]", "{bad", "{}", '{"messages": [3]}'])
def test_a_world_whose_truth_is_broken_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "expected.json").write_text(text)

    with pytest.raises(BrokenTruthError, match=r"expected\.json"):
        cases_in([tmp_path])


@pytest.mark.parametrize("text", ["{bad", "[]", "{}", '{"file": "a", "total": "x"}'])
def test_a_row_whose_truth_is_broken_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "truth.jsonl").write_text(f"\n{text}\n")

    with pytest.raises(BrokenTruthError, match=r"truth\.jsonl, line 2"):
        cases_in([tmp_path])
