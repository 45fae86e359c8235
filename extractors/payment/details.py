"""All that a mail says of where to pay, with where it says so."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from extractors.files import media
from extractors.layout.page.citing import evidence_of, part
from extractors.layout.page.rows import Row, Run, page_rows
from extractors.payment import addresses
from extractors.payment.addresses import canonical, made_out_to, remit_to
from extractors.payment.announced import ANNOUNCED, announcements
from extractors.payment.banks import BANK_WORDS, BankWords, bank_details, may_begin
from extractors.payment.blocks import blocks, joined
from extractors.payment.directions import directions, directions_among
from extractors.payment.names import NAME_LABELS, Name, NameLabels, payee_names
from extractors.sought import Held, Sought, Texts, folded
from extractors.values import (
    Document,
    Evidence,
    Extraction,
    MoneyDocument,
    Page,
    PaymentDetail,
    PaymentKind,
    Word,
)


class _Text(NamedTuple):
    """A block of a page."""

    block: tuple[Run, ...]
    run: Run
    """Its words."""
    low: str
    """Their text, folded."""


def with_payment(
    extractions: Iterable[Extraction],
    documents: Iterable[Document],
    around: Callable[[], Iterable[Document]] = tuple,
) -> tuple[Extraction, ...]:
    """Return *extractions*, each document of money with the mail's payment details.

    All documents of the mail count for each: an invoice without any and a letter beside
    it that names an account are one request for money.

    Args:
        extractions: Of one mail.
        documents: Of the same.
        around: Gives what the mail says beside them; asked only where money is.
    """
    read = tuple(extractions)
    if not any(isinstance(e.record, MoneyDocument) for e in read):
        return read
    found = {(d.kind, d.value): d for e in read for d in _of_record(e)}
    for detail in payment_details((*documents, *around())):
        found.setdefault((detail.kind, detail.value), detail)
    details = tuple(found.values())
    return tuple(
        e.model_copy(
            update={
                "record": e.record.model_copy(
                    update={"payment": _not_ours(details, e.record)}
                )
            }
        )
        if details and isinstance(e.record, MoneyDocument)
        else e
        for e in read
    )


def _not_ours(
    details: tuple[PaymentDetail, ...], record: MoneyDocument
) -> tuple[PaymentDetail, ...]:
    """Return *details* but for our own name: an account may be ours with the vendor."""
    ours = {canonical(n.value) for n in (record.customer, record.bill_to) if n}
    return tuple(d for d in details if d.kind != "remit_to" or d.value not in ours)


def _of_record(extraction: Extraction) -> tuple[PaymentDetail, ...]:
    """Return the details that a reader of elements has found already."""
    record = extraction.record
    return record.payment if isinstance(record, MoneyDocument) else ()


def payment_details(documents: Iterable[Document]) -> tuple[PaymentDetail, ...]:
    """Return what *documents* say of where to pay, each detail once."""
    read = tuple(documents)
    sought = _sought_among({w.text for d in read for p in d.pages for w in p.words})
    found: dict[tuple[PaymentKind, str], PaymentDetail] = {}
    for document in read:
        for page in document.pages:
            for detail in _details(document, page, sought):
                found.setdefault((detail.kind, detail.value), detail)
    return tuple(found.values())


class _SoughtWords(NamedTuple):
    """The words that say where to pay, as far as some documents may hold them."""

    bank: BankWords
    announced: Sought
    directed: Sought
    names: NameLabels
    pieces: frozenset[str]
    """Of which every block holds one, in one of its words, that says it in words."""


def _sought_among(words: Collection[str]) -> _SoughtWords:
    low = Held(words)
    bank, announced = BANK_WORDS.within(low), ANNOUNCED.within(low)
    directed = directions_among(low, words)
    labels = (one.within(low) for one in addresses.SOUGHT)
    pieces = bank.pieces.union(*(o.pieces for o in (announced, directed, *labels)))
    return _SoughtWords(bank, announced, directed, NAME_LABELS.within(low), pieces)


def _details(
    document: Document, page: Page, sought: _SoughtWords
) -> Iterator[PaymentDetail]:
    rows = page_rows(page)
    # The words of XML come as a page of their own.
    words_only = document.media_type != media.XML
    texts = list(_texts(rows, sought.pieces))
    named = list(_to_whom(texts, payee_names(rows, sought.names)))
    read = _understood(rows, (run for _, run in named))
    for block, run, said in texts:
        text = run.text
        told = [
            *bank_details(text, said, sought.bank),
            *announcements(text, said, sought.announced),
        ]
        if not told and words_only and read.isdisjoint(run.words):
            # What no reader of details knows may direct money all the same.
            told += directions([c.text for c in block], said, sought.directed)
        for found in told:
            evidence = _evidence(document, run, found.start, found.end)
            if evidence is not None:
                yield PaymentDetail(
                    kind=found.kind, value=found.value, evidence=evidence
                )
    for value, run in named:
        evidence = _evidence(document, run, 0, len(run.text))
        if evidence is not None:
            yield PaymentDetail(kind="remit_to", value=value, evidence=evidence)


def _understood(rows: Sequence[Row], runs: Iterable[Run]) -> frozenset[Word]:
    """Return the words of every block in which a name or an address was read.

    Its label is among them, which stands in the row of other cells as well.
    """
    values = {word for run in runs for word in run.words}
    if not values:
        return frozenset()
    return frozenset(
        word
        for block in blocks(rows, lambda cell: not values.isdisjoint(cell.words))
        for cell in block
        for word in cell.words
    )


def _texts(rows: Sequence[Row], pieces: Collection[str]) -> Iterator[_Text]:
    """Yield the blocks of a page that may say where to pay.

    Args:
        rows: Of the page.
        pieces: Of which what is said in words holds one, in one of its words.
    """
    cells = [cell for row in rows for cell in row.cells]
    said = Texts(cell.text for cell in cells).holding(pieces)
    telling = {id(c) for n, c in enumerate(cells) if n in said or may_begin(c)}
    if not telling:
        return
    for block in blocks(rows, lambda cell: id(cell) in telling):
        run = joined(block)
        yield _Text(block, run, folded(run.text))


def _to_whom(
    texts: Iterable[_Text], names: Iterable[Name]
) -> Iterator[tuple[str, Run]]:
    """Yield the addresses and names to pay to, and where they stand.

    A name that begins an address is compared with it, as a whole.
    """
    addressed: list[str] = []
    for block, run, low in texts:
        address = remit_to(block, low)
        named = made_out_to(run, low) if address is None else None
        if address is not None:
            addressed.append(address.value)
            yield address
        if named is not None:
            value, start, end = named
            exact = part(run, start, end)
            if exact is not None:
                yield value, exact
    for name in names:
        if not any(value.startswith(name.value) for value in addressed):
            yield name


def _evidence(document: Document, run: Run, start: int, end: int) -> Evidence | None:
    """Return where part of a run is printed; its first word where it is torn apart."""
    exact = part(run, start, end)
    if exact is None:
        return None
    return evidence_of(document, exact) or evidence_of(
        document, Run(exact.page, exact.words[:1])
    )
