"""``agent show``: everything known about a notice, invoice, order, mail or effect."""

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any

from agent.cli.check import INVOICE_OUTCOME, OUTCOME
from agent.cli.lookup import Found, look_up
from agent.cli.output import say, say_json
from agent.cli.places import existing_store
from agent.cli.show_mail import mail_lines, mail_list
from agent.ledger.cases import Body, Case, Invoice, Notice
from agent.ledger.effect_values import Effect
from agent.ledger.effects import SHOWN
from agent.ledger.ledger import Ledger
from agent.ledger.mail_values import StoredMessage
from extractors.values import Cited
from review.escape import shortened
from review.invoice_text import at_stake, comparison, findings, money, sums
from review.places import Places

WIDTH = 98
_DIGEST = re.compile(r"(?<=[0-9a-f]{12})[0-9a-f]{52}")


def show(name: str, store: Path | None, *, as_json: bool) -> int:
    """Print what is known of *name*."""
    ledger = Ledger(existing_store(store).ledger)
    try:
        found = look_up(ledger, name)
        if as_json:
            say_json(as_object(ledger, found))
        else:
            for line in lines(ledger, found):
                say(line)
    finally:
        ledger.close()
    return 0


def as_object(ledger: Ledger, found: Found) -> dict[str, Any]:
    """Return what was found as one JSON object."""
    return {
        "messages": [_message(ledger, message) for message in found.messages],
        "notices": [_case(ledger, notice, "notice") for notice in found.notices],
        "invoices": [_case(ledger, invoice, "invoice") for invoice in found.invoices],
        "effects": [_effect(effect) for effect in found.effects],
    }


def _case(ledger: Ledger, case: Case[Body], what: str) -> dict[str, Any]:
    return {
        "id": case.name,
        "state": case.state,
        "outcome": OUTCOME[case.state],
        "vendor": case.vendor,
        "document": case.document,
        what: case.body.model_dump(mode="json"),
        "issues": [issue.model_dump(mode="json") for issue in case.issues],
        "match": case.match.model_dump(mode="json") if case.match else None,
        "hash": ledger.shown(case)[:SHOWN] if case.match else None,
        "verdicts": [
            {
                "verdict": said.verdict,
                "person": said.person,
                "reason": said.reason,
                "at": said.at,
                "hash": said.shown[:SHOWN],
            }
            for said in ledger.verdicts.of(case.key)
        ],
    }


def _message(ledger: Ledger, message: StoredMessage) -> dict[str, Any]:
    return {
        "id": message.name,
        "message_id": message.message_id,
        "sha256": message.sha256,
        "subject": message.subject,
        "sender": message.sender,
        "received": message.received,
        "kind": message.kind,
        "trust": message.trust,
        "vendor": message.vendor,
        "state": message.state,
        "reason": message.reason,
        "orders": [number.model_dump(mode="json") for number in message.orders],
        "documents": [
            {
                "name": document.name,
                "sha256": document.sha256,
                "media_type": document.media_type,
                "pages": len(document.pages),
                "status": document.status,
                "reason": document.reason,
            }
            for document in ledger.mail.documents_of(message.id)
        ],
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "id": f"E{effect.id}",
        "key": effect.key,
        "channel": effect.channel,
        "state": effect.state,
        "attempts": effect.attempts,
        "request_id": effect.request_id,
        "remote": effect.remote,
        "reason": effect.reason,
        "evidence": effect.evidence,
        "changed_at": effect.changed_at,
        "action": effect.action.model_dump(mode="json"),
    }


