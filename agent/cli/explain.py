"""``agent explain``: why something was done or not, rule by rule."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from agent.cli.check import OUTCOME
from agent.cli.lookup import Found, look_up
from agent.cli.output import say
from agent.cli.places import existing_store
from agent.cli.show import as_object
from agent.ledger.cases import Notice
from agent.ledger.effects import Effect
from agent.ledger.ledger import Ledger
from agent.ledger.mail import StoredMessage
from extractors.codes import Severity
from matchers.values import Finding
from review.escape import shortened
from review.reasons import advice

_TRUST = {
    "trusted": "the sender is pinned and the receiving server vouches for it",
    "review": "the sender is not certain enough to act on its word alone",
    "quarantine": "the sender is not believed: nothing of it is acted on",
    "ignore": "an automatic mail: nothing follows from it",
}
_ENDINGS = {
    "done": "Everything that follows from it was written and read back.",
    "settled": "The services showed it already; nothing had to be written.",
    "flagged": "Nothing was written; a person decides.",
    "known": "A policy names it as a known exception; nothing was written.",
    "open": "It is decided again in the next run.",
    "expired": "It stayed open too long and is decided no more.",
}


def explain(name: str, store: Path | None, *, as_json: bool) -> int:
    """Print why *name* ended as it did."""
    ledger = Ledger(existing_store(store).ledger)
    try:
        found = look_up(ledger, name)
        if as_json:
            body = as_object(ledger, found)
            sys.stdout.write(json.dumps(body, ensure_ascii=False, default=str) + "\n")
        else:
            for line in _story(found):
                say(line)
    finally:
        ledger.close()
    return 0


def _story(found: Found) -> Iterator[str]:
    messages = {message.id: message for message in found.messages}
    for notice in found.notices:
        effects = [e for e in found.effects if e.notice == notice.key]
        yield from _notice(notice, messages.get(notice.message), effects)
    if not found.notices:
        for message in found.messages:
            yield from _sender(message)
            yield f"  It was read as: {message.kind}. No ship notice was found in it."
            if message.reason:
                yield f"  {message.reason}: {advice(message.reason).meaning}"


def _notice(
    notice: Notice, message: StoredMessage | None, effects: list[Effect]
) -> Iterator[str]:
    po_number = notice.body.po_number.value if notice.body.po_number else "not printed"
    outcome = OUTCOME[notice.state]
    yield f"N{notice.id}: ship notice for PO {shortened(po_number)}: {outcome}"
    if message is not None:
        yield from _sender(message)
    if notice.match is None:
        yield "  It has not been held against any order yet."
        return
    orders = ", ".join(notice.match.orders)
    yield f"  Held against: {orders or 'no order bears this number'}"
    if not notice.match.findings:
        yield "  No rule had anything to object."
    for finding in notice.match.findings:
        yield from _finding(finding)
    for effect in effects:
        told = f"  E{effect.id} {effect.action.kind}: {effect.state}"
        if effect.evidence:
            told += f" ({shortened(effect.evidence, 200)})"
        yield told
    yield f"  {_ENDINGS[notice.state]}"


def _sender(message: StoredMessage) -> Iterator[str]:
    trust = message.trust or "review"
    yield f"  From {shortened(message.sender)}: {_TRUST[trust]}."


def _finding(finding: Finding) -> Iterator[str]:
    weight = {Severity.BLOCK: "blocks", Severity.HOLD: "holds", Severity.RETRY: "waits"}
    verb = weight.get(finding.severity, "notes")
    yield f"  {verb}: {finding.code}: {shortened(finding.detail, 400)}"
    if finding.expected or finding.actual:
        yield (
            f"      expected {shortened(finding.expected) or 'nothing'},"
            f" found {shortened(finding.actual) or 'nothing'}"
        )
    if finding.evidence is not None:
        quote = shortened(finding.evidence.quote, 120)
        yield f'      printed: "{quote}" (p. {finding.evidence.page})'
    if finding.policy:
        yield f"      by policy {shortened(finding.policy)}"
    known = advice(finding.code)
    yield f"      {known.meaning} {known.todo}"
    if finding.rule:
        yield f"      rule {finding.rule}"
