"""schema.org in mail: what the page shows too, and a notice only with our order."""

import json
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.codes import Reason
from extractors.files.linked_data import linked_data
from extractors.reading import read
from extractors.structured.json_tree import JsonError, Leaf, parse_json
from extractors.values import MoneyDocument, Reading, ShipNotice

UPS, OTHER = "1Z5R89390357567127", "1Z999AA10123456784"
OURS = {"@type": "PropertyValue", "name": "PO Number", "value": "PO-4711"}


def parcel(**order: Any) -> dict[str, Any]:
    return {
        "@context": "http://schema.org",
        "@type": "ParcelDelivery",
        "trackingNumber": UPS,
        "carrier": {"@type": "Organization", "name": "UPS"},
        "partOfOrder": {"@type": "Order", "orderNumber": "SO-991", **order},
    }


def reading(thing: object, *, page: str, plain: str = "") -> Reading:
    """Return the reading of a mail with JSON-LD behind its HTML page."""
    script = f'<script type="application/ld+json">{json.dumps(thing)}</script>'
    html = f"<html><head>{script}</head><body>{page}</body></html>"
    message = EmailMessage()
    message["From"] = "Ann <ann@vendor.example>"
    message["Subject"] = "News"
    message["Message-ID"] = "<1@vendor.example>"
    if plain:
        message.set_content(plain)
        message.add_alternative(html, subtype="html")
    else:
        message.set_content(html, subtype="html")
    return read(message.as_bytes(), "")


def test_a_parcel_without_our_order_is_no_notice() -> None:
    found = reading(parcel(), page=f"<p>On its way: {UPS}</p>")
    [only] = [e for e in found.extractions if e.reader == "markup"]

    assert (only.reader, only.record) == ("markup", None)
    assert [i.code for i in only.issues] == [Reason.PO_MISSING]
    assert "UPSN" in only.issues[0].detail
    assert "SO-991" in only.issues[0].detail


@pytest.mark.parametrize("plain", ["", f"PO-4711 {UPS}"])
def test_a_parcel_of_our_order_is_a_notice(plain: str) -> None:
    found = reading(parcel(identifier=OURS), page=f"PO-4711 {UPS}", plain=plain)
    [only] = found.extractions
    record = only.record

    assert isinstance(record, ShipNotice)
    assert record.po_number is not None
    assert (record.po_number.value, found.kind) == ("PO-4711", "ship_notice")
    assert [t.number.value for t in record.tracking] == [UPS]
    assert Reason.UNGROUNDED_VALUE not in {i.code for i in only.issues}


def test_what_the_page_does_not_show_blocks() -> None:
    found = reading(parcel(identifier=OURS), page="Hello")
    codes = [i.code for e in found.extractions for i in e.issues]

    assert codes.count(Reason.UNGROUNDED_VALUE) == 2


def test_an_order_and_its_place() -> None:
    thing = {
        "@context": "https://schema.org/",
        "@type": "Order",
        "orderNumber": "A-17",
        "price": "20.00",
        "priceCurrency": "USD",
        "merchant": {"name": "Shöp “One”"},
        "acceptedOffer": [
            {
                "itemOffered": {"name": "Rack", "sku": "T1"},
                "price": 10,
                "eligibleQuantity": {"value": "2"},
            }
        ],
    }
    found = reading([thing], page="Order A-17, total $20.00")
    [only] = found.extractions
    record = only.record

    assert isinstance(record, MoneyDocument)
    assert (record.kind, only.issues, found.kind) == ("order_ack", (), "order_ack")
    facts = (record.number, record.vendor, record.total, record.lines[0].quantity)
    assert [str(f.value) for f in facts if f] == ["A-17", "Shöp “One”", "20.00", "2"]
    texts = {d.sha256: d.text for d in found.documents}
    for fact in filter(None, facts):
        evidence = fact.evidence
        start = evidence.offset or 0
        text = texts[evidence.document]
        assert text[start : start + len(evidence.quote)] == evidence.quote


