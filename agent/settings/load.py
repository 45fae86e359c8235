"""Reading ``agent.toml`` and ``vendors.toml``: every error at once, with its line."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from agent.settings.lines import line_of
from agent.settings.values import Settings
from matchers.vendors import Vendor, Vendors


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a settings file."""

    file: str
    line: int | None
    key: str
    message: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return (
            f"{place}: {self.key}: {self.message}"
            if self.key
            else f"{place}: {self.message}"
        )


class SettingsError(Exception):
    """The settings cannot be used; holds every fault that was found."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line or 0))
        super().__init__("\n".join(map(str, self.faults)))


def load_settings(path: Path) -> Settings:
    """Return the settings of *path* and the environment.

    Raises:
        SettingsError: With every fault, its line, and what was expected.
    """
    text, values = _toml(path)
    try:
        return Settings(**values)
    except ValidationError as error:
        raise SettingsError(_faults(path.name, text, error)) from None


def load_vendors(path: Path) -> Vendors:
    """Return the pinned vendors of *path*.

    Raises:
        SettingsError: With every fault, its line, and what was expected.
    """
    text, values = _toml(path)
    return _vendors(path.name, text, values)


def vendors_of(name: str, text: str) -> Vendors:
    """Return the pinned vendors of a text, which is called *name*.

    Raises:
        SettingsError: As above.
    """
    return _vendors(name, text, tomllib.loads(text))


def _vendors(name: str, text: str, values: dict[str, Any]) -> Vendors:
    tables = values.pop("vendors", {})
    faults = [
        Fault(name, line_of(text, [key]), key, "unknown; expected [vendors.KEY]")
        for key in values
    ]
    vendors: list[Vendor] = []
    for key, table in tables.items() if isinstance(tables, dict) else ():
        try:
            vendors.append(Vendor.model_validate({"key": key, **table}, strict=False))
        except ValidationError as error:
            faults += _faults(name, text, error, prefix=("vendors", key))
        except TypeError:
            where = line_of(text, ["vendors", key])
            faults.append(Fault(name, where, f"vendors.{key}", "expected a table"))
    if faults:
        raise SettingsError(faults)
    try:
        return Vendors(vendors)
    except ValueError as error:
        raise SettingsError([Fault(name, None, "vendors", str(error))]) from None


def _toml(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8")
        return text, tomllib.loads(text)
    except FileNotFoundError:
        message = "no such file; docs/configuration.md says what goes into it"
    except (OSError, UnicodeDecodeError) as error:
        message = f"cannot be read: {error}"
    except tomllib.TOMLDecodeError as error:
        message = f"not TOML: {error}"
    raise SettingsError([Fault(path.name, None, "", message)])


def _faults(
    name: str, text: str, error: ValidationError, prefix: tuple[str, ...] = ()
) -> list[Fault]:
    found: list[Fault] = []
    for detail in error.errors(include_url=False, include_input=False):
        where = [*prefix, *map(str, detail["loc"])]
        message = detail["msg"].removeprefix("Value error, ")
        if detail["type"] == "extra_forbidden":
            message = "unknown key; see docs/configuration.md for the known ones"
        if detail["type"] == "missing":
            message = "missing, and it has no default"
        found.append(Fault(name, line_of(text, where), ".".join(where), message))
    return found
