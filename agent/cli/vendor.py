"""``agent vendor``: whom a person believes, and how far each may go."""

import json
import shlex
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.cli.failures import UsageError
from agent.cli.output import say
from agent.cli.places import existing_store
from agent.ledger.ledger import Ledger
from agent.settings.load import load_settings, load_vendors
from agent.settings.values import Settings
from agent.settings.vendors_file import Fields, add_vendor
from agent.settings.vendors_file import pin as pin_in_file
from agent.vendor_history import (
    CLEAN,
    CaseOutcome,
    Suggestion,
    clean_in_a_row,
    outcomes,
    suggestions,
)
from agent.wiring import receivers
from matchers.billing.payee import canonical_fingerprint
from matchers.vendors import Vendor, Vendors
from review.columns import aligned
from review.escape import shortened, visible

_KINDS = frozenset({"iban", "bic", "routing", "account", "remit_to"})


@dataclass(frozen=True, slots=True)
class Given:
    """What a person gave on the command line; None: nothing."""

    name: str | None = None
    senders: list[str] | None = None
    domains: list[str] | None = None
    shop_vendors: list[str] | None = None
    carriers: list[str] | None = None
    payment: list[str] | None = None
    phone: str | None = None
    payee: str | None = None
    absolute: str | None = None
    percent: str | None = None
    freight: str | None = None
    automation: str | None = None

    def fields(self) -> Fields:
        """Return the keys of the vendor's own table."""
        names = ("name", "senders", "domains", "shop_vendors", "automation")
        return self._of(*names, "carriers", "phone")

    def billing(self) -> Fields:
        """Return the keys of its billing table.

        Raises:
            UsageError: A payment detail is of no kind that is known.
        """
        payment = [_fingerprint(each) for each in self.payment or ()]
        return {
            **self._of("payee", "absolute", "percent"),
            **({"payment": payment} if payment else {}),
        }

    def _of(self, *names: str) -> Fields:
        given = {name: getattr(self, name) for name in names}
        return {name: value for name, value in given.items() if value is not None}


def _fingerprint(text: str) -> str:
    found = canonical_fingerprint(text)
    kind, _, value = found.partition(":")
    if kind not in _KINDS or not value:
        kinds = ", ".join(f"{each}:…" for each in sorted(_KINDS))
        raise UsageError(f"a payment detail is one of {kinds}; got {text!r}")
    return found


def add(settings: Path, key: str, given: Given) -> int:
    """Add a vendor at draft."""
    if not given.senders and not given.domains:
        raise UsageError("who speaks for it? give --sender or --domain")
    path = settings.parent / load_settings(settings).vendors
    add_vendor(path, key, given.fields(), given.billing(), freight=given.freight)
    say(f"added {visible(key)} to {path}, at draft: what it sends waits for your word")
    return 0


def pin(settings: Path, key: str, given: Given) -> int:
    """Change what is pinned to a vendor."""
    fields, billing = given.fields(), given.billing()
    if not fields and not billing and given.freight is None:
        raise UsageError("nothing to pin; see: agent vendor pin --help")
    path = settings.parent / load_settings(settings).vendors
    pin_in_file(path, key, fields, billing, freight=given.freight)
    changed = [*fields, *billing, *(["freight"] if given.freight else [])]
    say(f"{visible(key)} in {path}: {', '.join(changed)} as you said")
    return 0


def list_all(settings: Path, store: Path | None, *, as_json: bool) -> int:
    """Print every vendor with what its documents came to."""
    known = _known(settings)[1]
    with _ledger(store) as ledger:
        rows = [(each, outcomes(ledger, each.key) if ledger else ()) for each in known]
    if as_json:
        _print([_row_object(vendor, found) for vendor, found in rows])
        return 0
    lines = [
        (
            visible(vendor.key),
            shortened(vendor.name, 40),
            vendor.automation,
            f"{len(found)} documents, {sum(o.certain for o in found)} certain",
            _offer(vendor, found),
        )
        for vendor, found in rows
    ]
    for line in aligned(lines):
        say(line)
    return 0


def _may_be_promoted(vendor: Vendor, found: tuple[CaseOutcome, ...]) -> bool:
    return vendor.automation != "auto" and clean_in_a_row(found) >= CLEAN


def _offer(vendor: Vendor, found: tuple[CaseOutcome, ...]) -> str:
    if not _may_be_promoted(vendor, found):
        return ""
    return f"the last {clean_in_a_row(found)} were clean: may be promoted"


def _row_object(vendor: Vendor, found: tuple[CaseOutcome, ...]) -> dict[str, Any]:
    return {
        "key": vendor.key,
        "name": vendor.name,
        "automation": vendor.automation,
        "documents": len(found),
        "certain": sum(outcome.certain for outcome in found),
        "clean_in_a_row": clean_in_a_row(found),
        "may_be_promoted": _may_be_promoted(vendor, found),
    }


