"""What can be set, with its default; docs/configuration.md is checked against this."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    SecretStr,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from agent.settings.company import CompanySettings
from agent.settings.graph import GraphSection
from agent.settings.mail import MarkSection, ServerSection, SummarySettings
from agent.settings.shapes import shaped
from extractors.codes import Reason

Mode = Literal["off", "shadow", "draft", "auto"]
Name = Annotated[
    str, shaped(r"[a-z][a-z0-9_-]{0,31}", "a name in small letters such as 'acme_2'")
]
Count = Annotated[int, Field(ge=0)]
Amount = Annotated[Decimal, Field(ge=0)]
Seconds = Annotated[float, Field(gt=0, le=3600)]


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


Header = Annotated[
    str, shaped(r"[A-Za-z0-9-]{1,64}", "the name of a header such as api-key")
]
Zone = Annotated[str, AfterValidator(_zone)]
Endpoint = Annotated[str, AfterValidator(_endpoint)]


class Section(BaseModel):
    """A table of the settings file; a key it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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


class MailboxSettings(ServerSection, GraphSection, MarkSection, Section):
    """``[mailboxes.NAME]``: where mail comes in."""

    kind: Literal["folder", "maildir", "mbox", "imap", "graph"]
    path: Path | None = None
    """Of files; relative paths count from the settings file."""
    folders: Annotated[list[str], Field(min_length=1)] = ["INBOX"]
    """Of an account: those that are read."""
    sent: str = ""
    """Of an IMAP account: where a copy of the summary is kept, and looked for."""
    first_days: Annotated[int, Field(ge=1, le=3650)] = 30
    """Of an account: how old mail may be that a first look takes in."""
    timeout_seconds: Seconds = 30
    """Of an account: for the connection and for any one answer."""
    own_addresses: list[str] = []
    """Addresses of our own people, whose forwards are a person's act."""
    receiver: Literal["exchange", "gmail", "fastmail", "none"] | None = None
    """The service that takes the mail in, whose word on the sender counts; ``none``
    where it gives none."""
    authserv_id: str | None = None
    """Of any other service: the name at the start of its Authentication-Results."""
    verify_dkim: bool = False
    """Verify signatures ourselves, and hear nobody else; asks for keys by DNS."""

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if self.kind == "imap" and not (self.host and self.username):
            raise ValueError("kind 'imap' needs host and username")
        if self.kind != "imap" and self.sent:
            raise ValueError("sent is a folder of an imap account")
        if self.kind == "graph" and not (
            self.username and self.tenant and self.client_id
        ):
            raise ValueError("kind 'graph' needs username, tenant and client_id")
        if not self.account and self.path is None:
            raise ValueError(f"path: where does the {self.kind} lie?")
        return self

    @model_validator(mode="after")
    def _markable(self) -> Self:
        able = {"none": True, "keyword": self.kind == "imap", "move": self.account}
        if not able[self.mark]:
            raise ValueError(
                f"mark = {self.mark!r} is not for kind {self.kind!r}: a keyword is put"
                " on mail in an imap account, a category in a graph one; either moves"
            )
        if self.move_to in self.folders:
            raise ValueError("move_to is one of the folders that are read")
        return self

    @property
    def account(self) -> bool:
        """Whether mail lies with a service, and not in files of this machine."""
        return self.kind in {"imap", "graph"}

    @model_validator(mode="after")
    def _one_receiver(self) -> Self:
        if self.receiver and self.authserv_id:
            raise ValueError("receiver or authserv_id, not both")
        return self


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
