"""A desk with a sandbox, and one printed notice with the honest answer about it."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from extractors.files.grid import text_page
from extractors.values import Document
from tests.channels.model.desk import Desk

TRACKING = "1Z5R89390357567127"
TEXT = f"""SHIPPING NOTICE {{{{ secret }}}} {{% for x in y %}}
PO Number: 10432            Ship Date: 11/18/2026
Ship Via: UPS Ground        Tracking #: {TRACKING}

Item         Description          Ordered   Shipped   B/O
SR-4872      Steel rack 36x18         6         4       2
SR-4873      Shelf                    3         3       0
"""


def document(text: str) -> Document:
    digest = sha256(text.encode()).hexdigest()
    page = text_page(text)
    return Document(digest, "a.txt", "text/plain", (page,), text, body=True)


def notice(**change: Any) -> dict[str, Any]:
    return {
        "po_number": "10432",
        "order_number": None,
        "carrier": "UPS Ground",
        "tracking": [
            {
                "number": TRACKING,
                "evidence": f"Ship Via: UPS Ground  Tracking #: {TRACKING}",
            }
        ],
        "ship_date": "11/18/2026",
        "lines": [
            {
                "sku": sku,
                "quantity_shipped": shipped,
                "quantity_backordered": behind,
                "tracking_number": None,
                "evidence": row,
            }
            for sku, shipped, behind, row in [
                ("SR-4872", "4", "2", "SR-4872  Steel rack 36x18  6  4  2"),
                ("SR-4873", "3", "0", "SR-4873  Shelf  3  3  0"),
            ]
        ],
        "evidence": "PO Number: 10432  Ship Date: 11/18/2026",
        **change,
    }


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    running = Desk(tmp_path / "world", tmp_path / "state")
    yield running
    running.stop()


@pytest.fixture
def text() -> str:
    return TEXT


@pytest.fixture
def printed() -> Callable[[str], Document]:
    return document


@pytest.fixture
def answer() -> Callable[..., dict[str, Any]]:
    def build(**change: Any) -> dict[str, Any]:
        return {"content": {"notices": [notice(**change)]}}

    return build