def show(settings: Path, key: str, *, as_json: bool) -> int:
    """Print one vendor."""
    vendor = _vendor(_known(settings)[1], key)
    values = vendor.model_dump(mode="json")
    if as_json:
        _print(values)
        return 0
    billing = values.pop("billing")
    rows = [*values.items(), *((f"billing.{k}", v) for k, v in billing.items())]
    shown = [(name, visible(_text(value))) for name, value in rows]
    for line in aligned([row for row in shown if row[1]]):
        say(line)
    return 0


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def suggest(settings: Path, store: Path | None, *, least: int, as_json: bool) -> int:
    """Print who might be pinned; a person confirms it by adding them."""
    loaded, known = _known(settings)
    with _ledger(store, needed=True) as ledger:
        assert ledger is not None  # noqa: S101  # it was needed
        found = suggestions(ledger, known, least=least, receivers=receivers(loaded))
    if as_json:
        _print([_suggestion_object(each) for each in found])
        return 0
    if not found:
        say(f"nobody unpinned sent {least} authenticated notices or invoices")
    for each in found:
        for line in _suggestion_lines(each):
            say(line)
    return 0


def _suggestion_lines(each: Suggestion) -> Iterator[str]:
    who = each.domain or next(iter(each.addresses))
    yield f"{visible(who)}: {each.documents} authenticated documents"
    yield f"  writes as      {_counted(each.names)}"
    yield f"  from           {_counted(each.addresses)}"
    if each.carriers:
        yield f"  ships with     {_counted(each.carriers)}"
    if each.payment:
        yield f"  payment seen   {_counted(each.payment)}"
        yield "                 (call a number you know before you pin any of these)"
    senders = " ".join(f"--sender {shlex.quote(a)}" for a in sorted(each.addresses))
    if each.pinned:
        yield f"  if that is so  agent vendor pin {each.key} {visible(senders)}"
        return
    # A name a stranger chose never becomes part of a command.
    yield f"  if you buy there  agent vendor add {each.key} --name … {visible(senders)}"


def _counted(counts: Counter[str]) -> str:
    most = counts.most_common(5)
    return ", ".join(f"{shortened(value, 60)} ({count})" for value, count in most)


def _suggestion_object(each: Suggestion) -> dict[str, Any]:
    return {
        "key": each.key,
        "pinned": each.pinned,
        "domain": each.domain or None,
        "documents": each.documents,
        "addresses": dict(each.addresses),
        "names": dict(each.names),
        "carriers": dict(each.carriers),
        "payment": dict(each.payment),
    }


def report(settings: Path, store: Path | None, key: str, *, as_json: bool) -> int:
    """Print what would have gone out by itself, and what would have waited."""
    vendor = _vendor(_known(settings)[1], key)
    with _ledger(store, needed=True) as ledger:
        assert ledger is not None  # noqa: S101  # it was needed
        found = outcomes(ledger, key)
    certain = [outcome for outcome in found if outcome.certain]
    held = [outcome for outcome in found if outcome.codes]
    if as_json:
        documents = [_outcome_object(outcome) for outcome in found]
        _print({**_row_object(vendor, found), "all": documents})
        return 0
    say(
        f"{shortened(vendor.name)} is at {vendor.automation}: {len(found)} documents"
        f" decided, {len(certain)} would go out by themselves at auto,"
        f" {len(held)} would wait for a person"
    )
    rows = [
        (
            outcome.id,
            shortened(outcome.number, 40),
            outcome.state,
            ", ".join(outcome.writes) if outcome.certain else "",
            ", ".join(outcome.codes),
        )
        for outcome in found
    ]
    for line in aligned(rows):
        say(f"  {line}")
    if _may_be_promoted(vendor, found):
        say(f"promote it with: agent vendor pin {key} --automation auto")
    return 0


def _outcome_object(outcome: CaseOutcome) -> dict[str, Any]:
    return {
        "id": outcome.id,
        "number": outcome.number or None,
        "state": outcome.state,
        "codes": list(outcome.codes),
        "writes": list(outcome.writes),
        "approved": outcome.approved,
        "certain": outcome.certain,
    }


def _known(settings: Path) -> tuple[Settings, Vendors]:
    loaded = load_settings(settings)
    return loaded, load_vendors(settings.parent / loaded.vendors)


def _vendor(known: Vendors, key: str) -> Vendor:
    vendor = known.get(key)
    if vendor is None:
        keys = ", ".join(each.key for each in known) or "none"
        raise UsageError(f"no vendor {key!r}; there are: {keys}")
    return vendor


@contextmanager
def _ledger(store: Path | None, *, needed: bool = False) -> Iterator[Ledger | None]:
    """Open the store's ledger; None where there is none and none is needed."""
    try:
        folder = existing_store(store)
    except UsageError:
        if needed or store is not None:
            raise
        yield None
        return
    with closing(Ledger(folder.ledger)) as ledger:
        yield ledger


def _print(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=True, indent=2) + "\n")
