"""What can be set about reading: the confined readers, and the model beside them."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, JsonValue, SecretStr, field_validator

from agent.settings.shapes import Endpoint, Seconds, Section, shaped

Header = Annotated[
    str, shaped(r"[A-Za-z0-9-]{1,64}", "the name of a header such as api-key")
]


class ModelSettings(Section):
    """``[llm]``: the second reader; off without a key."""

    api_key: SecretStr | None = None
    base_url: Endpoint = "https://api.openai.com/v1"
    model: str = "gpt-5.4-mini"
    read: Literal["open", "all", "none"] = "open"
    budget_usd: Annotated[Decimal, Field(ge=0)] = Decimal(5)
    """Per night; when it is spent the layout reader goes on alone and says so."""
    timeout_seconds: Seconds = 90
    prices: Path | None = None
    """A price table of your own."""
    form: Literal["auto", "json_schema", "tool", "json_object"] = "auto"
    """How the schema is given; ``auto`` takes the strictest that the server takes."""
    pictures: bool = False
    """Send pictures of the pages of scans as well; the model must take them."""
    key_header: Header = "Authorization"
    """Where the key goes, where that is no bearer token."""
    headers: dict[Header, str] = {}
    """Sent with each question; no place for a key."""
    query: dict[str, str] = {}
    """Of each address, such as ``api-version``."""
    extra: dict[str, JsonValue] = {}
    """Further fields of each question, such as a choice of routes."""

    @field_validator("headers")
    @classmethod
    def _no_key(cls, headers: dict[str, str]) -> dict[str, str]:
        if {name.lower() for name in headers} & {"authorization", "api-key"}:
            raise ValueError("no key here: it belongs in [llm] api_key")
        return headers


class ReadingSettings(Section):
    """``[reading]``: the confined readers."""

    readers: list[Literal["layout", "model"]] = ["layout", "model"]
    workers: Annotated[int, Field(ge=1, le=64)] | None = None
    """Child processes; one per core when not set."""
    cluster: str | None = None
    """``tcp://host:port`` of a Dask scheduler."""
    ocr_pages: Annotated[int, Field(ge=0, le=30)] = 5
    """Pages of a mail or file whose words are read off a picture; 0: none."""
    ocr_seconds: Seconds = 120
    """For all of them together."""
    ocr_languages: Annotated[
        list[Annotated[str, shaped(r"[a-z]{3}(_[a-z]+)?", "a language such as 'deu'")]],
        Field(min_length=1),
    ] = ["eng", "deu"]
    """Languages of tesseract; those that are installed are used."""
    pdf_passwords: list[str] = []
    """Names of environment variables that hold what protected PDFs open with."""
