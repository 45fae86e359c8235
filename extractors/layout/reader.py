"""The layout reader's entrance: the documents of one mail → records with evidence."""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from extractors.codes import Reason
from extractors.files import media
from extractors.layout.bodies import unquoted
from extractors.layout.classify import kind_of
from extractors.layout.money.money import MONEY, Money, money_of
from extractors.layout.notices.cautions import cautions
from extractors.layout.notices.combine import Said, combined
from extractors.layout.notices.other_business import other_business, other_business_of
from extractors.layout.notices.parcels_only import parcels_of
from extractors.layout.notices.plain import says_left
from extractors.layout.notices.ship_notice import Notice, notices_of
from extractors.layout.notices.shipping import may_excuse
from extractors.layout.notices.subject import subject_orders
from extractors.layout.orders.anchors import names_ours
from extractors.layout.orders.values import order_key
from extractors.layout.page.sheet import Sheet, sheet_of
from extractors.layout.signs import Signs
from extractors.layout.stated import stated
from extractors.once import once
from extractors.values import Cited, Document, Extraction, Issue, Kind, Mail

VERSION = "layout/5"
"""Changes with every change of what it reads."""
_BILLS: tuple[Kind, ...] = ("invoice", "credit_memo", "statement")
_BY_WEIGHT: tuple[Kind, ...] = (
    *_BILLS,
    "order_ack",
    "purchase_order",
    "carrier",
    "customer",
)
"""What a mail is that brings several kinds and no ship notice."""
_LOOSE: tuple[Kind, ...] = ("carrier", "other", "unreadable")
"""What a mail may be that tells of a parcel and names no order of ours."""


class _Read:
    """One document; what is read of it is read when it is first asked for.

    An invoice's shipment is not, where its title says that it is an invoice.
    """

    def __init__(
        self, document: Document, mail: Mail | None, orders: Sequence[Cited[str]]
    ) -> None:
        """Take a document, its mail and the orders that the subject names."""
        self.document = document
        self._mail = mail
        self._orders = orders

    @once
    def sheet(self) -> Sheet:
        """Its own words, without what it only quotes."""
        mail = self._mail
        near = mail.date.date() if mail and mail.date else None
        return sheet_of(unquoted(self.document, mail), near)

    @once
    def notices(self) -> tuple[Notice, ...]:
        """What it says was shipped, whatever it is."""
        return notices_of(self.sheet)

    @once
    def kind(self) -> Kind:
        """What it is."""
        return kind_of(self._signs, body=self.document.body)

    @once
    def _signs(self) -> Signs:
        subject = self._mail.subject if self._mail and self.document.body else ""
        return Signs(self.sheet, self, subject)

    @once
    def left(self) -> bool:
        """It says in any way that goods left: as a title, a day, a count or a word."""
        signs = self._signs
        if "ship_notice" in {signs.title, signs.label}:
            return True
        told = signs.dated or signs.counted or signs.shipped
        return told or says_left(self.sheet.text)

    @once
    def money(self) -> Money | None:
        """What a document of money says; None of any other, and of structured data.

        The text of a mail needs a number and a total, so that talk of an invoice is
        none.
        """
        if self.kind not in MONEY or self.document.media_type == media.XML:
            return None
        money = money_of(self.sheet, self.kind)
        formal = money.record.number and money.record.total
        return money if formal or not self.document.body else None

    @once
    def cautions(self) -> tuple[Issue, ...]:
        """What takes a notice back, or makes another thing of it."""
        return (*cautions(self.sheet.text), *other_business_of(self.sheet))

    @once
    def po(self) -> bool:
        """One of our order numbers is in it, or in the subject of its mail."""
        if self._orders:
            return True
        return names_ours(self.sheet) and any(n.record.po_number for n in self.notices)

    @once
    def numbers(self) -> bool:
        """Tracking numbers that count are printed."""
        unread = (issue.code for notice in self.notices for issue in notice.issues)
        tracking = any(notice.record.tracking for notice in self.notices)
        return tracking or Reason.INCOMPLETE_READING in unread

    @once
    def excused(self) -> bool:
        """It says why there is no tracking number."""
        if not may_excuse(self.sheet):
            return False
        return any(notice.record.no_tracking for notice in self.notices)


