"""The domain name system: the one place that asks it, and a file in its stead."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from channels.errors import UnavailableError

SECONDS = 5.0


class DnsNames:
    """Asks the resolver of this machine."""

    def text(self, name: str) -> Sequence[str]:
        """Return the TXT records of *name*, none where there are none.

        Raises:
            UnavailableError: No answer came.
        """
        from dns.exception import DNSException  # noqa: PLC0415  # only if asked for
        from dns.resolver import NXDOMAIN, NoAnswer, resolve  # noqa: PLC0415

        try:
            answer = resolve(f"{name}.", "TXT", lifetime=SECONDS)
        except (NXDOMAIN, NoAnswer):
            return ()
        except DNSException as error:
            told = type(error).__name__
            raise UnavailableError(f"no name server answered: {told}") from None
        return tuple(
            b"".join(record.strings).decode("utf-8", "replace") for record in answer
        )


class WrittenNames:
    """A world's ``dns.json``: name → its TXT records; null where nobody answers."""

    def __init__(self, records: Mapping[str, Sequence[str] | None]) -> None:
        self._records = {name.lower(): told for name, told in records.items()}

    @classmethod
    def of(cls, path: Path) -> "WrittenNames":
        """Return what *path* says."""
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def text(self, name: str) -> Sequence[str]:
        """Return the TXT records of *name*, none where there are none.

        Raises:
            UnavailableError: The file says that nobody answers.
        """
        told = self._records.get(name.lower(), ())
        if told is None:
            raise UnavailableError("no name server answered")
        return told
