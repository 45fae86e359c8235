"""What can be set about the services that are written to: shop, marketplace, books."""

from typing import Annotated, Literal

from pydantic import Field, SecretStr

from agent.settings.shapes import Endpoint, Seconds, Section, shaped


class ShopSettings(Section):
    """``[shops.NAME]``: a storefront."""

    kind: Literal["shopify"]
    domain: str
    """``my-store.myshopify.com``."""
    api_version: Annotated[
        str, shaped(r"[0-9]{4}-[0-9]{2}", "a version such as 2026-10")
    ] = "2026-10"
    token: SecretStr | None = None
    client_id: str | None = None
    client_secret: SecretStr | None = None
    po: list[str] = ["name", "po_number"]
    """Where a vendor's PO number is written, in this order: name, po_number, tag,
    tag:PREFIX, attribute:KEY, metafield:NAMESPACE.KEY."""
    notify_customer: bool = False
    """Let the shop send its own shipping notification."""
    endpoint: Endpoint | None = None
    """Another address than the shop's own: the sandbox."""
    timeout_seconds: Seconds = 30
    """For the connection and any one read; a whole call may take twice that."""


class MarketplaceSettings(Section):
    """``[marketplaces.NAME]``: a marketplace account."""

    kind: Literal["amazon"]
    marketplace_id: str = "ATVPDKIKX0DER"
    refresh_token: SecretStr | None = None
    client_id: str | None = None
    client_secret: SecretStr | None = None
    endpoint: Endpoint | None = None
    token_endpoint: Endpoint | None = None
    timeout_seconds: Seconds = 30
    """For the connection and any one read; a whole call may take twice that."""


class BooksSettings(Section):
    """``[books.NAME]``: the company's books."""

    kind: Literal["quickbooks"]
    realm: Annotated[str, shaped(r"[0-9]{1,20}", "the company's id, 1 to 20 digits")]
    """The company's id, digits."""
    client_id: str | None = None
    client_secret: SecretStr | None = None
    refresh_token: SecretStr | None = None
    """The first one; every later one lies in the store's folder and wins."""
    ap_account: str = ""
    """Id of the accounts payable account; empty: the company's own choice."""
    freight_account: str = ""
    """Id of the account that freight and surcharges go to, where a vendor's rule names
    none."""
    tax_account: str = ""
    """Id of the account that sales tax goes to."""
    history_days: Annotated[int, Field(ge=60, le=1500)] = 400
    """Purchase orders and bills dated within these days are known."""
    endpoint: Endpoint | None = None
    """Another address than the service's own: the sandbox."""
    token_endpoint: Endpoint | None = None
    timeout_seconds: Seconds = 30
    """For the connection and any one read; a whole call may take twice that."""
