"""Where the money would go: whatever differs from what is known holds the invoice."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from extractors.codes import Reason
from extractors.values import PaymentDetail
from matchers.billing.findings import found
from matchers.findings import listed, quoted
from matchers.values import Finding
from matchers.vendors import Vendor

_BANK = frozenset({"iban", "bic", "routing", "account"})
_NAMES = {
    "iban": "an IBAN",
    "bic": "a BIC",
    "routing": "a routing number",
    "account": "an account number",
    "remit_to": "an address to pay to",
    "payment_contact": "a contact for payments",
}
_FORM = re.compile(
    r"(?<=\w{3})(?:INCORPORATED|INC|LLC|LTD|LIMITED|CORPORATION|CORP|COMPANY|COINC|CO|GMBH"
    r"|LLP|BV|SRL|SARL|SAS|SA|AG)$"
)
_SEPARATORS = re.compile(r"[\W_]+")


def canonical_fingerprint(fingerprint: str) -> str:
    """Return a payment detail's kind with the letters and digits of its value.

    >>> canonical_fingerprint("remit_to: P.O. Box 12, Reno")
    'remit_to:POBOX12RENO'
    """
    kind, _, value = fingerprint.partition(":")
    text = unicodedata.normalize("NFKC", value).upper()
    return f"{kind.strip().lower()}:{_SEPARATORS.sub('', text)}"


def payee_findings(
    payment: Iterable[PaymentDetail], vendor: Vendor | None
) -> Iterator[Finding]:
    """Yield one finding for each payment detail that is not the vendor's known one.

    Hidden ones and words that announce a change are findings whatever is known, and so
    is every detail of a vendor of whom nothing is known. A contact for questions counts
    only beside bank details or such words: many mails name one.
    """
    details = tuple(payment)
    known = frozenset(
        map(canonical_fingerprint, vendor.billing.payment if vendor else ())
    )
    grave = any(d.kind in _BANK or d.kind == "announced" for d in details)
    told: set[tuple[str, bool]] = set()
    for detail in details:
        fingerprint = canonical_fingerprint(detail.fingerprint)
        if (fingerprint, detail.hidden) in told:
            continue
        told.add((fingerprint, detail.hidden))
        same = fingerprint in known or _is_name(fingerprint, known, vendor)
        why = _objection(detail, known, same=same, grave=grave)
        if why:
            yield _payee_changed(detail, why, known, vendor)


def _is_name(fingerprint: str, known: frozenset[str], vendor: Vendor | None) -> bool:
    """Say whether it is no address, but the vendor's name or that of a known one."""
    if vendor is None or not fingerprint.startswith("remit_to:"):
        return False
    if _bare(fingerprint) == _bare(canonical_fingerprint(f"remit_to:{vendor.name}")):
        return True
    lettered = not any(c.isdigit() for c in fingerprint)
    return lettered and any(_begins(one, fingerprint) for one in known)


def _bare(name: str) -> str:
    """Return a name without the form of its company: a vendor is pinned without it."""
    return _FORM.sub("", name)


def _begins(known: str, name: str) -> bool:
    """Say whether a known address begins with *name*: a number or a box follows it."""
    rest = known.removeprefix(name)
    return rest != known and bool(re.match(r"[0-9]|POBOX|DEPT|LOCKBOX|BOX", rest))


def _objection(
    detail: PaymentDetail, known: frozenset[str], *, same: bool, grave: bool
) -> str:
    """Return what speaks against *detail*; empty when nothing does."""
    if detail.kind == "announced":
        return f"the mail says that payment details change: {quoted(detail.value)}"
    what = f"{_NAMES[detail.kind]}, {quoted(detail.value)},"
    if detail.hidden:
        return f"{what} stands where nobody would see it"
    if same or (detail.kind == "payment_contact" and not grave):
        return ""
    if not any(one.startswith(f"{detail.kind}:") for one in known):
        return f"{what} is given, and none is on file"
    return f"{what} is not the one on file"


def _payee_changed(
    detail: PaymentDetail, why: str, known: frozenset[str], vendor: Vendor | None
) -> Finding:
    name = vendor.name if vendor else "the vendor"
    phone = (
        f"the number on file, {vendor.phone}"
        if vendor and vendor.phone
        else "a number you know, for none is on file"
    )
    return found(
        Reason.PAYEE_CHANGED,
        f"{why}; call {name} at {phone}, never at one from the mail",
        rule="payee/1",
        subjects=(detail.fingerprint,),
        expected=listed(one for one in known if one.startswith(f"{detail.kind}:")),
        actual=detail.value,
        evidence=detail.evidence,
        suggestions=(f"call {name} at {phone}",),
    )
