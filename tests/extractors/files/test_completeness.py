"""A document says how many pages it has; fewer are an issue."""

import pytest

from extractors.codes import Reason
from extractors.files.completeness import missing_pages
from extractors.values import Page, Word


def pages(*texts: str) -> list[Page]:
    return [
        Page(n, 600, 800, tuple(Word(t, 0, 0, 1, 1) for t in text.split()))
        for n, text in enumerate(texts, start=1)
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ["Invoice Page 1 of 3"],
        ["Page 1 of 3", "Page 3 of 3"],
        ["Rechnung Seite 1 von 2"],
        ["Facture page 1/2"],
        ["Página: 1 de 2"],
        ["PAGE 2 OF 2"],
        ["Invoice 1 continued on next page"],
    ],
)
def test_a_page_is_missing(texts: list[str]) -> None:
    issue = missing_pages(pages(*texts))

    assert issue is not None
    assert issue.code is Reason.PAGES_MISSING


@pytest.mark.parametrize(
    "texts",
    [
        ["Invoice"],
        ["Page 1 of 1"],
        ["Page 1 of 2", "Page 2 of 2"],
        ["Page 1 of 2", "nothing said"],
        ["Page 1 of 1", "Page 1 of 2", "Page 2 of 2"],
        ["Page 1 of 2 continued on next page", "Page 2 of 2"],
        ["Box 1 of 3"],
        ["page 10/12/2026"],
        ["Page 3 of 2"],
        [],
    ],
)
def test_nothing_is_known_to_be_missing(texts: list[str]) -> None:
    assert missing_pages(pages(*texts)) is None


def laid(*lines: tuple[float, float, str]) -> Page:
    """Return a page with lines of words at x and y."""
    words = [
        Word(text, x + 30 * n, y, x + 30 * n + 25, y + 9)
        for x, y, line in lines
        for n, text in enumerate(line.split())
    ]
    return Page(1, 600, 800, tuple(words))


@pytest.mark.parametrize(
    "page",
    [
        laid((30, 100, "Invoice"), (500, 20, "1 of 3")),
        laid((30, 100, "Rechnung"), (500, 780, "1 von 2")),
        laid((30, 100, "Item Qty"), (30, 700, "Carried forward 402.00")),
        laid((30, 100, "Item Qty"), (30, 700, "continued")),
    ],
)
def test_margins_and_feet_tell_of_more(page: Page) -> None:
    issue = missing_pages([page])

    assert issue is not None
    assert issue.code is Reason.PAGES_MISSING


@pytest.mark.parametrize(
    "page",
    [
        laid((30, 300, "1 of 3"), (30, 330, "cartons")),
        laid((30, 20, "Box 1 of 3"), (30, 100, "Packing list")),
        laid((500, 20, "1 of 1")),
        laid((30, 100, "Carried forward 402.00"), (30, 120, "Total 431.00")),
    ],
)
def test_counts_elsewhere_tell_nothing(page: Page) -> None:
    assert missing_pages([page]) is None
