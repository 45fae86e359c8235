"""What ``agent read`` shows beyond the promised fields, and how often it says it."""

from decimal import Decimal
from typing import Any

import pytest

from extractors.codes import Reason
from extractors.values import (
    Cited,
    Document,
    Evidence,
    Extraction,
    Issue,
    MoneyCharge,
    MoneyDocument,
    MoneyLine,
    NoticeLine,
    Page,
    PaymentDetail,
    Reading,
    Record,
    ShipNotice,
    Tracking,
)
from review.places import Places
from review.reading_json import MONEY_FIELDS, reading_json
from review.reading_text import reading_text


def at(quote: str) -> Evidence:
    return Evidence(document="d", page=1, box=(1.0, 2.0, 3.0, 4.0), quote=quote)


def cited(value: Any, quote: str = "") -> Cited[Any]:
    return Cited(value=value, evidence=at(quote or str(value)))


def reading(*records: Record, issues: tuple[Issue, ...] = ()) -> Reading:
    document = Document(
        sha256="d",
        name="a.pdf",
        media_type="application/pdf",
        pages=(Page(1, 600.0, 800.0, ()),),
    )
    made = tuple(
        Extraction(
            document="d", reader="layout", version="1", record=record, issues=issues
        )
        for record in records
    )
    return Reading("invoice", (document,), made, issues=issues)


INVOICE = MoneyDocument(
    kind="invoice",
    number=cited("4711"),
    charges=cited(Decimal("9.50"), "9,50"),
    total=cited(Decimal("99.50"), "99,50"),
    lines=(
        MoneyLine(
            sku=cited("AB-1"),
            quantity=cited(Decimal(200)),
            unit="Stk",
            po_number=cited("48960"),
            list_price=cited(Decimal("50.00"), "50,00"),
            discount=cited(Decimal(10), "10 %"),
            price_basis=cited(Decimal(100)),
            amount=cited(Decimal("90.00"), "90,00"),
        ),
        MoneyLine(amount=cited(Decimal("0.00"))),
    ),
    named_charges=(
        MoneyCharge(label="Fracht", kind="freight", amount=cited(Decimal("9.50"))),
    ),
    payment=(PaymentDetail(kind="iban", value="DE02", evidence=at("DE 02")),),
)


def test_machines_get_what_few_documents_have_where_it_is_known() -> None:
    [record] = reading_json("a.pdf", reading(INVOICE))["records"]
    first, second = record["lines"]

    assert list(record["fields"]) == [*MONEY_FIELDS, "charges"]
    assert first == {
        "sku": "AB-1",
        "description": None,
        "quantity": "200",
        "unit_price": None,
        "amount": "90.00",
        "unit": "Stk",
        "list_price": "50.00",
        "discount": "10",
        "price_basis": "100",
        "po_number": "48960",
    }
    assert list(second) == ["sku", "description", "quantity", "unit_price", "amount"]
    assert record["named_charges"] == [
        {"kind": "freight", "label": "Fracht", "amount": "9.50"}
    ]
    assert record["payment"] == [{"kind": "iban", "value": "DE02", "hidden": False}]


def follow(record: dict[str, Any], name: str) -> Any:
    """Return what a name of the evidence leads to."""
    value: Any = record if name.partition("[")[0] in record else record["fields"]
    for step in name.replace("]", "").replace("[", ".").split("."):
        value = value[int(step)] if step.isdecimal() else value[step]
    return value


NOTICE = ShipNotice(
    po_number=cited("48960"),
    tracking=(Tracking(number=cited("1Z"), carrier="UPSN", verified=False),),
    complete=False,
    no_tracking=cited("own truck"),
    lines=(
        NoticeLine(
            sku=cited("AB-1"),
            quantity=cited(2),
            backordered=cited(1),
            tracking=cited("1Z"),
        ),
    ),
)


@pytest.mark.parametrize("record", [INVOICE, NOTICE], ids=["invoice", "notice"])
def test_every_piece_of_evidence_belongs_to_a_value(record: Record) -> None:
    [shown] = reading_json("a.pdf", reading(record))["records"]

    assert shown["evidence"]
    assert all(follow(shown, name) for name in shown["evidence"])


def test_a_notice_tells_its_parcels_and_that_more_follows() -> None:
    [record] = reading_json("a.pdf", reading(NOTICE))["records"]

    assert record["tracking"] == [
        {"number": "1Z", "carrier": "UPSN", "verified": False, "url": None}
    ]
    assert record["complete"] is False
    assert record["lines"] == [
        {"sku": "AB-1", "quantity": "2", "backordered": "1", "tracking": "1Z"}
    ]


@pytest.mark.parametrize("complete", [True, False])
@pytest.mark.parametrize("lines", [(), (NoticeLine(sku=cited("A"), quantity=None),)])
def test_that_a_part_went_is_said_where_the_notice_says_it(
    lines: tuple[NoticeLine, ...], *, complete: bool
) -> None:
    """Without articles it may only be that nothing says what went."""
    notice = ShipNotice(po_number=cited("1"), lines=lines, complete=complete)
    shown = "\n".join(reading_text("a.pdf", reading(notice)))

    assert ("Only a part" in shown) == (bool(lines) and not complete)


def test_people_see_prices_per_hundred_and_charges_by_name() -> None:
    text = "\n".join(reading_text("a.pdf", reading(INVOICE)))

    assert "      freight  9.50" in text
    assert "“Fracht”" in text
    assert "pay: IBAN" in text
    assert (
        "line  sku   quantity  unit  list price  price per  discount  amount  PO"
        in text
    )


ONCE = Issue(code=Reason.OCR_ONLY, detail="words read off a picture")


@pytest.mark.parametrize("records", [(INVOICE,), (INVOICE, NOTICE), ()])
def test_an_issue_is_said_once(records: tuple[Record, ...]) -> None:
    text = reading_text("a.pdf", reading(*records, issues=(ONCE,)))

    assert sum("ocr_only" in line for line in text) == 1


XML = "<?xml version='1.0'?><a:Inv><a:Doc><a:ID>47</a:ID></a:Doc><!-- <x> --></a:Inv>"
SHEET = "PO\tSKU\n48960\tAB-1"
PLACES = [
    ("application/xml", XML, XML.index("47"), "Doc/ID"),
    ("text/csv", SHEET, SHEET.index("AB"), "row 2, column B"),
    ("text/plain", "Hello\n\nPO 48960", 10, "line 3"),
    ("application/ld+json", '{"n": {"po": "48960"}}', 15, "po"),
]


@pytest.mark.parametrize(("kind", "text", "offset", "place"), PLACES)
def test_a_place_is_told_as_a_person_finds_it(
    kind: str, text: str, offset: int, place: str
) -> None:
    table: Any = ("a table",) if kind == "text/csv" else ()
    document = Document(sha256="d", name="", media_type=kind, text=text, tables=table)
    evidence = Evidence(document="d", page=1, offset=offset, quote="x")

    assert Places.among([document]).of(evidence) == place
