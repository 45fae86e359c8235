"""``agent review alias``: what a vendor's part number stands for, said by a person."""

import re
from collections.abc import Sequence
from contextlib import closing
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from agent.cli.failures import UsageError
from agent.cli.output import say, say_json
from agent.cli.places import existing_store
from agent.clock import system_clock
from agent.ledger.aliases import AliasError, AliasRow
from agent.ledger.cases import Invoice
from agent.ledger.ledger import Ledger
from agent.ledger.snapshots import channels, newest
from matchers.billing.aliases import canonical_part, learned
from matchers.billing.values import ComparedLine
from matchers.keys import canonical_sku
from matchers.values import Match
from review.columns import aligned
from review.escape import shortened, visible
from review.invoice_text import count, meant

_MOST = Decimal(1_000_000)


def add(
    name: str,
    sku: str,
    *,
    line: int | None,
    part: str | None,
    factor: str,
    once: bool,
    person: str,
    store: Path | None,
    as_json: bool,
) -> int:
    """Keep a person's word on one line of an invoice."""
    with closing(Ledger(existing_store(store).ledger)) as ledger:
        invoice, match = _decided(ledger, name)
        chosen = _line(invoice, match, line, part)
        ours = _known_sku(ledger, match, sku)
        try:
            alias = learned(
                chosen,
                vendor=invoice.vendor or "",
                sku=ours,
                factor=_factor(factor),
                source=person,
            )
            row = ledger.aliases.add(
                alias,
                document=invoice.document,
                person=person,
                once=once,
                at=system_clock(),
            )
        except (AliasError, ValueError) as error:
            raise UsageError(str(error)) from None
    if as_json:
        _print(_object(row))
    else:
        say(
            f"{_sentence(row)}; the next run decides {invoice.name} with it"
            f" (take it back: agent review alias revoke A{row.id})"
        )
    return 0


def list_all(store: Path | None, *, as_json: bool) -> int:
    """Print every alias."""
    with closing(Ledger(existing_store(store).ledger)) as ledger:
        rows = ledger.aliases.all()
    if as_json:
        _print([_object(row) for row in rows])
        return 0
    table = [
        (
            f"A{row.id}",
            shortened(row.alias.vendor, 30),
            shortened(row.alias.part_number, 30),
            f"= {_ours(row)}",
            "once" if row.once else "always",
            f"{row.uses} uses" if row.uses != 1 else "1 use",
            f"{shortened(row.person, 60)}, {row.at:%Y-%m-%d}",
            _standing(row),
        )
        for row in rows
    ]
    for text in aligned(table):
        say(text)
    if not rows:
        say("no part number has been explained yet")
    return 0


def revoke(name: str, person: str, store: Path | None, *, as_json: bool) -> int:
    """Take one alias back."""
    number = re.fullmatch(r"[Aa](\d{1,9})", name.strip())
    if number is None:
        raise UsageError(f"there is no alias {name!r}; see: agent review alias list")
    with closing(Ledger(existing_store(store).ledger)) as ledger:
        try:
            row = ledger.aliases.revoke(
                int(number[1]), person=person, at=system_clock()
            )
        except AliasError as error:
            raise UsageError(f"{error}; see: agent review alias list") from None
    if as_json:
        _print(_object(row))
    else:
        say(f"A{row.id} is revoked and decides nothing from now on")
    return 0


def _decided(ledger: Ledger, name: str) -> tuple[Invoice, Match]:
    row = re.fullmatch(r"[Ii](\d{1,9})", name.strip())
    invoice = ledger.invoices.by_id(int(row[1])) if row else None
    if invoice is None:
        raise UsageError(f"there is no invoice {name!r}; see: agent review list")
    if invoice.match is None:
        raise UsageError(f"{invoice.name} has not been held against the books yet")
    if not invoice.vendor:
        raise UsageError(
            f"{invoice.name} is of no vendor we know; pin its sender first"
        )
    return invoice, invoice.match


