"""What an answer costs, from a dated table that anybody may replace."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

_MILLION = Decimal(1_000_000)


class Usage(NamedTuple):
    """Tokens of one attempt."""

    input: int = 0
    """All that was sent, the cached part included."""
    cached: int = 0
    output: int = 0

    @property
    def tokens(self) -> int:
        """Both directions."""
        return self.input + self.output


Dollars = Annotated[Decimal, Field(ge=0)]


class Price(BaseModel):
    """US dollars for a million tokens."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: Dollars
    cached: Dollars
    output: Dollars

    def of(self, usage: Usage) -> Decimal:
        """Return the cost in US dollars."""
        fresh = max(usage.input - usage.cached, 0)
        return (
            fresh * self.input + usage.cached * self.cached + usage.output * self.output
        ) / _MILLION


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    as_of: date
    models: dict[str, Price]


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices by model name."""

    as_of: date
    models: Mapping[str, Price]

    def cost(self, model: str, usage: Usage) -> Decimal:
        """Return the cost in US dollars; an unknown model costs as the dearest."""
        known = self.models.get(model)
        if known:
            return known.of(usage)
        return max(
            (price.of(usage) for price in self.models.values()), default=Decimal()
        )


def load_prices(own: Path | None = None) -> Prices:
    """Return the table that comes with us, with *own* prices over it.

    Raises:
        OSError: *own* cannot be read.
        ValueError: A table is not as ``prompts/prices.toml`` has it.
    """
    table = _table(files("prompts").joinpath("prices.toml").read_text("utf-8"))
    if own is None:
        return Prices(table.as_of, table.models)
    over = _table(own.read_text("utf-8"))
    return Prices(over.as_of, {**table.models, **over.models})


def _table(text: str) -> _File:
    return _File.model_validate(tomllib.loads(text))
