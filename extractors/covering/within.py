"""Ship notices in the text of a mail held against its other sentences.

A list says what went, and a sentence beside it may say that some of it did not: "only
the bins went out". A sentence that names what is listed has to be plainly harmless, and
so has one that limits or denies anything. What is said of the rest of an order, or of
other goods that stay behind, says nothing of the list.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from extractors.codes import Reason
from extractors.covering.covering import harmless, objections, sentences
from extractors.covering.phrases import ASIDE, CLOSING, CONDITION
from extractors.covering.phrases import HARMLESS as PHRASES
from extractors.covering.text import known_words
from extractors.covering.words import HARMLESS
from extractors.layout.bodies import unquoted
from extractors.layout.notices.running import listed_rows
from extractors.layout.page.sheet import Sheet, sheet_of
from extractors.layout.page.standing import BEHIND
from extractors.values import Document, Issue, Mail, ShipNotice

_REST = re.compile(
    r"(?<!\w)(?:rest|remain\w*|balance|back[ -]?order\w*|b/o|partial\w*|part|parts"
    r"|r[üu]ckst[äa]nd\w*|teil\w*|[üu]brige\w*|restliche\w*|reste|reliquats?"
    r"|partiel\w*|partie|resto|restantes?|pendientes?|parcial\w*|parte|residuo"
    r"|rimanent\w*|saldo|parzial\w*|nalever\w*|deel|gedeeltelijk\w*|resterende)(?!\w)",
    re.IGNORECASE,
)
"""What is not listed, and what a notice of a part of an order calls itself."""
_EXCEPT = re.compile(
    r"(?<![\w.,-])0(?![\w.,-])"
    r"|\b(?:only|except|excluding|without|minus|but|not|\w+n['’]t|no|none|never|missing"
    r"|short|instead|removed?|took|owe|owed|nur|au[ßs]er|ohne|nicht|kein\w*|fehl\w*"
    r"|statt|sauf|sans|seulement|pas|manqu\w*|excepto|salvo|sin|s[óo]lo|faltan?"
    r"|eccetto|senza|solo|non|manca\w*|behalve|zonder|alleen|niet|geen|ontbre\w*)\b",
    re.IGNORECASE,
)
"""What makes of some goods fewer."""
_LATER = re.compile(
    r"\b(?:(?:first|second|third)(?! (?:box|carton|parcel|package|pallet|number))"
    r"|next|later|soon|follow\w*|tomorrow|monday|tuesday"
    r"|wednesday|thursday|friday|zweite\w*|n[äa]chste\w*|sp[äa]ter|morgen|folg(?:t|en)"
    r"|deuxi[èe]me|prochain\w*|suivr\w*|segund\w*|pr[óo]xim\w*|seguir\w*|second[aeio]"
    r"|prossim\w*|tweede|volgende|volg(?:t|en))\b",
    re.IGNORECASE,
)
"""What makes of now another time, and of one several."""
_MONEY = re.compile(
    r"\b(?:accounts?|charge[ds]?|invoices?|bill(?:ed|ing)|pa(?:id|y|yment)s?|rechnung\w*"
    r"|facture\w*|factura\w*|fattura\w*|factuur\w*)\b",
    re.IGNORECASE,
)
"""What a sentence is about that is not about goods."""
_NAMING = 3
"""Letters of a word that goods are called by."""
_ANSWER = re.compile(
    r"[^:]{1,40}:\s*(?:yes|no|n/a|ja|nein|oui|non|s[iíì]|nee)\W*", re.IGNORECASE
)
"""A field of a form, which is asked for with the list it belongs to."""
_FEW = 5
"""Words of a sentence that has no room for more than goods and what becomes of them."""
_SIGNS = ".,;:!?()"
_ENDS = (".", "!", "?", ";")


def within(
    document: Document, mail: Mail, records: Sequence[ShipNotice]
) -> tuple[Issue, ...]:
    """Return an issue for the first sentence of a text that may change its lists.

    Args:
        document: The text of a mail.
        mail: That it is of.
        records: All that is read of it with lines: a sentence need not say of which
            of them it speaks.
    """
    lines = [line for record in records for line in record.lines]
    goods = known_words(line.description for line in lines)
    known = goods | known_words(sender.name for sender in mail.senders)
    codes = (line.sku.value.lower() for line in lines if line.sku)
    named = {word for word in goods - HARMLESS if len(word) >= _NAMING}.union(codes)
    text = "\n".join(_lines(sheet_of(unquoted(document, mail))))
    every = tuple(sentences(text))
    doubts = (said for said in objections(text, known) if _limits(said))
    for said in (*_of_goods(every, named, known), *doubts, *_curt(every, known)):
        if not _REST.search(said):
            detail = f"the mail says {said!r}: what it lists is not certain"
            return (Issue(code=Reason.INCOMPLETE_READING, detail=detail),)
    return ()


def _of_goods(
    said: Iterable[str], named: Collection[str], known: Collection[str]
) -> Iterator[str]:
    """Yield the sentences that name goods that are listed, and may take them back."""
    for sentence in said:
        if CONDITION.match(sentence) or ASIDE.search(sentence):
            continue
        words = {word.strip(_SIGNS).lower() for word in sentence.split()}
        words |= {word.removesuffix("s") for word in words}
        plain = not _EXCEPT.search(sentence) and harmless(sentence, known)
        if not words.isdisjoint(named) and not plain:
            yield sentence


def _curt(said: Iterable[str], known: Collection[str]) -> Iterator[str]:
    """Yield the sentences of few words that are not harmless, whatever they name.

    Goods may be called otherwise there than in the list, or in another language. What
    stands below the closing is about who writes.
    """
    for sentence in said:
        if CLOSING.fullmatch(sentence):
            return
        long = len(sentence.split()) > _FEW
        if long or CONDITION.match(sentence) or _ANSWER.fullmatch(sentence):
            continue
        # What opens a sentence has a capital, and would pass for a name.
        plain = harmless(sentence, known) and not _EXCEPT.match(sentence)
        if not (plain or ASIDE.search(sentence)) and _limits(
            PHRASES.sub(" ", sentence)
        ):
            yield sentence


def _limits(said: str) -> bool:
    """Say whether words make of goods fewer or later ones, of those that are listed."""
    limits = _EXCEPT.search(said) or _LATER.search(said)
    return bool(limits) and not (_MONEY.search(said) or BEHIND.search(said))


def _lines(sheet: Sheet) -> Iterator[str]:
    """Yield the lines outside lists and forms, an empty one in place of those.

    Words that stand apart and end no sentence are those of a form.
    """
    left = {*sheet.tabled, *listed_rows(sheet)}
    left |= {lb.row for lb in sheet.labels if lb.colon and lb.value and not lb.start}
    for index, row in enumerate(sheet.rows):
        ends = any(cell.text.endswith(_ENDS) for cell in row.cells)
        yield "" if index in left or not (ends or len(row.cells) == 1) else row.text
