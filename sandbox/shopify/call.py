"""What one execution of a query works on."""

from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.clock import Clock
from sandbox.shopify.bulk import BulkOperations
from sandbox.shopify.complete import Json
from sandbox.shopify.store import Store


@dataclass
class Call:
    """The context every resolver gets."""

    store: Store
    bulk: BulkOperations
    clock: Clock
    commit: Callable[[Json], Json]
    """Write an entry to the journal, apply it, return it as written."""
    url: str
    """Where result files are fetched."""
    unpaged: bool = False
    """In a bulk query a connection is given whole."""
    searches: list[Json] = field(default_factory=list)
    """Search terms that were not understood, for the answer's extensions."""
