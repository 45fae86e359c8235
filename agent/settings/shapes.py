"""What settings are made of: shapes told in words rather than as a pattern."""

import re
from decimal import Decimal
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field


class Section(BaseModel):
    """A table of the settings file; a key it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def shaped(pattern: str, what: str) -> AfterValidator:
    """Return what lets only a text through that *pattern* matches as a whole.

    Args:
        pattern: Of a regular expression.
        what: What such a text is, with an example; it is the message otherwise.
    """
    wanted = re.compile(pattern)

    def check(text: str) -> str:
        if not wanted.fullmatch(text):
            raise ValueError(what)
        return text

    return AfterValidator(check)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError("an IANA time zone such as 'America/New_York'") from None
    return name


def _endpoint(url: str) -> str:
    """Allow plain HTTP to this machine only: that is where the sandbox listens."""
    local = url.startswith(("http://127.0.0.1:", "http://localhost:"))
    if not url.startswith("https://") and not local:
        raise ValueError("an https:// address")
    return url.rstrip("/")


Name = Annotated[
    str, shaped(r"[a-z][a-z0-9_-]{0,31}", "a name in small letters such as 'acme_2'")
]
Count = Annotated[int, Field(ge=0)]
Amount = Annotated[Decimal, Field(ge=0)]
Seconds = Annotated[float, Field(gt=0, le=3600)]
Zone = Annotated[str, AfterValidator(_zone)]
Endpoint = Annotated[str, AfterValidator(_endpoint)]
