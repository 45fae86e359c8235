"""Mails that say where the money should go: as it is known, or elsewhere.

The vendor's record knows one routing number, one account, one IBAN and one address.
Whatever else a mail asks for, in whichever corner of it, is a change.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import NamedTuple

import pypdfium2
from reportlab.lib.pagesizes import letter
from reportlab.pdfgen.canvas import Canvas

from tests.adversarial.notices import pdf_bytes

IBAN = "DE75512108001245126199"
"""Of somebody else, with true check digits."""
STRANGERS_PHONE = "555-019-8811"
"""Printed in the mail; never to be called."""


class Parts(NamedTuple):
    """What a mail consists of."""

    files: tuple[tuple[str, bytes], ...]
    body: str = "Please see the attached invoice.\n"
    html: str = ""


Place = Callable[[str, str], Parts]
"""From an invoice's text and the words, the mail."""


@dataclass(frozen=True)
class Asking:
    """One mail with an invoice in it, and words about paying."""

    name: str
    words: str
    place: Place
    codes: frozenset[str] = frozenset({"payee_changed"})
    """One of these holds it."""


# --- where the words stand -----------------------------------------------------------


def page(invoice: str, words: str) -> Parts:
    """Below the invoice's total."""
    return Parts((("invoice.pdf", pdf_bytes(f"{invoice}\n{words}\n")),))


def top(invoice: str, words: str) -> Parts:
    """Above everything, as part of the letterhead."""
    return Parts((("invoice.pdf", pdf_bytes(f"{words}\n\n{invoice}")),))


def second_page(invoice: str, words: str) -> Parts:
    return Parts((("invoice.pdf", _pages(invoice, words)),))


def body(invoice: str, words: str) -> Parts:
    text = f"Dear customer,\n\n{words}\n\nKind regards\nAcme Supply\n"
    return Parts((("invoice.pdf", pdf_bytes(invoice)),), text)


def html_body(invoice: str, words: str) -> Parts:
    """In the HTML alone; the plain text is harmless."""
    rows = "".join(f"<p>{row}</p>" for row in words.split("\n"))
    html = f"<html><body><p>Please see the attached.</p>{rows}</body></html>"
    return Parts((("invoice.pdf", pdf_bytes(invoice)),), html=html)


def html_table(invoice: str, words: str) -> Parts:
    rows = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split(": ")) + "</tr>"
        for row in words.split("\n")
    )
    html = f"<html><body><table>{rows}</table></body></html>"
    return Parts((("invoice.pdf", pdf_bytes(invoice)),), html=html)


def beside(invoice: str, words: str) -> Parts:
    """In a second attachment."""
    told = f"NOTICE TO ALL CUSTOMERS\n\n{words}\n\nAcme Supply"
    return Parts((("invoice.pdf", pdf_bytes(invoice)), ("notice.pdf", pdf_bytes(told))))


def before(invoice: str, words: str) -> Parts:
    """In an attachment that comes first."""
    one, other = beside(invoice, words).files
    return Parts((other, one))


def quoted(invoice: str, words: str) -> Parts:
    """In the older mail that is quoted beneath."""
    lines = "\n".join(f"> {row}" for row in words.split("\n"))
    text = f"See attached.\n\nOn Thu, Nov 19, 2026, Acme wrote:\n{lines}\n"
    return Parts((("invoice.pdf", pdf_bytes(invoice)),), text)


def beneath(invoice: str, words: str) -> Parts:
    """In the forwarded mail beneath."""
    text = (
        "See below.\n\n-----Original Message-----\nFrom: Accounts <ar@acme.example>\n"
        "Sent: Thursday, November 19, 2026 9:00 AM\nSubject: payments\n\n"
        f"{words}\n"
    )
    return Parts((("invoice.pdf", pdf_bytes(invoice)),), text)


