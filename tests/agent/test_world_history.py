"""A world's earlier nights: what is wrong in them is named, entry by entry."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.cli.failures import UsageError
from agent.cli.history import load_history
from agent.folder import StoreFolder

AT = datetime(2026, 1, 1, tzinfo=UTC)
ALIAS = {"vendor": "a", "part_number": "P1", "sku": "S1", "source": "Jo"}
RECEIPT = {"po_number": "1", "date": "2026-01-01"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ("[]", "is no history: expected a JSON object;"),
        ('{"nights": 3}', "is no history: nights: unknown key;"),
        ({"aliases": [1]}, "aliases.0: expected a JSON object;"),
        ({"aliases": [{**ALIAS, "sku": 5}]}, "aliases.0.sku: Input should be a valid"),
        ({"aliases": [{**ALIAS, "factor": 0}]}, "aliases.0.factor: Input should be gr"),
        ({"aliases": [{**ALIAS, "factor": -1}]}, "aliases.0.factor: Input should be "),
        ({"aliases": [ALIAS, {}]}, "aliases.1.vendor: missing, and it has no default;"),
        ({"receipts": [{**RECEIPT, "date": "soon"}]}, "receipts.0.date: "),
        ({"receipts": [{**RECEIPT, "quantity": "x"}]}, "receipts.0.quantity: "),
    ],
)
def test_what_is_wrong_is_named(
    tmp_path: Path, content: str | dict[str, object], told: str
) -> None:
    text = content if isinstance(content, str) else json.dumps(content)
    (tmp_path / "history.json").write_text(text)

    with pytest.raises(UsageError) as caught:
        load_history(tmp_path, StoreFolder(tmp_path / "store"), AT)

    message = str(caught.value)
    assert told in message
    assert "history.json" in message
    assert "http" not in message
    assert "\n" not in message
