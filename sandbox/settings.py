"""How the sandbox behaves when nothing is armed to go wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The services' limits, generous at first."""

    points: float = 20_000.0
    """The shop's bucket of query cost."""
    points_per_second: float = 1_000.0
    bulk_polls: int = 1
    """How many looks a bulk operation takes to be complete."""
    amazon_limits: bool = False
    """Whether the marketplace enforces its documented rates, not only states them."""
    quickbooks_limits: bool = False
    """Whether the books enforce their rates: 10 calls a second, 500 a minute."""
    quickbooks_grace: float = 0.0
    """Seconds for which a refresh token that was rotated still works."""
    graph_seconds: float = 0.0
    """How long the mailbox thinks about each request."""
    graph_keeps_message_id: bool = True
    """Whether a draft's own Message-ID survives being sent; nobody promises it."""
    graph_late_looks: int = 0
    """How many looks at a mail that was sent still show the draft."""
    graph_new_id_when_sent: bool = False
    """Whether the copy in Sent Items has another id than the draft, immutable or not:
    the docs deny it, users report it."""
