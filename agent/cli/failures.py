"""Errors a person can act on: one line on stderr, and an exit status."""

import sys

from review.escape import visible


def report(error: Exception) -> int:
    """Print *error* for a person, return the exit status; our bugs are raised."""
    from agent.ledger.store import LedgerError  # noqa: PLC0415  # only when something failed
    from agent.night import NightBusyError, SinceNeededError  # noqa: PLC0415
    from agent.settings.load import SettingsError  # noqa: PLC0415
    from channels.errors import ChannelError  # noqa: PLC0415

    match error:
        case SettingsError():
            for fault in error.faults:
                sys.stderr.write(f"error: {visible(str(fault))}\n")
            return 2
        case UsageError() | SinceNeededError():
            status = 2
        case NightBusyError() | LedgerError() | ChannelError() | OSError():
            status = 3  # an OSError names the file: the disk is full, or not ours
        case _:
            raise error
    sys.stderr.write(f"error: {visible(str(error))}\n")
    return status


class UsageError(Exception):
    """A command was asked for something it cannot do; says what it can."""