def test_a_total_the_page_does_not_show_is_held() -> None:
    thing = {"@context": "http://schema.org", "@type": "Order", "orderNumber": "A-17",
             "price": "20.00"}  # fmt: skip
    [only] = reading(thing, page="Order A-17, total $25.00").extractions

    assert [i.code for i in only.issues] == [Reason.XML_DISAGREES]


MICRODATA = """<div itemscope itemtype="http://schema.org/Invoice">
<b itemprop="identifier">INV-77</b>
<div itemprop="totalPaymentDue" itemscope itemtype="http://schema.org/PriceSpecification">
<meta itemprop="priceCurrency" content="USD">Due <i itemprop="price">70.00</i></div>
<div itemprop="provider" itemscope itemtype="http://schema.org/Organization">
<i itemprop="name">North Works</i></div></div>"""


def test_microdata_says_the_same() -> None:
    found = reading({}, page=MICRODATA)
    [only] = found.extractions
    record = only.record

    assert isinstance(record, MoneyDocument)
    facts = (record.number, record.total, record.currency, record.vendor)
    assert [str(f.value) for f in facts if f] == [
        "INV-77",
        "70.00",
        "USD",
        "North Works",
    ]
    assert (record.kind, only.issues) == ("invoice", ())


@pytest.mark.parametrize(
    "markup",
    [
        "<script>{}</script>",
        "<script type='application/ld+json'>",
        f"<script type='application/ld+json'>{'schema.org' * 20_000}</script>",
        "<script type='application/ld+json'>{}</script>",
        "<div itemscope itemtype='http://other.example/Order'>schema.org</div>",
        "",
    ],
)
def test_nothing_is_made_of_other_mark_up(markup: str) -> None:
    assert linked_data(markup) == ()


@pytest.mark.parametrize(
    "markup",
    [
        "<!-- itemscope schema.org -->",
        "<script type=application/ld+json>" * 30_000,
        "<div itemscope itemtype='http://schema.org/Order' itemprop='a'>" * 5_000,
        "<div itemscope itemtype='http://schema.org/Order'>" * 5_000,
    ],
)
def test_hostile_mark_up_ends_soon(markup: str) -> None:
    assert len(linked_data(markup)) <= 1


