"""Writes to the books: once under a request id, in a batch, with a file, on disk."""

import copy
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sandbox
from sandbox.final import journal_path
from sandbox.journal import JournalError, read_lines
from sandbox.quickbooks.batch import MOST
from sandbox.quickbooks.bills import plan
from sandbox.quickbooks.store import Store
from sandbox.quickbooks.words import RefusedError
from sandbox.world import instant_of


def made(answer: Any) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()["Bill"]


def bills(box: sandbox.Box) -> list[Any]:
    found: list[Any] = box.final()["quickbooks"]["bills"]
    return found


def test_the_first_answer_comes_again(books: Any, box: sandbox.Box) -> None:
    first = made(books.post("bill", books.bill(), requestid="r-1"))
    other = books.bill(books.charge(1), DocNumber="INV-99")
    again = made(books.post("bill", other, requestid="r-1"))
    second = made(books.post("bill", books.bill(), requestid="r-2"))

    assert first == again
    assert second["Id"] != first["Id"]
    assert len(bills(box)) == 2


def test_what_was_refused_may_be_sent_again(books: Any) -> None:
    wrong = books.post("bill", books.bill(VendorRef=None), requestid="r-1")
    right = books.post("bill", books.bill(), requestid="r-1")

    assert (wrong.status_code, right.status_code) == (400, 200)
    assert books.post("bill", books.bill(), requestid="r" * 51).status_code == 400


def test_a_request_id_is_known_after_a_restart(
    world: Path, tmp_path: Path, new_books: Any
) -> None:
    with sandbox.start(world, tmp_path / "state") as box:
        books = new_books(box)
        first = made(books.post("bill", books.bill(), requestid="r-1"))
    with sandbox.start(world, tmp_path / "state") as box:
        books = new_books(box)
        again = made(books.post("bill", books.bill(), requestid="r-1"))
        second = made(books.post("bill", books.bill(books.charge(1))))

        assert again == first
        assert int(second["Id"]) == int(first["Id"]) + 1
        assert len(bills(box)) == 2
        assert len(books.order()["LinkedTxn"]) == 2


def test_of_many_at_once_under_one_request_id_one_is_made(
    books: Any, box: sandbox.Box
) -> None:
    body = books.bill()
    with ThreadPoolExecutor(6) as pool:
        answers = list(
            pool.map(lambda _: books.post("bill", body, requestid="r"), range(12))
        )

    assert len({made(answer)["Id"] for answer in answers}) == 1
    assert len(bills(box)) == 1


def test_a_number_may_be_guarded_by_a_preference(
    world: Path, tmp_path: Path, new_books: Any
) -> None:
    told = json.loads((world / "quickbooks.json").read_text())
    pairs = [{"Name": "OtherPrefs.WarnDuplicateBillNumber", "Value": "true"}]
    told["Preferences"]["OtherPrefs"] = {"NameValue": pairs}
    (world / "quickbooks.json").write_text(json.dumps(told))
    with sandbox.start(world, tmp_path / "state") as box:
        books = new_books(box)
        line = books.charge(1)
        taken = books.post("bill", books.bill(line, DocNumber="OLD-1"))
        theirs = books.bill(line, DocNumber="OLD-1", VendorRef={"value": "42"})
        allowed = books.post(
            "bill", books.bill(line, DocNumber="OLD-1"), include="allowduplicatedocnum"
        )

        assert taken.json()["Fault"]["Error"][0]["code"] == "6140"
        assert books.post("bill", theirs).status_code == 200
        assert allowed.status_code == 200


CLOSED = [
    {"AccountingInfoPrefs": {"BookCloseDate": "2026-11-19"}},
    {"OtherPrefs": {"BookCloseDate": "2026-11-19"}},
    {"OtherPrefs": {"NameValue": [{"Name": "BookCloseDate", "Value": "2026-11-19"}]}},
]


@pytest.mark.parametrize("preferences", CLOSED)
def test_a_period_is_closed_wherever_it_is_said(
    tmp_path: Path, preferences: dict[str, Any]
) -> None:
    told = {"Vendor": [{"Id": "41"}], "Preferences": preferences}
    (tmp_path / "quickbooks.json").write_text(json.dumps(told))
    store = Store(tmp_path)
    charge = {"DetailType": "DescriptionOnly"}
    body = {"VendorRef": {"value": "41"}, "Line": [charge], "TxnDate": "2026-11-20"}

    assert plan(store, body, NOW)["TxnDate"] == "2026-11-20"
    with pytest.raises(RefusedError, match="closed"):
        plan(store, body | {"TxnDate": "2026-11-19"}, NOW)


