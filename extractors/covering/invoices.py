"""Whether what is said of an invoice is understood: by its mail, and by itself.

There is no list of all that may be said against a bill. So what may be said of this one
is listed, word by word: a sentence about it that holds any other word is a person's to
read. Terms that hold for any invoice are not asked, nor what is about something else.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

from extractors.codes import Reason
from extractors.covering.covering import allowed, sentences, words_in
from extractors.covering.invoice_words import (
    OF_A_PAPER,
    OF_ANY,
    OF_MONEY,
    OF_THIS,
    PHRASES,
    REFERS,
    TERMS,
    UNDERSTOOD,
)
from extractors.covering.phrases import ASIDE, CONDITION
from extractors.covering.text import known_words, own_text
from extractors.covering.words import TURNS
from extractors.values import Document, Extraction, Issue, Mail, MoneyDocument

_HEARD = frozenset(
    {
        *(Reason.REVISED_INVOICE, Reason.DUPLICATE_SUSPECT, Reason.ALLOWANCE_WRONG),
        *(Reason.INCOMPLETE_READING, Reason.CURRENCY_MISMATCH),
        *(Reason.UOM_MISMATCH, Reason.PACK_SIZE_MISMATCH),
        *(Reason.SURCHARGE_UNAUTHORISED, Reason.SUBSTITUTE_ITEM),
    }
)
"""What words say of an invoice that are understood: a person reads it anyway."""
_REMARKS = 6
"""Sentences of a paper that are not understood; more of them are a page of terms."""
_FEW = 3
"""Words of the shortest remark."""
_LABELLED = re.compile(r"[0-9:#]")
_CODE = 3
"""Letters of a code in capitals: a state, a kind of company."""


def with_statements(
    extractions: Iterable[Extraction], documents: Sequence[Document], mail: Mail | None
) -> tuple[Extraction, ...]:
    """Return extractions, each invoice with what is said of it and not understood.

    Args:
        extractions: Of one mail, or one file.
        documents: All of it.
        mail: None for a file that is no mail.
    """
    read = tuple(extractions)
    if not any(map(_is_invoice, read)):
        return read
    by_hash = {d.sha256: d for d in documents if d.status == "read"}
    known = known_words(_names(read, mail))
    letters = [own_text(d, mail) for d in by_hash.values() if d.body] if mail else []

    @cache
    def around() -> tuple[str, ...]:
        asked = (unclear(text, known, letter=True) for text in letters)
        return tuple(chain.from_iterable(asked))

    @cache
    def printed(document: str) -> tuple[str, ...]:
        return unclear(own_text(by_hash[document], None), known, letter=False)

    return tuple(
        _with(one, by_hash.get(one.document), around, printed)
        if _is_invoice(one)
        else one
        for one in read
    )


def _with(
    one: Extraction,
    document: Document | None,
    around: Callable[[], Iterable[str]],
    printed: Callable[[str], Iterable[str]],
) -> Extraction:
    """Return an invoice with what its mail and its paper say; each is asked once."""
    if document is None or not _HEARD.isdisjoint(i.code for i in one.issues):
        return one
    details = [
        f"the mail says {said!r} of its invoice: what that means is not known"
        for said in (() if document.body else around())
    ]
    if one.reader != "xml":
        details += [
            f"{said!r} is printed: what it means for this invoice is not known"
            for said in printed(document.sha256)
        ]
    issues = [
        Issue(code=Reason.UNCLEAR_WORDS, detail=detail)
        for detail in dict.fromkeys(details)
    ]
    return one.model_copy(update={"issues": (*one.issues, *issues)}) if issues else one


def unclear(text: str, known: Collection[str] = (), *, letter: bool) -> tuple[str, ...]:
    r"""Return the sentences about this invoice that are not understood.

    Args:
        text: As lines.
        known: Words in small letters that are names or goods here.
        letter: Whether it is of the mail that brings an invoice: of money it speaks of
            this one. A paper does where it says "this", and in a remark or two; more
            of them are its terms.

    >>> unclear("Hi,\n\nplease pay the attached invoice by 12/20.", letter=True)
    ()
    >>> unclear("The customer has contested this invoice.", letter=False)
    ('The customer has contested this invoice.',)
    """
    every = [said for said in sentences(text) if not _of_any(said)]
    if letter:
        asked = [said for said in every if OF_MONEY.search(said)]
        return tuple(said for said in asked if not _plain(said, known, UNDERSTOOD))
    doubtful = [said for said in every if not _plain(said, known, OF_A_PAPER)]
    remarks = [said for said in doubtful if _is_remark(said)]
    if len(remarks) > _REMARKS:
        remarks = []
    return tuple(said for said in doubtful if said in remarks or _of_this(said))


def _of_any(sentence: str) -> bool:
    """Say whether a sentence is a condition or a term, or is about something else."""
    return bool(
        CONDITION.match(sentence) or OF_ANY.search(sentence) or ASIDE.search(sentence)
    )


def _plain(sentence: str, known: Collection[str], words: Collection[str]) -> bool:
    """Say whether every word of a sentence is understood."""
    if TURNS.search(sentence):
        return False
    # A code in capitals, as of a state, is one only where not all is in capitals.
    longest = 0 if sentence.isupper() else _CODE
    return all(
        allowed(
            word,
            known,
            name=place > 0 and (len(word) <= longest or not word.isupper()),
            words=words,
        )
        for place, word in enumerate(words_in(PHRASES.sub(" ", sentence)))
    )


def _is_remark(sentence: str) -> bool:
    """Say whether a sentence is one of money: no label, no half of one, no term.

    >>> _is_remark("Amount covered by voucher."), _is_remark("Amount due: $105.00")
    (True, False)
    """
    if not OF_MONEY.search(sentence) or TERMS.search(sentence):
        return False
    if not (words := words_in(sentence)):
        return False
    ended = sentence.rstrip(" )\"'")[-1:] in {".", "!"}
    whole = ended or (
        len(words) > _FEW and not (words[0].isupper() or _LABELLED.search(sentence))
    )
    small = sum(word[0].islower() for word in words)
    begun = sentence.lstrip(' (*"-')[:1].isupper()
    return begun and whole and small > 1 and len(words) >= _FEW


def _of_this(sentence: str) -> bool:
    """Say whether a sentence is about this invoice, and does not just refer to it.

    >>> _of_this("This invoice is settled."), _of_this("Prices on this bill are.")
    (True, False)
    """
    return any(
        not REFERS.search(sentence, 0, match.start())
        for match in OF_THIS.finditer(sentence)
    )


def _is_invoice(one: Extraction) -> bool:
    return isinstance(one.record, MoneyDocument) and one.record.kind == "invoice"


def _names(read: Iterable[Extraction], mail: Mail | None) -> Iterator[str]:
    """Yield the names of who wrote a mail and of its invoices' sides and goods."""
    yield from (sender.name for sender in mail.senders) if mail else ()
    for one in read:
        if isinstance(one.record, MoneyDocument):
            sides = (one.record.vendor, one.record.customer, one.record.bill_to)
            yield from (side.value for side in sides if side)
            yield from (line.description for line in one.record.lines)