JSON = st.recursive(
    st.text(max_size=8) | st.integers(-(10**6), 10**6) | st.booleans() | st.none(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=20,
)


def plain(tree: object, text: str) -> object:
    """Return a tree as the standard library would, each leaf from its own place."""
    if isinstance(tree, dict):
        return {name: plain(part, text) for name, part in tree.items()}
    if isinstance(tree, list):
        return [plain(part, text) for part in tree]
    assert isinstance(tree, Leaf)
    quoted = text[tree.start - 1 : tree.end + 1]
    if tree.start and quoted[:1] == '"' == quoted[-1:]:
        return json.loads(quoted)
    return json.loads(text[tree.start : tree.end])


@given(JSON, st.booleans())
def test_every_value_knows_its_place(value: object, ascii_only: bool) -> None:  # noqa: FBT001  # drawn
    text = json.dumps(value, ensure_ascii=ascii_only, indent=1)

    assert plain(parse_json(text), text) == value


@given(st.text(max_size=40) | st.text('{}[]",: \\u1n', max_size=40))
def test_no_text_does_more_than_fail(text: str) -> None:
    try:
        parse_json(text)
    except JsonError:
        return


@pytest.mark.parametrize(
    "text", ["[" * 40 + "]" * 40, f"[{'1,' * 6_000}1]", "", "{1:2}"]
)
def test_what_is_refused(text: str) -> None:
    with pytest.raises(JsonError):
        parse_json(text)


@pytest.mark.parametrize(("number", "disagrees"), [(UPS, False), (OTHER, True)])
def test_another_parcel_than_in_the_text(number: str, *, disagrees: bool) -> None:
    found = reading(
        parcel(), page=f"<p>PO Number: 4711</p><p>Tracking number: {number}</p>"
    )
    [notice] = [e for e in found.extractions if isinstance(e.record, ShipNotice)]

    said = [i for i in notice.issues if i.code is Reason.READERS_DISAGREE]
    assert bool(said) is disagrees
    assert all(UPS in i.detail and OTHER in i.detail for i in said)


def test_a_cancelled_order_is_no_acknowledgement() -> None:
    thing = {
        "@type": "Order",
        "orderNumber": "4711",
        "orderStatus": "http://schema.org/OrderCancelled",
    }

    found = reading(thing, page="<p>Your order 4711</p>")
    assert found.kind != "order_ack"
    assert not any(e.record for e in found.extractions)

    page = f"<p>PO Number: 4711</p><p>Tracking number: {UPS}</p>"
    [notice] = reading(thing, page=page).extractions
    assert Reason.INCOMPLETE_READING in {i.code for i in notice.issues}


ORDER_NUMBERS = [
    pytest.param("48201", "PO 48201", False, id="the same"),
    pytest.param("PO-48201", "PO 48201", False, id="the same, led"),
    pytest.param("48209", "PO 48201", True, id="another of its form"),
    pytest.param("48209", "Order number: 48201", True, id="of an order of nobody's"),
    pytest.param("48209", "PO 48201, your order 48209", False, id="shown as well"),
    pytest.param("SO-991", "PO 48201", False, id="the vendor's own"),
    pytest.param("1000482", "PO 48201", False, id="a longer one"),
    pytest.param("PO-A12B7", "PO A12B9", True, id="with letters"),
]


@pytest.mark.parametrize(("number", "text", "disagrees"), ORDER_NUMBERS)
@pytest.mark.parametrize("kind", ["ParcelDelivery", "Order"])
def test_another_order_than_in_the_text(
    number: str, text: str, kind: str, *, disagrees: bool
) -> None:
    order = {"@type": "Order", "orderNumber": number}
    thing = {**parcel(), "partOfOrder": order} if kind == "ParcelDelivery" else order
    page = f"<p>{text} shipped via UPS.</p><p>Tracking number: {UPS}</p>"

    found = reading({"@context": "http://schema.org", **thing}, page=page)

    [notice] = [e for e in found.extractions if isinstance(e.record, ShipNotice)]
    said = [i for i in notice.issues if i.code is Reason.READERS_DISAGREE]
    assert bool(said) is disagrees, notice.issues
    assert all(number in i.detail for i in said)


@pytest.mark.parametrize(
    ("shown", "kept"), [("SO-991", "SO-991"), ("so 991", "SO-991"), ("SO-992", None)]
)
def test_a_further_order_counts_where_it_is_shown(shown: str, kept: str | None) -> None:
    page = f"<p>PO Number: PO-4711</p><p>Order number: {shown}</p><p>{UPS}</p>"

    [only] = reading(parcel(identifier=OURS), page=page).extractions

    assert isinstance(only.record, ShipNotice)
    found = only.record.order_number
    assert (found.value if found else None) == kept


SHOWN_LINES = [
    pytest.param("2 x GN-44", [], id="both shown"),
    pytest.param("2 boards", [Reason.UNGROUNDED_VALUE], id="no article"),
    pytest.param("GN-44", [Reason.UNGROUNDED_VALUE], id="no count"),
    pytest.param("GN-44, 2.5 kg", [Reason.UNGROUNDED_VALUE], id="another number"),
]


@pytest.mark.parametrize(("text", "codes"), SHOWN_LINES)
def test_lines_that_are_not_shown_hold(text: str, codes: list[Reason]) -> None:
    item = {"sku": "GN-44", "quantity": {"value": 2}}
    thing = {**parcel(identifier=OURS), "itemShipped": item}

    found = reading(thing, page=f"<p>PO-4711 {UPS}</p><p>{text}</p>")

    [only] = [e for e in found.extractions if isinstance(e.record, ShipNotice)]
    assert [i.code for i in only.issues if i.code is Reason.UNGROUNDED_VALUE] == codes
