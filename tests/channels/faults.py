"""What can go wrong with a call to any service, by the names the sandbox has for it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple


class Fault(NamedTuple):
    """One fault of the sandbox, by its name there."""

    name: str
    kind: str
    options: Mapping[str, Any] = MappingProxyType({})
    committed: bool = False
    """Whether a write under it happens."""


SILENT = {"seconds": 3.0}
EVERYWHERE = (
    Fault("timeout before", "timeout_before", SILENT),
    Fault("timeout after", "timeout_after", SILENT, committed=True),
    Fault("drop before", "drop_before"),
    Fault("drop after", "drop_after", committed=True),
    Fault("reset", "reset"),
    Fault("429", "rate_limited", {"retry_after": 1}),
    Fault("429 date", "rate_limited", {"retry_after": "date"}),
    Fault("429 bare", "rate_limited", {"retry_after": None}),
    Fault("429 absurd", "rate_limited", {"retry_after": "absurd"}),
    Fault("500 before", "error_before", {"status": 500}),
    Fault("502 before", "error_before", {"status": 502}),
    Fault("503 before", "error_before", {"status": 503}),
    Fault("500 after", "error_after", {"status": 500}, committed=True),
    Fault("html", "html"),
    Fault("truncated", "truncated", committed=True),
    Fault("cut", "cut", committed=True),
    Fault("token expired", "token_expired"),
    Fault("scope missing", "scope_missing"),
    Fault("slow body", "slow_body", SILENT, committed=True),
    Fault("nulls", "drift_null", committed=True),
    Fault("hang", "hang", SILENT),
)
"""What every service can do to us."""
