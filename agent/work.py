"""The stages of one run, over its inputs and its ledger."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from agent.books_writer import BooksWriter
from agent.clock import business_date
from agent.files import MailedFiles
from agent.health import Health
from agent.inputs import Inputs, Night
from agent.ledger.cases import Body, Case
from agent.ledger.ledger import Ledger
from agent.ledger.store import LedgerError, LedgerUnavailableError
from agent.limits import caps_tonight
from agent.outbox import Outbox, StoppedError
from agent.ports import Books
from agent.report.night import night_report
from agent.report.notes import tonights_notes
from agent.stages.bill import Biller
from agent.stages.bill_facts import BillingRun
from agent.stages.books import check_settings, read_books
from agent.stages.decide import Decider
from agent.stages.fetch import fetch_mail
from agent.stages.mark import mark_mail
from agent.stages.orders import Known, read_orders
from agent.stages.read import believe_again, read_mail
from agent.stages.send import State, send_summary
from agent.wiring import policy_of
from agent.writers import ConfirmationWriter, FulfillmentWriter, Writer
from channels.errors import ChannelError
from extractors.codes import Reason
from review.values import Ending

QUARANTINE_DAYS = 14
"""How long mail that was not believed is judged anew each night."""
_STATUS: dict[Ending, int] = {"complete": 0, "not finished": 3, "stopped": 4}


def worse(one: Ending, other: Ending) -> Ending:
    """Return the ending that asks for more: a stop, then what is not finished."""
    return max(one, other, key=_STATUS.__getitem__)


class Work:
    """The stages of one run over its inputs and its ledger."""

    def __init__(self, inputs: Inputs, ledger: Ledger, run: int) -> None:
        self._in = inputs
        self._ledger = ledger
        self._run = run
        self._health = Health(ledger, run, inputs.clock)
        self.outbox = Outbox(
            ledger,
            _writers(inputs, ledger),
            night=run,
            clock=inputs.clock,
            sleep=inputs.sleep,
            switch=inputs.switch,
            caps=caps_tonight(ledger, inputs.settings.caps, run),
            health=self._health,
            settle=timedelta(seconds=inputs.settings.store.settle_seconds),
        )

    def fetch(self, since: datetime) -> bool:
        """Store new mail and say whether every mailbox could be read to its end.

        One that is down is named; its mail is read next night.
        """
        whole = True
        for name, mailbox in self._in.outside.mailboxes.items():
            try:
                fetch_mail(
                    self._ledger,
                    self._in.folder,
                    name,
                    mailbox,
                    since=since,
                    night=self._run,
                    at=self._in.clock(),
                )
            except ChannelError as error:
                self._health.failed(f"mailboxes:{name}", error)
                whole = False
        return whole

    def mark(self) -> None:
        """Mark in the mailboxes what was read; where that fails, next night."""
        for name, mailbox in self._in.outside.mailboxes.items():
            try:
                mark_mail(self._ledger, name, mailbox)
            except ChannelError as error:
                self._health.failed(f"mailboxes:{name}", error)

    def read(self) -> None:
        """Read what was stored, and judge again what was not believed."""
        read_mail(
            self._ledger,
            self._in.folder,
            self._in.executor,
            self._in.gate,
            passwords=self._in.passwords,
            scans=self._in.scans,
            usage=self._in.usage,
            night=self._run,
            clock=self._in.clock,
            layout="layout" in self._in.settings.reading.readers,
            step=lambda done, of: self._in.progress("reading", done, of),
        )
        believe_again(
            self._ledger,
            self._in.folder,
            self._in.gate,
            since=self._in.clock() - timedelta(days=QUARANTINE_DAYS),
            night=self._run,
        )

    def orders(self) -> Known | None:
        """Return every known order, or None where a channel does not give them."""
        self._in.progress("orders", 0, 1)
        known = read_orders(
            self._ledger,
            self._in.outside,
            self._health,
            since=self._in.clock()
            - timedelta(days=self._in.settings.store.history_days),
            policy=policy_of(self._in.settings),
            run=self._run,
            clock=self._in.clock,
        )
        self._in.progress("orders", 1, 1)
        return known

    def read_again(self, known: Known) -> None:
        """Let the model read what is not closed, where one is configured."""
        self._in.second.read_open(
            self._ledger,
            known,
            self._health,
            run=self._run,
            step=lambda done, of: self._in.progress("model reading", done, of),
        )

    def decide(self, known: Known) -> Ending:
        """Decide every open notice, and act at once on what is certain."""
        decider = Decider(
            self._ledger,
            self._in.outside,
            self.outbox,
            self._health,
            gate=self._in.gate,
            known=known,
            settings=self._in.settings,
            run=self._run,
            clock=self._in.clock,
        )
        ending = self._each(
            "deciding", self._ledger.notices.undecided(), decider.settle
        )
        if ending != "stopped":
            self.outbox.resolve_doubts(wait=True)
            ending = worse(ending, decider.finish())
        return ending

    def bill(self) -> Ending:
        """Decide every open invoice; nothing where no books are set."""
        ending: Ending = "complete"
        for name, books in self._in.outside.books.items():
            ending = worse(ending, self._bill_in(name, books))
        return ending

    def _bill_in(self, name: str, books: Books) -> Ending:
        """Decide every open invoice by one company's books, where they can be read."""
        settings = self._in.settings
        today = business_date(self._in.clock(), settings.store.time_zone)
        known = read_books(
            self._ledger,
            name,
            books,
            self._health,
            since=today - timedelta(days=settings.books[name].history_days),
            run=self._run,
            clock=self._in.clock,
        )
        if known is None:
            return "not finished"
        biller = Biller(
            self._ledger,
            books,
            self.outbox,
            self._health,
            BillingRun(
                gate=self._in.gate,
                known=known,
                policy=policy_of(settings),
                settings=settings,
                run=self._run,
                clock=self._in.clock,
            ),
        )
        invoices = self._ledger.invoices.undecided()
        if invoices:
            check_settings(
                self._ledger,
                books,
                known,
                self._in.gate.vendors,
                self._health,
                run=self._run,
                clock=self._in.clock,
            )
        ending = self._each("billing", invoices, biller.settle)
        if ending != "stopped":
            self.outbox.resolve_doubts(wait=True)
            ending = worse(ending, biller.finish())
        return ending

    def _each(
        self,
        stage: str,
        cases: Sequence[Case[Body]],
        settle: Callable[[Case[Body]], None],
    ) -> Ending:
        """Settle each case; our own fault costs one, and is named."""
        ending: Ending = "complete"
        for count, case in enumerate(cases, start=1):
            try:
                settle(case)
            except StoppedError:
                ending = "stopped"
            except LedgerUnavailableError:
                raise
            except Exception as error:  # noqa: BLE001  # our bug costs one case, named
                self._own_fault(case.name, error)
                ending = worse(ending, "not finished")
            self._in.progress(stage, count, len(cases))
        return ending

    def _own_fault(self, case: str, error: Exception) -> None:
        """Name a case that our own code failed on; it is decided again next night."""
        known = isinstance(error, LedgerError)
        what = str(error) if known else f"our own fault: {type(error).__name__}"
        detail = f"{case} is left undecided: {what}"
        self._ledger.note_trouble(
            self._run,
            f"case {case}",
            Reason.HALF_DONE,
            detail,
            self._in.clock(),
        )

    def end(self, ending: Ending) -> Night:
        """Close the run and return its report."""
        settings = self._in.settings
        second = self._in.second
        status = _STATUS[ending]
        self._ledger.end_night(self._run, status, self._in.clock())
        report = night_report(
            self._ledger,
            self._run,
            gate=self._in.gate,
            store=settings.store.name,
            zone=settings.store.time_zone,
            ending=ending,
            notes=tonights_notes(
                self._ledger,
                self._in.gate.vendors,
                settings,
                run=self._run,
                now=self._in.clock(),
            ),
            model_would_ask=second.would_ask,
            model_asked=second.asked,
            model_cost_usd=str(second.cost_usd),
        )
        courier = self._in.outside.courier
        if courier is None:
            return Night(self._run, report, status)
        delivery = send_summary(
            self._ledger, courier, report, run=self._run, clock=self._in.clock
        )
        if delivery.state is not State.SENT:
            status = max(status, _STATUS["not finished"])
        return Night(self._run, report, status, delivery)


def _writers(inputs: Inputs, ledger: Ledger) -> dict[str, Writer]:
    outside = inputs.outside
    writers: dict[str, Writer] = {
        f"shops:{name}": FulfillmentWriter(shop) for name, shop in outside.shops.items()
    }
    writers |= {
        f"marketplaces:{name}": ConfirmationWriter(market)
        for name, market in outside.marketplaces.items()
    }
    files = MailedFiles(ledger, inputs.folder)
    writers |= {
        f"books:{name}": BooksWriter(books, files, inputs.clock)
        for name, books in outside.books.items()
    }
    return writers
