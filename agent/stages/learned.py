"""What tonight's invoices say of the aliases that persons made: used, or doubted."""

from datetime import datetime

from agent.ledger.cases import Invoice
from agent.ledger.ledger import Ledger
from extractors.codes import Reason
from matchers.billing.aliases import canonical_part
from matchers.values import Match


def count_uses(ledger: Ledger, invoice: Invoice, match: Match) -> None:
    """Count each alias once for the document it served on."""
    served = {
        (canonical_part(line.part_number), line.rule == "once")
        for line in match.lines
        if line.rule in {"alias", "once"}
    }
    with ledger.transaction():
        for part_number, once in sorted(served):
            ledger.aliases.used(
                invoice.vendor or "",
                part_number,
                document=invoice.document if once else None,
            )


def doubt(ledger: Ledger, invoice: Invoice, match: Match, at: datetime) -> None:
    """Let an alias decide no more that this document speaks against."""
    against = {
        finding.subjects[0]
        for finding in match.findings
        if finding.code is Reason.ALIAS_CONFLICT and finding.subjects
    }
    doubted = {
        canonical_part(line.part_number)
        for line in match.lines
        if f"line {line.line + 1}" in against and line.rule != "once"
    }
    if not doubted:
        return
    with ledger.transaction():
        for part_number in sorted(doubted):
            ledger.aliases.contradicted(invoice.vendor or "", part_number, at)
