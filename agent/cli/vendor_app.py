"""``agent vendor`` with its commands; what one needs is imported when it runs."""

from typing import Annotated

import typer

from agent.cli.options import AGENT_TOML, Json, Settings, Store

vendor = typer.Typer(
    help="Say whom you believe, and how far each may go.",
    rich_markup_mode=None,
    no_args_is_help=True,
)
Key = Annotated[str, typer.Argument(metavar="KEY", help="As in [vendors.KEY].")]
Many = list[str] | None


def _many(option: str, metavar: str, text: str) -> object:
    return typer.Option(option, metavar=metavar, help=text, show_default=False)


Senders = Annotated[Many, _many("--sender", "ADDRESS", "Speaks for it; repeat it.")]
Domains = Annotated[Many, _many("--domain", "DOMAIN", "Every address of it does.")]
Lines = Annotated[Many, _many("--shop-vendor", "NAME", "Its name in the shop's lines.")]
Carriers = Annotated[Many, _many("--carrier", "SCAC", "It ships with: UPSN, FDEG …")]
Payment = Annotated[
    Many, _many("--payment", "KIND:VALUE", "A known payment detail: iban:…, remit_to:…")
]
Phone = Annotated[
    str | None,
    typer.Option(
        "--phone", help="To call back; not out of a mail.", show_default=False
    ),
]
Payee = Annotated[
    str | None,
    typer.Option("--payee", metavar="ID", help="In the books.", show_default=False),
]
Absolute = Annotated[
    str | None,
    typer.Option(
        "--absolute",
        metavar="AMOUNT",
        help="A price may be over by so much.",
        show_default=False,
    ),
]
Percent = Annotated[
    str | None,
    typer.Option(
        "--percent", metavar="SHARE", help="And by this share.", show_default=False
    ),
]
Freight = Annotated[
    str | None,
    typer.Option(
        "--freight",
        metavar="LIMIT",
        help="It may charge freight, so much an invoice.",
        show_default=False,
    ),
]
Automation = Annotated[
    str | None,
    typer.Option(
        "--automation",
        metavar="MODE",
        help="off, shadow, draft or auto.",
        show_default=False,
    ),
]


@vendor.command()
def add(
    key: Key,
    *,
    name: Annotated[str, typer.Option("--name", help="Shown in the summary.")],
    sender: Senders = None,
    domain: Domains = None,
    shop_vendor: Lines = None,
    carrier: Carriers = None,
    payment: Payment = None,
    phone: Phone = None,
    payee: Payee = None,
    absolute: Absolute = None,
    percent: Percent = None,
    freight: Freight = None,
    settings: Settings = AGENT_TOML,
) -> None:
    """Add a vendor; it starts at draft: what it sends is prepared, you let it out.

    The file keeps its comments, and a copy of what it was. Exit status 2: it would not
    be valid.

    Example:

        agent vendor add acme --name "Acme Co." --sender ship@acme.example
    """
    from agent.cli.vendor import Given
    from agent.cli.vendor import add as command

    given = Given(
        name=name,
        senders=sender,
        domains=domain,
        shop_vendors=shop_vendor,
        carriers=carrier,
        payment=payment,
        phone=phone,
        payee=payee,
        absolute=absolute,
        percent=percent,
        freight=freight,
        automation="draft",
    )
    raise typer.Exit(command(settings, key, given))


@vendor.command()
def pin(
    key: Key,
    *,
    sender: Senders = None,
    domain: Domains = None,
    shop_vendor: Lines = None,
    carrier: Carriers = None,
    payment: Payment = None,
    phone: Phone = None,
    payee: Payee = None,
    absolute: Absolute = None,
    percent: Percent = None,
    freight: Freight = None,
    automation: Automation = None,
    settings: Settings = AGENT_TOML,
) -> None:
    """Pin more to a vendor, or set how far it may go.

    Call the vendor, at the number on file, before you pin a payment detail.

    Examples:

        agent vendor pin acme --payment iban:DE89370400440532013000

        agent vendor pin acme --automation auto
    """
    from agent.cli.vendor import Given
    from agent.cli.vendor import pin as command

    given = Given(
        senders=sender,
        domains=domain,
        shop_vendors=shop_vendor,
        carriers=carrier,
        payment=payment,
        phone=phone,
        payee=payee,
        absolute=absolute,
        percent=percent,
        freight=freight,
        automation=automation,
    )
    raise typer.Exit(command(settings, key, given))


@vendor.command("list")
def list_all(
    settings: Settings = AGENT_TOML, store: Store = None, json: Json = False
) -> None:
    """List the vendors, and who may be promoted: you do it, it never happens by itself.

    Example:

        agent vendor list
    """
    from agent.cli.vendor_report import list_all as command

    raise typer.Exit(command(settings, store, as_json=json))


@vendor.command()
def show(
    key: Key,
    settings: Settings = AGENT_TOML,
    store: Store = None,
    json: Json = False,
) -> None:
    """Show all that is pinned to a vendor, and who it is in the books.

    The books are those that the last night of the store read, if there was one.

    Example:

        agent vendor show acme
    """
    from agent.cli.vendor import show as command

    raise typer.Exit(command(settings, store, key, as_json=json))


@vendor.command()
def suggest(
    settings: Settings = AGENT_TOML,
    store: Store = None,
    least: Annotated[
        int, typer.Option("--least", min=1, help="Authenticated documents, at least.")
    ] = 3,
    json: Json = False,
) -> None:
    """Suggest senders to pin, out of what came in; nothing is changed.

    A passed check is no reason to believe anybody: stay with those you buy from.

    Example:

        agent vendor suggest --least 5
    """
    from agent.cli.vendor import suggest as command

    raise typer.Exit(command(settings, store, least=least, as_json=json))


@vendor.command()
def report(
    key: Key,
    settings: Settings = AGENT_TOML,
    store: Store = None,
    json: Json = False,
) -> None:
    """Say what would have gone out by itself if the vendor were at auto.

    Out of all documents decided so far, in nights that wrote nothing as well: which
    would have gone out, which would have waited and why, what people said of them, and
    whether that is enough to promote the vendor. Nothing is changed. Exit status: 0
    told, 2 no such vendor or store.

    Examples:

        agent vendor report acme

        agent vendor report acme --store nightclerk-store --json
    """
    from agent.cli.vendor_report import report as command

    raise typer.Exit(command(settings, store, key, as_json=json))
