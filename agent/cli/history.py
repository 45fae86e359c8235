"""A world's earlier nights: what persons decided and what had been received by then."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from agent.cli.failures import UsageError
from agent.folder import StoreFolder
from agent.ledger.ledger import Ledger
from extractors.values import Day
from matchers.billing.values import Alias, Receipt
from matchers.keys import canonical_po, canonical_sku

_SKU = Annotated[str, AfterValidator(canonical_sku)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Alias(_Section):
    vendor: str
    part_number: _SKU
    sku: _SKU
    factor: Annotated[Decimal, Field(gt=0)] = Decimal(1)
    unit: str = ""
    source: str


class _Receipt(_Section):
    po_number: Annotated[str, AfterValidator(canonical_po)]
    sku: _SKU | None = None
    quantity: Decimal = Decimal(0)
    date: Day


class _History(_Section):
    aliases: tuple[_Alias, ...] = ()
    receipts: tuple[_Receipt, ...] = ()


def load_history(world: Path, store: StoreFolder, instant: datetime) -> None:
    """Write a world's ``history.json``, where it has one, into the store's ledger.

    Doing so again changes nothing.

    Raises:
        UsageError: It is not what one is.
    """
    path = world / "history.json"
    if not path.exists():
        return
    try:
        history = _History.model_validate(json.loads(path.read_bytes()))
    except ValidationError as error:
        what = "; ".join(_faults(error))
        raise UsageError(f"{path} is no history: {what}; see docs/world.md") from None
    except ValueError as error:
        raise UsageError(f"{path} is not JSON: {error}; see docs/world.md") from None
    with closing(Ledger(store.ledger)) as ledger:
        for one in history.aliases:
            alias = Alias(
                vendor=one.vendor,
                part_number=one.part_number,
                sku=one.sku,
                factor=one.factor,
                unit=one.unit,
            )
            ledger.aliases.add(
                alias, document="", person=one.source, once=False, at=instant
            )
        ledger.add_receipts(map(_receipt, history.receipts), instant)


def _faults(error: ValidationError) -> Iterator[str]:
    """Yield the entry of each fault, ``aliases.0.sku``, and what is expected of it."""
    for detail in error.errors(include_url=False, include_input=False):
        where = ".".join(map(str, detail["loc"]))
        match detail["type"]:
            case "missing":
                message = "missing, and it has no default"
            case "extra_forbidden":
                message = "unknown key"
            case "model_type":
                message = "expected a JSON object"
            case _:
                message = detail["msg"].removeprefix("Value error, ")
        yield f"{where}: {message}" if where else message


def _receipt(one: _Receipt) -> Receipt:
    return Receipt(
        po_number=one.po_number,
        sku=one.sku,
        quantity=one.quantity,
        document=f"received on {one.date}",
    )