def extract(
    documents: tuple[Document, ...], mail: Mail | None
) -> tuple[Kind, tuple[Extraction, ...], tuple[Issue, ...]]:
    """Read what the documents of one mail, or one file, say.

    Args:
        documents: Bodies and attachments, as read.
        mail: None for a file that is no mail.

    Returns:
        What the whole is, one extraction for each record, and what concerns no record.
        A mail that speaks of a shipment of ours and names no order of ours has kind
        ``other`` and the issue ``po_missing``.
    """
    subject = subject_orders(mail)
    each = {d.sha256: d for d in documents if d.status == "read" and d.pages}
    reads = [_Read(document, mail, subject) for document in each.values()]
    kind = _kind(reads, documents)
    money = tuple(_bill(read.document, read.money) for read in reads if read.money)
    if all(read.kind != "ship_notice" for read in reads):
        told = () if kind not in _LOOSE else _parcels(documents, mail)
        return kind, (*told, *money), _missing(reads)
    printed = _printed_orders(reads) if len(subject) == 1 else frozenset()
    said = [
        Said(read.document, _named(notice, subject, printed))
        for read in reads
        if read.kind == "ship_notice" or read.document.body
        for notice in read.notices
        if read.kind == "ship_notice" or notice.record.tracking
    ]
    doubts = _cautions(reads, mail)
    unread = next((d.name for d in documents if d.status != "read"), "")
    notices = (
        _extraction(one, doubts) for one in stated(combined(said), reads, mail, unread)
    )
    return kind, (*notices, *money), ()


def _cautions(reads: Sequence[_Read], mail: Mail | None) -> tuple[Issue, ...]:
    """Return what a mail says against its notices, in whichever of its parts."""
    said = mail.subject if mail else ""
    subject = (*cautions(said), *other_business(said))
    told = (r.cautions for r in reads if r.kind == "ship_notice" or r.document.body)
    return tuple(dict.fromkeys((*subject, *chain.from_iterable(told))))


def _kind(reads: Sequence[_Read], documents: Sequence[Document]) -> Kind:
    """Return what the whole is: a ship notice if any part is, else by attachments.

    An attachment about money outweighs what the mail's text says of a shipment.
    """
    kinds = [read.kind for read in reads]
    attached = [read.kind for read in reads if not read.document.body]
    if "ship_notice" in attached:
        return "ship_notice"
    if "ship_notice" in kinds:
        return next((kind for kind in _BILLS if kind in attached), "ship_notice")
    for found in (attached, kinds):
        for kind in _BY_WEIGHT:
            if kind in found:
                return kind
    unread = any(d.status != "read" for d in documents)
    return (
        "unreadable" if unread and not any(r.document.pages for r in reads) else "other"
    )


def _printed_orders(reads: Iterable[_Read]) -> frozenset[str]:
    """Return the orders of ours that any document names, by key."""
    numbers = (n.record.po_number for read in reads for n in read.notices)
    return frozenset(order_key(number.value) for number in numbers if number)


def _named(
    notice: Notice, subject: tuple[Cited[str], ...], printed: Collection[str]
) -> Notice:
    """Hold a notice against the order the subject names; it may be the only naming."""
    if len(subject) != 1:
        return notice
    number = notice.record.po_number
    if number is None and not printed:
        issues = tuple(i for i in notice.issues if i.code is not Reason.PO_MISSING)
        record = notice.record.model_copy(update={"po_number": subject[0]})
        return Notice(record, issues)
    if printed and order_key(subject[0].value) not in printed:
        detail = f"the subject names {subject[0].value!r}"
        issue = Issue(
            code=Reason.PO_AMBIGUOUS, detail=detail, evidence=subject[0].evidence
        )
        return notice._replace(issues=(*notice.issues, issue))
    return notice


def _missing(reads: Sequence[_Read]) -> tuple[Issue, ...]:
    """Say that something of a shipment is told though no order of ours is named."""
    for read in reads:
        if read.kind != "other":
            continue
        for notice in read.notices:
            if notice.record.tracking and notice.record.po_number is None:
                evidence = notice.record.tracking[0].number.evidence
                detail = "a shipment is told of, and no purchase order of ours is named"
                return (
                    Issue(code=Reason.PO_MISSING, detail=detail, evidence=evidence),
                )
    return ()


def _parcels(
    documents: Sequence[Document], mail: Mail | None
) -> tuple[Extraction, ...]:
    """Return the parcels told of without an order of ours.

    They are the text's, or where a mail has none, its first attachment's.
    """
    bodies = [d for d in documents if d.body and d.status == "read" and d.pages]
    told = parcels_of(mail, bodies) if documents else ()
    home = (*bodies, *documents)[:1]
    return tuple(_extraction(Said(d, notice), ()) for d in home for notice in told)


def _bill(document: Document, money: Money) -> Extraction:
    return Extraction(
        document=document.sha256,
        reader="layout",
        version=VERSION,
        record=money.record,
        issues=money.issues,
    )


def _extraction(one: Said, doubts: Iterable[Issue]) -> Extraction:
    return Extraction(
        document=one.document.sha256,
        reader="layout",
        version=VERSION,
        record=one.notice.record,
        issues=(*one.notice.issues, *doubts),
    )
