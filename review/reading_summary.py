"""Many files at a glance: a line for each, and at the end what needs a person first."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.values import MoneyDocument, Reading, Record, ShipNotice
from review.columns import aligned
from review.escape import shortened
from review.names import KINDS
from review.reasons import advice

_MOST_LISTED = 40
_NUMBERS_SHOWN = 2


@dataclass(slots=True)
class Glance:
    """What many files came to; filled in as they are read."""

    kinds: Counter[str] = field(default_factory=Counter)
    unread: list[tuple[str, str]] = field(default_factory=list)
    """Path, and why a document of it could not be read."""
    doubted: list[tuple[str, str]] = field(default_factory=list)
    """Path, and what is wrong with it though it was read."""

    def add(self, path: str, reading: Reading) -> str:
        """Count one file in, and return its line."""
        shown = shortened(path)
        self.kinds[reading.kind] += 1
        unread, todo = _unread(reading)
        doubts = ", ".join(_doubts(reading))
        if unread:
            self.unread.append((shown, f"{unread}: {todo}"))
        elif doubts:
            self.doubted.append((shown, doubts))
        told = [KINDS[reading.kind], *_records(reading)]
        wrong = unread or doubts
        return f"{shown} · " + ", ".join(told) + (f"  ! {wrong}" if wrong else "")

    def closing(self, unopened: int) -> list[str]:
        """Return the lines at the end.

        Args:
            unopened: Files that could not be opened, which was said already.
        """
        lines = [""]
        for title, listed in (
            ("Not read, or not all of it", self.unread),
            ("Read, and doubtful", self.doubted),
        ):
            if listed:
                lines.append(f"{title}:")
                rows = [list(row) for row in listed[:_MOST_LISTED]]
                lines += ["  " + line for line in aligned(rows)]
            if (more := len(listed) - _MOST_LISTED) > 0:
                lines.append(f"  and {more} more, marked ! above")
        files = sum(self.kinds.values())
        sound = files - len(self.unread) - len(self.doubted)
        counts = [f"{files} files", f"{sound} without a doubt"]
        counts += [f"{len(self.doubted)} doubtful"] if self.doubted else []
        counts += [f"{len(self.unread)} not read"] if self.unread else []
        counts += [f"{unopened} not opened"] if unopened else []
        kinds = [f"{KINDS[kind]} {n}" for kind, n in self.kinds.most_common()]
        return [*lines, ", ".join(counts), "  " + " · ".join(kinds)]


def _unread(reading: Reading) -> tuple[str, str]:
    """Return why one of the documents was not read, and what to do; "" if all were."""
    for document in reading.documents:
        if document.reason:
            detail = f" ({shortened(document.detail)})" if document.detail else ""
            return f"{document.reason}{detail}", advice(document.reason).todo
    return "", ""


def _doubts(reading: Reading) -> Iterator[str]:
    codes = dict.fromkeys(
        issue.code
        for issues in (reading.issues, *(e.issues for e in reading.extractions))
        for issue in issues
    )
    yield from (code.value for code in codes)


def _records(reading: Reading) -> Iterator[str]:
    for extraction in reading.extractions:
        if extraction.record:
            yield " ".join(_told(extraction.record))


def _told(record: Record) -> Iterator[str]:
    """Yield what tells one record from another."""
    match record:
        case ShipNotice():
            yield f"PO {_value(record.po_number)}"
            numbers = [tracking.number.value for tracking in record.tracking]
            yield from map(shortened, numbers[:_NUMBERS_SHOWN])
            if more := numbers[_NUMBERS_SHOWN:]:
                yield f"and {len(more)} more"
        case MoneyDocument():
            yield _value(record.number)
            if record.po_number:
                yield f"PO {_value(record.po_number)}"
            if record.total:
                yield f"{record.total.value:f}"
                yield _value(record.currency) if record.currency else ""


def _value(cited: object) -> str:
    return shortened(str(getattr(cited, "value", "–")))
