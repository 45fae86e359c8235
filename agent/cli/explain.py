"""``agent explain``: why something was done or not, rule by rule."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

from agent.cli.check import INVOICE_OUTCOME, OUTCOME
from agent.cli.lookup import Found, look_up
from agent.cli.output import say, say_json
from agent.cli.places import existing_store
from agent.cli.show import WIDTH, as_object
from agent.ledger.cases import Invoice, Notice
from agent.ledger.effect_values import Effect
from agent.ledger.ledger import Ledger
from agent.ledger.mail_values import StoredMessage
from extractors.codes import Severity
from extractors.values import MoneyDocument, ShipNotice
from matchers.values import Finding
from review.escape import shortened
from review.invoice_text import comparison, gravest, money
from review.places import Places
from review.reasons import Family, advice

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

_OF_INVOICES = {
    "done": "It was billed, and the bill was read back.",
    "settled": "It is closed without a bill of ours.",
    "flagged": "Nothing was written; a person decides: agent review list.",
    "known": "It is noted; nothing is written for it.",
}


def explain(name: str, store: Path | None, *, as_json: bool) -> int:
    """Print why *name* ended as it did."""
    ledger = Ledger(existing_store(store).ledger)
    try:
        found = look_up(ledger, name)
        if as_json:
            body = as_object(ledger, found)
            say_json(body)
        else:
            for line in _story(ledger, found):
                say(line)
    finally:
        ledger.close()
    return 0


def _story(ledger: Ledger, found: Found) -> Iterator[str]:
    messages = {message.id: message for message in found.messages}
    places = Places(ledger.mail.document)
    cases: tuple[Notice | Invoice, ...] = (*found.notices, *found.invoices)
    for case in cases:
        message = messages.get(case.message)
        effects = [e for e in found.effects if e.notice == case.key]
        yield from _case(case, message, places)
        if isinstance(case.body, MoneyDocument):
            yield from _said(ledger, case.key)
        yield from _end(case, effects)
    if not found.notices and not found.invoices:
        for message in found.messages:
            yield f'{message.name}: mail "{shortened(message.subject)}"'
            yield from _sender(message)
            yield f"  It was read as: {message.kind}. Nothing in it asks for an act."
            if message.reason:
                yield f"  {message.reason}: {advice(message.reason).meaning}"


def _case(
    case: Notice | Invoice, message: StoredMessage | None, places: Places
) -> Iterator[str]:
    yield f"{case.name}: {_title(case)}"
    if message is not None:
        yield from _sender(message)
    match = case.match
    if match is None:
        yield "  It has not been held against any order yet."
        return
    orders = ", ".join(match.orders)
    yield f"  Held against: {orders or 'no order bears this number'}"
    for line in comparison(match):
        yield f"    {line}"
    if not match.findings:
        yield "  No rule had anything to object."
    family: Family = "notice" if isinstance(case.body, ShipNotice) else "invoice"
    for finding in gravest(match) if family == "invoice" else match.findings:
        yield from _finding(finding, family, places)


def _title(case: Notice | Invoice) -> str:
    body = case.body
    printed = body.po_number.value if body.po_number else "not printed"
    if isinstance(body, ShipNotice):
        return f"ship notice for PO {shortened(printed)}: {OUTCOME[case.state]}"
    number = shortened(body.number.value) if body.number else "without a number"
    kind = body.kind.replace("_", " ")
    outcome = INVOICE_OUTCOME[case.state]
    return f"{kind} {number} for PO {shortened(printed)}: {outcome}"


def _said(ledger: Ledger, case: str) -> Iterator[str]:
    for word in ledger.verdicts.of(case):
        why = f": {shortened(word.reason)}" if word.reason else ""
        yield f"  {word.verdict} by {shortened(word.person)}, {word.at:%d %B %Y}{why}"


def _end(case: Notice | Invoice, effects: list[Effect]) -> Iterator[str]:
    for effect in effects:
        told = f"  E{effect.id} {effect.action.kind}: {effect.state}"
        if effect.evidence:
            told += f" ({shortened(effect.evidence, 200)})"
        yield told
    endings = _ENDINGS | (_OF_INVOICES if isinstance(case.body, MoneyDocument) else {})
    if case.match is not None:
        yield f"  {endings[case.state]}"


def _sender(message: StoredMessage) -> Iterator[str]:
    trust = message.trust or "review"
    yield f"  From {shortened(message.sender)}: {_TRUST[trust]}."


def _finding(finding: Finding, family: Family, places: Places) -> Iterator[str]:
    for line in _told(finding, family, places):
        indent = " " * (len(line) - len(line.lstrip()))
        yield from wrap(
            line.strip(),
            WIDTH,
            initial_indent=indent,
            subsequent_indent=f"{indent}    ",
            break_on_hyphens=False,
        )


def _told(finding: Finding, family: Family, places: Places) -> Iterator[str]:
    weight = {Severity.BLOCK: "blocks", Severity.HOLD: "holds", Severity.RETRY: "waits"}
    verb = weight.get(finding.severity, "notes")
    yield f"  {verb}: {finding.code}: {shortened(finding.detail, 400)}"
    if finding.expected or finding.actual:
        yield (
            f"      expected {shortened(finding.expected) or 'nothing'},"
            f" found {shortened(finding.actual) or 'nothing'}"
            + (f", which is {shortened(finding.delta)}" if finding.delta else "")
        )
    if finding.evidence is not None:
        quote = shortened(finding.evidence.quote, 120)
        yield f'      printed: "{quote}" ({places.of(finding.evidence)})'
    if finding.policy:
        yield f"      by policy {shortened(finding.policy)}"
    if finding.at_stake:
        yield f"      at stake: {money(finding.at_stake)}"
    known = advice(finding.code, family)
    yield f"      {known.meaning} {known.todo}"
    if finding.rule:
        yield f"      rule {finding.rule}"
