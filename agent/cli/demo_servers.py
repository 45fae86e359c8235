"""The local servers of ``agent demo``, and settings that point at them."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from agent.cli.failures import UsageError
from agent.settings.mailboxes import MailboxSettings
from agent.settings.values import Settings

_ALL_DAYS = 3650


class ServersError(UsageError):
    """The local servers do not accept their own state."""


@contextmanager
def services(world: Path, state: Path, instant: datetime) -> Iterator[dict[str, Any]]:
    """Start the local servers on *world*, yield their addresses, end them."""
    state.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "sandbox", "--world", str(world)]
    command += ["--state", str(state), "--now", instant.isoformat(), "--while-stdin"]
    with subprocess.Popen(  # noqa: S603  # our own module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None  # noqa: S101  # piped above
        try:
            line = process.stdout.readline()
            if not line:
                raise ServersError("the local servers did not start; see above")
            yield json.loads(line)
        finally:
            process.terminate()


@contextmanager
def with_mail(settings: Settings, mailbox: str, world: Path) -> Iterator[Settings]:
    """Yield *settings* with the world's folders in IMAP accounts, where it is asked."""
    if mailbox != "imap":
        yield settings
        return
    from agent.cli.demo_imap import accounts  # noqa: PLC0415  # only where it is asked

    with accounts(settings.mailboxes, world) as told:
        yield settings.model_copy(update={"mailboxes": told})


def local(
    settings: Settings,
    addresses: dict[str, Any],
    *,
    model: bool,
    mailbox: str = "folder",
) -> Settings:
    """Return *settings* with every channel pointed at the local servers."""
    shops = {
        name: shop.model_copy(
            update={
                "endpoint": addresses["shopify"]["url"],
                "token": _secret(addresses["shopify"]["token"]),
                "client_id": None,
                "client_secret": None,
            }
        )
        for name, shop in settings.shops.items()
    }
    markets = {
        name: market.model_copy(
            update={
                "endpoint": addresses["amazon"]["url"],
                "token_endpoint": None,
                "refresh_token": _secret(addresses["amazon"]["refresh_token"]),
                "client_id": addresses["amazon"]["client_id"],
                "client_secret": _secret(addresses["amazon"]["client_secret"]),
            }
        )
        for name, market in settings.marketplaces.items()
    }
    books = {
        name: company.model_copy(
            update={
                "endpoint": addresses["quickbooks"]["url"],
                "realm": addresses["quickbooks"]["realm"],
                "token_endpoint": addresses["quickbooks"]["token_url"],
                "refresh_token": _secret(addresses["quickbooks"]["refresh_token"]),
                "client_id": addresses["quickbooks"]["client_id"],
                "client_secret": _secret(addresses["quickbooks"]["client_secret"]),
            }
        )
        for name, company in settings.books.items()
    }
    mailboxes = {
        name: _outlook(box, addresses["graph"])
        if (mailbox, box.kind) == ("graph", "folder")
        else box
        for name, box in settings.mailboxes.items()
    }
    reader = settings.llm.model_copy(
        update={
            "base_url": addresses["openai"]["base_url"],
            "api_key": _secret(addresses["openai"]["api_key"]) if model else None,
        }
    )
    return settings.model_copy(
        update={
            "mailboxes": mailboxes,
            "shops": shops,
            "marketplaces": markets,
            "books": books,
            "llm": reader,
            "summary": None,  # a demo writes to nobody
        }
    )


def _outlook(mailbox: MailboxSettings, address: dict[str, str]) -> MailboxSettings:
    """Return a folder's mailbox as the local server gives it."""
    return mailbox.model_copy(
        update={
            "kind": "graph",
            "username": address["user"],
            "tenant": address["tenant"],
            "client_id": address["client_id"],
            "client_secret": _secret(address["client_secret"]),
            "endpoint": address["url"],
            "first_days": _ALL_DAYS,
        }
    )


def _secret(value: str) -> object:
    from pydantic import SecretStr  # noqa: PLC0415  # beside its one use

    return SecretStr(value)
