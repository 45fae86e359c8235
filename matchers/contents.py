"""What a mail holds that bears on whether its sender is believed."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from extractors.codes import Reason
from extractors.files.media import HTML, PDF, XLSX, ZIP
from extractors.payment.around import header_texts, name_texts
from extractors.payment.details import payment_details
from extractors.payment.unread import may_say_where_to_pay
from extractors.values import (
    Document,
    Extraction,
    Kind,
    Mail,
    MoneyDocument,
    ShipNotice,
)
from matchers.findings import quoted
from matchers.likeness import imitates

CLAIMS: frozenset[Kind] = frozenset({"invoice", "credit_memo", "statement"})
"""Kinds of mail, and of documents, that ask for money or speak of what is owed."""
_BUSINESS: frozenset[Kind] = frozenset({"ship_notice", *CLAIMS})
_BANK = frozenset({"iban", "routing", "account", "announced"})
_SHUT = frozenset({Reason.ENCRYPTED, Reason.DAMAGED, Reason.TOO_LARGE, Reason.TIMEOUT})
_PROGRAMS = frozenset({"application/x-msdownload", "application/x-executable"})
_PLAIN_NAMES = frozenset({"csv", "gif", "jpeg", "jpg", "png", "txt"})
_NEVER_PLAIN = frozenset({PDF, ZIP, XLSX, HTML})
_LATIN = 4
"""Where more than one word in so many is not ASCII, nothing is imitated."""
_SUFFIX = re.compile(r"\.([A-Za-z0-9]{1,5})\s*$")


class Sign(NamedTuple):
    """One thing about a mail's files that honest senders seldom do."""

    code: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What was read of one mail, its files included."""

    kind: Kind | None = None
    documents: tuple[Document, ...] = ()
    extractions: tuple[Extraction, ...] = ()

    def about_money(self, mail: Mail) -> bool:
        """Say whether *mail*, whose contents these are, asks for money.

        So it does where it says, or may say in a file that is not read, where money is
        to go.
        """
        records = (extraction.record for extraction in self.extractions)
        said = (*self.documents, *header_texts([mail]), *name_texts(self.documents))
        return (
            self.kind in CLAIMS
            or any(isinstance(r, MoneyDocument) and r.kind in CLAIMS for r in records)
            or any(map(may_say_where_to_pay, self.documents))
            or any(detail.kind in _BANK for detail in payment_details(said))
        )

    @property
    def business(self) -> bool:
        """Say whether it tells of a parcel, or is or holds what asks for money."""
        records = tuple(extraction.record for extraction in self.extractions)
        return (
            self.kind in _BUSINESS
            or any(isinstance(r, ShipNotice) for r in records)
            or any(isinstance(r, MoneyDocument) and r.kind in CLAIMS for r in records)
        )

    @property
    def signs(self) -> tuple[Sign, ...]:
        """Return what is odd about the files, one of each sort."""
        found = (
            self._hidden(),
            self._unseen(),
            self._imitated(),
            self._shut(),
            self._mistyped(),
        )
        return tuple(sign for sign in found if sign is not None)

    def _hidden(self) -> Sign | None:
        pdfs = (d for d in self.documents if d.media_type == PDF)
        return next((_hiding(d.name) for d in pdfs if _hides(d)), None)

    def _unseen(self) -> Sign | None:
        others = (d for d in self.documents if d.media_type != PDF)
        if any(map(_hides, others)):
            return Sign(Reason.HIDDEN_TEXT, "characters nobody sees turn or carry text")
        return None

    def _imitated(self) -> Sign | None:
        """Return a number in letters that only look like those it seems to have."""
        for document in self.documents:
            words = [word.text for page in document.pages for word in page.words]
            strange = [word for word in words if not word.isascii()]
            if len(strange) > len(words) // _LATIN:
                continue  # of a language that is written so
            for word in filter(imitates, strange):
                detail = f"{quoted(word)} imitates a number of other letters"
                return Sign(Reason.PO_NOT_FOUND, detail)
        return None

    def _shut(self) -> Sign | None:
        for document in self.documents:
            if document.media_type == PDF and document.reason in _SHUT:
                detail = f"{quoted(document.name)} cannot be opened"
                return Sign(document.reason, detail)
        return None

    def _mistyped(self) -> Sign | None:
        for document in self.documents:
            if _another_kind(document):
                detail = f"{quoted(document.name)} is {document.media_type} inside"
                return Sign(Reason.TYPE_MISMATCH, detail)
        return None


NOTHING = Contents()


def _hides(document: Document) -> bool:
    told = {document.reason, *(issue.code for issue in document.issues)}
    return Reason.HIDDEN_TEXT in told


def _hiding(name: str) -> Sign:
    return Sign(Reason.HIDDEN_TEXT, f"{quoted(name)} holds words nobody sees")


def _another_kind(document: Document) -> bool:
    """Say whether a file's name promises another kind than its bytes are.

    Programs promise nothing. Office files are not looked at: what is called ``.xls`` is
    a table in HTML or CSV more often than not, and honest.
    """
    if document.media_type in _PROGRAMS:
        return True
    suffix = _SUFFIX.search(document.name)
    called = suffix[1].lower() if suffix else ""
    if called == "pdf":
        return document.media_type != PDF and document.size > 0
    return called in _PLAIN_NAMES and document.media_type in _NEVER_PLAIN
