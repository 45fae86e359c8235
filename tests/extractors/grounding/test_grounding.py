"""Which claims a page bears out: one row of the table, one thing that is printed."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from extractors.codes import Reason
from extractors.grounding.belonging import belonging, squash
from extractors.grounding.goods import goods_rows
from extractors.grounding.ground import ground
from extractors.grounding.parcels import parcels
from extractors.grounding.printed import Printed, folded
from extractors.grounding.transcript import plain, transcript
from extractors.grounding.wire import (
    MalformedAnswerError,
    WireShipNotices,
    parse,
    schema,
)
from extractors.values import ShipNotice
from tests.adversarial.facts import acts, unprinted
from tests.adversarial.notices import FEDEX, UPS, as_mail, as_pdf, line, notice, parcel

INCOMPLETE = Reason.INCOMPLETE_READING
UNGROUNDED = Reason.UNGROUNDED_VALUE


@dataclass
class Case:
    id: str
    text: str
    answer: dict[str, Any]
    acted: dict[str, tuple[set[str], set[tuple[str, int]]]] = field(
        default_factory=dict
    )
    codes: tuple[Reason, ...] = ()


def shipped(po: str, *numbers: str, lines: Any = (), **change: Any) -> dict[str, Any]:
    rows = [line(sku, quantity, "") for sku, quantity in lines]
    return notice(po, tracking=[parcel(n, "") for n in numbers], lines=rows, **change)


UNDER = f"""Tracking: {UPS[0]}
for PO 7001

Tracking: {UPS[1]}
for PO 7002
"""
BESIDE = f"""PO 7001: {UPS[0]}     PO 7002: {UPS[1]}
"""
MENTIONED = f"""PO 7001 left today by UPS: {UPS[0]}

PO 7002 will follow next week.
"""
SHARED = f"""Carrier: UPS     Tracking: {UPS[0]}

PO        Item     Shipped
7001      AB-100   2
7002      AB-200   3
"""
LISTED = f"""PO 7001, UPS {UPS[0]}
We shipped 3 x AB-100 (2 backordered), 4 x AB-200
"""
CASES = [
    Case(
        "an order under its number: sections are not believed",
        UNDER,
        {"notices": [shipped("7001", UPS[1]), shipped("7002", UPS[0])]},
        codes=(UNGROUNDED, INCOMPLETE),
    ),
    Case(
        "two orders on one row",
        BESIDE,
        {"notices": [shipped("7001", UPS[1]), shipped("7002", UPS[0])]},
        codes=(UNGROUNDED, INCOMPLETE),
    ),
    Case(
        "an order that is only mentioned",
        MENTIONED,
        {"notices": [shipped("7002", UPS[0])]},
        codes=(UNGROUNDED, INCOMPLETE, INCOMPLETE),
    ),
    Case(
        "one parcel above a table of orders is everybody's",
        SHARED,
        {
            "notices": [
                shipped("7001", UPS[0], lines=[("AB-100", "2")]),
                shipped("7002", UPS[0], lines=[("AB-200", "3")]),
            ]
        },
        {
            "7001": ({UPS[0]}, {("AB-100", 2)}),
            "7002": ({UPS[0]}, {("AB-200", 3)}),
        },
    ),
    Case(
        "a list in a sentence",
        LISTED,
        {
            "notices": [
                shipped("7001", UPS[0], lines=[("AB-100", "3"), ("AB-200", "4")])
            ]
        },
        {"7001": ({UPS[0]}, {("AB-100", 3), ("AB-200", 4)})},
    ),
    Case(
        "the count of the neighbour in a list",
        LISTED,
        {
            "notices": [
                shipped("7001", UPS[0], lines=[("AB-100", "4"), ("AB-200", "3")])
            ]
        },
        codes=(INCOMPLETE, UNGROUNDED),
    ),
    Case(
        "an article of a list left out",
        LISTED,
        {"notices": [shipped("7001", UPS[0], lines=[("AB-100", "3")])]},
        codes=(INCOMPLETE,),
    ),
    Case(
        "no article of a list given",
        LISTED,
        {"notices": [shipped("7001", UPS[0])]},
        codes=(INCOMPLETE,),
    ),
    Case(
        "an order nobody labels, alone of its kind",
        f"Hello, 70-5512 left today by UPS, {UPS[0]}.",
        {"notices": [shipped("70-5512", UPS[0])]},
        {"70-5512": ({UPS[0]}, set())},
    ),
    Case(
        "an order nobody labels, beside one like it",
        f"Hello, 70-5512 left today by UPS, {UPS[0]}. 70-5513 is late.",
        {"notices": [shipped("70-5512", UPS[0])]},
        codes=(UNGROUNDED, INCOMPLETE),
    ),
    Case(
        "a tracking number printed in groups and copied without",
        "PO 7001 by UPS 1Z 5R8 939 03 5756 7127",
        {"notices": [shipped("7001", UPS[0])]},
        {"7001": ({UPS[0]}, set())},
    ),
    Case(
        "two parcels for one order, in two notices",
        f"PO 7001 by FedEx\nTracking: {FEDEX[0]}\nTracking: {FEDEX[1]}\n",
        {"notices": [shipped("7001", FEDEX[0]), shipped("7001", FEDEX[1])]},
        {"7001": ({*FEDEX}, set())},
    ),
    Case(
        "digits of another alphabet on the page: nobody guesses",
        f"PO ７００１ by UPS {UPS[0]}",  # noqa: RUF001  # the point
        {"notices": [shipped("7001", UPS[0])]},
        codes=(Reason.PO_MISSING, UNGROUNDED, INCOMPLETE),
    ),
    Case(
        "letters of another alphabet on the page",
        f"PO АВ-7001 by UPS {UPS[0]}",  # noqa: RUF001  # the point
        {"notices": [shipped("AB-7001", UPS[0])]},
        codes=(Reason.PO_MISSING, UNGROUNDED, INCOMPLETE),
    ),
    Case(
        "a prefix left out",
        f"PO Number: WB 20481, UPS {UPS[0]}",
        {"notices": [shipped("20481", UPS[0])]},
        {"WB 20481": ({UPS[0]}, set())},
    ),
    Case(
        "no carrier to be sure of",
        f"PO 7001, tracking number {FEDEX[0]}; also ask us for DHL or OnTrac",
        {"notices": [shipped("7001", FEDEX[0])]},
        codes=(Reason.CARRIER_AMBIGUOUS,),
    ),
    Case("nothing claimed", SHARED, {"notices": []}),
]


@pytest.mark.parametrize("case", [pytest.param(c, id=c.id) for c in CASES])
def test_ground(case: Case) -> None:
    document = as_mail(case.text)

    read = ground(WireShipNotices.model_validate(case.answer), document)

    acted = {
        po: ({number for number, _ in s.tracking}, set(s.lines))
        for po, s in acts(read).items()
    }
    assert acted == case.acted
    assert [i.code for i in read[0].issues] == list(case.codes)
    assert unprinted(read, document) == []


COLUMNS = """PO 7001 by UPS 1Z5R89390357567127

                Pieces
  CLS   NMFC    Shipped    Article
  70    39270   4          AB-100
  70    39270   12         AB-200
