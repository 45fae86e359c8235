"""What sentences say of articles never makes more of a shipment than it was."""

from collections.abc import Callable

import pytest

from extractors.codes import Reason
from extractors.values import Extraction

Told = Callable[[str], tuple[Extraction, list[tuple[str, int]]]]
HEAD = "PO 48201 shipped via UPS, tracking 1Z5R89390357567127."


PART = [
    " 2 x LK-99 are backordered.",
    " LK-99 is backordered.",
    " GN-44 went, LK-99 did not.",
    " All but 2 x LK-99.",
    " We could only send 3 of your 4 GN-44.",
    " We sent 4 x GN-44.",
    " 4 GN-44 and 2 LK-99 are in the box.",
    " Two GN-44 were sent.",
    " Item GN-44 was shipped.",
    " The LK-99 are\nbackordered until December.",
    " 2 Stück LK-99 sind im Rückstand.",
    " 3 shelves are backordered.",
    " The two brackets will follow.",
]


@pytest.mark.parametrize("text", PART)
def test_a_part_in_the_sentence_of_the_order_is_not_the_whole(
    text: str, told: Told
) -> None:
    extraction, lines = told(f"{HEAD}{text}")

    assert lines == []
    codes = {issue.code for issue in extraction.issues}
    assert codes & {Reason.INCOMPLETE_READING, Reason.QUANTITY_UNKNOWN}


CHANGED = [
    "4 x GN-44 instead of GN-45",
    "4 x GN-44 (we substituted GN-45)",
    "4 x GN-44\nOnly 3 of the GN-44 are in this box.",
    "4 x GN-44\nThe GN-44 were sent without\ntheir screws.",
    "4 x GN-44\nOne GN-44 was damaged, so it was taken out.",
    "4 x GN-44\nWe are short 2 x LK-99",
    "4 x GN-44\nLK-99 could not be found.",
    "4 x GN-44\nLK-99 in place of LK-98.",
]


@pytest.mark.parametrize("text", CHANGED)
def test_a_sentence_that_changes_the_lines_holds(text: str, told: Told) -> None:
    extraction, lines = told(f"{HEAD}\n\n{text}")

    assert lines == [("GN-44", 4)]
    assert Reason.INCOMPLETE_READING in {issue.code for issue in extraction.issues}


SOUND = [
    "",
    "The invoice will follow.",
    "Please do not reply to this mail.",
    "LK-99 is backordered and not in this box.",
    "See our new RK-31 rack!",
    "Your account AC-99812 was charged only once: PO 48201.",
    "Ann\nSuite B-100, 12 Main Street",
]


@pytest.mark.parametrize("text", SOUND)
def test_other_sentences_hold_nothing(text: str, told: Told) -> None:
    extraction, lines = told(f"{HEAD}\n\n4 x GN-44\n\n{text}")

    assert (extraction.issues, lines) == ((), [("GN-44", 4)])


STAYED = [
    "Not shipped: 2 x LK-99",
    "Still to come: 2 x LK-99",
    "To follow: 2 x LK-99, 1 x LK-12",
    "2 x LK-99 will follow next week",
    "2 x LK-99 (cancelled)",
    "Backordered: LK-99 (2)",
    "Folgt: 2 x LK-99",
]


@pytest.mark.parametrize("line", STAYED)
def test_what_stayed_is_no_line(line: str, told: Told) -> None:
    _, lines = told(f"{HEAD}\n\n4 x GN-44\n{line}")

    assert lines == [("GN-44", 4)]
