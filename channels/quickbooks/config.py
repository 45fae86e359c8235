"""What has to be known of a company before anything is asked of its books."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from channels.local import is_local_server

PRODUCTION = "https://quickbooks.api.intuit.com"
TRIAL = "https://sandbox-quickbooks.api.intuit.com"
"""Intuit's own companies for trying out."""
_GRANTS = "/oauth2/v1/tokens/bearer"
GRANTS = f"https://oauth.platform.intuit.com{_GRANTS}"
"""Named here and not looked up: whoever answers the look-up would get the token."""

Account = Annotated[str, Field(pattern=r"^[0-9]{0,20}$")]
"""Id of an account, as the books have it; empty for none."""


class QuickBooksConfig(BaseModel):
    """Company, accounts and credentials."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    realm: str = Field(pattern=r"^[0-9]{1,20}$")
    """Id of the company, which Intuit calls realm."""
    client_id: str = Field(min_length=1)
    client_secret: SecretStr
    refresh_token: SecretStr | None = None
    """What a person was given when connecting; it is used once, for it is replaced by
    the service from then on. Another value than the last begins anew."""
    ap_account: Account = ""
    """Accounts payable, which every bill is booked against; empty: the only one."""
    freight_account: Account = ""
    tax_account: Account = ""
    endpoint: str = ""
    """``http://127.0.0.1:PORT`` of a local server, or Intuit's address for trial
    companies; empty: the real books."""
    token_endpoint: str = ""
    """Of a local server, whole; by default ``/oauth2/v1/tokens/bearer`` there."""
    paced: bool | None = None
    """Whether to keep to the service's rates; None: yes, but for a local endpoint."""
    timeout: float = Field(30.0, gt=0)
    """Seconds for the connection and any one read."""
    deadline: float = Field(130.0, gt=0)
    """Seconds for one whole call; the service itself gives up after 120."""

    @property
    def address(self) -> str:
        """Where the company's resources begin."""
        host = self.endpoint.rstrip("/") or PRODUCTION
        return f"{host}/v3/company/{self.realm}"

    @property
    def grants(self) -> str:
        """Where tokens are renewed."""
        if self._is_local:
            return self.token_endpoint or f"{self.endpoint.rstrip('/')}{_GRANTS}"
        return GRANTS

    @property
    def keeps_rates(self) -> bool:
        """Whether calls wait for their turn."""
        return not self._is_local if self.paced is None else self.paced

    @property
    def _is_local(self) -> bool:
        return self.endpoint not in ("", TRIAL)

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not self.client_secret.get_secret_value():
            raise ValueError("client_secret is empty")
        if self._is_local and not is_local_server(self.endpoint):
            raise ValueError(
                f"endpoint {self.endpoint!r} is neither http://127.0.0.1:PORT nor"
                f" {TRIAL}; leave it out for the real books"
            )
        if self.token_endpoint and not self._is_local:
            raise ValueError("token_endpoint goes with a local endpoint only")
        granting = self.token_endpoint
        if granting and not is_local_server(granting, path=True):
            raise ValueError(
                f"token_endpoint {granting!r} is not at http://127.0.0.1:PORT"
            )
        return self
