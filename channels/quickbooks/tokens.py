"""The tokens of one company: renewed under a lock, stored before they are used."""

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol

from channels.errors import AuthorizationError, RateLimitedError, UnavailableError
from channels.quickbooks.config import QuickBooksConfig
from channels.quickbooks.store import (
    Generation,
    StoreBusyError,
    TokenStore,
    digest,
)

_EARLY = 300.0
"""Seconds before its end at which an access token is no longer used."""


class Grant(NamedTuple):
    """What the service gives for a refresh token."""

    access: str
    seconds: float
    """How long the access token is good."""
    refresh: str
    """The one to use from now on; the one it was asked with may be dead."""
    refresh_seconds: float | None

    def __repr__(self) -> str:
        return f"Grant(seconds={self.seconds})"


class RefusedGrantError(Exception):
    """The service knows the refresh token no more."""


class NotAskedError(UnavailableError):
    """The service certainly did not renew anything."""


class Grants(Protocol):
    """Where tokens are renewed."""

    def renew(self, token: str) -> Grant:
        """Ask once.

        Raises:
            RefusedGrantError: The token is dead.
            NotAskedError: It was not reached, or put us off: the token is as it was.
            AuthorizationError: The app itself is refused.
            UnavailableError: It may have renewed and the answer is lost.
        """


class Tokens:
    """Hands out the access token; the only place that holds one."""

    def __init__(
        self,
        name: str,
        config: QuickBooksConfig,
        store: TokenStore,
        *,
        grants: Callable[[], Grants],
        clock: Callable[[], datetime],
        monotonic: Callable[[], float],
    ) -> None:
        self._name = name
        self._given = (
            config.refresh_token.get_secret_value() if config.refresh_token else ""
        )
        self._store = store
        self._grants = grants
        self._clock = clock
        self._monotonic = monotonic
        self._access = ""
        self._end = 0.0

    def current(self) -> str:
        """Return an access token that is good for some minutes more.

        Raises:
            AuthorizationError: The books have to be connected anew.
            UnavailableError: It could not be renewed tonight; the token is kept.
        """
        if not self._access or self._monotonic() > self._end - _EARLY:
            asked = self._monotonic()
            grant = self._renewed()
            self._access = grant.access
            self._end = asked + grant.seconds
        return self._access

    def drop(self) -> None:
        """Forget an access token that was refused."""
        self._access = ""

    def days_left(self) -> int | None:
        """Return the whole days until the refresh token ends; None where unknown."""
        newest = self._store.newest()
        if newest is None or newest.expires_at is None:
            return None
        return math.floor((newest.expires_at - self._clock()) / timedelta(days=1))

    def _renewed(self) -> Grant:
        try:
            with self._store.held():
                return self._tried()
        except StoreBusyError:
            raise NotAskedError(
                f"{self._name}: another process has been renewing the token for too"
                " long; nothing was done"
            ) from None
        except OSError as error:
            raise NotAskedError(
                f"{self._name}: the token store cannot be written"
                f" ({type(error).__name__}: {error.strerror}), so the token was not"
                " renewed and is still good: make room beside the ledger"
            ) from None

    def _tried(self) -> Grant:
        """Ask with every token there is; what was stored meanwhile is one of them."""
        lost = self._store.unanswered
        refused: set[str] = set()
        while (token := self._next(refused)) is not None:
            try:
                return self._asked(token, keep_room=lost)
            except RefusedGrantError:
                refused.add(token)
        if not refused:
            raise AuthorizationError(
                f"{self._name}: no refresh token is known: {_RECONNECT}"
            )
        why = ""
        if lost:
            why = "; the answer to an earlier renewal was lost, and the token with it"
        elif self._store.damaged:
            why = "; the newest token on the disk is damaged"
        raise AuthorizationError(
            f"{self._name}: the refresh token is no longer accepted{why}: {_RECONNECT}"
        )

    def _next(self, refused: set[str]) -> str | None:
        """Return the token to ask with: one newly given comes before the stored."""
        newest = self._store.newest()
        known = [] if newest is None else [newest.token]
        if self._given and (newest is None or newest.seed != digest(self._given)):
            known.insert(0, self._given)
        return next((token for token in known if token not in refused), None)

    def _seed(self) -> str:
        """Return the digest of the token a person gave last, so far as is known."""
        newest = self._store.newest()
        if self._given or newest is None:
            return digest(self._given)
        return newest.seed

    def _asked(self, token: str, *, keep_room: bool) -> Grant:
        number = self._store.reserve()
        try:
            grant = self._grants().renew(token)
        except (NotAskedError, RateLimitedError, RefusedGrantError, AuthorizationError):
            if not keep_room:  # else it goes on telling of the answer that was lost
                self._store.release(number)
            raise
        now = self._clock()
        seconds = grant.refresh_seconds
        kept = Generation(
            number=number,
            token=grant.refresh,
            saved_at=now,
            expires_at=None if seconds is None else now + timedelta(seconds=seconds),
            seed=self._seed(),
        )
        try:
            self._store.keep(kept)
        except OSError as error:
            raise AuthorizationError(
                f"{self._name}: the renewed token could not be stored"
                f" ({type(error).__name__}: {error.strerror}) and is lost: {_RECONNECT}"
            ) from None
        return grant


_RECONNECT = (
    "connect QuickBooks anew and put the new refresh token into the settings; all else"
    " goes on"
)
