"""What labels mean at the head of documents of money, as data in ``headings.txt``."""

from functools import cache

from extractors.layout.page.vocabulary import phrases


@cache
def texts_of(*headings: str) -> frozenset[str]:
    """Return the labels under some headings of the file, normalised."""
    found = phrases("extractors.layout.money", "headings.txt")
    return frozenset(" ".join(words) for name, words in found if name in headings)
