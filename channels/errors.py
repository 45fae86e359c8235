"""What is wrong outside: one tree of errors, each with the facts a caller acts on.

    ChannelError
    ├── NotExecutedError      the call changed nothing; may be repeated
    │   ├── UnavailableError      refused, unreachable, 5xx on a read
    │   └── RateLimitedError      throttled; says when to come back
    ├── OutcomeUnknownError   a write may have happened: ask before doing anything
    ├── RejectedError         the service understood and said no
    ├── AuthorizationError    token, scope or permission: the channel stops
    └── SchemaDriftError      a well-formed answer we do not understand: writes stop

``DriftAfterWriteError`` is both of two: the outcome is unknown and the schema drifted.
"""

from extractors.codes import Reason


class ChannelError(Exception):
    """A call to an outside service did not give what was asked.

    The message is one sentence for the operator: what was asked, what came, what to
    do. It holds no secret and no text of a document.
    """

    retryable = False
    """Whether the same call may simply be made again later."""
    code = Reason.API_UNAVAILABLE


class NotExecutedError(ChannelError):
    """The call certainly changed nothing."""

    retryable = True


class UnavailableError(NotExecutedError):
    """The service could not be reached, or failed before doing anything."""


class RateLimitedError(NotExecutedError):
    """The service asks us to come back later."""

    code = Reason.RATE_LIMITED

    def __init__(self, message: str, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        """Seconds, already bounded; None when the service named none."""


class OutcomeUnknownError(ChannelError):
    """A write was sent and its outcome is not known; read back before anything else."""

    code = Reason.HALF_DONE


class RejectedError(ChannelError):
    """The service understood the write and refused it; nothing changed."""

    code = Reason.READBACK_MISMATCH

    def __init__(self, message: str, code: Reason = Reason.READBACK_MISMATCH) -> None:
        super().__init__(message)
        self.code = code


class AuthorizationError(ChannelError):
    """Token refused, scope or permission missing; the message names which."""

    code = Reason.AUTH_EXPIRED


class SchemaDriftError(ChannelError):
    """The answer is well formed and not what the service documents."""

    code = Reason.SCHEMA_DRIFT


class DriftAfterWriteError(OutcomeUnknownError, SchemaDriftError):
    """A write was answered in a way we do not understand: ask, and write no more."""

    code = Reason.SCHEMA_DRIFT
