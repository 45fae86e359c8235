"""All limits and permissions of matching, one frozen value."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple, get_args

from extractors.codes import Reason, Severity
from extractors.values import Value
from matchers.values import Finding

Ruling = Literal[
    "auto",
    "auto_with_note",
    "review",
    "hold_money",
    "quarantine",
    "retry",
    "known_exception",
]
"""What a policy row makes of a finding."""

_SEVERITY: dict[str, Severity] = {
    "quarantine": Severity.HOLD,
    "hold_money": Severity.HOLD,
    "review": Severity.HOLD,
    "retry": Severity.RETRY,
    "known_exception": Severity.INFO,
    "auto_with_note": Severity.WARN,
    "auto": Severity.INFO,
}
"""Strictest first: of two rows that speak equally exactly, the first here wins."""
_STRICTNESS = tuple(_SEVERITY)
_CHANGEABLE = frozenset({Severity.HOLD, Severity.WARN, Severity.INFO})
_ACTIONS = frozenset({"fulfill_order", "confirm_shipment", "create_bill"})
_CODES = frozenset(code.value for code in Reason)
_ANY = "*"


class PolicyRow(Value):
    """One permission or restriction somebody wrote down.

    Its fields are plain text: a row nobody understands is ignored with a note, it
    never stops a night and never permits anything.
    """

    vendor: str = _ANY
    """Key of the vendor; ``*`` for all."""
    action: str = _ANY
    """``fulfill_order``, ``confirm_shipment``, ``create_bill`` or ``*``."""
    code: str
    disposition: str
    expires: date | None = None
    """The last day it is in force; None: until it is taken away."""

    @property
    def name(self) -> str:
        """How a finding names the row that changed it."""
        return f"{self.vendor}/{self.action}/{self.code}={self.disposition}"

    def ignored(self, today: date) -> str | None:
        """Return why the row counts for nothing today, or None when it is in force."""
        if self.code not in _CODES:
            return f"policy row {self.name!r} names an unknown code"
        if self.disposition not in get_args(Ruling):
            return f"policy row {self.name!r} names an unknown disposition"
        if self.action != _ANY and self.action not in _ACTIONS:
            return f"policy row {self.name!r} names an unknown action"
        if self.expires is not None and self.expires < today:
            return f"policy row {self.name!r} expired on {self.expires.isoformat()}"
        return None


class Judged(NamedTuple):
    """Findings after policy."""

    findings: tuple[Finding, ...]
    known: bool
    """One of them is a known exception."""


class ShopSources(Value):
    """Where one shop keeps the number of our order to the vendor."""

    shop: str
    """Name of the configured instance."""
    sources: tuple[str, ...]
    """Of ``name``, ``po_number``, ``tag``, ``tag:PREFIX``, ``attribute:KEY``,
    ``metafield:namespace.key``."""


class Policy(Value):
    """What matching may take for certain, and how far apart things may be."""

    po: tuple[ShopSources, ...] = ()
    """A shop that is not named keeps its PO in the order's name alone."""
    max_snapshot_age: timedelta = timedelta(hours=12)
    """Of the index of all orders."""
    max_reading_age: timedelta = timedelta(minutes=30)
    """Of the fresh reading an action is planned on."""
    future_days: int = 0
    """How many days ahead a printed ship date may lie; it is then sent as today's."""
    past_days: int = 1
    """How many days before the order a printed ship date may lie (time zones)."""
    notify_customer: bool = False
    whole_po_without_lines: bool = True
    """A notice without lines may speak for all the vendor's lines of the order."""
    confirm_marketplaces: bool = True
    """False where no marketplace is configured: its order ids then mean nothing."""
    market_vendor_known: bool = False
    """True: a line of a marketplace order without a twin in a shop goes out only when
    shop orders name its SKU's vendor. Lines known to be another vendor's never go."""
    marketplace_carriers: tuple[str, ...] | None = None
    """SCACs the marketplace has a code for; None: not checked."""
    open_nights: int = 5
    """How many nights an unmatched notice may wait where a row says ``retry``."""
    rows: tuple[PolicyRow, ...] = ()

    def sources(self, shop: str) -> tuple[str, ...]:
        """Return where *shop* keeps the PO."""
        return next((po.sources for po in self.po if po.shop == shop), ("name",))

    def notes(self, today: date) -> tuple[str, ...]:
        """Return one sentence for every row that is ignored today."""
        return tuple(note for row in self.rows if (note := row.ignored(today)))

    def judge(
        self,
        findings: Iterable[Finding],
        *,
        vendor: str,
        actions: Sequence[str],
        today: date,
        nights_open: int = 0,
    ) -> Judged:
        """Return the findings with the severities policy gives them.

        Args:
            findings: As the rules made them.
            vendor: Key of the vendor the notice comes from.
            actions: The kinds of action the findings concern; a row for one action
                changes nothing that concerns another as well.
            today: The business date.
            nights_open: How many nights the notice has waited already.
        """
        judged = []
        known = False
        for finding in findings:
            row = self._row(finding, vendor, actions, today)
            if row is None:
                judged.append(finding)
                continue
            severity = _SEVERITY[row.disposition]
            if severity is Severity.RETRY and nights_open >= self.open_nights:
                severity = Severity.HOLD
            known = known or row.disposition == "known_exception"
            judged.append(
                finding.model_copy(update={"severity": severity, "policy": row.name})
            )
        return Judged(tuple(judged), known)

    def _row(
        self, finding: Finding, vendor: str, actions: Sequence[str], today: date
    ) -> PolicyRow | None:
        if finding.severity not in _CHANGEABLE:
            return None
        rows = [
            row
            for row in self.rows
            if row.code == finding.code.value
            and row.vendor in {_ANY, vendor}
            and (row.action == _ANY or set(actions) == {row.action})
            and row.ignored(today) is None
        ]
        return min(rows, key=_precedence, default=None)


def _precedence(row: PolicyRow) -> tuple[bool, bool, int]:
    return row.vendor == _ANY, row.action == _ANY, _STRICTNESS.index(row.disposition)
