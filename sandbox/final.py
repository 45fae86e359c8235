"""What the journals say was added to a world, in the shape of ``expected.json``."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sandbox.journal import read_lines
from sandbox.quickbooks.final import bills_of

Json = dict[str, Any]


def final_state(world: Path, state: Path) -> Json:
    """Return what stands now and was not in *world* when the night began.

    Read from the journals in *state* alone, as they lie there: an altered line gives an
    altered result. A fulfillment cancelled since is left out, an edited one is shown as
    edited, a shipment confirmed again under its reference is shown once.

    Raises:
        JournalError: A journal cannot be read.
        NotADirectoryError: There is no such world.
    """
    if not world.is_dir():
        raise NotADirectoryError(world)
    return {
        "shopify": {
            "fulfillments": _fulfillments(read_lines(journal_path(state, "shopify")))
        },
        "amazon": {
            "confirmations": _confirmations(read_lines(journal_path(state, "amazon")))
        },
        "quickbooks": {
            "bills": bills_of(read_lines(journal_path(state, "quickbooks")))
        },
    }


def journal_path(state: Path, service: str) -> Path:
    """Return where a service's applied writes lie."""
    return state / f"{service}.writes.jsonl"


def requests_path(state: Path, service: str) -> Path:
    """Return where a service's requests lie."""
    return state / f"{service}.requests.jsonl"


def _fulfillments(entries: Iterable[Mapping[str, Any]]) -> list[Json]:
    standing: dict[Any, Json] = {}
    for entry in entries:
        gid = entry.get("fulfillment_id")
        match entry.get("operation"):
            case "fulfillment_create":
                standing[gid] = _fulfillment(entry)
            case "fulfillment_cancel":
                standing.pop(gid, None)
            case "fulfillment_tracking_update" if gid in standing:
                told = {
                    "company": entry.get("company"),
                    "numbers": entry.get("numbers"),
                }
                standing[gid] |= told
    return list(standing.values())


def _fulfillment(entry: Mapping[str, Any]) -> Json:
    return {
        "order_id": entry.get("order_id"),
        "order_name": entry.get("order_name"),
        "lines": [
            {key: line.get(key) for key in ("line_id", "sku", "quantity")}
            for line in entry.get("lines", [])
        ],
        "company": entry.get("company"),
        "numbers": entry.get("numbers"),
        "notify_customer": entry.get("notify_customer"),
    }


def _confirmations(entries: Iterable[Mapping[str, Any]]) -> list[Json]:
    standing: dict[Any, Json] = {}
    for entry in entries:
        if entry.get("operation") == "confirm_shipment":
            package = (entry.get("order_id"), entry.get("package_reference_id"))
            standing[package] = _confirmation(entry)
    return list(standing.values())


def _confirmation(entry: Mapping[str, Any]) -> Json:
    return {
        "order_id": entry.get("order_id"),
        "carrier_code": entry.get("carrier_code"),
        "carrier_name": entry.get("carrier_name"),
        "tracking_number": entry.get("tracking_number"),
        "ship_date": str(entry.get("ship_date"))[:10],
        "items": [
            {key: part.get(key) for key in ("order_item_id", "quantity")}
            for part in entry.get("items", [])
        ],
    }
