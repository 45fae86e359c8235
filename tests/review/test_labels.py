"""Labels on a page: beside what they name, on nothing else, and inside the page."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from extractors.values import Page, Word
from review.evidence import Mark
from review.labels import Box, labels

WIDE, HIGH = 600.0, 800.0


def mark(box: Box, label: str = "invoice number", line: int = -1) -> Mark:
    return Mark(
        "number", label, "0-number", label, "9", "9", "#000000", "numbers", 1, box,
        "p. 1", line,
    )  # fmt: skip


def page(*words: Box) -> Page:
    return Page(1, WIDE, HIGH, tuple(Word("x", *box) for box in words))


def over(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2]
        and other[0] < one[2]
        and one[1] < other[3]
        and other[1] < one[3]
    )


def test_a_label_stands_above_its_box() -> None:
    [label] = labels(page(), [mark((100.0, 100.0, 150.0, 110.0))])

    assert label.box[0] == 100.0
    assert 90.0 < label.box[3] < 100.0
    assert label.leader is None


def test_a_label_gives_way_to_words() -> None:
    above, box = (90.0, 85.0, 300.0, 99.0), (100.0, 100.0, 150.0, 110.0)
    [label] = labels(page(above), [mark(box)])

    assert not over(label.box, above)
    assert not over(label.box, box)


def test_a_label_without_room_beside_has_a_line_to_its_box() -> None:
    box = (300.0, 400.0, 350.0, 410.0)
    around = [
        (x, y, x + 9.0, y + 9.5)
        for x in range(100, 500, 10)
        for y in range(300, 500, 10)
        if not over((x, y, x + 9.0, y + 9.5), box)
    ]
    [label] = labels(page(*around), [mark(box)])

    assert label.leader
    assert not any(over(label.box, other) for other in (box, *around))


def test_a_column_without_room_near_has_no_label() -> None:
    everything = [(0.0, float(y), WIDE, y + 9.5) for y in range(0, 800, 10)]

    assert labels(page(*everything), [mark((300.0, 400.0, 350.0, 409.0), line=0)]) == []


def test_one_box_with_one_name_twice_has_it_once() -> None:
    box = (100.0, 100.0, 150.0, 110.0)

    assert len(labels(page(), [mark(box), mark(box)])) == 1
    assert len(labels(page(), [mark(box), mark(box, "total")])) == 2
    assert len(labels(page(), [mark(box), mark(box, "parcel", line=0)])) == 1


def boxes(most: int) -> st.SearchStrategy[list[Box]]:
    edge = st.floats(0, 700, allow_nan=False)
    box = st.builds(lambda x, y, w: (x, y, x + w % 90, y + 9.0), edge, edge, edge)
    return st.lists(box, max_size=most)


@given(boxes(60), boxes(8))
def test_no_label_covers_anything(words: list[Box], marked: list[Box]) -> None:
    marks = [mark(box, f"label {n}") for n, box in enumerate(marked)]
    placed = labels(page(*words), marks)

    for label in placed:
        assert not any(over(label.box, box) for box in (*words, *marked))
        assert label.box[0] >= 0
        assert label.box[2] <= WIDE
    assert not any(over(a.box, b.box) for a, b in combinations(placed, 2))
