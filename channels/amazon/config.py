"""What has to be known of a marketplace before anything is asked of it."""

from collections.abc import Mapping
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from channels.local import is_local_server

_OVERRIDES = {
    "SP_API_DEFAULT_MARKETPLACE": "it overrides the marketplace of the settings",
    "AWS_ENV": "it may send real confirmations to Amazon's static test server",
}


class AmazonConfig(BaseModel):
    """Marketplace, region and credentials of one selling partner."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    marketplace_id: str = Field("ATVPDKIKX0DER", pattern=r"^[A-Z0-9]{10,20}$")
    refresh_token: SecretStr
    client_id: str = Field(min_length=1)
    client_secret: SecretStr
    endpoint: str = ""
    """``http://127.0.0.1:PORT`` of a local server that stands for Amazon; no other."""
    token_url: str = ""
    """Address of its token endpoint; by default ``/auth/o2/token`` there."""
    paced: bool | None = None
    """Whether to keep to Amazon's rates; None: yes, but for a local endpoint."""
    timeout: float = Field(30.0, gt=0)
    """Seconds for the connection and any one read."""
    deadline: float = Field(60.0, gt=0)
    """Seconds for one whole call."""

    @property
    def keeps_rates(self) -> bool:
        """Whether calls wait for their turn in Amazon's usage plan."""
        return not self.endpoint if self.paced is None else self.paced

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for name in ("refresh_token", "client_secret"):
            if not getattr(self, name).get_secret_value():
                raise ValueError(f"{name} is empty")
        for name in ("endpoint", "token_url"):
            address = getattr(self, name)
            path = name == "token_url"
            if address and not is_local_server(address, path=path):
                raise ValueError(
                    f"{name} {address!r} is not http://127.0.0.1:PORT; leave it out for"
                    " the real marketplace"
                )
        if self.token_url and not self.endpoint:
            raise ValueError("token_url goes with endpoint only")
        return self


def refused_environment(environment: Mapping[str, str]) -> str | None:
    """Return why the library must not be used in *environment*; None when it may.

    >>> refused_environment({"AWS_ENV": "PRODUCTION"}) is None
    True
    """
    for name, why in _OVERRIDES.items():
        value = environment.get(name, "")
        if value and (name, value) != ("AWS_ENV", "PRODUCTION"):
            return f"{name} is set and {why}: unset it"
    return None
