"""What of a sheet belongs to no one of its orders: it is said to each of them."""

from collections.abc import Collection, Iterable, Sequence

from extractors.codes import Reason
from extractors.layout.notices.divided import Divided
from extractors.layout.notices.homes import Found
from extractors.layout.orders.carried import orderless
from extractors.layout.orders.values import Orders, order_key
from extractors.layout.page.citing import issue_at
from extractors.layout.page.parsing import order_numbers
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.vocabulary import Field
from extractors.values import Issue

_SPELLED = 10
"""Issues that go to every notice of a sheet are told one by one up to so many."""


def common_doubts(
    whole: Divided, known: Collection[str], homeless: Iterable[Found]
) -> tuple[Issue, ...]:
    """Return what every notice of a sheet is held for.

    Args:
        whole: The sheet.
        known: The orders it is divided among, by key.
        homeless: Its numbers that stand with none of them.
    """
    sheet = whole.sheet
    return (
        *_ambiguous(whole.orders),
        *few(_strangers(sheet, known)),
        *few(_orderless(sheet)),
        *few(_homeless(sheet, homeless)),
    )


def _orderless(sheet: Sheet) -> tuple[Issue, ...]:
    """Return an issue for each row of a spreadsheet that names no order."""
    issues = []
    for row in orderless(sheet):
        first = row.cells[min(row.cells)][0]
        text = sheet.line(row.first).text
        detail = f"no purchase order is named in the row {text!r}"
        issues.append(issue_at(sheet.document, first, Reason.PO_MISSING, detail))
    return tuple(issues)


def _ambiguous(orders: Orders) -> tuple[Issue, ...]:
    if not orders.ambiguous:
        return ()
    return (Issue(code=Reason.PO_AMBIGUOUS, detail=orders.ambiguous),)


def _strangers(sheet: Sheet, known: Collection[str]) -> tuple[Issue, ...]:
    """Return an issue for each order that only a table's line names in passing."""
    issues = []
    for index in sorted(sheet.tabled):
        for label in sheet.beside[index]:
            numbers = order_numbers(label.value) if label.value else ()
            if label.field is not Field.PO or not numbers:
                continue
            if order_key(numbers[0].text) not in known:
                detail = f"{numbers[0].text!r} is named among lines of other orders"
                issues.append(
                    issue_at(sheet.document, numbers[0], Reason.PO_AMBIGUOUS, detail)
                )
    return tuple(issues)


def _homeless(sheet: Sheet, numbers: Iterable[Found]) -> tuple[Issue, ...]:
    """Return an issue for each tracking number that stands with no one order."""
    return tuple(
        issue_at(
            sheet.document,
            seen.run,
            Reason.INCOMPLETE_READING,
            f"{seen.run.text!r} stands with no one purchase order",
        )
        for seen, _ in numbers
    )


def few(issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """Return issues that go to every notice of a sheet: of many, the first and a count.

    A sheet of thousands of orders would else say of each order what is wrong with
    thousands of rows.
    """
    if len(issues) <= _SPELLED:
        return tuple(issues)
    detail = f"{issues[0].detail}; so it is in {len(issues) - 1} more places"
    return (issues[0].model_copy(update={"detail": detail}),)
