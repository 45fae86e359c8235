"""A reading comes back from its bytes exactly as it was."""

from datetime import UTC, date, timedelta, timezone
from decimal import Decimal
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.codec import CodecError, decode, encode
from extractors.codes import Reason
from extractors.values import (
    Address,
    Cell,
    Cited,
    Document,
    Evidence,
    Extraction,
    Issue,
    Mail,
    MoneyDocument,
    MoneyLine,
    NoticeLine,
    Page,
    Reading,
    ShipNotice,
    Table,
    Tracking,
    Word,
)

T = TypeVar("T")
texts = st.text(max_size=8)
floats = st.floats(allow_nan=False, allow_infinity=False)
counts = st.integers(0, 2**40)
reasons = st.sampled_from(Reason)


def tuples(values: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(values, max_size=3).map(tuple)


words = st.builds(Word, texts, floats, floats, floats, floats, st.integers(-1, 99))
pages = st.builds(Page, counts, floats, floats, tuples(words), st.booleans())
tables = st.builds(Table, counts, tuples(tuples(st.builds(Cell, texts, counts))))
documents = st.builds(
    Document, texts, texts, texts, tuples(pages), texts, tuples(tables), st.booleans(),
    st.sampled_from(["read", "unreadable", "quarantined"]), st.none() | reasons, texts,
    st.booleans(), counts,
)  # fmt: skip
addresses = tuples(st.builds(Address, texts, texts))
zones = st.sampled_from([UTC, timezone(timedelta(hours=-5)), None])
dates = st.datetimes(timezones=zones) | st.none()
mails = st.builds(
    Mail, texts, texts, dates, texts, addresses, addresses, addresses, tuples(texts),
    tuples(st.tuples(texts, texts)),
)  # fmt: skip
boxes = st.none() | st.tuples(floats, floats, floats, floats)
evidence = st.builds(
    Evidence, document=texts, page=counts, box=boxes, offset=st.none() | counts,
    quote=texts,
)  # fmt: skip


def cited(values: st.SearchStrategy[T]) -> st.SearchStrategy[Cited[T] | None]:
    return st.none() | st.builds(Cited, value=values, evidence=evidence)


strings = cited(texts)
numbers = cited(st.integers(0, 10**6))
amounts = cited(st.decimals(allow_nan=False, allow_infinity=False, places=2))
days = cited(st.dates(min_value=date(1, 1, 1)))
lines = st.builds(NoticeLine, sku=strings, description=texts, quantity=numbers)
trackings = st.builds(
    Tracking, number=st.builds(Cited, value=texts, evidence=evidence),
    carrier=st.none() | texts, verified=st.booleans(), url=st.none() | texts,
)  # fmt: skip
notices = st.builds(
    ShipNotice, po_number=strings, carrier=strings, tracking=tuples(trackings),
    ship_date=days, lines=tuples(lines), complete=st.booleans(),
)  # fmt: skip
money = st.builds(
    MoneyDocument, kind=st.sampled_from(["invoice", "statement"]), number=strings,
    date=days, total=amounts, lines=tuples(st.builds(MoneyLine, amount=amounts)),
)  # fmt: skip
issues = tuples(
    st.builds(Issue, code=reasons, detail=texts, evidence=st.none() | evidence)
)
extractions = st.builds(
    Extraction, document=texts, reader=st.sampled_from(["layout", "model"]),
    version=texts, record=st.none() | notices | money, issues=issues,
)  # fmt: skip
readings = st.builds(
    Reading, st.sampled_from(["invoice", "ship_notice", "other"]), tuples(documents),
    tuples(extractions), st.none() | mails, issues, tuples(mails),
    tuples(st.builds(Cited, value=texts, evidence=evidence)),
)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(readings)
def test_round_trip(reading: Reading) -> None:
    data = encode(reading)

    assert decode(data) == reading
    assert encode(decode(data)) == data


def test_money_keeps_its_digits() -> None:
    proof = Evidence(document="0", page=1, quote="1,200.50")
    total = Cited(value=Decimal("1200.50"), evidence=proof)
    record = MoneyDocument(kind="invoice", total=total)
    extraction = Extraction(document="0", reader="layout", version="1", record=record)

    [back] = decode(encode(Reading("invoice", (), (extraction,)))).extractions
    assert isinstance(back.record, MoneyDocument)
    assert back.record.total
    assert str(back.record.total.value) == "1200.50"


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"v":0}', b'{"v":1}', b"\xff"])
def test_other_bytes_are_no_reading(data: bytes) -> None:
    with pytest.raises(CodecError):
        decode(data)
