"""Prices, budget and the hash of a question."""

from decimal import Decimal
from pathlib import Path

import pytest

from channels.errors import SchemaDriftError
from channels.model.budget import Budget, BudgetSpentError
from channels.model.client import is_loopback
from channels.model.completion import completion
from channels.model.prices import Usage, load_prices
from channels.model.request import Parameters, Question, request_body, request_key
from extractors.grounding.wire import WireShipNotices
from prompts.prompt import Prompt, load

MINI = "gpt-5.4-mini"


def test_cost_counts_the_cached_part_apart() -> None:
    usage = Usage(input=1_000_000, cached=400_000, output=100_000)
    assert load_prices().cost(MINI, usage) == Decimal("0.93")


def test_an_unknown_model_costs_as_the_dearest() -> None:
    prices = load_prices()
    usage = Usage(1_000, 0, 1_000)
    dearest = max(prices.cost(name, usage) for name in prices.models)
    assert prices.cost("somebody's", usage) == dearest


def test_own_prices_win(tmp_path: Path) -> None:
    own = tmp_path / "prices.toml"
    own.write_text(
        f'as_of = 2027-01-01\n[models."{MINI}"]\ninput="1"\ncached="1"\noutput="1"\n'
    )
    prices = load_prices(own)
    assert prices.cost(MINI, Usage(1_000_000, 0, 0)) == 1
    assert "gpt-5.5" in prices.models
    assert prices.as_of.year == 2027


@pytest.mark.parametrize(
    ("usd", "tokens", "enough"),
    [(None, None, True), ("1.01", None, True), ("1", None, False), (None, 10, False)],
)
def test_budget(usd: str | None, tokens: int | None, enough: bool) -> None:  # noqa: FBT001  # a column of the table
    budget = Budget(Decimal(usd) if usd else None, tokens)
    budget.add(Decimal(1), 10)
    if enough:
        budget.check()
    else:
        with pytest.raises(BudgetSpentError):
            budget.check()


def key(**change: object) -> str:
    told: dict[str, object] = {
        "model": MINI,
        "prompt": load("ship_notice"),
        "document": "0" * 64,
        "rows": ("a",),
        "effort": None,
        "extra": {},
        "pictures": (),
        "form": "json_schema",
        **change,
    }
    question = Question(
        str(told["document"]),
        told["rows"],  # type: ignore[arg-type]
        told["prompt"],  # type: ignore[arg-type]
        WireShipNotices,
        told["pictures"],  # type: ignore[arg-type]
    )
    parameters = Parameters(
        str(told["model"]),
        reasoning_effort=told["effort"],  # type: ignore[arg-type]
        extra=told["extra"],  # type: ignore[arg-type]
    )
    return request_key(request_body(parameters, question, told["form"]))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"model": "gpt-5.5"},
        {"prompt": Prompt("ship_notice", "other words", "0" * 12)},
        {"document": "1" * 64},
        {"rows": ("a", "b")},
        {"effort": "low"},
        {"extra": {"store": False}},
        {"pictures": (b"png",)},
        {"form": "tool"},
        {"form": "json_object"},
    ],
    ids=str,
)
def test_every_part_of_a_question_is_in_its_key(change: dict[str, object]) -> None:
    assert key() == key()
    assert key(**change) != key()


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b"{}", b'{"choices": []}', b'{"choices": [{"message": 1}]}',
     b'{"choices": [{"message": {"content": 1}}]}', b"[" * 100_000],
)  # fmt: skip
def test_no_completion(body: bytes) -> None:
    with pytest.raises(SchemaDriftError):
        completion(body)


@pytest.mark.parametrize(
    ("url", "loopback"),
    [
        ("http://127.0.0.1:1/v1", True),
        ("http://[::1]/v1", True),
        ("http://localhost:8", True),
        ("https://api.openai.com/v1", False),
        ("http://127.0.0.1.example.com", False),
    ],
)
def test_loopback(url: str, loopback: bool) -> None:  # noqa: FBT001  # a column of the table
    assert is_loopback(url) is loopback
