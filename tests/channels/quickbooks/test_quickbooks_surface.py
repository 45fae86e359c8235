"""What the adapter can do to the books: make a bill, attach a file, nothing else."""

import ast
import inspect
import json
import logging
from pathlib import Path
from typing import Any

import pytest

import channels.quickbooks
from agent.ports import Books
from channels.errors import ChannelError
from channels.quickbooks.books import QuickBooksBooks
from channels.quickbooks.client import ROUTES, Client, ForbiddenCallError
from channels.quickbooks.library import IntuitGrants, company

from .conftest import (
    FIRST_TOKEN,
    PDF,
    SINCE,
    Company,
    Start,
    bill_action,
    file_action,
)

FOLDER = Path(channels.quickbooks.__path__[0])
READING = {
    "attached",
    "bill_record",
    "bills",
    "closed_until",
    "items",
    "payees",
    "purchase_order",
    "purchase_orders",
    "token_days_left",
    "unusable_accounts",
}
WRITING = {"attach", "create_bill"}


def public(kind: type) -> set[str]:
    return {name for name in vars(kind) if not name.startswith("_")}


def test_the_adapter_has_two_acts() -> None:
    assert public(QuickBooksBooks) == READING | WRITING
    assert public(Client) == {"rows", "create_bill", "upload"}
    assert {("POST", "query"), ("POST", "bill"), ("POST", "upload")} == ROUTES


def test_it_is_the_port() -> None:
    for name in public(Books):
        ours = inspect.signature(getattr(QuickBooksBooks, name))
        assert ours == inspect.signature(getattr(Books, name)), name


def test_the_code_names_no_other_call_of_the_library() -> None:
    """Of the library's client only these three are called, wherever in the adapter."""
    known = {
        "batch_operation",
        "change_data_capture",
        "create_object",
        "delete_object",
        "download_pdf",
        "get",
        "get_report",
        "get_single_object",
        "make_request",
        "misc_operation",
        "post",
        "query",
        "update_object",
    }
    named = set()
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and _on_the_library(node):
                named.add(node.attr)
            if isinstance(node, ast.Call) and _called_by_name(node):
                named.add(ast.literal_eval(node.args[0]))
    assert named & known == {"create_object", "query"}


def _on_the_library(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id in ("c", "company")


def _called_by_name(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id == "methodcaller"


def test_no_word_of_bank_data_is_in_the_code() -> None:
    for path in FOLDER.glob("*.py"):
        text = path.read_text("utf-8").lower()
        for word in ("bankaccount", "routing", "iban", "billpayment", "vendorcredit"):
            assert word not in text, (path.name, word)


def _client(start: Start) -> tuple[Company, Client]:
    running = start()
    return running, running.books()._client


@pytest.mark.parametrize(
    "call",
    [
        pytest.param(lambda c: c.delete_object("Bill", "{}"), id="delete"),
        pytest.param(lambda c: c.update_object("Vendor", "{}"), id="vendor"),
        pytest.param(lambda c: c.create_object("Item", "{}"), id="item"),
        pytest.param(lambda c: c.create_object("BillPayment", "{}"), id="payment"),
        pytest.param(lambda c: c.batch_operation("{}"), id="batch"),
        pytest.param(lambda c: c.misc_operation("transfer", "{}"), id="anything"),
        pytest.param(lambda c: c.get_single_object("Vendor", "41"), id="a GET"),
        pytest.param(lambda c: c.get_current_user(), id="another host"),
        pytest.param(lambda c: c.update_object("Bill", '{"Id": "1"}'), id="change"),
        pytest.param(
            lambda c: c.update_object("Bill", '{"sparse": true}'), id="change in part"
        ),
        pytest.param(
            lambda c: c.create_object("Bill", "{}", params={"include": "void"}),
            id="void",
        ),
    ],
)
def test_whatever_the_library_knows_stays_here(start: Start, call: Any) -> None:
    running, client = _client(start)
    library = company(client._config, client._send)
    assert library.session is None  # it has no way of its own to the network

    with pytest.raises(ForbiddenCallError):
        call(library)

    assert running.box.log("quickbooks") == []


def test_what_a_whole_night_sends(start: Start) -> None:
    running = start()
    books = running.books()
    _all(books)

    sent = {
        (entry["method"], entry["target"].partition("?")[0].rpartition("/")[2])
        for entry in running.box.log("quickbooks")
    }
    assert sent == ROUTES | {("POST", "bearer")}
    kinds = {one["operation"] for one in running.box.writes("quickbooks")}
    assert kinds == {"token_refresh", "create_bill", "upload"}


def _all(books: QuickBooksBooks) -> list[object]:
    return [
        books.items(),
        books.payees(),
        books.closed_until(),
        books.purchase_orders(SINCE),
        books.purchase_order("257"),
        books.bills(SINCE),
        books.bill_record(bill_action()),
        books.create_bill(bill_action(), "r-1"),
        books.attach(file_action(), PDF, "r-2"),
        books.attached(file_action()),
        books.unusable_accounts(),
        books.token_days_left(),
    ]


@pytest.mark.parametrize(
    ("operation", "fault"),
    [
        ("*", ""),
        ("token", "error_after"),
        ("token", "rejected"),
        ("query", "token_expired"),
        ("query", "scope_missing"),
        ("query", "html"),
        ("create_bill", "truncated"),
        ("upload", "error_after"),
    ],
)
def test_no_secret_comes_out(
    start: Start, caplog: pytest.LogCaptureFixture, operation: str, fault: str
) -> None:
    caplog.set_level(logging.DEBUG)
    running = start()
    if fault:
        running.box.arm(
            service="quickbooks", operation=operation, fault=fault, times=None
        )
    books = running.books()
    said = [repr(running.config())]
    try:
        said.append(repr(_all(books)))
    except ChannelError as error:
        said += [repr(error), repr(error.__cause__), repr(error.__context__)]
    client = books._client
    said += [repr(vars(books)), repr(vars(client)), repr(vars(client.tokens._store))]
    said += [repr(client.tokens._store.newest()), repr(client._grants)]

    everything = caplog.text + "\n".join(said)
    ready = running.box.ready()["quickbooks"]
    secrets = [ready["client_secret"], ready["refresh_token"], FIRST_TOKEN, "AT1."]
    assert [one for one in secrets if one in everything] == []


def test_a_grant_does_not_show_itself(start: Start) -> None:
    running = start()
    grants: IntuitGrants = running.books()._client._grants
    grant = grants.renew(FIRST_TOKEN)

    assert grant.refresh not in repr(grant)
    assert grant.access not in f"{grant} {grants!r}"


def test_settings_of_the_service_do_not_reach_the_wire(start: Start) -> None:
    """An answer of the token endpoint is taken over name by name."""
    running = start()
    grants = running.books()._client._grants
    answer = json.dumps(
        {
            "access_token": "a",
            "refresh_token": "r",
            "expires_in": 3600,
            "token_endpoint": "https://evil.example",
            "id_token": "x.y.z",
        }
    )

    class Wire:
        def request(self, *_: object, **__: object) -> Any:
            return type("Answer", (), {"status": 200, "body": answer.encode()})

    before = grants.token_endpoint
    grants._wire = Wire()  # the sandbox has no such words
    grants.renew("r")
    assert grants.token_endpoint == before
    assert grants.id_token is None