def lines(ledger: Ledger, found: Found, *, everything: bool = False) -> Iterator[str]:
    """Yield what was found for people; strangers' words are escaped.

    Args:
        ledger: The store's.
        found: What was asked for.
        everything: All lines of an invoice, those that agree as well.
    """
    if found.night:
        yield from mail_list(found.messages)
        return
    told = {n.message for n in found.notices} | {i.message for i in found.invoices}
    for message in found.messages:
        yield from mail_lines(ledger, message, text=message.id not in told)
    places = Places(ledger.mail.document)
    for notice in found.notices:
        yield from _notice(notice, places)
    for invoice in found.invoices:
        yield from _invoice(ledger, invoice, places, everything=everything)
    for effect in found.effects:
        key = _DIGEST.sub("…", shortened(effect.key, 300))
        yield f"E{effect.id}  {effect.state}  {key}"
        yield f"    {_tries(effect)}"


def _tries(effect: Effect) -> str:
    told = {0: "never sent", 1: "sent once"}
    parts = [told.get(effect.attempts, f"sent {effect.attempts} times")]
    if effect.remote:
        parts.append(f"there {effect.remote}")
    if effect.reason:
        parts.append(effect.reason.value)
    if effect.evidence:
        parts.append(shortened(effect.evidence, 300))
    return ", ".join(parts)


def _notice(notice: Notice, places: Places) -> Iterator[str]:
    body = notice.body
    yield f"N{notice.id}  ship notice, {OUTCOME[notice.state]}, vendor {notice.vendor}"
    facts = [("PO", body.po_number), ("order", body.order_number)]
    facts += [("carrier", body.carrier), ("shipped on", body.ship_date)]  # type: ignore[list-item]
    facts += [("tracking", tracking.number) for tracking in body.tracking]
    for label, fact in facts:
        if fact is not None:
            yield f"    {label:11} {_cited(fact, places)}"
    for line in body.lines:
        sku = line.sku.value if line.sku else shortened(line.description)
        quantity = line.quantity.value if line.quantity else "?"
        yield f"    {'line':11} {quantity} × {shortened(str(sku))}"
    if notice.match:
        if notice.match.orders:
            yield f"    {'matched to':11} {', '.join(notice.match.orders)}"
        for finding in notice.match.findings:
            why = shortened(finding.detail, 300)
            yield f"    {finding.severity}: {finding.code}: {why}"


def _invoice(
    ledger: Ledger, invoice: Invoice, places: Places, *, everything: bool
) -> Iterator[str]:
    body, match = invoice.body, invoice.match
    outcome = INVOICE_OUTCOME[invoice.state]
    kind = body.kind.replace("_", " ")
    stake = at_stake(match, body) if match else None
    lost = f", {money(stake)} at stake" if stake and invoice.state == "flagged" else ""
    yield f"{invoice.name}  {kind}, {outcome}, vendor {invoice.vendor}{lost}"
    facts = (("number", body.number), ("date", body.date), ("PO", body.po_number))
    for label, fact in facts:
        if fact is not None:
            yield f"    {label:11} {_cited(fact, places)}"
    for line in sums(body):
        yield f"    {line}"
    if match is None:
        yield "    It has not been held against the books yet."
        return
    if match.orders:
        yield f"    {'held against':11} {', '.join(match.orders)}"
    for line in comparison(match, everything=everything):
        yield f"    {line}"
    for told in findings(match):
        yield from wrap(
            told,
            WIDTH,
            initial_indent="    ",
            subsequent_indent="      ",
            break_on_hyphens=False,
        )
    for said in ledger.verdicts.of(invoice.key):
        why = f": {shortened(said.reason)}" if said.reason else ""
        yield f"    {said.verdict} by {shortened(said.person)}, {said.at:%d %B %Y}{why}"
    if invoice.state in ("flagged", "open"):
        shown = ledger.shown(invoice)[:SHOWN]
        yield f"    hash {shown}  (decide it: agent review show {invoice.name})"


def _cited(fact: Cited[Any], places: Places) -> str:
    place, value = places.of(fact.evidence), shortened(str(fact.value))
    printed = shortened(fact.evidence.quote, 60)
    return f'{value}  (printed "{printed}", {place})'
