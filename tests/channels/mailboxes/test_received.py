"""When a message came in."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.mailboxes.received import received

TEN = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
CASES = [
    pytest.param(
        b"Received: by b; Fri, 20 Nov 2026 10:00:00 +0000\n"
        b"Received: by a; Thu, 19 Nov 2026 10:00:00 +0000\n\n",
        TEN,
        id="the topmost field",
    ),
    pytest.param(
        b"Received: from a (a [1.2.3.4])\r\n\tby b with ESMTP id 1;\r\n"
        b"\tFri, 20 Nov 2026 04:00:00 -0600 (CST)\r\n\r\n",
        TEN,
        id="folded, with a zone and a comment",
    ),
    pytest.param(b"Date: Fri, 20 Nov 2026 10:00:00 +0000\n\n", TEN, id="only a date"),
    pytest.param(
        b"Received: by b; yesterday\nDate: 20 Nov 2026 10:00 +0000\n\n",
        TEN,
        id="a trace without a date",
    ),
    pytest.param(
        b"DATE : Fri, 20 Nov 2026 10:00:00 -0000\n\n", TEN, id="a clock without a zone"
    ),
    pytest.param(b"Date: 99 Foo 2026\n\n", None, id="no date"),
    pytest.param(b"Date: 31 Dec 9999 23:00:00 -1400\n\n", None, id="after time"),
    pytest.param(b"\nDate: Fri, 20 Nov 2026 10:00:00 +0000\n", None, id="in the text"),
    pytest.param(
        b"From a Fri Nov 20\n;;;\nDate: Fri, 20 Nov 2026 10:00:00 +0000\n\n",
        TEN,
        id="broken lines are passed over",
    ),
    pytest.param(
        b"X: " + b"x" * 300_000 + b"\nDate: Fri, 20 Nov 2026 10:00:00 +0000\n\n",
        None,
        id="behind the bound",
    ),
    pytest.param(b"", None, id="nothing"),
]


@pytest.mark.parametrize(("head", "expected"), CASES)
def test_received(head: bytes, expected: datetime | None) -> None:
    assert received(head) == expected


@given(st.binary() | st.text("Dateciv: ;\n 0123456789+-").map(str.encode))
def test_never_raises_and_is_always_aware(head: bytes) -> None:
    moment = received(head)
    assert moment is None or moment.tzinfo is UTC
