"""What a reading would lead to, held against what the document truly says."""

from collections.abc import Iterable, Iterator
from datetime import date

from extractors.codes import SEVERITY, Severity
from extractors.grounding.printed import folded
from extractors.layout.page.dates import dates_in
from extractors.tracking.carriers import BY_SCAC, carrier_in
from extractors.values import Cited, Document, Extraction, ShipNotice
from tests.adversarial.notices import Json, Shipped

STOPS = frozenset({Severity.BLOCK, Severity.HOLD})


def acts(extractions: Iterable[Extraction]) -> dict[str, Shipped]:
    """Return what would be acted on: the records that nothing holds."""
    found: dict[str, Shipped] = {}
    for extraction in extractions:
        record = extraction.record
        stopped = any(SEVERITY[issue.code] in STOPS for issue in extraction.issues)
        if isinstance(record, ShipNotice) and not stopped and record.po_number:
            assert record.po_number.value not in found, "one notice for each order"
            found[record.po_number.value] = shipped(record)
    return found


def shipped(record: ShipNotice) -> Shipped:
    return Shipped(
        frozenset(
            (t.number.value, t.carrier or "") for t in record.tracking if t.verified
        ),
        frozenset(
            (line.sku.value, line.quantity.value)
            for line in record.lines
            if line.sku and line.quantity
        ),
        record.ship_date.value.isoformat() if record.ship_date else None,
    )


def believed(answer: Json) -> list[tuple[object, ...]]:
    """Return what an answer comes to for somebody who takes it at its word."""
    return [
        (
            each["po_number"],
            each["carrier"],
            each["ship_date"],
            tuple(t["number"] for t in each["tracking"]),
            tuple((x["sku"], x["quantity_shipped"]) for x in each["lines"]),
        )
        for each in answer["notices"]
    ]


def cited(record: ShipNotice) -> Iterator[Cited]:
    """Yield every fact of a record."""
    for one in (
        record.po_number,
        record.order_number,
        record.carrier,
        record.ship_date,
        *(t.number for t in record.tracking),
        *(
            fact
            for line in record.lines
            for fact in (line.sku, line.quantity, line.backordered, line.tracking)
        ),
    ):
        if one is not None:
            yield one


def unprinted(extractions: Iterable[Extraction], document: Document) -> list[str]:
    """Return the facts whose quotation is printed elsewhere or proves nothing."""
    wrong = []
    for extraction in extractions:
        record = extraction.record
        if isinstance(record, ShipNotice):
            wrong += [str(f) for f in cited(record) if not _proved(f, document)]
    return wrong


def _proved(fact: Cited, document: Document) -> bool:
    evidence = fact.evidence
    if evidence.document != document.sha256 or not evidence.quote:
        return False
    page = document.pages[evidence.page - 1]
    if evidence.offset is not None:
        begin = evidence.offset
        if document.text[begin : begin + len(evidence.quote)] != evidence.quote:
            return False
    else:
        x0, top, x1, bottom = evidence.box or (0, 0, 0, 0)
        inside = [
            w.text
            for w in page.words
            if w.x0 >= x0 - 1 and w.x1 <= x1 + 1 and top - 1 <= w.top <= bottom
        ]
        if "".join(evidence.quote.split()) not in "".join(inside):
            return False
    return _says(fact, folded(evidence.quote))


def _says(fact: Cited, quote: str) -> bool:
    """Say whether the quotation alone proves the value."""
    if isinstance(fact.value, date):
        return any(d.value == fact.value for d in dates_in(quote, "mdy"))
    if isinstance(fact.value, int):
        return quote.replace(",", "").isdigit() and int(quote) == fact.value
    if fact.value in BY_SCAC:
        return fact.value in {m.scac for m in carrier_in(quote, labelled=True)}
    return _bare(str(fact.value)) == _bare(quote)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).upper()
