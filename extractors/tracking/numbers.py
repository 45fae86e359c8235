"""Is this a tracking number, and whose? Its format weighed against its surroundings.

A true check digit proves little: one random number in ten has the one of some carrier.
A number counts where a label, a column or a carrier's name says what it is, or where
its own letters do.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractors.codes import Reason
from extractors.tracking.candidates import Candidate, candidates
from extractors.tracking.carriers import BY_SCAC, tracking_url
from extractors.tracking.check_digits import gtin, luhn
from extractors.tracking.formats import (
    Format,
    formats,
    freight_carriers,
    near_misses,
    spellings,
)

__all__ = ["Candidate", "Format", "Verdict", "accept", "candidates", "formats"]

_CHECKED_FREIGHT = frozenset({"ODFL"})
"""Freight carriers whose PRO number ends in a Luhn digit."""
_POWER = re.compile(r"\d{1,3}(?:[.,]\d{1,15})?[Ee]\+?\d{1,2}")
"""How a spreadsheet shows a long number in a narrow column: rounded."""
_MISREAD = str.maketrans("OQILSB", "001158")


class Verdict(NamedTuple):
    """What is to be made of one number."""

    number: str
    """Upper case, without blanks and dashes, unless the carrier spells a dash."""
    counts: bool
    """False: nothing says that this is a tracking number; leave it alone."""
    scac: str | None
    """The one carrier the number and the document agree on."""
    verified: bool
    """Its format is known and the document does not contradict it."""
    reason: Reason | None
    """What keeps it from being acted upon."""
    url: str | None = None
    detail: str = ""
    """One sentence for a person, where there is a reason."""

    @property
    def sound(self) -> bool:
        """It may be written to a service."""
        return self.counts and self.verified and self.reason is None


def accept(
    text: str,
    *,
    labelled: bool,
    carriers: Iterable[str] = (),
    column: bool = False,
) -> Verdict:
    """Decide whether *text* is a tracking number and whose.

    Args:
        text: One number as printed; blanks, dashes and case do not matter.
        labelled: A label says so: tracking, PRO, freight bill, waybill.
        carriers: SCACs of the carriers named with it: same row, else same document.
        column: It stands in a column whose header says so.

    >>> accept("1Z5R89390357567127", labelled=False).scac
    'UPSN'
    >>> accept("60120172242323", labelled=True).reason
    <Reason.CARRIER_UNKNOWN: 'carrier_unknown'>
    """
    named = frozenset(carriers)
    context = labelled or column
    if context and rounded(text):
        detail = f"{text!r} is a number that a spreadsheet rounded: ask for the whole"
        return _flagged(text.strip(), Reason.TRACKING_UNVERIFIED, detail)
    spelled = spellings(text)
    if not spelled or not any(map(str.isdigit, spelled[-1])):
        return _leave(spelled[-1] if spelled else text)
    number = spelled[-1]
    found = formats(text)
    fitting = _fitting(found, number, named, context=context)
    if len(fitting) == 1:
        return _accepted(fitting, found, number, context=context)
    if fitting:
        return _flagged(number, Reason.CARRIER_AMBIGUOUS, _both(number, fitting))
    if found and (context or any(f.letter_bearing for f in found)):
        return _not_fitting(number, found, named)
    return _without_format(text, number, named, context=context)


def rounded(text: str) -> bool:
    """Say whether *text* is a power of ten, the digits of whose number are lost.

    >>> rounded("7.94691E+11"), rounded("794691234567")
    (True, False)
    """
    return _POWER.fullmatch(text.strip()) is not None


def _fitting(
    found: Sequence[Format], number: str, named: frozenset[str], *, context: bool
) -> dict[str, Format | None]:
    """Return the carriers that formats and document agree on, each with its format."""
    if named:
        fitting: dict[str, Format | None] = {
            f.scac: f for f in found if f.scac in named and (context or f.telling)
        }
        # FedEx Freight also gives out numbers of the parcel network.
        if "FXFE" in named and "FDEG" not in named and context:
            shared = [f for f in found if f.scac == "FDEG" and f.telling]
            fitting |= dict.fromkeys(("FXFE",), shared[0]) if shared else {}
        if context:
            fitting |= {
                scac: fitting.get(scac)
                for scac in freight_carriers(number) & named
                if scac not in _CHECKED_FREIGHT or luhn(number)
            }
        return fitting
    evident = [f for f in found if f.letter_bearing]
    if evident or not context:
        return {f.scac: f for f in evident if f.scac}
    rivals: dict[str, Format | None] = {
        f.scac: f for f in found if f.scac and f.long_checked
    }
    # A format that proves nothing by itself still casts doubt on another.
    return rivals if any(f.telling for f in found) else {}


def _accepted(
    fitting: dict[str, Format | None],
    found: Sequence[Format],
    number: str,
    *,
    context: bool,
) -> Verdict:
    [(scac, proof)] = fitting.items()
    spelled = proof.number if proof else number
    evident = any(f.letter_bearing for f in found)
    if not context and not evident and gtin(number):
        detail = f"{number!r} is an article number as well, and no label says which"
        return _flagged(number, Reason.TRACKING_UNVERIFIED, detail)
    return Verdict(
        number=spelled,
        counts=True,
        scac=scac,
        verified=True,
        reason=None,
        url=tracking_url(scac, spelled),
    )


def _not_fitting(
    number: str, found: Sequence[Format], named: frozenset[str]
) -> Verdict:
    """Explain a number that has a format, but not one the document agrees with."""
    whose = {f.scac: f for f in found if f.scac}
    if not named:
        if len(whose) > 1:
            return _flagged(number, Reason.CARRIER_AMBIGUOUS, _both(number, whose))
        detail = f"{number!r} could be anybody's: no carrier is named with it"
        return _flagged(number, Reason.CARRIER_UNKNOWN, detail)
    if any(f.telling for f in found):
        detail = (
            f"{number!r} is a number of {_names(whose) or 'a foreign post'},"
            f" but {_names(named)} is named with it"
        )
        return _flagged(number, Reason.CARRIER_AMBIGUOUS, detail)
    detail = f"{number!r} has no format of {_names(named)}, which is named with it"
    return _flagged(number, Reason.TRACKING_UNVERIFIED, detail)


def _without_format(
    text: str, number: str, named: frozenset[str], *, context: bool
) -> Verdict:
    """Explain a number no format accepts, or leave it alone without context."""
    missed = [f for f in near_misses(text) if _expected(f, named, context=context)]
    checked = context and _CHECKED_FREIGHT & named & freight_carriers(number)
    folded = _misread(number, named) if context or missed else ""
    if missed or checked:
        whose = _names({f.scac for f in missed if f.scac} | (checked or frozenset()))
        detail = f"{number!r}: wrong check digit for {whose or 'a postal number'}"
        return _flagged(number, Reason.TRACKING_CHECK_DIGIT, detail + folded)
    if not context:
        return _leave(number)
    if named and not named & BY_SCAC.keys():
        detail = f"{number!r}: the carrier named with it is not known"
        return _flagged(number, Reason.CARRIER_UNKNOWN, detail + folded)
    detail = f"{number!r} is printed as a tracking number and has no known format"
    return _flagged(number, Reason.TRACKING_UNVERIFIED, detail + folded)


def _expected(missed: Format, named: frozenset[str], *, context: bool) -> bool:
    """Say whether only the check digit keeps the number from being this one."""
    if missed.definition == "ups":
        return True  # nothing else begins with 1Z and is as long
    if named:
        return missed.scac in named and (context or missed.letter_bearing)
    return context and missed.telling


def _misread(number: str, named: frozenset[str]) -> str:
    """Return half a sentence when letters read as digits would explain the failure."""
    # The letters that open a number belong there.
    opening = re.match(r"1Z|[A-Z]*", number)
    kept = opening.end() if opening else 0
    for start in (kept, 0):
        folded = number[:start] + number[start:].translate(_MISREAD)
        if folded == number:
            continue
        whose = {f.scac for f in formats(folded) if not named or f.scac in named}
        if whose:
            return f"; read as {folded!r} it would be right"
    return ""


def _both(number: str, fitting: Iterable[str]) -> str:
    return f"{number!r} fits {_names(fitting)} alike"


def _names(scacs: Iterable[str]) -> str:
    names = (BY_SCAC[s].name if s in BY_SCAC else s for s in sorted(scacs))
    return " and ".join(names)


def _flagged(number: str, reason: Reason, detail: str) -> Verdict:
    return Verdict(
        number=number,
        counts=True,
        scac=None,
        verified=False,
        reason=reason,
        detail=detail,
    )


def _leave(number: str) -> Verdict:
    return Verdict(number, counts=False, scac=None, verified=False, reason=None)
