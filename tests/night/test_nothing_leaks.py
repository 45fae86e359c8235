"""A whole night that fails, at DEBUG: no key and no customer in what it writes."""

import base64
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from pydantic import SecretStr

from agent.settings.values import Settings
from review.html import summary_html
from review.text import summary_text

from .stage import changed, on_stage

WORLD = Path(__file__).parents[2] / "fixtures"
PASSWORDS = ("Sentinel-pdf-one-71", "Sentinel-pdf-two-72", "Sentinel-pdf-three-73")
MODEL_KEY = "sk-sentinel-0123456789abcdef"
IDENTITIES = 200
FAILING = (
    ("shopify", "fulfillment_create", 6),
    ("amazon", "confirm_shipment", None),
    ("quickbooks", "*", None),
    ("openai", "*", 6),
)
"""Service, call, and how often it fails; None: all night."""


def secrets(told: Any) -> Iterator[str]:
    """Yield every key and token that the services granted."""
    for name, value in told.items():
        if isinstance(value, dict):
            yield from secrets(value)
        elif any(word in name for word in ("token", "secret", "key")) and not (
            "url" in name or not isinstance(value, str)
        ):
            yield value


def identities() -> list[str]:
    """Return customers' addresses of mail, streets and names, each once."""
    orders = json.loads((WORLD / "shopify.json").read_text(encoding="utf-8"))["orders"]
    found: dict[str, None] = {}
    for order in orders:
        ship = order.get("shippingAddress") or {}
        for value in (order.get("email"), ship.get("address1"), ship.get("name")):
            if value:
                found[value] = None
    return list(found)


def forms(value: str) -> set[str]:
    """Return *value* as it might be written down somewhere."""
    raw = value.encode()
    return {
        value,
        quote(value, safe=""),
        base64.b64encode(raw).decode().rstrip("="),
        json.dumps(value)[1:-1],
    }


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["error_after", "truncated"])
def test_a_failing_night_tells_nobody(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    fault: str,
) -> None:
    for number, password in enumerate(PASSWORDS):
        monkeypatch.setenv(f"SENTINEL_{number}", password)
    caplog.set_level(logging.DEBUG)
    for name in list(logging.root.manager.loggerDict):
        logging.getLogger(name).setLevel(logging.NOTSET)

    def change(settings: Settings) -> Settings:
        names = [f"SENTINEL_{number}" for number in range(len(PASSWORDS))]
        return changed(
            settings,
            reading={"pdf_passwords": names},
            llm={"api_key": SecretStr(MODEL_KEY)},
        )

    said: list[str] = []
    with on_stage(WORLD, tmp_path) as stage:
        kept = {*secrets(stage.box.ready()), *PASSWORDS, MODEL_KEY}
        for service, operation, times in FAILING:
            stage.box.arm(
                service=service, operation=operation, fault=fault, times=times
            )
        night = stage.night(change, model=True).night
        report = night.report
        assert report.messages > 80
        assert report.trouble
        said += [summary_text(report), summary_html(report), repr(report)]
    out, err = capfd.readouterr()
    people = identities()[:IDENTITIES]
    everything = "\n".join([caplog.text, out, err, *said])

    assert (len(kept) >= 12, len(people)) == (True, IDENTITIES)
    assert caplog.records
    assert [one for one in kept for form in forms(one) if form in everything] == []
    assert [one for one in people for form in forms(one) if form in everything] == []
