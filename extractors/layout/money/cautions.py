"""Words on an invoice that take it back, or say that another currency is meant.

What they concern is not worked out: a person reads the paper. Each costs two minutes,
and a bill made in spite of them costs more.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from extractors.codes import Reason
from extractors.layout.money.part_paid import part_paid
from extractors.layout.money.stamps import stamps
from extractors.layout.money.unit_words import unit_issues
from extractors.layout.money.written_sums import written_sums
from extractors.layout.replaced import replaced
from extractors.layout.rows import page_rows
from extractors.sought import Sought, folded
from extractors.values import Document, Extraction, Issue, MoneyDocument


def _words(pattern: str) -> Sought:
    return Sought(pattern.replace(" ", r"[\s-]+"))


_SAID: tuple[tuple[Reason, Sought, str], ...] = (
    (
        Reason.REVISED_INVOICE,
        replaced("invoice"),
        "stands for another invoice",
    ),
    (
        Reason.REVISED_INVOICE,
        _words(
            r"\binvoice (?:corrects|replaces|supersedes|cancels|amends)\b"
            r"|\b(?:disregard|ignore) (?:our |the |any )?(?:earlier|previous|prior|last"
            r"|first|original) (?:invoice|bill)\b"
            r"|\bcredit (?:memo|note)s? (?:(?:is )?to follow|will (?:follow|be issued))"
            r"|\bkorrekturrechnung\b|\bfacture (?:rectificative|d['’]avoir)\b"
            r"|\bfactura rectificativa\b|\bfattura (?:rettificativa|correttiva)\b"
        ),
        "stands for another invoice, or is to be corrected",
    ),
    (
        Reason.DUPLICATE_SUSPECT,
        _words(
            r"\bduplicate (?:tax )?invoice\b|\binvoice (?:copy|duplicate|reprint)\b"
            r"|\b(?:copy|reprint|duplicate) of (?:the |your )?(?:original )?invoice\b"
            r"|\bduplicate of\b[^.\n]{0,12}\binvoice\b"
            r"|\binvoice [(–-]?(?:copy|duplicate|paid)\b"
            r"|\boriginal (?:invoice )?(?:to follow|follows|will follow)\b"
            r"|\bfor (?:your |our )?(?:records|information) only\b"
            r"|\bpaid in full\b|\b(?:balance|amount) due:? \$?0[.,]00\b"
            r"|\balready paid\b|\bbalance:?  ?\$0[.,]00\b"
            r"|\bthank you for your payment\b|\bpayment (?:was |has been )?received\b"
            r"|\bcharged to (?:your )?(?:\w+ ){0,2}card\b|\bpaid by (?:\w+ ){0,2}card\b"
            r"|\bcard (?:was |has been |will be )?charged\b"
            r"|\b(?:paid|billed) (?:with|via|to|using) (?:\w+ ){0,2}card\b"
            r"|\bcard (?:ending (?:in )?[0-9*x]{4}|on file)\b"
            r"|\bno payment (?:is )?(?:due|required)\b|\bdo not remit\b"
            r"|\bprepaid order\b|\bpayment (?:terms )?:? ?prepaid\b"
            r"|(?:^|\n|  )terms:? ?prepaid\b"
            r"|\b(?:will be|was|has been|is) (?:automatically )?(?:debited|drafted"
            r"|withdrawn|collected|auto-?debited)\b|\bauto-?pay\b"
            r"|\bper lastschrift\b|\bwird (?:\w+ ){0,4}(?:abgebucht|eingezogen)\b"
            r"|\bsera (?:pr[ée]lev[ée]|d[ée]bit[ée])|\bprelevamento automatico\b"
            r"|\bautomatisch ge[ïi]n(?:casseerd|d)\b|\bse (?:adeudar|cargar)[áa]\b"
            r"|\b(?:second|third|2nd|3rd|final) (?:request|notice|reminder)\b"
            r"|\brechnungs(?:kopie|duplikat)\b|\brechnung (?:kopie|duplikat)\b"
            r"|\b(?:duplicata|copie) de (?:la )?facture\b|\bfacture acquitt[ée]e\b"
            r"|\b(?:duplicado|copia) de (?:la )?factura\b|\bfactura duplicada\b"
            r"|\b(?:duplicato|copia) (?:della )?fattura\b|\bfattura quietanzata\b"
            r"|\bkopie ?factuur\b|\bfactuur kopie\b"
        ),
        "says that it is paid, is collected, or repeats another one",
    ),
    (
        Reason.INCOMPLETE_READING,
        _words(
            r"\bdo not pay\b|\bnot an? (?:invoice|bill)\b|\bvoid(?:ed)? invoice\b"
            r"|\binvoice (?:is |was )?(?:void|voided|cancel+ed|draft)\b"
            r"|\binvoice(?: [–-])? [(]?(?:void|cancel+ed|draft|sample)\b"
            r"|(?<!\w)\*+ ?void ?\*+|\bthis is (?:only )?an? (?:estimate|quote|draft)\b"
            r"|\b(?:for )?customs (?:purposes )?only\b|\bnot for payment\b"
            r"|\b(?:on|goods on) consignment\b|\bconsignment (?:goods|stock|sale)\b"
            r"|\bpayable when sold\b|\bsale or return\b"
        ),
        "takes itself back, or is not payable yet",
    ),
    (
        Reason.INCOMPLETE_READING,
        _words(
            r"\b(?:invoice|account|receivable|debt)s? (?:ha(?:s|ve) been|is|was|were)"
            r" (?:assigned|sold|factored|transferred) to\b|\bnotice of assignment\b"
            r"|\bpay(?:able)? only to\b|\bcession de cr[ée]ance\b|\babgetreten\b"
            r"|\bcesi[óo]n de cr[ée]dito\b|\bcessione del credito\b"
        ),
        "asks to pay somebody else",
    ),
    (
        Reason.INCOMPLETE_READING,
        _words(
            r"\b(?:deposit|advance(?: payment)?|pre-?payment|down ?payment|progress"
            r"|interim|partial|sample|draft|estimate[d]?|specimen|pro ?forma) "
            r"(?:tax )?invoice\b|\binvoice [1-9] of [2-9]\b"
            r"|\b(?:anzahlungs|abschlags|teil|akonto|vorauszahlungs|vorab|proforma)-?"
            r"rechnung\b|\bfacture (?:d.?acompte|pro ?forma|partielle)\b"
            r"|\bfactura (?:pro ?forma|de anticipo|parcial)\b"
            r"|\bfattura (?:di acconto|d['’]acconto|pro ?forma|parziale)\b"
            r"|\b(?:voorschot|aanbetalings|deel|proforma)-?factuur\b"
        ),
        "asks for a part, or for money in advance",
    ),
)
_REPLACED = replaced("order")
_ORDERS = frozenset({"order_ack", "purchase_order"})
_CURRENCIES: tuple[tuple[str, Sought], ...] = (
    (
        "CAD",
        _words(
            r"\bCAD\b(?! files?| drawings?| models?)|\bCDN(?: |\$)|(?<![A-Z])C\$"
            r"|\bcanadian (?:dollars?|funds|currency)\b"
        ),
    ),
    ("AUD", _words(r"\bAUD\b|\baustralian (?:dollars?|funds)\b|(?<![A-Z])AU?\$")),
    ("NZD", _words(r"\bNZD\b|\bnew zealand dollars?\b|(?<![A-Z])NZ\$")),
    ("HKD", _words(r"\bHKD\b|\bhong kong dollars?\b|(?<![A-Z])HK\$")),
    ("SGD", _words(r"\bSGD\b|\bsingapore dollars?\b|(?<![A-Z])S\$")),
    ("TWD", _words(r"\bTWD\b|\btaiwan dollars?\b|(?<![A-Z])NT\$")),
    ("EUR", _words(r"\bEUR\b|\beuros?\b")),
    ("GBP", _words(r"\bGBP\b|\bpounds? sterling\b|\bbritish pounds?\b")),
    (
        "MXN",
        _words(
            r"\bMXN\b|\bmexican pesos?\b|\bpesos (?:mexicanos|M\.?N\.?)|(?<![A-Z])MX\$"
        ),
    ),
    ("CHF", _words(r"\bCHF\b|\bswiss francs?\b|\bschweizer franken\b")),
    ("JPY", _words(r"\bJPY\b|\bjapanese yen\b")),
    ("CNY", _words(r"\b(?:CNY|RMB)\b|\b(?:chinese )?(?:yuan|renminbi)\b")),
    ("INR", _words(r"\bINR\b|\bindian rupees?\b")),
    ("BRL", _words(r"\bBRL\b|\bbrazilian reai?s\b|(?<![A-Z])R\$")),
    ("SEK", _words(r"\bswedish (?:kronor|krona|crowns)\b")),
    ("USD", _words(r"\bUSD\b|\bu\.?s\.? (?:dollars?|funds)\b")),
)


_UNLESS = re.compile(
    r"\b(?:until|till|unless|when|once|if|must|upon|where|not|wenn|falls|sofern|bis"
    r"|nicht|si|sauf|salvo|qualora|indien|tenzij)\b[^.]*$",
    re.IGNORECASE,
)
_BEFORE = 60


def _plain(match: re.Match[str]) -> bool:
    """Say whether words stand by themselves, and not under an "until" or "if"."""
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    return not _UNLESS.search(before.rpartition("\n\n")[2])


def with_cautions(
    extractions: Iterable[Extraction], documents: Iterable[Document]
) -> tuple[Extraction, ...]:
    """Return *extractions*, each invoice with what its own words speak against it."""
    pages = {d.sha256: d for d in documents}
    return tuple(
        extraction.model_copy(update={"issues": (*extraction.issues, *issues)})
        if (issues := tuple(_issues(extraction, _page(extraction, pages))))
        else extraction
        for extraction in extractions
    )


def _page(extraction: Extraction, documents: Mapping[str, Document]) -> Document | None:
    """Return the document whose words a person sees: of XML the page it is within."""
    document = documents.get(extraction.document)
    if document is None or extraction.reader != "xml":
        return document
    return documents.get(document.within)


def _replaced(text: str) -> Iterator[Issue]:
    """Yield an issue where an order, or an answer to one, stands for another."""
    if match := next(filter(_plain, _REPLACED.finditer(text)), None):
        detail = f"{' '.join(match[0].split())!r} is printed: it stands for another"
        yield Issue(code=Reason.INCOMPLETE_READING, detail=detail)


def _issues(extraction: Extraction, document: Document | None) -> Iterator[Issue]:
    record = extraction.record
    if document is None or not isinstance(record, MoneyDocument):
        return
    visual = [row for page in document.pages for row in page_rows(page)]
    rows = [row.text for row in visual]
    text = "\n".join(rows)
    if record.kind in _ORDERS:
        yield from _replaced(text)
    if record.kind != "invoice":
        return
    low = folded(text)
    told = {issue.code for issue in extraction.issues}
    for issue in (*stamps(record, visual), *part_paid(record, visual)):
        if issue.code not in told:
            told.add(issue.code)
            yield issue
    for code, pattern, why in _SAID:
        match = next(filter(_plain, pattern.finditer(text, low)), None)
        if match and code not in told:
            told.add(code)
            words = " ".join(match[0].split())
            yield Issue(code=code, detail=f"{words!r} is printed: the invoice {why}")
    yield from unit_issues(record, rows)
    yield from written_sums(record, rows)
    named = [name for name, pattern in _CURRENCIES if pattern.found(text, low)]
    read = record.currency.value if record.currency else "USD"
    others = [name for name in named if name != read]
    if others and Reason.CURRENCY_MISMATCH not in told:
        what = " and ".join(others)
        detail = f"{what} is printed, and the amounts are read as {read}"
        yield Issue(code=Reason.CURRENCY_MISMATCH, detail=detail)