def test_accounts_payable_must_be_said_where_there_are_two(
    world: Path, tmp_path: Path, new_books: Any, books: Any
) -> None:
    assert made(books.post("bill", books.bill(APAccountRef=None)))["APAccountRef"] == {
        "value": "33",
        "name": "A/P",
    }
    told = json.loads((world / "quickbooks.json").read_text())
    second = {"Id": "35", "Name": "A/P 2", "AccountType": "Accounts Payable"}
    told["Account"].append(second)
    (world / "quickbooks.json").write_text(json.dumps(told))
    with sandbox.start(world, tmp_path / "two") as box:
        other = new_books(box)
        answer = other.post("bill", other.bill(APAccountRef=None))

        assert answer.json()["Fault"]["Error"][0]["code"] == "2020"
        assert other.post("bill", other.bill()).status_code == 200


def test_a_batch_answers_each_by_itself(books: Any, box: sandbox.Box) -> None:
    items = [
        {"bId": "a", "operation": "create", "Bill": books.bill()},
        {"bId": "b", "Query": "select Id from PurchaseOrder"},
        {"bId": "c", "operation": "create", "Bill": books.bill(VendorRef=None)},
        {"bId": "d", "operation": "create", "Vendor": {"DisplayName": "New"}},
        {"bId": "e", "operation": "delete", "Bill": {"Id": "800"}},
    ]
    answers = [
        books.post("batch", {"BatchItemRequest": items}, requestid="r").json()
        for _ in range(2)
    ]
    parts = [answer["BatchItemResponse"] for answer in answers]

    assert [part["bId"] for part in parts[0]] == list("abcde")
    assert [next(iter(part)) for part in parts[0]] == [
        "Bill",
        "QueryResponse",
        "Fault",
        "Fault",
        "Fault",
    ]
    assert parts[0][0] == parts[1][0]
    assert len(bills(box)) == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"BatchItemRequest": [{"bId": "a", "Query": "x"}] * (MOST + 1)}, "1040"),
        ({"BatchItemRequest": ["x"]}, "2010"),
        ([], "2010"),
    ],
)
def test_a_batch_that_is_none(books: Any, body: Any, code: str) -> None:
    answer = books.post("batch", body)

    assert answer.json()["Fault"]["Error"][0]["code"] == code


def test_nothing_but_bills_and_files_is_written(books: Any, box: sandbox.Box) -> None:
    answers = [
        books.post("vendor", {"DisplayName": "New"}),
        books.post("item", {"Name": "New"}),
        books.post("purchaseorder", {}),
        books.post("billpayment", {}),
        books.post("bill", {"Id": "800", "SyncToken": "0"}, operation="delete"),
        books.get("payment/1"),
    ]

    assert [answer.status_code for answer in answers] == [400] * 6
    assert {answer.json()["Fault"]["Error"][0]["code"] for answer in answers} == {"500"}
    assert [entry["operation"] for entry in box.writes("quickbooks")] == [
        "token_refresh"
    ]


def test_a_file_is_kept_and_found_at_its_bill(books: Any, box: sandbox.Box) -> None:
    content = bytes(range(256)) * 3 + b"\r\n"
    bill = made(books.post("bill", books.bill()))
    told = books.attach(bill["Id"], content).json()["AttachableResponse"]
    attachable = told[0]["Attachable"]
    where = "AttachableRef.EntityRef.value"
    found = books.found(f"select * from Attachable where {where} = '{bill['Id']}'")  # noqa: S608  # the books' own language
    address = books.get(f"download/{attachable['Id']}")

    assert found == [attachable]
    assert attachable["Size"] == len(content)
    assert attachable["FileName"] == "invoice.pdf"
    assert books.http.get(address.text).content == content
    assert bills(box)[0]["attachments"] == 1
    assert books.attach(bill["Id"]).json()["AttachableResponse"]
    assert bills(box)[0]["attachments"] == 2


def test_a_file_for_a_bill_there_is_not_is_refused_inside(
    books: Any, box: sandbox.Box
) -> None:
    answer = books.attach("999")
    [part] = answer.json()["AttachableResponse"]

    assert answer.status_code == 200
    assert part["Fault"]["Error"][0]["code"] == "2500"
    assert len(box.writes("quickbooks")) == 1
    assert books.get("download/1").json()["Fault"]["Error"][0]["code"] == "610"
    nothing = books.told["url"] + "/files/" + "0" * 64
    assert books.http.get(nothing).status_code == 404


META = ("file_metadata_01", ("a", b"[]", "application/json"))
BROKEN_UPLOADS = [
    {"json": {"FileName": "x"}},
    {"files": [META]},
    {"files": [META, ("file_content_01", ("x", b"x"))]},
]


@pytest.mark.parametrize("sent", BROKEN_UPLOADS)
def test_an_upload_that_is_none(books: Any, sent: Any) -> None:
    answer = books.http.post(f"{books.url}/upload", headers=books.headers, **sent)

    assert answer.json()["Fault"]["Error"][0]["code"] == "2010"


