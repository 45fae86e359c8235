"""Values made of words that the recogniser itself doubts are not certain: left out."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, cast

from extractors.codes import Reason
from extractors.ocr.turning import Box
from extractors.ocr.values import Place, Recognised
from extractors.values import Evidence, Extraction, Issue, Reading

_CITED = frozenset({"value", "evidence"})
_NUMBER = "number"
"""Of a tracking number, which may prove itself by its check digit."""


def without_doubtful(reading: Reading, recognised: Recognised) -> Reading:
    """Return *reading* without the values that rest on a doubtful word.

    Each value left out is an issue with its place, so that a person may look there. A
    tracking number that its format verifies stays.
    """
    doubted = {
        place: [page.words[n][1:5] for n in page.doubtful]
        for place, page in recognised.pages.items()
        if page.doubtful
    }
    if not doubted:
        return reading
    kept = tuple(_sure(e, cast("Doubted", doubted)) for e in reading.extractions)
    return replace(reading, extractions=kept)


Doubted = Mapping[Place, list[Box]]


def _sure(extraction: Extraction, doubted: Doubted) -> Extraction:
    if extraction.record is None:
        return extraction
    record = extraction.record.model_dump()
    issues = tuple(_take_out(record, doubted, ""))
    if not issues:
        return extraction
    values = {**extraction.model_dump(), "record": record}
    values["issues"] = (*values["issues"], *(issue.model_dump() for issue in issues))
    return Extraction.model_validate(values)


def _take_out(fields: dict[str, Any], doubted: Doubted, path: str) -> Iterator[Issue]:
    """Empty the fields of a record, or a part of it, that rest on a doubtful word."""
    for name, value in fields.items():
        where = f"{path}{name}"
        if isinstance(value, dict) and value.keys() == _CITED:
            if _rests_on(value["evidence"], doubted):
                fields[name] = None
                yield _issue(where, value)
        elif isinstance(value, dict):
            yield from _take_out(value, doubted, f"{where}.")
        elif isinstance(value, tuple) and any(isinstance(v, dict) for v in value):
            for index, part in enumerate(value):
                if not _proves_itself(part):
                    yield from _take_out(part, doubted, f"{where}[{index}].")
            fields[name] = tuple(p for p in value if p.get(_NUMBER, p) is not None)


def _proves_itself(part: dict[str, Any]) -> bool:
    return _NUMBER in part and bool(part.get("verified"))


def _rests_on(evidence: dict[str, Any], doubted: Doubted) -> bool:
    box = evidence["box"]
    if box is None:
        return False
    words = doubted.get((evidence["document"], evidence["page"]), ())
    return any(_within(word, box) for word in words)


def _within(word: Box, box: Box) -> bool:
    """Say whether the middle of a word lies in a box."""
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _issue(where: str, cited: dict[str, Any]) -> Issue:
    evidence = Evidence.model_validate(cited["evidence"])
    return Issue(
        code=Reason.OCR_ONLY,
        detail=f"{where} is not certain: {evidence.quote!r} on a picture",
        evidence=evidence,
    )
