"""The books answer the client libraries as the service itself does."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from intuitlib.client import AuthClient
from intuitlib.exceptions import AuthClientError
from quickbooks import QuickBooks
from quickbooks.exceptions import (
    AuthorizationException,
    ObjectNotFoundException,
    QuickbooksException,
    ValidationException,
)
from quickbooks.objects import (
    Account,
    Attachable,
    Bill,
    CompanyInfo,
    Item,
    PurchaseOrder,
    Term,
    Vendor,
)
from quickbooks.objects.base import AttachableRef, Ref

import sandbox


@pytest.fixture
def auth(
    box: sandbox.Box, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], AuthClient]]:
    """Make clients of the token endpoint, and close their connections."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    told = box.ready()["quickbooks"]
    made = []

    def make() -> AuthClient:
        client = AuthClient(
            told["client_id"],
            told["client_secret"],
            "http://127.0.0.1/callback",
            told["discovery_url"],
        )
        client.trust_env = False
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()


@pytest.fixture
def qb(box: sandbox.Box, auth: Callable[[], AuthClient]) -> Iterator[QuickBooks]:
    told = box.ready()["quickbooks"]

    class Local(QuickBooks):  # type: ignore[misc]
        api_url_v3 = sandbox_api_url_v3 = told["url"] + "/v3"

    client = Local(
        auth_client=auth(),
        refresh_token=told["refresh_token"],
        company_id=told["realm"],
        minorversion=75,
        use_decimal=True,
    )
    client.session.trust_env = False
    yield client
    client.session.close()


def post(qb: QuickBooks, body: dict[str, Any], request_id: str) -> dict[str, Any]:
    """Send JSON of our own through the library's transport."""
    import json  # noqa: PLC0415

    url = f"{qb.api_url}/company/{qb.company_id}/bill"
    answer: dict[str, Any] = qb.post(url, json.dumps(body), request_id=request_id)
    return answer


def test_the_librarys_objects_read_every_entity(qb: QuickBooks) -> None:
    [order] = PurchaseOrder.filter(DocNumber="PO-4711", qb=qb)
    vendors = [Vendor.get("41", qb=qb), *Vendor.all(qb=qb)]

    assert (order.Id, order.POStatus, order.TotalAmt) == (
        "257",
        "Open",
        Decimal("100.1"),
    )
    assert [line.Id for line in order.Line] == ["3", "7"]
    assert order.Line[0].ItemBasedExpenseLineDetail.UnitPrice == Decimal("9.01")
    assert [vendor.DisplayName for vendor in vendors[:2]] == ["Example Bins Inc"] * 2
    assert PurchaseOrder.get("257", qb=qb).DocNumber == "PO-4711"
    assert [item.Name for item in Item.all(qb=qb)] == ["Bin", "Clip"]
    assert Item.count(qb=qb) == 2
    assert Account.choose(["33", "80"], field="Id", qb=qb)[1].Name == "Freight In"
    assert Term.get("3", qb=qb).DueDays == 30
    assert CompanyInfo.get(qb.company_id, qb=qb).CompanyName == "Sandbox"
    assert Bill.query("select * from Bill orderby TxnDate desc", qb=qb)[0].Id == "800"


def test_our_own_json_through_its_transport(qb: QuickBooks, books: Any) -> None:
    first = post(qb, books.bill(), "once")["Bill"]
    again = post(qb, books.bill(), "once")["Bill"]
    read = Bill.get(first["Id"], qb=qb)

    assert first == again
    assert read.TotalAmt == Decimal("48.38")
    assert [link.TxnLineId for link in read.Line[0].LinkedTxn] == ["3"]


def test_its_own_idea_of_a_link_is_dropped(qb: QuickBooks, books: Any) -> None:
    """It always says line 1, whatever the order's lines are called."""
    link = PurchaseOrder.get("257", qb=qb).to_linked_txn()
    told = {"TxnId": link.TxnId, "TxnType": link.TxnType, "TxnLineId": link.TxnLineId}
    bill = post(qb, books.bill(books.item(1, LinkedTxn=[told])), "link")["Bill"]

    assert bill["LinkedTxn"] == []


def test_its_upload_arrives_byte_by_byte(qb: QuickBooks, books: Any) -> None:
    bill = post(qb, books.bill(), "b")["Bill"]
    file, reference, to = Attachable(), AttachableRef(), Ref()
    to.type, to.value = "Bill", bill["Id"]
    reference.EntityRef = to
    file.AttachableRef.append(reference)
    file.FileName, file.ContentType = "invoice.pdf", "application/pdf"
    file._FileBytes = b"%PDF-1.7\r\n\x00\xff\n"
    saved = file.save(qb=qb)
    where = "AttachableRef.EntityRef.Type = 'Bill' and AttachableRef.EntityRef.value"
    found = Attachable.where(f"{where} = '{bill['Id']}'", qb=qb)

    assert [(one.Id, one.FileName, one.Size) for one in found] == [
        (saved.Id, "invoice.pdf", 13)
    ]
    address = books.get(f"download/{saved.Id}").text
    assert books.http.get(address).content == b"%PDF-1.7\r\n\x00\xff\n"


def test_its_exceptions(qb: QuickBooks, box: sandbox.Box, books: Any) -> None:
    with pytest.raises(QuickbooksException) as empty:
        Bill().save(qb=qb)
    with pytest.raises(ObjectNotFoundException):
        Bill.get("9", qb=qb)
    with pytest.raises(ValidationException, match="Error parsing") as unread:
        qb.query("select * from Bill where DocNumber = 'O'Brien'")
    box.arm(service="quickbooks", operation="read", fault="rate_limited")
    with pytest.raises(ValidationException) as fast:
        Bill.get("800", qb=qb)
    box.arm(service="quickbooks", operation="create_bill", fault="duplicate_docnumber")
    with pytest.raises(QuickbooksException) as twice:
        post(qb, books.bill(), "twice")

    assert empty.value.error_code == 2020
    assert unread.value.error_code == 4000
    assert fast.value.error_code == 3001
    assert twice.value.error_code == 6140


def test_an_access_token_that_ran_out_is_renewed(
    qb: QuickBooks, box: sandbox.Box
) -> None:
    box.clock.advance(3600)
    with pytest.raises(AuthorizationException, match="authentication failed"):
        Bill.get("800", qb=qb)
    qb.auth_client.refresh()
    qb._start_session()
    qb.session.trust_env = False

    assert Bill.get("800", qb=qb).DocNumber == "OLD-1"
    qb.session.close()


def test_a_refresh_token_works_once(
    auth: Callable[[], AuthClient], box: sandbox.Box
) -> None:
    token = box.ready()["quickbooks"]["refresh_token"]
    client = auth()
    client.refresh(refresh_token=token)
    assert client.refresh_token not in (token, None)
    with pytest.raises(AuthClientError, match="invalid_grant"):
        auth().refresh(refresh_token=token)
    client.refresh()
    client.revoke()
    with pytest.raises(AuthClientError, match="invalid_grant"):
        client.refresh()
    fresh = auth()
    fresh.refresh(refresh_token=box.ready()["quickbooks"]["refresh_token"])
    assert fresh.access_token
