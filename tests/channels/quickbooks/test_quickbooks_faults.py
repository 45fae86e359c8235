"""Every fault of a call, on every call to the books: what it is said to be.

Each write is then settled as the outbox does it: what is there is read back, and only
what is not there is sent again. The sandbox's own journal says whether that doubled or
lost anything.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from channels.errors import (
    AuthorizationError,
    ChannelError,
    DriftAfterWriteError,
    NotExecutedError,
    OutcomeUnknownError,
    RateLimitedError,
    RejectedError,
    SchemaDriftError,
    UnavailableError,
)
from channels.quickbooks.books import QuickBooksBooks
from extractors.codes import Reason
from matchers.billing.readback import attached_readback, billed
from tests.channels.faults import EVERYWHERE, Fault

from .conftest import NAME, PDF, SINCE, Company, Start, bill_action, file_action

Raised = type[ChannelError] | None


FAULTS = [
    *EVERYWHERE,
    Fault("access denied", "access_denied"),
    Fault("rejected", "rejected"),
    Fault("partial", "partial"),
]
PASSING: dict[str, Raised] = {
    "429 absurd": RateLimitedError,
    "scope missing": AuthorizationError,
    "access denied": AuthorizationError,
    "nulls": SchemaDriftError,
    "rejected": SchemaDriftError,
    "partial": SchemaDriftError,
}
"""What a read raises when it meets a fault once; all others are read again."""
LASTING: dict[str, Raised] = {
    **PASSING,
    "429": RateLimitedError,
    "429 date": RateLimitedError,
    "429 bare": RateLimitedError,
    "token expired": AuthorizationError,
}
"""What it raises when the fault stays; all others are an :class:`UnavailableError`."""
WRITING: dict[str, Raised] = {
    "429": None,
    "429 date": None,
    "429 bare": None,
    "429 absurd": RateLimitedError,
    "token expired": None,
    "scope missing": AuthorizationError,
    "access denied": AuthorizationError,
    "rejected": RejectedError,
    "partial": RejectedError,
    "nulls": DriftAfterWriteError,
}
"""What a write raises; all others are an :class:`OutcomeUnknownError`."""
READS: dict[str, Callable[[QuickBooksBooks], object]] = {
    "Item": lambda b: b.items(),
    "Vendor": lambda b: b.payees(),
    "Preferences": lambda b: b.closed_until(),
    "PurchaseOrder": lambda b: b.purchase_order("257"),
    "Bill ": lambda b: b.bills(SINCE),
    "Account": lambda b: b.unusable_accounts(),
    "Term": lambda b: b.create_bill(bill_action(), "r-0"),
    "Attachable": lambda b: b.attached(file_action()),
}
"""By the entity that is asked for."""


def reads() -> Iterator[Any]:
    for entity in READS:
        for fault in FAULTS:
            yield pytest.param(entity, fault, id=f"{entity.strip()}, {fault.name}")


def _begun(start: Start, entity: str) -> Company:
    company = start()
    if entity in ("Bill ", "Attachable"):
        company.books().create_bill(bill_action(), "r-1")
    return company


def _arm(company: Company, operation: str, fault: Fault, **options: Any) -> None:
    company.box.arm(
        service="quickbooks",
        operation=operation,
        fault=fault.kind,
        **fault.options,
        **options,
    )


def _holds(expected: Raised, call: Callable[[], object]) -> None:
    if expected is None:
        call()
        return
    with pytest.raises(ChannelError) as caught:
        call()
    assert isinstance(caught.value, expected), repr(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.slow
@pytest.mark.parametrize(("entity", "fault"), list(reads()))
def test_a_read_meets_a_fault_once(start: Start, entity: str, fault: Fault) -> None:
    company = _begun(start, entity)
    _arm(company, "query", fault, match=f"FROM {entity}")

    _holds(PASSING.get(fault.name), lambda: READS[entity](company.books()))


@pytest.mark.slow
@pytest.mark.parametrize(("entity", "fault"), list(reads()))
def test_a_read_meets_a_fault_that_stays(
    start: Start, entity: str, fault: Fault
) -> None:
    company = _begun(start, entity)
    _arm(company, "query", fault, match=f"FROM {entity}", times=None)

    expected = LASTING.get(fault.name, UnavailableError)
    _holds(expected, lambda: READS[entity](company.books()))
    assert sum(company.slept) <= 240


@pytest.mark.parametrize("fault", [pytest.param(f, id=f.name) for f in FAULTS])
def test_a_bill_meets_a_fault(start: Start, fault: Fault) -> None:
    company = start()
    books = company.books()
    _arm(company, "create_bill", fault)
    expected = WRITING.get(fault.name, OutcomeUnknownError)

    _holds(expected, lambda: books.create_bill(bill_action(), "r-1"))

    applied = 1 if fault.committed or expected is None else 0
    assert len(company.written()) == applied
    action = bill_action()
    if billed(action, books.bill_record(action)).status == "absent":
        books.create_bill(action, "r-1")
    assert billed(action, books.bill_record(action)).status == "done"
    assert len(company.written()) == 1


@pytest.mark.parametrize("fault", [pytest.param(f, id=f.name) for f in FAULTS])
def test_a_file_meets_a_fault(start: Start, fault: Fault) -> None:
    company = start()
    books = company.books()
    books.create_bill(bill_action(), "r-1")
    _arm(company, "upload", fault)
    expected = WRITING.get(fault.name, OutcomeUnknownError)

    _holds(expected, lambda: books.attach(file_action(), PDF, "r-2"))

    applied = 1 if fault.committed or expected is None else 0
    assert len(company.written("upload")) == applied
    seen = attached_readback(file_action(), books.attached(file_action()))
    if seen.status == "absent":
        books.attach(file_action(), PDF, "r-2")
    bill = books.attached(file_action())
    assert bill is not None
    assert bill.attachments == (NAME,)
    assert len(company.written("upload")) == 1


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("duplicate_docnumber", Reason.DUPLICATE_EXACT),
        ("closed_period", Reason.PERIOD_CLOSED),
    ],
)
def test_the_books_refuse(start: Start, fault: str, code: Reason) -> None:
    company = start()
    company.box.arm(service="quickbooks", operation="create_bill", fault=fault)

    with pytest.raises(RejectedError) as caught:
        company.books().create_bill(bill_action(), "r-1")

    assert caught.value.code is code
    assert company.written() == []


def test_a_dropped_link_is_seen(start: Start) -> None:
    company = start()
    books = company.books()
    company.box.arm(service="quickbooks", operation="create_bill", fault="drop_link")

    books.create_bill(bill_action(), "r-1")

    seen = billed(bill_action(), books.bill_record(bill_action()))
    assert seen.status == "conflict"
    assert "2 of its lines are not linked" in seen.detail
    with pytest.raises(RejectedError, match="not linked"):
        books.create_bill(bill_action(), "r-1")
    assert len(company.written()) == 1


def test_a_read_that_lags_makes_no_second_bill(start: Start) -> None:
    """The service knows the request, whoever has not seen its bill yet."""
    company = start()
    books = company.books()
    made = books.create_bill(bill_action(), "r-1")
    company.box.arm(
        service="quickbooks", operation="query", fault="stale_read", match="FROM Bill "
    )

    assert books.create_bill(bill_action(), "r-1") == made
    assert len(company.written()) == 1


def test_an_unknown_status_stops_the_reading(start: Start) -> None:
    company = start()
    company.box.arm(service="quickbooks", operation="query", fault="drift_enum")

    with pytest.raises(SchemaDriftError, match="POStatus"):
        list(company.books().purchase_orders(SINCE))


def test_nobody_listens_to_a_bill(start: Start) -> None:
    company = start()
    books = company.books()
    books.closed_until()
    company.box.stop()

    with pytest.raises(NotExecutedError):
        books.create_bill(bill_action(), "r-1")


def test_nobody_listens_to_a_file(start: Start) -> None:
    company = start()
    books = company.books()
    books.create_bill(bill_action(), "r-1")
    company.box.stop()

    with pytest.raises(NotExecutedError):
        books.attach(file_action(), PDF, "r-2")


def test_the_rate_is_kept(start: Start) -> None:
    """Ten at once and eight a second from then on, when the clock stands still too."""
    company = start()
    books = company.books(monotonic=lambda: 0.0, paced=True)
    for _ in range(12):
        books.closed_until()

    assert company.slept == [0.125, 0.125]
