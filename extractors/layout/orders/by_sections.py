"""A sheet divided into stretches of which each names one order."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from extractors.layout.orders.values import END, START, Anchor, Orders, Scope, order_key
from extractors.layout.page.parsing import is_joiner
from extractors.layout.page.sheet import Place, Sheet


def divided_by_sections(
    sheet: Sheet, anchors: Sequence[Anchor], numbers: Sequence[Place]
) -> Orders:
    """Divide into stretches of which each names one order, first or last."""
    formal = [a for a in anchors if a.form] or list(anchors)
    keys = {order_key(n.text) for a in formal for n in a.numbers}
    together = _together(sheet, anchors)
    if len(keys) == 1:
        first = formal[0]
        scope = Scope(first.numbers[0], first, START, END)
        return Orders((scope,), (START, END), together)
    note = together
    if any(len(a.numbers) > 1 for a in formal):
        note = "several orders are named together"
    elif formal[0].form and not _same_numbers(formal):
        note = "orders stand side by side"
    elif len({a.label for a in formal}) > 1:
        note = "orders are named in different ways"
    starts = _starts(formal)
    begins = [a.place for a in starts]
    shared = (START, begins[0])
    if _named_last(begins, numbers):
        begins = [START, *(_break(sheet, a, b) for a, b in pairwise(begins))]
        shared = (START, START)
    elif any(n < begins[0] for n in numbers) and not any(
        n > begins[-1] for n in numbers
    ):
        note = note or "numbers stand before the orders they may belong to"
    scopes = [
        Scope(number, anchor, begin, end)
        for anchor, begin, end in zip(starts, begins, [*begins[1:], END], strict=True)
        for number in anchor.numbers
    ]
    return Orders(tuple(scopes), shared, note)


def _together(sheet: Sheet, anchors: Sequence[Anchor]) -> str:
    """Return what is wrong where a sentence names two orders in one breath."""
    for one, other in pairwise(anchors):
        keys = {order_key(n.text) for a in (one, other) for n in a.numbers}
        if one.place.row != other.place.row or len(keys) == 1:
            continue
        between = sheet.rows[one.place.row].words[one.place.word : other.place.word]
        texts = [word.text for word in between]
        joined = bool(texts) and is_joiner(texts[-1])
        last = texts[-2:-1] if joined else texts[-1:]
        listed = joined or (last and last[0].endswith((",", ";", "/")))
        number = one.numbers[-1].text
        if listed and last and last[0].strip(",;/") == number:
            return f"{number!r} and {other.numbers[0].text!r} are named together"
    return ""


def _named_last(anchors: Sequence[Place], numbers: Sequence[Place]) -> bool:
    """Say whether each stretch has its tracking number first and its order last."""
    bounds = [START, *anchors]
    placed = sorted(numbers)
    return not (placed and placed[-1] > anchors[-1]) and all(
        bisect_right(placed, low) < bisect_left(placed, high)
        for low, high in pairwise(bounds)
    )


def _break(sheet: Sheet, upper: Place, lower: Place) -> Place:
    """Return where the stretch that ends with *upper* is over: at the widest gap."""
    rows = range(upper.row + 1, lower.row + 1)
    gaps = [
        (sheet.rows[n].top - sheet.rows[n - 1].top, -n)
        if sheet.rows[n].page == sheet.rows[n - 1].page
        else (float("inf"), -n)
        for n in rows
    ]
    if not gaps:
        return Place(upper.row, upper.word + 1)
    return Place(-max(gaps)[1])


def _same_numbers(anchors: Sequence[Anchor]) -> bool:
    """Say whether anchors that share a row name the same order."""
    by_row: dict[int, set[str]] = {}
    for anchor in anchors:
        by_row.setdefault(anchor.place.row, set()).update(
            order_key(n.text) for n in anchor.numbers
        )
    return all(len(keys) == 1 for keys in by_row.values())


def _starts(anchors: Sequence[Anchor]) -> list[Anchor]:
    """Return the anchors at which another order begins."""
    starts: list[Anchor] = []
    for anchor in anchors:
        same = starts and [order_key(n.text) for n in starts[-1].numbers] == [
            order_key(n.text) for n in anchor.numbers
        ]
        if not same:
            starts.append(anchor)
    return starts
