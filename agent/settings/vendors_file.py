"""Editing ``vendors.toml``: what its owner wrote around stays, and so does a copy."""

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array, Table

from agent.settings.load import Fault, SettingsError, vendors_of

Fields = Mapping[str, str | bool | int | list[str]]
"""Key of a vendor's table → what it is set to; lists are added to."""
BACKUP = ".bak"


def add_vendor(
    path: Path, key: str, fields: Fields, billing: Fields, *, freight: str | None = None
) -> None:
    """Add a vendor to the file, which is made if there is none.

    Raises:
        SettingsError: There is one of that key, or the file would not be valid.
    """
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    document = _parsed(path, text)
    vendors = _table(document, "vendors", is_super=True)
    if key in vendors:
        raise _refused(path, key, "is there already; pin more with: agent vendor pin")
    table = tomlkit.table()
    _set(table, fields)
    vendors.append(key, table)
    _set_rules(vendors[key], billing, freight)
    _save(path, text, document)


def pin(
    path: Path, key: str, fields: Fields, billing: Fields, *, freight: str | None = None
) -> None:
    """Change a vendor: lists get what they lack, everything else is set.

    Raises:
        SettingsError: There is no such vendor, or the file would not be valid.
    """
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    document = _parsed(path, text)
    vendors = _table(document, "vendors", is_super=True)
    if key not in vendors:
        raise _refused(path, key, "is no vendor; add it with: agent vendor add")
    table = vendors[key]
    _set(table, fields)
    _set_rules(table, billing, freight)
    _save(path, text, document)


def _parsed(path: Path, text: str) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(text)
    except TOMLKitError as error:
        raise SettingsError(
            [Fault(path.name, None, "", f"not TOML: {error}")]
        ) from None


def _refused(path: Path, key: str, why: str) -> SettingsError:
    return SettingsError([Fault(path.name, None, f"vendors.{key}", why)])


def _table(parent: Any, name: str, *, is_super: bool = False) -> Any:
    if name not in parent:
        parent[name] = tomlkit.table(is_super_table=is_super)
    return parent[name]


def _set_rules(table: Any, billing: Fields, freight: str | None) -> None:
    """Set rules of billing, and the most that freight may be on one invoice."""
    if not billing and freight is None:
        return
    rules = _table(table, "billing")
    _set(rules, billing)
    if freight is None:
        return
    charges = rules.setdefault("charges", tomlkit.aot())
    for charge in charges:
        if "freight" in charge.get("names", ()):
            charge["limit"] = freight
            return
    charge = tomlkit.table()
    _set(charge, {"names": ["freight", "shipping"], "limit": freight})
    charges.append(charge)


def _set(table: Table, fields: Fields) -> None:
    for name, value in fields.items():
        if not isinstance(value, list):
            table[name] = value
            continue
        known = table.get(name)
        if not isinstance(known, Array):
            known = table[name] = tomlkit.array()
        for each in value:
            if each not in known:
                known.append(each)


def _save(path: Path, before: str, document: tomlkit.TOMLDocument) -> None:
    """Put the new text in place at once; the old one stays beside it."""
    text = tomlkit.dumps(document)
    vendors_of(path.name, text)
    if (path.read_text(encoding="utf-8") if path.exists() else "") != before:
        raise SettingsError([Fault(path.name, None, "", "was changed meanwhile")])
    if before:
        _write(path.with_name(path.name + BACKUP), before)
    _write(path, text)


def _write(path: Path, text: str) -> None:
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o600
    with NamedTemporaryFile(
        "w", dir=path.parent, prefix=f".{path.name}.", delete=False, encoding="utf-8"
    ) as file:
        new = Path(file.name)
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            new.chmod(mode)
            new.replace(path)
        except BaseException:
            new.unlink(missing_ok=True)
            raise
