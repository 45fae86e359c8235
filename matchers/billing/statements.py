"""What an invoice says of itself, before any order is looked at."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
from itertools import chain

from extractors.codes import Reason, Severity
from extractors.values import Cited, Day, MoneyDocument
from matchers.billing.accepted import sentence_of
from matchers.billing.duplicates import KnownInvoices
from matchers.billing.findings import found, from_issue
from matchers.billing.standing import BooksStanding, InvoiceArrival
from matchers.billing.values import Payee
from matchers.findings import listed, quoted
from matchers.trust import sender_findings
from matchers.values import Finding
from matchers.vendors import Vendor

_AHEAD = timedelta(days=1)
"""An invoice may be dated where it is tomorrow already."""
_NEAR_DUE = timedelta(days=1)
"""Days are counted from the invoice's, or from the next one."""
_OLDEST = timedelta(days=366)
_MOST_DIGITS = 11
"""Before the point, and behind it."""
_KEPT = re.compile(r"[A-Za-z0-9 ._/#-]{1,21}")
"""What the books keep of a number, and can be asked for."""


def arrival_findings(
    arrival: InvoiceArrival, accepted: Collection[tuple[str, str]] = ()
) -> Iterator[Finding]:
    """Yield what the sender and the reader give to object to.

    Args:
        arrival: A document of money.
        accepted: Sentences of vendors' forms, which are not asked about again.
    """
    yield from sender_findings(arrival.verdict, arrival.vendor, family="billing")
    vendor = arrival.vendor.key if arrival.vendor else ""
    for issue in arrival.issues:
        known = sentence_of(vendor, issue.detail or "") in accepted
        if not (known and issue.code is Reason.UNCLEAR_WORDS):
            yield from_issue(issue)
    if arrival.reader == "model":
        yield found(
            Reason.INCOMPLETE_READING,
            "only the model read it, and no other reader confirms that",
            rule="model_alone/1",
            actual=arrival.reader,
        )


def document_findings(
    arrival: InvoiceArrival, standing: BooksStanding
) -> Iterator[Finding]:
    """Yield what an invoice lacks, or cannot be right: number, date, total, lines."""
    document = arrival.document
    told = {issue.code for issue in arrival.issues}
    if document.number is None or not document.number.value.strip():
        yield _lacks("number")
    elif not _KEPT.fullmatch(document.number.value.strip()):
        yield found(
            Reason.INCOMPLETE_READING,
            f"the books cannot keep the number {quoted(document.number.value)}",
            rule="number/1",
            actual=document.number.value,
            evidence=document.number.evidence,
        )
    yield from _date(document, standing, told)
    yield from _due(document, arrival.vendor)
    if document.total is None:
        yield _lacks("total")
    elif document.total.value <= 0:
        yield found(
            Reason.ALLOWANCE_WRONG,
            f"the invoice comes to {document.total.value:f}",
            rule="total/1",
            actual=f"{document.total.value:f}",
            evidence=document.total.evidence,
        )
    if not document.lines:
        yield _lacks("lines")


def endless_number(document: MoneyDocument) -> Finding | None:
    """Return why a number is none to reckon with: no sum of ours has so many digits."""
    whole = (
        document.subtotal,
        document.charges,
        document.allowances,
        document.freight,
        document.tax,
        document.total,
        *(charge.amount for charge in document.named_charges),
    )
    of_lines = (
        cited
        for line in document.lines
        for cited in (
            line.quantity,
            line.unit_price,
            line.list_price,
            line.discount,
            line.price_basis,
            line.amount,
        )
    )
    for cited in chain(whole, of_lines):
        if cited is None:
            continue
        exponent = int(cited.value.as_tuple().exponent)
        if cited.value.adjusted() > _MOST_DIGITS or abs(exponent) > _MOST_DIGITS:
            return found(
                Reason.INCOMPLETE_READING,
                f"the number {quoted(str(cited.value))} has too many digits",
                rule="digits/1",
                actual=quoted(str(cited.value)),
                evidence=cited.evidence,
            )
    return None


def _lacks(what: str) -> Finding:
    return found(
        Reason.INCOMPLETE_READING,
        f"no {what} can be read for certain",
        rule=f"{what}/1",
    )


def _date(
    document: MoneyDocument, standing: BooksStanding, told: set[Reason]
) -> Iterator[Finding]:
    if document.date is None:
        if Reason.DATE_IMPLAUSIBLE not in told:
            yield found(
                Reason.DATE_IMPLAUSIBLE,
                "no date can be read for certain",
                rule="date/1",
            )
        return
    day = document.date.value
    if not standing.today - _OLDEST <= day <= standing.today + _AHEAD:
        yield found(
            Reason.DATE_IMPLAUSIBLE,
            f"the invoice is dated {day}, today is {standing.today}",
            rule="date_range/1",
            expected=standing.today,
            actual=day,
            delta=f"{(day - standing.today).days:+d} days",
            evidence=document.date.evidence,
        )
    if standing.closed_until is not None and day <= standing.closed_until:
        yield found(
            Reason.PERIOD_CLOSED,
            f"the invoice is dated {day}, the books are closed until"
            f" {standing.closed_until}",
            rule="period/1",
            expected=standing.closed_until,
            actual=day,
            evidence=document.date.evidence,
        )


