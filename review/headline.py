"""The sentences that text and HTML summary share."""

from datetime import date

from review.escape import shortened
from review.values import Letter, NightReport

LETTERS = 5
"""Letters of vendors that are listed: a summary takes two minutes to read."""


def title(report: NightReport) -> str:
    """Return who, which night, how far it may go and how it ended."""
    day = date.fromisoformat(report.night)
    when = f"{day:%A} {day.day} {day:%B %Y}"
    line = f"Nightclerk · {shortened(report.store, 60)} · night of {when}"
    if report.mode != "auto":
        line += f" · {report.mode}"
    if report.ending != "complete":
        line += f" · {report.ending.upper()}"
    return line


def counts_line(report: NightReport) -> str:
    """Return the figures of the night in one line."""
    notices = report.notices
    parts = [f"{notices.done} done", f"{notices.flagged} flagged"]
    parts.append(_plural(notices.known, "known exception"))
    if notices.waiting:
        parts.append(f"{notices.waiting} waiting")
    whole = _plural(notices.processed, "ship notice")
    return f"{' · '.join(parts)} — {whole} in {_plural(report.messages, 'message')}"


def invoices_line(report: NightReport) -> str:
    """Return the figures of the night's invoices; empty where none was decided on."""
    invoices = report.invoices
    if not invoices.processed:
        return ""
    parts = [f"{invoices.billed} billed", f"{invoices.flagged} flagged"]
    if invoices.settled:
        parts.append(f"{invoices.settled} closed without a bill")
    if invoices.known:
        parts.append(_plural(invoices.known, "known exception"))
    if invoices.waiting:
        parts.append(f"{invoices.waiting} waiting")
    return f"{' · '.join(parts)} — {_plural(invoices.processed, 'invoice')}"


def effects_line(report: NightReport) -> str:
    """Return what was written outside, and that it was read back."""
    if report.mode == "shadow":
        return (
            "Shadow night: nothing was written; what would have been is listed below."
        )
    written = report.fulfillments + report.confirmations + report.bills
    if not written:
        return "Nothing was written to any service."
    now = report.fulfillments_now + report.confirmations_now + report.bills_now
    again = "" if now == written else f" ({now} of them in this run)"
    parts = [
        f"{_plural(report.fulfillments, 'fulfilment')} in Shopify",
        f"{_plural(report.confirmations, 'confirmation')} on Amazon",
    ]
    if report.invoices.processed:
        parts.append(f"{_plural(report.bills, 'bill')} in QuickBooks")
    return f"{', '.join(parts)}{again}; each was read back after it was written."


def orders_named(letter: Letter) -> str:
    """Return which orders a letter names, in a few words; empty for none.

    >>> orders_named(Letter("M1", ("48201", "48202", "48203"), "", "", "", ""))
    'PO 48201 and 2 more'
    >>> orders_named(Letter("M1", ("48201",), "", "", "", "", differs=True))
    'PO 48201, not as ordered'
    """
    named = ""
    if letter.orders:
        first, *rest = letter.orders
        more = f" and {len(rest)} more" if rest else ""
        named = f"PO {shortened(first, 30)}{more}"
    return ", ".join(filter(None, (named, "not as ordered" if letter.differs else "")))


def more_letters(report: NightReport) -> str:
    """Return how many letters are not listed and what lists them; empty for none."""
    more = len(report.letters) - LETTERS
    return f"and {more} more: agent show {report.night}" if more > 0 else ""


def model_line(report: NightReport) -> str:
    """Return what the second reader did, or would have been asked."""
    if report.model_asked:
        asked = _plural(report.model_asked, "document")
        return f"model: read {asked} for {report.model_cost_usd} USD"
    if report.model_would_ask:
        would = _plural(report.model_would_ask, "document")
        return f"model: none configured; it would have been asked about {would}"
    return ""


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