class Corruption(NamedTuple):
    path: tuple[Any, ...]
    value: Any

    def __str__(self) -> str:
        return ".".join(map(str, self.path))


LINE = ("bill", "Line", 0)
CORRUPTED = [
    Corruption(("bill", "VendorRef", "value"), "42"),
    Corruption(("bill", "DocNumber"), "INV-9"),
    Corruption(("bill", "TxnDate"), "2026-11-09"),
    Corruption(("bill", "TotalAmt"), 99.99),
    Corruption(("bill", "CurrencyRef", "value"), "CAD"),
    Corruption((*LINE, "Amount"), 99.99),
    Corruption((*LINE, "LinkedTxn"), [{"TxnId": "258", "TxnLineId": "1"}]),
    Corruption((*LINE, "LinkedTxn", 0, "TxnLineId"), "7"),
    Corruption((*LINE, "ItemBasedExpenseLineDetail", "ItemRef", "value"), "20"),
    Corruption((*LINE, "ItemBasedExpenseLineDetail", "Qty"), 99),
    Corruption((*LINE, "ItemBasedExpenseLineDetail", "UnitPrice"), 99.99),
    Corruption(("bill", "Line", 1, "Amount"), 99.99),
    Corruption(
        ("bill", "Line", 1, "AccountBasedExpenseLineDetail", "AccountRef", "value"),
        "81",
    ),
]


def test_the_bills_in_the_shape_of_the_expectation(
    books: Any, box: sandbox.Box
) -> None:
    bill = made(books.post("bill", books.bill()))
    books.attach(bill["Id"])

    assert bills(box) == [
        {
            "vendor_id": "41",
            "number": "INV-77",
            "date": "2026-11-19",
            "total": "48.38",
            "currency": "USD",
            "lines": [
                {
                    "item_id": "19",
                    "quantity": "4",
                    "unit_price": "9.01",
                    "amount": "36.04",
                    "po_id": "257",
                    "po_line_id": "3",
                }
            ],
            "charges": [{"account_id": "80", "amount": "12.34"}],
            "attachments": 1,
        }
    ]


@pytest.mark.parametrize("corruption", CORRUPTED, ids=str)
def test_a_changed_line_changes_the_final_state(
    books: Any, box: sandbox.Box, corruption: Corruption
) -> None:
    made(books.post("bill", books.bill()))
    honest = bills(box)
    file = journal_path(box.state, "quickbooks")
    entries = copy.deepcopy(read_lines(file))
    part: Any = entries[-1]
    for step in corruption.path[:-1]:
        part = part[step]
    part[corruption.path[-1]] = corruption.value
    file.write_text("".join(json.dumps(entry) + "\n" for entry in entries))

    assert bills(box) != honest


def test_a_world_without_books_has_an_empty_company(
    world: Path, tmp_path: Path, new_books: Any
) -> None:
    (world / "quickbooks.json").unlink()
    with sandbox.start(world, tmp_path / "state") as box:
        books = new_books(box)

        assert books.found("select * from Vendor") == []
        assert books.found("select * from PurchaseOrder") == []
        assert [a["Id"] for a in books.found("select * from Account")] == ["33"]
        realm = books.told["realm"]
        assert books.get(f"companyinfo/{realm}").json()["CompanyInfo"]["CompanyName"]
        assert books.get("preferences").json()["Preferences"]["Id"] == "1"


def test_a_world_of_books_alone_has_its_instant(tmp_path: Path) -> None:
    changed = {"LastUpdatedTime": "2026-11-18T09:00:00-08:00"}
    told = {"Bill": [{"Id": "1", "MetaData": changed}]}
    (tmp_path / "quickbooks.json").write_text(json.dumps(told))

    assert instant_of(tmp_path).isoformat() == "2026-11-18T17:01:00+00:00"


def test_a_worlds_bills_say_which_orders_are_open(tmp_path: Path) -> None:
    def line(quantity: int, **link: str) -> dict[str, Any]:
        item = {"ItemRef": {"value": "19"}, "UnitPrice": 1, "Qty": quantity}
        links = [{"TxnType": "PurchaseOrder"} | link] if link else []
        return {"ItemBasedExpenseLineDetail": item, "LinkedTxn": links}

    bill = [line(2, TxnId="1", TxnLineId="1"), line(1, TxnId="2", TxnLineId="1")]
    bill.append(line(2, TxnId="3", TxnLineId="1"))
    told = {
        "PurchaseOrder": [
            {"Id": "1", "Line": [line(2)]},
            {"Id": "2", "Line": [line(2)]},
            {"Id": "3", "Line": [line(2)], "POStatus": "Open"},
            {"Id": "4", "Line": []},
        ],
        "Bill": [{"Id": "9", "Line": bill}],
    }
    (tmp_path / "quickbooks.json").write_text(json.dumps(told))
    orders = Store(tmp_path).entities["PurchaseOrder"].values()

    states = [order["POStatus"] for order in orders]
    assert states == ["Closed", "Open", "Open", "Open"]
    assert [len(order["LinkedTxn"]) for order in orders] == [1, 1, 1, 0]


