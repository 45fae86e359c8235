"""The morning summary as plain text."""

from collections.abc import Callable, Iterable, Iterator
from textwrap import wrap
from typing import TypeVar

from review.columns import aligned
from review.escape import shortened
from review.headline import (
    LETTERS,
    counts_line,
    effects_line,
    invoices_line,
    model_line,
    more_letters,
    orders_named,
    title,
)
from review.values import (
    BilledLine,
    DoneLine,
    Item,
    Letter,
    MailLine,
    NightReport,
    TroubleLine,
)

WIDTH = 88
Entry = TypeVar("Entry")


def summary_text(report: NightReport) -> str:
    """Return the whole summary; strangers' words are escaped, shortened and quoted."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: NightReport) -> Iterator[str]:
    yield title(report)
    yield ""
    yield counts_line(report)
    if line := invoices_line(report):
        yield line
    yield effects_line(report)
    for note in report.notes:
        yield from wrap(note, WIDTH)
    yield from _section("NEEDS YOU", report.items, _item)
    yield from _letters(report)
    yield from _section("KNOWN EXCEPTIONS", report.known, _item)
    yield from _section("WAITING, DECIDED AGAIN BY ITSELF", report.waiting, _item)
    yield from _section("SERVICES", report.trouble, _trouble)
    yield from _section("PLANNED, NOT WRITTEN", report.planned, _planned)
    yield from _section("NOT BELIEVED (quarantine)", report.quarantined, _mail)
    yield from _section("SET ASIDE, COULD NOT BE READ", report.set_aside, _mail)
    yield from _section("LOOK AT IT, NOT FULLY READ", report.unsettled, _mail)
    if report.other_mail:
        yield ""
        yield "OTHER MAIL, LEFT FOR YOU"
        kinds = sorted(report.other_mail.items(), key=lambda kind: (-kind[1], kind[0]))
        yield "  " + " · ".join(f"{count} {kind}" for kind, count in kinds)
    table = aligned([_done(line) for line in report.done])
    yield from _section("DONE", table, lambda line: [line])
    bills = aligned([_billed(line) for line in report.billed], right=frozenset({3}))
    yield from _section("BILLED", bills, lambda line: [line])
    closed = aligned([_billed(line) for line in report.settled], right=frozenset({3}))
    yield from _section("CLOSED WITHOUT A BILL OF OURS", closed, lambda line: [line])
    yield ""
    if line := model_line(report):
        yield line
    if report.chain_head:
        yield f"event log: {report.chain_length} entries, head {report.chain_head[:16]}"


def _letters(report: NightReport) -> Iterator[str]:
    """Yield what vendors wrote, a line each, and how much more there is."""
    if not report.letters:
        return
    yield ""
    yield f"VENDORS WROTE ({len(report.letters)})"
    rows = [_letter(letter) for letter in report.letters[:LETTERS]]
    yield from (f"  {line}" for line in aligned(rows))
    if more := more_letters(report):
        yield f"  {more}"


def _letter(letter: Letter) -> list[str]:
    return [
        orders_named(letter),
        f'"{shortened(letter.subject, 48)}"',
        f"from {shortened(letter.sender, 40)}",
        f"agent show {letter.id}",
    ]


def _section(
    heading: str, entries: Iterable[Entry], show: Callable[[Entry], list[str]]
) -> Iterator[str]:
    listed = list(entries)
    if not listed:
        return
    yield ""
    yield f"{heading} ({len(listed)})"
    for entry in listed:
        first, *rest = show(entry)
        yield f"  {first}"
        for line in rest:
            for piece in wrap(line, WIDTH - 6) or [""]:
                yield f"      {piece}"


def _item(item: Item) -> list[str]:
    code = f"  [{item.code}]" if item.code else ""
    lines = [f"{shortened(item.title)}{code}", shortened(item.why, 400)]
    if item.evidence:
        proof = item.evidence
        place = shortened(proof.document, 60)
        if proof.page is not None:
            place += f", p. {proof.page}"
        lines.append(f'printed: "{shortened(proof.quote, 120)}" ({place})')
    if item.todo:
        lines.append(f"do: {item.todo}")
    lines.append(
        f'mail: "{shortened(item.subject, 80)}" from {shortened(item.sender, 60)}'
        f" · agent show {item.id}"
    )
    return lines


def _mail(line: MailLine) -> list[str]:
    shown = f'"{shortened(line.subject, 80)}" from {shortened(line.sender, 60)}'
    return [shown, shortened(line.why, 300)] if line.why else [shown]


def _trouble(line: TroubleLine) -> list[str]:
    return [f"{line.channel}: {shortened(line.detail, 400)} [{line.code}]"]


def _planned(line: str) -> list[str]:
    return [shortened(line, 300)]


def _billed(line: BilledLine) -> list[str]:
    return [
        shortened(line.number, 30),
        f"PO {shortened(line.po_number, 40)}" if line.po_number else "",
        shortened(line.vendor, 30),
        line.total,
        shortened(line.note, 90) or shortened(line.memo, 60),
    ]


def _done(line: DoneLine) -> list[str]:
    market = f"Amazon {line.marketplace_order}" if line.marketplace_order else ""
    return [
        line.order,
        f"PO {shortened(line.po_number, 40)}",
        line.carrier,
        ", ".join(line.tracking),
        market or line.note,
        line.note if market else "",
    ]
