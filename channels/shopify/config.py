"""What has to be known of a Shopify store before anything is asked of it."""

import re
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from channels.local import is_local_server

_DOMAIN = re.compile(r"[a-z0-9][a-z0-9-]*\.myshopify\.com")


class ShopifyConfig(BaseModel):
    """Address, version and credentials of one store.

    Either ``token`` (an admin token that stays) or ``client_id`` and ``client_secret``
    (an app of the store's own organisation, whose tokens live a day).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    domain: str
    """``my-store.myshopify.com``; the shop's own domain is not where the API lives."""
    api_version: str = Field("2026-10", pattern=r"^\d{4}-\d{2}$")
    token: SecretStr | None = None
    client_id: str = ""
    client_secret: SecretStr | None = None
    endpoint: str = ""
    """``http://127.0.0.1:PORT`` of a local server that stands for Shopify; no other."""
    timeout: float = Field(30.0, gt=0)
    """Seconds for the connection and any one read."""
    deadline: float = Field(60.0, gt=0)
    """Seconds for one whole call, but for the file of a bulk run."""
    bulk_seconds: float = Field(900.0, gt=0)
    """Seconds a bulk run may take, and again its file."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.endpoint and not is_local_server(self.endpoint):
            raise ValueError(
                f"endpoint {self.endpoint!r} is not http://127.0.0.1:PORT; leave it out"
                " for the real store"
            )
        if not _DOMAIN.fullmatch(self.domain):
            raise ValueError(
                f"domain {self.domain!r} is not NAME.myshopify.com in small letters;"
                " it stands in the admin under Settings, Domains"
            )
        granted = bool(self.client_id and _filled(self.client_secret))
        if _filled(self.token) == granted:
            raise ValueError(
                "give either token, or client_id and client_secret, and not both"
            )
        return self


def _filled(secret: SecretStr | None) -> bool:
    return secret is not None and bool(secret.get_secret_value())
