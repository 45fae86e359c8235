"""One file's reading held against its truth."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from agent.evaluation.cases import Case, Expected, Result, Score, Verdict
from agent.evaluation.compare import judged, plain
from agent.evaluation.lines import BESIDE, Line, judge_lines
from extractors.codes import Reason
from extractors.values import Extraction, Kind, MoneyDocument, Reading, ShipNotice

_READERS = ("xml", "markup", "table", "layout", "model")
"""From the most certain: the record of the first that has one is judged."""
_UNDECIDED: frozenset[Kind] = frozenset({"other", "unreadable"})
_NO_RECORD: frozenset[Kind] = frozenset({"customer", "carrier", "other", "unreadable"})
_ADDED = {
    "charges": frozenset({"freight", "surcharge"}),
    "allowances": frozenset({"allowance"}),
}
"""Sums that are given by their parts where the whole is not printed."""
_COLUMNS = ("sku", "quantity", "unit_price", "amount")


def score(case: Case, reading: Reading) -> Score:
    """Judge everything that the truth of *case* speaks of."""
    verdicts: list[Verdict] = []
    lines: list[Verdict] = []
    columns: list[Verdict] = []
    if case.kinds:
        verdicts.append(_kind(case.kinds, reading.kind))
    chosen = _chosen(reading.extractions)
    if case.money is not None:
        record = chosen.record if chosen else None
        money = record if isinstance(record, MoneyDocument) else None
        verdicts += _money(case, case.money, money)
        _lines(case.money, money, lines, columns)
    if case.notices is not None:
        _notices(case.notices, reading, verdicts, lines, columns)
    if case.tracking is not None:
        verdicts += _parcels(case, reading)
    reader = chosen.reader if chosen else _reader(reading)
    return Score(case, reader, tuple(verdicts), tuple(lines), tuple(columns))


def _kind(right: frozenset[Kind], got: Kind) -> Verdict:
    result: Result = "wrong"
    if got in right:
        result = "correct"
    elif got in _UNDECIDED:
        result = "missing"
    elif right <= _NO_RECORD and got not in _NO_RECORD:
        result = "spurious"
    return Verdict("kind", result, "", " or ".join(sorted(right)), got)


def _chosen(extractions: Sequence[Extraction]) -> Extraction | None:
    """Return the record of money that the most certain reader made."""
    made = [e for e in extractions if isinstance(e.record, MoneyDocument)]
    return min(made, key=lambda e: _READERS.index(e.reader), default=None)


def _reader(reading: Reading) -> str:
    readers = {e.reader for e in reading.extractions if e.record is not None}
    return min(readers, key=_READERS.index, default="none")


def _money(
    case: Case, truth: Expected, record: MoneyDocument | None
) -> Iterator[Verdict]:
    for name, right in truth.fields.items():
        cited = getattr(record, name) if record else None
        got = cited.value if cited else _added(name, record)
        result = judged(
            name, right, got, near=name in case.near, unsigned=_unsigned(name, record)
        )
        yield Verdict(name, result, "", str(right), str(got))


def _added(name: str, record: MoneyDocument | None) -> Decimal | None:
    """Return what charges or allowances given by name come to."""
    kinds = _ADDED.get(name, frozenset())
    amounts = [
        charge.amount.value
        for charge in (record.named_charges if record else ())
        if charge.kind in kinds
    ]
    return sum(amounts, Decimal(0)) if amounts else None


def _unsigned(name: str, record: MoneyDocument | None) -> bool:
    """Say whether a sign decides nothing: on credit memos, and what is taken off."""
    credit = record is not None and record.kind == "credit_memo"
    return credit or name == "allowances"


def _lines(
    truth: Expected,
    record: MoneyDocument | None,
    lines: list[Verdict],
    columns: list[Verdict],
) -> None:
    if truth.lines is None:
        return
    got: list[Line] = []
    for line in record.lines if record else ():
        cells = {name: getattr(line, name) for name in (*_COLUMNS, *BESIDE.values())}
        got.append({name: c.value if c else None for name, c in cells.items()})
    whole, parts = judge_lines(truth.lines, got, unsigned=_unsigned("lines", record))
    lines += whole
    columns += parts


def _notices(
    truths: Sequence[Expected],
    reading: Reading,
    verdicts: list[Verdict],
    lines: list[Verdict],
    columns: list[Verdict],
) -> None:
    """Judge the ship notices of one file, paired by their purchase orders."""
    records = [e.record for e in reading.extractions]
    left = [record for record in records if isinstance(record, ShipNotice)]
    for truth in truths:
        number = str(truth.fields["po_number"])
        notice = next((n for n in left if _is_of(n, number)), None)
        if notice is not None:
            left.remove(notice)
        for name, right in truth.fields.items():
            got = _told(notice, name) if notice else None
            result = judged(name, right, got)
            verdicts.append(Verdict(name, result, number, str(right), str(got)))
        if truth.lines is not None:
            got_lines = list(_shipped(notice)) if notice else []
            whole, parts = judge_lines(truth.lines, got_lines, place=number)
            lines += whole
            columns += parts
    for notice in left:
        # A parcel that names no order, as in a carrier's mail, claims nothing.
        if named := notice.po_number or notice.order_number:
            got = named.value
            verdicts.append(
                Verdict("po_number", "spurious", got, "no such notice", got)
            )


def _is_of(notice: ShipNotice, number: str) -> bool:
    printed = notice.po_number
    return printed is not None and plain(printed.value) == plain(number)


def _told(notice: ShipNotice, name: str) -> object:
    """Return a notice's fact; of its carrier, also what its numbers say."""
    if name == "tracking_numbers":
        return " ".join(sorted(t.number.value for t in notice.tracking)) or None
    if name == "carrier" and notice.carrier is None:
        carriers = {t.carrier for t in notice.tracking if t.carrier}
        return carriers.pop() if len(carriers) == 1 else None
    cited = getattr(notice, name)
    return cited.value if cited else None


