"""What a person decides on: what would be written, or why nothing can be."""

from collections.abc import Iterator, Sequence

from extractors.codes import Reason, Severity
from matchers.billing.values import (
    AttachDocument,
    ComparedLine,
    CreateBill,
    CreateBillLine,
)
from matchers.values import Action, Match
from review.columns import aligned
from review.escape import shortened
from review.invoice_text import SHOWN, count, money, near_disputed

_FINAL = frozenset({Reason.PO_CLOSED, Reason.PERIOD_CLOSED})


def written(
    actions: Sequence[Action],
    lines: Sequence[ComparedLine] = (),
    *,
    everything: bool = False,
) -> Iterator[str]:
    """Yield the bill and its attachment as they would be written.

    Args:
        actions: What would be written.
        lines: Of the invoice beside its order's: of a long bill those are shown that
            differ, with their neighbours.
        everything: All lines, however many.
    """
    for action in actions:
        if isinstance(action, CreateBill):
            yield from _bill(action, lines, everything=everything)
        elif isinstance(action, AttachDocument):
            yield f"with the file {shortened(action.name)}"


def why_not(match: Match) -> str:
    """Return why a person's word would write nothing, and what to do instead."""
    final = {f.code.value: None for f in match.findings if f.code in _FINAL}
    unknown = [line for line in match.lines if line.line >= 0 and not line.sku]
    nameless = [line for line in unknown if not line.part_number]
    reasons = (
        (_codes(match, Severity.BLOCK), "it is blocked ({}), and no word changes that"),
        (
            _codes(match, Severity.RETRY),
            "a service did not answer ({}); the next run decides it anew",
        ),
        (", ".join(final), "the books would not take it ({})"),
        (_lines(nameless), "{} without a part number; enter the bill by hand"),
        (_lines(unknown), "{} none of our SKUs yet; see: agent review alias --help"),
        (_codes(match, Severity.HOLD), "no certain bill can be made of it ({})"),
    )
    said = next((why.format(what) for what, why in reasons if what), "")
    return said or "tonight's mode writes nothing of this vendor's"


def _lines(lines: Sequence[ComparedLine]) -> str:
    if not lines:
        return ""
    *some, last = dict.fromkeys(str(line.line + 1) for line in lines)
    return f"lines {', '.join(some)} and {last} are" if some else f"line {last} is"


def _codes(match: Match, severity: Severity) -> str:
    found = {f.code.value: None for f in match.findings if f.severity is severity}
    return ", ".join(found)


def _bill(
    bill: CreateBill, lines: Sequence[ComparedLine], *, everything: bool
) -> Iterator[str]:
    number, vendor = shortened(bill.number), shortened(bill.vendor_name)
    due = f", due {bill.due}" if bill.due else ""
    yield (
        f"bill {number} of {vendor}, {bill.date}{due}:"
        f" {money(bill.total)} {bill.currency}".rstrip()
    )
    goods = [line for line in bill.lines if line.item_id]
    shown = goods if everything else _looked_at(goods, lines)
    charges = [line for line in bill.lines if not line.item_id]
    rows = [_row(line) for line in (*shown, *charges)]
    for text in aligned(rows, right=frozenset({0, 1, 2})):
        yield f"  {text}"
    if rest := len(goods) - len(shown):
        agree = "agrees" if rest == 1 else "agree"
        yield f"  … {rest} more {'line' if rest == 1 else 'lines'} {agree}; all: --all"
    yield f"  memo: {shortened(bill.memo, 400)}"


def _looked_at(
    goods: Sequence[CreateBillLine], lines: Sequence[ComparedLine]
) -> Sequence[CreateBillLine]:
    """Return the lines of a bill that a person looks at.

    They were made in the order of the invoice's; where the two cannot be laid beside
    each other, the first ones are shown.
    """
    if len(goods) <= SHOWN:
        return goods
    beside = [line for line in lines if line.line >= 0 and line.order]
    if [line.amount for line in beside] != [line.amount for line in goods]:
        return goods[: SHOWN - 1]
    return [goods[at] for at in near_disputed(beside)]


def _row(line: CreateBillLine) -> tuple[str, ...]:
    what = shortened(line.description, 40)
    if not line.item_id:
        return "", "", money(line.amount), f"account {line.account_id}", what
    link = f"PO line {line.po_id}/{line.po_line_id}" if line.po_id else "no order"
    return count(line.quantity), money(line.unit_price), money(line.amount), link, what
