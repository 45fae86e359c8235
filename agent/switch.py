"""The kill switch: a file in the store and an environment variable, looked at often."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

SWITCH = "STOP"
"""Name of the file in the store's folder."""


class Switch:
    """Stops every write from the next one on; reading and deciding go on.

    Args:
        folder: The store; the switch is the file ``STOP`` in it.
        environment: ``NIGHTCLERK_STOP`` set to anything but nothing or ``0`` stops too.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._file = folder / SWITCH
        self._by_environment = environment.get("NIGHTCLERK_STOP", "") not in ("", "0")

    def is_set(self) -> bool:
        """Say whether nothing may be written; asked before every write."""
        return self._by_environment or self._file.exists()

    def why(self) -> str:
        """Return what a person wrote when setting it."""
        if self._by_environment:
            return "NIGHTCLERK_STOP is set"
        try:
            return self._file.read_text(encoding="utf-8").strip()
        except OSError:
            return ""

    def set(self, reason: str, at: datetime) -> None:
        """Stop; a run in progress finishes the call that is on its way and no other."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(f"{at:%Y-%m-%d %H:%M %Z} {reason}\n", encoding="utf-8")

    def clear(self) -> bool:
        """Resume; say whether the file was there."""
        was_set = self._file.exists()
        self._file.unlink(missing_ok=True)
        return was_set
