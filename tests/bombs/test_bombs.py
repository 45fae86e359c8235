"""Files that try to kill their reader: the keeper lives, and each has a reason."""

import importlib.util
import resource
import time
from pathlib import Path
from types import ModuleType

import pytest

from agent.reading.confined import ConfinedReader
from extractors.codec import decode
from extractors.codes import Reason


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "make_bombs", Path(__file__).with_name("make.py")
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MAKE = _load()
KILLED = {Reason.TOO_LARGE, Reason.TIMEOUT}
REASONS: dict[str, set[Reason | None]] = {
    "to_unicode.pdf": {None},
    "flate.pdf": KILLED,
    "forms.pdf": KILLED,
    "form_of_itself.pdf": KILLED | {Reason.SCAN_NO_TEXT},
    "operators.pdf": KILLED | {None},
    "many_pages.pdf": {Reason.SCAN_NO_TEXT, Reason.TOO_LARGE},
    "page_loop.pdf": {Reason.DAMAGED},
    "deep_mime.eml": {Reason.TOO_LARGE},
    "many_parts.eml": {Reason.TOO_LARGE},
    "continuations.eml": {Reason.DAMAGED},
    "recipients.eml": {None},
    "encoded_words.eml": {None},
    "brackets.eml": {None},
    "nested_messages.eml": {Reason.TOO_LARGE},
    "attached_forms.eml": KILLED,
    "attached_zip.eml": {Reason.TOO_LARGE},
    "zip_that_lies.zip": {Reason.DAMAGED, Reason.TOO_LARGE},
    "many_members.zip": {Reason.TOO_LARGE},
    "workbook.xlsx": {Reason.TOO_LARGE},
    "deep_html.eml": {None},
    "deep_tables.eml": {None},
    "many_cells.eml": {None},
    "wide_spans.eml": {None},
}


def test_every_bomb_is_expected() -> None:
    assert set(REASONS) == set(MAKE.BOMBS)


@pytest.mark.slow
@pytest.mark.bombs
@pytest.mark.parametrize("name", REASONS)
def test_a_bomb_costs_one_reading(name: str) -> None:
    content = MAKE.BOMBS[name]()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reader = ConfinedReader()
    begin = time.monotonic()
    outcome = reader.read(content, name)
    took = time.monotonic() - begin
    reader.close()

    reading = decode(outcome.data)
    reasons = {document.reason for document in reading.documents}
    assert reasons & REASONS[name]
    assert not outcome.fault
    assert reading.mail or not name.endswith(".eml")
    assert took < 45
    assert outcome.peak_bytes < 1100 << 20
    # The keeper holds the file and the answer, nothing that grew out of it.
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) << 10
    assert grown < 64 << 20
