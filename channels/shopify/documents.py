"""The GraphQL documents, as they are sent."""

from functools import cache
from importlib import resources


@cache
def document(name: str) -> str:
    """Return the text of one document, ``order_state``."""
    folder = resources.files("channels.shopify") / "documents"
    return (folder / f"{name}.graphql").read_text(encoding="utf-8")