"""


@pytest.mark.parametrize(("claimed", "acted"), [("4", True), ("70", False)])
def test_a_heading_above_a_printed_column(claimed: str, *, acted: bool) -> None:
    lines = [("AB-100", claimed), ("AB-200", "12")]
    answer = {"notices": [shipped("7001", UPS[0], lines=lines)]}
    document = as_pdf(COLUMNS)

    read = ground(WireShipNotices.model_validate(answer), document)

    assert bool(acts(read)) is acted
    assert unprinted(read, document) == []


def test_a_marketplace_order_stands_for_itself() -> None:
    text = f"Amazon order 111-1234567-7654321 shipped with UPS, {UPS[0]}"
    claimed = notice(
        None, order_number="111-1234567-7654321", tracking=[parcel(UPS[0], "")]
    )
    [read] = ground(
        WireShipNotices.model_validate({"notices": [claimed]}), as_mail(text)
    )
    assert isinstance(read.record, ShipNotice)
    assert read.record.po_number is None
    assert read.record.order_number
    assert read.record.order_number.value == "111-1234567-7654321"
    assert read.issues == ()


def test_a_shops_number_beside_the_order() -> None:
    text = f"PO 7001   Web order: S-40012\nUPS tracking {UPS[0]}"
    claimed = shipped("7001", UPS[0], order_number="S-40012", carrier="UPS")
    [read] = ground(
        WireShipNotices.model_validate({"notices": [claimed]}), as_mail(text)
    )
    assert isinstance(read.record, ShipNotice)
    assert read.record.order_number
    assert read.record.order_number.value == "S-40012"
    assert read.record.carrier
    assert read.record.carrier.value == "UPSN"


DATES = [
    ("Ship date: 11/18/2026   Order date: 11/02/2026", "11/18/2026", "2026-11-18"),
    ("Ship date: 11/18/2026   Order date: 11/02/2026", "11/02/2026", None),
    ("Order date: 11/02/2026", "11/02/2026", None),
    ("Estimated ship date: 11/22/2026", "11/22/2026", None),
    ("it left on November 18, 2026", "November 18, 2026", "2026-11-18"),
    ("Ship date: 03/04/2026", "03/04/2026", None),
    ("Ship date: 31.11.2026", "31.11.2026", None),
]


@pytest.mark.parametrize(("printed", "claimed", "expected"), DATES)
def test_ship_date(printed: str, claimed: str, expected: str | None) -> None:
    text = f"PO 7001 by UPS {UPS[0]}\n\n{printed}\n"
    answer = {"notices": [shipped("7001", UPS[0], ship_date=claimed)]}
    [read] = ground(WireShipNotices.model_validate(answer), as_mail(text))
    assert isinstance(read.record, ShipNotice)
    date = read.record.ship_date
    assert (date.value.isoformat() if date else None) == expected


OWNERS = [
    pytest.param("PO 7001\nTracking 1Z5R89390357567127", 1, "7001", id="one order"),
    pytest.param(UNDER, 0, None, id="numbers under their parcels"),
    pytest.param(BESIDE, 0, None, id="two on a row"),
    pytest.param(
        f"PO 7001\n{UPS[0]}\n\nPO 7002\n{UPS[1]}\n", 1, "7001", id="sections, the first"
    ),
    pytest.param(
        f"PO 7001\n{UPS[0]}\n\nPO 7002\n{UPS[1]}\n", 4, "7002", id="sections, the last"
    ),
    pytest.param(
        f"PO 7001, 7002\n\nPO 7001\n{UPS[0]}\n\nPO 7002\n{UPS[1]}\n",
        3,
        "7001",
        id="a summary before the sections",
    ),
    pytest.param(
        f"PO 7001\n{UPS[0]}\nPO 7002\n{UPS[1]}\nPO 7001\n{UPS[2]}\n",
        1,
        None,
        id="an order that heads two sections",
    ),
    pytest.param(
        f"PO 7000\n{UPS[0]}\nPO 7001\n{UPS[1]}\nPO 7002\n",
        1,
        None,
        id="a section with nothing in it",
    ),
]


@pytest.mark.parametrize(("text", "row", "owner"), OWNERS)
def test_owner(text: str, row: int, owner: str | None) -> None:
    printed = Printed(as_mail(text))
    found = belonging(
        printed,
        [],
        parcels={printed.row(p.place.row) for p in parcels(printed)},
        goods={g.row for g in goods_rows(printed)},
    )
    line_of = text.split("\n")[row].rsplit(maxsplit=1)[-1]
    [place, *_] = printed.places(line_of)
    assert found.owner(printed.row(place.row)) == owner


@pytest.mark.parametrize(
    ("wanted", "text", "found"),
    [
        ("1001", "PO 1001", True),
        ("1001", "PO#1001.", True),
        ("1001", "PO-1001", False),
        ("1001", "11001", False),
        ("1001", "1001-2", False),
        ("1001", "1001/1002", False),
        ("10", "$10", False),
        ("10", "10.50", False),
        ("10", "1,010", False),
        ("10", "10%", False),
        ("10", "10, and", True),
        ("PO 1001", "PO 1001", True),
        ("", "PO 1001", False),
    ],
)
def test_a_place_is_a_whole(wanted: str, text: str, *, found: bool) -> None:
    assert bool(Printed(as_mail(text)).places(wanted)) is found


def test_transcript_drops_what_nobody_sees() -> None:
    document = as_mail("PO 10\u206001\U000e0041 \u202eUPS\n\n  a    b")
    assert transcript(document) == ("PO 1001 UPS", "a  b")
    assert plain("a\x00\u2066b") == "ab"
    assert folded("Ｐ\u200bO\u00a01") == "PO 1"  # noqa: RUF001  # the point
    assert squash("po-17 b") == "PO17B"


def test_the_schema_is_strict_as_it_stands() -> None:
    told = schema()
    for part in (told, *told["$defs"].values()):
        assert part["additionalProperties"] is False
        assert set(part["required"]) == set(part["properties"])
        assert not any("default" in each for each in part["properties"].values())


@pytest.mark.parametrize(
    "content",
    ["", "null", "{}", '{"notices": 1}', '{"notices": [], "more": 1}', "[" * 10_000],
)
def test_no_answer(content: str) -> None:
    with pytest.raises(MalformedAnswerError):
        parse(content)


def test_a_malformed_answer_is_not_repeated() -> None:
    with pytest.raises(MalformedAnswerError) as raised:
        parse('{"notices": "secret words"}')
    assert "secret" not in str(raised.value)
