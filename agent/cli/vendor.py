"""``agent vendor``: whom a person believes, and how far each may go."""

import shlex
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.cli.failures import UsageError
from agent.cli.output import say, say_json
from agent.cli.vendor_known import (
    in_the_books,
    known,
    ledger_of,
    vendor_of,
)
from agent.settings.load import load_settings
from agent.settings.vendors_file import Fields, add_vendor
from agent.settings.vendors_file import pin as pin_in_file
from agent.vendor_history import (
    Suggestion,
    clean_in_a_row,
    outcomes,
    suggestions,
)
from agent.wiring import receivers
from extractors.payment.numbers import is_iban, is_routing
from matchers.billing.payee import canonical_fingerprint
from review.columns import aligned
from review.escape import shortened, visible

_KINDS = frozenset({"iban", "bic", "routing", "account", "remit_to", "payment_contact"})

_CHECKED = {"iban": is_iban, "routing": is_routing}


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
    checks = _CHECKED.get(kind)
    if checks is not None and not checks(value):
        raise UsageError(f"no such {kind} number, its check digits say; got {text!r}")
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
    loaded = load_settings(settings)
    path = settings.parent / loaded.vendors
    pin_in_file(path, key, fields, billing, freight=given.freight)
    changed = [*fields, *billing, *(["freight"] if given.freight else [])]
    say(f"{visible(key)} in {path}: {', '.join(changed)} as you said")
    if given.automation == "auto":
        _say_how_known(key, loaded.store.promote_after)
    return 0


def _say_how_known(key: str, needed: int) -> None:
    """Say so where a vendor is promoted whose documents few persons looked at."""
    with ledger_of(None) as ledger:
        count = clean_in_a_row(outcomes(ledger, key)) if ledger else 0
    if count < needed:
        say(
            f"note: {count} of its documents were clean and confirmed in a row,"
            f" {needed} are thought enough; you can look: agent vendor report {key}"
        )


def show(settings: Path, store: Path | None, key: str, *, as_json: bool) -> int:
    """Print one vendor, and who it is in the books as the last night read them."""
    vendor = vendor_of(known(settings)[1], key)
    with ledger_of(store) as ledger:
        found = in_the_books(ledger, vendor) if ledger else None
    values = vendor.model_dump(mode="json")
    if as_json:
        say_json({**values, "in_the_books": found})
        return 0
    billing = values.pop("billing")
    rows = [*values.items(), *((f"billing.{k}", v) for k, v in billing.items())]
    rows.append(("in the books", found))
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
    loaded, pinned = known(settings)
    with ledger_of(store, needed=True) as ledger:
        assert ledger is not None  # noqa: S101  # it was needed
        found = suggestions(ledger, pinned, least=least, receivers=receivers(loaded))
    if as_json:
        say_json([_suggestion_object(each) for each in found])
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
