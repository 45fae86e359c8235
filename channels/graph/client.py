"""One call to the mailbox: with the token, tried again where safe, and judged."""

import json
import threading
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from channels.errors import (
    AuthorizationError,
    NotExecutedError,
    OutcomeUnknownError,
    RateLimitedError,
    SchemaDriftError,
    UnavailableError,
)
from channels.graph.answers import (
    FailedInsideError,
    TokenRefusedError,
    code_of,
    judged,
)
from channels.graph.config import GraphConfig
from channels.http import (
    Answer,
    Call,
    Patience,
)
from channels.timing import Timing

if TYPE_CHECKING:
    from channels.graph.library import Addresses
    from channels.wire import Wire

PREFER = 'IdType="ImmutableId", odata.maxpagesize=200'
"""Sent each time: without it an id changes with every move of the message."""
LARGEST = 160 * 2**20
"""Bytes of one answer: Exchange takes messages of up to 150 MB."""
_LONGEST_TURN = 120.0


class Client:
    """Calls one mailbox; several threads may, each over a connection of its own."""

    def __init__(self, name: str, config: GraphConfig, timing: Timing) -> None:
        self._name = name
        self._config = config
        self._timing = timing
        self._own = threading.local()
        self._granting = threading.Lock()
        self._grant: Callable[[], str] | None = None
        self._given = ""
        """The token that was granted last."""

    @cached_property
    def addresses(self) -> "Addresses":
        """Where everything of this mailbox lies."""
        from channels.graph.library import Addresses  # noqa: PLC0415  # heavy: if used

        return Addresses(self._config)

    def path_of(self, link: str) -> str:
        """Return a link of the service's without its host, as it is stored.

        Raises:
            SchemaDriftError: It leads to another host.
        """
        if not link.startswith(self._home):
            raise _elsewhere(Call(self._name, "delta", write=False))
        return link.removeprefix(self._config.origin)

    def at(self, path: str) -> str:
        """Return the link that was stored as *path*."""
        return self._config.origin + path

    def get(self, operation: str, url: str) -> Answer:
        """Return the answer to a read.

        Raises:
            ChannelError: There is none, after a few tries.
        """
        return self._patiently(Call(self._name, operation, write=False), "GET", url)

    def patch(self, operation: str, url: str, body: Mapping[str, object]) -> Answer:
        """Set fields to values; done twice it is the same, so it may be tried again.

        Raises:
            ChannelError: It is not certain that it was done.
        """
        call = Call(self._name, operation, write=True)
        sent = {"Content-Type": "application/json"}
        content = json.dumps(body).encode()
        return self._patiently(call, "PATCH", url, sent, content)

    def post_once(
        self, operation: str, url: str, media_type: str, content: bytes
    ) -> Answer:
        """Send one write a single time, whatever comes of it.

        Raises:
            OutcomeUnknownError: It may have happened.
            ChannelError: It did not.
        """
        call = Call(self._name, operation, write=True)
        headers = {"Content-Type": media_type}
        try:
            return self._once(call, "POST", url, headers, content)
        except TokenRefusedError:  # nothing was done: an old token opens nothing
            self._forget_token()
            return self._once(call, "POST", url, headers, content)

    def wait(self, seconds: float) -> None:
        """Let some time pass."""
        self._timing.sleep(seconds)

    def _patiently(
        self,
        call: Call,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
    ) -> Answer:
        patience = Patience(
            self._timing.sleep, self._timing.jitter, seconds=_LONGEST_TURN
        )
        renewed = False
        while True:
            try:
                return self._once(call, method, url, headers or {}, content)
            except TokenRefusedError:
                if renewed:
                    raise
                self._forget_token()
                renewed = True
            except RateLimitedError as error:
                if not patience.wait(error.retry_after):
                    raise
            except (NotExecutedError, OutcomeUnknownError, FailedInsideError):
                if not patience.wait():
                    raise

    def _once(
        self,
        call: Call,
        method: str,
        url: str,
        headers: Mapping[str, str],
        content: bytes | None,
    ) -> Answer:
        if not url.startswith(self._home):
            raise _elsewhere(call)
        sent = {
            "Prefer": PREFER,
            **headers,
            "Authorization": f"Bearer {self.token(call)}",
        }
        answer = self._wire.ask(call, method, url, headers=sent, content=content)
        failure = judged(call, answer, self._timing.clock())
        if failure is not None:
            raise failure
        return answer

    def token(self, call: Call) -> str:
        """Return an access token for *call*.

        Raises:
            UnavailableError: The directory cannot be asked.
            AuthorizationError: It grants none.
        """
        from channels.graph.directory import NotReached, Refused  # noqa: PLC0415  # heavy
        from channels.graph.login_file import SignInNeededError  # noqa: PLC0415

        with self._granting:
            try:
                if self._grant is None:
                    self._grant = _granter(self._config)
                self._own.token = self._given = self._grant()
            except NotReached as error:
                self._grant = None  # it would repeat its answer, unasked
                raise UnavailableError(
                    f"{call}: the directory gave no token ({error}): nothing was done,"
                    " it is tried again next night"
                ) from None
            except SignInNeededError as error:
                raise AuthorizationError(
                    f"{call}: {error}; run: agent mailbox login {self._name}"
                ) from None
            except Refused as error:
                raise AuthorizationError(_refusal(call, str(error))) from None
            except (OSError, ValueError) as error:
                raise AuthorizationError(
                    f"{call}: the certificate cannot be used"
                    f" ({type(error).__name__}); see docs/outlook.md"
                ) from None
            return self._given

    @property
    def _home(self) -> str:
        """What every address begins with that may get the token."""
        return f"{self._config.origin}/v1.0/"

    def _forget_token(self) -> None:
        """Ask for another token, unless another thread has one by now."""
        with self._granting:
            if self._own.token == self._given:
                self._grant = None

    @property
    def _wire(self) -> "Wire":
        """The connection of this thread."""
        made: Wire | None = getattr(self._own, "wire", None)
        if made is None:
            from channels import wire  # noqa: PLC0415  # httpx only where it is used

            config = self._config
            made = self._own.wire = wire.Wire(
                self._timing.monotonic,
                timeout=config.timeout,
                deadline=config.deadline,
                limit=LARGEST,
            )
        return made


def _elsewhere(call: Call) -> SchemaDriftError:
    return SchemaDriftError(
        f"{call} would go to another host: a link of the service leads there, and it"
        " gets neither token nor request"
    )


def _granter(config: GraphConfig) -> Callable[[], str]:
    if config.login_file is not None:
        from channels.graph import person  # noqa: PLC0415  # heavy: if used

        return person.granter(config, config.login_file)
    from channels.graph import directory  # noqa: PLC0415  # as above

    return directory.granter(config)


_ANY = "check tenant, client_id and certificate or client_secret"
_SUSPECTS = {
    "AADSTS90002": "check tenant",
    "AADSTS700016": "check client_id, and that the app is in this tenant",
    "AADSTS700027": "the certificate is not one of the app's",
    "AADSTS7000215": "client_secret is not the value of one of the app's secrets",
    "AADSTS7000222": "the app's secret is expired",
}
"""What the directory means by its codes, as far as the settings can be at fault."""


def _refusal(call: Call, said: str) -> str:
    """Return what the operator is told of a refused grant: the code, no other words."""
    code = code_of(said)
    return (
        f"{call}: the directory refuses a token ({code}): {_SUSPECTS.get(code, _ANY)};"
        " docs/outlook.md says how they are made"
    )
