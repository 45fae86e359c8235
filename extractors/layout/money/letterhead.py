"""Who made out a document, where no label says so: its letterhead, if it is certain.

Single cues mislead: the address of whoever is billed stands at the top of a page, too,
and has a legal form. A name counts when two cues agree, one of them such that only the
sender's name has it: the large print at the very top, the line over the window of an
envelope, the payee, the foot of the page, or a site that is made of it. Small print at
the top counts where labels name somebody else as the one who is billed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum

from extractors.layout.money.address_blocks import ADDRESS, addressed, stands_above
from extractors.layout.money.names import (
    announces,
    customers,
    name_in,
    nameable,
    under,
    words_of,
)
from extractors.layout.money.type_height import LARGE, Usual, height_of
from extractors.layout.page.citing import part
from extractors.layout.page.rows import Row, Run
from extractors.layout.page.sheet import Sheet
from extractors.layout.titles import title_rows, title_words

_TOP = 0.35
"""Of the first page: a letterhead stands no further down."""
_FOOT = 0.85
"""Of a page: what stands further down is its foot."""
_FIRST = 4
"""Rows of a page among which the large print of a letterhead begins."""
_NEAR = 3
"""Rows under a name in which its address begins."""
_LEAST = 5
"""Letters of a domain, or of a name, that is looked for elsewhere."""
_ENOUGH = 2
_LEGAL = re.compile(
    r"[\s,](?:[Ii]nc|INC|LLC|L\.L\.C|Corp|CORP|Corporation|Co|CO|Company|Ltd|LTD|ltd"
    r"|[Ll]t[ée]e|Limited|LP|LLP|PLC|GmbH|GMBH|AG|KG|OHG|e\.K|UG|SE|PartG|SARL"
    r"|S\.?A\.?R\.?L|SAS|S\.?A|S\.?L|S\.A\.U|S\.L\.U|S\.?[pP]\.?A|S\.?[rR]\.?[lL]"
    r"|S\.?[nN]\.?[cC]|B\.?V|N\.?V|Pty|Oy|AB|ApS|A/S)\.?,?$"
)
_STREET = re.compile(r"^[^,]*[^\W\d]{4,}\.? \d{1,4} ?[a-zA-Z]?$|^c/o\b")
"""What is a street with its number, and no name."""
_BETWEEN = re.compile(r"\s+[|●•·∙]\s+")
_BULLET = re.compile(r"\s[●•·∙]\s")
_DOMAIN = re.compile(
    r"(?:@|\bwww\.|https?://)(?:[\w-]+\.)*?([\w-]+)\.[a-z]{2,}\b", re.IGNORECASE
)
_SITE = re.compile(
    r"(?:\b(?:sales|info|orders?|billing|invoices?|invoicing|office|contact|service|hello"
    r"|support|ar|accountsreceivable|receivables|rechnung(?:en)?|vertrieb|verkauf"
    r"|buchhaltung|facturation|comptabilite|ventas|facturacion|vendite|verkoop)@"
    r"|\bwww\.|https?://)(?:[\w-]+\.)*?([\w-]+)\.[a-z]{2,}\b",
    re.IGNORECASE,
)
"""Where a vendor says that it is found; whoever is billed has an address, too."""
_NO_NAME = re.compile(
    r"\b(?:logo|thank|thanks|welcome|page|seite|pagina|copy|original|duplicate"
    r"|customer"
    r"|department|dept|confidential|please|remit|accounts?|receivable|internal|only|your"
    r"|our|we|merci|danke|gracias|grazie|bedankt|kopie|copie|copia|test|sample|muster"
    r"|from|for|paid|void|draft|final|notice|quality|since|official|division)\b",
    re.IGNORECASE,
)
"""Words of what stands at the top in large print and is no name."""
_SUMMIT = 0.11
"""Of the first page: where preprinted paper would have its letterhead."""


class _Cue(StrEnum):
    """What speaks for a name."""

    LARGE = "large"
    SENDER = "sender"
    PAYEE = "payee"
    FOOT = "foot"
    DOMAIN = "domain"
    LEGAL = "legal"
    ADDRESS = "address"
    FIRST = "first"
    """Nothing but titles stands above it, at the very top."""
    HEAD = "head"
    ABOVE = "above"
    """Its address ends above that of another name, and stands beside none."""
    SITE = "site"
    """A site, or an address of mail that a vendor gives, is made of it."""


_WHERE = frozenset({_Cue.FIRST, _Cue.HEAD, _Cue.SITE, _Cue.ABOVE})
"""Cues that say where a name stands and nothing else of it."""
_STRONG = frozenset({_Cue.LARGE, _Cue.SENDER, _Cue.PAYEE, _Cue.FOOT})


def issuer_of(sheet: Sheet) -> Run | None:
    """Return the name of whoever made a document out; None unless cues agree on one."""
    pages = sheet.document.pages
    if not pages or not pages[0].printed:
        return None
    elsewhere = {_plain(run.text) for run in customers(sheet)}
    found: dict[str, tuple[Run, set[_Cue]]] = {}
    for cell, cues in (*_heads(sheet), *_payees(sheet)):
        run = name_in(cell)
        name = _plain(run.text)
        if name and name not in elsewhere:
            found.setdefault(name, (run, set()))[1].update(cues)
    if not found:
        return None
    _look_around(sheet, found)
    sure = {
        name: run
        for name, (run, cues) in found.items()
        if _certain(cues, told=bool(elsewhere))
    }
    sure = sure or _other(sheet, found)
    longest = max(sure, key=len, default="")
    return sure[longest] if sure and all(n in longest for n in sure) else None


def _look_around(sheet: Sheet, found: Mapping[str, tuple[Run, set[_Cue]]]) -> None:
    """Add what other places of a document say of some names."""
    feet = [_plain(cell.text) for cell in _feet(sheet)]
    addresses = [row.text for row in sheet.rows if _may_address(row.text)]
    domains = {_plain(m[1]) for text in addresses for m in _DOMAIN.finditer(text)}
    sites = {_plain(m[1]) for text in addresses for m in _SITE.finditer(text)}
    blocks = [run for run, cues in found.values() if _Cue.ADDRESS in cues]
    for name, (run, cues) in found.items():
        if len(name) >= _LEAST and any(foot.startswith(name) for foot in feet):
            cues.add(_Cue.FOOT)
        if any(_same(name, domain) for domain in domains):
            cues.add(_Cue.DOMAIN)
        if any(_same(name, domain) for domain in sites):
            cues.add(_Cue.SITE)
        if _Cue.FIRST in cues and stands_above(sheet, run, blocks):
            cues.add(_Cue.ABOVE)


def _other(sheet: Sheet, found: Mapping[str, tuple[Run, set[_Cue]]]) -> dict[str, Run]:
    """Return the one company with an address at the top that labels do not bill.

    Who is billed has a label, and so has whoever gets the goods; nobody else is there.
    """
    if not any(under(sheet, words_of("customer"))):
        return {}
    whole = {_Cue.HEAD, _Cue.LEGAL, _Cue.ADDRESS}
    names = {name: run for name, (run, cues) in found.items() if whole <= cues}
    return names if len(names) == 1 else {}


def _certain(cues: set[_Cue], *, told: bool) -> bool:
    """Say whether cues make a name the sender's.

    Args:
        cues: What speaks for the name.
        told: Labels name whoever is billed, and name another.
    """
    if cues & _STRONG and len(cues - _WHERE) >= _ENOUGH:
        return True
    if _Cue.HEAD in cues and cues & {_Cue.PAYEE, _Cue.SITE}:
        return True  # Two places say it.
    if _Cue.FIRST not in cues:
        return False
    if cues & {_Cue.LARGE, _Cue.DOMAIN, _Cue.ABOVE}:
        return True
    return told and bool(cues & {_Cue.LEGAL, _Cue.ADDRESS})


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _may_address(text: str) -> bool:
    """Say whether a line may hold a site or an address of mail."""
    return "@" in text or "//" in text or "www." in text.lower()


def _same(name: str, plain: str) -> bool:
    """Say whether a domain is made of a name, or of the beginning of it."""
    return len(plain) >= _LEAST and (name.startswith(plain) or plain.startswith(name))


def _heads(sheet: Sheet) -> Iterator[tuple[Run, set[_Cue]]]:
    """Yield the names at the top of the first page, with what speaks for each."""
    page = sheet.document.pages[0]
    rows = [
        r for r in sheet.rows if r.page == page.number and r.top < _TOP * page.height
    ]
    usual = Usual(sheet)
    first = _first(sheet, rows)
    for index, row in enumerate(rows):
        if index in sheet.tabled:
            continue
        said = {lb.start for lb in sheet.beside[index] if lb.form} | title_words(row)
        starts = {row.words[start] for start in said}
        line = sheet.line(index)
        for cell in (*row.cells, *([line] if _BULLET.search(line.text) else ())):
            named = _sender(rows[index + 1 : index + 1 + _NEAR], cell) or _name(cell)
            if named is None or cell.words[0] in starts or _STREET.search(cell.text):
                continue
            name, alone = named
            if any(announces(text) for text in _openings(name)):
                continue
            cues = {_Cue.HEAD} if alone else {_Cue.SENDER}
            if index == first and _first_name(row, cell, page.height):
                cues.add(_Cue.FIRST)
            if index < _FIRST and usual.exceeded(name):
                cues.add(_Cue.LARGE)
            if _LEGAL.search(name.text):
                cues.add(_Cue.LEGAL)
            if addressed(rows[index + 1 : index + 1 + _NEAR], cell):
                cues.add(_Cue.ADDRESS)
            yield name, cues


def _first(sheet: Sheet, rows: Sequence[Row]) -> int | None:
    """Return the first row of a page that holds more than titles."""
    titles = title_rows(sheet)
    alone = (
        n
        for n, row in enumerate(rows)
        if n not in titles or len(title_words(row)) < len(row.cells)
    )
    return next(alone, None)


def _first_name(row: Row, cell: Run, height: float) -> bool:
    """Say whether a cell of the first row is the name of whoever wrote the paper."""
    words = [w for w in cell.words if any(map(str.isalpha, w.text))]
    return (
        row.top < _SUMMIT * height
        and cell == row.cells[0]
        and len(words) > 1
        and not _NO_NAME.search(cell.text)
        and (not cell.text.endswith((".", "!", "?")) or bool(_LEGAL.search(cell.text)))
    )


def _openings(run: Run) -> Iterator[str]:
    """Yield the first words of a run: one, two and so on."""
    texts = [word.text for word in run.words]
    yield from (" ".join(texts[:count]) for count in range(1, len(texts) + 1))


def _name(cell: Run) -> tuple[Run, bool] | None:
    """Return the name in a cell, and whether it is alone: no address after a mark."""
    between = _BETWEEN.search(cell.text)
    if between is None:
        return (cell, True) if nameable(cell.text) and ":" not in cell.text else None
    name = part(cell, 0, between.start())
    rest = cell.text[between.end() :]
    sender = name is not None and nameable(name.text) and ADDRESS.search(rest)
    numbered = name is not None and ADDRESS.search(name.text)
    return (name, False) if name is not None and sender and not numbered else None


def _sender(rows: Sequence[Row], cell: Run) -> tuple[Run, bool] | None:
    """Return the name in a line of commas over the window of an envelope.

    It is in smaller type than the address that stands flush below it, which is
    somebody else's.
    """
    name = name_in(cell)
    rest = cell.text[len(name.text) :]
    if not rest or not ADDRESS.search(rest) or not nameable(name.text):
        return None
    below = next((c for row in rows for c in row.cells if _flush(c, cell)), None)
    larger = below is not None and height_of(below) >= LARGE * height_of(cell)
    return (name, False) if larger else None


def _flush(one: Run, other: Run) -> bool:
    return abs(one.x0 - other.x0) <= height_of(other)


def _payees(sheet: Sheet) -> Iterator[tuple[Run, set[_Cue]]]:
    """Yield whom labels say to pay."""
    for run in under(sheet, words_of("payee")):
        if ":" in run.text:
            continue
        legal = {_Cue.LEGAL} if _LEGAL.search(run.text) else set()
        yield run, {_Cue.PAYEE, *legal}


def _feet(sheet: Sheet) -> Iterator[Run]:
    """Yield the cells at the feet of the pages."""
    heights = {page.number: page.height for page in sheet.document.pages}
    for row in sheet.rows:
        if row.top > _FOOT * heights[row.page]:
            yield from row.cells
