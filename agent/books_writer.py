"""How bills are read, objected to, sent and read back."""

from collections.abc import Callable

from agent.clock import Clock
from agent.ports import Books
from agent.writers import Record
from channels.errors import RejectedError
from extractors.codes import Reason
from matchers.billing.readback import attached_readback, billed, objections
from matchers.billing.values import AttachDocument, BillRecord, CreateBill
from matchers.readback import Readback
from matchers.values import Action, Finding

Files = Callable[[str], bytes | None]
"""SHA-256 of a document → its bytes, as they came in the mail."""


class BooksWriter:
    """Writes bills to one company's books, and attaches what they were made from."""

    def __init__(self, books: Books, files: Files, clock: Clock) -> None:
        self._books = books
        self._files = files
        self._clock = clock

    def read(self, action: Action) -> BillRecord:
        """Return the orders and bills the action depends on, as they are now."""
        if isinstance(action, AttachDocument):
            bill = self._books.attached(action)
            found = () if bill is None else (bill,)
            return BillRecord(bills=found, read_at=self._clock())
        return self._books.bill_record(_bill(action))

    def read_back(self, action: Action, record: Record) -> Readback:
        """Say whether the books show exactly this bill, or this file at it."""
        assert isinstance(record, BillRecord)  # noqa: S101  # our own reading
        if isinstance(action, AttachDocument):
            return attached_readback(action, next(iter(record.bills), None))
        return billed(_bill(action), record)

    def objections(self, action: Action, record: Record) -> tuple[Finding, ...]:
        """Return what changed in the books since the decision."""
        assert isinstance(record, BillRecord)  # noqa: S101  # our own reading
        if isinstance(action, AttachDocument):
            return ()
        return objections(_bill(action), record)

    def send(self, action: Action, request_id: str) -> None:
        """Create the bill, or attach the file."""
        if not isinstance(action, AttachDocument):
            self._books.create_bill(_bill(action), request_id)
            return
        content = self._files(action.document)
        if content is None:
            raise RejectedError(
                f"the file of bill {action.number} is not in the mail any more",
                Reason.UNREADABLE,
            )
        self._books.attach(action, content, request_id)


def _bill(action: Action) -> CreateBill:
    if not isinstance(action, CreateBill):
        raise TypeError(f"books cannot do {action.kind!r}")
    return action
