"""Whether a mail says of its goods that they left; if it lists none, of all."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Protocol

from extractors.codes import Reason
from extractors.layout.notices.combine import Said
from extractors.layout.notices.plain import beside_goods, says_left, unexplained
from extractors.layout.notices.ship_notice import Notice
from extractors.layout.page.sheet import Sheet
from extractors.values import Document, Issue, Mail, ShipNotice


class Heard(Protocol):
    """One document of a mail, as read."""

    @property
    def document(self) -> Document:
        """Its words."""

    @property
    def sheet(self) -> Sheet:
        """The same without what it only quotes."""

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What it says was shipped."""

    @property
    def left(self) -> bool:
        """It says in any way that goods left."""


def stated(
    said: Sequence[Said], heard: Sequence[Heard], mail: Mail | None, unread: str
) -> Iterator[Said]:
    """Yield notices, with an issue where a mail may say something else of their goods.

    A mail that lists them and nowhere says that they left may say that they will, and
    one that lists nothing may speak of a part. Every other word has to be harmless.

    Args:
        said: What is said to have been shipped.
        heard: All documents of the mail.
        mail: None for a file that is no mail.
        unread: The name of a file that could not be read; empty where all were.
    """
    whole = told = None
    if any(_bare(one.notice.record) for one in said):
        whole = unread or _unexplained(said, heard, mail)
    if any(map(_lists, said)) and not _left(heard, mail):
        told = _beside_goods(said, heard, mail)
    for one in said:
        if whole is not None and _bare(one.notice.record):
            yield _partial(one, whole)
        elif told and _lists(one):
            detail = f"nothing says that the goods left, and what says {told!r}?"
            yield _doubted(one, Issue(code=Reason.INCOMPLETE_READING, detail=detail))
        else:
            yield one


def _unexplained(
    said: Sequence[Said], heard: Sequence[Heard], mail: Mail | None
) -> str | None:
    return unexplained(
        [read.sheet for read in heard],
        mail.subject if mail else "",
        _numbers(said, heard),
        _sender(mail),
        left=any(notice.record.ship_date for notice in _all(said, heard)),
    )


def _beside_goods(
    said: Sequence[Said], heard: Sequence[Heard], mail: Mail | None
) -> str:
    texts = [read.sheet for read in heard if read.document.body]
    subject = mail.subject if mail else ""
    return beside_goods(texts, subject, _numbers(said, heard), _sender(mail))


def _left(heard: Iterable[Heard], mail: Mail | None) -> bool:
    """Say whether any part of a mail says that goods left."""
    return says_left(mail.subject if mail else "") or any(r.left for r in heard)


def _partial(one: Said, strange: str) -> Said:
    """Return a notice that may be one of a part of its order, none of it listed."""
    record = one.notice.record.model_copy(update={"complete": False})
    one = one._replace(notice=one.notice._replace(record=record))
    if not strange:
        return one
    detail = f"no article is listed, and {strange!r} may tell of a part of the order"
    return _doubted(one, Issue(code=Reason.QUANTITY_UNKNOWN, detail=detail))


def _doubted(one: Said, issue: Issue) -> Said:
    issues = (*one.notice.issues, issue)
    return one._replace(notice=one.notice._replace(issues=issues))


def _lists(one: Said) -> bool:
    """Say whether the text of a mail names a parcel and lists what is in it."""
    record = one.notice.record
    return one.document.body and bool(record.tracking) and bool(record.lines)


def _bare(record: ShipNotice) -> bool:
    named = record.complete and record.po_number is not None
    return named and bool(record.tracking) and not record.lines


def _all(said: Iterable[Said], heard: Iterable[Heard]) -> Iterator[Notice]:
    yield from (one.notice for one in said)
    yield from chain.from_iterable(read.notices for read in heard)


def _numbers(said: Iterable[Said], heard: Iterable[Heard]) -> frozenset[str]:
    """Return the printed forms of all orders and parcels of some notices."""
    records = (notice.record for notice in _all(said, heard))
    cited = chain.from_iterable(
        (r.po_number, r.order_number, *(t.number for t in r.tracking)) for r in records
    )
    return frozenset(number.evidence.quote for number in cited if number)


def _sender(mail: Mail | None) -> str:
    return " ".join(f"{s.name} {s.address}" for s in mail.senders) if mail else ""
