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