def _line(
    invoice: Invoice, match: Match, line: int | None, part: str | None
) -> ComparedLine:
    """Return the line that is meant; the one unknown line where none is named."""
    billed = [one for one in match.lines if one.line >= 0]
    if line is not None:
        named = [one for one in billed if one.line == line - 1]
        if part is not None:
            named = [one for one in named if _bears(one, part)]
    elif part is not None:
        named = [one for one in billed if _bears(one, part)]
    else:
        named = [one for one in billed if not one.sku and one.part_number]
        named = list({canonical_part(one.part_number): one for one in named}.values())
        if len(named) > 1:
            raise UsageError(_which(invoice, match, named))
    if not named:
        asked = f"bears {part!r}" if part is not None else "is unknown and has a number"
        which = f"no line {line}" if line is not None else f"no line that {asked}"
        raise UsageError(f"{invoice.name} has {which}; see: agent show {invoice.name}")
    return named[0]


def _which(invoice: Invoice, match: Match, lines: Sequence[ComparedLine]) -> str:
    told = []
    for one in lines:
        choices = "; ".join(meant(one, match)) or "no candidate"
        number = one.line + 1
        told.append(f"--line {number} ({shortened(one.part_number, 40)}: {choices})")
    return f"{invoice.name} has several unknown lines; say which: {', '.join(told)}"


def _bears(line: ComparedLine, part: str) -> bool:
    return bool(canonical_part(part)) and (
        canonical_part(line.part_number) == canonical_part(part)
    )


def _known_sku(ledger: Ledger, match: Match, wanted: str) -> str:
    """Return *wanted* as the books know it, of an active item or on the order.

    Raises:
        UsageError: The books know no such SKU, as of the last night.
    """
    sku = canonical_sku(wanted)
    for channel in channels(ledger.store, "books"):
        for record in newest(ledger.store, channel):
            if sku and sku in _skus(record, channel, match):
                return sku
    near = next((one.candidates for one in match.lines if one.candidates), ())
    hint = f"; candidates: {', '.join(near)}" if near else ""
    raise UsageError(f"the books have no active item {wanted!r}{hint}")


def _skus(record: dict[str, Any], channel: str, match: Match) -> set[str]:
    """Return the SKUs a record of the books stands for: an item's, this order's."""
    if "open" in record and f"{channel}:{record['id']}" in match.orders:
        return {canonical_sku(line["sku"]) for line in record["lines"]}
    if record.get("active") and "sku" in record:
        return {canonical_sku(record["sku"])}
    return set()


def _factor(text: str) -> Decimal:
    try:
        factor = Decimal(text)
    except InvalidOperation:
        raise UsageError(f"--factor {text!r} is no number") from None
    if not factor.is_finite() or not 0 < factor <= _MOST:
        raise UsageError(f"--factor {text!r}: a number above 0 is needed")
    return factor


def _ours(row: AliasRow) -> str:
    known = row.alias
    each = f"{count(known.factor)} × " if known.factor != 1 else ""
    unit = f" per {shortened(known.unit, 12)}" if known.unit else ""
    return f"{each}{shortened(known.sku, 30)}{unit}"


def _standing(row: AliasRow) -> str:
    if row.revoked:
        return f"revoked by {shortened(row.revoked, 60)}"
    return "doubted: it only suggests" if row.alias.conflicted else ""


def _sentence(row: AliasRow) -> str:
    where = "on this document" if row.once else "from now on"
    part = visible(row.alias.part_number)
    return f"A{row.id}: {part} of {visible(row.alias.vendor)} is {_ours(row)} {where}"


def _object(row: AliasRow) -> dict[str, Any]:
    return {
        "id": f"A{row.id}",
        "vendor": row.alias.vendor,
        "part_number": row.alias.part_number,
        "sku": row.alias.sku,
        "factor": f"{row.alias.factor:f}",
        "unit": row.alias.unit,
        "once": row.once,
        "document": row.document,
        "person": row.person,
        "at": row.at.isoformat(),
        "uses": row.uses,
        "doubted": row.alias.conflicted,
        "revoked_by": row.revoked or None,
    }


def _print(told: object) -> None:
    say_json(told)