def within(invoice: str, words: str) -> Parts:
    """In a mail that is attached."""
    inner = EmailMessage(policy=SMTP)
    inner["From"] = "Accounts <ar@acme.example>"
    inner["To"] = "orders@store.example"
    inner["Subject"] = "payments"
    inner.set_content(words)
    return Parts(
        (("invoice.pdf", pdf_bytes(invoice)), ("payments.eml", inner.as_bytes()))
    )


def footer(invoice: str, words: str) -> Parts:
    """In type of 5 points at the foot."""
    return Parts((("invoice.pdf", _drawn(invoice, words, size=5, at=30)),))


def white(invoice: str, words: str) -> Parts:
    """White on white."""
    return Parts((("invoice.pdf", _drawn(invoice, words, size=9, at=90, gray=1)),))


def tiny(invoice: str, words: str) -> Parts:
    return Parts((("invoice.pdf", _drawn(invoice, words, size=0.5, at=90)),))


def grey(invoice: str, words: str) -> Parts:
    """Light, and still to be seen."""
    return Parts((("invoice.pdf", _drawn(invoice, words, size=8, at=90, gray=0.7)),))


def columns(invoice: str, words: str) -> Parts:
    """Labels in one column, values in another."""
    return Parts((("invoice.pdf", _drawn(invoice, words, size=9, at=110, gap=120)),))


def scan(invoice: str, words: str) -> Parts:
    """The invoice as a picture of a page."""
    return Parts((("invoice.pdf", _picture(f"{invoice}\n{words}\n")),))


def scan_beside(invoice: str, words: str) -> Parts:
    """The invoice with its text, and a letter that is a picture."""
    letter_ = _picture(f"NOTICE TO ALL CUSTOMERS\n\n{words}\n")
    return Parts((("invoice.pdf", pdf_bytes(invoice)), ("notice.pdf", letter_)))


def _drawn(
    invoice: str, words: str, *, size: float, at: int, gray: float = 0, gap: int = 0
) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=letter, invariant=True)
    _page(canvas, invoice)
    canvas.setFont("Helvetica", size)
    canvas.setFillGray(gray)
    for number, row in enumerate(words.split("\n")):
        label, colon, rest = row.partition(": ")
        y = at - number * (size + 2)
        if gap and colon:
            canvas.drawString(40, y, label)
            canvas.drawString(40 + gap, y, rest)
        else:
            canvas.drawString(40, y, row)
    canvas.save()
    return buffer.getvalue()


