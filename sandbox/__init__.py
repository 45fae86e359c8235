"""Servers that speak Shopify, SP-API, QuickBooks and OpenAI; README.md says how."""

_HOMES = {
    "Box": "sandbox.box",
    "Settings": "sandbox.settings",
    "final_state": "sandbox.final",
    "start": "sandbox.box",
}


def __getattr__(name: str) -> object:
    """Give the four names a test needs; the package itself imports nothing."""
    from importlib import import_module  # noqa: PLC0415  # only when something is used

    if name not in _HOMES:
        raise AttributeError(f"module 'sandbox' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
