"""Tokens of the books: they run out, rotate, and are lost with a reply."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest

import sandbox
from sandbox.quickbooks.login import REFRESH_SECONDS
from sandbox.settings import Settings


def test_a_refresh_token_is_dead_once_it_is_used(books: Any) -> None:
    first = books.told["refresh_token"]
    second = books.refresh_token
    third = books.token(second).json()["refresh_token"]

    assert len({first, second, third}) == 3
    for dead in (first, second, "made up", ""):
        answer = books.token(dead)
        assert (answer.status_code, answer.json()) == (400, {"error": "invalid_grant"})
    assert books.token(third).status_code == 200


def test_the_reply_with_the_new_token_may_be_lost(books: Any, box: sandbox.Box) -> None:
    """Then only a person can connect again: what is told at the ready line."""
    box.arm(service="quickbooks", operation="token", fault="drop_after")
    with pytest.raises(httpx.RemoteProtocolError):
        books.renew()

    assert books.renew().json() == {"error": "invalid_grant"}
    books.refresh_token = box.ready()["quickbooks"]["refresh_token"]
    assert books.renew().status_code == 200


def test_a_request_that_never_arrived_rotates_nothing(
    books: Any, box: sandbox.Box
) -> None:
    box.arm(service="quickbooks", operation="token", fault="drop_before")
    with pytest.raises(httpx.RemoteProtocolError):
        books.renew()

    assert books.renew().status_code == 200


def test_the_former_token_may_have_a_grace(
    world: Path, tmp_path: Path, new_books: Any
) -> None:
    settings = Settings(quickbooks_grace=3600)
    with sandbox.start(world, tmp_path / "state", settings=settings) as box:
        books = new_books(box)
        first = books.told["refresh_token"]
        again = books.token(first).json()["refresh_token"]
        box.clock.advance(3600)
        late = books.token(first)

    assert again == books.refresh_token
    assert late.json() == {"error": "invalid_grant"}


def test_an_access_token_lasts_an_hour(books: Any, box: sandbox.Box) -> None:
    box.clock.advance(1800)
    before = books.get("bill/800")
    box.clock.advance(1800)
    after = books.get("bill/800")

    assert (before.status_code, after.status_code) == (200, 401)
    [error] = after.json()["fault"]["error"]
    assert error["code"] == "3200"
    assert "Fault" not in after.json()
    books.renew()
    assert books.get("bill/800").status_code == 200


def test_a_refresh_token_lasts_a_hundred_days(books: Any, box: sandbox.Box) -> None:
    box.clock.advance(REFRESH_SECONDS - 3600)
    assert books.renew().status_code == 200
    box.clock.advance(REFRESH_SECONDS)
    assert books.renew().json() == {"error": "invalid_grant"}


def test_revoking_ends_every_token(books: Any, box: sandbox.Box) -> None:
    url = books.told["url"] + "/v2/oauth2/tokens/revoke"
    client = (books.told["client_id"], books.told["client_secret"])
    stranger = books.http.post(url, json={"token": books.refresh_token})
    unknown = books.http.post(url, json={"token": "made up"}, auth=client)
    assert (stranger.status_code, unknown.status_code) == (401, 400)
    done = books.http.post(url, json={"token": books.refresh_token}, auth=client)

    assert done.status_code == 200
    assert books.get("bill/800").status_code == 401
    assert books.renew().json() == {"error": "invalid_grant"}
    kinds = [entry["operation"] for entry in box.writes("quickbooks")]
    assert kinds == ["token_refresh", "token_revoke"]


def test_who_asks_for_tokens_must_be_the_app(books: Any) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": books.refresh_token}
    answer = books.http.post(books.told["token_url"], data=form)
    other = books.token(books.refresh_token, grant_type="password")

    assert (answer.status_code, answer.json()) == (401, {"error": "invalid_client"})
    assert other.json() == {"error": "unsupported_grant_type"}


@pytest.mark.parametrize("kind", ["rejected", "token_expired", "rate_limited"])
def test_the_token_endpoint_can_refuse(books: Any, box: sandbox.Box, kind: str) -> None:
    box.arm(service="quickbooks", operation="token", fault=kind)

    assert books.renew().status_code in (400, 429)
    assert books.renew().status_code == 200


def test_tokens_outlive_the_sandbox(
    world: Path, tmp_path: Path, new_books: Any
) -> None:
    with sandbox.start(world, tmp_path / "state") as box:
        before = new_books(box)
    with sandbox.start(world, tmp_path / "state") as box:
        told = box.ready()["quickbooks"]
        assert told["refresh_token"] == before.refresh_token
        after = new_books(box)
        after.access_token = before.access_token
        assert after.get("bill/800").status_code == 200
        assert after.token(before.refresh_token).status_code == 400


def test_no_secret_is_logged(books: Any, box: sandbox.Box) -> None:
    books.get("bill/800")
    books.attach("800", b"%PDF private")
    client = (books.told["client_id"], books.told["client_secret"])
    url = books.told["url"] + "/v2/oauth2/tokens/revoke"
    books.http.post(url, json={"token": books.refresh_token}, auth=client)
    log = json.dumps(box.log("quickbooks"))
    kept = log + json.dumps(box.writes("quickbooks"))

    assert [entry["operation"] for entry in box.log("quickbooks")] == [
        "token",
        "read",
        "upload",
        "revoke",
    ]
    for secret in (*client, books.refresh_token, books.access_token, "private"):
        assert secret not in kept


def test_another_company_is_closed_to_the_app(books: Any) -> None:
    answer = books.http.get(
        f"{books.told['url']}/v3/company/1/bill/800", headers=books.headers
    )

    assert answer.status_code == 403
    assert answer.json()["fault"]["error"][0]["code"] == "3100"
