"""What can be set, with its default; docs/configuration.md is checked against this."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    Field,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from agent.settings.company import CompanySettings
from agent.settings.mailboxes import MailboxSettings
from agent.settings.readers import ModelSettings, ReadingSettings
from agent.settings.servers import SummarySettings
from agent.settings.services import BooksSettings, MarketplaceSettings, ShopSettings
from agent.settings.shapes import Amount, Count, Name, Section, Zone
from extractors.codes import Reason

Mode = Literal["off", "shadow", "draft", "auto"]


class StoreSettings(Section):
    """``[store]``: whose night this is and how much it may do by itself."""

    name: str = "store"
    time_zone: Zone = "America/New_York"
    mode: Mode = "shadow"
    """The most any vendor's notices may lead to; a new store starts in shadow."""
    actions: dict[
        Literal["fulfill_order", "confirm_shipment", "create_bill"], Mode
    ] = {}
    """A lower limit for one kind of action."""
    since: datetime | None = None
    """First night only: older mail is indexed and never acted on."""
    open_nights: Annotated[int, Field(ge=1, le=365)] = 30
    """How many nights an unanswered notice is decided again."""
    history_days: Annotated[int, Field(ge=1, le=365)] = 90
    """Orders updated within these days are known."""
    promote_after: Count = 20
    """Documents of a vendor, clean and confirmed one after another, after which its
    promotion to auto is offered; 0: never."""
    settle_seconds: Annotated[float, Field(ge=0, le=3600)] = 120
    """How long a service may take to show a write it has accepted."""
    backups: Annotated[int, Field(ge=1)] = 22


class WorldSettings(Section):
    """``[world]``: the instant a recorded world happens at; for demo and tests."""

    instant: datetime | None = None
    dns: Path | None = None
    """A file of names and their TXT records, asked instead of any name server."""


class CapSettings(Section):
    """``[caps]``: what one night may do at most; the crossing write does not happen."""

    fulfillments: Count = 500
    confirmations: Count = 500
    per_vendor: Count = 200
    """Writes of all kinds that one vendor's mail may lead to."""
    bills: Count = 60
    bill_amount: Amount = Decimal(10000)
    """One bill, in its own currency."""
    bills_vendor_amount: Amount = Decimal(25000)
    """All bills of one vendor together."""
    bills_amount: Amount = Decimal(60000)
    """All bills together."""
    median_factor: Annotated[float, Field(ge=1)] = 3
    """Times the median of the last 30 nights, once 10 nights are known."""


class PolicySettings(Section):
    """``[[policies]]``: what a finding of one vendor leads to instead."""

    vendor: str = "*"
    """Key of a vendor, ``*`` for all."""
    action: Literal["fulfill_order", "confirm_shipment", "create_bill", "*"] = "*"
    code: Reason
    disposition: Literal[
        "auto",
        "auto_with_note",
        "review",
        "hold_money",
        "quarantine",
        "retry",
        "known_exception",
    ]
    expires: date | None = None


def _one_company(books: dict[str, BooksSettings]) -> dict[str, BooksSettings]:
    if len(books) > 1:
        raise ValueError(f"one [books.NAME] for now, got {' and '.join(books)}")
    return books


class Settings(BaseSettings):
    """All of it; the environment (``NIGHTCLERK_SHOPS__MAIN__TOKEN``) wins."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        env_prefix="NIGHTCLERK_",
        env_nested_delimiter="__",
    )

    store: StoreSettings = StoreSettings()
    company: CompanySettings = CompanySettings()
    world: WorldSettings = WorldSettings()
    mailboxes: dict[Name, MailboxSettings] = {}
    shops: dict[Name, ShopSettings] = {}
    marketplaces: dict[Name, MarketplaceSettings] = {}
    books: Annotated[dict[Name, BooksSettings], AfterValidator(_one_company)] = {}
    llm: ModelSettings = ModelSettings()
    reading: ReadingSettings = ReadingSettings()
    summary: SummarySettings | None = None
    caps: CapSettings = CapSettings()
    policies: list[PolicySettings] = []
    vendors: Path = Path("vendors.toml")
    """The file of pinned vendors; relative to the settings file."""

    @model_validator(mode="after")
    def _something_to_do(self) -> "Settings":
        if not self.mailboxes:
            raise ValueError("at least one [mailboxes.NAME]: where does the mail lie?")
        return self

    @model_validator(mode="after")
    def _a_way_out(self) -> "Settings":
        through = self.summary.through if self.summary else ""
        known = [name for name, box in self.mailboxes.items() if box.kind == "graph"]
        if through and through not in known:
            raise ValueError(
                f"[summary] through = {through!r} is no mailbox of kind 'graph';"
                f" there are: {', '.join(known) or 'none'}"
            )
        return self

    @property
    def summary_sender(self) -> str:
        """The address the summary comes from; empty where it is not mailed."""
        if self.summary is None:
            return ""
        if self.summary.through:
            return self.mailboxes[self.summary.through].username
        return self.summary.sender or ""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment win over the file's values, merged key by key."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings
