"""Whatever a model says in the document's own words: only the truth is acted on."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.grounding.ground import ground
from extractors.grounding.printed import Printed
from extractors.grounding.transcript import transcript
from extractors.grounding.wire import WireShipNotices
from tests.adversarial.attacks import FOREIGN_PO, FOREIGN_TRACKING
from tests.adversarial.facts import acts, unprinted
from tests.adversarial.notices import CASES, FORMS, Case

RELAXED = settings(
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
DOCUMENTS = {case.name: FORMS["mail"](case.text) for case in CASES}


@cache
def _words(case: str) -> list[str]:
    """Return everything one could copy of a document: words, cells, rows."""
    document = DOCUMENTS[case]
    cells = [text for row in Printed(document).cells for text in row]
    words = [word for text in cells for word in text.split()]
    stripped = [word.strip(".,:#") for word in words]
    return sorted({*words, *stripped, *cells, *transcript(document)} - {""})


def _true(case: Case, field: str) -> list[Any]:
    return [notice[field] for notice in case.honest["notices"]]


@st.composite
def half_true(draw: st.DrawFn, case: Case) -> dict[str, Any]:
    """Draw an answer of true pieces, misplaced pieces and a few inventions."""
    any_word = st.sampled_from([*_words(case.name), FOREIGN_PO, FOREIGN_TRACKING, "9"])
    honest = case.honest["notices"]
    lines = [line for notice in honest for line in notice["lines"]]
    parcels = [parcel for notice in honest for parcel in notice["tracking"]]

    def one_of(true: Sequence[Any]) -> st.SearchStrategy[Any]:
        return st.sampled_from(list(true)) | any_word if true else any_word

    line = st.fixed_dictionaries(
        {
            "sku": one_of([x["sku"] for x in lines]),
            "quantity_shipped": one_of([x["quantity_shipped"] for x in lines]),
            "quantity_backordered": st.none() | any_word,
            "tracking_number": st.none() | any_word,
            "evidence": one_of([x["evidence"] for x in lines]),
        }
    )
    parcel = st.fixed_dictionaries(
        {
            "number": one_of([p["number"] for p in parcels]),
            "evidence": one_of([p["evidence"] for p in parcels]),
        }
    )
    notice = st.fixed_dictionaries(
        {
            "po_number": one_of(_true(case, "po_number")),
            "order_number": st.none() | any_word,
            "carrier": one_of(_true(case, "carrier")),
            "tracking": st.lists(
                (st.sampled_from(parcels) if parcels else parcel) | parcel, max_size=3
            ),
            "ship_date": one_of(_true(case, "ship_date")),
            "lines": st.lists(
                (st.sampled_from(lines) if lines else line) | line, max_size=4
            ),
            "evidence": one_of(_true(case, "evidence")),
        }
    )
    notices = st.lists(st.sampled_from(honest) | notice, max_size=4)
    return {"notices": draw(notices)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@RELAXED
@given(data=st.data())
def test_only_the_truth_is_acted_on(case: Case, data: st.DataObject) -> None:
    document = DOCUMENTS[case.name]
    answer = data.draw(half_true(case))

    read = ground(WireShipNotices.model_validate(answer), document)

    assert unprinted(read, document) == []
    assert acts(read).items() <= case.truth.items()


@RELAXED
@given(
    answer=st.from_type(WireShipNotices),
    case=st.sampled_from(CASES),
)
def test_any_answer_of_the_schema(answer: WireShipNotices, case: Case) -> None:
    """Noise: never an exception, never an act, and the same twice."""
    document = DOCUMENTS[case.name]

    read = ground(answer, document)

    assert acts(read) == {}
    assert read == ground(answer, document)
    assert all(type(e).model_validate_json(e.model_dump_json()) == e for e in read)
