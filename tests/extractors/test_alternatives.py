"""Plain text and HTML of one mail must name the same parcels, orders and amounts."""

from email.message import EmailMessage
from typing import NamedTuple

import pytest

from extractors.codes import Reason
from extractors.reading import read
from extractors.values import Reading

ONE, OTHER = "1Z5R89390357567127", "1Z879E930346834440"
NOTICE = "Your order has shipped.\nPO: {po}\nTracking number: {number}\n{more}\n"
CELLS = (
    "<p>{more}</p><table><tr><td>PO</td><td>Tracking number</td></tr>"
    "<tr><td>{po}</td><td>{number}</td></tr></table>"
)
LINES = (
    "<p>Your order has shipped.</p><p>PO: {po}</p>"
    "<p>Tracking number: {number}</p>{more}"
)


class Case(NamedTuple):
    """What the two forms say; by default the same."""

    id: str
    po: str = "48960"
    number: str = ONE
    plain: str = ""
    html: str = ""
    apart: bool = True


CASES = [
    Case("the same", apart=False),
    Case("another purchase order", po="48961"),
    Case("another parcel", number=OTHER),
    Case("another amount", plain="Total: $120.00", html="<p>Total: $210.00</p>"),
    Case(
        "an amount written otherwise",
        plain="Total: 120.00",
        html="<p>Total: $120.00</p>",
        apart=False,
    ),
    Case("an amount in one alone", html="<p>Total: $210.00</p>", apart=False),
    Case(
        "other advertisements",
        plain="Save 20 % on lamps!",
        html="<p>Now 25 % off lamps</p>",
        apart=False,
    ),
    Case(
        "an address behind a link",
        plain="Track it: https://mill.example/t?n=77120",
        html='<p><a href="https://mill.example/t?n=77120">Track it</a></p>',
        apart=False,
    ),
    Case(
        "another year at the foot",
        plain="(c) 2025 Mill Inc.",
        html="<p>(c) 2026 Mill Inc.</p>",
        apart=False,
    ),
    Case(
        "hidden text in the HTML",
        html='<p style="display:none">Tracking number: ' + OTHER + "</p>",
        apart=False,
    ),
]


def mail(case: Case, form: str) -> Reading:
    message = EmailMessage()
    message["From"], message["Message-ID"] = "a@mill.example", "<1@mill.example>"
    message["Subject"] = "Shipped"
    message.set_content(NOTICE.format(po="48960", number=ONE, more=case.plain))
    html = form.format(po=case.po, number=case.number, more=case.html)
    message.add_alternative(f"<html><body>{html}</body></html>", subtype="html")
    return read(message.as_bytes(), "a.eml")


@pytest.mark.parametrize("form", [LINES, CELLS], ids=["lines", "cells"])
@pytest.mark.parametrize("case", [pytest.param(c, id=c.id) for c in CASES])
def test_forms_that_differ_in_a_fact_are_held(case: Case, form: str) -> None:
    reading = mail(case, form)

    codes = {issue.code for issue in reading.issues}
    assert (Reason.READERS_DISAGREE in codes) is case.apart
    records = [e for e in reading.extractions if e.record]
    assert records
    for extraction in records:
        held = Reason.READERS_DISAGREE in {issue.code for issue in extraction.issues}
        assert held is case.apart


def test_the_issue_names_both() -> None:
    [issue] = mail(Case("another parcel", number=OTHER), LINES).issues

    assert ONE in issue.detail
    assert OTHER in issue.detail
