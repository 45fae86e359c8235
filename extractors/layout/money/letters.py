"""What a mail says of the invoice it brings: subject and text count as the page does.

A letter speaks otherwise than a paper: "please ignore the attached invoice" stands on
none. And it says of every invoice that "a copy is attached", which on a paper is a
stamp and here means nothing.
"""

import re
from collections.abc import Iterable, Iterator

from extractors.codes import Reason
from extractors.layout.bodies import unquoted
from extractors.layout.money.said import PRINTED, Table, said_against, words
from extractors.layout.money.spoken import spoken_against
from extractors.layout.money.stamps import stamp_issue
from extractors.layout.page.rows import page_rows
from extractors.sought import folded
from extractors.values import Document, Issue, Mail

_INVOICE = (
    r"(?:invoices?|bills?|rechnung(?:en)?|factures?|facturas?|fattur[ae]|facturen"
    r"|factuur|faturas?|faktur[ay]?)"
)
_ITS = (
    r"(?:(?:the|this|our|my|your|attached|enclosed|tax|sent|earlier|above|die|diese"
    r"|unsere|beigef[üu]gte|angeh[äa]ngte|la|cette|notre|esta|nuestra|adjunta|questa"
    r"|nostra|allegata|de|deze|onze|bijgevoegde) )"
)
_GONE = (
    r"(?:cancel+ed|void(?:ed)?|withdrawn|recalled|retracted|reversed|rescinded"
    r"|storniert|zur[üu]ckgezogen|ung[üu]ltig|gegenstandslos|annul[ée]e|anulada"
    r"|cancelada|annullata|stornata|geannuleerd|ingetrokken|vervallen)"
)
_IS = (
    r"(?:is|are|was|were|has been|have been|had to be|ist|wurde|est|a [ée]t[ée]|fue"
    r"|ha sido|est[áa]|[èe]|[èe] stata|wordt|werd) (?:now |since |hereby |hiermit )?"
)
_OF_LETTERS: Table = (
    (
        Reason.INCOMPLETE_READING,
        words(
            rf"\b(?:ignore|disregard|discard|delete|void|do not (?:pay|process|book"
            rf"|use|enter)|don['’]t (?:pay|process|book|use)|ignorieren sie"
            rf"|vernichten sie|ne (?:payez|r[ée]glez) pas|ne tenez pas compte de"
            rf"|ignorez|no paguen?|ignoren?|hagan? caso omiso de|non pagate|ignorate"
            rf"|negeer|betaal niet|n[ãa]o paguem?|ignorem?) {_ITS}{{0,3}}{_INVOICE}\b"
            rf"|\b{_INVOICE}(?: [\w-]*[0-9][\w-]*)? {_IS}{_GONE}\b"
            rf"|\b(?:have|had|we|haben|avons|hemos|abbiamo|hebben) "
            rf"{_ITS}{{0,3}}(?:{_INVOICE} )?(?:[\w-]*[0-9][\w-]* )?{_GONE}\b"
            rf"|\b{_GONE} {_ITS}{{0,3}}{_INVOICE}\b"
            rf"|\b{_INVOICE}\b[^.;!?]{{0,40}}\b(?:by mistake|in error|erroneously"
            rf"|versehentlich|irrt[üu]mlich|par erreur|por error|per errore"
            rf"|per (?:ongeluk|vergissing)|por engano)\b"
            rf"|\b(?:by mistake|in error|erroneously|versehentlich|irrt[üu]mlich"
            rf"|par erreur|por error|per errore|per vergissing|por engano)\b"
            rf"[^.;!?]{{0,40}}\b{_INVOICE}\b"
            rf"|\b{_INVOICE} (?:has|have|had|contains?|shows?|with|is|was) "
            rf"(?:an? |the )?(?:wrong|incorrect|mistaken?|errors?|typo)\b"
        ),
        "is taken back by the mail that brings it",
    ),
    (
        Reason.REVISED_INVOICE,
        words(
            r"\b(?:credit (?:memo|note)|gutschrift|avoir|nota de (?:cr[ée]dito|abono)"
            r"|nota di credito|creditnota) (?:(?:is |will be )?(?:to )?(?:follow|sent"
            r"|issued)s?|folgt|suit|suivra|sigue|seguir[áaà]|segue|volgt)\b"
            r"|\b(?:correct(?:ed)?|right|revised|replacement|proper|final|actual) "
            r"(?:one|version|copy|bill|invoice)\b[^.;!?]{0,20}"
            r"\b(?:follows?|to follow|will (?:follow|be (?:sent|issued|mailed))"
            r"|(?:is|are) (?:sent|issued|coming)|tomorrow|shortly|next week)\b"
        ),
        "is to be corrected, says the mail that brings it",
    ),
    (
        Reason.DUPLICATE_SUSPECT,
        words(
            r"\bpaid (?:tax )?invoice\b|\bpayment reminder\b|\b(?:is|are|now) "
            r"(?:\w+ )?(?:over ?due|past due)\b|\bno action (?:is )?(?:required"
            r"|needed|necessary)\b|\bnothing (?:is )?(?:due|to pay)\b"
            r"|\bzahlungserinnerung\b|\b(?:bereits|schon) (?:bezahlt|beglichen)\b"
            r"|\bd[ée]j[àa] (?:pay[ée]e?|r[ée]gl[ée]e?)\b|\bya (?:est[áa] )?pagad[ao]\b"
            r"|\bgi[àa] (?:stata )?pagat[ao]\b|\b(?:al|reeds) (?:betaald|voldaan)\b"
        ),
        "is paid, or reminded of, says the mail that brings it",
    ),
    (
        Reason.INCOMPLETE_READING,
        words(
            r"\b(?:attached|enclosed|this|the) (?:\w+ )?draft\b|\bdraft of (?:the|our"
            r"|your)\b|\bpro ?forma\b|\b(?:invoice|bill) (?:you )?in advance\b"
            r"|\bgoods (?:will )?(?:be )?ship(?:ped)? (?:when|once|after|upon|as)\b"
            r"|\bship (?:when|once|after|as soon as) (?:we|your|the) \w* ?\w* ?pay"
            r"|\bwill be credited\b|\bcredited (?:once|when|after|upon)\b"
        ),
        "asks for money in advance, or is none yet",
    ),
)
_MEANT_OTHERWISE = words(
    r"\b(?:copy|copies|reprint|duplicate|kopie|copie|copia|duplicado|duplicato)"
    r"(?: of| de| di| der| della| van)?\b"
)
"""A letter brings "a copy of our invoice" and means the invoice."""
_OFFERED = re.compile(
    r"\b(?:enrol+|sign\W+up|set\W+up|want|would\W+like|can|may|available|easy|try)\b"
    r"[^.;!?]{0,60}$",
    re.IGNORECASE,
)
"""What is offered has not happened: "you can sign up for autopay"."""
_PART = re.compile(r"\s*(?:[:|()\[\]]|\s[–—-]\s)\s*")
_ANSWER = re.compile(r"^(?:(?:re|aw|sv|antw|fwd?|wg|tr)\s*:\s*)+", re.IGNORECASE)
_NUMBERED = re.compile(r"\s+\S*[0-9]\S*$")
_NAMES = re.compile(
    r"(?:estimate|quote|quotation|sample|angebot|devis|offerte|muster|concept|test"
    r"|receipt|copy|copie|copia|kopie|adjusted|credited)",
    re.IGNORECASE,
)
"""What a subject may name besides: the paper that the invoice follows from."""


def letters(documents: Iterable[Document], mail: Mail | None) -> tuple[str, ...]:
    """Return what a mail says of what it brings: its subject, and each of its texts.

    What it quotes from an earlier mail is said of something else.
    """
    subject = mail.subject.replace("\n", " ") if mail else ""
    bodies = [unquoted(d, mail) for d in documents if d.body]
    texts = [
        "\n".join(row.text for page in body.pages for row in page_rows(page))
        for body in bodies
    ]
    return tuple(f"{subject}\n\n{text}" for text in texts or [""])


def letter_issues(text: str) -> Iterator[Issue]:
    """Yield what a mail says against the invoice it brings, its subject first.

    Args:
        text: The first line is the subject.
    """
    subject, _, _ = text.partition("\n")
    for piece in _PART.split(_ANSWER.sub("", subject)):
        bare = _NUMBERED.sub("", piece)
        if not _NAMES.fullmatch(bare) and (issue := stamp_issue(bare)):
            yield issue
    low = folded(text)
    yield from said_against(text, low, (*_OF_LETTERS, *PRINTED), _offered)
    yield from spoken_against(text, low)


def _offered(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 80) : match.start()]
    return bool(_MEANT_OTHERWISE.search(match[0]) or _OFFERED.search(before))
