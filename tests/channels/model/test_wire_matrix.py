"""All that a server may do to a question: what comes of it, how often it is asked.

The number of requests is the sandbox's own count: the client library repeats nothing by
itself, and the one re-ask is ours.
"""

from typing import Any

import pytest

from channels.errors import AuthorizationError, UnavailableError
from channels.model.values import Asked
from extractors.codes import Reason
from extractors.values import Extraction
from tests.channels.model.wire import (
    ANSWERED,
    FAULTS,
    HONEST,
    KINDS,
    Fault,
    Row,
    document_of,
    filled,
    said,
)

kinds = pytest.mark.parametrize("kind", KINDS)


def codes(extractions: tuple[Extraction, ...]) -> set[Reason]:
    return {issue.code for e in extractions for issue in e.issues}


@kinds
@pytest.mark.parametrize("row", ANSWERED, ids=lambda row: row.name)
def test_what_is_answered(row: Row, kind: Asked, desk: Any) -> None:
    document = document_of(kind)
    desk.script(document, *filled(row, kind))

    read = desk.reader(call_seconds=30.0, document_seconds=60.0).read(document, kind)

    assert len(desk.calls()) == len(row.endings)
    if row.code is None:
        assert codes(read.extractions) == set()
    else:
        assert row.code in codes(read.extractions)
    stored = [attempt for _, _, attempt in desk.kept.paid]
    assert stored == list(read.attempts)
    assert tuple(attempt.ending for attempt in stored) == row.endings
    assert all(a.usage.input and a.usage.output and a.cost for a in stored)
    [told] = desk.kept.told
    assert told["cost_usd"] == read.cost
    assert told["output_tokens"] == sum(a.usage.output for a in stored)
    again = desk.reader(base_url="http://127.0.0.1:1/v1").read(document, kind)
    assert again.extractions == read.extractions, "a second run asks nothing"


@kinds
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_what_is_not_answered(fault: Fault, kind: Asked, desk: Any) -> None:
    document = document_of(kind)
    desk.script(document, said(HONEST[kind]))
    desk.box.arm(service="openai", operation="chat", times=None, **fault.arm)

    with pytest.raises(fault.error):
        desk.reader(call_seconds=60.0, document_seconds=90.0).read(document, kind)

    assert len(desk.calls()) == fault.calls
    assert len(desk.slept) == fault.calls - 1
    if fault.waits is not None:
        assert tuple(desk.slept) == fault.waits
    assert desk.kept == {}
    assert desk.kept.paid == []


def test_what_was_paid_before_a_failure_is_kept(desk: Any) -> None:
    """The first answer is of no use, the second never comes: the first cost money."""
    document = document_of("money")
    desk.script(document, said("{no"))
    desk.box.arm(
        service="openai",
        operation="chat",
        fault="token_expired",
        times=None,
        after_calls=1,
    )
    reader = desk.reader(call_seconds=30.0, document_seconds=60.0)

    with pytest.raises(AuthorizationError):
        reader.read(document, "money")

    [(_, number, attempt)] = desk.kept.paid
    assert number == 1
    assert reader.cost == attempt.cost > 0
    assert desk.kept == {}


@kinds
def test_too_slow(kind: Asked, desk: Any) -> None:
    document = document_of(kind)
    desk.script(document, said(HONEST[kind], delay=3))
    with pytest.raises(UnavailableError, match="in time"):
        desk.reader(call_seconds=0.4, document_seconds=0.6).read(document, kind)
    assert len(desk.slept) < 3
    assert desk.kept.paid == []
