"""Sending the morning summary: once a night, and looked for before a second try."""

from dataclasses import dataclass
from enum import StrEnum

from agent.clock import Clock
from agent.ledger.ledger import Ledger
from agent.wiring_mail import Courier
from channels.errors import ChannelError, OutcomeUnknownError
from extractors.codes import Reason
from review.mail import summary_id, summary_mail
from review.values import NightReport

CHANNEL = "summary"


class State(StrEnum):
    """How far a night's summary has got; kept in the ledger as a mark."""

    SENDING = "sending"
    """Committed before the server is spoken to: it may have gone out."""
    SENT = "sent"
    FAILED = "failed"
    """It certainly did not go out."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of the summary tonight."""

    state: State
    detail: str
    """One line for a person."""


def send_summary(
    ledger: Ledger, courier: Courier, report: NightReport, *, run: int, clock: Clock
) -> Delivery:
    """Send the summary of the night, unless it went out already.

    What fails is noted as trouble and returned, never raised: the night is done.
    """
    sending = _Sending(ledger, courier, report, run, clock)
    try:
        return sending.deliver()
    except ChannelError as error:
        sending.note(error.code, str(error))
        return Delivery(sending.state(), str(error))


class _Sending:
    """One night's summary on its way."""

    def __init__(
        self,
        ledger: Ledger,
        courier: Courier,
        report: NightReport,
        run: int,
        clock: Clock,
    ) -> None:
        self._ledger = ledger
        self._courier = courier
        self._report = report
        self._run = run
        self._clock = clock
        self._name = f"summary:{report.night}"
        self._id = summary_id(report.store, report.night, courier.sender)

    def state(self) -> State:
        """Return how far this night's summary has got, by the ledger."""
        mark = self._ledger.store.mark(self._name)
        return State.FAILED if mark is None else State(mark)

    def deliver(self) -> Delivery:
        """Look whether it is out already, and send it where it is not.

        Raises:
            ChannelError: It did not go out, or nobody can say.
        """
        before = self.state()
        if before is State.SENT:
            return Delivery(before, "mailed by an earlier run of this night")
        if self._found(before):
            self._mark(State.SENT)
            return Delivery(State.SENT, "mailed by an earlier run, and found")
        try:
            return self._send(again=before is State.SENDING)
        except OutcomeUnknownError as error:
            if self._courier.sent is None:
                raise  # nobody can be asked: the next run sends it again, and says so
            self.note(error.code, str(error))
        if self._found(State.SENDING):
            self._mark(State.SENT)
            return Delivery(State.SENT, "mailed without an answer, and found")
        return self._send(again=True)

    def _found(self, before: State) -> bool:
        """Say whether the summary is out, where there is whom to ask.

        It is asked even where no earlier try is known: a restored ledger knows of none.

        Raises:
            ChannelError: It may be out, and just now nobody can say.
        """
        if self._courier.sent is None:
            return False
        try:
            return self._courier.sent.holds(self._id)
        except ChannelError as error:
            if before is State.SENDING:
                raise
            self.note(error.code, f"not looked for: {error}")
            return False

    def _send(self, *, again: bool) -> Delivery:
        courier = self._courier
        mail = summary_mail(
            self._report,
            sender=courier.sender,
            to=courier.to,
            at=self._clock(),
            again=again,
        )
        self._mark(State.SENDING)
        try:
            refused = courier.post.send(mail, courier.sender, courier.to)
        except OutcomeUnknownError:
            raise  # stays marked as being sent
        except ChannelError:
            # Of a second try this says nothing of the first: that may have gone out.
            self._mark(State.SENDING if again else State.FAILED)
            raise
        self._mark(State.SENT)
        self._keep(mail)
        told = f"mailed to {', '.join(a for a in courier.to if a not in refused)}"
        if refused:
            missed = f"the server refused {', '.join(refused)}"
            self.note(Reason.API_UNAVAILABLE, missed)
            told += f"; {missed}"
        return Delivery(State.SENT, told)

    def _keep(self, mail: bytes) -> None:
        """Put a copy away; without one the summary is mailed all the same."""
        if self._courier.sent is None:
            return
        try:
            self._courier.sent.keep(mail, self._id, self._clock())
        except ChannelError as error:
            self.note(error.code, f"no copy was kept: {error}")

    def _mark(self, state: State) -> None:
        with self._ledger.transaction():
            self._ledger.store.set_mark(self._name, state)
            self._ledger.store.event(self._clock(), "summary", self._name, state)

    def note(self, code: Reason, detail: str) -> None:
        """Note trouble with this run, for ``agent status``."""
        self._ledger.note_trouble(self._run, CHANNEL, code, detail, self._clock())