def test_an_order_without_quantities_is_billed_by_amount(
    world: Path, tmp_path: Path, new_books: Any
) -> None:
    kind = "AccountBasedExpenseLineDetail"
    ordered = {"Id": "5", "Amount": 20, kind: {"AccountRef": {"value": "80"}}}
    order = {"Id": "300", "VendorRef": {"value": "41"}, "Line": [ordered]}
    told = json.loads((world / "quickbooks.json").read_text())
    told["PurchaseOrder"].append(order)
    (world / "quickbooks.json").write_text(json.dumps(told))
    link = {"TxnId": "300", "TxnType": "PurchaseOrder", "TxnLineId": "5"}
    states = []
    with sandbox.start(world, tmp_path / "state") as box:
        books = new_books(box)
        for amount in (19.99, 0.01):
            line = books.charge(amount) | {"LinkedTxn": [link]}
            made(books.post("bill", books.bill(line)))
            shown = books.get("purchaseorder/300").json()["PurchaseOrder"]
            states.append(shown["POStatus"])

    assert states == ["Open", "Closed"]


@pytest.mark.parametrize(
    "change", [{"operation": "pay"}, {"bill": {"Id": "1", "Line": [{}]}}]
)
def test_a_journal_that_does_not_fit_the_world_is_named(
    world: Path, tmp_path: Path, new_books: Any, change: dict[str, Any]
) -> None:
    with sandbox.start(world, tmp_path / "state") as box:
        books = new_books(box)
        made(books.post("bill", books.bill()))
    file = journal_path(tmp_path / "state", "quickbooks")
    entries = [entry | change for entry in read_lines(file)]
    file.write_text("".join(json.dumps(entry) + "\n" for entry in entries[1:]))
    with pytest.raises(JournalError, match=r"quickbooks\.writes\.jsonl line 1"):
        sandbox.Box(world, tmp_path / "state")


def test_resetting_forgets_bills_files_and_rotations(
    books: Any, box: sandbox.Box
) -> None:
    made(books.post("bill", books.bill()))
    box.reset()

    assert bills(box) == []
    assert box.ready()["quickbooks"] == books.told
    order = books.get("purchaseorder/257").json()["PurchaseOrder"]
    assert [link["TxnId"] for link in order["LinkedTxn"]] == ["800"]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["value", "ItemRef", "AccountRef", "Qty", "TxnId"]), inner
        )
    ),
    max_leaves=6,
)
LINES = st.dictionaries(
    st.sampled_from(
        ["Amount", "LinkedTxn", "Description", "AccountBasedExpenseLineDetail"]
    ),
    JSON,
)
KINDS = st.sampled_from(
    ["ItemBasedExpenseLineDetail", "AccountBasedExpenseLineDetail", "DescriptionOnly"]
)


NAMES = st.sampled_from(
    [
        "TxnDate",
        "DueDate",
        "DocNumber",
        "SalesTermRef",
        "APAccountRef",
        "CurrencyRef",
        "PrivateNote",
    ]
)


@given(
    body=st.dictionaries(NAMES, JSON),
    lines=st.lists(st.builds(lambda a, b: a | {"DetailType": b}, LINES, KINDS)),
)
def test_no_body_breaks_the_books(body: dict[str, Any], lines: list[Any]) -> None:
    vendor = {"VendorRef": {"value": "41"}}
    with suppress(RefusedError):
        json.dumps(plan(COMPANY, body | vendor | {"Line": lines}, NOW), allow_nan=False)


@given(st.lists(st.decimals("0", "9999999999", places=5), min_size=1, max_size=20))
def test_a_total_is_exact(amounts: list[Decimal]) -> None:
    """What the JSON shows is the sum, to the last digit a number on the wire holds."""
    kind = "AccountBasedExpenseLineDetail"
    lines = [
        {"DetailType": kind, "Amount": str(one), kind: {"AccountRef": {"value": "33"}}}
        for one in amounts
    ]
    bill = plan(COMPANY, {"VendorRef": {"value": "41"}, "Line": lines}, NOW)

    assert bill["TotalAmt"] == float(sum(amounts))
    assert [line["Amount"] for line in bill["Line"]] == [float(one) for one in amounts]


COMPANY = Store(Path(__file__).parent)
COMPANY.entities["Vendor"]["41"] = {"Id": "41", "Active": True}
NOW = instant_of(Path(__file__).parent)
