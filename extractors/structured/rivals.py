"""Papers of one number that say different things: which of them counts nobody knows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from extractors.codes import Reason
from extractors.structured.lines import code_of
from extractors.values import Extraction, Issue, MoneyDocument

_ASKED = 20
"""Papers of one number that are held against each other."""
_COMPARED = ("date", "po_number", "currency", "total")


def with_rivals(read: Sequence[Extraction]) -> tuple[Extraction, ...]:
    """Return readings, those with another paper of their number told of it.

    A file and the page that shows it are held against each other elsewhere.
    """
    alike: dict[tuple[str, str, bool], list[Extraction]] = {}
    for one in read:
        if key := _key(one):
            alike.setdefault(key, []).append(one)
    if all(len({one.document for one in group}) < 2 for group in alike.values()):  # noqa: PLR2004  # one has no rival
        return tuple(read)
    return tuple(
        _told(one, alike.get(key, ()) if (key := _key(one)) else ()) for one in read
    )


def _told(one: Extraction, alike: Sequence[Extraction]) -> Extraction:
    """Return a reading with what the first paper that differs from it does."""
    issues = (
        issue
        for other in alike[:_ASKED]
        if other.document != one.document
        for issue in _against(one.record, other.record)
    )
    told = next(issues, None)
    return one.model_copy(update={"issues": (*one.issues, told)}) if told else one


def _key(one: Extraction) -> tuple[str, str, bool] | None:
    """Return what papers have in common that would stand for the same thing."""
    record = one.record
    if not isinstance(record, MoneyDocument) or record.number is None:
        return None
    return record.kind, code_of(record.number.value), one.reader == "layout"


def _against(one: Any, other: Any) -> Iterator[Issue]:
    differ = [name for name in _COMPARED if _differ(name, one, other)]
    if one.lines and other.lines and _counts(one) != _counts(other):
        differ.append("lines")
    if differ:
        detail = f"another {one.kind} {one.number.value} comes with it: its"
        yield Issue(
            code=Reason.MULTIPLE_DOCUMENTS,
            detail=f"{detail} {', '.join(differ)} not the same".replace("_", " "),
            evidence=other.number.evidence,
        )


def _differ(name: str, one: MoneyDocument, other: MoneyDocument) -> bool:
    said, seen = getattr(one, name), getattr(other, name)
    if said is None or seen is None:
        return False
    if isinstance(said.value, str):
        return code_of(said.value) != code_of(seen.value)
    return bool(said.value != seen.value)


def _counts(record: MoneyDocument) -> Counter[tuple[object, object]]:
    return Counter(
        (line.quantity and line.quantity.value, line.amount and line.amount.value)
        for line in record.lines
    )
