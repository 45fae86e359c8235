"""``agent vendor list`` and ``report``: what each vendor's documents came to."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from agent.cli.output import say, say_json
from agent.cli.vendor_known import known, ledger_of, vendor_of
from agent.promotion import command_of, may_be_promoted
from agent.vendor_history import CaseOutcome, clean_in_a_row, outcomes
from extractors.codes import Reason
from matchers.vendors import Vendor
from review.columns import aligned
from review.escape import shortened, visible
from review.reasons import advice

_ACTS = {
    "fulfill_order": ("fulfilment", "fulfilments"),
    "confirm_shipment": ("confirmation", "confirmations"),
    "create_bill": ("bill", "bills"),
    "attach_document": ("file", "files"),
}


def list_all(settings: Path, store: Path | None, *, as_json: bool) -> int:
    """Print every vendor with what its documents came to."""
    loaded, pinned = known(settings)
    needed = loaded.store.promote_after
    with ledger_of(store) as ledger:
        rows = [(each, outcomes(ledger, each.key) if ledger else ()) for each in pinned]
    if as_json:
        say_json([_figures(vendor, found, needed) for vendor, found in rows])
        return 0
    lines = [
        (
            visible(vendor.key),
            shortened(vendor.name, 40),
            vendor.automation,
            f"{len(found)} documents, {sum(o.certain for o in found)} certain",
            f"the last {clean_in_a_row(found)} were clean: may be promoted"
            if may_be_promoted(vendor, found, needed=needed)
            else "",
        )
        for vendor, found in rows
    ]
    for line in aligned(lines):
        say(line)
    return 0


def report(settings: Path, store: Path | None, key: str, *, as_json: bool) -> int:
    """Print what would have gone out by itself, and what would have waited."""
    loaded, pinned = known(settings)
    vendor, needed = vendor_of(pinned, key), loaded.store.promote_after
    with ledger_of(store, needed=True) as ledger:
        assert ledger is not None  # noqa: S101  # it was needed
        found = outcomes(ledger, key)
    if as_json:
        documents = [_document(outcome) for outcome in found]
        say_json({**_figures(vendor, found, needed), "all": documents})
        return 0
    for line in _told(vendor, found, needed):
        say(line)
    return 0


def _told(vendor: Vendor, found: Sequence[CaseOutcome], needed: int) -> Iterator[str]:
    yield f"{shortened(vendor.name)} ({vendor.key}) is at {vendor.automation}."
    if not found:
        yield "No document of it has been decided in this store yet."
        return
    certain = [outcome for outcome in found if outcome.certain]
    held = [outcome for outcome in found if outcome.codes]
    rest = [outcome for outcome in found if not outcome.codes and not outcome.certain]
    yield ""
    yield f"Of its {len(found)} documents so far, at auto"
    yield from _counts(
        (len(certain), "would have gone out by themselves", _written(certain)),
        (len(held), "would have waited for a person", _listed(_codes(held))),
        (len(rest), "had nothing to write, or not yet", ""),
    )
    yield "What people said of what was prepared"
    yield from _counts(
        (sum(o.approved for o in found), "approved", ""),
        (sum(o.same for o in found), "done by hand, as it was planned", ""),
        (sum(o.otherwise for o in found), "done otherwise than it was planned", ""),
        (sum(o.rejected for o in found), "rejected", ""),
        (sum(o.edited for o in found), "approved once a part number was explained", ""),
    )
    for title, group, last in (
        ("By itself at auto", certain, _writes_of),
        ("Waiting for a person", held, _reasons_of),
        ("Neither", rest, lambda _: ""),
    ):
        yield from _group(title, group, last)
    yield ""
    yield from _way_on(vendor, found, needed)


def _way_on(vendor: Vendor, found: Sequence[CaseOutcome], needed: int) -> Iterator[str]:
    count = clean_in_a_row(found)
    if vendor.automation == "auto":
        yield f"Back to your word: agent vendor pin {vendor.key} --automation draft"
        return
    yield f"Clean and confirmed one after another: {count} of {needed or 'any number'}."
    if may_be_promoted(vendor, found, needed=needed):
        yield f"It may be promoted: {command_of(vendor)}"
    else:
        yield f"That is no reason yet to promote it; whoever does: {command_of(vendor)}"


def _counts(*rows: tuple[int, str, str]) -> Iterator[str]:
    cells = [(f"  {count}", what, more) for count, what, more in rows]
    yield from aligned(cells, right=frozenset({0}))


def _group(
    title: str, group: Sequence[CaseOutcome], last: Callable[[CaseOutcome], str]
) -> Iterator[str]:
    if not group:
        return
    yield ""
    yield title
    yield from aligned(
        [
            (
                f"  {outcome.id}",
                outcome.kind.replace("_", " "),
                shortened(outcome.number or "no number", 40),
                outcome.total,
                outcome.state,
                last(outcome),
            )
            for outcome in group
        ]
    )


def _writes_of(outcome: CaseOutcome) -> str:
    return ", ".join(_ACTS.get(kind, (kind, kind))[0] for kind in outcome.writes)


def _reasons_of(outcome: CaseOutcome) -> str:
    return "; ".join(
        f"{code}: {advice(Reason(code), _family(outcome)).meaning}"
        for code in outcome.codes[:1]
    ) + (f" (+{len(outcome.codes) - 1})" if len(outcome.codes) > 1 else "")


def _family(outcome: CaseOutcome) -> Any:
    return "notice" if outcome.kind == "ship_notice" else "invoice"


def _written(certain: Iterable[CaseOutcome]) -> str:
    counted = Counter(kind for outcome in certain for kind in outcome.writes)
    return _listed(
        {_ACTS.get(k, (k, k))[count != 1]: count for k, count in counted.items()}
    )


def _codes(held: Iterable[CaseOutcome]) -> Counter[str]:
    return Counter(code for outcome in held for code in outcome.codes)


def _listed(counted: "Counter[str] | dict[str, int]") -> str:
    return ", ".join(f"{count} {what}" for what, count in counted.items())


def _figures(
    vendor: Vendor, found: Sequence[CaseOutcome], needed: int
) -> dict[str, Any]:
    promotable = may_be_promoted(vendor, found, needed=needed)
    return {
        "key": vendor.key,
        "name": vendor.name,
        "automation": vendor.automation,
        "documents": len(found),
        "certain": sum(outcome.certain for outcome in found),
        "held": sum(bool(outcome.codes) for outcome in found),
        "approved": sum(outcome.approved for outcome in found),
        "done_by_hand_as_planned": sum(outcome.same for outcome in found),
        "done_otherwise": sum(outcome.otherwise for outcome in found),
        "rejected": sum(outcome.rejected for outcome in found),
        "explained": sum(outcome.edited for outcome in found),
        "codes": dict(_codes(found)),
        "clean_in_a_row": clean_in_a_row(found),
        "clean_needed": needed,
        "may_be_promoted": promotable,
        "promote": command_of(vendor) if promotable else None,
    }


def _document(outcome: CaseOutcome) -> dict[str, Any]:
    return {
        "id": outcome.id,
        "kind": outcome.kind,
        "number": outcome.number or None,
        "state": outcome.state,
        "codes": list(outcome.codes),
        "writes": list(outcome.writes),
        "total": outcome.total or None,
        "approved": outcome.approved,
        "done_by_hand_as_planned": outcome.same,
        "rejected": outcome.rejected,
        "explained": outcome.edited,
        "certain": outcome.certain,
    }
