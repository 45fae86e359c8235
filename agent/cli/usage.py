"""What a command cost: CPU of this process and of its readers."""

import resource

from agent.reading.pool import Usage


def cpu_seconds(readers: Usage) -> float:
    """Return the CPU seconds of this process and of its confined readers.

    The local servers of a demo are not counted: they stand for the services.
    """
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime + readers.cpu_seconds
