"""Reading back what a night knew of the books."""

import json
import zlib
from typing import Any

from agent.ledger.store import Store


def newest(store: Store, channel: str) -> list[dict[str, Any]]:
    """Return the records of a channel as the last night read them; [] for none."""
    row = store.row(
        "select body from snapshot where channel = ? order by night desc limit 1",
        [channel],
    )
    if row is None:
        return []
    return [json.loads(line) for line in zlib.decompress(row["body"]).splitlines()]


def channels(store: Store, kind: str) -> list[str]:
    """Return the channels of a kind, such as ``books``, that were ever read."""
    rows = store.rows(
        "select distinct channel from snapshot where channel like ? order by channel",
        [f"{kind}:%"],
    )
    return [row["channel"] for row in rows]
