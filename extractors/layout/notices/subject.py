"""Our order numbers in the subject of a mail."""

from extractors.files.grid import text_page
from extractors.layout.orders.anchors import anchors_of
from extractors.layout.orders.values import order_key
from extractors.layout.page.sheet import sheet_of
from extractors.values import Cited, Document, Evidence, Mail


def subject_document(mail: Mail) -> Document:
    """Return a subject as a document of one line, under the mail's own SHA-256."""
    text = mail.subject.replace("\n", " ")
    return Document(
        mail.sha256, "subject", "text/plain", (text_page(text),), text, body=True
    )


def subject_orders(mail: Mail | None) -> tuple[Cited[str], ...]:
    """Return the orders a subject names with a label of ours, each once.

    Their evidence names the mail itself (its SHA-256), page 1, and the place in the
    subject.
    """
    if mail is None or not mail.subject.strip():
        return ()
    document = subject_document(mail)
    text = document.text
    found: dict[str, Cited[str]] = {}
    for anchor in anchors_of(sheet_of(document)):
        for run in anchor.numbers:
            if anchor.label.startswith("your order"):
                continue
            first, last = run.words[0], run.words[-1]
            quote = text[first.offset : last.offset + len(last.text)]
            evidence = Evidence(
                document=mail.sha256, page=1, offset=first.offset, quote=quote
            )
            found.setdefault(
                order_key(run.text), Cited(value=run.text, evidence=evidence)
            )
    return tuple(found.values())
