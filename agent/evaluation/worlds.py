"""A world's ``expected.json`` → cases: what each mail is, and what its notices say."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from agent.evaluation.cases import Case, Expected, ExpectedLine, Truth, truth_from

EXPECTED = "expected.json"
_TOLD = ("carrier", "ship_date")


def world_cases(folder: Path) -> Iterator[Case]:
    """Yield a case for each mail of a world.

    Raises:
        BrokenTruthError: Its file is not what it has to be.
    """
    file = folder / EXPECTED
    with truth_from(str(file)):
        yield from tuple(_cases(folder, json.loads(file.read_text(encoding="utf-8"))))


def _cases(folder: Path, expected: Mapping[str, Any]) -> Iterator[Case]:
    by_id = {message["message_id"]: message for message in expected["messages"]}
    for message in by_id.values():
        # Sent once more it says the same; that nothing comes of it is the night's word.
        told = by_id.get(message.get("duplicate_of"), message)
        name = str(message["file"])
        sender = str(message["message_id"]).strip("<>").rpartition("@")[2]
        yield Case(
            id=f"{folder.resolve().name}/{name}",
            set=folder.resolve().name,
            path=folder / name,
            document=str(message.get("duplicate_of") or message["message_id"]),
            vendor=sender,
            kinds=frozenset({message["kind"]}),
            notices=tuple(map(notice, told["notices"])),
        )


def notice(row: Mapping[str, Any]) -> Expected:
    """Return a notice's facts; older worlds name no more than its purchase order."""
    fields: dict[str, Truth] = {"po_number": row["po_number"]}
    fields |= {name: row[name] for name in _TOLD if name in row}
    if "tracking_numbers" in row:
        fields["tracking_numbers"] = " ".join(sorted(row["tracking_numbers"])) or None
    lines = row.get("lines")
    return Expected(fields, None if lines is None else tuple(_lines(lines)))


def _lines(lines: list[Mapping[str, Any]]) -> Iterator[ExpectedLine]:
    for line in lines:
        if line["quantity"]:  # nothing of a backordered line was shipped
            quantity = frozenset[Truth]({Decimal(line["quantity"])})
            sku = frozenset[Truth]({line["sku"]})
            yield ExpectedLine({"sku": sku, "quantity": quantity})
