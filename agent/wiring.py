"""The one place that joins settings, adapters and ports."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr, ValidationError

from agent.clock import Clock
from agent.folder import StoreFolder
from agent.ports import Books, Mailbox, Marketplace, Names, Post, Sent, Shop
from agent.settings.load import Fault, SettingsError
from agent.settings.mail import SummarySettings
from agent.settings.values import (
    BooksSettings,
    MailboxSettings,
    MarketplaceSettings,
    Settings,
    ShopSettings,
)
from channels.timing import Timing
from matchers.company import Company
from matchers.policy import Policy, PolicyRow, ShopSources
from matchers.receivers import Receiver

if TYPE_CHECKING:
    from channels.secure import MailServer

Sleep = Callable[[float], None]
IMAP = {"tls": 993, "starttls": 143, "none": 143}
"""The usual port for each kind of security."""


@dataclass(frozen=True, slots=True)
class Courier:
    """By what way the morning summary goes out, and to whom."""

    post: Post
    sender: str
    to: Sequence[str]
    sent: Sent | None
    """Where it is found again; None: nobody can say whether it went out."""


@dataclass(frozen=True, slots=True)
class Outside:
    """Every channel of a store, by the names its settings give."""

    mailboxes: Mapping[str, Mailbox]
    shops: Mapping[str, Shop]
    marketplaces: Mapping[str, Marketplace]
    books: Mapping[str, Books]
    courier: Courier | None = None


def connect(
    settings: Settings,
    base: Path,
    folder: StoreFolder,
    *,
    clock: Clock,
    sleep: Sleep,
    since: datetime | None = None,
) -> Outside:
    """Return the adapters that *settings* name; nothing is asked of them yet.

    Args:
        settings: As loaded.
        base: Folder that relative paths of the settings count from.
        folder: The store's; tokens that are replaced as they are used lie there.
        clock: The present instant.
        sleep: Waits so many seconds.
        since: From when on a first night acts on mail, where that is told.

    Raises:
        SettingsError: With every channel that lacks something.
    """
    faults: list[Fault] = []
    shops: dict[str, Shop] = {}
    marketplaces: dict[str, Marketplace] = {}
    for name, shop in settings.shops.items():
        try:
            shops[name] = _shop(name, shop, clock, sleep)
        except ValidationError as error:
            faults += _faults(f"shops.{name}", error)
    for name, market in settings.marketplaces.items():
        try:
            marketplaces[name] = _marketplace(name, market, clock, sleep)
        except ValidationError as error:
            faults += _faults(f"marketplaces.{name}", error)
    books: dict[str, Books] = {}
    for name, company in settings.books.items():
        if missing := _lacking(name, company, folder):
            faults += missing
            continue
        try:
            books[name] = _books(name, company, folder, clock, sleep)
        except ValidationError as error:
            faults += _faults(f"books.{name}", error)
    if faults:
        raise SettingsError(faults)
    first = since or settings.store.since
    mailboxes = _mailboxes(settings, base, first, faults, clock=clock, sleep=sleep)
    if faults:
        raise SettingsError(faults)
    return Outside(mailboxes, shops, marketplaces, books, _courier(settings, base))


def _lacking(name: str, company: BooksSettings, folder: StoreFolder) -> list[Fault]:
    """Return a fault for each credential of the books that is given nowhere.

    The first refresh token is needed until a later one lies in the store's folder.
    """
    from channels.quickbooks.store import TokenStore  # noqa: PLC0415  # if used

    given: dict[str, str | SecretStr | None] = {
        "client_id": company.client_id,
        "client_secret": company.client_secret,
    }
    if TokenStore(folder.tokens(name)).newest() is None:
        given["refresh_token"] = company.refresh_token
    return [
        Fault(
            "settings",
            None,
            f"books.{name}.{key}",
            "missing; set it in the environment as"
            f" NIGHTCLERK_BOOKS__{name.upper()}__{key.upper()}",
        )
        for key, value in given.items()
        if not (value.get_secret_value() if isinstance(value, SecretStr) else value)
    ]


def _faults(table: str, error: ValidationError) -> list[Fault]:
    return [
        Fault(
            "settings",
            None,
            ".".join([table, *map(str, detail["loc"])]),
            detail["msg"].removeprefix("Value error, "),
        )
        for detail in error.errors(include_url=False, include_input=False)
    ]


def _mailboxes(
    settings: Settings,
    base: Path,
    since: datetime | None,
    faults: list[Fault],
    *,
    clock: Clock,
    sleep: Sleep,
) -> dict[str, Mailbox]:
    """Return the mailboxes; what one lacks is added to *faults*."""
    made: dict[str, Mailbox] = {}
    for name, mailbox in settings.mailboxes.items():
        try:
            made[name] = _mailbox(name, mailbox, base, since, clock=clock, sleep=sleep)
        except ValidationError as error:
            faults += _faults(f"mailboxes.{name}", error)
    return made


def _mailbox(
    name: str,
    settings: MailboxSettings,
    base: Path,
    since: datetime | None,
    *,
    clock: Clock,
    sleep: Sleep,
) -> Mailbox:
    path = base / (settings.path or "")
    oldest = clock() - timedelta(days=settings.first_days)
    match settings.kind:
        case "graph":
            oldest = min(since or oldest, oldest)
            return _graph(name, settings, base, oldest, clock=clock, sleep=sleep)
        case "imap":
            from channels.mailboxes.imap import Imap  # noqa: PLC0415  # if used
            from channels.mailboxes.imap_marks import Marking  # noqa: PLC0415

            return Imap(
                server_of(settings, base, IMAP),
                settings.folders,
                since=min(since or oldest, oldest).date(),
                sleep=sleep,
                marking=Marking(
                    keyword=settings.keyword if settings.mark == "keyword" else "",
                    move_to=settings.move_to,
                ),
            )
        case "folder":
            from channels.mailboxes.folder import Folder  # noqa: PLC0415  # if used

            return Folder(path)
        case "maildir":
            from channels.mailboxes.maildir import Maildir  # noqa: PLC0415

            return Maildir(path)
        case "mbox":
            from channels.mailboxes.mbox import Mbox  # noqa: PLC0415

            return Mbox(path)


def _courier(settings: Settings, base: Path) -> Courier | None:
    """Return how the summary is mailed; None where it is not."""
    summary = settings.summary
    if summary is None:
        return None
    from channels.smtp.client import Smtp  # noqa: PLC0415  # if used

    server = server_of(summary, base, {"tls": 465, "starttls": 587, "none": 25})
    kept = next((m for m in settings.mailboxes.values() if m.sent), None)
    return Courier(
        post=Smtp(server),
        sender=summary.sender,
        to=summary.to,
        sent=None if kept is None else _sent(kept, base),
    )


def _sent(settings: MailboxSettings, base: Path) -> Sent:
    from channels.mailboxes.imap_sent import SentFolder  # noqa: PLC0415  # if used

    return SentFolder(server_of(settings, base, IMAP), settings.sent, settings.folders)


def _graph(
    name: str,
    settings: MailboxSettings,
    base: Path,
    since: datetime,
    *,
    clock: Clock,
    sleep: Sleep,
) -> Mailbox:
    from channels.graph.config import GraphConfig  # noqa: PLC0415  # if used
    from channels.graph.mailbox import GraphMailbox  # noqa: PLC0415  # if used

    config = GraphConfig(
        user=settings.username,
        tenant=settings.tenant,
        client_id=settings.client_id,
        certificate=settings.certificate and base / settings.certificate,
        certificate_password=settings.certificate_password,
        client_secret=settings.client_secret,
        folders=tuple(settings.folders),
        category=settings.category,
        move_to=settings.move_to,
        endpoint=settings.endpoint or "",
        timeout=settings.timeout_seconds,
        deadline=4 * settings.timeout_seconds,
    )
    return GraphMailbox(name, config, since=since, timing=Timing(clock, sleep))


def server_of(
    settings: MailboxSettings | SummarySettings, base: Path, ports: Mapping[str, int]
) -> "MailServer":
    """Return the mail server that *settings* name.

    Args:
        ports: The usual one for each kind of security.
    """
    from channels.secure import MailServer  # noqa: PLC0415  # if used

    return MailServer(
        host=settings.host,
        port=settings.port or ports[settings.security],
        security=settings.security,
        username=settings.username,
        password=settings.password,
        token=settings.token,
        token_command=tuple(settings.token_command),
        ca_file=settings.ca_file and base / settings.ca_file,
        timeout=settings.timeout_seconds,
    )


def _shop(name: str, settings: ShopSettings, clock: Clock, sleep: Sleep) -> Shop:
    from channels.shopify.config import ShopifyConfig  # noqa: PLC0415  # if used
    from channels.shopify.shop import ShopifyShop  # noqa: PLC0415

    config = ShopifyConfig(
        domain=settings.domain,
        api_version=settings.api_version,
        token=settings.token,
        client_id=settings.client_id or "",
        client_secret=settings.client_secret,
        endpoint=settings.endpoint or "",
        timeout=settings.timeout_seconds,
        deadline=2 * settings.timeout_seconds,
    )
    return ShopifyShop(name, config, timing=Timing(clock, sleep))


def _marketplace(
    name: str, settings: MarketplaceSettings, clock: Clock, sleep: Sleep
) -> Marketplace:
    from channels.amazon.config import AmazonConfig, refused_environment  # noqa: PLC0415  # if used
    from channels.amazon.marketplace import AmazonMarketplace  # noqa: PLC0415

    if refusal := refused_environment(os.environ):
        raise SettingsError([Fault("environment", None, "", refusal)])
    config = AmazonConfig(
        marketplace_id=settings.marketplace_id,
        refresh_token=settings.refresh_token or SecretStr(""),
        client_id=settings.client_id or "",
        client_secret=settings.client_secret or SecretStr(""),
        endpoint=settings.endpoint or "",
        token_url=settings.token_endpoint or "",
        timeout=settings.timeout_seconds,
        deadline=2 * settings.timeout_seconds,
    )
    return AmazonMarketplace(name, config, timing=Timing(clock, sleep))


def _books(
    name: str, settings: BooksSettings, folder: StoreFolder, clock: Clock, sleep: Sleep
) -> Books:
    from channels.quickbooks.books import QuickBooksBooks  # noqa: PLC0415  # if used
    from channels.quickbooks.config import QuickBooksConfig  # noqa: PLC0415

    config = QuickBooksConfig(
        realm=settings.realm,
        client_id=settings.client_id or "",
        client_secret=settings.client_secret or SecretStr(""),
        refresh_token=settings.refresh_token,
        ap_account=settings.ap_account,
        freight_account=settings.freight_account,
        tax_account=settings.tax_account,
        endpoint=settings.endpoint or "",
        token_endpoint=settings.token_endpoint or "",
        timeout=settings.timeout_seconds,
        deadline=2 * settings.timeout_seconds,
    )
    timing = Timing(clock, sleep)
    return QuickBooksBooks(name, config, folder.tokens(name), timing=timing)


def policy_of(settings: Settings) -> Policy:
    """Return what matching may take for certain, as *settings* say."""
    return Policy(
        po=tuple(
            ShopSources(shop=name, sources=tuple(shop.po))
            for name, shop in settings.shops.items()
        ),
        notify_customer=any(shop.notify_customer for shop in settings.shops.values()),
        confirm_marketplaces=bool(settings.marketplaces),
        open_nights=settings.store.open_nights,
        rows=tuple(
            PolicyRow(
                vendor=row.vendor,
                action=row.action,
                code=row.code,
                disposition=row.disposition,
                expires=row.expires,
            )
            for row in settings.policies
        ),
    )


def receivers(settings: Settings) -> Mapping[str, Receiver]:
    """Return whose word on a sender counts, by the mailbox's name."""
    return {
        name: Receiver("other", mailbox.authserv_id.lower())
        if mailbox.authserv_id
        else Receiver(mailbox.receiver or "any")
        for name, mailbox in settings.mailboxes.items()
    }


def names_of(settings: Settings, base: Path) -> Names | None:
    """Return where the keys of signatures are found; None where none are needed."""
    if not any(mailbox.verify_dkim for mailbox in settings.mailboxes.values()):
        return None
    from channels.names import DnsNames, WrittenNames  # noqa: PLC0415  # if used

    if settings.world.dns is not None:
        return WrittenNames.of(base / settings.world.dns)
    return DnsNames()


def company_of(settings: Settings) -> Company:
    """Return who we are, with our addresses of all mailboxes and the summary's."""
    summary = [settings.summary.sender] if settings.summary else []
    told = settings.company
    return Company(
        names=tuple(told.names),
        people=tuple(told.people),
        domains=tuple(told.domains),
        addresses=tuple(
            address.lower()
            for addresses in (
                summary,
                told.addresses,
                *(mailbox.own_addresses for mailbox in settings.mailboxes.values()),
            )
            for address in addresses
        ),
    )
