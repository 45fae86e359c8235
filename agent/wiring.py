"""The one place that joins settings, adapters and ports; mail has a page of its own."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr, ValidationError

from agent.clock import Clock
from agent.folder import StoreFolder
from agent.ports import Books, Mailbox, Marketplace, Names, Shop
from agent.settings.load import Fault, SettingsError
from agent.settings.services import BooksSettings, MarketplaceSettings, ShopSettings
from agent.settings.values import Settings
from agent.wiring_mail import Courier, MailWays
from channels.model.prices import Prices, load_prices
from channels.timing import Timing
from matchers.company import Company
from matchers.policy import Policy, PolicyRow, ShopSources
from matchers.receivers import Receiver

Sleep = Callable[[float], None]


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
    ways = MailWays(settings, base, folder, Timing(clock, sleep), first)
    mailboxes = _mailboxes(ways, faults)
    if faults:
        raise SettingsError(faults)
    return Outside(mailboxes, shops, marketplaces, books, ways.courier())


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


def _mailboxes(ways: MailWays, faults: list[Fault]) -> dict[str, Mailbox]:
    """Return the mailboxes; what one lacks is added to *faults*."""
    made: dict[str, Mailbox] = {}
    for name in ways.settings.mailboxes:
        try:
            made[name] = ways.mailbox(name)
        except ValidationError as error:
            faults += _faults(f"mailboxes.{name}", error)
    return made


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


def prices_of(settings: Settings, base: Path) -> Prices:
    """Return what a model's answers cost, by our table and the store's own.

    Raises:
        SettingsError: There is no such table as the settings name.
    """
    own = settings.llm.prices
    try:
        return load_prices(own and base / own)
    except OSError as error:
        said = [f"cannot be read: {error}"]
    except ValidationError as error:
        said = [
            f"{own}: {'.'.join(map(str, detail['loc']))}: {detail['msg']}"
            for detail in error.errors(include_url=False, include_input=False)
        ]
    except ValueError as error:
        said = [f"{own}: not TOML: {error}"]
    raise SettingsError([Fault("settings", None, "llm.prices", one) for one in said])


def company_of(settings: Settings) -> Company:
    """Return who we are, with our addresses of all mailboxes and the summary's."""
    summary = [settings.summary_sender] if settings.summary else []
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
                [mailbox.username for mailbox in settings.mailboxes.values()],
            )
            for address in addresses
            if "@" in address
        ),
    )
