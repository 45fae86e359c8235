"""Secrets that settings only name: what stands in the environment under a name."""

from collections.abc import Mapping, Sequence

from agent.reading.protocol import Passwords
from agent.settings.load import Fault, SettingsError


def pdf_passwords(
    names: Sequence[str],
    environment: Mapping[str, str],
    key: str = "reading.pdf_passwords",
) -> Passwords:
    """Return the passwords that protected PDFs are tried with, in order.

    Args:
        names: Of environment variables.
        environment: All of them.
        key: Where the names were given, for the error.

    Raises:
        SettingsError: With every variable that is not set.
    """
    missing = [name for name in names if not environment.get(name)]
    if missing:
        # A password given where its name belongs would be shown: a secret in a file.
        told = [name if _is_name(name) else "what is no name" for name in missing]
        raise SettingsError(
            [
                Fault("environment", None, key, f"{name}: no such variable is set")
                for name in told
            ]
        )
    return Passwords(environment[name] for name in names)


def _is_name(name: str) -> bool:
    return name.isidentifier() and name.isupper()
