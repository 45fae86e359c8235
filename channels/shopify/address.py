"""Where a store's API lives, by shopifyapi's own rules."""

from typing import NamedTuple
from urllib.parse import urlsplit

from channels.shopify.config import ShopifyConfig


class Address(NamedTuple):
    """The two addresses we post to."""

    graphql: str
    token: str


def address(config: ShopifyConfig) -> Address:
    """Return the addresses for *config*.

    ``Session`` puts every host under ``myshopify.com``, so that a slip in the settings
    cannot send the token elsewhere. It keeps its domain on the class; the local server
    gets a class of its own and nothing is set for the whole process.
    """
    import shopify  # type: ignore[import-untyped]  # noqa: PLC0415  # it has no types; a tenth of a second, needed only when a store is used

    kind = shopify.Session
    host = config.domain
    if config.endpoint:
        parts = urlsplit(config.endpoint)
        first, _, rest = str(parts.hostname).partition(".")
        local = {"protocol": "http", "myshopify_domain": rest, "port": parts.port}
        kind, host = type("LocalSession", (shopify.Session,), local), first
    session = kind(host, config.api_version)
    return Address(
        graphql=f"{session.site}/graphql.json",
        token=f"{session.protocol}://{session.url}/admin/oauth/access_token",
    )


def missing_scopes(granted: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a token lacks; any one of the fulfilment scopes will do.

    >>> missing_scopes(("write_orders", "write_merchant_managed_fulfillment_orders"))
    ()
    >>> missing_scopes(("read_products",))
    ('read_orders', 'write_merchant_managed_fulfillment_orders')
    """
    import shopify  # noqa: PLC0415  # as above

    has = shopify.ApiAccess(",".join(granted))
    missing = []
    if not has.covers(shopify.ApiAccess("read_orders")):
        missing.append("read_orders")
    writes = [f"write_{kind}_fulfillment_orders" for kind in _FULFILLMENT_KINDS]
    if not any(has.covers(shopify.ApiAccess(write)) for write in writes):
        missing.append(writes[0])
    return tuple(missing)


_FULFILLMENT_KINDS = ("merchant_managed", "third_party", "assigned")