def _due(document: MoneyDocument, vendor: Vendor | None) -> Iterator[Finding]:
    """Yield where the invoice wants to be paid on another day than is agreed."""
    agreed = vendor.billing.terms_days if vendor else None
    if agreed is None or document.date is None:
        return
    day = document.date.value
    due = day + timedelta(days=agreed)
    asked = document.due.value if document.due else None
    cited: Cited[Day] | Cited[int] | None = document.due
    if asked is None and document.terms_days is not None:
        asked = day + timedelta(days=document.terms_days.value)
        cited = document.terms_days
    if asked is None or cited is None or abs(asked - due) <= _NEAR_DUE:
        return
    yield found(
        Reason.DUE_DATE_DIFFERS,
        f"due {asked} by the invoice; the bill is due {due}, by the agreed"
        f" {agreed} days",
        rule="due/1",
        expected=due,
        actual=asked,
        delta=f"{(asked - due).days:+d} days",
        evidence=cited.evidence,
    )


def payee_of(
    vendor: Vendor | None, standing: BooksStanding
) -> tuple[Payee | None, tuple[Finding, ...]]:
    """Return the one payee of the books a vendor is, and why there is none."""
    if vendor is None:
        return None, ()
    payees = standing.payees_of(vendor)
    if len(payees) != 1:
        finding = found(
            Reason.SETTINGS_FAULT,
            payee_fault(vendor, payees),
            rule="payee_record/2",
            subjects=[payee.id for payee in payees],
            expected=vendor.billing.payee or vendor.name,
            suggestions=(f"set payee of [vendors.{vendor.key}.billing]",),
        )
        return None, (finding,)
    if not payees[0].active:
        finding = found(
            Reason.VENDOR_ON_HOLD,
            f"the books have made {quoted(payees[0].name)} inactive",
            rule="payee_active/1",
            subjects=(payees[0].id,),
        )
        return payees[0], (finding,)
    return payees[0], ()


def payee_fault(vendor: Vendor, payees: Sequence[Payee]) -> str:
    """Say why the settings name no one payee of the books for *vendor*.

    Args:
        vendor: As the settings have it.
        payees: Those of the books that it may be: none, or several.
    """
    key = f"payee of [vendors.{vendor.key}.billing]"
    if vendor.billing.payee:
        return f"{key} is {quoted(vendor.billing.payee)}, and the books have no such id"
    if not payees:
        return f"{key} is not set, and the books have no vendor {quoted(vendor.name)}"
    ids = listed(payee.id for payee in payees)
    return f"{key} is not set, and {quoted(vendor.name)} is {ids} in the books"


def currency_findings(
    document: MoneyDocument, ours: tuple[str, ...], home: str
) -> Iterator[Finding]:
    """Yield where the invoice's currency is not that of its order and its payee.

    Args:
        document: An invoice; one that names no currency is in the company's own.
        ours: Currencies of orders and payee; empty ones are the company's own.
        home: The company's own.
    """
    printed = document.currency.value.upper() if document.currency else home
    for wanted in sorted({(one or home).upper() for one in ours}):
        if wanted != printed:
            yield found(
                Reason.CURRENCY_MISMATCH,
                f"the invoice is in {quoted(printed)}, the order in {quoted(wanted)}",
                rule="currency/1",
                expected=wanted,
                actual=printed,
                evidence=document.currency.evidence if document.currency else None,
            )


def kin_findings(
    arrival: InvoiceArrival, known: KnownInvoices, vendor: str
) -> Iterator[Finding]:
    """Yield why a document that is no invoice is not billed."""
    document = arrival.document
    number = document.number.value if document.number else ""
    if document.kind == "statement":
        name = f"statement {quoted(number)}" if number else "a statement"
        yield found(
            Reason.STATEMENT_NOT_INVOICE,
            f"{name} lists invoices and is none",
            rule="statement/1",
            evidence=document.number.evidence if document.number else None,
        )
    if document.kind == "credit_memo":
        yield _credit(arrival, known, vendor)


def _credit(arrival: InvoiceArrival, known: KnownInvoices, vendor: str) -> Finding:
    """Say what a credit memo gives back; it is a person's to book."""
    document = arrival.document
    total = document.total.value if document.total else None
    alike = list(known.of_amount(vendor, abs(total))) if total else []
    sources = tuple(one.billed.source for one in alike)
    numbers = (
        ", ".join(quoted(one.billed.number) for one in alike) or "no invoice known"
    )
    what = "" if total is None else f" of {total:f}"
    return found(
        Reason.CREDIT_REBILL_PAIR,
        f"a credit{what}; of the same amount: {numbers}",
        rule="credit/1",
        subjects=sources,
        actual="" if total is None else f"{total:f}",
        evidence=document.total.evidence if document.total else None,
        severity=Severity.HOLD,
        suggestions=("book the credit by hand",),
    )
