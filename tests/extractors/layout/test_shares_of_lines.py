"""How many went of how many: "2 of 10" is two, and no line is lost over it."""

from collections.abc import Callable
from typing import Any

import pytest

NUMBER = "1Z5R89390357567127"
TEXT = (
    "Your PO 10432 shipped today via UPS Ground, tracking {number}.\n\n{line}\n{more}\n"
)
READ = [
    "- 2 of 10 ea SR-4872 Steel rack (8 to follow)",
    "2 of 10 SR-4872 Steel rack",
    "SR-4872 Steel rack - 2 of 4 shipped",
    "SR-4872 Steel rack 2 of 10 ea",
    "SR-4872 x 2 of 10",
    "SR-4872: 2 out of 10 ea",
    "2 von 10 Stk SR-4872 Stahlregal",
    "2 sur 10 SR-4872",
    "2 de 10 uds SR-4872",
    "2 di 10 SR-4872",
    "2 van 10 stuks SR-4872",
]


@pytest.mark.parametrize("line", READ)
def test_what_went_is_the_quantity(
    line: str, mail: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    text = TEXT.format(number=NUMBER, line=line, more="- 4 ea SR-4873 Steel shelf")
    [notice] = short(mail(text)).notices

    assert notice["lines"] == [("SR-4872", 2), ("SR-4873", 4)]


@pytest.mark.parametrize(
    "line", ["SR-4872: 2/10", "SR-4872 10 of 2", "SR-4872 or SR-4874 2 of 10"]
)
def test_what_is_not_certain_is_said(
    line: str, mail: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    text = TEXT.format(number=NUMBER, line=line, more="- 4 ea SR-4873 Steel shelf")
    found = short(mail(text))

    assert [n["lines"] for n in found.notices] == [[("SR-4873", 4)]]
    assert "incomplete_reading" in found.issues


def test_the_number_of_a_parcel_is_no_quantity(
    mail: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    more = "Box 1 of 2: 4 ea SR-4873 Steel shelf"
    text = TEXT.format(number=NUMBER, line="- 2 ea SR-4872 Steel rack", more=more)
    [notice] = short(mail(text)).notices

    assert ("SR-4872", 2) in notice["lines"]
    assert ("SR-4873", 1) not in notice["lines"]
