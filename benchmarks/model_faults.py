"""What comes of a document whatever the model's server does with the question.

    python benchmarks/model_faults.py

Prints a table for docs/benchmarks.md. Each row is a ship notice and a document of
money, asked about over HTTP with the product's own client; requests are the sandbox's
own count, and waits are counted, not slept. The last rows are models that obey what a
document says, a second run, and a spent budget.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tests' documents are ours

from channels.errors import ChannelError
from channels.model.budget import Budget, BudgetSpentError
from channels.model.reader import ModelReader
from channels.model.values import Asked
from extractors.values import Document, Evidence, Extraction
from review.reading_json import cited_facts
from tests.adversarial.injected import OWN, injected
from tests.channels.model.desk import Desk
from tests.channels.model.wire import (
    ANSWERED,
    FAULTS,
    HONEST,
    KINDS,
    document_of,
    filled,
    said,
)

_PATIENT = {"call_seconds": 30.0, "document_seconds": 60.0}
_PLACES = ("behind, in a mail", "on a page")
_ALONE = "the layout reader alone"


@dataclass
class Tally:
    """What some questions came to."""

    documents: int = 0
    requests: int = 0
    waited: float = 0.0
    ungrounded: int = 0
    """Values that stand though they are not printed where they claim to be."""
    endings: set[str] = field(default_factory=set)
    tokens: int = 0
    cost: Decimal = Decimal(0)

    def row(self, name: str) -> str:
        """Return the table's row."""
        cells = (
            name,
            self.documents,
            self.requests,
            f"{self.waited:.0f}",
            self.ungrounded,
            ", ".join(sorted(self.endings)),
            self.tokens,
            f"{self.cost:.5f}",
        )
        return "| " + " | ".join(map(str, cells)) + " |"


def main() -> int:
    """Print the table; 1 when a value stands that is not printed."""
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    sys.stdout.write(
        "| the server, or the model | documents | requests | waited s"
        " | ungrounded values | comes to | tokens booked | USD booked |\n"
        "|---|---|---|---|---|---|---|---|\n"
    )
    ungrounded = 0
    for name, tally in _rows():
        sys.stdout.write(tally.row(name) + "\n")
        ungrounded += tally.ungrounded
    return bool(ungrounded)


def _rows() -> Iterator[tuple[str, Tally]]:
    for row in ANSWERED:
        yield row.name, _each(lambda kind, row=row: filled(row, kind))  # type: ignore[misc]  # bound at once
    for fault in FAULTS:
        yield fault.name, _each(_honest, arm=fault.arm)
    late = {"call_seconds": 0.4, "document_seconds": 0.6}
    yield (
        "too slow",
        _each(lambda kind: [said(HONEST[kind], delay=3)], options=late, settle=4.0),
    )
    yield "obeys instructions in the document", _obeying()
    yield "honest, asked again in a second run", _each(_honest, again=True)
    yield (
        "budget spent",
        _each(_honest, options={"budget": Budget(Decimal(0)), **_PATIENT}),
    )


def _honest(kind: Asked) -> list[dict[str, Any]]:
    return [said(HONEST[kind])]


def _each(
    answers: Callable[[Asked], list[dict[str, Any]]],
    *,
    arm: dict[str, Any] | None = None,
    options: dict[str, Any] | None = None,
    again: bool = False,
    settle: float = 0.0,
) -> Tally:
    """Ask about one document of each kind, on a server of its own.

    Args:
        answers: What the model says of each kind.
        arm: A fault that the server has for every request.
        options: Of the reader.
        again: Count a second reader's run only, after the first.
        settle: Seconds until a slow server has counted what it was asked.
    """
    tally = Tally()
    for kind in KINDS:
        with _desk() as desk:
            document = document_of(kind)
            desk.script(document, *answers(kind))
            if arm:
                desk.box.arm(service="openai", operation="chat", times=None, **arm)
            if again:
                desk.reader(**_PATIENT).read(document, kind)
            told = len(desk.calls()), len(desk.kept.paid)
            _ask(desk, desk.reader(**(options or _PATIENT)), [document], kind, tally)
            time.sleep(settle)
            tally.requests += len(desk.calls()) - told[0]
            _book(desk, told[1], tally)
    return tally


def _obeying() -> Tally:
    tally = Tally()
    for kind in KINDS:
        for place in _PLACES:
            with _desk() as desk:
                cases = list(injected(list(OWN), place, money=kind == "money"))
                desk.script_all(
                    {c.document.sha256: [{"content": c.answer}] for c in cases}
                )
                documents = [case.document for case in cases]
                _ask(desk, desk.reader(**_PATIENT), documents, kind, tally)
                tally.requests += len(desk.calls())
                _book(desk, 0, tally)
    return tally


def _ask(
    desk: Desk,
    reader: ModelReader,
    documents: Sequence[Document],
    kind: Asked,
    tally: Tally,
) -> None:
    for document in documents:
        tally.documents += 1
        try:
            read = reader.read(document, kind)
        except BudgetSpentError:
            tally.endings.add(f"not asked; {_ALONE}")
        except ChannelError as error:
            tally.endings.add(f"`{type(error).__name__}`; {_ALONE}")
        else:
            tally.ungrounded += _ungrounded(read.extractions, document)
            codes = {issue.code for e in read.extractions for issue in e.issues}
            tally.endings |= {f"`{code}`" for code in codes} or {"the record stands"}
    tally.waited += sum(desk.slept)


def _ungrounded(extractions: Sequence[Extraction], document: Document) -> int:
    """Count the values that are not printed where their evidence says."""
    return sum(
        not _is_printed(evidence, document)
        for extraction in extractions
        for _, _, evidence in cited_facts(extraction)
    )


def _is_printed(evidence: Evidence, document: Document) -> bool:
    quote = "".join(evidence.quote.split())
    if not quote or evidence.document != document.sha256:
        return False
    if evidence.box is None:
        there = document.text[evidence.offset or 0 :]
        return "".join(there.split()).startswith(quote)
    x0, top, x1, bottom = evidence.box
    page = document.pages[evidence.page - 1]
    inside = (
        word.text
        for word in page.words
        if word.x0 < x1 and x0 < word.x1 and word.top < bottom and top < word.bottom
    )
    return quote in "".join(inside)


def _book(desk: Desk, since: int, tally: Tally) -> None:
    for _, _, attempt in desk.kept.paid[since:]:
        tally.tokens += attempt.usage.tokens
        tally.cost += attempt.cost or 0


@contextmanager
def _desk() -> Iterator[Desk]:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "world", Path(folder) / "state")
        try:
            yield desk
        finally:
            desk.stop()


if __name__ == "__main__":
    sys.exit(main())
