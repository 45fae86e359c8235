"""What a machine read off a picture and is not certain: left out, with its place.

Amounts of money are certain where they prove each other; a tracking number where its
format does; anything else where the recogniser had no doubt of its words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from extractors.codes import Reason
from extractors.grounding.money_proof import proved
from extractors.ocr.turning import Box
from extractors.ocr.values import Place, Recognised
from extractors.values import Evidence, Extraction, Issue, MoneyDocument, Reading

_CITED = frozenset({"value", "evidence"})
_NUMBER = "number"
"""Of a tracking number, which may prove itself by its check digit."""
Doubted = Mapping[Place, list[Box]]


def without_doubtful(reading: Reading, recognised: Recognised) -> Reading:
    """Return *reading* without the values of recognised pages that are not certain.

    Each one left out is an issue with its place, so that a person may look there.
    """
    doubted: dict[Place, list[Box]] = {}
    for place, page in recognised.pages.items():
        if page.words:
            boxes = [page.words[n] for n in page.doubtful]
            doubted[place] = [(w.x0, w.top, w.x1, w.bottom) for w in boxes]
    if not doubted:
        return reading
    kept = tuple(_certain(extraction, doubted) for extraction in reading.extractions)
    return replace(reading, extractions=kept)


def _certain(extraction: Extraction, doubted: Doubted) -> Extraction:
    record = extraction.record
    documents = {sha256 for sha256, _ in doubted}
    if record is None or extraction.document not in documents:
        return extraction
    money = isinstance(record, MoneyDocument)
    sure = isinstance(record, MoneyDocument) and proved(record)
    fields = record.model_dump()
    issues = list(_take_out(fields, doubted, amounts=not sure))
    if money and not sure and _amounts_out(fields):
        issues.append(_issue("the amounts do not prove each other"))
    if not issues:
        return extraction
    values = {**extraction.model_dump(), "record": fields}
    values["issues"] = (*values["issues"], *(issue.model_dump() for issue in issues))
    return Extraction.model_validate(values)


def _take_out(
    fields: dict[str, Any], doubted: Doubted, *, amounts: bool, path: str = ""
) -> Iterator[Issue]:
    """Empty the fields of a record, or of a part of it, that rest on a doubtful word.

    Args:
        fields: Changed in place.
        doubted: The boxes of doubtful words.
        amounts: Money and its quantities as well.
        path: Where the part stands in the record.
    """
    for name, value in fields.items():
        where = f"{path}{name}"
        if _is_cited(value):
            spared = isinstance(value["value"], Decimal) and not amounts
            if not spared and _rests_on(value["evidence"], doubted):
                fields[name] = None
                quote = value["evidence"]["quote"]
                said = f"{where} is not certain: {quote!r}"
                yield _issue(said, Evidence.model_validate(value["evidence"]))
        elif isinstance(value, tuple):
            for index, part in enumerate(value):
                if not part.get("verified"):
                    inner = f"{where}[{index}]."
                    yield from _take_out(part, doubted, amounts=amounts, path=inner)
            fields[name] = tuple(p for p in value if p.get(_NUMBER, p) is not None)


def _amounts_out(fields: dict[str, Any]) -> bool:
    """Empty the amounts of a document of money, and its lines; False if none were."""
    given = [
        name
        for name, value in fields.items()
        if _is_cited(value) and isinstance(value["value"], Decimal)
    ]
    there = bool(given or fields["lines"])
    fields.update(dict.fromkeys(given), lines=())
    return there


def _is_cited(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == _CITED


def _rests_on(evidence: dict[str, Any], doubted: Doubted) -> bool:
    box = evidence["box"]
    words = doubted.get((evidence["document"], evidence["page"]), ())
    return box is not None and any(_within(word, box) for word in words)


def _within(word: Box, box: Box) -> bool:
    """Say whether the middle of a word lies in a box."""
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _issue(said: str, evidence: Evidence | None = None) -> Issue:
    detail = f"read off a picture, {said}"
    return Issue(code=Reason.OCR_ONLY, detail=detail, evidence=evidence)