def _shipped(notice: ShipNotice) -> Iterator[Line]:
    for line in notice.lines:
        quantity = line.quantity.value if line.quantity else None
        if quantity != 0:
            sku = line.sku.value if line.sku else None
            yield {
                "sku": sku,
                "quantity": None if quantity is None else Decimal(quantity),
            }


def _parcels(case: Case, reading: Reading) -> Iterator[Verdict]:
    """Judge a mail about parcels: sets of numbers, and orders named with them."""
    verified, unverified, orders = _found(reading)
    truth = {plain(number) for number in case.tracking or ()}
    for number in sorted(truth):
        result: Result = "missing"
        if number in verified:
            result = "correct"
        elif number in unverified:
            result = "unverified"
        yield Verdict("tracking", result, number, number)
    elsewhere = {plain(number) for number in case.elsewhere}
    for number in sorted((verified | unverified) - truth - elsewhere):
        yield Verdict("tracking", "spurious", number, "no such number", number)
    true_orders = {plain(number) for number in case.orders}
    for number in sorted(true_orders | orders):
        result = "correct" if number in orders else "missing"
        if number not in true_orders:
            result = "spurious"
        yield Verdict("order", result, number, number)
    if not truth | verified | unverified:
        yield Verdict("tracking", "absent_ok")


def _found(reading: Reading) -> tuple[set[str], set[str], set[str]]:
    """Return the numbers that passed their format, those that did not, and orders."""
    verified: set[str] = set()
    unverified: set[str] = set()
    orders: set[str] = set()
    for extraction in reading.extractions:
        record = extraction.record
        if isinstance(record, ShipNotice):
            for tracking in record.tracking:
                to = verified if tracking.verified else unverified
                to.add(plain(tracking.number.value))
            named = (record.po_number, record.order_number)
            orders |= {plain(cited.value) for cited in named if cited}
    told = (reading.issues, *(e.issues for e in reading.extractions))
    unverified |= {
        plain(issue.evidence.quote.replace("-", ""))
        for issues in told
        for issue in issues
        if issue.code is Reason.TRACKING_UNVERIFIED and issue.evidence
    }
    return verified, unverified - verified, orders