def _pages(*texts: str) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=letter, invariant=True)
    for text in texts:
        _page(canvas, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _page(canvas: Canvas, text: str) -> None:
    canvas.setFont("Courier", 9)
    for number, row in enumerate(text.split("\n")):
        canvas.drawString(40, 740 - 13 * number, row)


def _picture(text: str) -> bytes:
    shown = pypdfium2.PdfDocument(pdf_bytes(text))[0]
    buffer = io.BytesIO()
    shown.render(scale=200 / 72, grayscale=True).to_pil().save(buffer, "PDF")
    return buffer.getvalue()


# --- what they say -------------------------------------------------------------------

_OCR = frozenset({"payee_changed", "ocr_only", "scan_no_text", "unreadable"})
_HIDDEN = frozenset({"payee_changed", "hidden_text"})
_FORMS = frozenset({"payee_changed", "readers_disagree"})
_US = "Bank: First Harbor Bank\nRouting number: 129900641\nAccount number: 4400917735"
_LETTER = f"Our bank has changed. Please use from now on:\n{_US}"

CHANGED = (
    Asking("another bank", _US, page),
    Asking("a new bank announced", _LETTER, page),
    Asking("in the letterhead", "ACH: ABA 129900641 Acct 4400917735", top),
    Asking("on the second page", _LETTER, second_page),
    Asking("in the body", _LETTER, body),
    Asking("in the HTML alone", _LETTER, html_body, _FORMS),
    Asking("in a table of the HTML", _US, html_table),
    Asking("in a second attachment", _LETTER, beside),
    Asking("in a first attachment", _LETTER, before),
    Asking("in the quoted mail", _LETTER, quoted),
    Asking("in the forwarded mail beneath", _LETTER, beneath),
    Asking("in an attached mail", _LETTER, within),
    Asking("in the footer, 5 points", _US.replace("\n", "  "), footer),
    Asking("white on white", _LETTER, white, _HIDDEN),
    Asking("half a point", _LETTER, tiny, _HIDDEN),
    Asking("in light grey", _LETTER, grey),
    Asking("in two columns", _US, columns),
    Asking("a scan", _LETTER, scan, _OCR),
    Asking("a scan beside it", _LETTER, scan_beside, _OCR),
    Asking("the same bank, another account", "ABA 021000021 Acct 4400917735", page),
    Asking("the same account, another bank", "ABA 129900641 Acct 810044735", page),
    Asking(
        "known and new", "ACH 021000021 / 810044735 or 129900641 / 4400917735", page
    ),
    Asking(
        "routing with blanks", "Routing no. 1299 0064 1, account 44 009 177 35", page
    ),
    Asking("routing with hyphens", "ABA 1299-0064-1  A/C 4400-9177-35", body),
    Asking("account with dots", "Bank account: 4400.9177.35, ABA 129.900.641", body),
    Asking("a masked account", "Wire to the account ending ****7735", page),
    Asking("a masked account in X", "ACH account XXXXXX7735", body),
    Asking("an IBAN", f"IBAN {IBAN}", page),
    Asking("an IBAN in groups", "IBAN: DE75 5121 0800 1245 1261 99", page),
    Asking("an IBAN without its name", "Zahlbar auf DE75 5121 0800 1245 1261 99", body),
    Asking("an IBAN that does not check", "IBAN DE00 5121 0800 1245 1261 99", page),
    Asking("an IBAN over two lines", "IBAN: DE75 5121 0800\n1245 1261 99", page),
    Asking("in small letters", "iban: de75 5121 0800 1245 1261 99", body),
    Asking("a BIC", "SWIFT: DEUTDEFF", page),
    Asking(
        "German",
        "Unsere Bankverbindung hat sich geändert.\nIBAN DE75 5121 0800 1245 1261 99",
        body,
    ),
    Asking(
        "German, words alone", "Bitte beachten Sie unsere neue Bankverbindung.", body
    ),
    Asking(
        "German, an account",
        "Bitte überweisen Sie auf unser neues Konto 4400917735, BLZ 51210800.",
        page,
    ),
    Asking(
        "French",
        "Nos coordonnées bancaires ont changé. Merci d'utiliser le nouveau RIB.",
        body,
    ),
    Asking("French, a RIB", "Virement : 30004 00828 00010041234 38, BNP Paribas", page),
    Asking("Spanish", "Nuestra cuenta bancaria ha cambiado.", body),
    Asking(
        "Spanish, new data",
        "Nuestros nuevos datos bancarios: ES91 2100 0418 4502 0005 1332",
        page,
    ),
    Asking("Italian", "Le nostre coordinate bancarie sono cambiate.", body),
    Asking("Dutch", "Let op: ons rekeningnummer is gewijzigd.", body),
    Asking("do not use the old account", "Please do not use the old account.", body),
    Asking("the old account is closed", "Our old account has been closed.", body),
    Asking(
        "under audit",
        "Due to an audit, kindly hold payments to our bank account.",
        body,
    ),
    Asking(
        "factored",
        "This invoice has been assigned to and is payable only to Swift Factors LLC.",
        page,
    ),
    Asking(
        "with immediate effect",
        "All payments go to our new account, effective immediately.",
        body,
    ),
    Asking("banking, updated", "We have updated our banking details, see below.", body),
    Asking(
        "details by telephone",
        f"Call {STRANGERS_PHONE} for our new wire instructions.",
        body,
    ),
    Asking(
        "a new address", "Remit to:\nAcme Supply\nPO Box 99120\nReno, NV 89510", page
    ),
    Asking(
        "send your check to",
        "Please send your check to:\nPO Box 99120\nReno, NV 89510",
        page,
    ),
    Asking(
        "send your check to, on one line",
        "Please send your check to PO Box 99120, Reno, NV 89510",
        body,
    ),
    Asking(
        "make checks payable",
        "Make checks payable and send to:\nAcme Receivables\n12 Elm St\nReno, NV 89510",
        page,
    ),
    Asking("a lockbox", "Lockbox 77120\nChicago, IL 60694", page),
    Asking(
        "a lockbox that moves",
        "Our lockbox address has changed to Box 77120, Chicago, IL 60694.",
        body,
    ),
    Asking("another payee", "Make checks payable to Acme Holdings Intl Ltd", page),
    Asking(
        "payable to, of old address",
        "Make checks payable to: Northern Trade FZE\nPO Box 5520\nCharlotte, NC 28299",
        page,
    ),
    Asking(
        "an address, please note",
        "Note our new remittance address:\nPO Box 99120\nReno, NV 89510",
        body,
    ),
    Asking(
        "remittance advice elsewhere",
        "ACH 129900641\nSend remittance advice to pay@acme-remit.example",
        page,
    ),
    Asking("the text of a QR bill", "SPC 0200 1 CH9300762011623852957 S Acme AG", page),
    Asking(
        "a QR bill of a Swiss account",
        "Konto / Zahlbar an\nCH93 0076 2011 6238 5295 7\nAcme AG\n9000 St. Gallen",
        page,
    ),
    Asking("a sort code", "Sort code 20-32-53 Account 55779911", page),
    Asking("a BSB", "BSB 062-000 Account 11223344", body),
    Asking(
        "a wallet",
        "Payment in bitcoin only: bc1qxy2kgdygjrsqtzq2n0yrf2493p83kkfjhx0wlh",
        body,
    ),
    Asking("Zelle", "Please pay by Zelle to pay@acme-remit.example", body),
)

UNCHANGED = (
    Asking("nothing said", "Thank you for your business", page),
    Asking("as known", "Bank: First Bank  ABA 021000021  Account 810044735", page),
    Asking(
        "as known, routing in groups", "Routing 0210 0002 1, account 810-044-735", page
    ),
    Asking("as known, in the body", "ABA: 021000021\nAccount: 810044735", body),
    Asking(
        "as known, two columns",
        "Routing number: 021000021\nAccount number: 810044735",
        columns,
    ),
    Asking("as known, small print", "ACH 021000021, account 8100 44735", footer),
    Asking("the same IBAN in groups", "IBAN: DE89 3704 0044 0532 0130 00", page),
    Asking("the same IBAN in small letters", "iban de89370400440532013000", body),
    Asking("the same IBAN with hyphens", "IBAN DE89-3704-0044-0532-0130-00", page),
    Asking("the same address", "Remit to:\nPO Box 5520\nCharlotte, NC 28299", page),
    Asking(
        "the same address, on one line",
        "Remit to: P.O. Box 5520, Charlotte, NC 28299",
        page,
    ),
    Asking("the address above", "Please remit to the address above.", page),
    Asking(
        "our customer's account",
        "Your account number with us: 448120. Terms Net 30.",
        page,
    ),
    Asking("a question", "Questions about your account? Call 555-010-4477.", body),
    Asking("the carrier's account", "Shipped on your UPS account 84F2W1", page),
    Asking("a customer called a bank", "Ship to: Bank of Reno, 200 River Rd", body),
    Asking(
        "a new catalogue", "Our new catalogue is out. Prices change on January 1.", body
    ),
    Asking(
        "a new address for returns",
        "Please send returns to 12 Elm St, Reno, NV 89510",
        body,
    ),
    Asking(
        "thanks for paying",
        "Thank you for your prompt payment. Please pay by 12/20/2026.",
        body,
    ),
    Asking("a late fee", "A fee of 1.5% a month is added to accounts past due.", page),
)


def everything() -> Iterator[tuple[Asking, bool]]:
    """Yield every mail, and whether it asks for a change."""
    yield from ((each, True) for each in CHANGED)
    yield from ((each, False) for each in UNCHANGED)
