"""The forms in which a mail says the same: what differs in them is said to nobody.

A person reads the HTML, or the plain text where the programme prefers it; we read one
of them. Other words do no harm. Another parcel, order or amount does: then the mail
says two things, and neither is certain.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from extractors import layout
from extractors.codes import Reason
from extractors.files.source import Documents
from extractors.payment.addresses import canonical
from extractors.payment.details import payment_details
from extractors.values import (
    Cited,
    Document,
    Issue,
    Mail,
    MoneyDocument,
    ShipNotice,
)

_NUMBER = re.compile(r"\S*\d\S*")
_ADDRESS = re.compile(r"<?(?:https?://|www\.|mailto:)\S*|\[\d{1,3}\]", re.IGNORECASE)
"""What only one of the forms shows; the other has it behind its words."""
_SIGNS = re.compile(r"[^\w]+")
_LABEL = re.compile(
    r"\b(?:track\w*|po|p\.o|purchase|orders?|invoice|parcel|shipment|total|subtotal"
    r"|amount|balance|freight|shipping|quantity|qty|sku|sendung\w*|bestell\w*|rechnung\w*"
    r"|betrag|menge|commande|facture|montant|pedido|factura|importe|ordine|fattura"
    r"|importo|factuur|bedrag)\b",
    re.IGNORECASE,
)
_MAX_LINES = 5_000
_SHOWN = 60


def agreed(
    chosen: Documents, forms: Sequence[Documents], mail: Mail | None
) -> Documents:
    """Return *chosen* with the issue that another form says something else.

    Args:
        chosen: Of *forms*, the one whose facts count.
        forms: All in which the mail says the same, as they were read.
        mail: Whose text it is.
    """
    texts = [d for read in forms for d in read.documents if d.body and d.text.strip()]
    detail = next(
        (
            found
            for n, one in enumerate(texts)
            for other in texts[n + 1 :]
            if (found := _difference(one, other, mail))
        ),
        "",
    )
    detail = detail or next(_unread_payment(chosen, texts), "")
    if not detail:
        return chosen
    issue = Issue(code=Reason.READERS_DISAGREE, detail=detail)
    held = tuple(
        replace(d, issues=(*d.issues, issue)) if d.body else d for d in chosen.documents
    )
    return chosen._replace(documents=held, issues=(*chosen.issues, issue))


def _unread_payment(chosen: Documents, texts: Sequence[Document]) -> Iterator[str]:
    """Yield what a form that is not read says of where to pay, and the read one not."""
    read = [d for d in chosen.documents if d.body]
    said = canonical(" ".join(d.text for d in read))
    for document in texts:
        if document in read:
            continue
        for detail in payment_details([document]):
            if canonical(detail.value) not in said:
                yield (
                    "one form of the mail says where to pay, another does not:"
                    f" “{detail.value:.{_SHOWN}}”"
                )


def _difference(one: Document, other: Document, mail: Mail | None) -> str:
    if _numbers(one.text) == _numbers(other.text):
        return ""
    found = next(_lines_apart(one.text, other.text), None) or next(
        _facts_apart(one, other, mail), None
    )
    if found is None:
        return ""
    first, second = (f"“{text:.{_SHOWN}}”" for text in found)
    return f"the forms of the mail differ: {first} in one, {second} in another"


def _numbers(text: str) -> set[str]:
    return {_SIGNS.sub("", number) for number in _NUMBER.findall(_plain(text))}


def _plain(text: str) -> str:
    return _ADDRESS.sub(" ", text)


def _lines_apart(one: str, other: str) -> Iterator[tuple[str, str]]:
    """Yield lines that say another number after the same words."""
    mine, theirs = _by_words(one), _by_words(other)
    for words, lines in mine.items():
        others = theirs.get(words, [])
        if len(lines) != len(others):
            continue
        apart = Counter(map(_key, lines)) - Counter(map(_key, others))
        back = Counter(map(_key, others)) - Counter(map(_key, lines))
        if apart and back:
            yield (
                next(line for line in lines if _key(line) in apart),
                next(line for line in others if _key(line) in back),
            )


def _by_words(text: str) -> dict[str, list[str]]:
    """Return the labelled lines of a text by what they say besides numbers."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in text.splitlines()[:_MAX_LINES]:
        plain = " ".join(_plain(line).split())
        words = _SIGNS.sub(" ", _NUMBER.sub(" # ", plain)).casefold().strip()
        if _NUMBER.search(plain) and _LABEL.search(words):
            found[" ".join(words.split())].append(plain)
    return found


def _key(line: str) -> tuple[str, ...]:
    return tuple(_SIGNS.sub("", n).casefold() for n in _NUMBER.findall(line))


def _facts_apart(
    one: Document, other: Document, mail: Mail | None
) -> Iterator[tuple[str, str]]:
    """Yield facts that both forms give, and of which the other prints nothing."""
    mine, theirs = _facts(one, mail), _facts(other, mail)
    for name in mine.keys() & theirs.keys():
        here = [q for q in mine[name] if _letters(q) not in _letters(other.text)]
        there = [q for q in theirs[name] if _letters(q) not in _letters(one.text)]
        if here or there:
            yield (here or mine[name])[0], (there or theirs[name])[0]


def _facts(document: Document, mail: Mail | None) -> dict[str, list[str]]:
    """Return what was printed for each fact that an act may rest on."""
    _, extractions, _ = layout.extract((document,), mail)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for extraction in extractions:
        match extraction.record:
            case ShipNotice(po_number=po_number, order_number=order_number) as notice:
                found["purchase order"] += _printed(po_number)
                found["order"] += _printed(order_number)
                for tracking in notice.tracking:
                    found["tracking"] += _printed(tracking.number)
            case MoneyDocument(number=number, po_number=po_number, total=total):
                found["number"] += _printed(number)
                found["purchase order"] += _printed(po_number)
                found["total"] += _printed(total)
            case _:
                pass
    return {name: quotes for name, quotes in found.items() if quotes}


def _printed(cited: Cited[str] | Cited[Decimal] | None) -> list[str]:
    return [cited.evidence.quote] if cited else []


def _letters(text: str) -> str:
    return _SIGNS.sub("", text).casefold()
