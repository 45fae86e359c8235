"""What the ledger knows of vendors: how clean their nights were, and who is missing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from agent.ledger.cases import Invoice, Notice
from agent.ledger.effect_values import Effect
from agent.ledger.ledger import Ledger
from agent.ledger.mail_values import StoredMessage
from extractors.codes import Severity
from extractors.values import MoneyDocument, ShipNotice
from matchers.billing.values import CreateBill
from matchers.domains import FREEMAIL, ascii_domain, canonical_address
from matchers.likeness import lookalike, mixed_script
from matchers.receivers import ANY, Receiver
from matchers.trust import proved
from matchers.vendors import Vendors

_BUSINESS = frozenset({"ship_notice", "invoice", "credit_memo", "statement"})
_STOPS = frozenset({Severity.BLOCK, Severity.HOLD})
_WRITTEN = frozenset({"done", "approved", "planned", "shadow", "deferred"})


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """One document of a vendor and what came of it, or would have."""

    id: str
    """``N12`` or ``I3``."""
    kind: str
    """``ship_notice``, ``invoice``, ``credit_memo`` or ``statement``."""
    number: str
    """Of the purchase order, or of the invoice."""
    state: str
    codes: tuple[str, ...]
    """Of what speaks against it; empty: nothing."""
    writes: tuple[str, ...]
    """Kinds of its writes that were made, or would be."""
    total: str = ""
    """What its bill comes to, with the currency."""
    approved: bool = False
    """A person let it pass, and it was written."""
    rejected: bool = False
    """A person said no to it, or to one of its writes."""
    edited: bool = False
    """A person had to explain a part number on it."""
    shadow: bool = False
    """Its writes were only planned, in a night that writes nothing."""

    @property
    def acts(self) -> bool:
        """It is of a kind that can lead to a write."""
        return self.kind in {"ship_notice", "invoice"}

    @property
    def certain(self) -> bool:
        """It would be written without a person if the vendor were at auto."""
        return not self.codes and bool(self.writes)

    @property
    def same(self) -> bool:
        """People did by themselves what a night that writes nothing had planned."""
        return self.shadow and self.state == "settled"

    @property
    def otherwise(self) -> bool:
        """People did something else than such a night had planned."""
        return self.shadow and self.state == "flagged"

    @property
    def confirmed(self) -> bool:
        """A person agreed with it, by a word or by doing the same."""
        return self.approved or self.same

    @property
    def unclean(self) -> bool:
        """Something or somebody spoke against it, or it was never answered."""
        put_right = self.rejected or self.edited or self.otherwise
        return bool(self.codes) or put_right or self.state in {"flagged", "expired"}


def outcomes(ledger: Ledger, vendor: str) -> tuple[CaseOutcome, ...]:
    """Return every decided document of *vendor*, oldest first."""
    cases: list[Notice | Invoice] = [*ledger.notices.all(), *ledger.invoices.all()]
    mine = [case for case in cases if case.vendor == vendor and case.match]
    explained = frozenset(
        row.document for row in ledger.aliases.all() if row.alias.vendor == vendor
    )
    return tuple(
        _outcome(ledger, case, edited=case.document in explained)
        for case in sorted(mine, key=lambda case: (case.message, case.id))
    )


def _outcome(ledger: Ledger, case: Notice | Invoice, *, edited: bool) -> CaseOutcome:
    effects = ledger.effects.of_notice(case.key)
    findings = case.match.findings if case.match else ()
    body = case.body
    number = body.number if isinstance(body, MoneyDocument) else body.po_number
    said = {word.verdict for word in ledger.verdicts.of(case.key)}
    spoken = "approved" in said or any(map(ledger.effects.approved, _keys(effects)))
    refused = "rejected" in said or any(map(ledger.effects.refused, _keys(effects)))
    return CaseOutcome(
        id=case.name,
        kind=body.kind,
        number=number.value if number else "",
        state=case.state,
        codes=tuple(
            dict.fromkeys(f.code.value for f in findings if f.severity in _STOPS)
        ),
        writes=tuple(
            dict.fromkeys(e.action.kind for e in effects if e.state in _WRITTEN)
        ),
        total=_total(effects),
        approved=spoken and case.state == "done",
        rejected=refused,
        edited=edited,
        shadow=any(effect.state == "shadow" for effect in effects),
    )


def _keys(effects: Iterable[Effect]) -> Iterator[str]:
    return (effect.key for effect in effects)


def _total(effects: Iterable[Effect]) -> str:
    bills = [e.action for e in effects if isinstance(e.action, CreateBill)]
    return f"{bills[0].total:,.2f} {bills[0].currency}" if bills else ""


def clean_in_a_row(found: Iterable[CaseOutcome]) -> int:
    """Return how many of the last documents a person confirmed, with none unclean."""
    acting = [outcome for outcome in found if outcome.acts]
    count = 0
    for outcome in reversed(acting):
        if outcome.unclean:
            break
        count += outcome.confirmed
    return count


@dataclass(slots=True)
class Suggestion:
    """A sender with business of ours who is pinned to nobody."""

    key: str
    """Of the vendor whose domain it is; else made of the domain."""
    pinned: bool
    """There is such a vendor: only the address is new."""
    documents: int = 0
    addresses: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    carriers: Counter[str] = field(default_factory=Counter)
    payment: Counter[str] = field(default_factory=Counter)
    """Fingerprints its documents print: to be confirmed by telephone, never taken."""
    domain: str = ""
    """Empty for a freemail address."""


def suggestions(
    ledger: Ledger,
    vendors: Vendors,
    *,
    least: int,
    receivers: Mapping[str, Receiver],
) -> list[Suggestion]:
    """Return who sent at least so many authenticated notices and invoices unpinned.

    Look-alikes of pinned domains are no suggestion, however often they write.
    """
    found: dict[str, Suggestion] = {}
    for message in ledger.mail.stored_since(datetime(1970, 1, 1, tzinfo=UTC)):
        mail = message.mail
        if mail is None or message.kind not in _BUSINESS:
            continue
        if not proved(mail, receivers.get(message.mailbox, ANY)):
            continue
        address = canonical_address(mail.senders[0].address)
        domain = ascii_domain(address.rpartition("@")[2])
        vendor = vendors.by_address(address) or vendors.by_domain(domain)
        if vendor and (not vendor.senders or address in vendor.senders):
            continue
        if not vendor and (
            mixed_script(domain)
            or (domain not in FREEMAIL and lookalike(domain, vendors.domains))
        ):
            continue
        freemail = domain in FREEMAIL
        known = found.setdefault(
            address if freemail else domain,
            Suggestion(
                vendor.key if vendor else _key(address if freemail else domain),
                pinned=vendor is not None,
                domain="" if freemail else domain,
            ),
        )
        _count(ledger, message, known)
        known.addresses[address] += 1
        known.names[mail.senders[0].name] += 1
    ranked = sorted(found.values(), key=lambda each: -each.documents)
    return [each for each in ranked if each.documents >= least]


def _count(ledger: Ledger, message: StoredMessage, known: Suggestion) -> None:
    known.documents += 1
    for document in ledger.mail.documents_of(message.id):
        for extraction in ledger.mail.extractions_of(document.sha256):
            record = extraction.record
            if isinstance(record, ShipNotice) and record.carrier:
                known.carriers[record.carrier.value] += 1
            if isinstance(record, MoneyDocument):
                known.payment.update(
                    {d.fingerprint for d in record.payment if not d.hidden}
                )


def _key(name: str) -> str:
    """Make a key of a domain's first label or of what stands before the @."""
    first = name.partition("@")[0] if "@" in name else name.partition(".")[0]
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in first.lower())
    return kept.strip("-")[:63] or "vendor"
