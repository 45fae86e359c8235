"""A mailbox opened by a person: signed in once with a code, and renewed in silence.

What is kept is what renews the login. An access token is never stored: each run asks
for its own, so that one that was taken back is not tried from the file again.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from azure.identity import AuthenticationRecord, DeviceCodeCredential
from msal import SerializableTokenCache  # type: ignore[import-untyped]  # has none

from channels.errors import AuthorizationError, UnavailableError
from channels.graph.answers import code_of
from channels.graph.config import LOGIN, GraphConfig
from channels.graph.directory import (
    SCOPE,
    NotReached,
    PinnedTransport,
    Refused,
    asked,
)
from channels.graph.login_file import LoginFile, SignInNeededError

Show = Callable[[str, str, datetime], None]
"""Tells a person the address, the code to enter there, and until when it is good."""
_KEPT = ("Account", "RefreshToken", "AppMetadata")
"""Of the library's cache: no access token, and no card of who the person is."""


def sign_in(name: str, config: GraphConfig, path: Path, show: Show) -> str:
    """Let a person sign in, keep the login in *path*, and return who it was.

    Waits until the person is done, or the code is of no use any more.

    Args:
        name: Of the mailbox, for messages.
        config: Which app asks, of which directory.
        path: Where the login is kept.
        show: Tells the person what to do.

    Raises:
        AuthorizationError: The person declined, or nobody came, or the app may not ask.
        UnavailableError: The directory cannot be asked.
        OSError: The login cannot be stored; nobody was asked.
    """
    file = LoginFile(path)
    file.try_out()
    transport = PinnedTransport(config)
    cache = SerializableTokenCache()
    credential = DeviceCodeCredential(
        config.client_id,
        tenant_id=config.tenant,
        authority=LOGIN,
        prompt_callback=show,
        **_common(transport, cache),
    )
    try:
        with asked(transport):
            record = credential.authenticate(scopes=[SCOPE])
    except Refused as error:
        raise AuthorizationError(
            f"{name}: nobody was signed in ({code_of(str(error))}): the code ran out or"
            " was declined, or the app may not ask for one; docs/outlook.md says what"
            " it needs"
        ) from None
    except NotReached as error:
        raise UnavailableError(
            f"{name}: nobody was signed in: the directory does not answer ({error})"
        ) from None
    _keep(file, config, record, cache)
    return str(record.username)


def granter(config: GraphConfig, path: Path) -> Callable[[], str]:
    """Return what gets a token with the login in *path*; it never asks a person.

    The function raises :class:`SignInNeededError` or :class:`NotReached`.

    Raises:
        SignInNeededError: There is no login that can be used.
    """
    file = LoginFile(path)
    told = file.read()
    if (told.get("tenant"), told.get("client_id")) != (config.tenant, config.client_id):
        raise SignInNeededError("the login is for another app or directory")
    try:
        record = AuthenticationRecord.deserialize(json.dumps(told["record"]))
        cache = SerializableTokenCache()
        cache.deserialize(json.dumps(told["cache"]))
    except (ValueError, KeyError, TypeError):
        raise SignInNeededError(f"the login in {str(path)!r} cannot be read") from None
    transport = PinnedTransport(config)
    credential = DeviceCodeCredential(
        authentication_record=record,
        disable_automatic_authentication=True,
        **_common(transport, cache),
    )

    def token() -> str:
        try:
            with asked(transport):
                given = str(credential.get_token(SCOPE).token)
        except Refused as error:
            raise SignInNeededError(
                f"the login of {record.username} ran out or was taken back"
                f" ({code_of(str(error))})"
            ) from None
        if cache.has_state_changed:
            with suppress(OSError):  # the former still renews; it is stored next time
                _keep(file, config, record, cache)
        return given

    return token


def _common(
    transport: PinnedTransport, cache: SerializableTokenCache
) -> dict[str, Any]:
    return {
        "disable_instance_discovery": True,
        "transport": transport,
        "retry_total": 0,
        # Its own store is a file of the home folder whose place cannot be chosen.
        "_cache": cache,
    }


def _keep(
    file: LoginFile,
    config: GraphConfig,
    record: AuthenticationRecord,
    cache: SerializableTokenCache,
) -> None:
    whole = json.loads(cache.serialize())
    file.write(
        {
            "tenant": config.tenant,
            "client_id": config.client_id,
            "record": json.loads(record.serialize()),
            "cache": {kind: whole[kind] for kind in _KEPT if kind in whole},
        }
    )
