"""What several readers of a document of money say together, kept beside each alone."""

from collections.abc import Sequence

from extractors.values import Extraction, MoneyDocument

AGREED = "agree/1"
"""How the version of what several readers say together begins."""


def as_agreed(
    extractions: Sequence[Extraction], *of: Extraction
) -> tuple[Extraction, ...]:
    """Return documents of money under the versions of all readings they rest on.

    So they can be kept beside those readings, and told from them.
    """
    versions = " + ".join(dict.fromkeys(e.version for e in of))
    named = {"version": f"{AGREED}: {versions}"}
    return tuple(
        extraction.model_copy(update=named)
        for extraction in extractions
        if isinstance(extraction.record, MoneyDocument)
    )


def single(extractions: Sequence[Extraction]) -> tuple[Extraction, ...]:
    """Return what each reader says for itself."""
    return tuple(e for e in extractions if not e.version.startswith(AGREED))


def standing(extractions: Sequence[Extraction]) -> tuple[Extraction, ...]:
    """Return the reading of one document's money that counts.

    Args:
        extractions: All that is kept of it, in the order in which it was read.

    Returns:
        What the readers agreed on last; before a second one was asked, what the first
        ones say. A model's word alone is never among them.
    """
    agreed = [e for e in extractions if e.version.startswith(AGREED)]
    if agreed:
        return tuple(e for e in agreed if e.version == agreed[-1].version)
    return tuple(
        e
        for e in extractions
        if e.reader != "model" and isinstance(e.record, MoneyDocument)
    )
