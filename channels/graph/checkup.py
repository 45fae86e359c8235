"""Looking at a mailbox on purpose: what the app may do, here and where it must not."""

import base64
import json
from collections.abc import Iterator
from typing import NamedTuple

from channels.checks import Check, bad, careful, good
from channels.errors import AuthorizationError, ChannelError, RejectedError
from channels.graph.answers import record
from channels.graph.client import Client
from channels.graph.config import GraphConfig
from channels.graph.folders import Folders
from channels.http import Call
from channels.timing import Timing

_NOWHERE = "internetMessageId eq '<nobody@nightclerk.invalid>'"
"""Asks for no message at all, and still needs the right to read."""
_SCOPE = "docs/outlook.md, step 3: rights over one mailbox come from Exchange alone"


class Rights(NamedTuple):
    """What a token says of itself."""

    app: frozenset[str]
    """Granted in Entra to the app: over every mailbox of the company."""
    person: frozenset[str]
    """Granted to the app where a person signed in: over what she can open."""


def examine(
    name: str,
    config: GraphConfig,
    timing: Timing,
    *,
    closed: str = "",
    sends: bool = False,
) -> Iterator[Check]:
    """Yield what was found; nothing is changed and no mail is read.

    Args:
        name: Of the mailbox.
        config: Mailbox and credentials.
        timing: Clock, sleep and chance.
        closed: Address of a mailbox that must not be open to the app; empty: not tried.
        sends: Whether the summary goes out through it.
    """
    client = Client(name, config, timing)
    try:
        rights = rights_of(client.token(Call(name, "token", write=False)))
    except ChannelError as error:
        yield bad(str(error), "docs/outlook.md, steps 1 and 2")
        return
    yield good("the directory grants a token")
    yield from _folders(name, client, config)
    yield from _surplus(rights)
    yield from _enough(rights, config, sends=sends)
    yield _elsewhere(name, config, timing, closed)


def rights_of(token: str) -> Rights:
    """Return the rights that *token* names; none where it cannot be looked into.

    >>> rights_of("no.token")
    Rights(app=frozenset(), person=frozenset())
    """
    try:
        body = token.split(".")[1]
        told = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        roles, scopes = told.get("roles", []), told.get("scp", "")
        return Rights(frozenset(map(str, roles)), frozenset(str(scopes).split()))
    except (IndexError, ValueError, AttributeError, TypeError):
        return Rights(frozenset(), frozenset())


def _folders(name: str, client: Client, config: GraphConfig) -> Iterator[Check]:
    folders = Folders(name, client)
    for path in filter(None, (*config.folders, config.move_to)):
        call = Call(name, "list_inside", write=False)
        try:
            url = client.addresses.messages(folders.resolve(path), _NOWHERE)
            record(call, client.get(call.operation, url))
        except AuthorizationError as error:
            yield bad(str(error), _SCOPE + "; a change takes up to two hours")
            return
        except ChannelError as error:
            yield bad(str(error), f"agent mailbox folders {name} lists them")
        else:
            yield good(f"folder {path!r} of {config.user} can be read")


def _surplus(rights: Rights) -> Iterator[Check]:
    for right in sorted(rights.app):
        if right.startswith("Mail"):
            yield bad(
                f"the app has {right} over every mailbox of the company",
                f"Entra, API permissions: remove it. {_SCOPE}",
            )
        else:
            yield careful(
                f"the app has {right}, which is not needed",
                "Entra, API permissions: remove it",
            )


def _enough(rights: Rights, config: GraphConfig, *, sends: bool) -> Iterator[Check]:
    wanted = []
    if config.category or config.move_to or sends:
        wanted.append("Mail.ReadWrite")
    if sends:
        wanted.append("Mail.Send")
    if not wanted:
        return
    if config.login_file is not None:
        for right in wanted:
            if rights.person & {right, f"{right}.Shared"}:
                yield good(f"the person's login has {right}")
            else:
                todo = f"add {right} under API permissions and sign in anew"
                yield bad(f"the person's login has no {right}", todo)
        return
    roles = " and ".join(f'"Application {right}"' for right in wanted)
    yield careful(
        f"the settings need {roles}, which shows only when it is used",
        "Exchange PowerShell: Test-ServicePrincipalAuthorization -Identity"
        f" {config.client_id} -Resource {config.user}",
    )


def _elsewhere(name: str, config: GraphConfig, timing: Timing, closed: str) -> Check:
    if not closed or closed.lower() == config.user.lower():
        return careful(
            "whether other mailboxes are closed to the app was not tried",
            "agent doctor --closed ADDRESS, with the address of another mailbox",
        )
    there = Client(name, config.model_copy(update={"user": closed}), timing)
    call = Call(name, "list_inside", write=False)
    url = there.addresses.messages("inbox", _NOWHERE)
    try:
        there.get(call.operation, url)
    except AuthorizationError:
        return good(f"{closed} is closed to the app")
    except RejectedError:
        return careful(
            f"there is no mailbox {closed}", "name one that there is with --closed"
        )
    except ChannelError as error:
        return careful(f"{closed} could not be tried: {error}", "try it again")
    if config.login_file is not None:
        return careful(
            f"{closed} is open to the person who signed in, and so to the app",
            "sign in as somebody who can open one mailbox only",
        )
    return bad(f"{closed} is open to the app as well", _SCOPE)
